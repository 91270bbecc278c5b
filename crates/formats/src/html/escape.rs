//! Text on its way into a page.

/// Adds a text, its markup characters as entities and its control characters as pictures.
pub(super) fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\r' => {}
            '\u{0}'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => out.push('\u{fffd}'),
            c if (c as u32) & 0xFFFE == 0xFFFE => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// A text as [`text`] writes it.
pub(super) fn escaped(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    text(&mut out, source);
    out
}

/// JSON that no browser takes for the end of its script element.
pub(super) fn script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A name as a part of a class.
pub(super) fn class(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}
