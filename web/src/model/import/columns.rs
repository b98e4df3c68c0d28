//! The columns of personas, and the names that other tools and languages have for them.

use crate::model::unicode::{is_alphanumeric, lower_case};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The persona's name.
    Name,
    /// The URL of its picture.
    PictureUrl,
    /// Its id.
    Id,
}

impl Field {
    /// All of them, in the order of a file without column names.
    pub const ALL: [Self; 3] = [Self::Name, Self::PictureUrl, Self::Id];

    /// Whether there is no import without it.
    #[must_use]
    pub fn is_required(self) -> bool {
        !matches!(self, Self::Id)
    }

    /// The column of `header` that has this field: the best known name wins, so that "Avatar URL" is
    /// preferred to "URL".
    pub(super) fn find(self, header: &[String]) -> Option<usize> {
        let header: Vec<_> = header.iter().map(|cell| normalize(cell)).collect();
        self.names().iter().find_map(|name| header.iter().position(|cell| cell == name))
    }

    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Name => NAMES,
            Self::PictureUrl => PICTURE_URLS,
            Self::Id => IDS,
        }
    }
}

/// Whether `cell` is a known name of a column without which there is no import.
pub(super) fn is_known(cell: &str) -> bool {
    let name = normalize(cell);
    NAMES.contains(&name.as_str()) || PICTURE_URLS.contains(&name.as_str())
}

/// Whether `cell` is a web address and nothing else.
pub(super) fn is_url(cell: &str) -> bool {
    let cell = cell.trim();
    let scheme = cell.split_once("://").map(|(scheme, _)| scheme).unwrap_or_default();
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
        && !cell.contains(char::is_whitespace)
}

/// A column's name without case, spaces and punctuation: "Avatar URL" and `avatar_url` are the same.
fn normalize(cell: &str) -> String {
    let name: String = cell.chars().filter(|c| is_alphanumeric(*c)).collect();
    lower_case(&name)
}

/// Normalized, the best first.
const NAMES: &[&str] = &[
    "name",
    "personaname",
    "displayname",
    "fullname",
    "realname",
    "agentname",
    "contactname",
    "employeename",
    "username",
    "persona",
    "agent",
    // German
    "anzeigename",
    "vollständigername",
    "vorundnachname",
    // French
    "nom",
    "nomcomplet",
    "nomaffiché",
    "prénometnom",
    // Spanish
    "nombre",
    "nombrecompleto",
    "nombreyapellidos",
    // Italian and Portuguese
    "nome",
    "nomecompleto",
    "nomeecognome",
    // Dutch
    "naam",
    "volledigenaam",
    // Swedish, Danish and Norwegian
    "namn",
    "navn",
    // Polish
    "imięinazwisko",
    "nazwa",
    // Turkish
    "adsoyad",
    // Russian
    "имя",
    "фио",
    // Japanese and Chinese
    "名前",
    "氏名",
    "姓名",
];

const PICTURE_URLS: &[&str] = &[
    "profilepictureurl",
    "pictureurl",
    "profileimageurl",
    "profilephotourl",
    "avatarurl",
    "imageurl",
    "photourl",
    "picurl",
    "imgurl",
    "headshoturl",
    "picturelink",
    "imagelink",
    "avatarlink",
    "photolink",
    "profilepicture",
    "profileimage",
    "profilephoto",
    "profilepic",
    "avatar",
    "picture",
    "image",
    "photo",
    "headshot",
    "pic",
    "img",
    // German
    "bildurl",
    "profilbildurl",
    "fotourl",
    "bildadresse",
    "profilbild",
    "profilfoto",
    "bild",
    "foto",
    // French
    "urldelaphoto",
    "urldelimage",
    "urlphoto",
    "urlimage",
    "photodeprofil",
    // Spanish and Portuguese
    "urldelafoto",
    "urldelaimagen",
    "urlfoto",
    "urlimagen",
    "fotodeperfil",
    "imagen",
    "urldafoto",
    "urldaimagem",
    "imagem",
    // Italian
    "urlimmagine",
    "immagineprofilo",
    "immagine",
    // Dutch
    "afbeeldingurl",
    "profielfoto",
    "afbeelding",
    // Danish and Norwegian
    "billede",
    "bilde",
    // Polish
    "zdjęcie",
    "zdjęcieprofilowe",
    // Turkish
    "fotoğraf",
    "resim",
    // Russian
    "фото",
    "аватар",
    // Japanese and Chinese
    "画像url",
    "画像",
    "写真",
    "头像",
    "照片",
    // Less certain than any other.
    "link",
    "url",
];

const IDS: &[&str] = &["personaid", "id"];

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn columns_of_other_tools_and_languages_are_found() {
        for (name, picture) in [
            ("name", "profile_picture_url"),
            ("Full Name", "Avatar"),
            ("Display name", "Avatar URL"),
            ("Real-Name", "Image"),
            ("AGENT NAME", "Photo"),
            ("Name", "Bild"),
            ("Vollständiger Name", "Bild-URL"),
            ("Anzeigename", "Foto"),
            ("Nom", "URL de l'image"),
            ("Nombre completo", "Imagen"),
            ("Nome", "Foto de perfil"),
            ("Imię i nazwisko", "Zdjęcie"),
            ("氏名", "画像"),
        ] {
            let header = header(&["Email", picture, name, "Team"]);
            assert_eq!(Field::Name.find(&header), Some(2), "{name}");
            assert_eq!(Field::PictureUrl.find(&header), Some(1), "{picture}");
            assert_eq!(Field::Id.find(&header), None);
            assert!(is_known(name) && is_known(picture));
        }
        assert!(!is_known("Email") && !is_known("ID") && !is_known(""));
    }

    #[test]
    fn the_best_known_name_wins() {
        let header =
            header(&["URL", "Image", "Avatar URL", "Username", "Name", "ID", "Persona ID"]);
        assert_eq!(Field::ALL.map(|field| field.find(&header)), [Some(4), Some(2), Some(6)]);
    }

    #[test]
    fn a_url_is_one_and_nothing_else() {
        for url in ["https://a.example/a", " HTTP://a.example ", "https://a.example/a,b;c"] {
            assert!(is_url(url), "{url}");
        }
        for other in
            ["", "a.png", "/a.png", "ftp://a.example", "see https://a.example", "https://a b"]
        {
            assert!(!is_url(other), "{other}");
        }
    }
}
