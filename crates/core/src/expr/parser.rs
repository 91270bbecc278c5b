//! Builds an expression from tokens, by recursive descent with a limit.

use super::lexer::{Token, tokens};
use super::{ExprError, Kind, Literal, Node};
use crate::span::Span;
use crate::suggest::suggest;

/// How deep parentheses and `not` may nest, so that hostile input cannot use up the stack.
const MAX_DEPTH: u32 = 64;

/// A mistake was recorded; the caller looks for a place to go on.
struct Failed;

pub(super) fn parse(source: &str) -> Result<Node, Vec<ExprError>> {
    // Offsets are 32-bit.
    if u32::try_from(source.len()).is_err() {
        let message = "an expression is at most 4 GiB long".to_owned();
        return Err(vec![ExprError { message, span: Span::new(0, 0), suggestion: None }]);
    }
    let (tokens, errors) = tokens(source);
    let end = source.trim_end().len() as u32;
    let mut parser = Parser { tokens, at: 0, end, depth: 0, errors };
    let root = parser.or();
    while parser.at < parser.tokens.len() {
        if root.is_ok() || parser.errors.is_empty() {
            parser.unexpected("an operator or the end");
        }
        parser.at = parser.tokens.len();
    }
    match root {
        Ok(root) if parser.errors.is_empty() => Ok(root),
        _ => {
            parser.errors.sort_by_key(|error| error.span);
            Err(parser.errors)
        }
    }
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    end: u32,
    depth: u32,
    errors: Vec<ExprError>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    /// The place of the next token, or of the end.
    fn place(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |&(_, span)| span)
    }

    /// Where the token before ends.
    fn reached(&self) -> u32 {
        self.at.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(0, |(_, span)| span.end)
    }

    fn accept(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn fail(&mut self, span: Span, message: String, suggestion: Option<String>) -> Failed {
        self.errors.push(ExprError { message, span, suggestion });
        Failed
    }

    fn unexpected(&mut self, allowed: &str) -> Failed {
        let found = self.peek().map_or("the end".to_owned(), describe);
        self.fail(self.place(), format!("found {found}, where {allowed} is allowed"), None)
    }

    fn expect(&mut self, token: &Token, allowed: &str) -> Result<(), Failed> {
        if self.accept(token) { Ok(()) } else { Err(self.unexpected(allowed)) }
    }

    fn or(&mut self) -> Result<Node, Failed> {
        self.chain(&Token::Or, Kind::Or, |parser| parser.chain(&Token::And, Kind::And, Self::not))
    }

    /// Operands joined by one operator; after a mistake in one of them it goes on with the next.
    fn chain(
        &mut self,
        operator: &Token,
        join: fn(Vec<Node>) -> Kind,
        operand: impl Fn(&mut Self) -> Result<Node, Failed>,
    ) -> Result<Node, Failed> {
        let start = self.place().start;
        let mut parts = Vec::new();
        let mut failed = false;
        loop {
            match operand(self) {
                Ok(part) => parts.push(part),
                Err(Failed) => {
                    failed = true;
                    self.skip();
                }
            }
            if !self.accept(operator) {
                break;
            }
        }
        match parts.len() {
            _ if failed => Err(Failed),
            1 => parts.pop().ok_or(Failed),
            _ => Ok(Node { kind: join(parts), span: Span::new(start, self.reached()) }),
        }
    }

    /// Passes over what is left of an operand, to the next `and`, `or` or closing parenthesis of its own level.
    fn skip(&mut self) {
        let mut open = 0u32;
        while let Some(token) = self.peek() {
            match token {
                Token::Open => open += 1,
                Token::And | Token::Or | Token::Close if open == 0 => return,
                Token::Close => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Passes over what is left of a parenthesis.
    fn close(&mut self) {
        self.skip();
        while !self.accept(&Token::Close) && self.peek().is_some() {
            self.at += 1;
            self.skip();
        }
    }

    fn not(&mut self) -> Result<Node, Failed> {
        let start = self.place();
        if !self.accept(&Token::Not) {
            return self.comparison();
        }
        self.deeper(start, |parser| {
            let inner = parser.not()?;
            let span = Span::new(start.start, inner.span.end);
            Ok(Node { kind: Kind::Not(Box::new(inner)), span })
        })
    }

    fn deeper(
        &mut self,
        place: Span,
        inner: impl FnOnce(&mut Self) -> Result<Node, Failed>,
    ) -> Result<Node, Failed> {
        if self.depth == MAX_DEPTH {
            let message = format!("this nests deeper than {MAX_DEPTH} levels");
            // What is left would only repeat it.
            self.at = self.tokens.len();
            return Err(self.fail(place, message, None));
        }
        self.depth += 1;
        let node = inner(self);
        self.depth -= 1;
        node
    }

    fn comparison(&mut self) -> Result<Node, Failed> {
        let left = self.operand()?;
        let start = left.span.start;
        let kind = if let Some(&Token::Compare(comparison)) = self.peek() {
            self.at += 1;
            Kind::Compare(comparison, Box::new(left), Box::new(self.operand()?))
        } else if let Some(negated) = self.accept_in() {
            let place = self.place();
            let list = self.operand()?;
            if !matches!(list.kind, Kind::List(_)) {
                let message = "after in only a list is allowed, like [\"ar\", \"fa\"]".to_owned();
                return Err(self.fail(place, message, None));
            }
            Kind::In { negated, item: Box::new(left), list: Box::new(list) }
        } else {
            return Ok(left);
        };
        if matches!(self.peek(), Some(Token::Compare(_) | Token::In)) {
            let message = "comparisons do not chain; join two of them with and".to_owned();
            return Err(self.fail(self.place(), message, None));
        }
        Ok(Node { kind, span: Span::new(start, self.reached()) })
    }

    /// Whether `in` or `not in` comes next, and if so, whether it is negated.
    fn accept_in(&mut self) -> Option<bool> {
        let is_in = |at: usize| self.tokens.get(at).is_some_and(|(token, _)| *token == Token::In);
        if is_in(self.at) {
            self.at += 1;
            return Some(false);
        }
        if self.peek() == Some(&Token::Not) && is_in(self.at + 1) {
            self.at += 2;
            return Some(true);
        }
        None
    }

    fn operand(&mut self) -> Result<Node, Failed> {
        let span = self.place();
        match self.peek().cloned() {
            Some(Token::Literal(literal)) => {
                self.at += 1;
                Ok(Node { kind: Kind::Literal(literal), span })
            }
            Some(Token::Name(name)) => {
                self.at += 1;
                if self.accept(&Token::Open) {
                    let call = self.call(&name, span);
                    if call.is_err() {
                        self.close();
                    }
                    call
                } else {
                    Ok(Node { kind: Kind::Name(name), span })
                }
            }
            Some(Token::Open) => self.deeper(span, Self::parenthesis),
            Some(Token::OpenList) => {
                self.at += 1;
                let list = self.list()?;
                Ok(Node { kind: Kind::List(list), span: Span::new(span.start, self.reached()) })
            }
            _ => Err(self.unexpected("a name, a literal, a list, not or (")),
        }
    }

    fn parenthesis(&mut self) -> Result<Node, Failed> {
        let start = self.place().start;
        self.at += 1;
        let inner = self.or();
        if !self.accept(&Token::Close) {
            // A mistake inside may have used up the parenthesis that is missed here.
            if inner.is_ok() {
                self.unexpected("an operator or )");
            }
            self.close();
            return Err(Failed);
        }
        // The parentheses belong to the place of what they hold.
        inner.map(|node| Node { span: Span::new(start, self.reached()), ..node })
    }

    /// The rest of a list, after its bracket.
    fn list(&mut self) -> Result<Vec<(Literal, Span)>, Failed> {
        let mut list = Vec::new();
        while !self.accept(&Token::CloseList) {
            let span = self.place();
            let Some(Token::Literal(literal)) = self.peek().cloned() else {
                return Err(self.unexpected("a literal or ]"));
            };
            self.at += 1;
            list.push((literal, span));
            if !self.accept(&Token::Comma) && self.peek() != Some(&Token::CloseList) {
                return Err(self.unexpected("a comma or ]"));
            }
        }
        Ok(list)
    }

    /// The rest of a function's call, after its parenthesis.
    fn call(&mut self, function: &str, place: Span) -> Result<Node, Failed> {
        let allowed = match function {
            "chars" => "the name text",
            "count" => "the name of a layer",
            "has" => "the name of a field",
            _ => return Err(self.unknown_function(function, place)),
        };
        let argument_place = self.place();
        let argument = match self.peek() {
            Some(Token::Name(name)) => name.clone(),
            Some(Token::Literal(Literal::Text(name))) if function != "chars" => name.clone(),
            _ => return Err(self.unexpected(allowed)),
        };
        if function == "chars" && argument != "text" {
            let message = format!("chars counts the characters of text only, found {argument:?}");
            return Err(self.fail(argument_place, message, Some("text".to_owned())));
        }
        self.at += 1;
        self.expect(&Token::Close, ")")?;
        let kind = match function {
            "chars" => Kind::Chars,
            "count" => Kind::Count(argument),
            _ => Kind::Has(argument),
        };
        Ok(Node { kind, span: Span::new(place.start, self.reached()) })
    }

    /// Reports a function and passes over its call.
    fn unknown_function(&mut self, function: &str, place: Span) -> Failed {
        let nearest = suggest(function, ["chars", "count", "has"]).map(str::to_owned);
        let message =
            format!("there is no function {function:?}; there are chars(text), count(layer) and has(field)");
        self.fail(place, message, nearest)
    }
}

/// A token in words.
fn describe(token: &Token) -> String {
    match token {
        Token::Literal(Literal::Bool(value)) => value.to_string(),
        Token::Literal(Literal::Int(value)) => value.to_string(),
        Token::Literal(Literal::Float(value)) => value.to_string(),
        Token::Literal(Literal::Text(_)) => "a text".to_owned(),
        Token::Name(name) => format!("the name {name:?}"),
        Token::Compare(comparison) => comparison.symbol().to_owned(),
        Token::In => "in".to_owned(),
        Token::Not => "not".to_owned(),
        Token::And => "and".to_owned(),
        Token::Or => "or".to_owned(),
        Token::Open => "(".to_owned(),
        Token::Close => ")".to_owned(),
        Token::OpenList => "[".to_owned(),
        Token::CloseList => "]".to_owned(),
        Token::Comma => "a comma".to_owned(),
    }
}
