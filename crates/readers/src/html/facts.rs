//! What a page says about itself: headline, author, language, dates.

use dom_query::Document;
use warraq_core::serde_json::{self, Value};

/// What a page says about itself. Empty where it says nothing.
#[derive(Default)]
pub(super) struct Facts {
    /// Headlines, the most trusted first.
    headlines: Vec<String>,
    /// Headings in the page.
    headings: Vec<String>,
    /// The name of the site.
    site: String,
    pub(super) author: String,
    pub(super) language: String,
    /// Dates of publication as written, the most trusted first.
    pub(super) dates: Vec<String>,
    /// The date that was chosen.
    pub(super) published: String,
}

/// How many headings of a page are looked at.
const MOST_HEADINGS: usize = 20;
/// How many JSON values of a page's JSON-LD are looked at.
const MOST_VALUES: usize = 20_000;

/// The names of `meta` that hold dates of publication, the most trusted first.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "article.published",
    "dc.date.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "datecreated",
    "date",
];

impl Facts {
    pub(super) fn new(tree: &Document) -> Self {
        let mut facts = Self::default();
        let metas = metas(tree);
        let all = |names: &'static [&'static str]| {
            names.iter().flat_map(|name| {
                metas.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.clone())
            })
        };
        facts.linked_data(tree);
        facts.headlines.extend(all(&["og:title", "twitter:title", "headline", "title"]));
        facts.headlines.extend(texts(tree, "title"));
        facts.headings = texts(tree, "h1, h2");
        facts.site = all(&["og:site_name", "application-name"]).next().unwrap_or_default();
        if facts.author.is_empty() {
            let mut authors =
                all(&["author", "article:author", "dc.creator", "sailthru.author", "twitter:creator"]);
            let site = facts.site.clone();
            let hosts: Vec<String> = all(&["og:url"]).chain(links(tree)).map(host).collect();
            // Addresses, handles, the site itself and those who built it did not write the article.
            let person = |author: &String| {
                let lower = author.to_lowercase();
                !author.contains("://")
                    && !credits_a_maker(author)
                    && !author.starts_with('@')
                    && *author != site
                    && !hosts.iter().any(|host| host.contains(&lower))
            };
            facts.author = authors.find(person).or_else(|| byline(tree)).unwrap_or_default();
        }
        facts.dates.extend(all(DATES));
        for (selector, attribute) in [
            ("[itemprop=datePublished]", "datetime"),
            ("article time[datetime]", "datetime"),
            ("time[pubdate]", "datetime"),
        ] {
            facts.dates.extend(
                tree.select(selector)
                    .nodes()
                    .iter()
                    .filter_map(|node| node.attr(attribute))
                    .map(|value| value.to_string()),
            );
        }
        let language = tree.select("html").attr("lang").map(|lang| lang.to_string()).unwrap_or_default();
        facts.language = primary(&language);
        facts
    }

    /// Reads the page's JSON-LD: the first object that has a date of publication.
    fn linked_data(&mut self, tree: &Document) {
        for node in tree.select("script[type=\"application/ld+json\"]").nodes() {
            let source = node.text();
            match serde_json::from_str::<Value>(&source) {
                Ok(value) => self.object(&value),
                Err(_) => self.dates.extend(broken(&source)),
            }
        }
    }

    fn object(&mut self, value: &Value) {
        let mut open = vec![value];
        let mut seen = 0;
        while let Some(value) = open.pop() {
            seen += 1;
            if seen > MOST_VALUES {
                return;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(members) => {
                    if let Some(date) = members.get("datePublished").and_then(Value::as_str) {
                        self.dates.push(date.to_owned());
                        self.headlines.extend(members.get("headline").and_then(Value::as_str).map(squeezed));
                        if self.author.is_empty() {
                            self.author = members.get("author").map(author).unwrap_or_default();
                        }
                    }
                    open.extend(members.values().rev().filter(|value| value.is_array() || value.is_object()));
                }
                _ => {}
            }
        }
    }

    /// The headline: a heading of the page that its metadata confirms, or else the metadata's without the site's name.
    pub(super) fn title(&self) -> String {
        let candidates: Vec<String> =
            self.headlines.iter().map(|title| squeezed(title)).filter(|title| !title.is_empty()).collect();
        let confirmed = |heading: &&String| candidates.iter().any(|title| title.contains(heading.as_str()));
        let long = |heading: &&String| heading.split(' ').count() >= 3;
        if let Some(heading) = self.headings.iter().filter(long).find(confirmed) {
            return heading.clone();
        }
        match candidates.first() {
            Some(title) => without_site(title, &self.site),
            None => self.headings.first().cloned().unwrap_or_default(),
        }
    }
}

/// A title without the name of the site that is put before or behind it.
fn without_site(title: &str, site: &str) -> String {
    let bars = [" | ", " - ", " – ", " — ", " » ", " :: "];
    let (mut from, mut to) = (0, title.len());
    for bar in bars {
        let inside = title.get(from..to).unwrap_or_default();
        if let Some(at) = inside.rfind(bar) {
            let (before, behind) =
                (inside.get(..at).unwrap_or_default(), inside.get(at + bar.len()..).unwrap_or_default());
            let words = |text: &str| text.split_whitespace().count();
            // The site's name is given, or is what is much the shorter side.
            if behind == site || words(behind) * 3 <= words(before) {
                to = from + at;
            } else if before == site || words(before) * 3 <= words(behind) {
                from += at + bar.len();
            }
        }
    }
    title.get(from..to).unwrap_or(title).trim().to_owned()
}

fn metas(tree: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for node in tree.select("meta[content]").nodes() {
        let value = squeezed(&node.attr_or("content", ""));
        for attribute in ["property", "name", "itemprop"] {
            if let Some(key) = node.attr(attribute).filter(|_| !value.is_empty()) {
                found.push((key.trim().to_ascii_lowercase(), value.clone()));
            }
        }
    }
    found
}

/// The address that a page says is its own.
fn links(tree: &Document) -> Vec<String> {
    let own = tree.select("link[rel=canonical]");
    own.nodes().iter().take(1).map(|node| node.attr_or("href", "").to_string()).collect()
}

fn host(address: String) -> String {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().to_lowercase()
}

/// The writer's name in an element that is made for it.
fn byline(tree: &Document) -> Option<String> {
    const NAMED: &str =
        "[itemprop=author], [rel=author], [class*=byline], [class*=writeBy], [class*=author-name]";
    const LEADS: &[&str] = &["كتبت", "كتب", "بقلم", "بواسطة", "By", "by"];
    const LONGEST: usize = 40;
    texts(tree, NAMED).into_iter().find_map(|text| {
        let led = LEADS.iter().find_map(|lead| text.strip_prefix(lead));
        let led = led.filter(|rest| rest.starts_with([' ', ':', '\u{a0}']));
        let name = led.unwrap_or(&text).trim_matches([' ', ':', '\u{a0}', '-']);
        let fits = name.contains(' ') && name.chars().count() <= LONGEST && !credits_a_maker(name);
        (fits && name.chars().all(|c| c.is_alphabetic() || " .'-".contains(c))).then(|| name.to_owned())
    })
}

/// «Developed by …», which is not who wrote the article.
fn credits_a_maker(name: &str) -> bool {
    name.to_lowercase().contains(" by ")
}

fn texts(tree: &Document, selector: &str) -> Vec<String> {
    let nodes = tree.select(selector);
    nodes
        .nodes()
        .iter()
        .take(MOST_HEADINGS)
        .map(|node| squeezed(&node.text()))
        .filter(|text| !text.is_empty())
        .collect()
}

fn author(value: &Value) -> String {
    let found = match value {
        Value::Array(items) => items.first().unwrap_or(value),
        value => value,
    };
    let name = found.as_str().or_else(|| found.get("name").and_then(Value::as_str));
    squeezed(name.unwrap_or_default())
}

/// The date of JSON-LD that is no JSON, as many sites have it.
fn broken(source: &str) -> Option<String> {
    let rest = source.split_once("\"datePublished\"")?.1.trim_start().strip_prefix(':')?;
    let rest = rest.trim_start().strip_prefix('"')?;
    rest.split_once('"').map(|(date, _)| date.to_owned())
}

/// The primary tag of a language: `ar` of `ar-EG` and `ar_AR`.
fn primary(language: &str) -> String {
    let tag = language.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()) {
        tag
    } else {
        String::new()
    }
}

/// The language that a page states, unless its letters say otherwise: themes and templates leave `en` on Arabic pages.
pub(super) fn believed(language: &str, share: Option<f64>) -> bool {
    const ARABIC_SCRIPT: &[&str] =
        &["ar", "arz", "ary", "apc", "ckb", "fa", "ku", "ks", "pa", "ps", "sd", "ug", "ur", "az", "ms", "ha"];
    // Languages that are written in more than one script pass either way.
    const BOTH: &[&str] = &["ku", "ks", "pa", "sd", "az", "ms", "ha"];
    match share {
        _ if BOTH.contains(&language) => true,
        Some(share) if ARABIC_SCRIPT.contains(&language) => share > 0.2,
        Some(share) => share < 0.5,
        None => true,
    }
}

/// A text with its white space squeezed.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
