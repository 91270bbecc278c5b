//! The reader `html`: the article of a page, with its title, author, date and paragraphs.

mod article;
mod blocks;
mod charset;
mod dates;
mod facts;
#[cfg(test)]
mod tests;
mod tree;

use std::sync::Arc;

use warraq_core::component::{Accepts, Read, Reader};
use warraq_core::create::LayerOut;
use warraq_core::{Component, Create, Error, Example, Item, ReadOut, Signature, Span, Spec};

use crate::text::placed;
use blocks::Block;
use facts::Facts;

warraq_core::options! {
    /// How pages are read.
    pub struct HtmlOptions {
        /// Whether only the main content is read, without menus, lists of other articles, and footers.
        pub main_content: bool = true,
        /// The encoding of pages that do not name theirs; without it, it is guessed from the bytes.
        pub encoding: Option<String>,
    }
}

/// The component.
pub struct Html {
    main_content: bool,
    encoding: Option<&'static encoding_rs::Encoding>,
    paragraph: LayerOut,
}

impl Component for Html {
    type Options = HtmlOptions;
    const SPEC: Spec = Spec {
        summary: "reads the article of a web page",
        doc: "The encoding is that of a byte order mark, of the field `charset` that the source states, of the page's \
              `meta`, or is guessed. The main content is found as browsers' reading modes do; where that finds \
              nothing, the whole body is taken without its menus and footers. Title, author, date of publication and \
              language come from the page's metadata (JSON-LD, Open Graph, microdata), the date also from the address \
              or from a written date beside the title.\n\nThe title is the first line of the text. Headings, \
              quotations, captions, lists and tables become rows of `paragraph`, so that a step which would write \
              that layer is passed over; paragraphs of links alone, \
              headings above them, and the line that tells the date are labelled `boilerplate`. Offsets count in the \
              text, not in the page.",
        examples: &[Example {
            title: "a page with an article",
            options: "",
            text: "<html lang=\"ar\"><title>افتتاح المكتبة</title><article><h1>افتتاح المكتبة</h1><p>افتتحت البلدية المكتبة أمس.</p></article></html>",
            expect: "",
        }],
        ..Spec::new("html")
    };

    fn signature(options: &HtmlOptions, s: &mut Signature) -> Result<(), Error> {
        encoding(options)?;
        for (name, doc) in [
            ("title", "the headline"),
            ("author", "who wrote it"),
            ("published", "when it was published, in ISO 8601"),
            ("language", "the language that the page states"),
        ] {
            s.sets_field(name, doc);
        }
        s.writes("paragraph");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: HtmlOptions) -> Result<Self, Error> {
        Ok(Self {
            main_content: options.main_content,
            encoding: encoding(&options)?,
            paragraph: cx.output("paragraph")?,
        })
    }
}

fn encoding(options: &HtmlOptions) -> Result<Option<&'static encoding_rs::Encoding>, Error> {
    let Some(name) = &options.encoding else { return Ok(None) };
    let unknown =
        || Error::option("encoding", format!("{name} is no encoding of the web, such as windows-1256"));
    encoding_rs::Encoding::for_label(name.as_bytes()).map(Some).ok_or_else(unknown)
}

impl Read for Html {
    const ACCEPTS: Accepts =
        Accepts { media_types: &["text/html", "application/xhtml+xml"], endings: &["html", "htm", "xhtml"] };
    type Worker = HtmlReader;

    fn worker(self: &Arc<Self>) -> Result<HtmlReader, Error> {
        Ok(HtmlReader { html: Arc::clone(self), dates: dates::Dates::default() })
    }
}

/// A worker of [`Html`].
pub struct HtmlReader {
    html: Arc<Html>,
    dates: dates::Dates,
}

impl Reader for HtmlReader {
    fn read(&mut self, item: &Item, out: &mut ReadOut<'_>) -> Result<(), Error> {
        let stated = item.fields.text("charset");
        let (page, undecoded) = charset::decode(&item.bytes, stated, self.html.encoding);
        let tree = tree::parse(&page).map_err(Error::document)?;
        let mut facts = Facts::new(&tree);
        let mut blocks = article::blocks(&tree, self.html.main_content);
        facts.published = self.dates.published(&facts, &item.uri, &tree, &blocks);
        let title = facts.title();
        self.dates.label(&facts.published, &mut blocks);
        let (text, rows) = assemble(&title, &blocks);
        if !facts::believed(&facts.language, warraq_arabic::script::arabic_share(&text)) {
            facts.language.clear();
        }
        if text.trim().is_empty() {
            return Err(Error::document("the page has no text"));
        }
        let mut document = out.document(text);
        document.undecoded(undecoded);
        placed(&mut document, item);
        for (name, value) in [
            ("title", &title),
            ("author", &facts.author),
            ("published", &facts.published),
            ("language", &facts.language),
        ] {
            if !value.is_empty() && item.fields.text(name).is_none() {
                document.field(name, value.as_str());
            }
        }
        document.give(self.html.paragraph);
        for (span, label) in rows {
            let label = document.intern(label);
            document.push(self.html.paragraph, span, label);
        }
        document.finish()
    }
}

/// The text with the title as its first line, and the rows of `paragraph`.
fn assemble(title: &str, blocks: &[Block]) -> (String, Vec<(Span, &'static str)>) {
    let mut text = String::new();
    let mut rows = Vec::new();
    let mut add = |block: &str, label: &'static str, close: bool| {
        if !text.is_empty() {
            text.push_str(if close { "\n" } else { "\n\n" });
        }
        let start = text.len();
        text.push_str(block);
        // Texts above 4 GiB are refused later.
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(text.len())) {
            rows.push((Span::new(start, end), label));
        }
    };
    if !title.is_empty() {
        add(title, "title", false);
    }
    let mut before = "";
    for block in blocks.iter().filter(|block| block.text != title) {
        let close = block.label == before && matches!(block.label, "list" | "table");
        add(&block.text, block.label, close);
        before = block.label;
    }
    (text, rows)
}
