//! `tokenize.arabic`: news tokens with their classes, for Arabic text with whatever is mixed into it.

use std::sync::Arc;

use warraq_core::{
    Component, Create, Doc, Error, Example, LayerOut, Out, Process, Processor, Rows, Signature, Spec, Sym,
};

use crate::scan::{self, Choices, Class, Sink};

warraq_core::options! {
    /// What may be chosen about tokens.
    pub struct ArabicOptions {
        /// Whether a number and its percent sign are one token `percent` («12%»), instead of the two tokens `number`
        /// («12») and `percent` («%») that treebanks have.
        pub join_percent: bool = false,
    }
}

/// The component.
#[derive(Debug)]
pub struct TokenizeArabic {
    choices: Choices,
    token: LayerOut,
    labels: [Sym; Class::ALL.len()],
}

impl Component for TokenizeArabic {
    type Options = ArabicOptions;
    const SPEC: Spec = Spec {
        summary: "Splits Arabic news text into tokens: words, numbers, dates, addresses, hashtags, emoji",
        doc: "A word with its marks and tatweel is one token; joiners and direction marks inside it do not split it. \
Clitics stay on the word (`words.arabic` splits them). Numbers are read in three digit sets, with their separators; \
letters and digits that touch are two tokens («و200», «1437هـ»), and so are Arabic and Latin letters («وGoogle»). \
Dates have three parts in digits, times have a colon. Punctuation is one token a mark, runs of the same mark («...», «!!») \
are one. Hyphens split.

White space and control characters belong to no token. The splits follow the Universal Dependencies treebanks of Arabic, \
so that models trained on them fit; addresses, hashtags, dates, times and emoji are kept whole beyond that.",
        languages: &["ar", "fa", "ur", "ckb", "ps"],
        examples: &[
            Example {
                title: "News text",
                options: "",
                text: "ارتفعت الأسعار 12,5% يوم 30/12/2020.",
                expect: "token word «ارتفعت»\ntoken word «الأسعار»\ntoken number «12,5»\ntoken percent «%»\n\
token word «يوم»\ntoken date «30/12/2020»\ntoken punct «.»",
            },
            Example {
                title: "Percentages as one token",
                options: "join_percent = true",
                text: "نحو ٣٠٪",
                expect: "token word «نحو»\ntoken percent «٣٠٪»",
            },
        ],
        ..Spec::new("tokenize.arabic")
    };

    fn signature(_: &ArabicOptions, s: &mut Signature) -> Result<(), Error> {
        s.writes("token");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: ArabicOptions) -> Result<Self, Error> {
        Ok(Self {
            choices: Choices { join_percent: options.join_percent },
            token: cx.output("token")?,
            labels: Class::ALL.map(|class| cx.intern(class.label())),
        })
    }
}

impl Process for TokenizeArabic {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// The tokenizer has no scratch.
pub struct Worker(Arc<TokenizeArabic>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let rows = out.rows(self.0.token);
        rows.reserve(doc.text.len() / 8);
        let labels = &self.0.labels;
        let mut sink = IntoRows { rows, labels, n: 0, start: [0; N], end: [0; N], label: [Sym::NONE; N] };
        scan::arabic(doc.text, self.0.choices, &mut sink);
        sink.flush();
        Ok(())
    }
}

/// Tokens that are gathered before they go to the layer.
const N: usize = 256;

/// Tokens as rows: gathered in arrays of a fixed size, since pushing each into three growing columns costs more than
/// finding it.
struct IntoRows<'a> {
    rows: &'a mut Rows,
    labels: &'a [Sym; Class::ALL.len()],
    n: usize,
    start: [u32; N],
    end: [u32; N],
    label: [Sym; N],
}

impl IntoRows<'_> {
    fn flush(&mut self) {
        let n = self.n.min(N);
        self.rows.extend(&self.start[..n], &self.end[..n], &self.label[..n]);
        self.n = 0;
    }
}

impl Sink for IntoRows<'_> {
    #[inline]
    fn token(&mut self, start: usize, end: usize, class: Class) {
        let at = self.n % N;
        // Texts have at most 2 GiB.
        self.start[at] = start as u32;
        self.end[at] = end as u32;
        self.label[at] = self.labels[class as usize];
        self.n += 1;
        if self.n == N {
            self.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn conforms() {
        testing::conforms::<TokenizeArabic>();
    }
}
