//! `extract.contact`: addresses of the web and of mail, phone numbers, hashtags and handles.

mod phones;

use std::sync::Arc;

use warraq_arabic::script::{digit_value, is_arabic};
use warraq_core::create::{ColumnOut, LayerIn, LayerOut};
use warraq_core::{
    Component, Create, Doc, Error, Example, Out, Process, Processor, Signature, Span, Spec, Sym, options,
};

use phones::Plan;

options! {
    /// What is looked for.
    pub struct ContactOptions {
        /// The country (ISO 3166, such as `LB`) of phone numbers that begin with a single 0 instead of a calling code.
        pub country: Option<String>,
        /// Words behind which a number is a phone number.
        pub phone_words: Vec<String> = ["هاتف", "الهاتف", "تلفون", "تليفون", "جوال", "الجوال", "موبايل", "محمول", "واتساب", "واتس", "فاكس", "خلوي", "للتواصل", "للاتصال", "phone", "tel", "mobile", "fax", "whatsapp"],
    }
}

/// The token labels that are contacts, with the labels of their rows.
const TOKENS: [(&str, &str); 4] =
    [("url", "url"), ("email", "email"), ("hashtag", "hashtag"), ("mention", "handle")];
/// How many bytes before a number a word that announces it may begin.
const BEFORE: usize = 48;

/// The component.
pub struct ExtractContact {
    plan: Plan,
    home: Option<String>,
    words: Vec<String>,
    token: LayerIn,
    contact: LayerOut,
    value: ColumnOut,
    /// Token label, row label.
    labels: [(Sym, Sym); 4],
    phone: Sym,
}

impl Component for ExtractContact {
    type Options = ContactOptions;
    const SPEC: Spec = Spec {
        summary: "finds web and mail addresses, phone numbers, hashtags and handles",
        doc: "Addresses, hashtags and handles are tokens of their own; a phone number is a run of digits whose calling \
              code and length are those of the world's numbering plan, in any digits and with the usual separators. \
              Without a calling code it counts where one of `phone_words` stands before it, or where `country` is \
              given and it begins with 0.\n\n`value` is the address with its scheme, host in small letters; the \
              mail address with its domain in small letters; the number as `+`, calling code and digits (digits alone \
              where the country is not known); the hashtag or handle without its sign.",
        examples: &[Example {
            title: "one of each",
            options: "",
            text: "راسلونا على News@Example.ORG أو www.Example.org/اتصل أو ‎+961 1 350 000، وتابعوا #أخبار_الميناء و@almina",
            expect: "contact email «News@Example.ORG» value=News@example.org\ncontact url «www.Example.org/اتصل» value=http://www.example.org/اتصل\ncontact phone «+961 1 350 000» value=+9611350000\ncontact hashtag «#أخبار_الميناء» value=أخبار_الميناء\ncontact handle «@almina» value=almina",
        }],
        ..Spec::new("extract.contact")
    };

    fn signature(options: &ContactOptions, s: &mut Signature) -> Result<(), Error> {
        if let Some(country) = &options.country {
            let plan = Plan::built_in().map_err(Error::config)?;
            let message =
                || format!("{country} is no country with a calling code; write it as in ISO 3166: LB");
            plan.country(country).ok_or_else(|| Error::option("country", message()))?;
        }
        s.reads("token");
        s.writes("contact");
        Ok(())
    }

    fn create(cx: &Create<'_>, options: ContactOptions) -> Result<Self, Error> {
        let plan = Plan::built_in().map_err(Error::config)?;
        let home = options.country.as_deref().and_then(|country| plan.country(country)).map(str::to_owned);
        Ok(Self {
            plan,
            home,
            words: options.phone_words.iter().map(|word| word.to_lowercase()).collect(),
            token: cx.required("token")?,
            contact: cx.output("contact")?,
            value: cx.output_column("contact", "value")?,
            labels: TOKENS.map(|(token, row)| (cx.intern(token), cx.intern(row))),
            phone: cx.intern("phone"),
        })
    }
}

impl Process for ExtractContact {
    type Worker = Contacts;

    fn worker(self: &Arc<Self>) -> Result<Contacts, Error> {
        Ok(Contacts(Arc::clone(self)))
    }
}

/// A worker of [`ExtractContact`].
pub struct Contacts(Arc<ExtractContact>);

impl Processor for Contacts {
    fn process(&mut self, doc: Doc<'_>, out: &mut Out<'_>) -> Result<(), Error> {
        let own = &self.0;
        let tokens = doc.layer(own.token);
        // Phone numbers keep out of addresses.
        let mut from = 0;
        for row in 0..tokens.len() {
            let Some((_, label)) = own.labels.iter().find(|(token, _)| *token == tokens.label(row)) else {
                continue;
            };
            let span = tokens.span(row);
            let Some(text) = span.get(doc.text) else { continue };
            own.phones(doc.text, from, span.start as usize, out);
            from = span.end as usize;
            let value = value(doc.symbol(*label), text);
            if !value.is_empty() {
                out.push(own.contact, span, *label).text(own.value, &value);
            }
        }
        own.phones(doc.text, from, doc.text.len(), out);
        Ok(())
    }
}

/// The value of a token.
fn value(label: &str, text: &str) -> String {
    match label {
        "url" => address(text),
        "email" => match text.rsplit_once('@') {
            Some((local, domain)) => format!("{local}@{}", domain.to_lowercase()),
            None => text.to_owned(),
        },
        _ => text.trim_start_matches(['#', '@', '＃', '＠']).to_owned(),
    }
}

/// An address with its scheme, and the host in small letters.
fn address(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host);
    format!("{}://{}{path}", scheme.to_lowercase(), host.to_lowercase())
}

impl ExtractContact {
    /// Finds the phone numbers between two places.
    fn phones(&self, text: &str, from: usize, to: usize, out: &mut Out<'_>) {
        let Some(part) = text.get(from..to) else { return };
        let mut at = 0;
        let mut before = None;
        while let Some(rest) = part.get(at..) {
            let begins = |c: char| c == '+' || c == '(' || digit_value(c).is_some();
            let Some(found) = rest.find(begins) else { return };
            let start = at + found;
            if found > 0 {
                before = rest.get(..found).and_then(|before| before.chars().next_back());
            }
            let inside =
                before.is_some_and(|c: char| c.is_alphanumeric() && !is_arabic(c) || ".,-/".contains(c));
            let announced = self.announced(part, start);
            let phone = match inside {
                true => None,
                false => self.plan.number(part, start, self.home.as_deref(), announced),
            };
            let end = match &phone {
                Some(phone) => phone.end,
                // A number that is none is passed over as a whole, so that its end is not taken for one.
                None => start + passed(part.get(start..).unwrap_or_default()),
            };
            if let Some(phone) = phone {
                let span = Span::new((from + phone.start) as u32, (from + phone.end) as u32);
                out.push(self.contact, span, self.phone).text(self.value, &phone.value);
            }
            before = part.get(..end).and_then(|before| before.chars().next_back());
            at = end;
        }
    }

    /// Whether one of the two words before a place is one of `phone_words`.
    fn announced(&self, text: &str, at: usize) -> bool {
        let mut start = at.saturating_sub(BEFORE);
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let lead = text.get(start..at).unwrap_or_default();
        let line = lead.rsplit('\n').next().unwrap_or_default();
        // The word before it, or one word further: «هاتف رقم», «الهاتف الجديد».
        let words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        words.rev().take(2).any(|word| {
            let word = word.to_lowercase();
            let bare = word.strip_prefix('و').unwrap_or(&word);
            self.words.iter().any(|known| *known == word || known == bare)
        })
    }
}

/// How much of a text a run of digits takes that is no phone number.
fn passed(text: &str) -> usize {
    let end = text.find(|c: char| digit_value(c).is_none() && c != '+' && c != '(').unwrap_or(text.len());
    end.max(text.chars().next().map_or(1, char::len_utf8))
}

#[cfg(test)]
mod tests;
