//! The expression language of conditions (`when`) and filters (`filter`).
//!
//! ```text
//! or         = and { "or" and }
//! and        = not { "and" not }
//! not        = { "not" } comparison
//! comparison = operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=") operand | ["not"] "in" list ]
//! operand    = literal | name | "chars(text)" | "count(" layer ")" | "has(" name ")" | "(" or ")"
//! list       = "[" [ literal { "," literal } [","] ] "]"
//! literal    = "…" | '…' | integer | float | "true" | "false"
//! ```
//!
//! Numbers compare with numbers, texts with texts (by code point, so ISO dates by time), booleans for equality
//! only. **A comparison with an unset name is false**, also `!=` and `not in`: nothing is known about the value,
//! so nothing is claimed. `not (x == 1)` is then true, since `not` turns the comparison's answer around. An unset
//! boolean name stands for false; `has(x)` tells the cases apart.

mod check;
mod eval;
mod lexer;
mod parser;
#[cfg(test)]
mod tests;

use crate::span::Span;
use std::collections::BTreeSet;
use std::fmt;

pub use check::Names;
pub use eval::{Facts, Value};

/// A parsed expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    root: Node,
}

/// What is wrong with an expression, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExprError {
    /// What was found and what was allowed.
    pub message: String,
    /// The place, in bytes of the expression's source.
    pub span: Span,
    /// What was probably meant, to be written in place of the span.
    pub suggestion: Option<String>,
}

impl fmt::Display for ExprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, "; did you mean {suggestion}?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ExprError {}

/// The type of a name or of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// A string.
    Text,
    /// A list of literals.
    List,
}

impl Type {
    /// Whether it is a number of either kind.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Type::Int | Type::Float)
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Type::Bool => "a boolean",
            Type::Int => "an integer",
            Type::Float => "a float",
            Type::Text => "a text",
            Type::List => "a list",
        })
    }
}

impl Expr {
    /// Parses an expression.
    ///
    /// # Errors
    /// All mistakes that can be told apart, in source order. Nesting deeper than 64 is one of them.
    pub fn parse(source: &str) -> Result<Self, Vec<ExprError>> {
        parser::parse(source).map(|root| Self { root })
    }

    /// Its type, where `env` knows the names.
    ///
    /// # Errors
    /// Every unknown name or layer, with the nearest known one, and every operand of a type that does not fit.
    pub fn check(&self, env: &dyn Names) -> Result<Type, Vec<ExprError>> {
        check::check(&self.root, env)
    }

    /// The same for a condition, whose type must be [`Type::Bool`].
    ///
    /// # Errors
    /// As [`Expr::check`], and where it is no boolean.
    pub fn check_condition(&self, env: &dyn Names) -> Result<(), Vec<ExprError>> {
        match self.check(env)? {
            Type::Bool => Ok(()),
            other => Err(vec![ExprError {
                message: format!("this is {other}, and a condition must be a boolean"),
                span: self.root.span,
                suggestion: None,
            }]),
        }
    }

    /// Whether it holds. An expression that does not pass [`Expr::check_condition`] holds never or by parts; it
    /// does not fail.
    #[must_use]
    pub fn eval(&self, facts: &dyn Facts) -> bool {
        eval::holds(&self.root, facts)
    }

    /// The names that it mentions, also within `has`; sorted, each once. The text of `chars(text)` is none.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.mentioned(|kind| match kind {
            Kind::Name(name) | Kind::Has(name) => Some(name),
            _ => None,
        })
    }

    /// The layers that it counts; sorted, each once.
    #[must_use]
    pub fn layers(&self) -> Vec<&str> {
        self.mentioned(|kind| match kind {
            Kind::Count(layer) => Some(layer),
            _ => None,
        })
    }

    fn mentioned<'e>(&'e self, pick: impl Fn(&'e Kind) -> Option<&'e String>) -> Vec<&'e str> {
        let mut found = BTreeSet::new();
        let mut open = vec![&self.root];
        while let Some(node) = open.pop() {
            found.extend(pick(&node.kind).map(String::as_str));
            match &node.kind {
                Kind::Compare(_, left, right) => open.extend([&**left, &**right]),
                Kind::In { item, list, .. } => open.extend([&**item, &**list]),
                Kind::Not(inner) => open.push(inner),
                Kind::And(parts) | Kind::Or(parts) => open.extend(parts),
                Kind::Literal(_)
                | Kind::List(_)
                | Kind::Name(_)
                | Kind::Chars
                | Kind::Count(_)
                | Kind::Has(_) => {}
            }
        }
        found.into_iter().collect()
    }
}

/// A part of an expression with its place in the source.
#[derive(Clone, PartialEq, Debug)]
struct Node {
    kind: Kind,
    span: Span,
}

#[derive(Clone, PartialEq, Debug)]
enum Kind {
    Literal(Literal),
    List(Vec<(Literal, Span)>),
    Name(String),
    Chars,
    Count(String),
    Has(String),
    Compare(Comparison, Box<Node>, Box<Node>),
    In { negated: bool, item: Box<Node>, list: Box<Node> },
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
}

#[derive(Clone, PartialEq, Debug)]
enum Literal {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
}

impl Literal {
    const fn type_of(&self) -> Type {
        match self {
            Literal::Bool(_) => Type::Bool,
            Literal::Int(_) => Type::Int,
            Literal::Float(_) => Type::Float,
            Literal::Text(_) => Type::Text,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comparison {
    Equal,
    Unequal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Comparison {
    const fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "==",
            Comparison::Unequal => "!=",
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => ">=",
        }
    }

    const fn is_ordering(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::Unequal)
    }
}
