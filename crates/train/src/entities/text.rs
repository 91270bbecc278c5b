//! Texts brought through the project's own tokens, sentences and words into the reading that the tagger sees.

use anyhow::Result;
use warraq_extractors::entity::gazetteer::Gazetteer;
use warraq_extractors::entity::reading::Reading;
use warraq_extractors::entity::unit::{self, Shape, Word};
use warraq_tokenizers::blocks::blocks;
use warraq_tokenizers::scan::{self, Choices, Class, Token};
use warraq_tokenizers::sentence::Rules;
use warraq_tokenizers::words::component::built_in;
use warraq_tokenizers::words::engine::Engine;
use warraq_tokenizers::words::tags;

/// The steps before the entities.
pub(crate) struct Steps {
    engine: Engine<'static>,
    rules: Rules,
    pub(crate) lists: Gazetteer,
}

impl Steps {
    pub(crate) fn new() -> Result<Steps> {
        Ok(Steps { engine: built_in()?, rules: Rules::new(false), lists: Gazetteer::new() })
    }

    /// Adds a sentence that lies at `offset` of the document.
    pub(crate) fn sentence(&self, text: &str, offset: usize, reading: &mut Reading) {
        let mut tokens: Vec<Token> = Vec::new();
        scan::arabic(text, Choices::default(), &mut tokens);
        let given: Vec<_> = tokens.iter().map(|t| (&text[t.start..t.end], given(t.class))).collect();
        let found = self.engine.sentence(&given);
        let (mut batch, mut words): (Vec<unit::Token<'_>>, Vec<Word<'_>>) = Default::default();
        for ((token, (covered, _)), found) in tokens.iter().zip(&given).zip(&found) {
            let (from, mut start) = (words.len(), 0);
            words.extend(found.iter().map(|part| {
                let from = std::mem::replace(&mut start, part.end);
                let form = part.form.as_deref().unwrap_or(&covered[from as usize..part.end as usize]);
                Word { start: from, end: part.end, form, lemma: &part.lemma, upos: part.tag }
            }));
            batch.push(unit::Token {
                text: covered,
                start: (offset + token.start) as u32,
                shape: shape(token.class),
                words: from..words.len(),
            });
        }
        reading.tokens(&batch, |_, n| words[n], &self.lists);
        reading.end_sentence();
    }

    /// Reads a whole text.
    pub(crate) fn document(&self, text: &str, reading: &mut Reading) -> bool {
        let fresh = reading.begin();
        for block in blocks(text) {
            self.rules.sentences(text, block.start, block.end, |start, end| {
                self.sentence(&text[start..end], start, reading);
            });
        }
        reading.finish(&self.lists);
        fresh
    }
}

fn given(class: Class) -> Option<u8> {
    match class {
        Class::Word => None,
        Class::Number | Class::Date | Class::Time => tags::number("NUM"),
        Class::Punct => tags::number("PUNCT"),
        Class::Symbol | Class::Percent | Class::Emoji => tags::number("SYM"),
        Class::Url | Class::Email | Class::Hashtag | Class::Mention => tags::number("X"),
    }
}

fn shape(class: Class) -> Shape {
    match class {
        Class::Word => Shape::Word,
        Class::Number | Class::Date | Class::Time => Shape::Number,
        Class::Punct => Shape::Punct,
        _ => Shape::Other,
    }
}
