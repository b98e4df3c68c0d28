//! The initial state.

mod parse;

use messenger_personas::{PageId, Persona, Psid};

use crate::model::{
    change::Change, ids, time::Timestamp, unknown_persona::UnknownPersona,
    webhook::WebhookSubscription,
};

/// The initial state: Pages, personas, people and their messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seed {
    user_access_token: Option<String>,
    require_app_secret: bool,
    unknown_persona: UnknownPersona,
    pages: Vec<Page>,
    setup: Setup,
}

/// Configuration of the start, which every seed keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Setup {
    pub(crate) app_secret: Option<String>,
    pub(crate) webhook: Option<WebhookSubscription>,
}

impl Setup {
    fn changes(&self) -> impl Iterator<Item = Change> {
        let secret = self.app_secret.clone();
        let secret = secret.map(|app_secret| Change::AppSecretSet { app_secret });
        let webhook = self.webhook.clone();
        secret.into_iter().chain(webhook.map(|subscription| Change::WebhookSet { subscription }))
    }
}

impl Seed {
    /// The same with another secret of the app, instead of the one that is built in.
    #[must_use]
    pub fn with_app_secret(mut self, app_secret: impl Into<String>) -> Self {
        self.setup.app_secret = Some(app_secret.into());
        self
    }

    /// The same with a webhook.
    #[must_use]
    pub fn with_webhook(mut self, subscription: WebhookSubscription) -> Self {
        self.setup.webhook = Some(subscription);
        self
    }

    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The same with the configuration of another seed.
    pub(crate) fn with_setup(self, setup: &Setup) -> Self {
        Self { setup: setup.clone(), ..self }
    }

    /// The JSON of [`demo`](Self::demo), as an example for [`parse`](Self::parse).
    ///
    /// Optional members: `id` of a Page and a persona, `psid` of a person, `picture_url` of a Page
    /// and a person, `category` and `tasks` of a Page, `profile_picture_url` of a persona. Omitted
    /// values are generated deterministically. `require_app_secret` (`true` or `false`) and
    /// `unknown_persona` (`refused` or `sent_as_page`) are members of the seed itself. Personas
    /// have the order in which Graph lists them.
    pub const DEMO_JSON: &'static str = include_str!("seed/demo.json");

    /// An empty seed. No token is valid.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The changes that lead from any state to this seed.
    pub(crate) fn reset(&self, now: Timestamp) -> Vec<Change> {
        let mut changes = vec![Change::Reset];
        changes.extend(self.changes(now));
        changes
    }

    /// The changes that lead from an empty state to this seed.
    pub(crate) fn changes(&self, now: Timestamp) -> Vec<Change> {
        let user = self.user_access_token.clone();
        let mut changes: Vec<Change> =
            user.into_iter().map(|access_token| Change::UserTokenAdded { access_token }).collect();
        if self.require_app_secret {
            changes.push(Change::AppSecretRequired { required: true });
        }
        if self.unknown_persona != UnknownPersona::default() {
            changes.push(Change::UnknownPersonaSet { unknown_persona: self.unknown_persona });
        }
        let mut received = Vec::new();
        for page in &self.pages {
            let page_id = &page.id;
            changes.push(Change::PageAdded {
                page_id: page_id.clone(),
                name: page.name.clone(),
                access_token: page.access_token.clone(),
                picture_url: page.picture_url.clone(),
                category: page.category.clone(),
                tasks: page.tasks.clone(),
            });
            changes.extend(page.personas.iter().rev().map(|persona| Change::PersonaCreated {
                page_id: page_id.clone(),
                persona: persona.clone(),
                at: now,
            }));
            for person in &page.people {
                changes.push(Change::PersonAdded {
                    psid: person.psid.clone(),
                    page_id: page_id.clone(),
                    name: person.name.clone(),
                    picture_url: person.picture_url.clone(),
                });
                let at = |minutes: u32| now.before_ms(u64::from(minutes) * 60_000);
                received.extend(person.messages.iter().map(|(text, minutes_ago)| {
                    (at(*minutes_ago), person.psid.clone(), text.clone())
                }));
            }
        }
        received.sort_by_key(|(at, ..)| *at);
        changes.extend((0..).zip(received).map(|(number, (at, psid, text))| {
            Change::MessageReceived {
                message_id: ids::message(number),
                psid,
                text,
                quick_reply: None,
                extras: Box::default(),
                at,
            }
        }));
        changes.extend(self.setup.changes());
        changes
    }
}

/// Reason why a seed is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct SeedError {
    /// Path of the value, such as `pages[0].personas[1]`.
    pub place: String,
    /// The problem.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    id: PageId,
    name: String,
    access_token: String,
    picture_url: String,
    category: Option<String>,
    tasks: Option<Vec<String>>,
    personas: Vec<Persona>,
    people: Vec<Person>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Person {
    psid: Psid,
    name: String,
    picture_url: String,
    messages: Vec<(String, u32)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_has_two_pages_and_jaspers_market_three_personas() {
        let demo = Seed::parse(Seed::DEMO_JSON).unwrap();
        assert_eq!(demo, Seed::demo());
        let [market, bakery] = &demo.pages[..] else { panic!("{demo:?}") };
        assert_eq!(market.name, "Jasper's Market");
        assert_eq!(market.personas.len(), 3);
        assert_eq!(bakery.personas.len(), 1);
        assert!(market.access_token.starts_with("EAAB"));
    }

    #[test]
    fn errors_of_a_seed_name_the_path() {
        for (json, message) in [
            ("{", "the file: EOF while parsing"),
            (r#"{"page":[]}"#, "the file: unknown field `page`"),
            (
                r#"{"pages":[{"name":"A","personas":[{"name":" "}]}]}"#,
                "pages[0].personas[0].name: the name is empty",
            ),
            (
                r#"{"pages":[{"name":"A","id":"1"},{"name":"B","id":"1"}]}"#,
                "pages[1].id: 1 occurs twice",
            ),
            (
                r#"{"pages":[{"name":"A","people":[{"name":"P","messages":[{"text":"","minutes_ago":1}]}]}]}"#,
                "pages[0].people[0].messages[0].text: the message is empty",
            ),
            (
                r#"{"pages":[{"name":"A","picture_url":"a.png"}]}"#,
                "pages[0].picture_url: the picture URL is not complete",
            ),
        ] {
            let error = Seed::parse(json).unwrap_err().to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn omitted_values_are_generated_deterministically() {
        let json = r#"{"pages":[{"name":"A","personas":[{"name":"P"}],"people":[{"name":"Q"}]}]}"#;
        let now = Timestamp::from_unix_ms(0);
        let changes = Seed::parse(json).unwrap().changes(now);
        assert_eq!(changes.len(), 3);
        assert_eq!(changes, Seed::parse(json).unwrap().changes(now));
        assert!(Seed::empty().changes(now).is_empty());
    }
}
