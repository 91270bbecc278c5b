//! The date of publication: stated, in the address, or written beside the title.

use dom_query::Document;
use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, Row, Settings};

use super::blocks::Block;
use super::facts::{Facts, squeezed};

/// Finds dates. Keeps its storage between pages.
pub(super) struct Dates {
    finder: Finder,
    lexed: Lexed,
    rows: Vec<Row>,
}

impl Default for Dates {
    fn default() -> Self {
        Self { finder: Finder::new(Settings::default()), lexed: Lexed::new(), rows: Vec::new() }
    }
}

impl Dates {
    /// The date of a page in ISO 8601; empty when nothing tells it.
    pub(super) fn published(
        &mut self,
        facts: &Facts,
        uri: &str,
        tree: &Document,
        blocks: &[Block],
    ) -> String {
        let stated = facts.dates.iter().find_map(|date| iso(date).or_else(|| self.written(date)));
        let found = stated.or_else(|| in_address(uri)).or_else(|| self.beside_title(tree, blocks));
        found.unwrap_or_default()
    }

    /// Labels the short lines before the article that tell its date.
    pub(super) fn label(&mut self, published: &str, blocks: &mut [Block]) {
        const LONG: usize = 140;
        let Some(date) = published.get(..10) else { return };
        for block in blocks {
            let length = block.text.chars().count();
            if length >= LONG {
                return;
            }
            if block.label == "body"
                && length < LONG / 2
                && self.written(&block.text).as_deref() == Some(date)
            {
                block.label = "boilerplate";
            }
        }
    }

    /// The first whole date in a few words.
    fn written(&mut self, text: &str) -> Option<String> {
        self.lexed.read(text);
        self.rows.clear();
        self.finder.find(&self.lexed, None, &mut self.rows);
        let values = self.rows.iter().filter_map(|row| row.value.as_deref());
        let mut whole = values.filter_map(|value| value.get(..10)).filter(|date| iso(date).is_some());
        whole.next().map(str::to_owned)
    }

    /// A whole date in an element that is named for it, or in a short block before the article's first long one.
    fn beside_title(&mut self, tree: &Document, blocks: &[Block]) -> Option<String> {
        const NAMED: &str = "time, [class*=date], [class*=Date], [class*=time], [id*=date], [class*=publish]";
        const SHORT: usize = 120;
        let named = tree.select(NAMED);
        let texts = named.nodes().iter().take(100).map(|node| squeezed(&node.text()));
        let short = |text: &String| text.chars().count() <= SHORT;
        let mut named: Vec<String> = texts.filter(short).take(20).collect();
        let lead = blocks.iter().take_while(|block| block.text.chars().count() < SHORT * 2).take(8);
        named.extend(lead.map(|block| block.text.clone()));
        named.iter().find_map(|text| self.written(text))
    }
}

/// A date in ISO 8601, with its time where it has one; `None` for anything else.
fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    let date = text.get(..10)?;
    let digits = |range: std::ops::Range<usize>| date.get(range)?.parse::<u32>().ok();
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let bars = matches!(
        (date.as_bytes().get(4), date.as_bytes().get(7)),
        (Some(b'-'), Some(b'-')) | (Some(b'/'), Some(b'/'))
    );
    if !bars || !(1990..2200).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let date = date.replace('/', "-");
    let rest = text.get(10..).unwrap_or_default();
    let time = rest.strip_prefix(['T', ' ']).unwrap_or_default().trim();
    let clock = time.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Z".contains(&byte));
    match clock && time.len() >= 5 {
        true => Some(format!("{date}T{time}")),
        false => Some(date),
    }
}

/// A date in the path of an address: `/2020/8/24/`, `2020-06-03`.
fn in_address(uri: &str) -> Option<String> {
    let path = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', '?', '=']).collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let number = |text: &str, most: usize| {
            let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| text.parse::<u32>().ok()).flatten()
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        iso(&format!("{year:04}-{month:02}-{day:02}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_iso_8601() {
        let cases = [
            ("2020-06-03T03:01+0400", Some("2020-06-03T03:01+0400")),
            ("2020-12-01 02:00:00", Some("2020-12-01T02:00:00")),
            ("2020/12/01", Some("2020-12-01")),
            (" 2020-12-01, 5 pm", Some("2020-12-01")),
            ("2020-13-01", None),
            ("20-12-2020", None),
            ("07 أكتوبر 2020", None),
            ("١٢٣٤٥٦٧٨", None),
        ];
        for (text, expected) in cases {
            assert_eq!(iso(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_addresses_and_words() {
        let cases = [
            ("https://example.org/story/2020/8/24/عنوان/49", Some("2020-08-24")),
            ("https://example.org/news/2020-06-03-1.33", Some("2020-06-03")),
            ("https://example.org/2020/11/2338761/", None),
            ("https://example.org/825076-7", None),
        ];
        for (uri, expected) in cases {
            assert_eq!(in_address(uri).as_deref(), expected, "{uri}");
        }
        let mut dates = Dates::default();
        assert_eq!(dates.written("الأربعاء، 07 أكتوبر 2020 - 12:09 م").as_deref(), Some("2020-10-07"));
        assert_eq!(dates.written("نشر قبل ساعتين"), None);
    }
}
