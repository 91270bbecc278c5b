//! Conditions: parsed and type-checked, with places inside the string.

use warraq_core::expr::{Expr, ExprError, Names, Type};
use warraq_core::fields::STANDARD;

use crate::config::{Config, Node, strings};
use crate::diagnostics::{Diagnostic, Report, codes};

use super::wire::Ground;

/// The types that a field of one's own may have, as far as nothing states it.
const OPEN: [Type; 4] = [Type::Text, Type::Int, Type::Float, Type::Bool];

/// More fields of one's own than this in one condition are taken for texts.
const MOST_OPEN: usize = 3;

struct Known<'g> {
    ground: &'g Ground,
    /// Fields of one's own with the type that is being tried.
    open: Vec<(String, Type)>,
}

impl Names for Known<'_> {
    fn type_of(&self, name: &str) -> Option<Type> {
        if STANDARD.contains(&name) {
            return Some(Type::Text);
        }
        self.open.iter().find(|(known, _)| known == name).map(|(_, ty)| *ty)
    }

    fn candidates(&self) -> Vec<String> {
        let standard = STANDARD.iter().map(|&name| name.to_owned());
        standard.chain(self.ground.fields.iter().cloned()).collect()
    }

    fn has_layer(&self, name: &str) -> bool {
        self.ground.has(name) || self.ground.opaque
    }

    fn layer_candidates(&self) -> Vec<String> {
        self.ground.schema.layers.iter().map(|layer| layer.schema.name.clone()).collect()
    }
}

/// The condition of a step; `None` when it is wrong.
pub(super) fn check(node: &Node, config: &Config, ground: &Ground, report: &mut Report) -> Option<Expr> {
    let source = node.text()?;
    let expr = match Expr::parse(source) {
        Ok(expr) => expr,
        Err(errors) => {
            report_all(node, &errors, report);
            return None;
        }
    };
    let own: Vec<&str> = expr.names().into_iter().filter(|name| !STANDARD.contains(name)).collect();
    let declared = |name: &&str| {
        ground.fields.iter().any(|known| known == name)
            || config.fields.iter().any(|(known, _)| known == name)
    };
    let open: Vec<&str> =
        own.iter().copied().filter(|name| declared(name) || !looks_misspelt(name, ground)).collect();
    for name in open.iter().filter(|name| !declared(name)) {
        let message = format!(
            "no reader or step of this pipeline is known to set the field {name}; where it is unset, comparisons are false"
        );
        let at = source.find(*name).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
        let end = at + u32::try_from(name.len()).unwrap_or(0);
        let place = strings::inside(node, at, end, &report.sources);
        report.push(Diagnostic::warning(codes::EXPRESSION, place, message));
    }
    match first_fit(&expr, &open, ground) {
        Ok(()) => Some(expr),
        Err(errors) => {
            report_all(node, &errors, report);
            None
        }
    }
}

fn looks_misspelt(name: &str, ground: &Ground) -> bool {
    let known = Known { ground, open: Vec::new() }.candidates();
    warraq_core::suggest::suggest(name, known.iter().map(String::as_str)).is_some()
}

/// Whether the expression is right for some types of the fields whose types nothing states.
fn first_fit(expr: &Expr, open: &[&str], ground: &Ground) -> Result<(), Vec<ExprError>> {
    let tries = if open.len() <= MOST_OPEN { OPEN.len().pow(open.len() as u32) } else { 1 };
    let mut first = None;
    for attempt in 0..tries {
        let mut rest = attempt;
        let types = open.iter().map(|name| {
            let ty = OPEN.get(rest % OPEN.len()).copied().unwrap_or(Type::Text);
            rest /= OPEN.len();
            ((*name).to_owned(), ty)
        });
        let known = Known { ground, open: types.collect() };
        match expr.check_condition(&known) {
            Ok(()) => return Ok(()),
            Err(errors) => first = first.or(Some(errors)),
        }
    }
    Err(first.unwrap_or_default())
}

fn report_all(node: &Node, errors: &[ExprError], report: &mut Report) {
    for error in errors {
        let place = strings::inside(node, error.span.start, error.span.end, &report.sources);
        let finding = Diagnostic::error(codes::EXPRESSION, place, &error.message);
        report.push(finding.suggest(error.suggestion.clone()));
    }
}
