//! Measures against public cases: `cargo run --release -p warraq-arabic --example number_cases -- [--wrong] FILE…`
//!
//! A `.tsv` FILE has Duckling's cases, `dimension TAB expected TAB input`: Numeral, Ordinal, AmountOfMoney, Quantity, Volume
//! and Temperature are read. A `.txt` FILE has NeMo's, `spoken~written`; both sides are read and must have one value.
//! A case is right where one row has the value and covers the whole input, but for words that Warraq's spans leave out:
//! bounds («أقل من», «حوالي»), «من» and «بين» of ranges, what a measure is of («من السكر»).
//! Out of scope: a unit without a number («كيلوغرام»), which is no quantity under Warraq's guideline.

use std::process::ExitCode;

use warraq_arabic::lexed::Lexed;
use warraq_arabic::numerals::scan as numbers;
use warraq_arabic::quantities::scan::{self as quantities, Quantity, Unit};

/// Words around a span that the guideline leaves outside.
const OUTSIDE: [&str; 16] = [
    "من",
    "بين",
    "ما",
    "بحدود",
    "حوالي",
    "تحت",
    "اقل",
    "أقل",
    "اكثر",
    "أكثر",
    "على",
    "الاقل",
    "السكر",
    "الذهب",
    "الفراولة",
    "في",
];

/// Duckling's base units: what one of ours is in the one that its cases name.
const UNITS: [(&str, &str, f64); 26] = [
    ("GBP", "GBP", 1.0),
    ("ILS", "ILS", 1.0),
    ("USD", "Dollar", 1.0),
    ("USD", "Cent", 100.0),
    ("GBP", "Pound", 1.0),
    ("?", "Pound", 1.0),
    ("gram", "Gram", 1.0),
    ("kilogram", "Gram", 1000.0),
    ("milligram", "Gram", 0.001),
    ("ounce", "Ounce", 1.0),
    ("cup", "Cup", 1.0),
    ("milliliter", "Millilitre", 1.0),
    ("liter", "Litre", 1.0),
    ("gallon", "Gallon", 1.0),
    ("hectoliter", "Hectolitre", 1.0),
    ("celsius", "Celsius", 1.0),
    ("celsius", "Degree", 1.0),
    ("fahrenheit", "Fahrenheit", 1.0),
    ("degree", "Degree", 1.0),
    ("EUR", "EUR", 1.0),
    ("KWD", "KWD", 1.0),
    ("LBP", "LBP", 1.0),
    ("EGP", "EGP", 1.0),
    ("QAR", "QAR", 1.0),
    ("SAR", "SAR", 1.0),
    ("JOD", "JOD", 1.0),
];

#[derive(Default)]
struct Found {
    lexed: Lexed,
    numbers: Vec<numbers::Number>,
    quantities: Vec<Quantity>,
}

impl Found {
    fn read(&mut self, text: &str) {
        self.lexed.read(text);
        numbers::scan(&self.lexed, &[], &mut self.numbers);
        let settings = quantities::Settings { home: None, tag: &|_| None, taken: &[], duals: true };
        quantities::scan(&self.lexed, &self.numbers, &settings, &mut self.quantities);
    }
}

fn main() -> ExitCode {
    let show = std::env::args().any(|arg| arg == "--wrong");
    let mut found = Found::default();
    for file in std::env::args().skip(1).filter(|arg| !arg.starts_with("--")) {
        let Ok(content) = std::fs::read_to_string(&file) else {
            eprintln!("{file}: cannot be read");
            return ExitCode::FAILURE;
        };
        let mut counts: Vec<(String, usize, usize)> = Vec::new();
        for line in content.lines() {
            let Some((group, right)) = judge(&mut found, line, &file) else { continue };
            if show && !right {
                println!("wrong\t{line}");
            }
            match counts.iter_mut().find(|c| c.0 == group) {
                Some(count) => (count.1, count.2) = (count.1 + usize::from(right), count.2 + 1),
                None => counts.push((group, usize::from(right), 1)),
            }
        }
        counts.iter().for_each(|(group, right, all)| println!("{group}: {right} of {all}"));
    }
    ExitCode::SUCCESS
}

/// The group of a case and whether it is right; `None` for what is out of scope.
fn judge(found: &mut Found, line: &str, file: &str) -> Option<(String, bool)> {
    if file.ends_with(".txt") {
        let (left, right) = line.split_once('~')?;
        let name = file.rsplit('/').next().unwrap_or(file);
        let spoken = if left.chars().any(|c| c.is_ascii_digit()) { right } else { left };
        let written = if spoken == left { right } else { left };
        return Some((name.to_owned(), nemo(found, spoken, written)));
    }
    let cells: Vec<&str> = line.split('\t').collect();
    let [dimension, expected, input] = cells.as_slice() else { return None };
    found.read(input);
    let kind = dimension.split('/').next()?;
    let right = match kind {
        "Numeral" | "Ordinal" => {
            let value = value_in(expected)?;
            let ordinal = kind == "Ordinal";
            found.numbers.iter().any(|n| {
                let same = n.parsed.value.is_some_and(|v| (v.to_f64() - value).abs() < 1e-9);
                same && (!ordinal || n.parsed.ordinal || n.parsed.definite)
                    && whole(input, n.parsed.start, n.parsed.end)
            })
        }
        "AmountOfMoney" | "Quantity" | "Volume" | "Temperature" => {
            if !input.chars().any(char::is_numeric) && found.numbers.is_empty() && found.quantities.is_empty()
            {
                return None;
            }
            found.quantities.iter().any(|q| amount(q, expected) && whole(input, q.start, q.end))
        }
        _ => return None,
    };
    Some((kind.to_owned(), right))
}

fn whole(input: &str, start: u32, end: u32) -> bool {
    let rest = |part: Option<&str>| {
        let words =
            part.unwrap_or("?").split(|c: char| c.is_whitespace() || c == '.').filter(|w| !w.is_empty());
        words.into_iter().all(|word| OUTSIDE.contains(&word))
    };
    rest(input.get(..start as usize)) && rest(input.get(end as usize..))
}

/// The first number of Duckling's expectation.
fn value_in(expected: &str) -> Option<f64> {
    expected
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ','))
        .find_map(|word| word.parse().ok())
}

fn amount(quantity: &Quantity, expected: &str) -> bool {
    let words = || {
        expected.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',')).filter(|w| !w.is_empty())
    };
    let numbers: Vec<f64> = words().filter_map(|word| word.parse().ok()).collect();
    let code = match quantity.unit {
        Unit::Code(code) => code,
        Unit::Unknown => "?",
        Unit::Noun(..) => return false,
    };
    let fits = |value: Option<warraq_arabic::numerals::Exact>, expected: Option<&f64>, factor: f64| match (
        value, expected,
    ) {
        (Some(value), Some(expected)) => (value.to_f64() * factor - expected).abs() < 1e-9,
        (value, expected) => value.is_none() && expected.is_none(),
    };
    UNITS.iter().any(|(ours, theirs, factor)| {
        *ours == code
            && words().any(|word| word == *theirs)
            && fits(quantity.value, numbers.first(), *factor)
            && fits(quantity.value_max, numbers.get(1), *factor)
    })
}

/// Whether the spoken and the written side of a case of NeMo come to the same value, each as a whole.
fn nemo(found: &mut Found, spoken: &str, written: &str) -> bool {
    if spoken == written {
        found.read(spoken);
        return found.numbers.is_empty();
    }
    let mut read = |text: &str| {
        found.read(text);
        let quantity = found.quantities.iter().filter(|q| whole(text, q.start, q.end)).find_map(|q| q.value);
        let number = found
            .numbers
            .iter()
            .filter(|n| whole(text, n.parsed.start, n.parsed.end))
            .find_map(|n| n.parsed.value);
        quantity.or(number).map(|v| v.to_f64())
    };
    let expected = mixed(written).or_else(|| read(written));
    let got = read(spoken);
    matches!((got, expected), (Some(a), Some(b)) if (a - b).abs() < 1e-9)
}

/// `1 1/2`, `-3/4`: the written fractions of NeMo.
fn mixed(text: &str) -> Option<f64> {
    let (whole, fraction) =
        text.split_once(' ').map_or((0.0, text), |(w, f)| (w.parse().unwrap_or(f64::NAN), f));
    let (num, den) = fraction.split_once('/')?;
    Some(whole + num.parse::<f64>().ok()? / den.parse::<f64>().ok()?).filter(|v| v.is_finite())
}
