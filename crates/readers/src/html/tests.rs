//! Pages and the documents that they become.

use serde_json::{Value, json};
use warraq_conformance::chain::read;
use warraq_conformance::{hostile, rows};
use warraq_core::{Document, Item, serde_json};

use super::Html;

fn page(options: Value, html: &[u8]) -> Result<(Document, Vec<String>), String> {
    let item =
        Item { id: "a".into(), uri: "https://example.org/a".into(), bytes: html.into(), ..Item::default() };
    let (mut documents, failed, schema, symbols) =
        read::<Html>(options, &item).map_err(|error| error.message)?;
    assert!(failed.is_empty());
    let document = documents.remove(0);
    let rows = rows(&document, &schema, &symbols, "paragraph");
    Ok((document, rows))
}

const ARTICLE: &str = "<!doctype html><html lang=\"ar-LB\"><head><meta charset=utf-8>
<title>افتتاح مكتبة عامة في صيدا - جريدة المرفأ</title>
<meta property=\"article:published_time\" content=\"2024-05-02T09:00:00+03:00\"><meta name=author content=\"سلمى هادي\">
</head><body><nav><ul><li><a href=/>الرئيسية</a><li><a href=/s>رياضة</a></ul></nav>
<article><h1>افتتاح مكتبة عامة في صيدا</h1>
<p>افتتحت بلدية صيدا أمس <b>مكتبة</b> عامة جديدة في وسط المدينة، بحضور عدد كبير من الكتاب والطلاب والأهالي الذين جاؤوا من المدينة وجوارها.</p>
<h2>آلاف الكتب</h2>
<p>وتضم المكتبة نحو عشرة آلاف كتاب،<br>وتفتح أبوابها كل يوم من الصباح حتى المساء، وتخصص قاعة للأطفال وأخرى للباحثين في تاريخ المدينة.</p>
<blockquote>«الكتاب جسر بين الناس»، قال رئيس البلدية في كلمته خلال الحفل.</blockquote>
<ul><li>قاعة للأطفال</li><li>قاعة للباحثين</li></ul>
<p><a href=/other>اقرأ أيضا: معرض الكتاب يعود</a></p></article>
<footer>جميع الحقوق محفوظة</footer><script>var x = \"نص\";</script></body></html>";

#[test]
fn an_article_with_its_facts_and_paragraphs() {
    let (document, rows) = page(json!({}), ARTICLE.as_bytes()).unwrap();
    let field = |name: &str| document.fields.text(name);
    assert_eq!(field("title"), Some("افتتاح مكتبة عامة في صيدا"));
    assert_eq!(field("author"), Some("سلمى هادي"));
    assert_eq!(field("published"), Some("2024-05-02T09:00:00+03:00"));
    assert_eq!(field("language"), Some("ar"));
    let expected = [
        "paragraph title «افتتاح مكتبة عامة في صيدا»",
        "paragraph body «افتتحت بلدية صيدا أمس مكتبة عامة جديدة في وسط المدينة، بحضور عدد كبير من الكتاب والطلاب والأهالي الذين جاؤوا من المدينة وجوارها.»",
        "paragraph heading «آلاف الكتب»",
        "paragraph body «وتضم المكتبة نحو عشرة آلاف كتاب،»",
        "paragraph body «وتفتح أبوابها كل يوم من الصباح حتى المساء، وتخصص قاعة للأطفال وأخرى للباحثين في تاريخ المدينة.»",
        "paragraph quote «\u{ab}الكتاب جسر بين الناس\u{bb}، قال رئيس البلدية في كلمته خلال الحفل.»",
        "paragraph list «قاعة للأطفال»",
        "paragraph list «قاعة للباحثين»",
    ];
    assert_eq!(rows[..expected.len()], expected);
    assert!(rows[expected.len()..].iter().all(|row| row.starts_with("paragraph boilerplate ")), "{rows:?}");
    assert!(document.text().starts_with("افتتاح مكتبة عامة في صيدا\n\nافتتحت"));
    assert!(!document.text().contains("الرئيسية") && !document.text().contains("محفوظة"));
}

#[test]
fn windows_1256_comes_out_right() {
    let html = ARTICLE.replace("<meta charset=utf-8>", "");
    let bytes = encoding_rs::WINDOWS_1256.encode(&html).0.into_owned();
    let (document, _) = page(json!({}), &bytes).unwrap();
    assert_eq!(document.text(), page(json!({}), ARTICLE.as_bytes()).unwrap().0.text());
    assert_eq!(document.undecoded, 0);
}

#[test]
fn a_short_page_is_read_whole() {
    let html = "<title>خبر</title><body><nav>قائمة</nav><p>نص قصير.<p hidden>سر<p>نهاية &amp; <i>ختام</i>";
    let (document, rows) = page(json!({}), html.as_bytes()).unwrap();
    assert_eq!(document.text(), "خبر\n\nنص قصير.\n\nنهاية & ختام");
    assert_eq!(rows.len(), 3);
    let (document, _) = page(json!({"main_content": false}), ARTICLE.as_bytes()).unwrap();
    assert!(document.text().contains("آلاف الكتب"));
}

#[test]
fn titles_lose_the_name_of_the_site() {
    let cases = [
        (
            "<title>عودة القطارات إلى الخدمة بعد توقف طويل | أخبار</title><p>نص",
            "عودة القطارات إلى الخدمة بعد توقف طويل",
        ),
        (
            "<meta property=og:site_name content=\"صوت البحر\"><title>صوت البحر - عاصفة قادمة</title><p>نص",
            "عاصفة قادمة",
        ),
        ("<meta property=og:title content=\"قمة - بلا نتائج\"><p>نص", "قمة - بلا نتائج"),
        ("<h1>عنوان وحيد</h1><p>نص", "عنوان وحيد"),
        ("<p>نص", ""),
    ];
    for (html, expected) in cases {
        let (document, _) = page(json!({}), html.as_bytes()).unwrap();
        assert_eq!(document.fields.text("title").unwrap_or_default(), expected, "{html}");
    }
}

#[test]
fn the_date_is_found_where_it_is() {
    let cases = [
        (
            "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"NewsArticle\", \"datePublished\": \"2021-02-03\"}]}</script>",
            "2021-02-03",
        ),
        (
            "<script type=\"application/ld+json\">{\"x\": \"\n\", \"datePublished\" : \"2021-02-04\"}</script>",
            "2021-02-04",
        ),
        ("<meta itemprop=datePublished content=2021-02-05>", "2021-02-05"),
        ("<meta name=pubdate content=\"الجمعة، 5 مارس 2021\">", "2021-03-05"),
        ("<span class=post-date>نشر في 7 نيسان 2021</span>", "2021-04-07"),
        ("", ""),
    ];
    for (head, expected) in cases {
        let (document, _) = page(json!({}), format!("{head}<p>نص").as_bytes()).unwrap();
        assert_eq!(document.fields.text("published").unwrap_or_default(), expected, "{head}");
    }
}

#[test]
fn the_author_is_a_person_and_not_the_site() {
    let cases = [
        ("<meta name=author content=\"سلمى هادي\">", "سلمى هادي"),
        ("<meta name=author content=\"https://example.org/salma\">", ""),
        ("<meta name=author content=\"@salma\">", ""),
        ("<meta name=author content=\"Developed By Some Body\">", ""),
        ("<meta property=og:site_name content=\"المرفأ\"><meta name=author content=\"المرفأ\">", ""),
        (
            "<link rel=canonical href=\"https://www.almarfa.org/1\"><meta name=author content=\"AlMarfa\"><p class=post-byline>كتبت: سلمى هادي",
            "سلمى هادي",
        ),
        ("<a rel=author href=/s>بقلم سلمى هادي</a>", "سلمى هادي"),
        ("<span class=byline>كتبنا نص</span>", "كتبنا نص"),
        ("<span class=byline>صيدا، 3 مايو</span>", ""),
        ("<a rel=author href=/x>Developed By Some Body</a>", ""),
    ];
    for (html, expected) in cases {
        let (document, _) = page(json!({}), format!("{html}<p>نص").as_bytes()).unwrap();
        assert_eq!(document.fields.text("author").unwrap_or_default(), expected, "{html}");
    }
}

#[test]
fn a_language_that_the_letters_rule_out_is_not_believed() {
    let cases = [
        ("ar-EG", "نص عربي", "ar"),
        ("en-US", "نص عربي من Reuters", ""),
        ("ar", "An English text", ""),
        ("fa", "متن فارسی", "fa"),
        ("fr", "Un texte de صيدا", "fr"),
        ("x", "نص", ""),
        ("en", "1984", "en"),
    ];
    for (lang, text, expected) in cases {
        let (document, _) = page(json!({}), format!("<html lang={lang}><p>{text}").as_bytes()).unwrap();
        assert_eq!(document.fields.text("language").unwrap_or_default(), expected, "{text}");
    }
}

#[test]
fn what_surrounds_the_article_is_labelled() {
    let text = "كلمات كثيرة من المقال تكفي ليطول السطر ".repeat(5);
    let html = format!(
        "<meta name=pubdate content=2021-03-05><article><p>الجمعة 5 مارس 2021</p><p>{text}</p><h3>اقرأ أيضا</h3><h4><a href=/1>خبر آخر</a></h4><p>{text}</p></article>"
    );
    let (_, rows) = page(json!({}), html.as_bytes()).unwrap();
    let labels: Vec<_> = rows.iter().filter_map(|row| row.split(' ').nth(1)).collect();
    assert_eq!(labels, ["boilerplate", "body", "boilerplate", "boilerplate", "body"]);
}

#[test]
fn hostile_pages_are_read_or_refused() {
    let mut pages: Vec<Vec<u8>> = vec![
        Vec::new(),
        (0..=255).collect(),
        b"<div>".repeat(20_000),
        "<b><i><p>نص".repeat(5_000).into_bytes(),
        b"<table><tr><td>".repeat(5_000),
        b"<!--".repeat(1000),
        "<a href=\"".repeat(1000).into_bytes(),
        format!("<script type=\"application/ld+json\">{}</script><p>نص", "[".repeat(50_000)).into_bytes(),
    ];
    pages.extend(hostile::texts().into_iter().map(|(_, text)| text.into_bytes()));
    pages.extend(
        hostile::texts().into_iter().map(|(_, text)| format!("<h1>{text}</h1><p>{text}").into_bytes()),
    );
    for bytes in pages {
        let first = page(json!({}), &bytes).map(|(document, rows)| (document.text().to_owned(), rows));
        let second = page(json!({}), &bytes).map(|(document, rows)| (document.text().to_owned(), rows));
        assert_eq!(first, second);
    }
}

#[test]
fn an_unknown_encoding_is_a_mistake() {
    let error = page(json!({"encoding": "arabic-9"}), b"").unwrap_err();
    assert_eq!(error, "arabic-9 is no encoding of the web, such as windows-1256");
}
