//! Phone numbers: runs of digits with separators whose calling code and length fit.

use std::ops::RangeInclusive;

use warraq_arabic::script::digit_value;

/// The fewest and most digits of a number, with its calling code (E.164 allows fifteen).
const DIGITS: RangeInclusive<usize> = 7..=15;
/// The most bytes of a number as written: fifteen digits of two bytes with separators.
const LONGEST: usize = 80;

/// The numbering plan of the world.
pub(super) struct Plan {
    codes: Vec<Code>,
}

struct Code {
    code: String,
    digits: RangeInclusive<usize>,
    country: String,
}

/// A number in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Phone {
    pub(super) start: usize,
    pub(super) end: usize,
    /// `+`, calling code and number; the digits alone where the country is not known.
    pub(super) value: String,
}

impl Plan {
    /// Reads the table.
    ///
    /// # Errors
    /// The table has a mistake.
    pub(super) fn built_in() -> Result<Self, String> {
        let lines = include_str!("../../data/phones.tsv").lines().filter(|line| !line.starts_with('#'));
        let code = |line: &str| {
            let mut cells = line.split('\t');
            let (code, digits, country) = (cells.next()?, cells.next()?, cells.next()?);
            let (least, most) = digits.split_once('-').unwrap_or((digits, digits));
            Some(Code {
                code: code.to_owned(),
                digits: least.parse().ok()?..=most.parse().ok()?,
                country: country.to_owned(),
            })
        };
        let codes = lines.map(|line| code(line).ok_or_else(|| format!("phones.tsv: {line}")));
        Ok(Self { codes: codes.collect::<Result<_, _>>()? })
    }

    /// The calling code of a country.
    pub(super) fn country(&self, country: &str) -> Option<&str> {
        self.codes.iter().find(|code| code.country == country).map(|code| code.code.as_str())
    }

    /// Whether digits behind `+` are a calling code and a number of a fitting length.
    fn is_international(&self, digits: &str) -> bool {
        self.codes.iter().any(|code| {
            digits
                .strip_prefix(code.code.as_str())
                .is_some_and(|rest| code.digits.contains(&rest.len()) && !rest.starts_with('0'))
        })
    }

    /// The number that begins at `at`, where a digit, `+` or `(` stands. `home` is the calling code of numbers without
    /// one; `announced` says that a word before it names it as a phone number.
    pub(super) fn number(&self, text: &str, at: usize, home: Option<&str>, announced: bool) -> Option<Phone> {
        let (digits, end, plus) = run(text.get(at..)?)?;
        let phone = |value: String| Some(Phone { start: at, end: at + end, value });
        if plus {
            return phone(format!("+{digits}")).filter(|_| self.is_international(&digits));
        }
        if let Some(rest) = digits.strip_prefix("00").filter(|rest| self.is_international(rest)) {
            return phone(format!("+{rest}"));
        }
        if !DIGITS.contains(&digits.len()) {
            return None;
        }
        // A bare run of digits may be anything: it must begin as numbers of the country do, or be announced.
        if let (Some(home), Some(own)) = (home, digits.strip_prefix('0'))
            && self.is_international(&format!("{home}{own}"))
        {
            return phone(format!("+{home}{own}"));
        }
        match (announced, home) {
            (false, _) => None,
            (true, Some(home)) if self.is_international(&format!("{home}{digits}")) => {
                phone(format!("+{home}{digits}"))
            }
            (true, _) => phone(digits),
        }
    }
}

/// The digits of a run, where it ends, and whether `+` stands before it. A single separator may stand between digits.
fn run(text: &str) -> Option<(String, usize, bool)> {
    let mut digits = String::new();
    let (mut end, mut plus, mut gap) = (0, false, 0);
    let mut bracket = false;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        if let Some(digit) = digit_value(c) {
            digits.push(char::from(b'0' + digit));
            (end, gap) = (at + c.len_utf8(), 0);
            if digits.len() > *DIGITS.end() + 2 {
                return None;
            }
            continue;
        }
        match c {
            '+' if digits.is_empty() && !plus => plus = true,
            '(' if !bracket => bracket = true,
            ')' if bracket => bracket = false,
            ' ' | '-' | '.' | '/' | '\u{a0}' | '\u{2011}' | '\u{2013}' if !digits.is_empty() && gap == 0 => {
                gap += 1
            }
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => break,
        }
    }
    // A letter right behind makes it a code or a unit of something else.
    let letter = text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphabetic);
    (end > 0 && !letter && digits.len() >= *DIGITS.start()).then_some((digits, end, plus))
}
