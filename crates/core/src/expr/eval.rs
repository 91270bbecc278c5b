//! Evaluates an expression over the facts of one document or row.

use super::{Comparison, Kind, Literal, Node};
use std::cmp::Ordering;

/// The value of a name.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'a> {
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A string.
    Text(&'a str),
}

/// What is known of the document (or row) that an expression judges.
pub trait Facts {
    /// The value of a name; `None` where it is unset.
    fn name(&self, name: &str) -> Option<Value<'_>>;
    /// The length of the text in characters. It is asked for each time that the expression says so.
    fn chars(&self) -> u64;
    /// The number of rows of a layer; 0 where there is none.
    fn count(&self, layer: &str) -> u64;
}

/// Whether a part holds: whether it is known and true. Depth is bounded by the parser.
pub(super) fn holds(node: &Node, facts: &dyn Facts) -> bool {
    match &node.kind {
        Kind::Has(name) => facts.name(name).is_some(),
        Kind::Compare(comparison, left, right) => match (value(left, facts), value(right, facts)) {
            (Some(left), Some(right)) => compare(left, right).is_some_and(|order| comparison.accepts(order)),
            _ => false,
        },
        Kind::In { negated, item, list } => match (value(item, facts), &list.kind) {
            (Some(item), Kind::List(literals)) => {
                let found = literals
                    .iter()
                    .any(|(literal, _)| compare(item, literal.value()) == Some(Ordering::Equal));
                found != *negated
            }
            _ => false,
        },
        Kind::Not(inner) => !holds(inner, facts),
        Kind::And(parts) => parts.iter().all(|part| holds(part, facts)),
        Kind::Or(parts) => parts.iter().any(|part| holds(part, facts)),
        Kind::Literal(_) | Kind::Name(_) => value(node, facts) == Some(Value::Bool(true)),
        Kind::List(_) | Kind::Chars | Kind::Count(_) => false,
    }
}

fn value<'a>(node: &'a Node, facts: &'a dyn Facts) -> Option<Value<'a>> {
    let whole = |n: u64| Some(Value::Int(i64::try_from(n).unwrap_or(i64::MAX)));
    match &node.kind {
        Kind::Literal(literal) => Some(literal.value()),
        Kind::Name(name) => facts.name(name),
        Kind::Chars => whole(facts.chars()),
        Kind::Count(layer) => whole(facts.count(layer)),
        Kind::List(_) => None,
        _ => Some(Value::Bool(holds(node, facts))),
    }
}

impl Literal {
    fn value(&self) -> Value<'_> {
        match self {
            Literal::Bool(value) => Value::Bool(*value),
            Literal::Int(value) => Value::Int(*value),
            Literal::Float(value) => Value::Float(*value),
            Literal::Text(value) => Value::Text(value),
        }
    }
}

impl Comparison {
    fn accepts(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Unequal => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterEqual => order.is_ge(),
        }
    }
}

/// The order of two values; `None` where they have none (other types, not a number).
fn compare(a: Value<'_>, b: Value<'_>) -> Option<Ordering> {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(&b)),
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(&b)),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(&b),
        (Value::Int(a), Value::Float(b)) => compare_mixed(a, b),
        (Value::Float(a), Value::Int(b)) => compare_mixed(b, a).map(Ordering::reverse),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Compares exactly, also where a float cannot hold the integer.
fn compare_mixed(a: i64, b: f64) -> Option<Ordering> {
    // 2^63: the first float above every i64.
    const ABOVE: f64 = 9_223_372_036_854_775_808.0;
    if b.is_nan() {
        None
    } else if b >= ABOVE {
        Some(Ordering::Less)
    } else if b < -ABOVE {
        Some(Ordering::Greater)
    } else {
        let whole = b.trunc();
        Some(a.cmp(&(whole as i64)).then_with(|| 0.0f64.partial_cmp(&(b - whole)).unwrap_or(Ordering::Equal)))
    }
}
