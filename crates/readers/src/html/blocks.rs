//! A tree of elements as blocks of text, each with a label.

use dom_query::NodeRef;

/// A paragraph of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Block {
    /// Its text on one line.
    pub(super) text: String,
    /// A label of the layer `paragraph`.
    pub(super) label: &'static str,
}

/// Elements whose content nobody reads as text.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "select",
    "option", "textarea", "button", "input", "form", "audio", "video", "canvas", "map",
];

/// Elements around the article that are not part of it.
const AROUND: &[&str] = &["nav", "footer", "aside", "header"];

/// Elements that stand in the middle of a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "source",
];

/// Collects the blocks below a node. With `strict`, menus, headers and footers are passed over.
pub(super) fn collect(root: NodeRef<'_>, strict: bool) -> Vec<Block> {
    let mut walk = Walk::default();
    let mut open = vec![Step::Enter(root)];
    while let Some(step) = open.pop() {
        let node = match step {
            Step::Leave(name) => {
                walk.leave(&name);
                continue;
            }
            Step::Enter(node) => node,
        };
        if node.is_text() {
            walk.text(&node.text());
            continue;
        }
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        let passed = SILENT.contains(&name.as_str()) || (strict && AROUND.contains(&name.as_str()));
        if node.is_comment() || node.is_doctype() || passed || hidden(&node) {
            continue;
        }
        walk.enter(&name);
        open.push(Step::Leave(name));
        open.extend(node.children_it(true).map(Step::Enter));
    }
    walk.finish("body");
    walk.blocks
}

enum Step<'n> {
    Enter(NodeRef<'n>),
    Leave(String),
}

fn hidden(node: &NodeRef<'_>) -> bool {
    if !node.is_element() {
        return false;
    }
    let style = node.attr("style").map(|style| style.replace(' ', "").to_ascii_lowercase());
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|value| &*value == "true")
        || style.is_some_and(|style| style.contains("display:none") || style.contains("visibility:hidden"))
}

/// The state between two nodes.
#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    /// The block that is being read.
    line: String,
    /// How many characters of it stand in links.
    linked: usize,
    /// The labels of the open elements that have one.
    labels: Vec<&'static str>,
    links: usize,
    preformatted: usize,
}

/// The label that an element gives to what it holds.
fn label(name: &str) -> Option<&'static str> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "heading",
        "blockquote" => "quote",
        "figcaption" | "caption" => "caption",
        "li" | "dt" | "dd" => "list",
        "td" | "th" => "table",
        _ => return None,
    })
}

impl Walk {
    fn enter(&mut self, name: &str) {
        match name {
            "a" => self.links += 1,
            "pre" => self.preformatted += 1,
            _ => {}
        }
        if !INLINE.contains(&name) {
            self.finish(self.label());
        }
        self.labels.extend(label(name));
    }

    fn leave(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.finish(self.label());
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        if label(name).is_some() {
            self.labels.pop();
        }
    }

    fn label(&self) -> &'static str {
        self.labels.last().copied().unwrap_or("body")
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.finish(self.label());
                }
                self.inline(line);
            }
        } else {
            self.inline(text);
        }
    }

    /// Adds text with its white space squeezed.
    fn inline(&mut self, text: &str) {
        let before = self.line.len();
        let mut space = self.line.ends_with(' ') || self.line.is_empty();
        for c in text.chars() {
            if c.is_whitespace() {
                if !space {
                    self.line.push(' ');
                }
                space = true;
            } else if c != '\0' {
                self.line.push(c);
                space = false;
            }
        }
        if self.links > 0 {
            self.linked += self.line.len() - before;
        }
    }

    /// Closes the block that is being read.
    fn finish(&mut self, label: &'static str) {
        let text = self.line.trim();
        if !text.is_empty() {
            // Links alone lead elsewhere: «اقرأ أيضا», tags, shares.
            let elsewhere = self.linked * 5 >= text.len() * 4;
            let label = if elsewhere { "boilerplate" } else { label };
            self.blocks.push(Block { text: text.to_owned(), label });
        }
        self.line.clear();
        self.linked = 0;
    }
}
