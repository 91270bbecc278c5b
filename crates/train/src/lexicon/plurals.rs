//! Broken plurals by root and pattern.
//!
//! The sources list nouns without their broken plurals. A plural is guessed from the root and the singular's abstract pattern
//! (digits are radicals), and kept where a corpus has it.

use super::buckwalter::arabic;

/// Singular patterns (as in ArabicChainBank's `PATTERN_ABSTRACT`) and the plural patterns that they take, likeliest first.
const PATTERNS: &[(&[&str], &[&str])] = &[
    (
        &["1a2o3", "1i2o3", "1u2o3", "1a2a3", "1i2a3", "1u2a3", "1u2u3", "1a2i3", "1a2u3"],
        &["أ12ا3", "12و3", "12ا3", "أ123", "123ان", "123ة"],
    ),
    (&["1a2o3+ap", "1i2o3+ap", "1u2o3+ap", "1a2a3+ap"], &["123", "12ا3", "12و3", "أ12ا3"]),
    (&["1A2i3"], &["12ا3", "1وا23", "123اء", "123ة", "123ان", "أ12ا3"]),
    (&["1A2i3+ap", "1A2a3+ap"], &["1وا23"]),
    (&["1a2iy3"], &["123اء", "أ123اء", "12ا3", "123", "123ى", "أ123ة", "123ان"]),
    (
        &["1a2iy3+ap", "1a2A3+ap", "1i2A3+ap", "1u2A3+ap", "1a2uw3+ap", "1a2uw3", "1i2A3", "1a2A3"],
        &["12ائ3", "123"],
    ),
    (&["1a2A3", "1i2A3", "1u2A3"], &["أ123ة", "123", "123ان"]),
    (
        &[
            "ma1o2a3",
            "ma1o2i3",
            "ma1o2u3",
            "ma1o2a3+ap",
            "ma1o2i3+ap",
            "ma1o2u3+ap",
            "mi1o2a3",
            "mi1o2a3+ap",
            "mu1o2i3+ap",
            "mu1o2a3",
        ],
        &["م1ا23"],
    ),
    (&["ma1o2uw3", "mi1o2A3", "ma1o2uw3+ap", "mi1o2iy3"], &["م1ا2ي3"]),
    (&["ta1o2iy3", "ti1o2A3"], &["ت1ا2ي3"]),
    (&["ta1o2i3+ap"], &["ت1ا23"]),
    (&["1a2o3a4", "1i2o3i4", "1u2o3u4", "1a2o3a4+ap", "1u2o3u4+ap"], &["12ا34"]),
    (
        &[
            "1a2o3A4",
            "1i2o3A4",
            "1u2o3A4",
            "1u2o3uw4",
            "1a2o3uw4",
            "1i2o3iy4",
            "1a2o3iy4",
            "1i2o3A4+ap",
            "1u2o3uw4+ap",
        ],
        &["12ا3ي4"],
    ),
    (&["1A2uw3", "1A2A3", "1A2uw3+ap"], &["1وا2ي3"]),
    (&[">a1o2a3", "<i1o2a3"], &["أ1ا23"]),
    (&[">u1o2uw3+ap", ">u1o2uw3"], &["أ1ا2ي3"]),
    (&["1a2o3aY", "1a2o3iy~ap"], &["12ا3ى"]),
];

/// The plurals that a singular with this root (`k.t.b`, Buckwalter) and pattern may have, each with the place of its pattern among those
/// that the singular takes.
pub(crate) fn guess(root: &str, pattern: &str) -> Vec<(usize, String)> {
    let radicals: Vec<String> = root.split('.').map(|r| arabic(r, false)).collect();
    PATTERNS
        .iter()
        .filter(|(singular, _)| singular.contains(&pattern))
        .flat_map(|(_, plural)| plural.iter().enumerate())
        .filter_map(|(rank, plural)| Some((rank, fill(plural, &radicals)?)))
        .flat_map(|(rank, raw)| spellings(raw).into_iter().map(move |plural| (rank, plural)))
        .collect()
}

/// Puts radicals in the place of digits; None if the root has too few or too many.
fn fill(pattern: &str, radicals: &[String]) -> Option<String> {
    let digits = pattern.chars().filter_map(|c| c.to_digit(10)).max()? as usize;
    if digits != radicals.len() {
        return None;
    }
    let mut out = String::new();
    for c in pattern.chars() {
        match c.to_digit(10) {
            Some(n) => out.push_str(radicals.get(n as usize - 1)?),
            None => out.push(c),
        }
    }
    Some(out)
}

/// The spellings of weak and hamza radicals where they land.
fn spellings(raw: String) -> Vec<String> {
    let mut out = vec![raw.clone()];
    let mut variant = |text: String| {
        if text != raw && !out.contains(&text) {
            out.push(text);
        }
    };
    let fixed = raw.replace("أأ", "آ").replace("أا", "آ").replace("ءا", "آ");
    variant(fixed.clone());
    for (weak, strong) in [("او", "اء"), ("اي", "اء"), ("اأ", "اء")] {
        if let Some(stem) = fixed.strip_suffix(weak) {
            variant(format!("{stem}{strong}"));
        }
    }
    // A final weak radical: مباني, قرى, قضاة.
    if let Some(stem) = fixed.strip_suffix(['و', 'ي']) {
        variant(format!("{stem}ى"));
        variant(format!("{stem}ي"));
        variant(stem.to_owned());
    }
    for weak in ["وة", "ية"] {
        if let Some(stem) = fixed.strip_suffix(weak) {
            variant(format!("{stem}اة"));
            variant(format!("{stem}ية"));
        }
    }
    // Doubled radicals meet: أطباء, أدلة.
    let letters: Vec<char> = fixed.chars().collect();
    if fixed.starts_with('أ')
        && let Some(at) = letters.windows(2).position(|w| matches!(w, [a, b] if a == b))
    {
        variant(letters.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, c)| c).collect());
    }
    // A middle hamza or و after ا takes ئ or ي: مسائل, دوائر, مصاير.
    for (from, to) in [("اأ", "ائ"), ("اؤ", "ائ"), ("واو", "وائ"), ("أو", "ؤو"), ("أء", "ؤ"), ("أي", "ئي")]
    {
        variant(fixed.replace(from, to));
    }
    // A middle و after the first radical's kasra: ديار, رياح.
    if letters.len() == 4 && letters.get(1) == Some(&'و') && letters.get(2) == Some(&'ا') {
        variant(letters.iter().enumerate().map(|(n, &c)| if n == 1 { 'ي' } else { c }).collect());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_give_plurals() {
        for (root, pattern, plural) in [
            ("d.r.s", "ma1o2a3+ap", "مدارس"),
            ("E.m.l", "1a2a3", "أعمال"),
            ("w.z.r", "1a2iy3", "وزراء"),
            ("$.r.E", "ma1o2uw3", "مشاريع"),
            ("E.S.m", "1A2i3+ap", "عواصم"),
            ("q.n.n", "1A2uw3", "قوانين"),
            (">.v.r", "1a2a3", "آثار"),
            ("T.b.b", "1a2iy3", "أطباء"),
            ("q.D.y", "1A2i3", "قضاة"),
            ("s.>.l", "ma1o2a3+ap", "مسائل"),
            ("s.m.w", "1i2o3", "أسماء"),
            ("s.l.H", "1i2A3", "أسلحة"),
        ] {
            let found = guess(root, pattern);
            assert!(found.iter().any(|(_, found)| found == plural), "{plural} in {found:?}");
        }
    }
}
