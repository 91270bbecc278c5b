//! The closed lists that reading statements needs beside the cues.

use std::collections::HashMap;

use serde::Deserialize;
use warraq_arabic::lexed::fold;
use warraq_core::Error;

use crate::syntax::{Limits, WordSet};

mod groups;

use groups::{Apart, Headlines, Verbs, Who};

const FILE: &str = include_str!("../../data/cue-words.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    according: Vec<String>,
    according_verbs: Vec<[String; 2]>,
    closing_nouns: Vec<String>,
    utterances: Vec<String>,
    amounts: Vec<String>,
    not_sources: Vec<String>,
    laws: Vec<String>,
    editorial: Vec<String>,
    negations: Vec<String>,
    auxiliaries: Vec<String>,
    sides: Vec<String>,
    openers: Vec<String>,
    wholes: Vec<String>,
    comings: Vec<String>,
    issued: Vec<String>,
    resuming: Vec<String>,
    passives: Vec<String>,
    no_verbs: Vec<String>,
    labels: Vec<String>,
    courts: Vec<String>,
    reports: Vec<String>,
    saying: Vec<String>,
    coming_in: Vec<String>,
    passing: Vec<String>,
    amounting: Vec<String>,
    seeming: Vec<[String; 2]>,
    lights: Vec<String>,
    reduced: Vec<String>,
    generic: Vec<String>,
    back: Vec<String>,
    groups: Vec<String>,
    called_upon: Vec<String>,
    negated: Vec<String>,
    branches: Vec<String>,
    drawn: Vec<String>,
    stressed: Vec<String>,
    deemed: Vec<String>,
    masculine_states: Vec<String>,
    closing_with: Vec<String>,
    kinds_of_speech: Vec<String>,
    guests: Vec<String>,
    others: Vec<String>,
    years: Vec<String>,
    asking: Vec<String>,
    governing: Vec<String>,
    pictures: Vec<String>,
    showing: Vec<[String; 2]>,
    seeing: Vec<[String; 2]>,
    hopes: Vec<String>,
    asides: Vec<String>,
    venues: Vec<String>,
    untold: Vec<String>,
    about: Vec<String>,
    denying: Vec<String>,
    stances: Vec<String>,
    ourselves: Vec<String>,
    taking: Vec<String>,
    numbered: Vec<String>,
    again: Vec<String>,
    no_longer: Vec<String>,
    telling: Vec<String>,
    as_said: Vec<[String; 2]>,
    ages: Vec<String>,
    owners: Vec<String>,
    synonyms: Vec<Vec<String>>,
    pages: Vec<String>,
    modals: Vec<[String; 2]>,
    kin: Vec<String>,
    adverbs: Vec<String>,
    occasions: Vec<String>,
    audience: Vec<String>,
    roles: Vec<String>,
    things: Vec<String>,
    people: Vec<String>,
    several: Vec<String>,
    persons: Vec<String>,
    bodies: Vec<String>,
    places: Vec<String>,
    documents: Vec<String>,
    partitives: Vec<String>,
    meeting: Vec<String>,
    parties: Vec<String>,
    publishing: Vec<String>,
    envoys: Vec<String>,
    named: Vec<String>,
    states: Vec<String>,
    capitals: Vec<String>,
}

/// The lists, folded.
pub(crate) struct Lists {
    /// «بحسب», «وفقا».
    pub(super) according: WordSet,
    /// Verbs behind «بحسب ما».
    pub(super) according_verbs: Verbs,
    /// «قول», «تعبير» in «على حد قوله».
    pub(super) closing_nouns: WordSet,
    /// «عدد» in «يبلغ عددهم».
    pub(super) amounts: WordSet,
    /// «تصريح», «بيان»: what somebody speaks in.
    pub(super) utterances: WordSet,
    /// Heads behind «وفق» that speak for nobody.
    pub(super) not_sources: WordSet,
    /// «قانون», «مرسوم»: nobody goes on from them.
    pub(super) laws: WordSet,
    /// جاء, ورد before في and a document.
    pub(super) coming_in: WordSet,
    /// «نقلت» before who is quoted.
    pub(super) passing: WordSet,
    /// «مفادها».
    pub(super) amounting: WordSet,
    /// Verbs whose predicate a participle is: «يبدو».
    pub(super) seeming: Verbs,
    /// All words with which a formula or an editorial opening begins.
    pub(super) openings: WordSet,
    /// Editorial openings, as their folded words.
    pub(super) editorial: HashMap<String, Vec<Vec<String>>>,
    /// لم, لا, لن.
    pub(super) negations: WordSet,
    /// جهته, جانبه behind من.
    pub(super) sides: WordSet,
    /// Words that open a sentence before its clause.
    pub(super) openers: WordSet,
    /// «جميع», «كافة»: whose members are spoken to.
    pub(super) wholes: WordSet,
    /// «جاءت تصريحاته»: when something was said.
    pub(super) comings: WordSet,
    /// What bodies issue and what then goes on speaking: «قالت الوزارة في بلاغ … وأضاف».
    pub(super) issued: WordSet,
    /// Prepositions with a pronoun that resumes what the sentence speaks of: «اتفقت عليها».
    pub(super) resuming: WordSet,
    /// Forms that are passive when they end in ى: «ما يسمى».
    pub(super) passives: WordSet,
    /// Forms that look like those of a cue and are none: «ردا على».
    pub(super) no_verbs: WordSet,
    /// What stands before the colon of a headline and speaks for nobody: «شاهد: …».
    pub(super) labels: WordSet,
    /// Courts: their decisions are verdicts.
    pub(super) courts: WordSet,
    /// «معلومات», «أنباء»: what «مفادها» tells.
    pub(super) reports: WordSet,
    /// Light verbs before a noun that is a cue: «جدد دعوته».
    pub(super) lights: WordSet,
    /// Words behind which a quoted word is a name.
    pub(super) named: WordSet,
    /// «الرجل», «المتهم»: stand for the last speaker.
    pub(super) generic: WordSet,
    /// «المصدر», «المتحدث»: point back to whoever spoke last.
    pub(super) back: WordSet,
    /// «السابق», «الجديد»: tell one holder of an office from another.
    pub(super) others: WordSet,
    /// «استشارة», «مراجعة»: behind them who was asked and decides.
    pub(super) asking: WordSet,
    /// «مجال», «جانب»: take a verbal noun behind them.
    pub(super) governing: WordSet,
    /// «صور», «فيديو»: what shows something and says nothing.
    pub(super) pictures: WordSet,
    /// «أظهر», of pictures.
    pub(super) showing: Verbs,
    /// «رأى»: to see.
    pub(super) seeing: Verbs,
    /// «أملا» before في.
    pub(super) hopes: WordSet,
    /// What says where, when and of what something was not said.
    pub(super) apart: Apart,
    /// What stands before and behind the colon of a headline.
    pub(super) headlines: Headlines,
    /// «مجددا»: again.
    pub(super) again: WordSet,
    /// «يعد» in «لم يعد يعترف».
    pub(super) no_longer: WordSet,
    /// «قائلا».
    pub(super) telling: WordSet,
    /// «قال» in «كما قال».
    pub(super) as_said: Verbs,
    /// «العمر» in «يبلغ من العمر».
    pub(super) ages: WordSet,
    /// Words for the same, by the first of them.
    pub(super) synonyms: HashMap<String, String>,
    /// «يمكن», «تم»: take a verbal noun as their subject.
    pub(super) modals: Verbs,
    /// «أرملة», «شقيق»: whose name follows is another person.
    pub(super) kin: WordSet,
    /// «عدة» before a plural.
    pub(super) several: WordSet,
    /// «شخص», «شاب»: one who holds none.
    pub(super) persons: WordSet,
    /// States and capitals.
    pub(super) states: WordSet,
    /// Who can or cannot be a subject, and how speech is called.
    pub(super) who: Who,
    /// Capitals and seats that stand for who governs there.
    pub(super) capitals: WordSet,
    /// What ends noun phrases.
    pub(crate) limits: Limits,
}

impl Lists {
    /// Reads the compiled-in lists.
    ///
    /// # Errors
    /// The file does not have this shape.
    pub(crate) fn new() -> Result<Self, Error> {
        let file: File = read(FILE)?;
        let set = |words: &[String]| WordSet::new(words);
        let states: Vec<String> = file.states.iter().chain(&file.capitals).cloned().collect();
        let editorial = by_first(&file.editorial);
        Ok(Self {
            according: set(&file.according),
            according_verbs: Verbs::new(&file.according_verbs),
            closing_nouns: set(&file.closing_nouns),
            utterances: set(&file.utterances),
            amounts: set(&file.amounts),
            not_sources: set(&file.not_sources),
            laws: set(&file.laws),
            openings: set(&openings(&file, &editorial)),
            editorial,
            negations: set(&file.negations),
            sides: set(&file.sides),
            openers: set(&file.openers),
            wholes: set(&file.wholes),
            comings: set(&file.comings),
            issued: set(&file.issued),
            resuming: set(&file.resuming),
            passives: set(&file.passives),
            no_verbs: set(&file.no_verbs),
            labels: set(&file.labels),
            courts: set(&file.courts),
            coming_in: set(&file.coming_in),
            passing: set(&file.passing),
            amounting: set(&file.amounting),
            seeming: Verbs::new(&file.seeming),
            reports: set(&file.reports),
            lights: set(&file.lights),
            named: set(&file.named),
            generic: set(&file.generic),
            back: set(&file.back),
            others: set(&file.others),
            asking: set(&file.asking),
            governing: set(&file.governing),
            pictures: set(&file.pictures),
            showing: Verbs::new(&file.showing),
            seeing: Verbs::new(&file.seeing),
            hopes: set(&file.hopes),
            apart: groups::apart(&file),
            headlines: groups::headlines(&file),
            again: set(&file.again),
            no_longer: set(&file.no_longer),
            telling: set(&file.telling),
            as_said: Verbs::new(&file.as_said),
            ages: set(&file.ages),
            synonyms: synonyms(&file.synonyms),
            modals: Verbs::new(&file.modals),
            kin: set(&file.kin),
            several: set(&file.several),
            persons: set(&file.persons),
            states: set(&states),
            capitals: set(&file.capitals),
            who: groups::who(&file),
            limits: limits(&file, &states),
        })
    }
}

fn read(text: &str) -> Result<File, Error> {
    toml::from_str(text).map_err(|error| Error::config(format!("cue-words.toml: {error}")))
}

/// The lists that decide where noun phrases end.
fn limits(file: &File, states: &[String]) -> Limits {
    let set = |words: &[String]| WordSet::new(words);
    Limits {
        roles: set(&file.roles),
        things: set(&file.things),
        people: set(&file.people),
        bodies: set(&file.bodies),
        places: set(&file.places),
        documents: set(&file.documents),
        partitives: set(&file.partitives),
        meeting: set(&file.meeting),
        parties: set(&file.parties),
        publishing: set(&file.publishing),
        drawn: set(&file.drawn),
        envoys: set(&file.envoys),
        occasions: set(&file.occasions),
        audience: set(&file.audience),
        reduced: set(&file.reduced),
        auxiliaries: set(&file.auxiliaries),
        states: set(states),
        pages: set(&file.pages),
        owners: set(&file.owners),
        guests: set(&file.guests),
        taking: set(&file.taking),
        numbered: set(&file.numbered),
        others: set(&file.others),
        years: set(&file.years),
        adverbs: set(&file.adverbs),
    }
}

/// All words with which a formula or an editorial opening begins.
fn openings(file: &File, editorial: &HashMap<String, Vec<Vec<String>>>) -> Vec<String> {
    let read = [&file.according, &file.saying, &file.coming_in, &file.passing, &file.amounting];
    editorial.keys().chain(read.into_iter().flatten()).cloned().collect()
}

/// The first word of each group by the others.
fn synonyms(groups: &[Vec<String>]) -> HashMap<String, String> {
    let mut out = HashMap::new();
    for group in groups {
        if let Some((first, others)) = group.split_first() {
            out.extend(others.iter().map(|word| (fold::folded(word), fold::folded(first))));
        }
    }
    out
}

/// Word sequences by their first word.
fn by_first(phrases: &[String]) -> HashMap<String, Vec<Vec<String>>> {
    let mut out: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for phrase in phrases {
        let words: Vec<String> = phrase.split(' ').map(fold::folded).collect();
        if let Some(first) = words.first() {
            out.entry(first.clone()).or_default().push(words);
        }
    }
    out
}
