//! Nouns before the pronoun ي, where the words on either side tell: «هذه مدرستي», «جاء أبي من السفر».
//!
//! Treebanks of news hardly have them, and their letters are those of duals before a noun («مدينتي صفاقس وسوسة»), of relational adjectives
//! («بلدي») and of surnames («صبري»). So only feminines in ة and a list of nouns are looked at; elsewhere the weights choose as before.

use warraq_arabic::morphology::clitics::MINE;
use warraq_arabic::morphology::lexicon::Attach;

use super::closed::{Lists, Rule};
use super::features::Counts;
use super::known::{Facts, Known};
use super::questions::When;
use super::readings::{Reading, Readings, fits};
use super::tags::{self, TagSet};

/// The logarithm of the count of a feminine that is common enough; names end in تي as well («كانتي»).
const OFTEN: u64 = 5;

impl Readings {
    /// Adds a noun before ي to [`Readings::asked`], after [`Readings::ask`].
    pub fn own(&mut self, word: &str, lexicon: &Known<'_>, counts: &Counts<'_>, lists: &Lists) {
        if !word.ends_with('ي') || !self.asked.is_empty() {
            return;
        }
        let nouns = self.list.iter().filter(|r| {
            r.cut.suffix == MINE && r.known.has(tags::NOUN) && r.cut.proclitics().all(|letter| letter != 'ك')
        });
        let Some(reading) = nouns.min_by_key(|r| r.cost) else { return };
        let core = reading.cut.core_of(word);
        // «رأيي» is never a dual.
        if lists.has(core, "own-only") {
            let reading = Reading { tags: TagSet::of(&[tags::NOUN]), ..*reading };
            self.lowest = reading.cost;
            self.list.clear();
            self.list.push(reading);
            return;
        }
        let rule = if lists.has(core, "own-doubtful") {
            Rule::OwnBehind
        } else if lists.has(core, "own-noun") {
            Rule::Own
        } else if counts.log(&format!("{}ة", core.trim_end_matches('ت'))) >= OFTEN
            && self.only_dual_beside(reading, word, lexicon)
        {
            Rule::OwnOrDual
        } else {
            return;
        };
        let noun = TagSet::of(&[tags::NOUN]);
        self.asked.push((Reading { tags: noun, known: noun, ..*reading }, When::Beside(rule)));
    }

    /// Whether a stem is a feminine without its ة, and the token could be nothing else but its dual.
    fn only_dual_beside(&self, own: &Reading, word: &str, lexicon: &Known<'_>) -> bool {
        let all = |reading: &Reading, test: &dyn Fn(Facts) -> bool| {
            let core = reading.cut.core_of(word);
            let mut fitting =
                lexicon.lookup_key(reading.key).filter(|(_, facts)| fits(&reading.cut, core, *facts));
            fitting.all(|(_, facts)| test(facts))
        };
        own.cut.core_of(word).ends_with('ت')
            && all(own, &|facts| facts.attach == Attach::Only)
            && self.list.iter().all(|other| other.cut == own.cut || all(other, &|facts| facts.dual))
    }
}

#[cfg(test)]
mod tests {
    use super::super::closed::Lists;
    use super::super::component::built_in;
    use super::super::readings::Readings;
    use super::super::surface::Surface;

    /// What other costs are compared with is the cost of a reading that is left.
    #[test]
    fn the_only_reading_has_the_lowest_cost() {
        let engine = built_in().expect("an engine");
        let (mut surface, mut readings) = (Surface::default(), Readings::default());
        for word in ["رأيي", "ورأيي", "لرأيي"] {
            surface.read(word);
            readings.read(&surface, &engine.lexicon, &engine.seen);
            readings.own(word, &engine.lexicon, &engine.counts, &Lists::read());
            let costs: Vec<u16> = readings.list.iter().map(|reading| reading.cost).collect();
            assert_eq!(costs, [readings.lowest], "{word}");
        }
    }
}
