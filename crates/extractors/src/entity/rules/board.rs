//! The names of a document while rules set them right: which name each unit belongs to, so that a look costs nothing that grows with the text.

use std::ops::Range;

use crate::entity::finder::Name;

/// Names that do not overlap.
pub(super) struct Board {
    /// For each unit the name that it is part of, counted from 1; 0 where it is free.
    owner: Vec<u32>,
    /// All names that were ever put in; those that are gone own no unit.
    names: Vec<Name>,
}

impl Board {
    /// Takes the names of a document of so many units.
    pub(super) fn new(units: usize, names: Vec<Name>) -> Board {
        let mut board = Board { owner: vec![0; units], names: Vec::with_capacity(names.len() * 2) };
        names.into_iter().for_each(|name| board.set(name));
        board
    }

    fn set(&mut self, name: Name) {
        let number = self.names.len() as u32 + 1;
        self.owner.get_mut(name.units.clone()).unwrap_or_default().fill(number);
        self.names.push(name);
    }

    /// The name that a unit is part of.
    #[inline]
    pub(super) fn at(&self, unit: usize) -> Option<&Name> {
        let number = *self.owner.get(unit)?;
        self.names.get((number as usize).checked_sub(1)?)
    }

    /// Whether a unit is part of a name.
    #[inline]
    pub(super) fn covered(&self, unit: usize) -> bool {
        self.owner.get(unit).is_some_and(|number| *number > 0)
    }

    /// The names that touch some units, in order.
    pub(super) fn touching(&self, units: &Range<usize>) -> impl Iterator<Item = &Name> {
        let mut at = units.start;
        let end = units.end;
        std::iter::from_fn(move || {
            while at < end {
                let name = self.at(at);
                at = name.map_or(at + 1, |name| name.units.end);
                if name.is_some() {
                    return name;
                }
            }
            None
        })
    }

    /// Whether no name touches some units.
    pub(super) fn free(&self, units: &Range<usize>) -> bool {
        self.touching(units).next().is_none()
    }

    /// Puts in a name that outdoes what it overlaps, unless that is longer.
    pub(super) fn put(&mut self, new: Name) {
        if self.touching(&new.units).all(|name| name.units.len() <= new.units.len()) {
            let mut at = new.units.start;
            while at < new.units.end {
                at = self.remove(at).max(at + 1);
            }
            self.set(new);
        }
    }

    /// Takes out the name that a unit is part of; gives where it ended.
    pub(super) fn remove(&mut self, unit: usize) -> usize {
        let Some(units) = self.at(unit).map(|name| name.units.clone()) else { return unit };
        self.owner.get_mut(units.clone()).unwrap_or_default().fill(0);
        units.end
    }

    /// Changes the name that a unit is part of.
    pub(super) fn change(&mut self, unit: usize, change: impl FnOnce(&mut Name)) {
        let Some(mut name) = self.at(unit).cloned() else { return };
        self.remove(unit);
        change(&mut name);
        self.set(name);
    }

    /// The names in the order of the text.
    pub(super) fn finish(self) -> Vec<Name> {
        let Board { owner, names } = self;
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(number) = owner.get(at) {
            let name = (*number as usize).checked_sub(1).and_then(|n| names.get(n));
            at = name.map_or(at + 1, |name| name.units.end);
            out.extend(name.cloned());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::finder::{Label, Rule};

    fn name(units: Range<usize>) -> Name {
        Name { units, label: Label::Loc, rule: Rule::Pattern }
    }

    #[test]
    fn a_longer_name_outdoes_what_it_touches() {
        let mut board = Board::new(9, vec![name(1..3), name(5..8)]);
        board.put(name(2..4));
        assert!(!board.covered(1) && board.covered(3), "a name as long takes the place of another");
        board.put(name(3..5));
        board.put(name(7..9));
        board.put(name(0..1));
        let found: Vec<_> = board.finish().into_iter().map(|name| name.units).collect();
        assert_eq!(found, [0..1, 3..5, 5..8], "a shorter one does not");
    }

    #[test]
    fn names_change_and_go() {
        let mut board = Board::new(6, vec![name(1..2), name(3..5)]);
        board.change(4, |name| name.units.start = 2);
        assert_eq!(board.touching(&(0..6)).map(|name| name.units.clone()).collect::<Vec<_>>(), [1..2, 2..5]);
        board.remove(1);
        assert!(board.free(&(0..2)) && !board.free(&(0..3)));
    }
}
