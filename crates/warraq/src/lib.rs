//! From a config to a plan to a run: the only place where stages are put in order.

pub mod plan;
pub mod registry;

pub use plan::Plan;
pub use registry::Registry;
