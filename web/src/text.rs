//! Every word that people read, so that the console is translated by replacing this and its folder.
//!
//! Here are the sentences for an error: what happened, and what to do next. Modules have what is said
//! in an area.

pub mod connect;
pub mod editing;
pub mod import;
pub mod list;
mod numbers;
pub mod persona;
pub mod shell;
pub mod talk;

use std::{fmt::Display, time::Duration};

use messenger_personas::{GraphError, GraphErrorKind, Idempotency, Origin, ResponseError};
use messenger_personas_client::{AmbiguousOutcome, Error, NetworkError, PaginationError};

pub use self::numbers::number;
use crate::model::{demo::ControlError, unicode::capitalised};

/// An error in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, in a few words.
    pub title: String,
    /// What to do next.
    pub next: String,
    /// Whether what was asked for may have happened all the same.
    pub ambiguous: bool,
    /// What Graph said, if it was Graph that refused.
    pub graph: Option<GraphWords>,
}

impl Trouble {
    fn new(title: impl Into<String>, next: impl Into<String>) -> Self {
        Self { title: title.into(), next: next.into(), ambiguous: false, graph: None }
    }
}

/// What Graph said, for those who want to know exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphWords {
    /// Graph's sentence for the person, if it had one, with its title.
    pub for_person: Option<String>,
    /// Graph's sentence for developers.
    pub message: String,
    /// Code and subcode, as in `10 / 2018278`.
    pub code: String,
    /// `error.type`.
    pub error_type: Option<String>,
    /// The HTTP status.
    pub status: u16,
    /// What Meta's support asks for.
    pub fbtrace_id: Option<String>,
    /// Whether another token would help.
    pub token_refused: bool,
    /// How long Graph says to wait.
    pub wait: Option<Duration>,
}

/// What was being done when it went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Finding out whose token this is.
    Connect,
    /// Listing the personas.
    ListPersonas,
    /// Reading one persona.
    ReadPersona,
    /// Creating a persona.
    CreatePersona,
    /// Deleting a persona.
    DeletePersona,
    /// Sending a message.
    SendMessage,
    /// Showing or hiding the typing dots.
    Type,
}

impl Task {
    /// That it did not happen.
    fn refused(self) -> &'static str {
        match self {
            Self::Connect => "Not connected",
            Self::ListPersonas => "The personas could not be listed",
            Self::ReadPersona => "The persona could not be read",
            Self::CreatePersona => "The persona was not created",
            Self::DeletePersona => "The persona was not deleted",
            Self::SendMessage => "The message was not sent",
            Self::Type => "The typing dots did not change",
        }
    }

    /// What doing it again does. Only after a write there is something to look for first.
    fn idempotency(self) -> Idempotency {
        match self {
            Self::Connect | Self::ListPersonas | Self::ReadPersona => Idempotency::Safe,
            Self::DeletePersona | Self::Type => Idempotency::Idempotent,
            Self::CreatePersona | Self::SendMessage => Idempotency::NonIdempotent,
        }
    }

    /// That nobody knows, and where to look; `None` if doing it again does no harm.
    fn unknown(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::CreatePersona => Some((
                "It is not known whether the persona was created",
                "It may exist: look at the list before you create it again.",
            )),
            Self::SendMessage => Some((
                "It is not known whether the message was sent",
                "It may have arrived: look at the conversation before you send it again.",
            )),
            _ => None,
        }
    }
}

/// Whose Graph is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The emulator at this address.
    Emulator(Origin),
    /// Meta's, or a gateway to it.
    Live(Origin),
}

/// An error of a call, in words.
#[must_use]
pub fn of_call(task: Task, place: &Place, error: &Error) -> Trouble {
    match error {
        Error::Network(error) => no_answer(place, error),
        Error::Response(error) => of_response(task, error),
        Error::Ambiguous(AmbiguousOutcome::Network(error)) => vague(task, no_answer(place, error)),
        Error::Ambiguous(AmbiguousOutcome::Response(error)) => {
            vague(task, of_response(task, error))
        }
        other => Trouble::new(task.refused(), sentence(other)),
    }
}

/// That it is still not known what became of a create, told to whoever comes back to it.
#[must_use]
pub fn in_doubt() -> Trouble {
    let (title, next) = Task::CreatePersona.unknown().unwrap_or_default();
    Trouble { ambiguous: true, ..Trouble::new(title, next) }
}

fn of_response(task: Task, error: &ResponseError) -> Trouble {
    match error {
        ResponseError::Graph(error) => of_graph(task, error),
        ResponseError::Decode { status, reason, .. } => {
            let again = match task.idempotency() {
                Idempotency::NonIdempotent => "",
                _ => ", then try again",
            };
            Trouble::new(
                "The answer is not one of Graph's",
                format!(
                    "Something else answered (status {status}; {reason}): a proxy, a log-in page \
                     or a wrong address. Check the address that calls are sent to{again}."
                ),
            )
        }
        other => Trouble::new(task.refused(), sentence(other)),
    }
}

/// An error of a call that speaks as a persona, in words.
#[must_use]
pub fn of_speaking(task: Task, place: &Place, error: &Error) -> Trouble {
    let trouble = of_call(task, place, error);
    if may_be_the_persona(error) {
        return Trouble { next: PERSONA_GONE.to_owned(), ..trouble };
    }
    trouble
}

/// Whether a call that speaks as a persona may have failed because that is gone. Meta does not say
/// what it answers then; the emulator refuses the parameter.
#[must_use]
pub fn may_be_the_persona(error: &Error) -> bool {
    use GraphErrorKind::{InvalidParameter, UnknownObject};
    matches!(error, Error::Response(ResponseError::Graph(error))
        if matches!(error.kind, InvalidParameter | UnknownObject))
}

/// What is said about a conversation that is not on the screen any more.
#[must_use]
pub fn elsewhere(person: &str, trouble: &Trouble) -> String {
    let title = full_stop(&trouble.title);
    format!("Conversation with {person}: {title} What you wrote is still there.")
}

/// An error of a walk through a list, in words.
#[must_use]
pub fn of_walk(task: Task, place: &Place, error: &PaginationError) -> Trouble {
    match error {
        PaginationError::Request(error) => of_call(task, place, error),
        PaginationError::CursorLoop => Trouble::new(
            "The list has no end",
            "Graph leads back to a part that was already read. What is shown is good; load the \
             list again for the rest.",
        ),
        other => Trouble::new(task.refused(), sentence(other)),
    }
}

/// An error of the emulator's control plane, in words.
#[must_use]
pub fn of_control(error: ControlError) -> Trouble {
    match error {
        ControlError::Unreachable | ControlError::NotTheEmulator => {
            Trouble::new(EMULATOR_SILENT, START_EMULATOR)
        }
        ControlError::NotThere => Trouble::new(
            "Nobody here has this id",
            "Check the id in the address, or choose a conversation from the list.",
        ),
        ControlError::Refused(status) => Trouble::new(
            "The emulator refused",
            format!("It answered with status {status}. Its own output says why."),
        ),
    }
}

/// That a token speaks as another Page than the one that is connected.
#[must_use]
pub fn of_other_page(name: &str, id: &str) -> Trouble {
    Trouble::new(
        "This token belongs to another Page",
        format!(
            "It speaks as “{name}” ({id}). Paste a token of the Page that is connected, or \
             disconnect and start with this one."
        ),
    )
}

/// That a person has no Page.
#[must_use]
pub fn of_no_pages() -> Trouble {
    Trouble::new(
        "This token opens no Page",
        "Its person has no Page, or did not choose one when the app asked. Make the token again \
         with the permission `pages_show_list`, and choose the Page there.",
    )
}

/// That a demo Page of the emulator cannot be used as it describes itself.
#[must_use]
pub fn of_odd_emulator(reason: impl Display) -> Trouble {
    Trouble::new("The emulator's Page is not usable", sentence(reason))
}

/// That an address of this console holds no usable id.
#[must_use]
pub fn of_bad_id(reason: impl Display) -> Trouble {
    Trouble::new("This address leads nowhere", sentence(reason))
}

/// `reason` as a sentence: a capital letter first, a point last.
#[must_use]
pub fn sentence(reason: impl Display) -> String {
    full_stop(&capitalised(&reason.to_string()))
}

/// `text` with a full stop at its end, unless it ends with one: "John Z." has its own.
#[must_use]
pub fn full_stop(text: &str) -> String {
    let is_ended = text.ends_with(['.', '!', '?', '…']);
    format!("{text}{}", if is_ended { "" } else { "." })
}

/// A failure after which nobody knows whether it happened anyway.
fn vague(task: Task, trouble: Trouble) -> Trouble {
    match task.unknown() {
        Some((title, look)) => Trouble {
            title: title.to_owned(),
            next: format!("{look} {} {}", full_stop(&trouble.title), trouble.next),
            ambiguous: true,
            graph: trouble.graph,
        },
        None => trouble,
    }
}

fn no_answer(place: &Place, error: &NetworkError) -> Trouble {
    match (place, error) {
        (Place::Emulator(_), _) => Trouble::new(EMULATOR_SILENT, START_EMULATOR),
        (Place::Live(_), NetworkError::TimedOut { origin, timeout }) => Trouble::new(
            format!("{origin} did not answer within {} seconds", timeout.as_secs()),
            "Check the connection and try again.",
        ),
        (Place::Live(origin), _) if *origin == Origin::default() => Trouble::new(
            format!("{origin} does not answer"),
            "Check that this computer is online and that no extension of the browser blocks the \
             address, then try again.",
        ),
        (Place::Live(origin), _) if is_default_without_tls(origin) => Trouble::new(
            format!("{origin} does not answer"),
            format!("Meta's Graph answers over https only: write {} instead.", Origin::default()),
        ),
        (Place::Live(origin), _) => Trouble::new(
            format!("{origin} does not answer"),
            "Check the address. The console's own policy lets it call the address that it was \
             loaded from, graph.facebook.com and this computer, and no other.",
        ),
    }
}

fn is_default_without_tls(origin: &Origin) -> bool {
    let (origin, default) = (origin.to_string(), Origin::default().to_string());
    let host = origin.strip_prefix("http://");
    host.is_some() && host == default.strip_prefix("https://")
}

fn of_graph(task: Task, error: &GraphError) -> Trouble {
    Trouble {
        title: graph_title(task, error.kind).to_owned(),
        next: error.advice(task.idempotency()).to_owned(),
        ambiguous: false,
        graph: Some(GraphWords {
            for_person: for_person(error),
            message: error.message.clone(),
            code: match error.subcode {
                Some(subcode) => format!("{} / {subcode}", error.code),
                None => error.code.to_string(),
            },
            error_type: error.error_type.clone(),
            status: error.status,
            fbtrace_id: error.fbtrace_id.clone(),
            token_refused: task != Task::Connect && error.kind == GraphErrorKind::AccessToken,
            wait: error.retry_after,
        }),
    }
}

fn graph_title(task: Task, kind: GraphErrorKind) -> &'static str {
    match (task, kind) {
        (_, GraphErrorKind::AccessToken) => "The access token is not accepted",
        (_, GraphErrorKind::RateLimit) => "Too many calls for now",
        (Task::Connect, GraphErrorKind::UnknownObject) => "There is no such Page for this token",
        (Task::ReadPersona | Task::DeletePersona, GraphErrorKind::UnknownObject) => {
            "There is no such persona"
        }
        (Task::SendMessage | Task::Type, GraphErrorKind::OutsideWindow) => {
            "Not sent: this person last wrote more than 24 hours ago"
        }
        (Task::SendMessage | Task::Type, GraphErrorKind::PersonUnavailable) => {
            "Not sent: this person cannot be reached"
        }
        (_, GraphErrorKind::Service) => "Graph failed",
        _ => task.refused(),
    }
}

fn for_person(error: &GraphError) -> Option<String> {
    match (&error.user_title, &error.user_message) {
        (Some(title), Some(message)) => Some(format!("{title}: {message}")),
        (title, message) => message.clone().or_else(|| title.clone()),
    }
}

/// That the persona which was to speak is gone.
pub const PERSONA_MISSING: &str =
    "The persona in the address is not there any more: choose who speaks.";

/// That nothing is sent in another's name when a persona is gone.
pub const SPEAKER_GONE: &str =
    "Not sent: the persona that was to speak is gone. Choose who speaks, then send it again.";

/// That nothing is sent as long as it might be sent in the wrong name.
pub const SPEAKER_UNKNOWN: &str =
    "Not sent: the persona that is to speak is not loaded yet. Wait a moment and send it again.";

const PERSONA_GONE: &str = "The persona that speaks may have been deleted: choose another one \
    under “Speak as”. If it is still there, correct the value that Graph's message names.";

const EMULATOR_SILENT: &str = "The emulator does not answer";
const START_EMULATOR: &str = "Start it with `cargo xtask demo`, then try again.";

#[cfg(test)]
mod tests {
    use messenger_personas::{
        AccessToken, CreatePersona, Graph, GraphRequest, HttpResponse, PageId, PersonaName,
        PictureUrl,
    };

    use super::*;

    /// What a create comes to when Graph answers with `json`.
    fn refused(json: &str) -> Error {
        let create = CreatePersona {
            page_id: PageId::parse("1").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        };
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        create.parse_response(&graph, HttpResponse::json(400, json)).unwrap_err().into()
    }

    fn live() -> Place {
        Place::Live(Origin::default())
    }

    fn emulator() -> Place {
        Place::Emulator(Origin::parse("http://127.0.0.1:4010").unwrap())
    }

    #[test]
    fn a_call_that_may_have_happened_says_where_to_look() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        let Error::Response(proxy) = refused("<html>") else { panic!("read") };
        for error in [AmbiguousOutcome::Network(cut.clone()), AmbiguousOutcome::Response(proxy)] {
            let trouble = of_call(Task::CreatePersona, &live(), &error.into());
            assert!(trouble.ambiguous);
            assert_eq!(trouble.title, "It is not known whether the persona was created");
        }
        let lost = of_call(Task::ListPersonas, &live(), &cut.into());
        assert!(!lost.ambiguous);
        assert_eq!(lost.title, "https://graph.facebook.com does not answer");
    }

    #[test]
    fn a_read_that_failed_is_just_tried_again() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        for error in [
            refused(r#"{"error":{"message":"(#1)","code":1}}"#),
            refused(r#"{"error":{"message":"(#2)","code":2,"is_transient":true}}"#),
            refused(r#"{"error":{"message":"new","code":99999,"is_transient":true}}"#),
            refused("<html>"),
            cut.into(),
        ] {
            for task in [Task::Connect, Task::ListPersonas, Task::ReadPersona] {
                let trouble = of_call(task, &live(), &error);
                assert!(!trouble.ambiguous);
                assert!(!trouble.next.contains("whether"), "{}", trouble.next);
            }
        }
        let service = refused(r#"{"error":{"message":"(#2)","code":2,"is_transient":true}}"#);
        let read = of_call(Task::ListPersonas, &live(), &service);
        assert_eq!(read.next, "Wait a moment, then try again.");
        let write = of_call(Task::CreatePersona, &live(), &service);
        assert!(write.next.contains("whether"), "{}", write.next);
    }

    #[test]
    fn a_refused_create_did_not_happen_and_says_what_to_do() {
        let json = r#"{"error":{"message":"(#100) no","code":100,"type":"OAuthException",
            "error_user_title":"Sorry","error_user_msg":"Not this one.","fbtrace_id":"A1"}}"#;
        let trouble = of_call(Task::CreatePersona, &live(), &refused(json));
        assert_eq!(trouble.title, "The persona was not created");
        assert_eq!(trouble.next, GraphErrorKind::InvalidParameter.advice());
        assert!(!trouble.ambiguous);
        let graph = trouble.graph.unwrap();
        assert_eq!(graph.for_person.as_deref(), Some("Sorry: Not this one."));
        assert_eq!(graph.fbtrace_id.as_deref(), Some("A1"));
    }

    #[test]
    fn a_closed_window_says_so() {
        let json = r#"{"error":{"message":"(#10)","code":10,"error_subcode":2018278}}"#;
        let trouble = of_call(Task::SendMessage, &live(), &refused(json));
        assert_eq!(trouble.title, "Not sent: this person last wrote more than 24 hours ago");
        assert_eq!(trouble.graph.unwrap().code, "10 / 2018278");
    }

    #[test]
    fn a_silent_emulator_names_the_command() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        let trouble = of_call(Task::ListPersonas, &emulator(), &cut.into());
        assert!(trouble.next.contains("cargo xtask demo"));
        assert_eq!(trouble, of_control(ControlError::Unreachable));
    }

    #[test]
    fn a_persona_that_speaks_may_be_gone() {
        for json in [
            r#"{"error":{"message":"(#100) persona_id","code":100}}"#,
            r#"{"error":{"message":"(#100)","code":100,"error_subcode":33}}"#,
        ] {
            for task in [Task::SendMessage, Task::Type] {
                let trouble = of_speaking(task, &live(), &refused(json));
                assert!(trouble.next.contains("may have been deleted"), "{}", trouble.next);
                let page = of_call(task, &live(), &refused(json));
                assert!(!page.next.contains("Speak as"), "{}", page.next);
            }
        }
        let closed = r#"{"error":{"message":"(#10)","code":10,"error_subcode":2018278}}"#;
        assert!(!may_be_the_persona(&refused(closed)));
    }

    #[test]
    fn graph_without_tls_is_told_to_have_some() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        let place = Place::Live(Origin::parse("http://graph.facebook.com").unwrap());
        let trouble = of_call(Task::Connect, &place, &cut.into());
        assert!(trouble.next.contains("write https://graph.facebook.com"), "{}", trouble.next);
    }

    #[test]
    fn a_reason_becomes_a_sentence() {
        assert_eq!(sentence("the name is empty"), "The name is empty.");
        assert_eq!(sentence("ça va ?"), "Ça va ?");
    }
}
