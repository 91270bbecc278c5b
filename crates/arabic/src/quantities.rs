//! Quantities: what numbers count and measure, in money, percent, units and nouns, with bounds and ranges.

mod before;
mod bounds;
mod duals;
mod money;
pub mod nouns;
pub mod scan;
#[cfg(test)]
mod tests;
mod units;

pub use bounds::Bound;
pub(crate) use money::is_code as is_currency_code;
