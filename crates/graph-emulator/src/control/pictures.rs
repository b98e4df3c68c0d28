//! `/_emulator/pictures/…`: generated pictures in SVG.

use messenger_personas::HttpResponse;

use super::context::ControlError;
use crate::{http::cors, model::ids};

/// The response to `GET /_emulator/pictures/…`.
pub(super) fn get(path: &[&str]) -> HttpResponse {
    let Some(svg) = draw(path) else {
        let message = "there is no such picture; there is /_emulator/pictures/adam.svg, or any \
                       other name of small letters, digits and hyphens";
        return ControlError(404, message.to_owned()).response();
    };
    let mut headers = cors::headers();
    for (name, value) in [
        ("content-type", "image/svg+xml"),
        ("cache-control", "public, max-age=3600"),
        ("content-security-policy", "default-src 'none'"),
        ("x-content-type-options", "nosniff"),
    ] {
        headers.push((name.to_owned(), value.to_owned()));
    }
    HttpResponse { status: 200, headers, body: svg.into_bytes() }
}

/// The picture at a path below `/_emulator/pictures/`.
fn draw(segments: &[&str]) -> Option<String> {
    match segments {
        ["pages", file] => file_name(file).map(shop),
        [file] => file_name(file).map(face),
        _ => None,
    }
}

fn file_name(file: &str) -> Option<&str> {
    let name = file.strip_suffix(".svg")?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    ((1..=64).contains(&name.len()) && name.chars().all(is_plain)).then_some(name)
}

fn face(name: &str) -> String {
    let mut choice = Choice(ids::mix(ids::hash(name.as_bytes(), FACES)));
    let (sky, ground) = choice.of(BACKGROUNDS);
    let (skin, hair) = choice.of(LOOKS);
    let shirt = choice.of(SHIRTS);
    let style = choice.of(STYLES).replace("HAIR", hair);
    let behind = if choice.of(&[true, false]) {
        format!(
            "<path d='M44 76c0-26 12-40 36-40s36 14 36 40v26c0 5-3 8-8 8H52c-5 0-8-3-8-8z' \
             fill='{hair}'/>"
        )
    } else {
        String::new()
    };
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 160' width='320' height='320'>\
         <defs><linearGradient id='b' x1='0' y1='0' x2='0' y2='1'>\
         <stop offset='0' stop-color='{sky}'/><stop offset='1' stop-color='{ground}'/>\
         </linearGradient></defs><rect width='160' height='160' fill='url(#b)'/>{behind}\
         <path d='M24 160c2-32 24-44 56-44s54 12 56 44z' fill='{shirt}'/>\
         <path d='M68 98h24v22c0 7-5 11-12 11s-12-4-12-11z' fill='{skin}'/>\
         <path d='M68 106c8 7 16 7 24 0v5c-7 6-17 6-24 0z' fill='#000' fill-opacity='.12'/>\
         <ellipse cx='80' cy='76' rx='30' ry='35' fill='{skin}'/>{style}\
         <circle cx='69' cy='77' r='3.4' fill='#2b2430'/><circle cx='91' cy='77' r='3.4' fill='#2b2430'/>\
         <path d='M63 68q6-4 11-1M86 67q6-3 11 1' fill='none' stroke='#2b2430' stroke-opacity='.55' \
         stroke-width='2.4' stroke-linecap='round'/>\
         <path d='M69 91q11 10 22 0' fill='none' stroke='#2b2430' stroke-width='3' stroke-linecap='round'/>\
         <circle cx='61' cy='87' r='5' fill='#e8505b' fill-opacity='.18'/>\
         <circle cx='99' cy='87' r='5' fill='#e8505b' fill-opacity='.18'/></svg>"
    )
}

fn shop(name: &str) -> String {
    let mut choice = Choice(ids::mix(ids::hash(name.as_bytes(), SHOPS)));
    let (sky, ground) = choice.of(BACKGROUNDS);
    let awning = choice.of(SHIRTS);
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 160 160' width='320' height='320'>\
         <defs><linearGradient id='b' x1='0' y1='0' x2='0' y2='1'>\
         <stop offset='0' stop-color='{sky}'/><stop offset='1' stop-color='{ground}'/>\
         </linearGradient></defs><rect width='160' height='160' fill='url(#b)'/>\
         <rect x='36' y='72' width='88' height='56' rx='3' fill='#fffdf8'/>\
         <rect x='46' y='88' width='30' height='26' rx='2' fill='#bfe3ee'/>\
         <path d='M46 88l30 26H46z' fill='#fff' fill-opacity='.5'/>\
         <rect x='86' y='86' width='26' height='42' rx='2' fill='#6b4f3a'/>\
         <circle cx='92' cy='108' r='2' fill='#f5d08a'/>\
         <path d='M38 42h84l10 28H28z' fill='#fffdf8'/>\
         <path d='M38 42h17l-6 28H28zM72 42h16l2 28H70zM105 42h17l10 28h-21z' fill='{awning}'/>\
         <path d='M28 70h21a10.5 9 0 0 1-21 0zM70 70h20a10 9 0 0 1-20 0zM111 70h21a10.5 9 0 0 1-21 0z' \
         fill='{awning}'/>\
         <path d='M49 70h21a10.5 9 0 0 1-21 0zM90 70h21a10.5 9 0 0 1-21 0z' fill='#f1ece2'/>\
         <rect x='24' y='128' width='112' height='5' rx='2.5' fill='#000' fill-opacity='.18'/></svg>"
    )
}

/// A sequence of choices from a number.
struct Choice(u64);

impl Choice {
    fn of<T: Copy + Default>(&mut self, all: &[T]) -> T {
        let count = (all.len() as u64).max(1);
        let chosen = usize::try_from(self.0 % count).unwrap_or_default();
        self.0 = ids::mix(self.0);
        all.get(chosen).copied().unwrap_or_default()
    }
}

/// Seeds of the choices. With these the pictures of the demo suit their names.
const FACES: u64 = 348_466;
const SHOPS: u64 = 1;
const BACKGROUNDS: &[(&str, &str)] = &[
    ("#cfe8ff", "#8fc1f2"),
    ("#ffe3c9", "#ffbd85"),
    ("#d9f2dd", "#93d3a2"),
    ("#ece0ff", "#bfa2f0"),
    ("#ffdfe8", "#f7a5bf"),
    ("#d4f1f2", "#86cdd0"),
    ("#fff1c4", "#f2cf66"),
];
const LOOKS: &[(&str, &str)] = &[
    ("#f6d3b8", "#d9b26a"),
    ("#f6d3b8", "#9c3d22"),
    ("#f3cba8", "#7a4a25"),
    ("#eebf97", "#b5793a"),
    ("#eebf97", "#2b2228"),
    ("#eebf97", "#8a8a92"),
    ("#d99f72", "#4a2f22"),
    ("#d99f72", "#2b2228"),
    ("#b97a4e", "#2b2228"),
    ("#b97a4e", "#4a2f22"),
    ("#8d5a3a", "#2b2228"),
    ("#6b4329", "#231b20"),
];
const SHIRTS: &[&str] =
    &["#3b6fb6", "#2f8f83", "#b5485d", "#6a55a8", "#c9772b", "#3f4a5a", "#4b8b3b"];
const STYLES: &[&str] = &[
    "<path d='M49 74c-3-26 9-40 31-40s34 14 31 40c-5-12-9-19-15-22-12 5-26 5-34 1-7 4-10 11-13 21z' \
     fill='HAIR'/>",
    "<path d='M48 72c0-24 12-37 32-37 22 0 34 14 32 37-8-4-13-11-15-19-14 2-30 4-37 3-4 4-8 9-12 16z' \
     fill='HAIR'/>",
    "<path d='M50 66c1-20 12-31 30-31s29 11 30 31c-6-9-17-13-30-13s-24 4-30 13z' fill='HAIR'/>",
    "<path d='M49 72c-6-12-1-26 9-29 4-9 17-12 24-7 10-4 20 2 21 9 9 4 13 16 8 27-3-9-8-15-14-17-10 4-24 \
     4-33 0-6 3-11 8-15 17z' fill='HAIR'/>",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::picture::{face_path, shop_path, to_public_url, to_rehosted_url};

    #[test]
    fn each_name_has_its_own_picture() {
        let adam = draw(&["adam.svg"]).unwrap();
        assert!(adam.starts_with("<svg ") && adam.ends_with("</svg>"));
        assert_eq!(draw(&["adam.svg"]).unwrap(), adam);
        assert_ne!(draw(&["david-mark.svg"]).unwrap(), adam);
        assert!(draw(&["pages", "jaspers-market.svg"]).unwrap().starts_with("<svg "));
        for file in [
            "",
            ".svg",
            "adam.png",
            "a b.svg",
            "<a>.svg",
            "ä.svg",
            &format!("{}.svg", "a".repeat(65)),
        ] {
            assert_eq!(draw(&[file]), None, "{file}");
        }
    }

    #[test]
    fn each_url_has_its_own_rehosted_picture() {
        let rehost = |url| to_rehosted_url("http://b", url);
        let file = rehost("https://example.com/adam.jpg");
        let name = file.strip_prefix("http://b/_emulator/pictures/").unwrap();
        assert!(draw(&[name]).is_some(), "{name}");
        assert_ne!(rehost("https://example.com/eve.jpg"), file);
        let own = "/_emulator/pictures/adam.svg";
        assert_eq!(rehost(own), to_public_url("http://b", own));
    }

    #[test]
    fn any_name_has_a_picture() {
        for name in ["Jasper's Market", "Mia R.", "田中"] {
            for path in [face_path(name), shop_path(name)] {
                let path = path.strip_prefix("/_emulator/pictures/").unwrap();
                let segments: Vec<_> = path.split('/').collect();
                assert!(draw(&segments).is_some(), "{path}");
            }
        }
    }
}
