//! An HTTP message as text: what an input of a fuzz target is, so that people can read and write one.

use std::borrow::Cow;

/// A first line, headers up to an empty line, and the bytes after it.
pub(crate) struct Message<'a> {
    pub(crate) first_line: Cow<'a, str>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: &'a [u8],
}

impl<'a> Message<'a> {
    /// The message in `bytes`, whatever they are.
    pub(crate) fn read(bytes: &'a [u8]) -> Self {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n");
        let (head, body) = match end {
            Some(end) => (&bytes[..end], &bytes[end + 2..]),
            None => (bytes, &[][..]),
        };
        let mut lines = head.split(|&byte| byte == b'\n').map(String::from_utf8_lossy);
        let first_line = lines.next().unwrap_or_default();
        let headers = lines
            .filter_map(|line| {
                let (name, value) = line.split_once(':')?;
                Some((name.to_owned(), value.trim().to_owned()))
            })
            .collect();
        Self { first_line, headers, body }
    }
}
