//! The scan for coordinates: a number with its units and direction, twice.

/// A pair of coordinates in a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Point {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

/// One angle: where it ends, its size, the direction after it, and its decimal places.
struct Angle {
    end: usize,
    degrees: f64,
    direction: Option<char>,
    places: usize,
}

/// Units with their share of a degree; the first form that fits counts.
const UNITS: &[(&str, f64)] = &[
    ("°", 1.0),
    ("º", 1.0),
    ("درجة", 1.0),
    ("درجات", 1.0),
    ("''", 3600.0),
    ("″", 3600.0),
    ("\"", 3600.0),
    ("”", 3600.0),
    ("'", 60.0),
    ("′", 60.0),
    ("’", 60.0),
    ("دقيقة", 60.0),
    ("دقائق", 60.0),
    ("ثانية", 3600.0),
    ("ثوان", 3600.0),
];

const DIRECTIONS: &[(&str, char)] = &[
    ("شمالاً", 'N'),
    ("شمالًا", 'N'),
    ("شمالا", 'N'),
    ("شمال", 'N'),
    ("جنوباً", 'S'),
    ("جنوبًا", 'S'),
    ("جنوبا", 'S'),
    ("جنوب", 'S'),
    ("شرقاً", 'E'),
    ("شرقًا", 'E'),
    ("شرقا", 'E'),
    ("شرق", 'E'),
    ("غرباً", 'W'),
    ("غربًا", 'W'),
    ("غربا", 'W'),
    ("غرب", 'W'),
    ("N", 'N'),
    ("S", 'S'),
    ("E", 'E'),
    ("W", 'W'),
];

/// What may stand between latitude and longitude.
const BETWEEN: &[&str] = &["وخط طول", "وخط الطول", "خط طول", "خط الطول", "،", ",", ";", "/", "و"];

/// Gives every pair of coordinates.
pub(crate) fn points(text: &str, bare: usize, found: &mut dyn FnMut(Point)) {
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| value(c).is_some()).map(|at| from + at) {
        // A number does not begin inside a word or another number.
        let inside =
            text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '٫');
        match (!inside).then(|| pair(text, start, bare)).flatten() {
            Some(point) => {
                found(point);
                from = point.end;
            }
            None => {
                let rest = &text[start..];
                from = start + rest.find(|c: char| value(c).is_none()).unwrap_or(rest.len());
            }
        }
    }
}

fn pair(text: &str, start: usize, bare: usize) -> Option<Point> {
    let first = angle(text, start)?;
    let mut at = spaces(text, first.end);
    let word = BETWEEN.iter().find(|word| text[at..].starts_with(**word));
    at = spaces(text, at + word.map_or(0, |word| word.len()));
    let parted = at > first.end;
    let dash = MINUS.iter().find(|minus| text[at..].starts_with(**minus)).map_or(0, |minus| minus.len());
    // With directions, a dash may also stand between the two numbers, with space around it.
    let loose = spaces(text, at + dash);
    let second = angle(text, loose)?;
    let (latitude, longitude, start) = match (first.direction, second.direction) {
        (Some(north @ ('N' | 'S')), Some(east @ ('E' | 'W'))) => {
            let sign = |negative: bool| if negative { -1.0 } else { 1.0 };
            (first.degrees * sign(north == 'S'), second.degrees * sign(east == 'W'), start)
        }
        // A dash that joins the numbers is no sign, and what it joins is a range.
        (None, None)
            if bare > 0 && first.places >= bare && second.places >= bare && parted && loose == at + dash =>
        {
            let longitude = if dash > 0 { -second.degrees } else { second.degrees };
            let signed = minus(text, start)?;
            (if signed < start { -first.degrees } else { first.degrees }, longitude, signed)
        }
        _ => return None,
    };
    let inside = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    inside.then_some(Point { start, end: second.end, latitude, longitude })
}

/// The signs of negative numbers.
const MINUS: &[&str] = &["-", "−"];

/// Where a number begins, its minus included; `None` where the dash before it belongs to what stands before.
fn minus(text: &str, start: usize) -> Option<usize> {
    let before = &text[..start];
    let Some(rest) = MINUS.iter().find_map(|minus| before.strip_suffix(minus)) else { return Some(start) };
    let joined =
        rest.chars().next_back().is_some_and(|c| c.is_alphanumeric() || MINUS.contains(&&*c.to_string()));
    (!joined).then_some(rest.len())
}

/// Degrees, then minutes and seconds if they are there, then the direction.
fn angle(text: &str, start: usize) -> Option<Angle> {
    let (mut degrees, mut end, places) = number(text, start)?;
    let mut last = 0.0;
    let mut at = spaces(text, end);
    while let Some((unit, share)) = UNITS.iter().find(|(unit, _)| text[at..].starts_with(unit)) {
        if *share <= last || (last == 0.0 && *share != 1.0) {
            break;
        }
        last = *share;
        end = at + unit.len();
        at = spaces(text, end);
        let next = text[at..].strip_prefix('و').map_or(at, |rest| text.len() - rest.len());
        let Some((more, after, _)) = number(text, next) else { break };
        let unit_at = spaces(text, after);
        let Some((_, share)) =
            UNITS.iter().find(|(unit, share)| *share > last && text[unit_at..].starts_with(unit))
        else {
            break;
        };
        if more >= 60.0 {
            return None;
        }
        degrees += more / share;
        at = unit_at;
    }
    let direction = DIRECTIONS.iter().find(|(word, _)| {
        let rest = text[at..].strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    if let Some((word, _)) = direction {
        end = at + word.len();
    }
    Some(Angle { end, degrees, direction: direction.map(|d| d.1), places })
}

/// An unsigned number: its value, its end, its decimal places.
fn number(text: &str, start: usize) -> Option<(f64, usize, usize)> {
    let (mut plain, mut end, mut places, mut point) = (String::new(), start, 0, false);
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(digit) = value(c) {
            plain.push(digit);
            places += usize::from(point);
            end = start + at + c.len_utf8();
        } else if (c == '.' || c == '٫')
            && !point
            && !plain.is_empty()
            && chars.peek().is_some_and(|(_, c)| value(*c).is_some())
        {
            plain.push('.');
            point = true;
        } else {
            break;
        }
        // No coordinate has so many digits.
        if plain.len() > 20 {
            return None;
        }
    }
    Some((plain.parse().ok()?, end, places))
}

/// A digit of one of three sets, as ASCII.
fn value(c: char) -> Option<char> {
    let at = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => c as u32 - '٠' as u32,
        '۰'..='۹' => c as u32 - '۰' as u32,
        _ => return None,
    };
    char::from_digit(at, 10)
}

fn spaces(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, f64, f64)> {
        let mut found = Vec::new();
        points(text, 4, &mut |p| found.push((text[p.start..p.end].to_owned(), p.latitude, p.longitude)));
        found
    }

    #[test]
    fn coordinates_in_many_forms() {
        for (text, covered, latitude, longitude) in [
            ("عند 36.2021° N, 37.1343° E.", "36.2021° N, 37.1343° E", 36.2021, 37.1343),
            ("33°30'00\"S 70°30'E", "33°30'00\"S 70°30'E", -33.5, 70.5),
            ("١٥ درجة و٣٠ دقيقة شمالاً و٤٤ درجة شرقاً", "١٥ درجة و٣٠ دقيقة شمالاً و٤٤ درجة شرقاً", 15.5, 44.0),
            ("(33.5138, 36.2765)", "33.5138, 36.2765", 33.5138, 36.2765),
            ("في (-33.4489، -70.6693)", "-33.4489، -70.6693", -33.4489, -70.6693),
            ("عند −٣٣٫٤٤٨٩, ١٥١٫٢٠٩٣", "−٣٣٫٤٤٨٩, ١٥١٫٢٠٩٣", -33.4489, 151.2093),
            ("40.7128 -74.0060", "40.7128 -74.0060", 40.7128, -74.006),
            ("36.2° N - 37.1° W", "36.2° N - 37.1° W", 36.2, -37.1),
        ] {
            assert_eq!(all(text), [(covered.to_owned(), latitude, longitude)], "{text}");
        }
    }

    #[test]
    fn what_is_no_coordinate() {
        for text in [
            "ارتفعت 3.5 في المئة و7.2 في المئة",
            "33 شمالا",
            "سقط 12 شرق المدينة و7 غربها",
            "95°N 20°E",
            "فاز 2-1",
            "من 33.5138-36.2765",
            "من 33.5138 - 36.2765",
            "الرقم 7-33.5138, 36.2765",
        ] {
            assert_eq!(all(text), [], "{text}");
        }
    }
}
