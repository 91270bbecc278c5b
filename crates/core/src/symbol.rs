//! Interned strings: labels, column symbols and names that are known before the first document is read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An interned string. 0 is «none». Symbols with the high bit set belong to one document (see [`Symbols::LOCAL`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
#[repr(transparent)]
pub struct Sym(pub u32);

impl Sym {
    /// No symbol: the row has no label, the column is empty.
    pub const NONE: Sym = Sym(0);

    /// Whether this is [`Sym::NONE`].
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }
}

/// The table of a run's symbols while components are made. It can only grow until [`Interner::freeze`].
pub struct Interner {
    inner: Mutex<Table>,
    elsewhere: Option<Box<Intern>>,
}

type Intern = dyn Fn(&str) -> Sym + Send + Sync;

impl std::fmt::Debug for Interner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interner").field("inner", &self.inner).finish_non_exhaustive()
    }
}

#[derive(Debug, Default)]
struct Table {
    names: Vec<Box<str>>,
    index: HashMap<Box<str>, u32>,
}

impl Default for Interner {
    fn default() -> Self {
        Self::new()
    }
}

impl Interner {
    /// An empty table; the empty string is [`Sym::NONE`].
    #[must_use]
    pub fn new() -> Self {
        let mut table = Table::default();
        table.names.push("".into());
        table.index.insert("".into(), 0);
        Self { inner: Mutex::new(table), elsewhere: None }
    }

    /// A table that is kept elsewhere: in a plugin, the host's.
    #[must_use]
    pub fn elsewhere(intern: impl Fn(&str) -> Sym + Send + Sync + 'static) -> Self {
        Self { elsewhere: Some(Box::new(intern)), ..Self::new() }
    }

    /// The symbol of `name`, made on first use.
    #[must_use]
    pub fn intern(&self, name: &str) -> Sym {
        if let Some(intern) = &self.elsewhere {
            return intern(name);
        }
        let mut table = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&id) = table.index.get(name) {
            return Sym(id);
        }
        let id = u32::try_from(table.names.len()).unwrap_or(0) & !Symbols::LOCAL;
        table.names.push(name.into());
        table.index.insert(name.into(), id);
        Sym(id)
    }

    /// The name of a symbol made so far, or `None` for a number that is no symbol.
    #[must_use]
    pub fn name(&self, sym: Sym) -> Option<String> {
        let table = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        table.names.get(sym.0 as usize).map(|name| name.to_string())
    }

    /// The finished table. Nothing can be added to it, so it cannot grow with the data.
    #[must_use]
    pub fn freeze(&self) -> Arc<Symbols> {
        let table = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::new(Symbols { names: table.names.clone(), index: table.index.clone() })
    }
}

/// A run's frozen symbols.
#[derive(Debug, Default)]
pub struct Symbols {
    names: Vec<Box<str>>,
    index: HashMap<Box<str>, u32>,
}

impl Symbols {
    /// The bit that marks a symbol of one document: strings of symbol columns that a reader brought and that no
    /// component knows. They live in the document and die with it.
    pub const LOCAL: u32 = 0x8000_0000;

    /// A table with these names in their order; the first is [`Sym::NONE`]'s, the empty string.
    #[must_use]
    pub fn from_names(names: Vec<Box<str>>) -> Self {
        let index = names.iter().cloned().zip(0..Symbols::LOCAL).collect();
        Self { names, index }
    }

    /// All names in the order of their symbols.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// The symbol of `name`, if a component interned it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Sym> {
        self.index.get(name).map(|&id| Sym(id))
    }

    /// The name of a symbol of the run; `None` for a document's own or for a number that is no symbol.
    #[must_use]
    pub fn name(&self, sym: Sym) -> Option<&str> {
        self.names.get(sym.0 as usize).map(AsRef::as_ref)
    }

    /// The number of symbols, [`Sym::NONE`] included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether nothing was ever interned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.len() <= 1
    }
}

/// The strings of symbol columns that only one document has.
#[derive(Debug, Default, Clone)]
pub struct LocalSymbols {
    names: Vec<Box<str>>,
}

impl LocalSymbols {
    /// A table with these names in their order.
    #[must_use]
    pub fn from_names(names: Vec<Box<str>>) -> Self {
        Self { names }
    }

    /// All names in the order of their symbols.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// The symbol of `name`: the run's where it has one, else this document's own.
    pub fn intern(&mut self, run: &Symbols, name: &str) -> Sym {
        if let Some(sym) = run.find(name) {
            return sym;
        }
        let at = self.names.iter().position(|known| &**known == name).unwrap_or_else(|| {
            self.names.push(name.into());
            self.names.len() - 1
        });
        Sym(Symbols::LOCAL | u32::try_from(at).unwrap_or(0))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether the document has none of its own.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of a symbol of the run or of this document.
    #[must_use]
    pub fn name<'a>(&'a self, run: &'a Symbols, sym: Sym) -> Option<&'a str> {
        if sym.0 & Symbols::LOCAL == 0 {
            return run.name(sym);
        }
        self.names.get((sym.0 & !Symbols::LOCAL) as usize).map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_stable_and_frozen() {
        let interner = Interner::new();
        let word = interner.intern("word");
        assert_eq!(word, interner.intern("word"));
        assert!(interner.intern("").is_none());
        let symbols = interner.freeze();
        assert_eq!(symbols.name(word), Some("word"));
        let mut local = LocalSymbols::default();
        assert_eq!(local.intern(&symbols, "word"), word);
        let own = local.intern(&symbols, "لهجة");
        assert_eq!(symbols.name(own), None);
        assert_eq!(local.name(&symbols, own), Some("لهجة"));
    }
}
