//! Lists as people write them: TSV, CSV and TOML.

use serde::Deserialize;

/// An entry of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) phrase: String,
    pub(crate) label: String,
    pub(crate) id: String,
    /// The name that rows carry; empty where it is the phrase.
    pub(crate) name: String,
    /// File and line, for messages.
    pub(crate) place: String,
}

impl Entry {
    pub(crate) fn name(&self) -> &str {
        if self.name.is_empty() { &self.phrase } else { &self.name }
    }
}

/// The columns of a table, in the order in which they stand where no line names them.
const COLUMNS: [&str; 4] = ["phrase", "label", "id", "name"];

/// Reads a list by the ending of its name: `.toml`, `.csv`, else a table with tabs.
///
/// # Errors
/// What is wrong, with its line.
pub(crate) fn read(path: &str, bytes: &[u8], label: &str, entries: &mut Vec<Entry>) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "toml" => toml_list(path, text, label, entries),
        "csv" => table(path, text, b',', label, entries),
        _ => table(path, text, b'\t', label, entries),
    }
}

fn table(path: &str, text: &str, separator: u8, label: &str, entries: &mut Vec<Entry>) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(separator == b',')
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut columns: Vec<usize> = (0..COLUMNS.len()).collect();
    let mut first = true;
    for record in reader.records() {
        let record = record.map_err(|error| format!("{path}: {error}"))?;
        let place = || format!("{path}, line {}", record.position().map_or(0, csv::Position::line));
        if std::mem::take(&mut first)
            && let Some(named) = header(&record)
        {
            columns = named;
            continue;
        }
        if record.len() > columns.len() {
            let (found, allowed) = (record.len(), columns.len());
            return Err(format!("{}: there are {found} columns, at most {allowed} are allowed", place()));
        }
        let mut entry = Entry { place: place(), ..Entry::default() };
        for (cell, column) in record.iter().zip(&columns) {
            let to = match column {
                0 => &mut entry.phrase,
                1 => &mut entry.label,
                2 => &mut entry.id,
                _ => &mut entry.name,
            };
            cell.clone_into(to);
        }
        if entry.label.is_empty() {
            label.clone_into(&mut entry.label);
        }
        if !entry.phrase.is_empty() || record.iter().any(|cell| !cell.is_empty()) {
            entries.push(entry);
        }
    }
    Ok(())
}

/// The columns that a first line names.
fn header(record: &csv::StringRecord) -> Option<Vec<usize>> {
    let column = |cell: &str| COLUMNS.iter().position(|name| cell.eq_ignore_ascii_case(name));
    let named: Option<Vec<usize>> = record.iter().map(column).collect();
    named.filter(|named| named.contains(&0))
}

/// A list in TOML.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlList {
    /// The label of entries without one.
    label: Option<String>,
    #[serde(default)]
    entry: Vec<toml::Spanned<TomlEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlEntry {
    phrase: String,
    label: Option<String>,
    id: Option<String>,
    name: Option<String>,
    /// Other phrases for the same thing.
    #[serde(default)]
    also: Vec<String>,
}

fn toml_list(path: &str, text: &str, label: &str, entries: &mut Vec<Entry>) -> Result<(), String> {
    let list: TomlList = toml::from_str(text).map_err(|error| {
        let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default();
        format!("{path}, line {}: {}", before.matches('\n').count() + 1, error.message())
    })?;
    let default = list.label.as_deref().unwrap_or(label);
    let (mut line, mut counted) = (1, 0);
    for spanned in list.entry {
        let start = spanned.span().start;
        line += text.get(counted..start).unwrap_or_default().matches('\n').count();
        counted = start;
        let entry = spanned.into_inner();
        let name = entry.name.unwrap_or_else(|| entry.phrase.clone());
        for phrase in std::iter::once(entry.phrase).chain(entry.also) {
            entries.push(Entry {
                phrase,
                label: entry.label.as_deref().unwrap_or(default).to_owned(),
                id: entry.id.clone().unwrap_or_default(),
                name: name.clone(),
                place: format!("{path}, line {line}"),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(path: &str, text: &str) -> Result<Vec<String>, String> {
        let mut entries = Vec::new();
        read(path, text.as_bytes(), "MISC", &mut entries)?;
        let shown = |e: &Entry| format!("{}|{}|{}|{}|{}", e.phrase, e.label, e.id, e.name(), e.place);
        Ok(entries.iter().map(shown).collect())
    }

    #[test]
    fn the_same_list_in_three_forms() {
        let expected = ["حزب الريح|ORG|q1|حزب الريح|", "راية|MISC||راية|"];
        let cases = [
            ("a.tsv", "# أحزاب\nحزب الريح\tORG\tq1\nراية\n"),
            ("a.txt", "\u{feff}label\tphrase\tid\nORG\tحزب الريح\tq1\n\n\tراية\t\n"),
            ("a.csv", "phrase,label,id\n\"حزب الريح\",ORG,q1\r\nراية\n"),
            (
                "a.toml",
                "[[entry]]\nphrase = \"حزب الريح\"\nlabel = \"ORG\"\nid = \"q1\"\n[[entry]]\nphrase = \"راية\"",
            ),
        ];
        for (path, text) in cases {
            let found = read_all(path, text).unwrap();
            assert_eq!(found.len(), 2, "{found:?}");
            for (found, expected) in found.iter().zip(expected) {
                assert!(found.starts_with(expected), "{path}: {found}");
            }
        }
        let also = "label = \"W\"\n[[entry]]\nphrase = \"بندقية\"\nalso = [\"بنادق\"]";
        assert_eq!(
            read_all("a.toml", also).unwrap(),
            ["بندقية|W||بندقية|a.toml, line 2", "بنادق|W||بندقية|a.toml, line 2"]
        );
    }

    #[test]
    fn mistakes_name_their_line() {
        let cases = [
            ("a.tsv", "س\tA\t1\tن\tx\n", "a.tsv, line 1: there are 5 columns, at most 4 are allowed"),
            ("a.toml", "[[entry]]\nphrase = \"س\"\nkind = 1\n", "a.toml, line 3: unknown field `kind`"),
            ("a.toml", "\nx =", "a.toml, line 2:"),
        ];
        for (path, text, expected) in cases {
            let found = read_all(path, text).unwrap_err();
            assert!(found.starts_with(expected), "{found}");
        }
    }
}
