//! The title rule: a known title is the first line of the text, exactly once.

/// What has to stand before the text so that its first line is the title; empty when it is already.
///
/// White space is compared loosely, and line breaks inside a title become spaces.
pub(crate) fn missing(title: &str, text: &str) -> String {
    let title = squeezed(title);
    if title.is_empty() || first_line(text).is_some_and(|line| squeezed(line) == title) {
        return String::new();
    }
    format!("{title}\n\n")
}

/// The first line that is not blank, without the white space around it.
pub(crate) fn first_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|line| !line.is_empty())
}

/// The first line, if it reads like a title: short, without a full stop at its end, and followed by more text.
pub(crate) fn likely(text: &str) -> Option<&str> {
    const LONGEST: usize = 200;
    let line = first_line(text)?;
    let stops = ['.', '،', ',', ':', ';', '؛'];
    let rest = text.trim_start().get(line.len()..)?;
    let short = line.chars().take(LONGEST + 1).count() <= LONGEST;
    (short && !line.ends_with(stops) && !rest.trim().is_empty()).then_some(line)
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_put_before_the_text_only_where_it_is_missing() {
        let cases = [
            ("افتتاح المعرض", "افتتح الوزير المعرض.", "افتتاح المعرض\n\n"),
            ("افتتاح المعرض", "\n  افتتاح  المعرض\r\nافتتح الوزير المعرض.", ""),
            ("افتتاح\nالمعرض", "افتتح.", "افتتاح المعرض\n\n"),
            (" ", "افتتح.", ""),
            ("افتتاح", "", "افتتاح\n\n"),
        ];
        for (title, text, expected) in cases {
            assert_eq!(missing(title, text), expected, "{title:?} {text:?}");
        }
    }

    #[test]
    fn a_first_line_is_a_title_when_it_reads_like_one() {
        let cases = [
            ("ارتفاع أسعار القمح\n\nقالت الوزارة إن السعر ارتفع.", Some("ارتفاع أسعار القمح")),
            ("قالت الوزارة إن السعر ارتفع.\nوأضافت أنه سيهبط.", None),
            ("سطر وحيد بلا بقية", None),
            ("هل يهبط السعر؟\nقالت الوزارة", Some("هل يهبط السعر؟")),
            ("", None),
            ("\n\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(likely(text), expected, "{text:?}");
        }
        assert_eq!(likely(&format!("{}\nنص", "طويل ".repeat(60))), None);
    }
}
