//! Placeholder until the expression language lands.
/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr;
