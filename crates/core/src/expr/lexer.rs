//! Cuts an expression's source into tokens.

use super::{Comparison, ExprError, Literal};
use crate::span::Span;

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Literal(Literal),
    Name(String),
    Compare(Comparison),
    In,
    Not,
    And,
    Or,
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
}

/// The tokens with their places, and what is no token. A wrong character is passed over, so that all are found.
pub(super) fn tokens(source: &str) -> (Vec<(Token, Span)>, Vec<ExprError>) {
    let mut lexer = Lexer { source, at: 0, tokens: Vec::new(), errors: Vec::new() };
    while let Some(c) = lexer.peek() {
        lexer.token(c);
    }
    (lexer.tokens, lexer.errors)
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
    tokens: Vec<(Token, Span)>,
    errors: Vec<ExprError>,
}

impl<'s> Lexer<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes over characters while `inside` holds, and gives them.
    fn take_while(&mut self, inside: impl Fn(char) -> bool) -> &'s str {
        let rest = self.rest();
        let n = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        self.at += n;
        rest.get(..n).unwrap_or_default()
    }

    fn span(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    fn push(&mut self, token: Token, start: usize) {
        self.tokens.push((token, self.span(start)));
    }

    fn fail(&mut self, start: usize, message: String, suggestion: Option<&str>) {
        let span = self.span(start);
        self.errors.push(ExprError { message, span, suggestion: suggestion.map(str::to_owned) });
    }

    fn token(&mut self, c: char) {
        let start = self.at;
        match c {
            c if c.is_whitespace() => {
                self.take_while(char::is_whitespace);
            }
            '"' | '\'' => self.text(c),
            '-' | '0'..='9' => self.number(),
            c if c == '_' || c.is_alphabetic() => self.word(),
            _ => match self.symbol() {
                Some(token) => self.push(token, start),
                None => self.stray(c),
            },
        }
    }

    fn symbol(&mut self) -> Option<Token> {
        let symbols = [
            ("==", Token::Compare(Comparison::Equal)),
            ("!=", Token::Compare(Comparison::Unequal)),
            ("<=", Token::Compare(Comparison::LessEqual)),
            (">=", Token::Compare(Comparison::GreaterEqual)),
            ("<", Token::Compare(Comparison::Less)),
            (">", Token::Compare(Comparison::Greater)),
            ("(", Token::Open),
            (")", Token::Close),
            ("[", Token::OpenList),
            ("]", Token::CloseList),
            (",", Token::Comma),
        ];
        let (written, token) = symbols.into_iter().find(|(written, _)| self.rest().starts_with(written))?;
        self.at += written.len();
        Some(token)
    }

    /// A character that begins no token. What other languages write is taken for what it means, so that the rest
    /// is still understood.
    fn stray(&mut self, c: char) {
        let start = self.at;
        let foreign = [
            ("&&", "and", Token::And),
            ("||", "or", Token::Or),
            ("!", "not", Token::Not),
            ("=", "==", Token::Compare(Comparison::Equal)),
            ("≠", "!=", Token::Compare(Comparison::Unequal)),
            ("≤", "<=", Token::Compare(Comparison::LessEqual)),
            ("≥", ">=", Token::Compare(Comparison::GreaterEqual)),
            ("،", ",", Token::Comma),
        ];
        if let Some((written, meant, token)) = foreign.into_iter().find(|f| self.rest().starts_with(f.0)) {
            self.at += written.len();
            self.fail(start, format!("found {written:?}, which is no operator here"), Some(meant));
            return self.push(token, start);
        }
        self.at += c.len_utf8();
        let quote = matches!(c, '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '`').then_some("\"");
        self.fail(start, format!("found {c:?}, which begins no name, literal or operator"), quote);
    }

    fn word(&mut self) {
        let start = self.at;
        // Dots join a plugin's name to its layer's, and dashes may stand within a name; there is no subtraction.
        let word = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'));
        let token = match word {
            "and" => Token::And,
            "or" => Token::Or,
            "not" => Token::Not,
            "in" => Token::In,
            "true" => Token::Literal(Literal::Bool(true)),
            "false" => Token::Literal(Literal::Bool(false)),
            name => Token::Name(name.to_owned()),
        };
        self.push(token, start);
    }

    fn number(&mut self) {
        let start = self.at;
        self.at += usize::from(self.peek() == Some('-'));
        // A sign belongs to the number only within an exponent.
        self.take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '_'));
        if self.source.get(start..self.at).is_some_and(|number| number.ends_with(['e', 'E'])) {
            self.at += usize::from(matches!(self.peek(), Some('+' | '-')));
            self.take_while(|c| c.is_ascii_digit());
        }
        let written = self.source.get(start..self.at).unwrap_or_default();
        let digits = written.strip_prefix('-').unwrap_or(written);
        let is_decimal = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.');
        let literal = if !is_decimal {
            None
        } else if digits.bytes().all(|b| b.is_ascii_digit()) {
            written.parse().ok().map(Literal::Int)
        } else {
            written.parse().ok().filter(|n: &f64| n.is_finite()).map(Literal::Float)
        };
        if literal.is_none() {
            let message = format!("found {written:?}, which is no integer of 64 bits and no decimal number");
            self.fail(start, message, None);
        }
        // The place is a number's all the same.
        self.push(Token::Literal(literal.unwrap_or(Literal::Int(0))), start);
    }

    fn text(&mut self, quote: char) {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            text.push_str(self.take_while(|c| c != quote && c != '\\'));
            let place = self.at;
            let mut chars = self.rest().chars();
            match (chars.next(), chars.next()) {
                (Some('\\'), Some(escaped)) => {
                    self.at += 1 + escaped.len_utf8();
                    match escaped {
                        '"' | '\'' | '\\' => text.push(escaped),
                        'n' => text.push('\n'),
                        't' => text.push('\t'),
                        _ => {
                            let message =
                                format!("found the escape \\{escaped}; there are \\\" \\' \\\\ \\n and \\t");
                            self.fail(place, message, None);
                        }
                    }
                }
                (Some(c), _) if c == quote => {
                    self.at += 1;
                    break;
                }
                _ => {
                    self.at = self.source.len();
                    self.fail(start, format!("the text that begins here has no closing {quote}"), None);
                    break;
                }
            }
        }
        self.push(Token::Literal(Literal::Text(text)), start);
    }
}
