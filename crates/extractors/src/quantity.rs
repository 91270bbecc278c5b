//! `extract.quantity`: what numbers count and measure: things, money, percent, units.

use std::sync::Arc;

use warraq_arabic::lexed::{Lexed, Token};
use warraq_arabic::numerals::scan::Number;
use warraq_arabic::quantities::nouns::{Number as Grammatical, Tag, Tagged};
use warraq_arabic::quantities::scan::{Label, Quantity, RULES, Settings, Unit, scan};
use warraq_arabic::{numerals, quantities::Bound};
use warraq_core::{
    ColumnIn, ColumnOut, ColumnType, Component, Create, Doc, Error, Example, LayerIn, LayerOut, Out, Process,
    Processor, Signature, Span, Spec, Sym,
};

use crate::number::write;
use crate::places::Places;

warraq_core::options! {
    /// What may be chosen about quantities.
    pub struct QuantityOptions {
        /// Whether nouns in the dual are quantities of two («سيارتين»).
        pub duals: bool = true,
        /// The country (ISO 3166, two letters) whose currency a «دينار», «ريال» or «ليرة» is where the text names none that
        /// has it. Without the option, words that one country alone uses («الديوانة» in Tunisia) decide as the last resort.
        pub country: Option<String>,
        /// Whether quantities keep out of the spans of the layers time, entity and contact, where the pipeline has them.
        pub keep_out: bool = true,
        /// Whether the parts of speech of the layer word are used, where the pipeline has it, to tell nouns from verbs.
        pub words: bool = true,
    }
}

const TAKEN: &[&str] = &["time", "entity", "contact"];

/// The component.
#[derive(Debug)]
pub struct ExtractQuantity {
    options: QuantityOptions,
    places: Places,
    quantity: LayerOut,
    labels: [Sym; 4],
    bounds: [Sym; 3],
    columns: Columns,
    words: Option<Words>,
    rules: Vec<(&'static str, Sym)>,
}

#[derive(Debug)]
struct Columns {
    value: ColumnOut,
    unit: ColumnOut,
    bound: ColumnOut,
    value_max: ColumnOut,
    value_num: ColumnOut,
    value_max_num: ColumnOut,
    magnitude: ColumnOut,
    rule: ColumnOut,
}

/// The layer word, and the symbols of the parts of speech that matter here.
#[derive(Debug)]
struct Words {
    layer: LayerIn,
    upos: ColumnIn,
    feats: Option<ColumnIn>,
    noun: [Sym; 2],
    adjective: Sym,
    verb: Sym,
}

impl Component for ExtractQuantity {
    type Options = QuantityOptions;
    const SPEC: Spec = Spec {
        summary: "Finds quantities: counted things, money, percentages, measures, with bounds and ranges",
        doc: "A quantity runs from the number to the end of what it counts, also where the noun comes first («القتلى الثلاثة»). \
COUNT has the noun as written in `unit`; MONEY the ISO 4217 code; PERCENT `%`; MEASURE the CLDR unit id. A noun in the dual is a \
COUNT of two. `bound` is min, max or about («أكثر من», «لا يتجاوز», «نحو»); the bounding words are outside the span. Ranges have \
`value` and `value_max`. `value_num` and `value_max_num` are the same as the nearest doubles, to filter by. Vague amounts have a magnitude and no value.

A currency whose name several countries share takes the country from its adjective, else from the country that the text names \
most, else from the option `country`, else from words that only one country uses; else it has no unit. Subdivisions are \
parts of their currency: 50 cents are 0.5.

The noun is judged by what it cannot be (function words, verbs, units of time), and by its part of speech where the pipeline \
has the layer word. Numbers inside times, entities and contacts are left out where the pipeline has these layers.",
        languages: &["ar", "en", "fr"],
        examples: &[
            Example {
                title: "Things, money, percent, units",
                options: "",
                text: "نقلت شاحنتان أكثر من 12 طنا من القمح بقيمة 3.5 مليون دولار، بزيادة 5 في المئة.",
                expect: "quantity COUNT «شاحنتان» value=2 unit=شاحنتان value_num=2 rule=dual\n\
quantity MEASURE «12 طنا» value=12 unit=tonne bound=min value_num=12 rule=measure\n\
quantity MONEY «3.5 مليون دولار» value=3500000 unit=USD value_num=3500000 rule=money\n\
quantity PERCENT «5 في المئة» value=5 unit=% value_num=5 rule=percent",
            },
            Example {
                title: "A country for currencies that many share",
                options: "country = \"JO\"\nduals = false",
                text: "بين 10 و15 دينارا لكل من التلميذين",
                expect: "quantity MONEY «10 و15 دينارا» value=10 unit=JOD value_max=15 value_num=10 value_max_num=15 rule=range",
            },
        ],
        ..Spec::new("extract.quantity")
    };

    fn signature(options: &QuantityOptions, s: &mut Signature) -> Result<(), Error> {
        Places::declare(s, if options.keep_out { TAKEN } else { &[] });
        if options.words {
            s.reads_if_present("word")
                .column_if_present("upos", ColumnType::Sym)
                .column_if_present("feats", ColumnType::Sym);
        }
        s.writes("quantity").extra(&["rule"]);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: QuantityOptions) -> Result<Self, Error> {
        let column = |name| cx.output_column("quantity", name);
        Ok(Self {
            places: Places::create(cx, if options.keep_out { TAKEN } else { &[] })?,
            words: if options.words { Words::create(cx)? } else { None },
            options,
            quantity: cx.output("quantity")?,
            labels: ["COUNT", "MONEY", "PERCENT", "MEASURE"].map(|label| cx.intern(label)),
            bounds: [Bound::Min, Bound::Max, Bound::About].map(|bound| cx.intern(bound.name())),
            columns: Columns {
                value: column("value")?,
                unit: column("unit")?,
                bound: column("bound")?,
                value_max: column("value_max")?,
                value_num: column("value_num")?,
                value_max_num: column("value_max_num")?,
                magnitude: column("magnitude")?,
                rule: column("rule")?,
            },
            rules: RULES.iter().map(|rule| (*rule, cx.intern(rule))).collect(),
        })
    }
}

impl Words {
    fn create(cx: &Create<'_>) -> Result<Option<Self>, Error> {
        let (Some(layer), Some(upos)) = (cx.input("word")?, cx.column("word", "upos")) else {
            return Ok(None);
        };
        Ok(Some(Self {
            layer,
            upos,
            feats: cx.column("word", "feats"),
            noun: ["NOUN", "PROPN"].map(|upos| cx.intern(upos)),
            adjective: cx.intern("ADJ"),
            verb: cx.intern("VERB"),
        }))
    }

    /// What the words of a token say: its first word that is no particle decides.
    fn tag(&self, doc: Doc<'_>, token: &Token) -> Option<Tagged> {
        let words = doc.find(Some(self.layer))?;
        let rows = words.within(Span { start: token.start, end: token.end });
        let tag = |upos| match upos {
            upos if self.noun.contains(&upos) => Some(Tag::Noun),
            upos if upos == self.adjective => Some(Tag::Adjective),
            upos if upos == self.verb => Some(Tag::Verb),
            _ => None,
        };
        let found = rows.clone().find_map(|row| Some((row, tag(words.sym(self.upos, row))?)));
        let Some((row, tag)) = found else {
            let other =
                Tagged { tag: Tag::Other, attached: false, start: token.start, proper: false, number: None };
            return if rows.is_empty() { None } else { Some(other) };
        };
        let start = words.span(row).start;
        let [_, proper] = self.noun;
        let feats = self.feats.map_or("", |feats| doc.symbol(words.sym(feats, row)));
        Some(Tagged {
            tag,
            attached: start > token.start,
            start,
            proper: words.sym(self.upos, row) == proper,
            number: grammatical(feats),
        })
    }
}

/// The number among the features of a word.
fn grammatical(feats: &str) -> Option<Grammatical> {
    let number = feats.split('|').find_map(|feature| feature.strip_prefix("Number="))?;
    match number {
        "Sing" => Some(Grammatical::Singular),
        "Dual" => Some(Grammatical::Dual),
        "Plur" => Some(Grammatical::Plural),
        _ => None,
    }
}

impl Process for ExtractQuantity {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker {
            shared: Arc::clone(self),
            lexed: Lexed::new(),
            taken: Vec::new(),
            numbers: Vec::new(),
            quantities: Vec::new(),
            written: String::new(),
        })
    }
}

/// One worker's token stream and results.
pub struct Worker {
    shared: Arc<ExtractQuantity>,
    lexed: Lexed,
    taken: Vec<(u32, u32)>,
    numbers: Vec<Number>,
    quantities: Vec<Quantity>,
    written: String,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let Self { shared, lexed, taken, numbers, quantities, written } = self;
        shared.places.read(doc, lexed, taken);
        numerals::scan::scan_in(lexed, taken, shared.options.country.as_deref(), numbers);
        let tag = |token: &Token| shared.words.as_ref()?.tag(doc, token);
        let settings = Settings {
            home: shared.options.country.as_deref(),
            tag: &tag,
            taken,
            duals: shared.options.duals,
        };
        scan(lexed, numbers, &settings, quantities);
        for quantity in quantities.iter() {
            shared.push(doc, quantity, written, out);
        }
        Ok(())
    }
}

impl ExtractQuantity {
    fn push(&self, doc: Doc<'_>, quantity: &Quantity, written: &mut String, out: &mut Out<'_>) {
        let [count, money, percent, measure] = self.labels;
        let label = match quantity.label {
            Label::Count => count,
            Label::Money => money,
            Label::Percent => percent,
            Label::Measure => measure,
        };
        let columns = &self.columns;
        let mut row = out.push(self.quantity, Span { start: quantity.start, end: quantity.end }, label);
        let unit = match quantity.unit {
            Unit::Code(code) => Some(code),
            Unit::Noun(start, end) => doc.text.get(start as usize..end as usize),
            Unit::Unknown => None,
        };
        if let Some(value) = quantity.value {
            row = row.text(columns.value, write(written, value)).f64(columns.value_num, value.to_f64());
        }
        if let Some(unit) = unit {
            row = row.text(columns.unit, unit);
        }
        if let Some(bound) = quantity.bound {
            let [min, max, about] = self.bounds;
            let bound = match bound {
                Bound::Min => min,
                Bound::Max => max,
                Bound::About => about,
            };
            row = row.sym(columns.bound, bound);
        }
        if let Some(value) = quantity.value_max {
            row =
                row.text(columns.value_max, write(written, value)).f64(columns.value_max_num, value.to_f64());
        }
        if let Some(magnitude) = quantity.magnitude {
            row = row.i64(columns.magnitude, magnitude);
        }
        if let Some((_, rule)) = self.rules.iter().find(|r| r.0 == quantity.rule) {
            row.sym(columns.rule, *rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use serde_json::json;

    #[test]
    fn conforms() {
        testing::conforms::<ExtractQuantity>();
    }

    #[test]
    fn quantities_keep_out_of_other_layers() {
        let text =
            "بعد 40 دقيقة غادر 12 لاعبا من فريق 30 نجمة، والرقم 71234567 كتابا محجوز لحافلة من 52 زائرا";
        let given: &[testing::Given<'_>] = &[
            ("time", &[("DURATION", "40 دقيقة")]),
            ("entity", &[("ORG", "فريق 30 نجمة")]),
            ("contact", &[("phone", "71234567")]),
        ];
        let kept = [
            "quantity COUNT «12 لاعبا» value=12 unit=لاعبا value_num=12 rule=noun-after",
            "quantity COUNT «52 زائرا» value=52 unit=زائرا value_num=52 rule=noun-after",
        ];
        assert_eq!(testing::run_beside::<ExtractQuantity>(json!({}), text, given), kept);
        let free = testing::run_beside::<ExtractQuantity>(json!({ "keep_out": false }), text, given);
        assert!(free.iter().any(|row| row.contains("«30 نجمة»")), "{free:?}");
        let alone = testing::run_beside::<ExtractQuantity>(json!({}), text, &given[1..2]);
        assert!(!alone.iter().any(|row| row.contains("30")), "{alone:?}");
    }

    #[test]
    fn boilerplate_is_passed_over() {
        let given: &[testing::Given<'_>] =
            &[("paragraph", &[("body", "وصل 52 زائرا"), ("boilerplate", "شاهد 47 صورة")])];
        let found = testing::run_beside::<ExtractQuantity>(json!({}), "وصل 52 زائرا\nشاهد 47 صورة", given);
        assert_eq!(found, ["quantity COUNT «52 زائرا» value=52 unit=زائرا value_num=52 rule=noun-after"]);
    }
}
