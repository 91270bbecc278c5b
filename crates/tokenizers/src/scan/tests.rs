//! The scanner against the cases file, and against hostile text.

use super::{Choices, Class, Token, arabic};
use proptest::prelude::*;
use warraq_conformance::unescape;

fn scan(text: &str, choices: Choices) -> Vec<Token> {
    let mut tokens = Vec::new();
    arabic(text, choices, &mut tokens);
    let mut last = 0;
    for token in &tokens {
        assert!(last <= token.start && token.start < token.end, "{token:?} in {text:?}");
        assert!(text.get(token.start..token.end).is_some_and(|t| t.trim() == t), "{token:?} in {text:?}");
        last = token.end;
    }
    tokens
}

fn rows(text: &str, choices: Choices) -> Vec<String> {
    scan(text, choices).iter().map(|t| format!("{} {}", t.class.label(), &text[t.start..t.end])).collect()
}

#[test]
fn cases() {
    let mut count = 0;
    for block in include_str!("../../cases/tokens.txt").split("\n\n") {
        let mut lines = block.lines().filter(|line| !line.starts_with("# ")).map(unescape);
        let Some(text) = lines.next() else { continue };
        let expected: Vec<_> = lines.collect();
        assert_eq!(rows(&text, Choices::default()), expected, "{text}");
        // The same where a block of the mask begins elsewhere.
        for shift in 60..68 {
            let moved = " ".repeat(shift) + &text;
            assert_eq!(rows(&moved, Choices::default()), expected, "{text} behind {shift} spaces");
        }
        count += 1;
    }
    assert!(count >= 20, "{count} cases read");
}

#[test]
fn percentages_joined_on_request() {
    let choices = Choices { join_percent: true };
    assert_eq!(
        rows("بنسبة 3,5% و%٥٠ %", choices),
        ["word بنسبة", "percent 3,5%", "word و", "percent %٥٠", "percent %"]
    );
}

#[test]
fn hostile_text_takes_linear_time() {
    let texts = [
        "\u{64b}".repeat(1_000_000),
        "\u{301}".repeat(100_000),
        "ا\u{200f}".repeat(100_000),
        "\u{200f}".repeat(100_000),
        "1,".repeat(100_000),
        "1.".repeat(100_000),
        "1/".repeat(100_000),
        "a.".repeat(100_000),
        "a-".repeat(100_000),
        "a@".repeat(100_000),
        "#".repeat(100_000),
        "@".repeat(100_000),
        "http://".repeat(50_000),
        "👨\u{200d}".repeat(100_000),
        "-".repeat(100_000),
        "؟!".repeat(100_000),
        "1".repeat(1_000_000),
        "س".repeat(2_000_000),
    ];
    for text in texts {
        let started = std::time::Instant::now();
        scan(&text, Choices::default());
        // A quadratic scanner would need minutes for each.
        assert!(started.elapsed().as_secs() < 20, "{:?}…", text.chars().take(4).collect::<String>());
    }
}

proptest! {
    #[test]
    fn every_visible_character_is_in_one_token(text in "[ \\na-z0-9ء-ي\u{64b}-\u{652}٠-٩.,:/@#%_'\u{200c}-\u{200f}«»،😀\u{fe0f}\u{1f3fb}-]{0,200}") {
        let tokens = scan(&text, Choices::default());
        let mut covered = vec![false; text.len()];
        for token in &tokens {
            covered[token.start..token.end].fill(true);
        }
        for (i, c) in text.char_indices() {
            prop_assert!(covered[i] || c.is_whitespace() || ('\u{200c}'..='\u{200f}').contains(&c), "{:?} at {} of {:?}", c, i, text);
        }
    }

    #[test]
    fn any_text_is_scanned(text in "\\PC*") {
        scan(&text, Choices::default());
        scan(&text, Choices { join_percent: true });
    }
}

#[test]
fn classes_are_numbered_in_order() {
    for (i, class) in Class::ALL.iter().enumerate() {
        assert_eq!(*class as usize, i);
    }
}
