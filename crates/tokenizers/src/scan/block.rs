//! Bit masks over blocks of 64 bytes: where a run of plain Arabic word characters may end.

/// Bytes a block.
pub(super) const WIDTH: usize = 64;

/// The masks of a text's blocks, in order. Bits beyond the end of the text may be set.
pub(super) struct Blocks<'a> {
    bytes: &'a [u8],
    base: usize,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Blocks { bytes, base: 0 }
    }
}

impl Iterator for Blocks<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        let rest = self.bytes.get(self.base..).filter(|rest| !rest.is_empty())?;
        self.base += WIDTH;
        if let Some(block) = rest.first_chunk() {
            return Some(stops(block));
        }
        let mut block = [b' '; WIDTH + 1];
        for (to, from) in block.iter_mut().zip(rest) {
            *to = *from;
        }
        Some(stops(&block))
    }
}

/// A bit for each byte that opens a character other than a plain Arabic letter, mark or tatweel.
///
/// Plain are U+0620..=U+065F and U+066E..=U+06D3: what news text is made of. All else stops a run, and is then looked at
/// closely; so rarer letters cost time but are never lost. One byte more than a block is read, because the second byte
/// of a character decides about it.
#[inline]
fn stops(block: &[u8; WIDTH + 1]) -> u64 {
    let mut flags = [0u8; WIDTH];
    for (i, flag) in flags.iter_mut().enumerate() {
        let (byte, next) = (block[i], block[i + 1]);
        let ascii = byte < 0x80;
        let other_lead = (byte >= 0xC0) & (byte & 0xFC != 0xD8);
        let d8 = (byte == 0xD8) & (next < 0xA0);
        let d9 = (byte == 0xD9) & (next.wrapping_sub(0xA0) < 0x0E);
        let db = (byte == 0xDB) & (next >= 0x94);
        *flag = u8::from(ascii | other_lead | d8 | d9 | db);
    }
    let mut mask = 0;
    for (i, eight) in flags.as_chunks::<8>().0.iter().enumerate() {
        // Each byte is 0 or 1: the product gathers the eight of them in its highest byte.
        mask |= (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    mask
}
