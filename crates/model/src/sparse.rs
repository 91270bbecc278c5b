//! The sparse weight file: a hashed table of which the rows without weights are left out, so that it stays in a near cache.
//!
//! Layout, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `WRQSPARS` |
//! | 4 | version, 1 |
//! | 4 | length of the card |
//! | 1, 3 | log2 of the rows of the whole table, zeros |
//! | 4 | dense numbers |
//! | 4 | rows that have weights |
//! | … | the card: UTF-8 lines `key: value` |
//! | … | dense numbers, `i16` each |
//! | … | one bit for each row of the whole table, whether it has weights |
//! | … | the rows that have, in their order, eight `i8` each |

use crate::header::Header;
use crate::{Card, Error};

const MAGIC: &[u8; 8] = b"WRQSPARS";
const VERSION: u32 = 1;
const HEADER: usize = 28;
/// Weights a row.
const WIDTH: usize = 8;

/// A table of 2^`bits` rows of eight weights, most of them without any.
#[derive(Debug, Clone)]
pub struct Sparse {
    card: Card,
    bits: u32,
    dense: Vec<i16>,
    /// Of each sixty-four rows of the whole table, which have weights. Asked for far more often than what lies beside it, so
    /// that it lies by itself.
    used: Vec<u64>,
    /// How many rows before them have.
    before: Vec<u32>,
    rows: Vec<[i8; WIDTH]>,
}

impl Sparse {
    /// Reads a file.
    ///
    /// # Errors
    /// If the bytes are not exactly one sparse weight file of this version.
    pub fn from_bytes(file: &[u8]) -> Result<Sparse, Error> {
        let header = Header::open(file, MAGIC, VERSION, HEADER)?;
        let length = |expected| header.length(expected);
        let bits = header.number(16)?;
        if !(6..=28).contains(&bits) {
            return Err(Error::Header { what: "log2 of rows", found: bits.into() });
        }
        let card_at = HEADER;
        let dense_at = card_at.saturating_add(header.number(12)? as usize);
        let map_at = dense_at.saturating_add((header.number(20)? as usize).saturating_mul(2));
        let rows_at = map_at.saturating_add(1 << bits >> 3);
        let end = rows_at.saturating_add((header.number(24)? as usize).saturating_mul(WIDTH));
        if file.len() != end {
            return Err(length(end));
        }
        let part = |from: usize, to: usize| file.get(from..to).ok_or(length(end));
        let card = std::str::from_utf8(part(card_at, dense_at)?).map_err(|_| Error::Card("text"))?;
        let dense = part(dense_at, map_at)?.chunks_exact(2);
        let rows = part(rows_at, end)?.chunks_exact(WIDTH);
        let (used, before, all) = blocks(part(map_at, rows_at)?);
        if all as usize != rows.len() {
            return Err(Error::Header { what: "number of rows", found: rows.len() as u64 });
        }
        Ok(Sparse {
            card: Card::parse(card)?,
            bits,
            dense: dense.map(|two| two.iter().rev().fold(0, |n, &b| n << 8 | i16::from(b))).collect(),
            used,
            before,
            rows: rows.map(|row| std::array::from_fn(|n| row.get(n).map_or(0, |&b| b as i8))).collect(),
        })
    }

    /// Makes a table of whole numbers from real weights: `scale` is what one unit of the reals becomes; what is too large for a
    /// cell is cut to its largest number. Several values of one row are added up.
    #[must_use]
    pub fn quantise(
        card: Card,
        bits: u32,
        scale: f32,
        values: &[(usize, [f32; WIDTH])],
        dense: &[f32],
    ) -> Sparse {
        let bits = bits.clamp(6, 28);
        let whole = |value: f32, max: i32| ((value * scale).round() as i32).clamp(-max, max);
        let mut sums: Vec<(usize, [f32; WIDTH])> = Vec::with_capacity(values.len());
        let mut order: Vec<_> = values.iter().filter(|(row, _)| *row < 1 << bits).collect();
        order.sort_by_key(|(row, _)| *row);
        for (row, weights) in order {
            match sums.last_mut() {
                Some((last, sum)) if last == row => {
                    sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
                }
                _ => sums.push((*row, *weights)),
            }
        }
        let mut map = vec![0u8; 1 << bits >> 3];
        for (row, _) in &sums {
            if let Some(byte) = map.get_mut(row >> 3) {
                *byte |= 1 << (row & 7);
            }
        }
        let (used, before, _) = blocks(&map);
        Sparse {
            card,
            bits,
            dense: dense.iter().map(|&v| whole(v, 32767) as i16).collect(),
            used,
            before,
            rows: sums.iter().map(|(_, weights)| weights.map(|w| whole(w, 127) as i8)).collect(),
        }
    }

    /// The file that [`Sparse::from_bytes`] reads.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let card = self.card.to_text();
        let mut out = Vec::with_capacity(HEADER + card.len() + self.used.len() * 8 + self.rows.len() * WIDTH);
        out.extend_from_slice(MAGIC);
        let counts = [VERSION, card.len() as u32, self.bits, self.dense.len() as u32, self.rows.len() as u32];
        counts.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
        out.extend_from_slice(card.as_bytes());
        self.dense.iter().for_each(|n| out.extend_from_slice(&n.to_le_bytes()));
        self.used.iter().for_each(|block| out.extend_from_slice(&block.to_le_bytes()));
        self.rows.iter().flatten().for_each(|&cell| out.push(cell as u8));
        out
    }

    /// What the file says about itself.
    #[must_use]
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// log2 of the rows of the whole table.
    #[inline]
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The dense numbers.
    #[must_use]
    pub fn dense(&self) -> &[i16] {
        &self.dense
    }

    /// Whether a row of the whole table has weights.
    #[inline]
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        self.used.get(row >> 6).is_some_and(|block| block >> (row & 63) & 1 == 1)
    }

    /// Which of the eight rows of the whole table that begin at a multiple of eight have weights, one bit each.
    #[inline]
    #[must_use]
    pub fn eight(&self, row: usize) -> u8 {
        self.used.get(row >> 6).map_or(0, |block| (block >> (row & 56)) as u8)
    }

    /// The number of a row of the whole table that has weights among those that have.
    #[inline]
    #[must_use]
    pub fn number(&self, row: usize) -> u32 {
        let (used, before) = (self.used.get(row >> 6), self.before.get(row >> 6));
        let below = used.map_or(0, |used| used & !(u64::MAX << (row & 63)));
        before.map_or(0, |before| before + below.count_ones())
    }

    /// The weights of a row by that number.
    #[inline]
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<&[i8; WIDTH]> {
        self.rows.get(number as usize)
    }
}

/// Of each block of a map of bits which are set, and how many before it are; and how many are in all.
fn blocks(map: &[u8]) -> (Vec<u64>, Vec<u32>, u32) {
    let used: Vec<u64> =
        map.chunks_exact(8).map(|bytes| bytes.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b))).collect();
    let mut all = 0;
    let mut before = Vec::with_capacity(used.len());
    for block in &used {
        before.push(all);
        all += block.count_ones();
    }
    (used, before, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sparse {
        let card = Card { name: "sample".into(), labels: vec!["B".into()], ..Card::default() };
        let values = [(70, [1.0; 8]), (3, [-20.0; 8]), (70, [0.5; 8]), (127, [0.25; 8]), (999, [1.0; 8])];
        Sparse::quantise(card, 7, 8.0, &values, &[0.5, -1.0])
    }

    #[test]
    fn a_file_reads_back() {
        let file = sample().to_bytes();
        let table = Sparse::from_bytes(&file).unwrap();
        assert_eq!((table.card().name.as_str(), table.dense()), ("sample", &[4, -8][..]));
        let weight = |row| table.has(row).then(|| table.numbered(table.number(row)).unwrap()[0]);
        assert_eq!([3, 4, 70, 127].map(weight), [Some(-127), None, Some(12), Some(2)]);
        assert_eq!(weight(128), None);
        assert_eq!([0, 8, 64, 120, 128].map(|row| table.eight(row)), [1 << 3, 0, 1 << 6, 1 << 7, 0]);
        assert_eq!(table.to_bytes(), file);
    }

    #[test]
    fn broken_files_are_refused() {
        let file = sample().to_bytes();
        for end in 0..file.len() {
            assert!(Sparse::from_bytes(&file[..end]).is_err(), "{end}");
        }
        for (at, to) in [(0, b'X'), (8, 9), (16, 60), (24, 9), (file.len() - 3 * 8 - 1, 0xff)] {
            let mut other = file.clone();
            other[at] = to;
            assert!(Sparse::from_bytes(&other).is_err(), "{at}");
        }
    }
}
