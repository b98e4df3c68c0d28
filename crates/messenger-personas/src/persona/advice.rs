//! What is allowed in a persona and yet unwise.

use alloc::{string::String, vec::Vec};

use crate::{
    CreatePersona, Persona, PersonaId, PersonaName, PictureUrl, address, search,
    url::{is_at, is_plain_http},
};

/// Something that Graph may take and a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PersonaAdvice {
    /// Messenger shows the Page's name beside the persona's anyway.
    #[error("the name repeats the Page's name, which Messenger shows anyway: leave it out")]
    PageName,
    /// Short enough as code points, too long by another count.
    #[error(
        "the name has {code_points} characters, but {utf16_units} UTF-16 units and {bytes} bytes, \
         and Meta does not say which it counts: stay at {} by any count to be safe",
        PersonaName::MAX_CHARACTERS
    )]
    LengthInDoubt {
        /// Unicode code points.
        code_points: usize,
        /// As JavaScript counts.
        utf16_units: usize,
        /// In UTF-8.
        bytes: usize,
    },
    /// Another persona has the same name; customers cannot tell them apart.
    #[error("persona {persona_id} has the same name: customers will not tell them apart")]
    NameTaken {
        /// The other one.
        persona_id: PersonaId,
    },
    /// `http:`; whether Meta fetches such pictures is not documented.
    #[error("the picture is at an http: address, which Meta may refuse: use https:")]
    PlainHttp,
    /// A host that is not reachable from the internet.
    #[error("the picture is at {host}, which Meta cannot reach: put it on a public address")]
    PrivateHost {
        /// The host in the address.
        host: String,
    },
    /// A tunnel to a developer's machine; Meta has refused such domains as abusive.
    #[error(
        "the picture is on the tunnel domain {host}, and Meta has blocked such domains before: put \
         it on an ordinary host"
    )]
    TunnelHost {
        /// The host in the address.
        host: String,
    },
    /// A page on Facebook that shows a photo, which is no photo.
    #[error(
        "the picture URL is a page on Facebook, not an image: use the address of the image itself"
    )]
    FacebookPage,
}

impl CreatePersona {
    /// What is unwise about this persona, given the Page's name and the personas that it has, as
    /// far as they are known. An empty list is no promise: Meta's own checks are not public.
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
        self.advice_by(page_name, others, &str::to_lowercase)
    }

    /// As [`advice`](Self::advice), where something else than the standard library writes texts in
    /// lower case: its tables weigh 15 kB, and a JavaScript engine has them at hand.
    #[must_use]
    pub fn advice_by(
        &self,
        page_name: Option<&str>,
        others: &[Persona],
        lower_case: &dyn Fn(&str) -> String,
    ) -> Vec<PersonaAdvice> {
        let mut advice = self.name.advice_by(page_name, others, lower_case);
        advice.extend(self.profile_picture_url.advice());
        advice
    }
}

impl PersonaName {
    /// What is unwise about a name alone.
    #[must_use]
    pub fn advice(&self, page_name: Option<&str>, others: &[Persona]) -> Vec<PersonaAdvice> {
        self.advice_by(page_name, others, &str::to_lowercase)
    }

    fn advice_by(
        &self,
        page_name: Option<&str>,
        others: &[Persona],
        lower_case: &dyn Fn(&str) -> String,
    ) -> Vec<PersonaAdvice> {
        let mut advice = Vec::new();
        let text = self.as_str();
        let folded = lower_case(text);
        let page_name = page_name.map(|name| lower_case(name.trim())).unwrap_or_default();
        if page_name.chars().count() >= SHORTEST_PAGE_NAME
            && search::find(&folded, &page_name).is_some()
        {
            advice.push(PersonaAdvice::PageName);
        }
        let (utf16_units, bytes) = (text.encode_utf16().count(), text.len());
        if utf16_units.max(bytes) > PersonaName::MAX_CHARACTERS {
            let code_points = text.chars().count();
            advice.push(PersonaAdvice::LengthInDoubt { code_points, utf16_units, bytes });
        }
        let is_same = |other: &&Persona| {
            other.name.as_deref().is_some_and(|other| lower_case(other.trim()) == folded)
        };
        if let Some(other) = others.iter().find(is_same) {
            advice.push(PersonaAdvice::NameTaken { persona_id: other.id.clone() });
        }
        advice
    }
}

impl PictureUrl {
    /// What is unwise about a picture's address alone.
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

/// Whether `host` is known not to be on the internet.
fn is_private(host: &str) -> bool {
    if let Some(is_private) = address::is_private(host) {
        return is_private;
    }
    host.bytes().all(|byte| byte != b'.')
        || ["localhost", "local", "internal", "test"].iter().any(|top| is_at(host, top))
}

/// A shorter one is part of too many names.
const SHORTEST_PAGE_NAME: usize = 3;

/// Hosts of Facebook that answer with pages. Its images are on others.
const FACEBOOK_PAGES: [&str; 6] = [
    "facebook.com",
    "www.facebook.com",
    "m.facebook.com",
    "web.facebook.com",
    "business.facebook.com",
    "fb.com",
];

/// Domains of services that lead to a developer's own machine. Two of them were seen to be blocked
/// in public issues (localtunnel, Expose); that Meta treats the others alike is a guess.
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

    fn names(name: &str, page: &str, others: &[&str]) -> Vec<PersonaAdvice> {
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

    fn picture(url: &str) -> Vec<PersonaAdvice> {
        PictureUrl::parse(url).unwrap().advice()
    }

    #[test]
    fn an_ordinary_persona_needs_no_advice() {
        assert_eq!(names("John Z.", "Jasper's Market", &["Adam"]), []);
        assert_eq!(picture("https://example.com/adam.jpg"), []);
        assert_eq!(picture("https://scontent.xx.fbcdn.net/v/a.jpg"), []);
        assert_eq!(picture("https://graph.facebook.com/1/picture"), []);
        assert_eq!(picture("https://8.8.8.8/a.jpg"), []);
    }

    #[test]
    fn the_pages_name_stands_beside_the_persona_already() {
        assert_eq!(
            names("Adam (jasper's MARKET)", "Jasper's Market", &[]),
            [PersonaAdvice::PageName]
        );
        assert_eq!(names("Albert", "Al", &[]), []);
        assert_eq!(names("Albert", "", &[]), []);
    }

    #[test]
    fn a_length_that_depends_on_the_count_is_named() {
        let faces = "🙂".repeat(30);
        let expected =
            PersonaAdvice::LengthInDoubt { code_points: 30, utf16_units: 60, bytes: 120 };
        assert_eq!(names(&faces, "", &[]), [expected]);
        assert_eq!(names(&"a".repeat(50), "", &[]), []);
        assert!(matches!(
            names(&"ж".repeat(30), "", &[])[..],
            [PersonaAdvice::LengthInDoubt { .. }]
        ));
    }

    #[test]
    fn a_namesake_is_named() {
        let persona_id = PersonaId::parse("7").unwrap();
        assert_eq!(
            names("Adam", "", &["Eve", " ADAM "]),
            [PersonaAdvice::NameTaken { persona_id }]
        );
    }

    #[test]
    fn a_picture_that_meta_may_not_get_is_named() {
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
            assert_eq!(picture(url), [expected], "{url}");
        }
        assert_eq!(picture("https://notngrok.io/a.jpg"), []);
    }

    #[test]
    fn a_draft_is_advised_as_a_whole() {
        let create = CreatePersona {
            page_id: crate::PageId::parse("1").unwrap(),
            name: PersonaName::parse("Market Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("http://localhost/a.jpg").unwrap(),
        };
        assert_eq!(create.advice(Some("Market"), &[]).len(), 3);
    }
}
