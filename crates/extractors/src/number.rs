//! `extract.number`: numbers in digits and in words, with exact values.

use std::sync::Arc;

use warraq_arabic::lexed::Lexed;
use warraq_arabic::numerals::Exact;
use warraq_arabic::numerals::scan::{Number, RULES, scan_in};
use warraq_core::{
    ColumnOut, Component, Create, Doc, Error, Example, LayerOut, Out, Process, Processor, Signature, Span,
    Spec, Sym,
};

use crate::places::Places;

warraq_core::options! {
    /// What may be chosen about numbers.
    pub struct NumberOptions {
        /// Whether ordinals are rows («الثالث», «الحادية عشرة»).
        pub ordinals: bool = true,
        /// Whether vague amounts are rows («عشرات», «ملايين»): they have a magnitude and no value.
        pub vague: bool = true,
        /// The country (ISO 3166, two letters) that texts are from: «26,112 دينارا» are thousandths in Tunisia. Without the option
        /// the countries that the text names decide.
        pub country: Option<String>,
        /// Whether numbers keep out of the spans of the layers time, entity and contact, where the pipeline has them.
        pub keep_out: bool = true,
    }
}

const TAKEN: &[&str] = &["time", "entity", "contact"];

/// The component.
#[derive(Debug)]
pub struct ExtractNumber {
    options: NumberOptions,
    places: Places,
    number: LayerOut,
    columns: Columns,
    rules: Vec<(&'static str, Sym)>,
}

#[derive(Debug)]
struct Columns {
    value: ColumnOut,
    value_max: ColumnOut,
    value_num: ColumnOut,
    value_max_num: ColumnOut,
    ordinal: ColumnOut,
    magnitude: ColumnOut,
    rule: ColumnOut,
}

impl Component for ExtractNumber {
    type Options = NumberOptions;
    const SPEC: Spec = Spec {
        summary: "Finds numbers in digits and in words and gives their values",
        doc: "Digits in three sets with separators and signs; Arabic numerals in words with all their agreement and the usual \
misspellings, compounds with و, mixed writing («3 آلاف و200»), fractions, decimals with فاصلة, ordinals with gender, negative \
numbers, ranges with a hyphen, vague amounts, Roman numerals after words that take them, and English and French numbers.

`value` is an exact decimal string; a fraction without a finite decimal is rounded to as many digits as a double holds. \
`value_num` and `value_max_num` are the nearest doubles, to filter by. Attached \
particles are outside the span, the article is inside. Numbers inside times, entities and contacts are left out where the \
pipeline has these layers; so are scores, telephone numbers, versions, verse references and numbers in the names of products, \
always. Boilerplate paragraphs are passed over.",
        languages: &["ar", "en", "fr"],
        examples: &[
            Example {
                title: "Words, digits, and both",
                options: "",
                text: "وزعت ثلاثة آلاف و200 كتاب على نصف مليون تلميذ، في المرة الخامسة والعشرين.",
                expect: "number «ثلاثة آلاف و200» value=3200 value_num=3200 rule=mixed\n\
number «نصف مليون» value=500000 value_num=500000 rule=fraction\n\
number «الخامسة والعشرين» value=25 value_num=25 ordinal rule=ordinal",
            },
            Example {
                title: "Without ordinals",
                options: "ordinals = false",
                text: "فاز 2-1 في الجولة الثالثة أمام عشرات الآلاف",
                expect: "number «عشرات الآلاف» magnitude=10000 rule=vague",
            },
        ],
        ..Spec::new("extract.number")
    };

    fn signature(options: &NumberOptions, s: &mut Signature) -> Result<(), Error> {
        Places::declare(s, if options.keep_out { TAKEN } else { &[] });
        s.writes("number").extra(&["rule"]);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: NumberOptions) -> Result<Self, Error> {
        let column = |name| cx.output_column("number", name);
        Ok(Self {
            places: Places::create(cx, if options.keep_out { TAKEN } else { &[] })?,
            options,
            number: cx.output("number")?,
            columns: Columns {
                value: column("value")?,
                value_max: column("value_max")?,
                value_num: column("value_num")?,
                value_max_num: column("value_max_num")?,
                ordinal: column("ordinal")?,
                magnitude: column("magnitude")?,
                rule: column("rule")?,
            },
            rules: RULES.iter().map(|rule| (*rule, cx.intern(rule))).collect(),
        })
    }
}

impl Process for ExtractNumber {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker {
            shared: Arc::clone(self),
            lexed: Lexed::new(),
            taken: Vec::new(),
            numbers: Vec::new(),
            written: String::new(),
        })
    }
}

/// One worker's token stream and results.
pub struct Worker {
    shared: Arc<ExtractNumber>,
    lexed: Lexed,
    taken: Vec<(u32, u32)>,
    numbers: Vec<Number>,
    written: String,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let Self { shared, lexed, taken, numbers, written } = self;
        shared.places.read(doc, lexed, taken);
        scan_in(lexed, taken, shared.options.country.as_deref(), numbers);
        for number in numbers.iter() {
            shared.push(number, written, out);
        }
        Ok(())
    }
}

impl ExtractNumber {
    fn push(&self, number: &Number, written: &mut String, out: &mut Out<'_>) {
        let parsed = &number.parsed;
        if parsed.ordinal && !self.options.ordinals || parsed.magnitude.is_some() && !self.options.vague {
            return;
        }
        let mut row = out.push(self.number, Span { start: parsed.start, end: parsed.end }, Sym::NONE);
        if let Some(value) = parsed.value {
            row = row
                .text(self.columns.value, write(written, value))
                .f64(self.columns.value_num, value.to_f64());
        }
        if let Some(value) = parsed.value_max {
            row = row
                .text(self.columns.value_max, write(written, value))
                .f64(self.columns.value_max_num, value.to_f64());
        }
        if parsed.ordinal {
            row = row.bool(self.columns.ordinal, true);
        }
        if let Some(magnitude) = parsed.magnitude {
            row = row.i64(self.columns.magnitude, magnitude);
        }
        if let Some((_, rule)) = self.rules.iter().find(|r| r.0 == parsed.rule) {
            row.sym(self.columns.rule, *rule);
        }
    }
}

/// Writes a value into a buffer that is used again and again.
pub(crate) fn write(buffer: &mut String, value: Exact) -> &str {
    use std::fmt::Write;
    buffer.clear();
    let _ = write!(buffer, "{value}");
    buffer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use serde_json::json;

    #[test]
    fn conforms() {
        testing::conforms::<ExtractNumber>();
    }

    #[test]
    fn vague_amounts_can_be_left_out() {
        let rows = testing::run::<ExtractNumber>(json!({ "vague": false }), "مئات الكتب و5 كراسات");
        assert_eq!(rows, ["number «5» value=5 value_num=5 rule=digits"]);
    }

    #[test]
    fn ranges_have_both_ends_as_doubles() {
        assert_eq!(
            testing::run::<ExtractNumber>(json!({}), "حضر 10-20 ألف شخص"),
            ["number «10-20 ألف» value=10000 value_max=20000 value_num=10000 value_max_num=20000 rule=range"]
        );
    }

    #[test]
    fn numbers_keep_out_of_other_layers() {
        let text = "في 3 مارس 2016 عزفت فرقة بلال 47 لمدة ساعة، والحجز على 71234567 قبل وصول 52 زائرا";
        let given: &[testing::Given<'_>] = &[
            ("time", &[("DATE", "3 مارس 2016")]),
            ("entity", &[("ORG", "فرقة بلال 47")]),
            ("contact", &[("phone", "71234567")]),
        ];
        let found = testing::run_beside::<ExtractNumber>(json!({}), text, given);
        assert_eq!(found, ["number «52» value=52 value_num=52 rule=digits"]);
        let free = testing::run_beside::<ExtractNumber>(json!({ "keep_out": false }), text, given);
        for inside in ["«3»", "«47»", "«71234567»", "«52»"] {
            assert!(free.iter().any(|row| row.contains(inside)), "{inside}: {free:?}");
        }
        for (layer, inside) in given.iter().zip(["«3»", "«47»", "«71234567»"]) {
            let alone = testing::run_beside::<ExtractNumber>(json!({}), text, &[*layer]);
            assert!(!alone.iter().any(|row| row.contains(inside)), "{}: {alone:?}", layer.0);
            assert!(alone.len() > 1, "the others are there: {alone:?}");
        }
    }

    #[test]
    fn boilerplate_is_passed_over() {
        let given: &[testing::Given<'_>] =
            &[("paragraph", &[("body", "وصل 52 زائرا"), ("boilerplate", "شاهد 47 صورة")])];
        let found = testing::run_beside::<ExtractNumber>(json!({}), "وصل 52 زائرا\nشاهد 47 صورة", given);
        assert_eq!(found, ["number «52» value=52 value_num=52 rule=digits"]);
    }
}
