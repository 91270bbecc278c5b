//! `{{component}}`: a line for each row. Replace how documents are written, and keep the shape.

#![deny(unsafe_code)]

use std::fmt::Write;
use warraq_sdk::prelude::*;

options! {
    /// What may be chosen.
    pub struct LinesOptions {
        /// What stands between the columns.
        pub separator: String = "\t",
    }
}

/// Made once a run and shared by all workers.
pub struct Lines {
    separator: String,
}

impl Component for Lines {
    type Options = LinesOptions;
    const SPEC: Spec = Spec {
        version: "0.1.0",
        summary: "Writes a line for each row of each layer",
        doc: "Columns: document, layer, start, end, label, text. Line feeds in texts are written as spaces.",
        examples: &[
            Example {
                title: "Tab-separated",
                options: "",
                text: "وصل القطار",
                expect: "test\ttoken\t0\t6\tword\tوصل\ntest\ttoken\t7\t19\tword\tالقطار",
            },
            Example {
                title: "With another separator",
                options: "separator = \";\"",
                text: "غادر",
                expect: "test;token;0;8;word;غادر",
            },
        ],
        ..Spec::new("{{component}}")
    };

    fn signature(_: &LinesOptions, _: &mut Signature) -> Result<(), Error> {
        Ok(())
    }

    fn create(_: &Create<'_>, options: LinesOptions) -> Result<Self, Error> {
        Ok(Self { separator: options.separator })
    }
}

impl Encode for Lines {
    const ENDINGS: &'static [&'static str] = &["lines"];
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// One worker.
pub struct Worker(Arc<Lines>);

impl Worker {
    fn line(&self, columns: &[&str], out: &mut Vec<u8>) {
        let line: Vec<String> = columns.iter().map(|text| text.replace(['\n', '\r'], " ")).collect();
        out.extend_from_slice(line.join(&self.0.separator).as_bytes());
        out.push(b'\n');
    }
}

impl Encoder for Worker {
    fn encode(&mut self, record: &Record<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
        let (mut start, mut end) = (String::new(), String::new());
        for (layer, rows) in record.layers() {
            for row in 0..rows.len() {
                let Some(span) = rows.span(row) else { continue };
                (start.clear(), end.clear());
                let _ = write!(start, "{}", record.offset(span.start));
                let _ = write!(end, "{}", record.offset(span.end));
                let label = record.symbol(rows.label(row));
                let name = layer.schema.name.as_str();
                self.line(&[record.document.id(), name, &start, &end, label, record.covered(span)], out);
            }
        }
        Ok(())
    }
}

warraq_sdk::export!(writer Lines);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_feeds_do_not_break_lines() {
        let worker = Worker(Arc::new(Lines { separator: ";".into() }));
        let mut out = Vec::new();
        worker.line(&["a", "سطر\nسطر"], &mut out);
        assert_eq!(out, "a;سطر سطر\n".as_bytes());
    }
}
