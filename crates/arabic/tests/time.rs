//! Time expressions in sentences: the table `time_cases.tsv`, and dates in every written form.

use warraq_arabic::calendar::Date;
use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{Finder, RULES, Row, Settings};

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
        for row in &rows {
            let vague = row.value.as_deref().is_some_and(|value| value.ends_with("_REF"));
            assert!(RULES.contains(&row.rule), "line {}: no such rule: {row:?}", number + 1);
            assert!(row.grain.is_some() || vague, "line {}: no grain: {row:?}", number + 1);
        }
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

/// Microseconds since 1970 as a day and a time.
fn instant(micros: i64) -> String {
    let minutes = micros / 60_000_000;
    let day = Date::from_days(minutes.div_euclid(1440)).map_or("?".to_owned(), |day| day.to_string());
    let minute = minutes.rem_euclid(1440);
    format!("{day} {:02}:{:02}", minute / 60, minute % 60)
}

fn bounds(text: &str, published: Option<&str>) -> String {
    let rows = find(text, published, Settings::default());
    match rows.as_slice() {
        [Row { start_at: Some(start), end_at: Some(end), .. }] => {
            format!("{} to {}", instant(*start), instant(*end))
        }
        [Row { start_at: None, end_at: None, .. }] => "-".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn values_have_bounds_where_they_can_be_known() {
    // A Wednesday.
    for (text, expected) in [
        ("أمس", "2020-12-29 00:00 to 2020-12-30 00:00"),
        ("الأسبوع الماضي", "2020-12-21 00:00 to 2020-12-28 00:00"),
        ("نهاية الأسبوع الماضي", "2020-12-26 00:00 to 2020-12-28 00:00"),
        ("فيفري 2016", "2016-02-01 00:00 to 2016-03-01 00:00"),
        ("الربع الأول من عام 2016", "2016-01-01 00:00 to 2016-04-01 00:00"),
        ("صيف 2016", "2016-06-01 00:00 to 2016-09-01 00:00"),
        ("عام 2016", "2016-01-01 00:00 to 2017-01-01 00:00"),
        ("مطلع عام 2016", "2016-01-01 00:00 to 2016-05-02 00:00"),
        ("عام 1437 هجري", "2015-10-14 00:00 to 2016-10-02 00:00"),
        ("ثمانينيات القرن الماضي", "1980-01-01 00:00 to 1990-01-01 00:00"),
        ("القرن الماضي", "1900-01-01 00:00 to 2000-01-01 00:00"),
        ("مساء أمس", "2020-12-29 17:00 to 2020-12-30 00:00"),
        ("الساعة 14:30 أمس", "2020-12-29 14:30 to 2020-12-29 14:31"),
        ("من 10 إلى 15 مارس 2016", "2016-03-10 00:00 to 2016-03-16 00:00"),
        ("بين عامي 2010 و2015", "2010-01-01 00:00 to 2016-01-01 00:00"),
        ("قبل ثلاثة أيام", "2020-12-27 00:00 to 2020-12-28 00:00"),
        // What no calendar bounds.
        ("مؤخرا", "-"),
        ("قريبا", "-"),
        ("كل يوم جمعة", "-"),
        ("سنويا", "-"),
    ] {
        assert_eq!(bounds(text, Some("2020-12-30")), expected, "{text}");
    }
    for text in ["أمس", "الأسبوع الماضي", "مساء الأربعاء", "15 مارس"] {
        assert_eq!(bounds(text, None), "-", "{text}");
    }
}

#[test]
fn clocks_with_a_zone_are_converted() {
    let utc = "الساعة 20:00 بتوقيت غرينتش من يوم 29 ديسمبر 2020";
    let riyadh = "29 ديسمبر 2020 الساعة 20:00 بتوقيت الرياض";
    let washington = "29 ديسمبر 2020 الساعة 20:00 بتوقيت واشنطن";
    for (text, published, expected) in [
        // Without an offset of the document: UTC.
        (utc, "2020-12-30", "2020-12-29 20:00 to 2020-12-29 20:01"),
        (riyadh, "2020-12-30", "2020-12-29 17:00 to 2020-12-29 17:01"),
        // With one: its local time.
        (utc, "2020-12-30T09:00:00+01:00", "2020-12-29 21:00 to 2020-12-29 21:01"),
        (riyadh, "2020-12-30T09:00:00+03:00", "2020-12-29 20:00 to 2020-12-29 20:01"),
        // The offset changes with the season: no bounds rather than wrong ones.
        (washington, "2020-12-30", "-"),
    ] {
        assert_eq!(bounds(text, Some(published)), expected, "{text}");
    }
}

#[test]
fn every_name_of_every_holiday_is_read() {
    let mut names = 0;
    for line in include_str!("../data/holidays.tsv").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let year = if cells[0] == "islamic" { "1437هـ" } else { "2016" };
        let mut days = Vec::new();
        for name in cells.last().unwrap().split('|').map(str::trim) {
            names += 1;
            let text = format!("{name} {year}");
            let rows = find(&text, None, Settings::default());
            let [row] = rows.as_slice() else { panic!("{text}: {rows:?}") };
            assert_eq!(
                (row.start, row.end as usize, row.rule),
                (0, text.len(), "holiday"),
                "{text}: {row:?}"
            );
            days.push(row.value.clone().unwrap_or_else(|| panic!("{text}: no value")));
        }
        days.dedup();
        assert_eq!(days.len(), 1, "{line}: one day by all its names");
    }
    assert!(names > 50, "{names} names");
}
