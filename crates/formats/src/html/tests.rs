//! Pages: their text is the document's text, and nothing gets out of its element.

use warraq_conformance::GivenLayer;
use warraq_core::{OutputSettings, Span};

use super::Html;
use crate::testing::{Shown, at, news};

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
