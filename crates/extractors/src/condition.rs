//! The options `keep` and `drop` of components that judge by a condition.

use warraq_core::Error;
use warraq_core::expr::ExprError;

/// The one option of the two that is given, with its key.
///
/// # Errors
/// None is given, or both.
pub(crate) fn one_of<'o>(
    keep: &'o Option<String>,
    drop: &'o Option<String>,
) -> Result<(&'static str, &'o str), Error> {
    match (keep, drop) {
        (Some(keep), None) => Ok(("keep", keep)),
        (None, Some(drop)) => Ok(("drop", drop)),
        (Some(_), Some(_)) => Err(Error::option("drop", "give either keep or drop, not both")),
        (None, None) => Err(Error::config("give keep or drop: a condition")),
    }
}

/// What is wrong with a condition, in one message.
pub(crate) fn refused(key: &str, errors: Vec<ExprError>) -> Error {
    let suggestion = errors.iter().find_map(|error| error.suggestion.clone());
    let messages: Vec<String> = errors.into_iter().map(|error| error.message).collect();
    let error = Error::option(key, messages.join("; "));
    match suggestion {
        Some(suggestion) => error.suggest(suggestion),
        None => error,
    }
}
