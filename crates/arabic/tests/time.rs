//! Time expressions in sentences: the table `time_cases.tsv`, and dates in every written form.

use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, Row, Settings};

fn find(text: &str, published: Option<&str>, settings: Settings) -> Vec<Row> {
    let mut lexed = Lexed::new();
    lexed.read(text);
    let mut rows = Vec::new();
    Finder::new(settings).find(&lexed, published, &mut rows);
    rows
}

fn shown(text: &str, row: &Row) -> (String, String) {
    let covered = text.get(row.start as usize..row.end as usize).unwrap_or("?").to_owned();
    let value = row.value.as_deref().unwrap_or("-");
    let max = row.value_max.as_ref().map_or(String::new(), |max| format!("..{max}"));
    (covered, format!("{}={value}{max}", row.kind.label()))
}

#[test]
fn sentences_give_their_expressions() {
    let mut wrong = Vec::new();
    for (number, line) in include_str!("time_cases.tsv").lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 3, "line {}: three cells", number + 1);
        let text = cells[1].replace(['[', ']'], "");
        let spans = cells[1].split('[').skip(1).filter_map(|part| part.split(']').next());
        let values = cells[2].split_whitespace().filter(|value| *value != "-");
        let expected: Vec<(String, String)> =
            spans.map(str::to_owned).zip(values.clone().map(str::to_owned)).collect();
        assert_eq!(expected.len(), values.count(), "line {}: a value for each bracket", number + 1);
        let rows = find(&text, Some(cells[0]).filter(|date| *date != "-"), Settings::default());
        let found: Vec<(String, String)> = rows.iter().map(|row| shown(&text, row)).collect();
        if found != expected {
            wrong.push(format!(
                "line {}: {}\n  expected {expected:?}\n  found    {found:?}",
                number + 1,
                cells[1]
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
