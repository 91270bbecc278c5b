//! The format `html`: a page that shows the annotated text and loads nothing.

mod article;
mod escape;
mod marks;
mod style;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::sync::Arc;

use warraq_core::component::{Encode, Encoder};
use warraq_core::{Component, Create, Error, Example, Head, NoOptions, Record, Signature, Spec};

use escape::escaped;

const CSS: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The component.
pub struct Html;

impl Component for Html {
    type Options = NoOptions;
    const SPEC: Spec = Spec {
        summary: "writes a page that shows the annotated text",
        doc: "One page for all documents of the output, or one a document where the path has `{doc.id}`. It needs no \
              network, and works from a file. Every layer of the output but paragraphs, sentences, tokens and words \
              is highlighted; layers that often overlap are drawn in different ways: fills for names, times and \
              quantities, lines for numbers, statements and events. Highlights never change a letter's shape, also \
              where one begins inside a word. Statements carry the colour of their speaker; pointing at one, or \
              going to it with the keyboard, shows its values and a line to who said it. The legend turns layers off \
              and on; the page follows the system's light or dark colours, and prints.\n\nParagraphs have their own \
              direction. Facts stand beside the text, or below it on narrow screens and paper.",
        examples: &[Example {
            title: "one document", options: "", text: "وصل الوفد إلى عمّان.", expect: ""
        }],
        ..Spec::new("html")
    };

    fn signature(_: &NoOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_if_present("paragraph");
        Ok(())
    }

    fn create(_: &Create<'_>, _: NoOptions) -> Result<Self, Error> {
        Ok(Self)
    }
}

impl Encode for Html {
    const ENDINGS: &'static [&'static str] = &["html", "htm"];
    type Worker = HtmlEncoder;

    fn worker(self: &Arc<Self>) -> Result<HtmlEncoder, Error> {
        Ok(HtmlEncoder)
    }
}

/// A worker of [`Html`].
pub struct HtmlEncoder;

impl Encoder for HtmlEncoder {
    fn begin(&mut self, head: &Head<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let shown = style::shown(head);
        let mut page =
            String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
        let name = if head.pipeline.is_empty() { "Warraq".to_owned() } else { escaped(head.pipeline) };
        let _ = writeln!(
            page,
            "<title>{name}</title>\n<style>\n{CSS}{}</style>\n</head>\n<body>",
            style::rules(&shown)
        );
        page.push_str("<header class=\"bar\" dir=\"ltr\" aria-label=\"layers\">\n");
        for (at, layer) in shown.iter().enumerate() {
            let name = escaped(&layer.run.schema.name);
            let labels = style::swatches(layer);
            let _ = writeln!(
                page,
                "<label><input type=\"checkbox\" id=\"k{at}\" checked><span class=\"key k{at}\">{name}{labels}</span> <span class=\"n\" data-k=\"k{at}\"></span></label>"
            );
        }
        page.push_str(
            "<button type=\"button\" id=\"theme\" title=\"light or dark\" aria-label=\"light or dark\">◐</button>\n</header>\n<main>\n",
        );
        out.extend_from_slice(page.as_bytes());
        Ok(())
    }

    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut page = String::with_capacity(record.text().len() * 4);
        article::write(record, &style::shown(&record.head), &mut page);
        out.extend_from_slice(page.as_bytes());
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let end = format!(
            "</main>\n<div id=\"tip\" role=\"tooltip\" hidden></div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
        );
        out.extend_from_slice(end.as_bytes());
        Ok(())
    }
}
