//! Collects forms and writes a lexicon.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Analysis, MAGIC, PLACES, Tag, VERSION, key, next, split};

/// Collects forms and writes the file that [`Lexicon::from_bytes`](super::Lexicon::from_bytes) reads.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    tags: Vec<Tag>,
    lemmas: Vec<String>,
    lemma_numbers: BTreeMap<String, u16>,
    forms: BTreeMap<String, Vec<Analysis>>,
    costs: Vec<u8>,
}

impl LexiconBuilder {
    /// Adds an analysis of a form; one that is there already, or that would go beyond 256 tags, 65,536 lemmas or 255 analyses, is
    /// left out, which the result tells.
    pub fn add(&mut self, form: &str, tag: &Tag, lemma: &str) -> bool {
        let Some(tag) = self.tag_number(tag) else { return false };
        let Some(lemma) = self.lemma_number(lemma) else { return false };
        let analyses = self.forms.entry(form.to_owned()).or_default();
        let analysis = Analysis { tag, lemma };
        let new = analyses.len() < 255 && !analyses.contains(&analysis);
        if new {
            analyses.push(analysis);
        }
        new
    }

    fn tag_number(&mut self, tag: &Tag) -> Option<u8> {
        let n = self.tags.iter().position(|t| t == tag).unwrap_or_else(|| {
            self.tags.push(tag.clone());
            self.tags.len() - 1
        });
        u8::try_from(n).ok()
    }

    fn lemma_number(&mut self, lemma: &str) -> Option<u16> {
        if let Some(&n) = self.lemma_numbers.get(lemma) {
            return Some(n);
        }
        let n = u16::try_from(self.lemmas.len()).ok()?;
        self.lemmas.push(lemma.replace('\n', " "));
        self.lemma_numbers.insert(lemma.to_owned(), n);
        Some(n)
    }

    /// Whether a form has an analysis.
    pub fn contains(&self, form: &str) -> bool {
        self.forms.contains_key(form)
    }

    /// The lemmas of a form.
    pub fn lemmas_of(&self, form: &str) -> impl Iterator<Item = &str> {
        let analyses = self.forms.get(form).into_iter().flatten();
        analyses.filter_map(|a| self.lemmas.get(usize::from(a.lemma)).map(String::as_str))
    }

    /// The analyses of a form so far.
    pub fn analyses(&self, form: &str) -> &[Analysis] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// All forms with their analyses so far, in the order of their letters.
    pub fn forms(&self) -> impl Iterator<Item = (&str, &[Analysis])> {
        self.forms.iter().map(|(form, analyses)| (form.as_str(), analyses.as_slice()))
    }

    /// The tags so far, by number.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// The number of lemmas so far.
    pub fn lemma_count(&self) -> usize {
        self.lemmas.len()
    }

    /// Sets what lemmas and tags cost (see [`Lexicon::cost`](super::Lexicon::cost)), by number. Call it when all forms are added.
    pub fn set_costs(&mut self, lemmas: Vec<u8>, tags: &[u8]) {
        self.costs = lemmas;
        for (tag, &cost) in self.tags.iter_mut().zip(tags) {
            tag.cost = cost;
        }
    }

    /// The number of forms, and of analyses.
    pub fn size(&self) -> (usize, usize) {
        (self.forms.len(), self.forms.values().map(Vec::len).sum())
    }

    /// Where each form stands: bucket and bits, and the form; none where forms share a place, each of which stands where its next hash
    /// says. A form that would share the last of its places, which one of many millions does, is left out.
    fn places(&self, bits: u32) -> BTreeMap<(usize, u16), Option<&str>> {
        let mut places = BTreeMap::new();
        for form in self.forms.keys() {
            let mut moving = vec![(form.as_str(), key(form), 1)];
            while let Some(here) = moving.pop() {
                match places.entry(split(here.1, bits)) {
                    Entry::Vacant(place) => _ = place.insert(Some(here)),
                    Entry::Occupied(mut place) => {
                        let both = place.insert(None).into_iter().chain([here]);
                        let both = both.filter(|&(_, _, nth)| nth < PLACES);
                        moving.extend(both.map(|(form, key, nth)| (form, next(key), nth + 1)));
                    }
                }
            }
        }
        places.into_iter().map(|(place, form)| (place, form.map(|(form, ..)| form))).collect()
    }

    /// The file. `about` names the sources and the licence.
    pub fn to_bytes(&self, about: &str) -> Vec<u8> {
        let bits = (self.forms.len() / 8).max(1).ilog2().clamp(1, 24);
        let mut buckets: Vec<Vec<u8>> = vec![Vec::new(); 1 << bits];
        for ((bucket, part), form) in self.places(bits) {
            let Some(bytes) = buckets.get_mut(bucket) else { continue };
            let analyses = form.map_or(&[][..], |form| self.analyses(form));
            bytes.extend_from_slice(&part.to_le_bytes());
            bytes.push(analyses.len() as u8);
            for analysis in analyses {
                bytes.push(analysis.tag);
                bytes.extend_from_slice(&analysis.lemma.to_le_bytes());
            }
        }
        let lines = |lines: &mut dyn Iterator<Item = String>| lines.map(|l| l + "\n").collect::<String>();
        let tags = lines(&mut self.tags.iter().take(256).map(Tag::to_line));
        let lemmas = lines(&mut self.lemmas.iter().cloned());
        let total: usize = buckets.iter().map(Vec::len).sum();
        let mut out = MAGIC.to_vec();
        let numbers = [about.len(), tags.len(), lemmas.len(), self.lemmas.len(), total];
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&bits.to_le_bytes());
        numbers.iter().for_each(|&n| out.extend_from_slice(&(n as u32).to_le_bytes()));
        [about, &tags, &lemmas].iter().for_each(|t| out.extend_from_slice(t.as_bytes()));
        out.extend((0..self.lemmas.len()).map(|n| self.costs.get(n).copied().unwrap_or(0)));
        let mut end = 0u32;
        for bucket in &buckets {
            end += bucket.len() as u32;
            out.extend_from_slice(&end.to_le_bytes());
        }
        buckets.iter().for_each(|b| out.extend_from_slice(b));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Attach, Lexicon};
    use super::*;

    fn places(builder: &LexiconBuilder, bits: u32) -> usize {
        builder.places(bits).values().filter(|form| form.is_none()).count()
    }

    /// One bucket of many forms: hundreds of them share 16 bits with another one, some twice.
    #[test]
    fn forms_that_share_a_place_are_all_found() {
        let mut builder = LexiconBuilder::default();
        let tag = Tag {
            upos: "NOUN".into(),
            feats: String::new(),
            attach: Attach::Any,
            origin: "lemma".into(),
            cost: 0,
        };
        for n in 0..20_000 {
            assert!(builder.add(&format!("كلمة{n}"), &tag, &format!("كَلِمَة{n}")));
        }
        assert!(places(&builder, 1) > 1000 && places(&builder, 11) > 0, "nothing is shared");
        let file = builder.to_bytes("many words");
        let lexicon = Lexicon::from_bytes(&file).unwrap();
        for n in 0..20_000 {
            let lemmas: Vec<_> =
                lexicon.lookup(&format!("كلمة{n}")).filter_map(|a| lexicon.lemma(a.lemma)).collect();
            assert_eq!(lemmas, [format!("كَلِمَة{n}")]);
        }
    }
}
