//! The weight file: a card that says what it is, a hashed table of small integers, and a list of dense numbers.
//!
//! Layout, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `WRQMODEL` |
//! | 4 | version, 1 |
//! | 4 | length of the card |
//! | 1, 1, 2 | bytes a cell (1 or 2), log2 of the rows, cells a row |
//! | 4 | dense numbers |
//! | … | the card: UTF-8 lines `key: value` |
//! | … | dense numbers, `i16` each |
//! | … | the table: rows of `i8` or `i16` |

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::header::Header;
use crate::{Error, hash};

const MAGIC: &[u8; 8] = b"WRQMODEL";
const VERSION: u32 = 1;
const HEADER: usize = 24;

/// The size of a weight in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// One byte: -127 … 127.
    I8,
    /// Two bytes: -32767 … 32767.
    I16,
}

impl Cell {
    /// Bytes a cell.
    pub fn bytes(self) -> usize {
        match self {
            Cell::I8 => 1,
            Cell::I16 => 2,
        }
    }

    /// The largest weight.
    pub fn max(self) -> i32 {
        match self {
            Cell::I8 => 127,
            Cell::I16 => 32767,
        }
    }
}

/// What a weight file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// What the model is for.
    pub name: String,
    /// What it was trained on.
    pub data: String,
    /// The licence of the weights.
    pub licence: String,
    /// The labels, in the order of the cells of a row; without tabs and line ends.
    pub labels: Vec<String>,
}

impl Card {
    pub(crate) fn to_text(&self) -> String {
        let line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
        let mut out = String::new();
        let _ = writeln!(out, "name: {}", line(&self.name));
        let _ = writeln!(out, "data: {}", line(&self.data));
        let _ = writeln!(out, "licence: {}", line(&self.licence));
        let labels: Vec<String> = self.labels.iter().map(|l| line(l)).collect();
        let _ = writeln!(out, "labels: {}", labels.join("\t"));
        out
    }

    pub(crate) fn parse(text: &str) -> Result<Card, Error> {
        let value = |key: &'static str| {
            text.lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix(": ").or(Some("")))
                .ok_or(Error::Card(key))
        };
        let labels = value("labels")?;
        Ok(Card {
            name: value("name")?.to_owned(),
            data: value("data")?.to_owned(),
            licence: value("licence")?.to_owned(),
            labels: if labels.is_empty() {
                Vec::new()
            } else {
                labels.split('\t').map(str::to_owned).collect()
            },
        })
    }
}

/// A table of 2^`bits` rows of `width` weights, read in place from the bytes of a file.
#[derive(Debug, Clone)]
pub struct Weights<'a> {
    card: Card,
    cell: Cell,
    bits: u32,
    width: usize,
    dense: Vec<i16>,
    table: Cow<'a, [u8]>,
}

impl<'a> Weights<'a> {
    /// Reads a weight file; the table stays where it is, so this costs microseconds.
    ///
    /// # Errors
    /// If the bytes are not exactly one weight file of this version.
    pub fn from_bytes(file: &'a [u8]) -> Result<Weights<'a>, Error> {
        let header = Header::open(file, MAGIC, VERSION, HEADER)?;
        let length = |expected| header.length(expected);
        let (card_len, shape, dense_len) =
            (header.number(12)? as usize, header.number(16)?, header.number(20)? as usize);
        let cell = match shape & 0xff {
            1 => Cell::I8,
            2 => Cell::I16,
            n => return Err(Error::Header { what: "cell size", found: n.into() }),
        };
        let bits = shape >> 8 & 0xff;
        if !(1..=28).contains(&bits) {
            return Err(Error::Header { what: "log2 of rows", found: bits.into() });
        }
        let width = (shape >> 16) as usize;
        if width == 0 {
            return Err(Error::Header { what: "row width", found: 0 });
        }
        let dense_at = HEADER.saturating_add(card_len);
        let table_at = dense_at.saturating_add(dense_len.saturating_mul(2));
        let end = table_at.saturating_add((width * cell.bytes()) << bits);
        if file.len() != end {
            return Err(length(end));
        }
        let card = file.get(HEADER..dense_at).ok_or(length(end))?;
        let card = Card::parse(std::str::from_utf8(card).map_err(|_| Error::Card("text"))?)?;
        let dense = file.get(dense_at..table_at).ok_or(length(end))?;
        let dense = dense.chunks_exact(2).map(two).collect();
        let table = file.get(table_at..).ok_or(length(end))?;
        Ok(Weights { card, cell, bits, width, dense, table: Cow::Borrowed(table) })
    }

    /// Makes a table of whole numbers from real weights, row by row.
    ///
    /// `scale` is what one unit of the reals becomes; what is too large for a cell is cut to its largest number.
    /// `values` must hold `width << bits` numbers; what is missing counts as zero.
    pub fn quantise(
        card: Card,
        cell: Cell,
        bits: u32,
        width: usize,
        scale: f32,
        values: &[f32],
        dense: &[f32],
    ) -> Weights<'static> {
        let whole = |value: f32, max: i32| ((value * scale).round() as i32).clamp(-max, max);
        let mut table = Vec::with_capacity((width * cell.bytes()) << bits);
        for at in 0..width << bits {
            let number = whole(values.get(at).copied().unwrap_or(0.0), cell.max());
            table.extend_from_slice(number.to_le_bytes().get(..cell.bytes()).unwrap_or(&[]));
        }
        let dense = dense.iter().map(|&v| whole(v, 32767) as i16).collect();
        Weights { card, cell, bits, width, dense, table: Cow::Owned(table) }
    }

    /// The file that [`Weights::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let card = self.card.to_text();
        let mut out = Vec::with_capacity(HEADER + card.len() + self.dense.len() * 2 + self.table.len());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(card.len() as u32).to_le_bytes());
        out.extend_from_slice(&[self.cell.bytes() as u8, self.bits as u8]);
        out.extend_from_slice(&(self.width as u16).to_le_bytes());
        out.extend_from_slice(&(self.dense.len() as u32).to_le_bytes());
        out.extend_from_slice(card.as_bytes());
        self.dense.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
        out.extend_from_slice(&self.table);
        out
    }

    /// The same with a table of its own, for files that do not stay in memory.
    pub fn into_owned(self) -> Weights<'static> {
        let Weights { card, cell, bits, width, dense, table } = self;
        Weights { card, cell, bits, width, dense, table: Cow::Owned(table.into_owned()) }
    }

    /// log2 of the rows.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// One bit a row, whether it has a weight that is not zero: small enough to stay in a near cache, where the table is not.
    pub fn occupied(&self) -> Vec<u64> {
        let mut bits = vec![0u64; (1usize << self.bits).div_ceil(64)];
        let rows = self.table.chunks_exact(self.width * self.cell.bytes());
        for (at, _) in rows.enumerate().filter(|(_, row)| row.iter().any(|&byte| byte != 0)) {
            if let Some(word) = bits.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
        }
        bits
    }

    /// What the file says about itself.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Weights a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The dense numbers (a tagger keeps its transitions there).
    pub fn dense(&self) -> &[i16] {
        &self.dense
    }

    /// Adds the row of a feature to `scores`, cell by cell, as far as `scores` goes.
    #[inline(always)]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        let size = self.width * self.cell.bytes();
        let at = hash::row(feature, self.bits) * size;
        let Some(row) = self.table.get(at..at + size) else { return };
        match self.cell {
            Cell::I8 => {
                // Rows of sixteen are common enough to be added all at once.
                if let (Some(scores), Ok(row)) = (scores.first_chunk_mut::<16>(), <&[u8; 16]>::try_from(row))
                {
                    for (score, &cell) in scores.iter_mut().zip(row) {
                        *score += i32::from(cell as i8);
                    }
                    return;
                }
                for (score, &cell) in scores.iter_mut().zip(row) {
                    *score += i32::from(cell as i8);
                }
            }
            Cell::I16 => {
                for (score, cell) in scores.iter_mut().zip(row.chunks_exact(2)) {
                    *score += i32::from(two(cell));
                }
            }
        }
    }

    /// The first weight of a feature's row: all there is in a table of width 1.
    #[inline]
    pub fn get(&self, feature: u64) -> i32 {
        let at = hash::row(feature, self.bits) * self.width * self.cell.bytes();
        match self.cell {
            Cell::I8 => self.table.get(at).map_or(0, |&cell| i32::from(cell as i8)),
            Cell::I16 => self.table.get(at..at + 2).map_or(0, |cell| i32::from(two(cell))),
        }
    }

    /// The table as rows of sixteen bytes, for sums in a hurry; none if its rows are of another size.
    pub fn sixteen(&self) -> Option<Sixteen> {
        let fits = self.cell == Cell::I8 && self.width == 16;
        let rows = self.table.chunks_exact(16).filter_map(|row| {
            let row: &[u8; 16] = row.try_into().ok()?;
            Some(row.map(|cell| cell as i8))
        });
        fits.then(|| Sixteen { bits: self.bits, rows: rows.collect() })
    }
}

/// Rows of sixteen one-byte weights, in memory of their own: there, unlike in a file, no row lies across two lines of the cache.
#[derive(Debug, Clone)]
pub struct Sixteen {
    bits: u32,
    rows: Vec<[i8; 16]>,
}

impl Sixteen {
    /// Adds the row of a feature to `sums`. Sums are right up to 258 rows; beyond that they wrap.
    #[inline(always)]
    pub fn add(&self, feature: u64, sums: &mut [i16; 16]) {
        if let Some(row) = self.rows.get(hash::row(feature, self.bits)) {
            // Plain indices: also a build that inlines little adds all sixteen at once.
            for n in 0..16 {
                sums[n] = sums[n].wrapping_add(i16::from(row[n]));
            }
        }
    }
}

#[inline]
fn two(bytes: &[u8]) -> i16 {
    match bytes {
        [low, high] => i16::from_le_bytes([*low, *high]),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(cell: Cell) -> Weights<'static> {
        let card = Card {
            name: "sample".into(),
            data: "two sentences\nof our own".into(),
            licence: "MIT".into(),
            labels: vec!["O".into(), "B".into()],
        };
        let mut values = vec![0.0; 2 << 4];
        let row = hash::row(99, 4) * 2;
        values[row] = 1.25;
        values[row + 1] = -40.0;
        Weights::quantise(card, cell, 4, 2, 8.0, &values, &[0.5, -1.0])
    }

    #[test]
    fn a_file_reads_back() {
        for (cell, low) in [(Cell::I8, -127), (Cell::I16, -320)] {
            let file = sample(cell).to_bytes();
            let weights = Weights::from_bytes(&file).unwrap();
            assert_eq!(weights.card().data, "two sentences of our own");
            assert_eq!(weights.card().labels, ["O", "B"]);
            assert_eq!(weights.dense(), [4, -8]);
            let mut scores = [1, 0];
            weights.add(99, &mut scores);
            assert_eq!(scores, [11, low]);
            assert_eq!(weights.get(99), 10);
            assert!(weights.sixteen().is_none());
            assert_eq!(weights.occupied(), [1 << hash::row(99, weights.bits())]);
            assert_eq!(weights.to_bytes(), file);
        }
    }

    #[test]
    fn broken_files_are_refused() {
        let file = sample(Cell::I8).to_bytes();
        for end in 0..file.len() {
            assert!(Weights::from_bytes(&file[..end]).is_err(), "{end}");
        }
        let mut longer = file.clone();
        longer.push(0);
        assert_eq!(
            Weights::from_bytes(&longer).unwrap_err(),
            Error::Length { expected: file.len(), found: longer.len() }
        );
        let change = |at: usize, to: u8| {
            let mut other = file.clone();
            other[at] = to;
            Weights::from_bytes(&other).unwrap_err()
        };
        assert_eq!(change(0, b'X'), Error::NoMagic);
        assert_eq!(change(8, 9), Error::Version { found: 9, allowed: 1 });
        assert_eq!(change(16, 3), Error::Header { what: "cell size", found: 3 });
        assert_eq!(change(17, 60), Error::Header { what: "log2 of rows", found: 60 });
        assert!(matches!(change(15, 0xff), Error::Length { .. }));
    }
}
