//! Parser of seeds.

use std::collections::BTreeSet;

use messenger_personas::{
    AccessToken, MessageText, PageId, Persona, PersonaId, PersonaName, PictureUrl, Psid,
};
use serde::Deserialize;

use super::{Page, Person, Seed, SeedError, Setup};
use crate::model::{ids, picture, unknown_persona::UnknownPersona};

impl Seed {
    /// Two Pages with personas and a few people, most of whom wrote within the last 24 hours.
    #[must_use]
    pub fn demo() -> Self {
        Self::parse(Self::DEMO_JSON).unwrap_or_default()
    }

    /// Parses a seed in the format of [`DEMO_JSON`](Self::DEMO_JSON).
    ///
    /// # Errors
    ///
    /// [`SeedError`] if it is not JSON of that format, if Graph would reject a value, or if an id
    /// or a token occurs twice.
    pub fn parse(json: &str) -> Result<Self, SeedError> {
        let wire = serde_json::from_str(json).map_err(at("the file"))?;
        Reader::default().seed(wire)
    }
}

/// What was parsed so far.
#[derive(Default)]
struct Reader {
    seen: BTreeSet<String>,
    pages: u64,
    personas: u64,
    people: u64,
}

impl Reader {
    fn seed(mut self, wire: WireSeed) -> Result<Seed, SeedError> {
        let user_access_token = match wire.user_access_token {
            Some(token) => Some(self.token(token).map_err(at("user_access_token"))?),
            None => None,
        };
        let mut pages = Vec::new();
        for (index, page) in wire.pages.into_iter().enumerate() {
            let place = format!("pages[{index}]");
            pages.push(self.page(page).map_err(|error| error.within(&place))?);
        }
        let WireSeed { require_app_secret, unknown_persona, .. } = wire;
        let setup = Setup::default();
        Ok(Seed { user_access_token, require_app_secret, unknown_persona, pages, setup })
    }

    fn page(&mut self, wire: WirePage) -> Result<Page, SeedError> {
        let number = self.pages;
        self.pages += 1;
        let id = match wire.id {
            Some(id) => id,
            None => ids::page(number).map_err(at("id"))?,
        };
        self.check_unique(id.as_str()).map_err(at("id"))?;
        let token =
            wire.access_token.unwrap_or_else(|| format!("EAABemulatorPage{}TokenZDZD", number + 1));
        let access_token = self.token(token).map_err(at("access_token"))?;
        let picture_url = picture_url(wire.picture_url, picture::shop_path(&wire.name))
            .map_err(at("picture_url"))?;
        let mut personas = Vec::new();
        for (index, persona) in wire.personas.into_iter().enumerate() {
            let place = format!("personas[{index}]");
            personas.push(self.persona(persona).map_err(|error| error.within(&place))?);
        }
        let mut people = Vec::new();
        for (index, person) in wire.people.into_iter().enumerate() {
            let place = format!("people[{index}]");
            people.push(self.person(person).map_err(|error| error.within(&place))?);
        }
        let WirePage { name, category, tasks, .. } = wire;
        Ok(Page { id, name, access_token, picture_url, category, tasks, personas, people })
    }

    fn persona(&mut self, wire: WirePersona) -> Result<Persona, SeedError> {
        let number = self.personas;
        self.personas += 1;
        let id = match wire.id {
            Some(id) => id,
            None => ids::persona(number).map_err(at("id"))?,
        };
        self.check_unique(id.as_str()).map_err(at("id"))?;
        let name = PersonaName::parse(&wire.name).map_err(at("name"))?.to_string();
        let url = picture_url(wire.profile_picture_url, picture::face_path(&name))
            .map_err(at("profile_picture_url"))?;
        Ok(Persona { id, name: Some(name), profile_picture_url: Some(url) })
    }

    fn person(&mut self, wire: WirePerson) -> Result<Person, SeedError> {
        let number = self.people;
        self.people += 1;
        let psid = match wire.psid {
            Some(psid) => psid,
            None => ids::person(number).map_err(at("psid"))?,
        };
        self.check_unique(psid.as_str()).map_err(at("psid"))?;
        let picture_url = picture_url(wire.picture_url, picture::face_path(&wire.name))
            .map_err(at("picture_url"))?;
        let mut messages = Vec::new();
        for (index, message) in wire.messages.into_iter().enumerate() {
            MessageText::parse(&message.text).map_err(at(&format!("messages[{index}].text")))?;
            messages.push((message.text, message.minutes_ago));
        }
        Ok(Person { psid, name: wire.name, picture_url, messages })
    }

    fn token(&mut self, token: String) -> Result<String, String> {
        AccessToken::parse(&token).map_err(|error| error.to_string())?;
        self.check_unique(&token)?;
        Ok(token)
    }

    fn check_unique(&mut self, text: &str) -> Result<(), String> {
        if self.seen.insert(text.to_owned()) { Ok(()) } else { Err(format!("{text} occurs twice")) }
    }
}

impl SeedError {
    fn within(self, outer: &str) -> Self {
        Self { place: format!("{outer}.{}", self.place), ..self }
    }
}

/// Paths of generated pictures are valid.
fn picture_url(given: Option<String>, own: String) -> Result<String, String> {
    match given {
        None => Ok(own),
        Some(path) if path.starts_with("/_emulator/pictures/") => Ok(path),
        Some(url) => {
            PictureUrl::parse(&url).map(|url| url.to_string()).map_err(|error| error.to_string())
        }
    }
}

fn at<E: ToString>(place: &str) -> impl FnOnce(E) -> SeedError {
    let place = place.to_owned();
    move |error| SeedError { place, reason: error.to_string() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with \"pages\"")]
struct WireSeed {
    user_access_token: Option<String>,
    #[serde(default)]
    require_app_secret: bool,
    #[serde(default)]
    unknown_persona: UnknownPersona,
    #[serde(default)]
    pages: Vec<WirePage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePage {
    id: Option<PageId>,
    name: String,
    access_token: Option<String>,
    picture_url: Option<String>,
    category: Option<String>,
    tasks: Option<Vec<String>>,
    #[serde(default)]
    personas: Vec<WirePersona>,
    #[serde(default)]
    people: Vec<WirePerson>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePersona {
    id: Option<PersonaId>,
    name: String,
    profile_picture_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePerson {
    psid: Option<Psid>,
    name: String,
    picture_url: Option<String>,
    #[serde(default)]
    messages: Vec<WireMessage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMessage {
    text: String,
    minutes_ago: u32,
}
