//! How somebody looks: a name, a picture, and what stands in for a missing picture.

use messenger_personas::{Page, Persona};

use super::unicode::{first_grapheme, is_alphanumeric, upper_case};
use crate::text::persona::{UNNAMED, unnamed_page};

/// A name and a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name, as customers see it.
    pub name: String,
    /// Where the picture is, if there is one.
    pub picture_url: Option<String>,
}

impl Profile {
    /// A profile, without the picture if the content security policy of the console blocks its URL.
    #[must_use]
    pub fn new(name: impl Into<String>, picture_url: Option<String>) -> Self {
        Self { name: name.into(), picture_url: picture_url.filter(|url| can_be_loaded(url)) }
    }

    /// One or two letters that stand in for the picture: `AZ` for "Adam Z.". Of a name in Arabic it
    /// is one, because two would be joined to a word; of a name without letters the first emoji.
    #[must_use]
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(initial);
        let Some(first) = words.next() else { return first_grapheme(self.name.trim()) };
        let last = words.next_back().filter(|last| !is_arabic(&first) && !is_arabic(last));
        upper_case(&(first + &last.unwrap_or_default()))
    }

    /// One of [`Self::TINTS`] background colours, always the same for the same name.
    #[must_use]
    pub fn tint(&self) -> u32 {
        self.name.chars().fold(7_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c.into()))
            % Self::TINTS
    }

    /// How many background colours there are for initials.
    pub const TINTS: u32 = 6;
}

/// The first letter or digit of a word.
fn initial(word: &str) -> Option<String> {
    let (start, _) = word.char_indices().find(|(_, c)| is_alphanumeric(*c))?;
    Some(first_grapheme(word.get(start..)?))
}

fn is_arabic(letter: &str) -> bool {
    letter.starts_with(|c| {
        matches!(c, '\u{600}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
    })
}

impl From<&Persona> for Profile {
    fn from(persona: &Persona) -> Self {
        let name = persona.name.clone().filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| UNNAMED.to_owned());
        Self::new(name, persona.profile_picture_url.clone())
    }
}

impl From<&Page> for Profile {
    fn from(page: &Page) -> Self {
        let name = page.name.clone().filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| unnamed_page(page.id.as_str()));
        Self::new(name, page.picture_url().map(ToOwned::to_owned))
    }
}

/// Whether the policy in `index.html` lets a picture be loaded from `url`.
/// Whether the content security policy of the console loads what is at `url`.
#[must_use]
pub fn can_be_loaded(url: &str) -> bool {
    let is_here = |host: &str| {
        url.strip_prefix(host).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    };
    url.starts_with("https://") || is_here("http://127.0.0.1") || is_here("http://localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, expected) in [
            ("Adam", "A"),
            ("John Z.", "JZ"),
            ("ana maría de lópez", "AL"),
            ("  ", ""),
            ("(Bot) 7", "B7"),
            ("李", "李"),
            ("محمد علي", "م"),
            ("Adam علي", "A"),
            ("\u{1f469}\u{200d}\u{1f33e}", "\u{1f469}\u{200d}\u{1f33e}"),
            ("\u{1f469}\u{200d}\u{1f33e} Anna", "A"),
            ("e\u{301}lodie Z", "E\u{301}Z"),
            ("…", "…"),
        ] {
            assert_eq!(Profile::new(name, None).initials(), expected, "{name}");
        }
    }

    #[test]
    fn an_empty_name_is_none() {
        for name in [None, Some(String::new()), Some("  ".to_owned())] {
            let id = messenger_personas::PersonaId::parse("1").unwrap();
            let persona = Persona { id, name, profile_picture_url: None };
            assert_eq!(Profile::from(&persona).name, UNNAMED);
        }
    }

    #[test]
    fn a_tint_stays_the_same() {
        let adam = Profile::new("Adam", None);
        assert_eq!(adam.tint(), Profile::new("Adam", Some("https://a.example/".to_owned())).tint());
        assert!(adam.tint() < Profile::TINTS);
    }

    #[test]
    fn only_what_the_policy_lets_through_is_a_picture() {
        let shown = |url: &str| Profile::new("Adam", Some(url.to_owned())).picture_url.is_some();
        for url in ["https://a.example/a.png", "http://127.0.0.1:4010/a.svg", "http://localhost/a"]
        {
            assert!(shown(url), "{url}");
        }
        for url in
            ["", "http://a.example/a.png", "http://127.0.0.100/a", "data:image/png,", "a.png"]
        {
            assert!(!shown(url), "{url}");
        }
    }
}
