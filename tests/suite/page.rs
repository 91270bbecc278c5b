//! The sample page through the preset: its facts, the paragraphs of its article, and dates counted from the date that it
//! states.

use crate::program::{records, run};

fn rows(record: &serde_json::Value, layer: &str, keys: &[&str]) -> Vec<String> {
    let text = record["text"].as_str().expect("a text");
    let row = |row: &serde_json::Value| {
        let at = |key: &str| row[key].as_u64().expect("an offset") as usize;
        let values = keys.iter().filter_map(|key| row[key].as_str());
        format!("{} «{}»", values.collect::<Vec<_>>().join(" "), &text[at("start")..at("end")])
    };
    record["layers"][layer].as_array().expect("a layer").iter().map(row).collect()
}

#[test]
fn the_sample_page_becomes_its_article() {
    let ended = run(&["run", "docs/samples/harvest.html"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let record = &records(&ended.stdout)[0];
    let facts = ["title", "author", "published", "language"].map(|name| record[name].as_str().unwrap_or("-"));
    assert_eq!(
        facts,
        ["قطاف الزيتون يبدأ مبكراً في تلال الوادي", "نادية الحلواني", "2024-10-16T08:30:00+03:00", "ar"]
    );
    let paragraphs = rows(record, "paragraph", &["label"]);
    let begin = |line: &String| line.chars().take(28).collect::<String>();
    let expected = [
        "title «قطاف الزيتون يبدأ مبكراً في تلال الوادي»",
        "boilerplate «الأربعاء 16 تشرين الأول 2024»",
        "body «بدأ المزارعون في تلال الوادي أمس",
        "body «وقال رئيس الجمعية الزراعية",
        "heading «أيدٍ قليلة»",
        "body «ويشكو أصحاب البساتين من قلة",
        "caption «سلال الزيتون في ساحة القرية»",
        "quote «لا نبيع الشجرة التي أطعمت آباءنا.»",
    ]
    .map(|line| begin(&line.to_owned()));
    assert_eq!(paragraphs.iter().map(begin).take(8).collect::<Vec<_>>(), expected);
    assert!(paragraphs[8..].iter().all(|line| line.starts_with("boilerplate ")), "{paragraphs:?}");
    let text = record["text"].as_str().expect("a text");
    assert!(!text.contains("رياضة") && !text.contains("محفوظة") && !text.contains("font-family"));

    let times = rows(record, "time", &["value"]);
    assert!(times.contains(&"2024-10-15 «أمس»".to_owned()), "{times:?}");
    assert!(times.contains(&"2024-10-18 «يوم الجمعة المقبل»".to_owned()), "{times:?}");
    let statements = rows(record, "statement", &["label"]);
    assert!(statements.len() >= 3, "{statements:?}");
}

#[test]
fn a_page_in_windows_1256_gives_the_same_article() {
    let page =
        std::fs::read_to_string(crate::program::root().join("docs/samples/harvest.html")).expect("the page");
    let directory = tempfile::tempdir().expect("a directory");
    let (old, new) = (directory.path().join("old.html"), directory.path().join("new.html"));
    std::fs::write(&new, &page).expect("a file");
    let bytes = encoding_rs::WINDOWS_1256.encode(&page.replace("utf-8", "windows-1256")).0.into_owned();
    std::fs::write(&old, bytes).expect("a file");
    let article = |path: &std::path::Path| {
        let ended = run(&["run", path.to_str().expect("a path"), "--layers", "time,statement"]);
        let record = records(&ended.stdout).remove(0);
        [record["text"].clone(), record["title"].clone(), record["layers"].clone()]
    };
    assert_eq!(article(&old), article(&new));
}
