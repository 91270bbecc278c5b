//! `extract.keyphrase`: the noun phrases that a document is about.

mod rank;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use warraq_arabic::calendar::{month_names, unit_names, weekday_names};
use warraq_arabic::lexed::fold::folded;
use warraq_arabic::stopwords::StopWords;
use warraq_core::create::{ColumnIn, ColumnOut, LayerIn, LayerOut};
use warraq_core::{
    ColumnSchema, ColumnType, Component, Create, Doc, Error, Example, LayerView, Out, Process, Processor,
    Signature, Span, Spec, Sym, options,
};

use rank::{Settings, Unit, rank};

options! {
    /// Which phrases are given.
    pub struct KeyphraseOptions {
        /// How many phrases of a document.
        pub most: i64 = 10 in 1..=1000,
        /// The most words of a phrase.
        pub words: i64 = 3 in 1..=8,
        /// Whether every place of a phrase is a row, or the first one alone.
        pub all_places: bool = false,
    }
}

/// The component.
pub struct ExtractKeyphrase {
    settings: Settings,
    all_places: bool,
    stop: StopWords,
    sentence: LayerIn,
    word: LayerIn,
    lemma: ColumnIn,
    upos: ColumnIn,
    paragraph: Option<LayerIn>,
    boilerplate: Sym,
    time: Option<LayerIn>,
    entity: Option<LayerIn>,
    /// Days and months, which stand with every piece of news: asked where there is no layer `time`.
    calendar: HashSet<String>,
    /// Units of time, which are no phrases by themselves.
    time_units: HashSet<String>,
    noun: [Sym; 2],
    adjective: Sym,
    keyphrase: LayerOut,
    score: ColumnOut,
    lemmas: ColumnOut,
}

impl Component for ExtractKeyphrase {
    type Options = KeyphraseOptions;
    const SPEC: Spec = Spec {
        summary: "finds the noun phrases that a document is about",
        doc: "Candidates are runs of nouns, names and adjectives that begin with a noun and have no stop word in them, \
              without the clitics around them; a noun with the article is followed by adjectives with it alone. Dates are none, nor are units of \
              time by themselves («يوم»), and a name of \
              the layer `entity`, where it is there, is taken whole or not at all. They are ranked as in YAKE (Campos and others, «YAKE! Keyword \
              extraction from single documents using multiple local features», 2020): a word counts by how often and in \
              how many sentences it stands, how early, and how few different neighbours it has; a phrase by its words \
              and its own frequency. Letter case, which Arabic does not have, is left out, and words are counted by \
              their lemmas. Of phrases of which one is part of another, the better one is given.\n\nRows stand at \
              the first place of each phrase, or at all of them; `score` falls from 1 to 0, `lemmas` is the \
              phrase in dictionary forms, the same for all its places. Nothing is learnt from other documents.",
        examples: &[Example {
            title: "the two best phrases",
            options: "most = 2",
            text: "افتتحت البلدية المكتبة العامة أمس. وتضم المكتبة العامة قاعة للأطفال. وقال رئيس البلدية إن المكتبة العامة مفتوحة للجميع.",
            expect: "",
        }],
        languages: &["ar"],
        ..Spec::new("extract.keyphrase")
    };

    fn signature(_: &KeyphraseOptions, s: &mut Signature) -> Result<(), Error> {
        s.reads("sentence");
        s.reads("word").column("lemma", ColumnType::Text).column("upos", ColumnType::Sym);
        for layer in ["paragraph", "time", "entity"] {
            s.reads_if_present(layer);
        }
        let mut schema = warraq_core::layers::get("keyphrase")
            .unwrap_or_else(|| warraq_core::LayerSchema::new("keyphrase", warraq_core::Labels::None));
        schema.columns.push(ColumnSchema::nullable("score", ColumnType::F64));
        schema.columns.push(ColumnSchema::nullable("lemmas", ColumnType::Text));
        s.writes_as(schema);
        Ok(())
    }

    fn create(cx: &Create<'_>, options: KeyphraseOptions) -> Result<Self, Error> {
        Ok(Self {
            settings: Settings {
                most: usize::try_from(options.most).unwrap_or(1),
                words: usize::try_from(options.words).unwrap_or(1),
            },
            all_places: options.all_places,
            stop: StopWords::built_in(),
            sentence: cx.required("sentence")?,
            word: cx.required("word")?,
            lemma: cx.required_column("word", "lemma")?,
            upos: cx.required_column("word", "upos")?,
            paragraph: cx.input("paragraph")?,
            boilerplate: cx.intern("boilerplate"),
            time: cx.input("time")?,
            entity: cx.input("entity")?,
            calendar: calendar(),
            time_units: unit_names().map(folded).collect(),
            noun: [cx.intern("NOUN"), cx.intern("PROPN")],
            adjective: cx.intern("ADJ"),
            keyphrase: cx.output("keyphrase")?,
            score: cx.output_column("keyphrase", "score")?,
            lemmas: cx.output_column("keyphrase", "lemmas")?,
        })
    }
}

/// The names of days and months, for texts whose times nobody has marked. No other word: «العام» is also the adjective of
/// «القطاع العام».
fn calendar() -> HashSet<String> {
    let months = month_names().filter(|name| !name.contains(' ')).map(folded);
    weekday_names().map(|name| folded(&name)).chain(months).collect()
}

impl Process for ExtractKeyphrase {
    type Worker = Keyphrases;

    fn worker(self: &Arc<Self>) -> Result<Keyphrases, Error> {
        Ok(Keyphrases(Arc::clone(self)))
    }
}

/// A worker of [`ExtractKeyphrase`].
pub struct Keyphrases(Arc<ExtractKeyphrase>);

impl Processor for Keyphrases {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let own = &self.0;
        let (units, lemmas, sentences) = own.units(doc);
        for phrase in rank(&units, lemmas.len(), sentences, &own.settings) {
            let words = phrase.lemmas.iter().filter_map(|lemma| lemmas.get(*lemma as usize).copied());
            let joined = words.collect::<Vec<_>>().join(" ");
            let places = if own.all_places { phrase.places.len() } else { 1 };
            for &(first, last) in phrase.places.iter().take(places) {
                let (Some(first), Some(last)) = (units.get(first), units.get(last)) else { continue };
                let span = Span::new(first.span.start, last.span.end);
                out.push(own.keyphrase, span, Sym::NONE)
                    .f64(own.score, phrase.score)
                    .text(own.lemmas, &joined);
            }
        }
        Ok(())
    }
}

impl ExtractKeyphrase {
    /// The content words in order, their lemmas, and the number of sentences.
    fn units<'d>(&self, doc: Doc<'d>) -> (Vec<Unit>, Vec<&'d str>, usize) {
        let words = doc.layer(self.word);
        let (mut units, mut lemmas, mut known) = (Vec::new(), Vec::new(), HashMap::new());
        let mut sentences = 0;
        let (mut times, mut names) = (Spans::of(doc, self.time), Spans::of(doc, self.entity));
        for sentence in doc.layer(self.sentence).spans() {
            if self.is_boilerplate(doc, sentence) {
                continue;
            }
            let (mut run_on, mut after_article) = (false, false);
            let mut before = sentence.start;
            for row in words.within(sentence) {
                let span = words.span(row);
                let gap = doc.text.get(before as usize..span.start as usize).unwrap_or_default();
                run_on &= !gap.is_empty() && gap.chars().all(char::is_whitespace);
                before = span.end;
                let (upos, form) = (words.sym(self.upos, row), span.get(doc.text).unwrap_or_default());
                let noun = self.noun.contains(&upos);
                let name = names.at(span);
                let content = noun || upos == self.adjective;
                let dated = match self.time {
                    Some(_) => times.at(span).is_some(),
                    None => name.is_none() && self.calendar.contains(&folded(form)),
                };
                if !content || dated || form.chars().count() < 2 || self.stop.contains(form) {
                    run_on = false;
                    continue;
                }
                let definite = form.starts_with("ال");
                // Behind a noun with the article no other noun belongs to it, and no adjective without the article: the
                // first word of a genitive has none, and adjectives agree.
                let inside = name.is_some_and(|name| name.start < span.start);
                run_on &= inside || !after_article || upos == self.noun[1] || (definite && !noun);
                after_article = definite;
                let lemma = words.text(self.lemma, row).unwrap_or(form);
                let id = *known.entry(lemma).or_insert_with(|| {
                    lemmas.push(lemma);
                    (lemmas.len() - 1) as u32
                });
                let name = name.filter(|name| name.start < span.start || span.end < name.end);
                let time = noun && name.is_none() && self.time_units.contains(&folded(lemma));
                units.push(Unit { span, lemma: id, sentence: sentences as u32, noun, time, run_on, name });
                run_on = true;
            }
            sentences += 1;
        }
        (units, lemmas, sentences)
    }

    fn is_boilerplate(&self, doc: Doc<'_>, sentence: Span) -> bool {
        let Some(paragraphs) = doc.find(self.paragraph) else { return false };
        // Paragraphs may hold others (quotations), so the nearest ones before the sentence's start are looked at.
        let behind = paragraphs.first_from(sentence.start + 1);
        (behind.saturating_sub(4)..behind)
            .any(|row| paragraphs.label(row) == self.boilerplate && paragraphs.span(row).end > sentence.start)
    }
}

/// The rows of a layer that is read alongside a text.
struct Spans<'d> {
    rows: LayerView<'d>,
    at: usize,
}

impl<'d> Spans<'d> {
    fn of(doc: Doc<'d>, layer: Option<LayerIn>) -> Spans<'d> {
        Spans { rows: doc.find(layer).unwrap_or(LayerView::NONE), at: 0 }
    }

    /// The row that a word lies in; words come in order.
    fn at(&mut self, word: Span) -> Option<Span> {
        while self.rows.ends().get(self.at).is_some_and(|end| *end <= word.start) {
            self.at += 1;
        }
        let row = self.rows.span(self.at);
        (row.start <= word.start && word.end <= row.end && row.start < row.end).then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use warraq_conformance::{Chain, GivenLayer, check_processor, rows};

    /// A text whose words are marked by their parts of speech: `كتاب/NOUN جديد/ADJ`, a sentence a line.
    fn found(options: serde_json::Value, marked: &str) -> Vec<String> {
        let (mut text, mut sentences, mut words) = (String::new(), Vec::new(), Vec::new());
        for line in marked.lines() {
            let start = text.len() as u32;
            for word in line.split(' ') {
                let (form, upos) = word.split_once('/').unwrap();
                if text.len() as u32 > start {
                    text.push(' ');
                }
                let at = text.len() as u32;
                text.push_str(form);
                let columns = vec![
                    ("lemma".to_owned(), json!(form.trim_start_matches("ال"))),
                    ("upos".to_owned(), json!(upos)),
                    ("form".to_owned(), json!(form)),
                    ("token".to_owned(), json!(0)),
                    ("feats".to_owned(), json!("_")),
                    ("restored".to_owned(), json!(false)),
                ];
                words.push((Span::new(at, text.len() as u32), String::new(), columns));
            }
            sentences.push((Span::new(start, text.len() as u32), ""));
            text.push('\n');
        }
        let mut chain = Chain::new()
            .given("sentence")
            .given("token")
            .given("word")
            .step::<ExtractKeyphrase>(options)
            .ready()
            .unwrap();
        let token = GivenLayer::new("token", vec![(Span::new(0, text.len() as u32), "word")]);
        let mut word = GivenLayer::new("word", Vec::new());
        word.rows = words;
        let given = [GivenLayer::new("sentence", sentences), token, word];
        let document = chain.run_with(&text, &[], &given).unwrap();
        let rows = rows(&document, &chain.schema, &chain.symbols, "keyphrase");
        rows.iter().map(|row| row.split(" score=").next().unwrap_or_default().to_owned()).collect()
    }

    const STORY: &str = "افتتحت/VERB البلدية/NOUN المكتبة/NOUN الجديدة/ADJ أمس/NOUN
تضم/VERB المكتبة/NOUN الجديدة/ADJ كتبا/NOUN كثيرة/ADJ في/ADP المدينة/NOUN
زار/VERB الوزير/NOUN مكتبة/NOUN جديدة/ADJ ثم/ADV عاد/VERB إلى/ADP القصر/NOUN
مر/VERB القطار/NOUN قرب/ADP الجسر/NOUN";

    #[test]
    fn what_is_repeated_early_is_best() {
        assert_eq!(found(json!({"most": 1}), STORY), ["keyphrase «المكتبة الجديدة»"]);
        // By lemmas: with and without the article.
        let all = found(json!({"most": 1, "all_places": true}), STORY);
        assert_eq!(
            all,
            ["keyphrase «المكتبة الجديدة»", "keyphrase «المكتبة الجديدة»", "keyphrase «مكتبة جديدة»"]
        );
        let single = found(json!({"most": 2, "words": 1}), STORY);
        assert!(single.contains(&"keyphrase «المكتبة»".to_owned()), "{single:?}");
    }

    #[test]
    fn phrases_begin_with_nouns_and_do_not_hold_each_other() {
        let rows = found(json!({"most": 50}), STORY);
        assert!(rows.iter().all(|row| !row.contains("في") && !row.contains("«الجديدة»")), "{rows:?}");
        assert_eq!(rows.iter().filter(|row| row.contains("المكتبة")).count(), 1, "{rows:?}");
        assert!(rows.contains(&"keyphrase «القطار»".to_owned()), "{rows:?}");
    }

    #[test]
    fn days_and_months_are_no_phrases() {
        let story = "أعلنت/VERB الجامعة/NOUN الأربعاء/NOUN برنامجا/NOUN جديدا/ADJ
يبدأ/VERB البرنامج/NOUN الجديد/ADJ الأربعاء/NOUN في/ADP سبتمبر/PROPN
قال/VERB العميد/NOUN الأربعاء/NOUN إن/SCONJ سبتمبر/PROPN موعد/NOUN البرنامج/NOUN";
        let rows = found(json!({"most": 50}), story);
        assert!(rows.iter().all(|row| !row.contains("الأربعاء") && !row.contains("سبتمبر")), "{rows:?}");
        assert!(
            rows.contains(&"keyphrase «البرنامج الجديد»".to_owned())
                || rows.contains(&"keyphrase «برنامجا جديدا»".to_owned()),
            "{rows:?}"
        );
    }

    #[test]
    fn units_of_time_alone_are_no_phrases() {
        let story =
            "انتظر/VERB المسافرون/NOUN يوما/NOUN\nقال/VERB السائق/NOUN إن/SCONJ الساعة/NOUN تأخرت/VERB
مر/VERB يوم/NOUN الأرض/NOUN ثم/ADV سنة/NOUN و/CCONJ أيام/NOUN و/CCONJ ساعة/NOUN";
        let rows = found(json!({"most": 50}), story);
        for unit in ["يوما", "الساعة", "سنة", "أيام", "ساعة"] {
            assert!(!rows.contains(&format!("keyphrase «{unit}»")), "{rows:?}");
        }
        assert!(rows.contains(&"keyphrase «يوم الأرض»".to_owned()), "{rows:?}");
    }

    /// «العام» is the year, and the adjective of these two.
    #[test]
    fn general_is_no_year() {
        let story = "يقود/VERB القطاع/NOUN العام/ADJ الاقتصاد/NOUN
يراقب/VERB الرأي/NOUN العام/ADJ القطاع/NOUN العام/ADJ
يريد/VERB الرأي/NOUN العام/ADJ جوابا/NOUN";
        let rows = found(json!({"most": 50}), story);
        for phrase in ["القطاع العام", "الرأي العام"] {
            assert!(rows.contains(&format!("keyphrase «{phrase}»")), "{rows:?}");
        }
    }

    #[test]
    fn five_stories_are_about_what_they_tell() {
        let stories = [
            (
                "دشنت/VERB المدينة/NOUN الحديقة/NOUN النباتية/ADJ الأربعاء/NOUN
قال/VERB المهندس/NOUN إن/SCONJ الحديقة/NOUN النباتية/ADJ مفتوحة/ADJ
تضم/VERB الحديقة/NOUN النباتية/ADJ أشجارا/NOUN نادرة/ADJ",
                "الحديقة النباتية",
            ),
            (
                "ارتفعت/VERB أسعار/NOUN القمح/NOUN في/ADP يناير/PROPN
أوضح/VERB الخبير/NOUN الثلاثاء/NOUN أن/SCONJ أسعار/NOUN القمح/NOUN ثابتة/ADJ
يشتري/VERB التجار/NOUN القمح/NOUN ب/ADP أسعار/NOUN القمح/NOUN العالمية/ADJ",
                "أسعار القمح",
            ),
            (
                "أضرب/VERB سائقو/NOUN القطارات/NOUN يوم/NOUN الاثنين/NOUN
طالب/VERB سائقو/NOUN القطارات/NOUN ب/ADP زيادة/NOUN
تفاوض/VERB الوزارة/NOUN سائقي/NOUN القطارات/NOUN مساء/NOUN الخميس/NOUN",
                "القطارات",
            ),
            (
                "اكتشف/VERB علماء/NOUN كوكبا/NOUN جديدا/ADJ أمس/ADV
يدور/VERB الكوكب/NOUN الجديد/ADJ حول/ADP نجم/NOUN
رصد/VERB المرصد/NOUN كوكبا/NOUN جديدا/ADJ الأحد/NOUN",
                "كوكبا جديدا",
            ),
            (
                "فازت/VERB سلمى/PROPN المرزوقية/PROPN ب/ADP الجائزة/NOUN في/ADP مارس/PROPN
كتبت/VERB سلمى/PROPN المرزوقية/PROPN رواية/NOUN
تسلمت/VERB سلمى/PROPN المرزوقية/PROPN الجائزة/NOUN السبت/NOUN",
                "سلمى المرزوقية",
            ),
        ];
        for (story, expected) in stories {
            let rows = found(json!({"most": 3}), story);
            assert!(rows.iter().any(|row| row.contains(&format!("{expected}»"))), "{expected} in {rows:?}");
            let dates = ["الأربعاء", "الثلاثاء", "الاثنين", "الخميس", "الأحد", "السبت", "يناير", "مارس"];
            assert!(dates.iter().all(|date| rows.iter().all(|row| !row.contains(date))), "{rows:?}");
        }
    }

    #[test]
    fn conforms() {
        let chain = Chain::new().given("sentence").given("token").given("word");
        let mut chain = chain.step::<ExtractKeyphrase>(json!({})).ready().unwrap();
        assert_eq!(check_processor(&mut chain, false), []);
    }
}
