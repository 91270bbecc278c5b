//! `extract.language`: the language of a document and of each of its paragraphs.

mod identify;
mod words;

use std::sync::Arc;

use warraq_core::{
    ColumnOut, Component, Create, Doc, Error, Example, FieldIn, FieldOut, FieldValue, LayerIn, LayerOut,
    Origin, Out, Process, Processor, Signature, Span, Spec, Sym,
};

pub use identify::{Answer, Identifier, UNDETERMINED, Whole};

warraq_core::options! {
    /// What may be chosen about languages.
    pub struct LanguageOptions {
        /// Whether the field `language` is set although the source names a language itself.
        pub override_source: bool = false,
    }
}

/// The component.
pub struct ExtractLanguage {
    options: LanguageOptions,
    identifier: Identifier,
    paragraph: Option<LayerIn>,
    known: FieldIn,
    field: FieldOut,
    field_score: FieldOut,
    field_share: FieldOut,
    layer: LayerOut,
    share: ColumnOut,
    score: ColumnOut,
    labels: Vec<(&'static str, Sym)>,
}

impl Component for ExtractLanguage {
    type Options = LanguageOptions;
    const SPEC: Spec = Spec {
        summary: "Tells the language of a document and of each paragraph",
        doc: "Arabic, Persian, Urdu, Central Kurdish, Pashto, Sindhi and Uyghur are told apart by their letters and \
commonest words, languages in the Latin script by trigrams and their words of grammar (Kurmanji, `ku`, by these alone), \
others by trigrams. A text in a language that is not among them mostly has a low score, unless a near relative of it is known. A paragraph (of the layer `paragraph`, else a line) becomes a row \
of the layer `language`: the label is the BCP 47 tag, `score` how sure that is, from 0 to 1, `arabic_share` the share of Arabic letters \
among all letters. Where a paragraph says little, the document's language decides; without letters it is `und`.

The field `language` becomes the language of most letters, unless the source gave one; `language_score` says how sure that \
is: the mean of the paragraphs' scores by their letters, where a paragraph in another language counts as 0. The field \
`arabic_share` is the share of Arabic letters in the whole text.",
        examples: &[Example {
            title: "Three languages",
            options: "",
            text: "أعلن الوزير أن المشروع سيبدأ بعد غد في العاصمة.\nوزیر گفت که این طرح از فردا آغاز می‌شود.\n\
The minister said that the project would start tomorrow.",
            expect: "language ar «أعلن الوزير أن المشروع سيبدأ بعد غد في العاصمة.» arabic_share=1 score=1\n\
language fa «وزیر گفت که این طرح از فردا آغاز می‌شود.» arabic_share=1 score=0.999\n\
language en «The minister said that the project would start tomorrow.» arabic_share=0 score=1",
        }],
        data: &["trigrams of the crate whatlang (MIT)"],
        ..Spec::new("extract.language")
    };

    fn signature(_: &LanguageOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_if_present("paragraph");
        s.reads_field("language");
        s.writes("language").extra(&["score"]);
        s.sets_field("language", "BCP 47 primary tag of the language of most letters");
        s.sets_field("language_score", "how sure the field `language` is, where this step set it");
        s.sets_field("arabic_share", "the share of Arabic letters among all letters of the text");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: LanguageOptions) -> Result<Self, Error> {
        Ok(Self {
            options,
            identifier: Identifier::default(),
            paragraph: cx.input("paragraph")?,
            known: cx.field("language")?,
            field: cx.output_field("language")?,
            field_score: cx.output_field("language_score")?,
            field_share: cx.output_field("arabic_share")?,
            layer: cx.output("language")?,
            share: cx.output_column("language", "arabic_share")?,
            score: cx.output_column("language", "score")?,
            labels: identify::tags().map(|tag| (tag, cx.intern(tag))).collect(),
        })
    }
}

impl Process for ExtractLanguage {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker(Arc::clone(self)))
    }
}

/// The component has no scratch.
pub struct Worker(Arc<ExtractLanguage>);

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let this = &*self.0;
        let spans: Vec<Span> = match doc.find(this.paragraph) {
            Some(paragraphs) => paragraphs.spans().collect(),
            None => lines(doc.text),
        };
        let texts: Vec<&str> = spans.iter().map(|span| span.get(doc.text).unwrap_or_default()).collect();
        let (answers, whole) = this.identifier.document(&texts);
        for (span, answer) in spans.iter().zip(&answers) {
            let label =
                this.labels.iter().find(|(tag, _)| *tag == answer.tag).map_or(Sym::NONE, |(_, sym)| *sym);
            let mut row = out.push(this.layer, *span, label).f64(this.score, rounded(answer.score));
            if let Some(share) = answer.arabic_share {
                row = row.f64(this.share, rounded(share));
            }
            let _ = row;
        }
        let given = doc.field_origin(this.known).is_some_and(|origin| origin >= Origin::Reader);
        if whole.tag != UNDETERMINED && (!given || this.options.override_source) {
            out.field(this.field, whole.tag);
            out.field(this.field_score, FieldValue::Float(rounded(whole.score)));
        }
        if let Some(share) = whole.arabic_share {
            out.field(this.field_share, FieldValue::Float(rounded(share)));
        }
        Ok(())
    }
}

/// Three decimals are more than the estimate is worth, and keep records short.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The lines of a text that have anything but white space, without it.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut spans = Vec::new();
    for line in text.split_inclusive('\n') {
        let left = line.trim_start();
        let from = start + line.len() - left.len();
        let length = left.trim_end().len();
        if length > 0 {
            spans.push(Span { start: from as u32, end: (from + length) as u32 });
        }
        start += line.len();
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use serde_json::json;
    use warraq_conformance::{Chain, GivenLayer};

    #[test]
    fn conforms() {
        testing::conforms::<ExtractLanguage>();
    }

    fn field(options: serde_json::Value, text: &str) -> Option<String> {
        let mut chain = Chain::new().step::<ExtractLanguage>(options).ready().expect("made");
        let document = chain.run(text).expect("processed");
        document.fields.text("language").map(str::to_owned)
    }

    #[test]
    fn sentences_of_each_language_by_themselves() {
        let identifier = Identifier::default();
        let (mut wrong, mut read, mut without) = (Vec::new(), 0, identify::tags().collect::<Vec<_>>());
        for line in include_str!("language/cases.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((tag, text)) = line.split_once('\t') else { continue };
            let text = warraq_conformance::unescape(text);
            let Answer { tag: found, score, .. } = identifier.text(&text);
            let right = match tag {
                "?" => score < 0.45,
                UNDETERMINED => found == tag,
                _ => found == tag && score >= 0.45,
            };
            if !right {
                wrong.push(format!("{tag}: {found} {score:.2} {text}"));
            }
            without.retain(|known| *known != tag);
            read += 1;
        }
        assert!(without.is_empty(), "no sentences in {without:?}");
        assert!(read > 100, "{read} sentences read");
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_field_is_the_language_of_most_letters() {
        let text = "The talks ended.\nانتهت المباحثات بين الوفدين أمس من غير أن يصدر عنها بيان مشترك.";
        assert_eq!(field(json!({}), text).as_deref(), Some("ar"));
        assert_eq!(field(json!({}), "12 % — 2020"), None);
    }

    /// A conjunction written onto digits is no word of Kurdish.
    #[test]
    fn short_texts_that_show_nothing_are_arabic() {
        for text in ["دفعت 20 دولارا و30.", "سدد 250 دولارا و75 لاحقا.", "كرسي و٣ و٥ و۷"]
        {
            assert_eq!(field(json!({}), text).as_deref(), Some("ar"), "{text}");
        }
    }

    #[test]
    fn a_paragraph_that_says_little_follows_the_document() {
        let text = "وزیر گفت که این طرح از فردا در تهران آغاز می‌شود و برای همه است.\nتهران";
        let rows = testing::run::<ExtractLanguage>(json!({}), text);
        assert!(rows[1].starts_with("language fa «تهران»"), "{rows:?}");
        assert!(testing::run::<ExtractLanguage>(json!({}), "بغداد")[0].starts_with("language ar «بغداد»"));
        assert_eq!(testing::run::<ExtractLanguage>(json!({}), "12 %"), ["language und «12 %» score=0"]);
    }

    /// A row for each paragraph of the layer, not for each line.
    #[test]
    fn paragraphs_come_from_their_layer() {
        let text = "وصل الوفد إلى العاصمة\nفي المساء.\nHe left in the\nmorning with the others.";
        let cut = text.find("\nHe").expect("a second paragraph");
        let spans = [(0, cut), (cut + 1, text.len())];
        let rows = spans.map(|(start, end)| (Span::new(start as u32, end as u32), "body")).to_vec();
        let chain = Chain::new().given("paragraph").step::<ExtractLanguage>(json!({}));
        let mut chain = chain.ready().expect("made");
        let given = [GivenLayer::new("paragraph", rows)];
        let document = chain.run_with(text, &[], &given).expect("processed");
        let rows = warraq_conformance::rows(&document, &chain.schema, &chain.symbols, "language");
        assert_eq!(rows.len(), 2, "{rows:?}");
        assert!(
            rows[0].starts_with("language ar «وصل الوفد إلى العاصمة\nفي المساء.» arabic_share=1"),
            "{rows:?}"
        );
        assert!(rows[1].starts_with("language en «He left in the\nmorning"), "{rows:?}");
        assert_eq!(testing::run::<ExtractLanguage>(json!({}), text).len(), 4);
    }

    /// The fields of a document: language, its score, and the share of Arabic letters.
    #[test]
    fn the_document_has_a_score_and_a_share() {
        let run = |options, fields: &[(&str, &str)], text: &str| {
            let mut chain = Chain::new().step::<ExtractLanguage>(options).ready().expect("made");
            let document = chain.run_with(text, fields, &[]).expect("processed");
            let number = |name: &str| match document.fields.get(name) {
                Some(FieldValue::Float(value)) => Some(*value),
                _ => None,
            };
            let language = document.fields.text("language").map(str::to_owned);
            (language, number("language_score"), number("arabic_share"))
        };
        let text = "وصل الوفد إلى العاصمة أمس.\nThe others came in the morning.";
        let (language, score, share) = run(json!({}), &[], text);
        assert_eq!((language.as_deref(), share), (Some("en"), Some(0.457)));
        // Not above the share of its letters.
        assert!(score.is_some_and(|score| score > 0.4 && score <= 0.543), "{score:?}");
        // The source knows better, unless it is not asked.
        let given = [("language", "fr")];
        assert_eq!(run(json!({}), &given, text), (Some("fr".into()), None, Some(0.457)));
        assert_eq!(run(json!({}), &[], "12 %"), (None, None, None));
    }

    #[test]
    fn what_the_source_says_is_overridden_on_request() {
        let text = "وصل الوفد إلى العاصمة أمس.";
        let language = |options| {
            let mut chain = Chain::new().step::<ExtractLanguage>(options).ready().expect("made");
            let mut document = chain.document(text, &[], &[]).expect("a document");
            document.set_field("language", "fr", Origin::Reader);
            let _ = chain.outcomes(&mut [&mut document]);
            document.fields.text("language").map(str::to_owned)
        };
        assert_eq!(language(json!({})).as_deref(), Some("fr"));
        assert_eq!(language(json!({"override_source": true})).as_deref(), Some("ar"));
    }
}
