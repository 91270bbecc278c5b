//! The types of an expression, and the names that it takes for granted.

use super::{Comparison, ExprError, Kind, Node, Type};
use crate::span::Span;
use crate::suggest::suggest;

/// What an expression may mention where it stands.
pub trait Names {
    /// The type of a name (a field, a column); `None` where there is none.
    fn type_of(&self, name: &str) -> Option<Type>;
    /// The names there are, for suggestions.
    fn candidates(&self) -> Vec<String>;
    /// Whether a layer can be counted here.
    fn has_layer(&self, name: &str) -> bool;
    /// The layers there are, for suggestions.
    fn layer_candidates(&self) -> Vec<String> {
        Vec::new()
    }
}

pub(super) fn check(root: &Node, env: &dyn Names) -> Result<Type, Vec<ExprError>> {
    let mut checker = Checker { env, errors: Vec::new() };
    match checker.node(root) {
        Some(root) if checker.errors.is_empty() => Ok(root),
        _ => {
            checker.errors.sort_by_key(|error| error.span);
            Err(checker.errors)
        }
    }
}

struct Checker<'e> {
    env: &'e dyn Names,
    errors: Vec<ExprError>,
}

impl Checker<'_> {
    fn fail(&mut self, span: Span, message: String, suggestion: Option<String>) {
        self.errors.push(ExprError { message, span, suggestion });
    }

    /// The type of a part; `None` where it is not known, which was reported. Depth is bounded by the parser.
    fn node(&mut self, node: &Node) -> Option<Type> {
        match &node.kind {
            Kind::Literal(literal) => Some(literal.type_of()),
            Kind::List(_) => Some(Type::List),
            Kind::Name(name) => self.name(name, node.span),
            Kind::Chars => Some(Type::Int),
            Kind::Count(layer) => {
                self.layer(layer, node.span);
                Some(Type::Int)
            }
            Kind::Has(name) => {
                self.name(name, node.span);
                Some(Type::Bool)
            }
            Kind::Compare(comparison, left, right) => {
                self.comparison(*comparison, left, right, node.span);
                Some(Type::Bool)
            }
            Kind::In { item, list, .. } => {
                self.membership(item, list);
                Some(Type::Bool)
            }
            Kind::Not(inner) => {
                self.condition(inner, "not");
                Some(Type::Bool)
            }
            Kind::And(parts) => {
                parts.iter().for_each(|part| self.condition(part, "and"));
                Some(Type::Bool)
            }
            Kind::Or(parts) => {
                parts.iter().for_each(|part| self.condition(part, "or"));
                Some(Type::Bool)
            }
        }
    }

    fn name(&mut self, name: &str, span: Span) -> Option<Type> {
        let found = self.env.type_of(name);
        if found.is_none() {
            let names = self.env.candidates();
            let nearest = suggest(name, names.iter().map(String::as_str)).map(str::to_owned);
            self.fail(span, format!("there is no name {name:?} here"), nearest);
        }
        found
    }

    fn layer(&mut self, layer: &str, span: Span) {
        if !self.env.has_layer(layer) {
            let layers = self.env.layer_candidates();
            let nearest = suggest(layer, layers.iter().map(String::as_str)).map(str::to_owned);
            self.fail(span, format!("there is no layer {layer:?} here"), nearest);
        }
    }

    fn condition(&mut self, node: &Node, operator: &str) {
        match self.node(node) {
            None | Some(Type::Bool) => {}
            Some(other) => {
                self.fail(node.span, format!("{operator} joins booleans, and this is {other}"), None);
            }
        }
    }

    fn comparison(&mut self, comparison: Comparison, left: &Node, right: &Node, span: Span) {
        let (Some(left), Some(right)) = (self.node(left), self.node(right)) else { return };
        let symbol = comparison.symbol();
        if left == Type::List || right == Type::List {
            let message = format!("{symbol} does not compare lists; they stand after in and not in");
            self.fail(span, message, None);
        } else if !comparable(left, right) {
            self.fail(span, format!("{symbol} compares {left} with {right}; both must be of one type"), None);
        } else if left == Type::Bool && comparison.is_ordering() {
            self.fail(span, format!("{symbol} does not compare booleans; == and != do"), None);
        }
    }

    fn membership(&mut self, item: &Node, list: &Node) {
        let Some(item_type) = self.node(item) else { return };
        if item_type == Type::List {
            return self.fail(item.span, "a list is no member of a list".to_owned(), None);
        }
        let Kind::List(literals) = &list.kind else { return };
        for (literal, span) in literals {
            let found = literal.type_of();
            if !comparable(item_type, found) {
                let message =
                    format!("in looks for {item_type}, and this is {found}; both must be of one type");
                self.fail(*span, message, None);
            }
        }
    }
}

fn comparable(a: Type, b: Type) -> bool {
    a == b || (a.is_number() && b.is_number())
}
