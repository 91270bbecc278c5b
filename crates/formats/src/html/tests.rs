//! Pages: their text is the document's text, and nothing gets out of its element.

use warraq_conformance::GivenLayer;
use warraq_core::serde_json::{self, Value};
use warraq_core::{OutputSettings, Span};

use super::Html;
use crate::testing::{Shown, at, every_column, news};

/// The text of the article's blocks, without its tags.
fn visible(page: &str) -> String {
    let start = page.find("<div class=\"text\">").unwrap();
    let end = page[start..].find("<aside>").unwrap() + start;
    let (mut out, mut inside) = (String::new(), false);
    let body = page[start..end].split_once("</p>").map_or("", |(_, blocks)| blocks);
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn marks_are_cut_at_their_borders_and_the_text_stays() {
    let text = "وصل وفدٌ إلى للعراق <b>&\nSecond line";
    let inside = at(text, "لعراق");
    let layers = vec![
        GivenLayer::new("entity", vec![(inside, "LOC")]),
        GivenLayer::new(
            "keyphrase",
            vec![(Span::new(at(text, "إلى").start, inside.end), ""), (at(text, "وفد"), "")],
        ),
    ];
    let page = Shown::new(text, &[], layers).encode::<Html>(OutputSettings::default());
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(squeezed(&visible(&page)), squeezed(text));
    assert!(page.contains(">وفدٌ</span>"), "a mark stays with its letter: {page}");
    let start = page.find("<aside>").unwrap();
    let blocks = &page[..start];
    assert!(blocks.contains(" tabindex=\"0\">إلى ل</span>"), "{blocks}");
    assert!(blocks.contains("k0 b-LOC"), "{blocks}");
    assert_eq!(blocks.matches("<p dir=\"auto\" class=\"body\">").count(), 2);
}

#[test]
fn statements_carry_their_speaker() {
    let page = news().encode::<Html>(OutputSettings::default());
    assert!(page.contains("data-m=\"\" data-cue=\"2\""), "{page}");
    assert!(page.contains("data-source=\"2\""), "{page}");
    assert!(
        page.contains("<li class=\"said q0\" data-r=\"2\" tabindex=\"0\"><span class=\"who\"><bdi>عمر</bdi>"),
        "{page}"
    );
    assert!(
        page.contains(
            r#"{"k":"k0","l":"entity","b":"LOC","t":"بيروت","v":[["name","Beirut"],["mention","0"]]}"#
        ),
        "{page}"
    );
}

#[test]
fn hostile_texts_stay_in_their_place() {
    let script = "</script><script>alert(1)</script> \" ' & <!-- ]]>".to_owned();
    let texts = warraq_conformance::hostile::texts().into_iter().map(|(_, text)| text);
    for text in texts.chain([script]) {
        let tokens = GivenLayer::tokens(&text);
        let rows = tokens.rows.iter().map(|(span, ..)| (*span, "")).collect();
        let fields = [("title", text.as_str()), ("uri", text.as_str()), ("language", text.as_str())];
        let page = Shown::new(&text, &fields, vec![GivenLayer::new("keyphrase", rows)])
            .encode::<Html>(OutputSettings::default());
        tags(&page);
        assert_eq!(page.matches("<script").count(), 2);
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(!page.contains('\0'));
        assert_eq!(page.matches("<span").count(), page.matches("</span>").count());
    }
}

#[test]
fn the_page_loads_nothing() {
    let page = news().encode::<Html>(OutputSettings::default());
    assert!(page.contains("default-src 'none'"));
    let namespace = page.replace("http://www.w3.org/2000/svg", "");
    for word in ["http://", "https://", "url(", "@import", "src=\"", "fetch("] {
        assert!(!namespace.contains(word), "{word}");
    }
}

#[test]
fn many_overlapping_rows_take_linear_space() {
    let text = "كلمة ".repeat(2000);
    let rows = (0..2000u32).map(|n| (Span::new(n * 9, text.trim_end().len() as u32), "")).collect();
    let page = Shown::new(&text, &[], vec![GivenLayer::new("keyphrase", rows)])
        .encode::<Html>(OutputSettings::default());
    assert!(page.len() < text.len() * 400, "{}", page.len());
}

/// The tags of a page, checked to be balanced; void elements and the texts of scripts and styles are left out.
fn tags(page: &str) -> Vec<String> {
    let mut rest = page;
    let (mut open, mut all): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag is closed");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "in {}", all.join(" ")),
            None if ["!doctype", "meta", "input"].contains(&name) => {}
            None => open.push(name),
        }
        if ["script", "style"].contains(&name) && !tag.starts_with('/') {
            rest = &rest[rest.find(&format!("</{name}>")).expect("it ends")..];
        }
        all.push(tag.to_owned());
    }
    assert_eq!(open, Vec::<&str>::new());
    all
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

#[test]
fn every_row_is_reached_by_the_keyboard_and_every_layer_has_its_switch() {
    for page in [news(), every_column()].map(|shown| shown.encode::<Html>(OutputSettings::default())) {
        let tags = tags(&page);
        let json = page.split_once("<script type=\"application/json\">").unwrap().1;
        let rows: Vec<Value> = serde_json::from_str(json.split_once("</script>").unwrap().0).unwrap();
        assert!(!rows.is_empty());
        let focused = |kind: &str, key: &str, row: usize| {
            tags.iter().filter(|tag| tag.starts_with(kind) && tag.contains("tabindex=\"0\"")).any(|tag| {
                attribute(tag, key).is_some_and(|rows| rows.split(' ').any(|one| one == row.to_string()))
            })
        };
        for row in 0..rows.len() {
            assert!(focused("span", "data-m", row), "row {row} is not in the text");
            assert!(focused("li", "data-r", row), "row {row} is not beside it");
        }
        let switches: Vec<&str> = tags
            .iter()
            .filter(|tag| tag.starts_with("input"))
            .filter_map(|tag| attribute(tag, "id"))
            .collect();
        let layers: std::collections::BTreeSet<&str> =
            rows.iter().filter_map(|row| row["k"].as_str()).collect();
        assert!(layers.iter().all(|layer| switches.contains(layer)), "{switches:?} {layers:?}");
        assert!(
            switches.iter().all(|switch| page.contains(&format!(":root:has(#{switch}:checked) .{switch}")))
        );
        assert!(
            page.contains("id=\"theme\"")
                && page.contains("prefers-color-scheme: dark")
                && page.contains("@media print")
        );
    }
}

#[test]
fn spans_of_a_text_change_no_widths() {
    // A border, a margin or padding within a word would part letters that join.
    let own = |part: &str| part == ".s" || part.starts_with(".s.") || part.starts_with(".s:");
    let mut seen = 0;
    for rule in super::CSS.split('}') {
        let Some((selector, body)) = rule.rsplit_once('{') else { continue };
        if !selector.split([' ', ',', '>', '\n']).any(own) {
            continue;
        }
        seen += 1;
        for property in body.split(';').filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim()) {
            let still =
                ["background", "outline", "--", "color"].iter().any(|start| property.starts_with(start));
            assert!(still || property.ends_with("-radius"), "{selector} sets {property}");
        }
    }
    assert!(seen >= 4, "{seen}");
}
