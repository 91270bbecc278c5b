//! Emoji sequences: skin tones, joined figures, flags, keycaps.

use super::{Scanner, Sink};
use unicode_properties::{EmojiStatus, UnicodeEmoji};

const VARIATION: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';
const JOINER: char = '\u{200d}';

impl<S: Sink> Scanner<'_, S> {
    /// The end of the emoji sequence (Unicode Technical Standard #51) at `at`, if one stands there.
    pub(super) fn emoji_end(&self, at: usize) -> Option<usize> {
        let c = self.char(at)?;
        let mut end = at + c.len_utf8();
        if is_flag_letter(c) {
            // Two regional letters are a flag; one alone is a symbol.
            return self.char(end).filter(|c| is_flag_letter(*c)).map(|c| end + c.len_utf8());
        }
        let shown = is_shown_as_emoji(c);
        if !(shown || c.is_emoji_char() && self.char(end) == Some(VARIATION)) {
            return None;
        }
        end = self.modifiers_end(end);
        while self.char(end) == Some(JOINER) {
            let next = end + JOINER.len_utf8();
            let Some(c) = self.char(next).filter(|c| c.is_emoji_char() && !c.is_ascii()) else { break };
            end = self.modifiers_end(next + c.len_utf8());
        }
        Some(end)
    }

    /// The end of variation selector, skin tone, keycap and tag characters at `at`.
    fn modifiers_end(&self, at: usize) -> usize {
        let modifiers = self.text.get(at..).unwrap_or_default().chars().take_while(
            |c| matches!(c, &VARIATION | &KEYCAP | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'),
        );
        at + modifiers.map(char::len_utf8).sum::<usize>()
    }

    /// The end of a keycap sequence (`1️⃣`) whose first character is the ASCII byte at `at`.
    pub(super) fn keycap_end(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        if self.byte(end).is_ascii() {
            return None;
        }
        if self.char(end) == Some(VARIATION) {
            end += VARIATION.len_utf8();
        }
        (self.char(end) == Some(KEYCAP)).then_some(end + KEYCAP.len_utf8())
    }
}

/// Whether `c` is one of the letters that pairs make flags of.
fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Whether `c` is an emoji without a variation selector.
fn is_shown_as_emoji(c: char) -> bool {
    matches!(
        c.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndEmojiComponent
    )
}
