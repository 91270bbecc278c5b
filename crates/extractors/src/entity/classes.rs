//! Classes of words beside names.

/// A set of classes of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes(pub u32);

impl Classes {
    /// Stands before a person's name.
    pub const TITLE: Classes = Classes(1);
    /// An office or trade.
    pub const ROLE: Classes = Classes(1 << 1);
    /// Heads the name of an organisation.
    pub const BODY: Classes = Classes(1 << 2);
    /// A state body.
    pub const STATE: Classes = Classes(1 << 3);
    /// A kind of enterprise or medium, outside of its name.
    pub const FIRM: Classes = Classes(1 << 4);
    /// A kind of place, outside of its name.
    pub const PLACE: Classes = Classes(1 << 5);
    /// A kind of facility, inside of its name.
    pub const SITE: Classes = Classes(1 << 6);
    /// Heads the name of an event or work.
    pub const EVENT: Classes = Classes(1 << 7);
    /// Kinship, or a part of a name like بن.
    pub const FAMILY: Classes = Classes(1 << 8);
    /// A verb of speech or action.
    pub const SPEAK: Classes = Classes(1 << 9);
    /// A nationality in the singular («أردني», «أردنية»).
    pub const NISBA: Classes = Classes(1 << 10);
    /// A nationality in the plural («أردنيون», «أردنيين», «أردنيات»).
    pub const NISBAS: Classes = Classes(1 << 11);
    /// A given name.
    pub const GIVEN: Classes = Classes(1 << 12);
    /// A family name.
    pub const SURNAME: Classes = Classes(1 << 13);
    /// Begins a name of a list.
    pub const OPENS: Classes = Classes(1 << 14);
    /// Stands between the same words as listed places.
    pub const TOWN: Classes = Classes(1 << 15);
    /// Stands between the same words as parts of people's names.
    pub const CALLED: Classes = Classes(1 << 16);
    /// Heads a name by a frame of the list.
    pub const FRAME: Classes = Classes(1 << 17);
    /// Two bodies, each with its own name behind the word.
    pub const COUPLE: Classes = Classes(1 << 18);
    /// Goes on with its own preposition in the name of a body.
    pub const WARDING: Classes = Classes(1 << 19);
    /// The name of a month stands behind it.
    pub const MOON: Classes = Classes(1 << 20);
    /// The first word of a place's name that no person's name begins with.
    pub const HAMLET: Classes = Classes(1 << 21);
    /// Begins a family name.
    pub const BIN: Classes = Classes(1 << 22);
    /// A medium with a name of one word behind it.
    pub const CHANNEL: Classes = Classes(1 << 23);
    /// What befalls one of a nation.
    pub const HARM: Classes = Classes(1 << 24);
    /// A given name that begins as if with a particle or ends as if with a pronoun.
    pub const WHOLE: Classes = Classes(1 << 25);
    /// What the rules that find names know their first word by.
    pub const OPENING: Classes =
        Self::BODY.with(Self::STATE).with(Self::NISBA).with(Self::NISBAS).with(Self::FRAME).with(Self::BIN);
    /// What no feature of the model tells.
    pub const APART: Classes = Self::OPENS
        .with(Self::TOWN)
        .with(Self::CALLED)
        .with(Self::FRAME)
        .with(Self::COUPLE)
        .with(Self::WARDING)
        .with(Self::MOON)
        .with(Self::HAMLET)
        .with(Self::BIN)
        .with(Self::CHANNEL)
        .with(Self::HARM)
        .with(Self::WHOLE);

    /// Whether any class of `other` is in it.
    #[inline]
    #[must_use]
    pub fn has(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both.
    #[must_use]
    pub const fn with(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// The classes that words.tsv names.
pub(super) const NAMED: [(&str, Classes); 18] = [
    ("title", Classes::TITLE),
    ("role", Classes::ROLE),
    ("body", Classes::BODY),
    ("state", Classes::STATE),
    ("firm", Classes::FIRM),
    ("place", Classes::PLACE),
    ("site", Classes::SITE),
    ("event", Classes::EVENT),
    ("family", Classes::FAMILY),
    ("speak", Classes::SPEAK),
    ("couple", Classes::COUPLE),
    ("warding", Classes::WARDING),
    ("moon", Classes::MOON),
    ("hamlet", Classes::HAMLET),
    ("bin", Classes::BIN),
    ("channel", Classes::CHANNEL),
    ("harm", Classes::HARM),
    ("whole", Classes::WHOLE.with(Classes::GIVEN)),
];
