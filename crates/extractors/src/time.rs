//! `extract.time`: dates, times, durations and sets with TIMEX3 values, in Arabic, and dates in English and French.

use std::sync::Arc;

use warraq_arabic::lexed::Lexed;
use warraq_arabic::time::{self as grammar, Finder, Kind, Preference, Settings, Unit};
use warraq_core::{
    ColumnOut, Component, Create, Doc, Error, Example, FieldIn, LayerIn, LayerOut, Out, Process, Processor,
    Signature, Span, Spec, Sym,
};

warraq_core::options_enum! {
    /// The day that weeks start on.
    pub enum WeekStart {
        /// as in ISO 8601
        Monday = "monday",
        /// as in the Gulf and Egypt
        Saturday = "saturday",
        /// as in Saudi Arabia and the Levant
        Sunday = "sunday"
    }
}

warraq_core::options_enum! {
    /// The calendar of dates that do not say theirs.
    pub enum DefaultCalendar {
        /// 5/3/1442 is a day of the Middle Ages
        Gregorian = "gregorian",
        /// 5/3/1442 is a day of the year 1442 AH
        Islamic = "islamic"
    }
}

warraq_core::options_enum! {
    /// Which way a day points that says neither its year nor its direction, where the sentence's tense does not tell.
    pub enum Prefer {
        /// the nearest on or before the document's date, as news means it
        Past = "past",
        /// the next one, as messages and announcements mean it
        Future = "future"
    }
}

warraq_core::options! {
    /// What may be chosen about times.
    pub struct TimeOptions {
        /// The day that weeks start on, for «last week» and weekdays in it. Values stay ISO weeks.
        pub week_start: WeekStart = "monday",
        /// The calendar of years and of dates in digits that fit both calendars.
        pub default_calendar: DefaultCalendar = "gregorian",
        /// Which way unmarked days point: «الأربعاء» is the last Wednesday, or the next one.
        pub prefer: Prefer = "past",
        /// Whether paragraphs labelled `boilerplate` are passed over.
        pub skip_boilerplate: bool = true,
    }
}

/// The component.
#[derive(Debug)]
pub struct ExtractTime {
    settings: Settings,
    paragraph: Option<LayerIn>,
    boilerplate: Option<Sym>,
    published: FieldIn,
    time: LayerOut,
    labels: [Sym; 4],
    value: ColumnOut,
    value_max: ColumnOut,
    calendar: ColumnOut,
    grain: ColumnOut,
    start_at: ColumnOut,
    end_at: ColumnOut,
    rule: ColumnOut,
    calendars: [Sym; 2],
    grains: [Sym; Unit::NAMES.len()],
    rules: Vec<(&'static str, Sym)>,
}

impl Component for ExtractTime {
    type Options = TimeOptions;
    const SPEC: Spec = Spec {
        summary: "Finds dates, times, durations and sets, and resolves them to TIMEX3 values",
        doc: "Reads dates in every order, three digit sets, the month names of the Egyptian, Levantine and Maghrebi \
traditions and their pairs («يناير/كانون الثاني»), Hijri dates (Umm al-Qura), weekdays, parts of the day, clock times with \
zones, relative expressions («أمس الأول», «الأسبوع المقبل», «قبل ثلاثة أيام»), beginnings and ends of periods, ranges, \
durations, sets, years, decades, centuries, seasons, holidays and vague references; also dates in English and French.

Values are ISO 8601 as TIMEX3 uses it: `2020-12-30`, `2020-W52`, `2020-12`, `2020-12-30TEV`, `2020-12-30T14:30`, `P3D`, \
`XXXX-WXX-5`, `PAST_REF`. Relative expressions are resolved against the date part of the field `published` (ISO 8601, or \
the day first as in `30/12/2020`); without it they have no value. The members of a list («يومي 3 و4 مارس») are rows of their own. A bare weekday is the nearest one on or before that date, unless a modifier or the tense of the \
sentence points forward. `start_at` and `end_at` are microseconds since 1970 in the document's local time, half-open, \
where the value has bounds; a clock time with a zone is converted by the offset of `published`, and without one is in UTC. `grain` \
is the finest unit that the words name; every row has one but vague references. `rule` names the rule that read the expression.

Attached particles (و ف ب ل ك) are outside the span, the article is inside. Prepositions are outside, except قبل, بعد and \
منذ before a length that is counted from the document's date («قبل أسبوعين» is a DATE).",
        languages: &["ar", "en", "fr"],
        examples: &[
            Example {
                title: "A Hijri date and its Gregorian pair",
                options: "",
                text: "صدر النظام في 15 محرم 1437هـ الموافق 28 أكتوبر 2015م.",
                expect: "time DATE «15 محرم 1437هـ» value=2015-10-28 calendar=islamic grain=day start_at=1445990400000000 \
end_at=1446076800000000 rule=hijri-date\ntime DATE «28 أكتوبر 2015م» value=2015-10-28 calendar=gregorian grain=day \
start_at=1445990400000000 end_at=1446076800000000 rule=date",
            },
            Example {
                title: "A length and a set",
                options: "",
                text: "يستمر المعرض لمدة أسبوعين ويفتح كل يوم جمعة.",
                expect: "time DURATION «مدة أسبوعين» value=P2W grain=week rule=duration\n\
time SET «كل يوم جمعة» value=XXXX-WXX-5 grain=day rule=every",
            },
        ],
        ..Spec::new("extract.time")
    };

    fn signature(_: &TimeOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads_if_present("paragraph");
        s.reads_field("published");
        s.writes("time").extra(&["rule"]);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: TimeOptions) -> Result<Self, Error> {
        let settings = Settings {
            week_start: match options.week_start {
                WeekStart::Monday => 1,
                WeekStart::Saturday => 6,
                WeekStart::Sunday => 7,
            },
            calendar: match options.default_calendar {
                DefaultCalendar::Gregorian => grammar::Calendar::Gregorian,
                DefaultCalendar::Islamic => grammar::Calendar::Islamic,
            },
            prefer: match options.prefer {
                Prefer::Past => Preference::Past,
                Prefer::Future => Preference::Future,
            },
        };
        let column = |name| cx.output_column("time", name);
        Ok(Self {
            settings,
            paragraph: cx.input("paragraph")?,
            boilerplate: options.skip_boilerplate.then(|| cx.intern("boilerplate")),
            published: cx.field("published")?,
            time: cx.output("time")?,
            labels: KINDS.map(|kind| cx.intern(kind.label())),
            value: column("value")?,
            value_max: column("value_max")?,
            calendar: column("calendar")?,
            grain: column("grain")?,
            start_at: column("start_at")?,
            end_at: column("end_at")?,
            rule: column("rule")?,
            calendars: CALENDARS.map(|calendar| cx.intern(calendar.name())),
            grains: Unit::NAMES.map(|name| cx.intern(name)),
            rules: grammar::RULES.iter().map(|rule| (*rule, cx.intern(rule))).collect(),
        })
    }
}

const KINDS: [Kind; 4] = [Kind::Date, Kind::Time, Kind::Duration, Kind::Set];
const CALENDARS: [grammar::Calendar; 2] = [grammar::Calendar::Gregorian, grammar::Calendar::Islamic];

impl Process for ExtractTime {
    type Worker = Worker;

    fn worker(self: &Arc<Self>) -> Result<Worker, Error> {
        Ok(Worker {
            shared: Arc::clone(self),
            lexed: Lexed::new(),
            finder: Finder::new(self.settings),
            rows: Vec::new(),
        })
    }
}

/// A worker's token stream, finder and rows.
pub struct Worker {
    shared: Arc<ExtractTime>,
    lexed: Lexed,
    finder: Finder,
    rows: Vec<grammar::Row>,
}

impl Processor for Worker {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        match doc.find(self.shared.paragraph).filter(|paragraphs| !paragraphs.is_empty()) {
            Some(paragraphs) => {
                let kept = (0..paragraphs.len())
                    .filter(|row| self.shared.boilerplate.is_none_or(|label| paragraphs.label(*row) != label))
                    .map(|row| paragraphs.span(row))
                    .map(|span| (span.start, span.end));
                self.lexed.read_spans(doc.text, kept);
            }
            None => self.lexed.read(doc.text),
        }
        self.rows.clear();
        self.finder.find(&self.lexed, doc.field_text(self.shared.published), &mut self.rows);
        for row in &self.rows {
            self.shared.push(row, out);
        }
        Ok(())
    }
}

impl ExtractTime {
    fn push(&self, row: &grammar::Row, out: &mut Out<'_>) {
        let position = KINDS.iter().position(|kind| *kind == row.kind).unwrap_or(0);
        let label = self.labels.get(position).copied().unwrap_or_default();
        let mut pushed = out.push(self.time, Span { start: row.start, end: row.end }, label);
        if let Some(value) = &row.value {
            pushed = pushed.text(self.value, value);
        }
        if let Some(value) = &row.value_max {
            pushed = pushed.text(self.value_max, value);
        }
        let calendar = row.calendar.and_then(|calendar| CALENDARS.iter().position(|c| *c == calendar));
        if let Some(calendar) = calendar.and_then(|at| self.calendars.get(at)) {
            pushed = pushed.sym(self.calendar, *calendar);
        }
        let grain = row.grain.and_then(|grain| Unit::NAMES.iter().position(|name| *name == grain.name()));
        if let Some(grain) = grain.and_then(|at| self.grains.get(at)) {
            pushed = pushed.sym(self.grain, *grain);
        }
        if let (Some(start), Some(end)) = (row.start_at, row.end_at) {
            pushed = pushed.i64(self.start_at, start).i64(self.end_at, end);
        }
        if let Some((_, rule)) = self.rules.iter().find(|(name, _)| *name == row.rule) {
            pushed.sym(self.rule, *rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use warraq_conformance::{Chain, check_processor, rows};

    fn run(options: Value, text: &str, published: &str) -> Vec<String> {
        let mut chain = Chain::new().step::<ExtractTime>(options).ready().unwrap();
        let fields: Vec<(&str, &str)> =
            Some(("published", published)).filter(|_| !published.is_empty()).into_iter().collect();
        let document = chain.run_with(text, &fields, &[]).unwrap();
        let short = |line: String| line.split(" calendar=").next().unwrap_or("").to_owned();
        rows(&document, &chain.schema, &chain.symbols, "time").into_iter().map(short).collect()
    }

    #[test]
    fn examples_and_conformance() {
        for example in ExtractTime::SPEC.examples {
            let mut chain = Chain::new().step::<ExtractTime>(json!({})).ready().unwrap();
            let document = chain.run(example.text).unwrap();
            let found = rows(&document, &chain.schema, &chain.symbols, "time");
            assert_eq!(found, example.expect.lines().collect::<Vec<_>>(), "{}", example.title);
        }
        let mut chain = Chain::new().step::<ExtractTime>(json!({})).ready().unwrap();
        assert_eq!(check_processor(&mut chain, false), []);
    }

    #[test]
    fn options_change_what_is_meant() {
        let text = "انعقد المؤتمر الأسبوع الماضي";
        assert_eq!(run(json!({}), text, "2020-12-27"), ["time DATE «الأسبوع الماضي» value=2020-W51"]);
        let saturday = json!({ "week_start": "saturday" });
        assert_eq!(run(saturday, text, "2020-12-27"), ["time DATE «الأسبوع الماضي» value=2020-W52"]);
        let sunday = json!({ "week_start": "sunday" });
        assert_eq!(run(sunday.clone(), text, "2020-12-27"), ["time DATE «الأسبوع الماضي» value=2020-W52"]);
        assert_eq!(run(sunday, text, "2020-12-26"), ["time DATE «الأسبوع الماضي» value=2020-W51"]);
        assert_eq!(run(json!({}), "الأربعاء", "2020-12-30"), ["time DATE «الأربعاء» value=2020-12-30"]);
        let future = json!({ "prefer": "future" });
        assert_eq!(run(future, "الأربعاء", "2020-12-30"), ["time DATE «الأربعاء» value=2021-01-06"]);
        let islamic = json!({ "default_calendar": "islamic" });
        assert_eq!(run(islamic, "بتاريخ 15/1/1437", ""), ["time DATE «15/1/1437» value=2015-10-28"]);
    }

    #[test]
    fn boilerplate_is_passed_over() {
        use warraq_conformance::GivenLayer;
        let text = "وصل الوفد أمس.\nاقرأ أيضا: حدث أمس";
        let cut = text.find('\n').unwrap() as u32;
        let paragraphs = || {
            let spans = vec![
                (Span { start: 0, end: cut }, "body"),
                (Span { start: cut + 1, end: text.len() as u32 }, "boilerplate"),
            ];
            GivenLayer::new("paragraph", spans)
        };
        let found = |options: Value| {
            let mut chain = Chain::new().given("paragraph").step::<ExtractTime>(options).ready().unwrap();
            let document = chain.run_with(text, &[("published", "2020-12-30")], &[paragraphs()]).unwrap();
            rows(&document, &chain.schema, &chain.symbols, "time").len()
        };
        assert_eq!(found(json!({})), 1);
        assert_eq!(found(json!({ "skip_boilerplate": false })), 2);
    }
}
