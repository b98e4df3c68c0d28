//! URLs of generated pictures, so that a demo needs no network.
//!
//! `/_emulator/pictures/{name}.svg` is a face, `/_emulator/pictures/pages/{name}.svg` a shop. Every
//! name has a picture, and it is always the same.

use std::borrow::Cow;

use crate::model::ids;

/// Removes the origin from the URL of a generated picture, so that it remains valid on another
/// port.
pub(crate) fn to_stored_url(origin: &str, url: &str) -> String {
    match url.strip_prefix(origin) {
        Some(path) if path.starts_with(PATH) => path.to_owned(),
        _ => url.to_owned(),
    }
}

/// Adds the origin to the path of a generated picture.
pub(crate) fn to_public_url<'a>(origin: &str, url: &'a str) -> Cow<'a, str> {
    if url.starts_with(PATH) { format!("{origin}{url}").into() } else { url.into() }
}

/// The URL of a generated picture in place of `url`. Generated pictures keep theirs.
pub(crate) fn to_rehosted_url<'a>(origin: &str, url: &'a str) -> Cow<'a, str> {
    if url.starts_with(PATH) {
        return to_public_url(origin, url);
    }
    format!("{origin}{PATH}{:016x}.svg", ids::mix(ids::hash(url.as_bytes(), 0))).into()
}

/// The path of a person's or persona's picture.
pub(crate) fn face_path(name: &str) -> String {
    format!("{PATH}{}.svg", slug(name))
}

/// The path of a Page's picture.
pub(crate) fn shop_path(name: &str) -> String {
    format!("{PATH}pages/{}.svg", slug(name))
}

/// Converts `David Mark` to `david-mark`.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().filter(|c| *c != '\'').take(60) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "unnamed".to_owned() } else { slug.to_owned() }
}

const PATH: &str = "/_emulator/pictures/";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_pictures_are_stored_without_origin() {
        let url = "http://127.0.0.1:4010/_emulator/pictures/adam.svg";
        let path = to_stored_url("http://127.0.0.1:4010", url);
        assert_eq!(path, "/_emulator/pictures/adam.svg");
        assert_eq!(
            to_public_url("http://localhost:9", &path),
            "http://localhost:9/_emulator/pictures/adam.svg"
        );
        for url in ["https://example.com/adam.jpg", "http://127.0.0.1:4010/adam.jpg"] {
            assert_eq!(
                to_public_url("http://b", &to_stored_url("http://127.0.0.1:4010", url)),
                url
            );
        }
    }

    #[test]
    fn names_are_converted_to_file_names() {
        for (name, file) in
            [("Jasper's Market", "jaspers-market"), ("Mia R.", "mia-r"), ("田中", "unnamed")]
        {
            assert_eq!(slug(name), file);
        }
    }
}
