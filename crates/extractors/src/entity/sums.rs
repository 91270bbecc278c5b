//! What a token gives to each unit of its window, summed up once for each kind of token.

use warraq_model::Sparse;

use super::features::{self, REACH};
use super::kinds::Kinds;
use super::tagger::{NAMED, Row, plus};

/// Places of the window.
pub(super) const PLACES: usize = 2 * REACH + 1;

/// How exactly the sums for the farthest places are kept, in units of the weights.
const STEP: i16 = 4;

/// The sums of the weights that a token gives to each place of its window: a line of a near cache. What it says of the farthest
/// is kept roughly.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Sums {
    near: [Row; PLACES - 2],
    far: [[i8; NAMED]; 2],
}

const _: () = assert!(size_of::<Sums>() == 64, "the sums of a kind fill one line");

impl Sums {
    /// Of a token that says nothing.
    pub(super) const NONE: Sums = Sums { near: [[0; NAMED]; PLACES - 2], far: [[0; NAMED]; 2] };

    fn of(sums: &[Row; PLACES]) -> Sums {
        let [first, near @ .., last] = *sums;
        let rough =
            |row: Row| row.map(|sum| (sum.saturating_add(STEP / 2).div_euclid(STEP)).clamp(-127, 127) as i8);
        Sums { near, far: [rough(first), rough(last)] }
    }
}

/// What the tokens of a window say of the one in its middle.
#[inline(always)]
pub(super) fn of_middle(window: &[&Sums; PLACES]) -> Row {
    let [first, second, middle, fourth, last] = window;
    let wide = |row: [i8; NAMED]| row.map(|sum| i16::from(sum) * STEP);
    let mut row = wide(first.far[1]);
    for near in [&second.near[2], &middle.near[1], &fourth.near[0], &wide(last.far[0])] {
        row = plus(row, near);
    }
    row
}

/// Adds the weights of a row, which its number among the rows with weights names.
#[inline]
#[allow(clippy::needless_range_loop)]
pub(super) fn add(weights: &Sparse, number: u32, scores: &mut Row) {
    if let Some(row) = weights.numbered(number) {
        for n in 0..NAMED {
            scores[n] = scores[n].saturating_add(i16::from(row[n]));
        }
    }
}

/// How many kinds are summed up together.
const TOGETHER: usize = 32;
/// The most values that a token gives.
const VALUES: usize = 48;

/// A value of a kind.
#[derive(Debug, Clone, Copy, Default)]
struct Value {
    /// Its row for the first place of the window; those of the others follow in the same line, around its end.
    row: u32,
    /// The kind, counted from the first of those summed up together.
    kind: u16,
    /// The places that it says something of, one bit each.
    places: u8,
}

/// The storage for summing up.
#[derive(Debug, Default)]
pub(super) struct Growth {
    values: Vec<Value>,
    /// Places of kinds, with the rows that they get.
    rows: Vec<(u32, u32)>,
}

impl Growth {
    /// Adds the sums of the kinds that have none yet.
    ///
    /// Everything is looked up for many kinds before any of it is needed, and nothing is asked that a processor could guess wrong
    /// while it waits for memory: most values have no weights for any unit.
    pub(super) fn grow(&mut self, weights: &Sparse, kinds: &Kinds, sums: &mut Vec<Sums>) {
        self.values.resize(TOGETHER * VALUES, Value::default());
        while sums.len() < kinds.list().len() {
            let first = sums.len();
            let len = self.values(weights, kinds, first);
            self.rows(weights, len);
            let mut full = [[[0; NAMED]; PLACES]; TOGETHER];
            let places = full.as_flattened_mut();
            for &(place, number) in &self.rows {
                if let Some(scores) = places.get_mut(place as usize) {
                    add(weights, number, scores);
                }
            }
            let new = kinds.list().len() - first;
            sums.extend(full.iter().take(new).map(Sums::of));
        }
    }

    /// The values of some kinds; gives how many they are.
    fn values(&mut self, weights: &Sparse, kinds: &Kinds, first: usize) -> usize {
        let mut len = 0;
        let new = kinds.list().iter().zip(kinds.details()).skip(first).take(TOGETHER);
        for ((kind, detail), n) in new.zip(0..) {
            features::of_token(kind, detail, |reach, value| {
                let row = features::row(features::feature(value, 0), weights.bits()) as u32;
                let places = ((1 << (2 * reach + 1)) - 1) << (REACH - reach);
                if let Some(slot) = self.values.get_mut(len) {
                    *slot = Value { row, kind: n, places };
                }
                len += 1;
            });
        }
        len
    }

    /// The rows with weights of so many values.
    fn rows(&mut self, weights: &Sparse, len: usize) {
        let Self { values, rows } = self;
        let mut kept = 0;
        for n in 0..len {
            let Some(&value) = values.get(n) else { break };
            let line = weights.eight(value.row as usize & !7).rotate_right(value.row & 7);
            let places = value.places & line;
            if let Some(slot) = values.get_mut(kept) {
                *slot = Value { places, ..value };
            }
            kept += usize::from(places != 0);
        }
        rows.clear();
        for value in values.iter().take(kept) {
            let mut left = value.places;
            while left != 0 {
                let place = left.trailing_zeros();
                left &= left - 1;
                let row = value.row & !7 | (value.row + place) & 7;
                let to = u32::from(value.kind) * PLACES as u32 + place;
                rows.push((to, weights.number(row as usize)));
            }
        }
    }
}
