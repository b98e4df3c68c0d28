//! Parser of `multipart/form-data`.

use super::image_size;

/// A part of a multipart body.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) name: String,
    pub(super) file: Option<File>,
    /// The value of a field, or the content of a file.
    pub(super) content: &'a [u8],
}

/// A file in a multipart body, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    /// The media type; empty if the part has no `content-type`.
    pub(crate) kind: String,
    /// Size in bytes.
    pub(crate) size: usize,
    /// Width and height in pixels, of an image whose header has them.
    pub(crate) dimensions: Option<(u32, u32)>,
}

/// Splits a body into its parts. An error is the reason, as a sentence about "it".
pub(super) fn parts<'a>(content_type: &str, body: &'a [u8]) -> Result<Vec<Part<'a>>, &'static str> {
    let boundary = attribute(content_type, "boundary")
        .filter(|boundary| (1..=70).contains(&boundary.len()))
        .ok_or("its content type names no boundary")?;
    let first = format!("--{boundary}").into_bytes();
    let next = format!("\r\n--{boundary}").into_bytes();
    let (_, mut rest) = split_at_mark(body, &first).ok_or("its boundary is not in it")?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let (_, after_line) = split_at_mark(rest, b"\r\n").ok_or(NO_END)?;
        let (whole, after) = split_at_mark(after_line, &next).ok_or(NO_END)?;
        if parts.len() == MOST_PARTS {
            return Err("it has too many parts");
        }
        parts.push(part(whole)?);
        rest = after;
    }
    Ok(parts)
}

fn part(whole: &[u8]) -> Result<Part<'_>, &'static str> {
    let (head, content) = split_at_mark(whole, b"\r\n\r\n").ok_or("a part of it has no headers")?;
    let head = std::str::from_utf8(head).map_err(|_| "the headers of a part are not UTF-8")?;
    let header = |name: &str| {
        head.lines().filter_map(|line| line.split_once(':')).find_map(|(given, value)| {
            given.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition").unwrap_or_default();
    let name = attribute(disposition, "name").ok_or("a part of it has no name")?;
    let file = attribute(disposition, "filename").map(|name| File {
        name,
        kind: header("content-type").unwrap_or_default().to_owned(),
        size: content.len(),
        dimensions: image_size::read(content),
    });
    Ok(Part { name, file, content })
}

/// The value of an attribute: `b` of `a; name=b` and of `a; name="b"`.
fn attribute(header: &str, name: &str) -> Option<String> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (given, value) = rest.split_once('=')?;
        let (value, after) = match value.trim_start().strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => {
                value.split_once(';').map_or((value.trim(), ""), |(it, after)| (it.trim(), after))
            }
        };
        if given.trim_matches([';', ' ', '\t']).eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
        rest = after;
    }
}

/// Splits at the first `mark`.
fn split_at_mark<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

const MOST_PARTS: usize = 1000;
const NO_END: &str = "it ends before its last boundary";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_boundary_and_a_preamble_are_accepted() {
        let body = b"hello\r\n--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--";
        let read = parts("multipart/form-data; charset=utf-8; boundary=\"a b\"", body).unwrap();
        assert_eq!((read[0].name.as_str(), read[0].content), ("x", &b"1"[..]));
        assert!(parts("multipart/form-data; boundary=x", b"--x--").unwrap().is_empty());
    }

    #[test]
    fn an_invalid_multipart_body_names_the_reason() {
        let head = "Content-Disposition: form-data; name=\"a\"";
        for (content_type, body, reason) in [
            ("multipart/form-data", "--x".to_owned(), "no boundary"),
            ("multipart/form-data; boundary=", "--".to_owned(), "no boundary"),
            ("multipart/form-data; boundary=y", "--x".to_owned(), "not in it"),
            ("multipart/form-data; boundary=x", "--x".to_owned(), "last boundary"),
            ("multipart/form-data; boundary=x", format!("--x\r\n{head}\r\n\r\n1"), "last boundary"),
            ("multipart/form-data; boundary=x", "--x\r\na\r\n--x--".to_owned(), "no headers"),
            (
                "multipart/form-data; boundary=x",
                "--x\r\na:b\r\n\r\n1\r\n--x--".to_owned(),
                "no name",
            ),
            (
                "multipart/form-data; boundary=x",
                format!("--x\r\n{head}\r\n\r\n\r\n").repeat(1002),
                "too many parts",
            ),
        ] {
            let why = parts(content_type, body.as_bytes()).unwrap_err();
            assert!(why.contains(reason), "{why}, not {reason}");
        }
    }
}
