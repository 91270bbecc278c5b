//! Texts that break careless components.

/// Hostile texts, each with a name. All are short but for those of [`large`].
#[must_use]
pub fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("empty", String::new()),
        ("one space", " ".into()),
        ("one letter", "م".into()),
        ("one mark", "\u{064e}".into()),
        ("NUL", "أ\0ب\0\0 ج".into()),
        ("byte order mark inside", "كتب\u{feff}ها \u{feff}".into()),
        ("CRLF and CR", "سطر\r\nسطر\rسطر\n\r\n".into()),
        ("line separators", "سطر\u{2028}سطر\u{2029}سطر\u{85}سطر".into()),
        ("right-to-left marks", "\u{200f}قال\u{200e} الوزير\u{202b} نعم\u{202c}\u{2067}لا\u{2069}".into()),
        ("overrides", "\u{202e}قلب\u{202d} text \u{202c}".into()),
        ("joiners", "می\u{200c}روم و ه\u{200d} \u{200d}\u{200c}\u{200d}".into()),
        ("marks before letters", "\u{0651}\u{064f}كتب \u{0640}\u{0640}".into()),
        ("tatweel only", "ـــــــــ".into()),
        ("marked text", "مُلتزِمةٌ بِمُساعَدةِ الجَيْشِ".into()),
        ("presentation forms", "ﻣﺤﻤﺪ ﷺ ﷲ ﻻ ﻵ ﺑﻐﺪﺍﺩ".into()),
        ("digits of three sets", "123٬456٫7 ۱۲۳ ١٢٣ 1,2,3 -5 +٣ ٪٥ 5٪ %5".into()),
        ("mixed scripts", "شركة Google أطلقت iPhoneو 5G在北京 за 日本".into()),
        ("emoji sequences", "👨‍👩‍👧‍👦🇸🇦🏳️‍🌈 ❤️ 1️⃣ 🇸 🏻".into()),
        ("replacement characters", "\u{fffd}\u{fffd}نص\u{fffd}".into()),
        ("private use and noncharacters", "\u{e000}\u{fdd0}\u{ffff}\u{10ffff}نص".into()),
        ("unclosed quotes", "«قال \"إن الأمر “خطير ‹جدا".into()),
        ("closing before opening", "»»» ” ’ ) ] قال («".into()),
        ("punctuation only", "؟!.،؛:…—–-_()[]{}«»\"'٪%".into()),
        ("URLs", "http:// https://ex.am/ple?q=ع#x www. @ # a@b @@x ##وسم #وسم_طويل@x.y mailto:".into()),
        ("numbers in words without end", "مليون وألف ومئة وعشرون و و و".into()),
        ("dates that are none", "31/02/2020 99/99/9999 0/0/0 2020-13-45 32 يناير 30 فبراير 25:61".into()),
        ("huge number", "9".repeat(400)),
        ("colons", ":::: قال: : :قال :\n:".into()),
        ("deep brackets", "(".repeat(2_000) + &")".repeat(2_000)),
        ("words that wait for another", "طول 5 ".to_owned() + &"square ".repeat(5_000)),
        ("deep quotes", "«".repeat(2_000)),
    ]
}

/// Texts that are hostile by their size: a line of `bytes` bytes of ordinary words, and as many combining marks.
#[must_use]
pub fn large(bytes: usize) -> Vec<(&'static str, String)> {
    let line = "قال الوزير إن 3 آلاف شخص وصلوا ";
    vec![
        ("one long line", line.repeat(bytes / line.len() + 1)),
        ("combining marks", "ب".to_owned() + &"\u{064e}".repeat(bytes / 2)),
        ("one long word", "ب".repeat(bytes / 2)),
        ("no letters", "!؟ ".repeat(bytes / 4)),
    ]
}
