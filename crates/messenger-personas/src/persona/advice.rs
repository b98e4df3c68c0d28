//! Warnings about personas that are valid but likely to cause problems.

use crate::{
    CreatePersona, Persona, PersonaId, PersonaName, PictureUrl, host,
    url::{is_at, is_plain_http},
};

/// A warning about a valid persona that Meta may reject, or that can confuse customers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonaAdvice {
    /// The name contains the Page's name, which Messenger shows beside every persona.
    #[error("the name repeats the Page's name, which Messenger shows anyway: leave it out")]
    PageName,
    /// The name is short enough in code points, but too long in UTF-16 units or bytes.
    #[error(
        "the name has {code_points} characters, but {utf16_units} UTF-16 units and {bytes} bytes, \
         and Meta does not document which it counts: to be safe, stay within {} by every count",
        PersonaName::MAX_CHARACTERS
    )]
    UncertainLength {
        /// Length in Unicode code points.
        code_points: usize,
        /// Length in UTF-16 units, as JavaScript counts.
        utf16_units: usize,
        /// Length in UTF-8 bytes.
        bytes: usize,
    },
    /// Another persona has the same name; customers cannot tell them apart.
    #[error("persona {persona_id} has the same name: customers will not tell them apart")]
    NameTaken {
        /// The other persona.
        persona_id: PersonaId,
    },
    /// The URL is `http:`. Meta does not document whether it fetches such pictures.
    #[error("the picture is at an http: address, which Meta may refuse: use https:")]
    PlainHttp,
    /// The host is not reachable from the internet.
    #[error("the picture is at {host}, which Meta cannot reach: put it on a public address")]
    PrivateHost {
        /// Host of the picture URL.
        host: String,
    },
    /// The host is a tunnel to a developer's machine. Meta has blocked such domains as abusive.
    #[error(
        "the picture is on the tunnel domain {host}, and Meta has blocked such domains before: put \
         it on an ordinary host"
    )]
    TunnelHost {
        /// Host of the picture URL.
        host: String,
    },
    /// The URL is that of a Facebook web page that shows a photo, not of an image.
    #[error(
        "the picture URL is a page on Facebook, not an image: use the address of the image itself"
    )]
    FacebookPage,
}

impl CreatePersona {
    /// Returns warnings about this persona, given the Page's name and its existing personas, as far
    /// as they are known.
    ///
    /// An empty list does not guarantee that Graph accepts the persona: Meta's checks are not
    /// public.
    ///
    /// ```
    /// use messenger_personas::{CreatePersona, PageId, PersonaAdvice, PersonaName, PictureUrl};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let create = CreatePersona {
    ///     page_id: PageId::parse("1353269864728879")?,
    ///     name: PersonaName::parse("Adam from Jasper's Market")?,
    ///     profile_picture_url: PictureUrl::parse("http://example.com/adam.jpg")?,
    /// };
    /// let advice = create.advice(Some("Jasper's Market"), &[]);
    /// assert_eq!(advice, [PersonaAdvice::PageName, PersonaAdvice::PlainHttp]);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn advice(&self, page_name: Option<&str>, others: &[Persona]) -> Vec<PersonaAdvice> {
        let mut advice = self.name.advice(page_name, others);
        advice.extend(self.profile_picture_url.advice());
        advice
    }
}

impl PersonaName {
    /// Returns the warnings of [`CreatePersona::advice`] that concern the name.
    #[must_use]
    pub fn advice(&self, page_name: Option<&str>, others: &[Persona]) -> Vec<PersonaAdvice> {
        let mut advice = Vec::new();
        let text = self.as_str();
        let folded = text.to_lowercase();
        let page_name = page_name.map(|name| name.trim().to_lowercase()).unwrap_or_default();
        if page_name.chars().count() >= SHORTEST_PAGE_NAME && folded.contains(&page_name) {
            advice.push(PersonaAdvice::PageName);
        }
        let (utf16_units, bytes) = (text.encode_utf16().count(), text.len());
        if utf16_units.max(bytes) > PersonaName::MAX_CHARACTERS {
            let code_points = text.chars().count();
            advice.push(PersonaAdvice::UncertainLength { code_points, utf16_units, bytes });
        }
        let is_same = |other: &&Persona| {
            other.name.as_deref().is_some_and(|other| other.trim().to_lowercase() == folded)
        };
        if let Some(other) = others.iter().find(is_same) {
            advice.push(PersonaAdvice::NameTaken { persona_id: other.id.clone() });
        }
        advice
    }
}

impl PictureUrl {
    /// Returns the warnings of [`CreatePersona::advice`] that concern the picture URL.
    #[must_use]
    pub fn advice(&self) -> Vec<PersonaAdvice> {
        let mut advice = Vec::new();
        if is_plain_http(self.as_str()) {
            advice.push(PersonaAdvice::PlainHttp);
        }
        let host = self.host();
        if is_private(&host) {
            advice.push(PersonaAdvice::PrivateHost { host });
        } else if TUNNELS.iter().any(|domain| is_at(&host, domain)) {
            advice.push(PersonaAdvice::TunnelHost { host });
        } else if FACEBOOK_PAGES.contains(&host.as_str()) {
            advice.push(PersonaAdvice::FacebookPage);
        }
        advice
    }
}

/// `true` if `host` is known not to be reachable from the internet.
fn is_private(host: &str) -> bool {
    if let Some(is_private) = host::is_private_address(host) {
        return is_private;
    }
    host.bytes().all(|byte| byte != b'.')
        || ["localhost", "local", "internal", "test"].iter().any(|top| is_at(host, top))
}

/// Minimum length of a Page name to search for, in characters. A shorter one is part of too many
/// names.
const SHORTEST_PAGE_NAME: usize = 3;

/// Facebook's hosts that serve web pages. Images are on other hosts.
const FACEBOOK_PAGES: [&str; 6] = [
    "facebook.com",
    "www.facebook.com",
    "m.facebook.com",
    "web.facebook.com",
    "business.facebook.com",
    "fb.com",
];

/// Domains of tunnels to a developer's machine. Public issues show that Meta blocked two of these
/// services (localtunnel, Expose); the others are assumed to be treated the same.
const TUNNELS: [&str; 20] = [
    "bore.pub",
    "devtunnels.ms",
    "expose.dev",
    "lhr.life",
    "loca.lt",
    "localhost.run",
    "localtunnel.me",
    "ngrok-free.app",
    "ngrok-free.dev",
    "ngrok.app",
    "ngrok.dev",
    "ngrok.io",
    "pagekite.me",
    "pinggy.io",
    "pinggy.link",
    "serveo.net",
    "sharedwithexpose.com",
    "trycloudflare.com",
    "tunnelmole.net",
    "zrok.io",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn name_advice(name: &str, page: &str, others: &[&str]) -> Vec<PersonaAdvice> {
        let others: Vec<_> = others
            .iter()
            .map(|name| Persona {
                id: PersonaId::parse("7").unwrap(),
                name: Some((*name).to_owned()),
                profile_picture_url: None,
            })
            .collect();
        PersonaName::parse(name).unwrap().advice(Some(page), &others)
    }

    fn picture_advice(url: &str) -> Vec<PersonaAdvice> {
        PictureUrl::parse(url).unwrap().advice()
    }

    #[test]
    fn an_ordinary_persona_has_no_warnings() {
        assert_eq!(name_advice("John Z.", "Jasper's Market", &["Adam"]), []);
        assert_eq!(picture_advice("https://example.com/adam.jpg"), []);
        assert_eq!(picture_advice("https://scontent.xx.fbcdn.net/v/a.jpg"), []);
        assert_eq!(picture_advice("https://graph.facebook.com/1/picture"), []);
        assert_eq!(picture_advice("https://8.8.8.8/a.jpg"), []);
    }

    #[test]
    fn a_name_that_contains_the_page_name_is_reported() {
        assert_eq!(
            name_advice("Adam (jasper's MARKET)", "Jasper's Market", &[]),
            [PersonaAdvice::PageName]
        );
        assert_eq!(name_advice("Albert", "Al", &[]), []);
        assert_eq!(name_advice("Albert", "", &[]), []);
    }

    #[test]
    fn a_name_that_is_too_long_in_utf16_units_or_bytes_is_reported() {
        let faces = "🙂".repeat(30);
        let expected =
            PersonaAdvice::UncertainLength { code_points: 30, utf16_units: 60, bytes: 120 };
        assert_eq!(name_advice(&faces, "", &[]), [expected]);
        assert_eq!(name_advice(&"a".repeat(50), "", &[]), []);
        assert!(matches!(
            name_advice(&"ж".repeat(30), "", &[])[..],
            [PersonaAdvice::UncertainLength { .. }]
        ));
    }

    #[test]
    fn a_duplicate_name_is_reported() {
        let persona_id = PersonaId::parse("7").unwrap();
        assert_eq!(
            name_advice("Adam", "", &["Eve", " ADAM "]),
            [PersonaAdvice::NameTaken { persona_id }]
        );
    }

    #[test]
    fn a_picture_that_meta_may_not_fetch_is_reported() {
        let private = |host: &str| PersonaAdvice::PrivateHost { host: host.to_owned() };
        let tunnel = |host: &str| PersonaAdvice::TunnelHost { host: host.to_owned() };
        for (url, expected) in [
            ("http://example.com/a.jpg", PersonaAdvice::PlainHttp),
            ("https://localhost:8080/a.jpg", private("localhost")),
            ("https://192.168.0.7/a.jpg", private("192.168.0.7")),
            ("https://[::1]/a.jpg", private("::1")),
            ("https://intranet/a.jpg", private("intranet")),
            ("https://printer.local/a.jpg", private("printer.local")),
            ("https://abc.NGROK.io/a.jpg", tunnel("abc.ngrok.io")),
            ("https://abc.loca.lt/a.jpg", tunnel("abc.loca.lt")),
            ("https://www.facebook.com/photo.php/fbid/a.jpg", PersonaAdvice::FacebookPage),
        ] {
            assert_eq!(picture_advice(url), [expected], "{url}");
        }
        assert_eq!(picture_advice("https://notngrok.io/a.jpg"), []);
    }

    #[test]
    fn advice_covers_name_and_picture() {
        let create = CreatePersona {
            page_id: crate::PageId::parse("1").unwrap(),
            name: PersonaName::parse("Market Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("http://localhost/a.jpg").unwrap(),
        };
        assert_eq!(create.advice(Some("Market"), &[]).len(), 3);
    }
}
