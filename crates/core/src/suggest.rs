//! The nearest allowed word to a wrong one, for error messages.

/// The candidate nearest to `word`, if its edit distance is at most a third of the word's length in characters.
///
/// The distance counts insertions, deletions, replacements and swaps of neighbours, by characters; a change of
/// ASCII case or of `-` for `_` counts as one edit for the whole word, however often it occurs. Of equally near
/// candidates the first in byte order wins, so that the answer does not depend on the order they come in.
/// A word that is itself a candidate is its own suggestion.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count() / 3;
    let mut scratch = Scratch::default();
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let Some(distance) = scratch.distance(word, candidate, limit) else { continue };
        if best.is_none_or(|found| (distance, candidate) < found) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Buffers shared by the candidates of one word.
#[derive(Default)]
struct Scratch {
    a: Vec<char>,
    b: Vec<char>,
    rows: [Vec<usize>; 3],
}

impl Scratch {
    /// The distance between two words, if it is at most `limit`.
    fn distance(&mut self, a: &str, b: &str, limit: usize) -> Option<usize> {
        if a == b {
            return Some(0);
        }
        if a.chars().count().abs_diff(b.chars().count()) > limit {
            return None;
        }
        let folded = |c: char| if c == '_' { '-' } else { c.to_ascii_lowercase() };
        self.fill(a.chars().map(folded), b.chars().map(folded));
        let folded_distance = 1 + self.edits();
        self.fill(a.chars(), b.chars());
        let distance = self.edits().min(folded_distance);
        (distance <= limit).then_some(distance)
    }

    fn fill(&mut self, a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) {
        self.a.clear();
        self.a.extend(a);
        self.b.clear();
        self.b.extend(b);
    }

    /// The optimal string alignment distance of the two words.
    fn edits(&mut self) -> usize {
        let Self { a, b, rows } = self;
        let [before, last, next] = rows;
        last.clear();
        last.extend(0..=b.len());
        for (i, &x) in a.iter().enumerate() {
            next.clear();
            next.push(i + 1);
            for (j, &y) in b.iter().enumerate() {
                let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
                let mut cost =
                    (at(last, j) + usize::from(x != y)).min(at(last, j + 1) + 1).min(at(next, j) + 1);
                let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
                if swapped {
                    cost = cost.min(at(before, j - 1) + 1);
                }
                next.push(cost);
            }
            std::mem::swap(before, last);
            std::mem::swap(last, next);
        }
        last.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn the_nearest_within_a_third() {
        let layers = ["entity", "time", "number", "quantity", "statement", "sentence", "token", "min_score"];
        let cases = [
            ("entitiy", Some("entity")),
            ("entty", Some("entity")),
            ("nubmer", Some("number")),
            ("tokens", Some("token")),
            ("sentance", Some("sentence")),
            ("statment", Some("statement")),
            ("quantité", Some("quantity")),
            // Case and the kind of dash are one edit.
            ("ENTITY", Some("entity")),
            ("min-score", Some("min_score")),
            // Too far, or too short to tell.
            ("time_of", None),
            ("word", None),
            ("to", None),
            ("", None),
            // It is one already.
            ("time", Some("time")),
        ];
        for (word, expected) in cases {
            assert_eq!(suggest(word, layers), expected, "{word}");
        }
        assert_eq!(suggest("الكيانت", ["الكيانات", "الأرقام"]), Some("الكيانات"));
    }

    #[test]
    fn ties_do_not_depend_on_the_order() {
        assert_eq!(suggest("cat", ["hat", "bat"]), Some("bat"));
        assert_eq!(suggest("cat", ["bat", "hat"]), Some("bat"));
        assert_eq!(suggest("cat", [""; 0]), None);
    }
}
