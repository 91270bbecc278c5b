//! Feature hashes: stable over versions and machines, so that they may be stored in weight files.

/// An odd constant with well-spread bits (2^64 divided by the golden ratio).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes the bits of `x` so that every input bit changes about half of the output (the finaliser of SplitMix64).
#[inline]
pub const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The hash of two hashes or small numbers, in this order. Cheap: one multiplication.
#[inline]
pub const fn pair(a: u64, b: u64) -> u64 {
    let x = (a ^ b.rotate_left(32)).wrapping_add(b).wrapping_mul(GOLDEN);
    x ^ (x >> 29)
}

/// The hash of a byte string.
#[inline]
pub fn bytes(text: &[u8]) -> u64 {
    let mut h = GOLDEN ^ text.len() as u64;
    let mut rest = text;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        h = mix(h ^ u64::from_le_bytes(*eight));
        rest = after;
    }
    if rest.is_empty() { h } else { mix(h ^ number(rest)) }
}

/// The hash of the first `length` bytes, at most eight, of a number whose bytes behind them are zero: that of [`bytes`].
#[inline]
pub const fn few(number: u64, length: usize) -> u64 {
    let h = GOLDEN ^ length as u64;
    if length == 0 { h } else { mix(h ^ number) }
}

/// At most eight bytes as a number, the first one lowest.
#[inline]
pub fn number(bytes: &[u8]) -> u64 {
    let length = bytes.len().min(8);
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    // Two reads that overlap say the same of the bytes that both have.
    if let (Some(a), Some(b)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*a)) | u64::from(u32::from_le_bytes(*b)) << ((length - 4) * 8);
    }
    if let (Some(a), Some(b)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        return u64::from(u16::from_le_bytes(*a)) | u64::from(u16::from_le_bytes(*b)) << ((length - 2) * 8);
    }
    bytes.first().map_or(0, |&byte| byte.into())
}

/// The hash of a text: that of its UTF-8 bytes.
#[inline]
pub fn text(text: &str) -> u64 {
    bytes(text.as_bytes())
}

/// A feature: template number and value. Templates keep equal values of different kinds apart.
#[inline]
pub const fn feature(template: u64, value: u64) -> u64 {
    pair(value, template.wrapping_mul(GOLDEN))
}

/// The row of a table of 2^`bits` rows that belongs to a hash.
#[inline]
pub const fn row(hash: u64, bits: u32) -> usize {
    // The high bits of a product depend on all bits of the factor.
    (hash.wrapping_mul(GOLDEN) >> (64 - bits)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_frozen() {
        // Stored weight files depend on these values.
        assert_eq!(text("كتاب"), bytes("كتاب".as_bytes()));
        assert_eq!(text(""), GOLDEN);
        assert_eq!(mix(1), 0x5692_161d_100b_05e5);
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(feature(1, 7), feature(2, 7));
        let text = b"0123456789abcdefg";
        for (end, expected) in [(1, 0x30), (2, 0x3130), (3, 0x0032_3130), (7, 0x0036_3534_3332_3130)] {
            assert_eq!(number(&text[..end]), expected);
        }
        assert_eq!(bytes(&text[..11]), mix(mix(GOLDEN ^ 11 ^ number(text)) ^ number(&text[8..11])));
        for end in 0..=8 {
            assert_eq!(few(number(&text[..end]), end), bytes(&text[..end]), "{end}");
        }
    }

    #[test]
    fn rows_spread_over_the_table() {
        let mut seen = vec![0u32; 1 << 8];
        for n in 0..25_600u64 {
            seen[row(feature(3, n), 8)] += 1;
        }
        assert!(seen.iter().all(|&n| (50..=150).contains(&n)), "{seen:?}");
    }
}
