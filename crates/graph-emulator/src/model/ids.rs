//! Ids in Graph's format, generated from sequence numbers.
//!
//! They are deterministic. Pages have 15 digits, personas 16 and people 17, so that they differ.

use messenger_personas::{IdError, PageId, PersonaId, Psid};

/// The id of the `number`-th Page.
pub(crate) fn page(number: u64) -> Result<PageId, IdError> {
    PageId::parse(&(100_000_000_000_000 + scatter(number, 48, 1)).to_string())
}

/// The id of the `number`-th persona.
pub(crate) fn persona(number: u64) -> Result<PersonaId, IdError> {
    PersonaId::parse(&(1_000_000_000_000_000 + scatter(number, 49, 2)).to_string())
}

/// The id of the `number`-th person.
pub(crate) fn person(number: u64) -> Result<Psid, IdError> {
    Psid::parse(&(24_000_000_000_000_000 + scatter(number, 50, 3)).to_string())
}

/// The id of the `number`-th attachment.
pub(crate) fn attachment(number: u64) -> String {
    (2_000_000_000_000_000 + scatter(number, 49, 4)).to_string()
}

/// The id of the `index`-th attachment of the `number`-th message.
pub(crate) fn message_attachment(number: u64, index: u64) -> String {
    let number = number.wrapping_mul(MOST_ATTACHMENTS).wrapping_add(index);
    (400_000_000_000_000 + scatter(number, 48, 6)).to_string()
}

/// The id of the conversation with the `number`-th person.
pub(crate) fn conversation(number: u64) -> String {
    format!("t_{}", 10_000_000_000_000_000 + scatter(number, 50, 5))
}

/// The id of the `number`-th message.
pub(crate) fn message(number: u64) -> String {
    let mut id = "m_".to_owned();
    for part in 0..4 {
        id.push_str(&digits(mix(number.wrapping_add(part << 60)), 11));
    }
    id
}

/// The id of the `number`-th postback.
pub(crate) fn postback(number: u64) -> String {
    message(number.wrapping_add(1 << 56))
}

/// An `fbtrace_id` from a hash.
pub(crate) fn trace(seed: u64) -> String {
    format!("A{}{}", digits(mix(seed), 11), digits(mix(!seed), 11))
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// Encodes the lowest `6 × count` bits in letters and digits.
pub(crate) fn digits(value: u64, count: u32) -> String {
    (0..count)
        .map(|place| {
            let index = u32::try_from((value >> (6 * place)) & 63).unwrap_or_default();
            ALPHABET.get(index as usize).map_or('A', |&byte| char::from(byte))
        })
        .collect()
}

/// Decodes the output of [`digits`]. Returns `None` for any other text.
pub(crate) fn parse_digits(text: &str) -> Option<u64> {
    text.bytes().enumerate().try_fold(0_u64, |value, (place, byte)| {
        let digit = ALPHABET.iter().position(|&letter| letter == byte)?;
        let shift = u32::try_from(place).ok()?.checked_mul(6).filter(|&shift| shift < 64)?;
        Some(value | u64::try_from(digit).ok()? << shift)
    })
}

/// FNV-1a: a hash that does not change between versions and platforms.
pub(crate) fn hash(bytes: &[u8], start: u64) -> u64 {
    bytes.iter().fold(start ^ 0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A faster hash for long inputs: eight bytes per step.
pub(crate) fn hash_long(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let start = (bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = words.iter().fold(start, |hash, word| {
        (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(29)
    });
    mix(self::hash(rest, hash))
}

/// A bijective hash: the finaliser of `SplitMix64`.
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A permutation of the numbers of `bits` bits, different for each `kind`. Both steps are bijective
/// modulo 2ⁿ: multiplication by a number that is not divisible by 2, and xor with a shifted value.
fn scatter(number: u64, bits: u32, kind: u64) -> u64 {
    let mask = (1 << bits) - 1;
    let mut x = number.wrapping_add(kind << 40) & mask;
    for _ in 0..2 {
        x = x.wrapping_mul(0x2545_f491_4f6c_dd1d) & mask;
        x ^= x >> (bits / 2);
    }
    x
}

/// More than a message can have.
const MOST_ATTACHMENTS: u64 = 32;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_differ_and_have_as_many_digits_as_graphs() {
        let mut seen = BTreeSet::new();
        for number in 0..10_000 {
            let (page, persona, person) =
                (page(number).unwrap(), persona(number).unwrap(), person(number).unwrap());
            assert_eq!(page.as_str().len(), 15);
            assert_eq!(persona.as_str().len(), 16);
            assert_eq!(person.as_str().len(), 17);
            assert!(seen.insert(page.to_string()));
            assert!(seen.insert(persona.to_string()));
            assert!(seen.insert(person.to_string()));
            assert!(seen.insert(message(number)));
            assert!(seen.insert(postback(number)));
        }
    }

    #[test]
    fn digits_can_be_decoded() {
        for value in [0, 1, 63, 64, u64::MAX, 0x1234_5678_9abc_def0] {
            assert_eq!(parse_digits(&digits(value, 11)), Some(value));
        }
        assert_eq!(parse_digits("ÄÄ"), None);
        assert_eq!(parse_digits(&"B".repeat(12)), None);
    }
}
