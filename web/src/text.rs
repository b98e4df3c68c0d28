//! Every word that people read, so that the console is translated by replacing this and its folder.
//!
//! Here are the sentences for an error: what happened, and what to do next. Modules have what is said
//! in an area.

pub mod activity;
pub mod connect;
pub mod conversation;
pub mod editing;
pub mod import;
pub mod list;
pub mod local_data;
mod numbers;
pub mod palette;
pub mod persona;
pub mod settings;
pub mod shell;

use std::{fmt::Display, time::Duration};

use messenger_personas::{GraphError, GraphErrorKind, Idempotency, Origin, Page, ResponseError};
use messenger_personas_client::{AmbiguousOutcome, Error, NetworkError, PaginationError};

pub use self::numbers::{clock_time, date, day, number, time_of_day};
use crate::model::{
    demo::ControlError,
    unicode::capitalised,
    user_error::{Endpoint, RequestError, Task, UserError},
};

/// The sentences for an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorText {
    /// What happened, in a few words.
    pub title: String,
    /// What to do next.
    pub next: String,
    /// What Graph said, if Graph refused.
    pub graph: Option<GraphErrorText>,
}

impl ErrorText {
    fn new(title: impl Into<String>, next: impl Into<String>) -> Self {
        Self { title: title.into(), next: next.into(), graph: None }
    }
}

/// What Graph said, for those who want to know exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphErrorText {
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

/// That a task was not done.
fn failed(task: Task) -> &'static str {
    match task {
        Task::Connect => "Not connected",
        Task::ListPersonas => "The personas could not be listed",
        Task::ReadPersona => "The persona could not be read",
        Task::CreatePersona => "The persona was not created",
        Task::DeletePersona => "The persona was not deleted",
        Task::ListConversations => "The conversations could not be read",
        Task::ReadMessages => "The messages could not be read",
        Task::SendMessage => "The message was not sent",
        Task::SetTyping => "The typing dots did not change",
        Task::ControlThread => "Control of the conversation did not change",
    }
}

/// That a task may have been done, and where to look; `None` if repeating it does no harm.
fn unconfirmed(task: Task) -> Option<(&'static str, &'static str)> {
    match task {
        Task::CreatePersona => Some((
            "Couldn't confirm that the persona was created",
            "It may exist: look at the list before you create it again.",
        )),
        Task::SendMessage => Some((
            "Couldn't confirm that the message was sent",
            "It may have arrived: look at the conversation before you send it again.",
        )),
        _ => None,
    }
}

/// The sentences for `error`.
#[must_use]
pub fn error(error: &UserError) -> ErrorText {
    match error {
        UserError::Graph(error) => of_request(error),
        UserError::AsPersona(error) => of_speaking(error),
        UserError::List { endpoint, error } => of_list(endpoint, error),
        UserError::UnconfirmedCreate => {
            let (title, next) = unconfirmed(Task::CreatePersona).unwrap_or_default();
            ErrorText::new(title, next)
        }
        UserError::Emulator(error) => of_emulator(*error),
        UserError::EmulatorToken(error) => {
            ErrorText::new("The emulator's Page is not usable", sentence(error))
        }
        UserError::OtherPage(page) => of_other_page(page),
        UserError::NoPages => ErrorText::new(
            "This token opens no Page",
            "Its person has no Page, or did not choose one when the app asked. Make the token \
             again with the permission `pages_show_list`, and choose the Page there.",
        ),
        UserError::Id(error) => ErrorText::new("This address leads nowhere", sentence(error)),
    }
}

fn of_request(RequestError { task, endpoint, error }: &RequestError) -> ErrorText {
    let task = *task;
    match error {
        Error::Network(error) => no_answer(endpoint, error),
        Error::Response(error) => of_response(task, error),
        Error::Ambiguous(AmbiguousOutcome::Network(error)) => {
            ambiguous(task, no_answer(endpoint, error))
        }
        Error::Ambiguous(AmbiguousOutcome::Response(error)) => {
            ambiguous(task, of_response(task, error))
        }
        other => ErrorText::new(failed(task), sentence(other)),
    }
}

fn of_response(task: Task, error: &ResponseError) -> ErrorText {
    match error {
        ResponseError::Graph(error) => of_graph(task, error),
        ResponseError::Decode { status, reason, .. } => {
            let again = match task.idempotency() {
                Idempotency::NonIdempotent => "",
                _ => ", then try again",
            };
            ErrorText::new(
                "The answer is not one of Graph's",
                format!(
                    "Something else answered (status {status}; {reason}): a proxy, a log-in page \
                     or a wrong address. Check the address that calls are sent to{again}."
                ),
            )
        }
        other => ErrorText::new(failed(task), sentence(other)),
    }
}

fn of_speaking(request: &RequestError) -> ErrorText {
    let text = of_request(request);
    if may_be_the_persona(&request.error) {
        return ErrorText { next: PERSONA_GONE.to_owned(), ..text };
    }
    text
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
pub fn elsewhere(person: &str, failure: &UserError) -> String {
    let title = full_stop(&error(failure).title);
    format!("Conversation with {person}: {title} What you wrote is still there.")
}

fn of_list(endpoint: &Endpoint, error: &PaginationError) -> ErrorText {
    let task = Task::ListPersonas;
    match error {
        PaginationError::Request(error) => {
            of_request(&RequestError { task, endpoint: endpoint.clone(), error: error.clone() })
        }
        PaginationError::CursorLoop => ErrorText::new(
            "The list has no end",
            "Graph leads back to a part that was already read. What is shown is good; load the \
             list again for the rest.",
        ),
        other => ErrorText::new(failed(task), sentence(other)),
    }
}

fn of_emulator(error: ControlError) -> ErrorText {
    match error {
        ControlError::Unreachable | ControlError::NotTheEmulator => {
            ErrorText::new(EMULATOR_SILENT, START_EMULATOR)
        }
        ControlError::NotThere => ErrorText::new(
            "Nobody here has this id",
            "Check the id in the address, or choose a conversation from the list.",
        ),
        ControlError::Refused(status) => ErrorText::new(
            "The emulator refused",
            format!("It answered with status {status}. Its own output says why."),
        ),
    }
}

fn of_other_page(page: &Page) -> ErrorText {
    let name = page.name.as_deref().unwrap_or(connect::NAMELESS);
    ErrorText::new(
        "This token belongs to another Page",
        format!(
            "It speaks as “{name}” ({}). Paste a token of the Page that is connected, or \
             disconnect and start with this one.",
            page.id
        ),
    )
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

/// A failure after which the task may have been done.
fn ambiguous(task: Task, text: ErrorText) -> ErrorText {
    match unconfirmed(task) {
        Some((title, look)) => ErrorText {
            title: title.to_owned(),
            next: format!("{look} {} {}", full_stop(&text.title), text.next),
            graph: text.graph,
        },
        None => text,
    }
}

fn no_answer(endpoint: &Endpoint, error: &NetworkError) -> ErrorText {
    match (endpoint, error) {
        (Endpoint::Emulator(_), _) => ErrorText::new(EMULATOR_SILENT, START_EMULATOR),
        (Endpoint::Live(_), NetworkError::TimedOut { origin, timeout }) => ErrorText::new(
            format!("{origin} did not answer within {} seconds", timeout.as_secs()),
            "Check the connection and try again.",
        ),
        (Endpoint::Live(origin), _) if *origin == Origin::default() => ErrorText::new(
            format!("{origin} does not answer"),
            "Check that this computer is online and that no extension of the browser blocks the \
             address, then try again.",
        ),
        (Endpoint::Live(origin), _) if is_default_without_tls(origin) => ErrorText::new(
            format!("{origin} does not answer"),
            format!("Meta's Graph answers over https only: write {} instead.", Origin::default()),
        ),
        (Endpoint::Live(origin), _) => ErrorText::new(
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

fn of_graph(task: Task, error: &GraphError) -> ErrorText {
    ErrorText {
        title: graph_title(task, error.kind).to_owned(),
        next: match (task, error.kind) {
            (Task::ListConversations | Task::ReadMessages, GraphErrorKind::Permission) => {
                conversation::PERMISSIONS.to_owned()
            }
            _ => error.advice(task.idempotency()).to_owned(),
        },
        graph: Some(GraphErrorText {
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
        (Task::ListConversations | Task::ReadMessages, GraphErrorKind::Permission) => {
            "This token may not read conversations"
        }
        (Task::SendMessage | Task::SetTyping, GraphErrorKind::OutsideWindow) => {
            "Not sent: this person last wrote more than 24 hours ago"
        }
        (Task::SendMessage | Task::SetTyping, GraphErrorKind::PersonUnavailable) => {
            "Not sent: this person cannot be reached"
        }
        (_, GraphErrorKind::Service) => "Meta had a temporary problem",
        _ => failed(task),
    }
}

fn for_person(error: &GraphError) -> Option<String> {
    match (&error.user_title, &error.user_message) {
        (Some(title), Some(message)) => Some(format!("{title}: {message}")),
        (title, message) => message.clone().or_else(|| title.clone()),
    }
}

/// That the persona that was chosen to speak is gone.
pub const PERSONA_MISSING: &str =
    "The persona that was chosen does not exist any more: choose who speaks.";

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

    fn request(task: Task, endpoint: Endpoint, error: Error) -> UserError {
        UserError::Graph(RequestError { task, endpoint, error })
    }

    fn text_of(task: Task, endpoint: Endpoint, cause: Error) -> ErrorText {
        error(&request(task, endpoint, cause))
    }

    fn live() -> Endpoint {
        Endpoint::Live(Origin::default())
    }

    fn emulator() -> Endpoint {
        Endpoint::Emulator(Origin::parse("http://127.0.0.1:4010").unwrap())
    }

    #[test]
    fn a_call_that_may_have_happened_says_where_to_look() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        let Error::Response(proxy) = refused("<html>") else { panic!("read") };
        for cause in [AmbiguousOutcome::Network(cut.clone()), AmbiguousOutcome::Response(proxy)] {
            let failure = request(Task::CreatePersona, live(), cause.into());
            assert!(failure.is_ambiguous());
            assert_eq!(error(&failure).title, "Couldn't confirm that the persona was created");
        }
        let lost = request(Task::ListPersonas, live(), cut.into());
        assert!(!lost.is_ambiguous());
        assert_eq!(error(&lost).title, "https://graph.facebook.com does not answer");
    }

    #[test]
    fn a_read_that_failed_is_just_tried_again() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        for cause in [
            refused(r#"{"error":{"message":"(#1)","code":1}}"#),
            refused(r#"{"error":{"message":"(#2)","code":2,"is_transient":true}}"#),
            refused(r#"{"error":{"message":"new","code":99999,"is_transient":true}}"#),
            refused("<html>"),
            cut.into(),
        ] {
            for task in [Task::Connect, Task::ListPersonas, Task::ReadPersona] {
                let failure = request(task, live(), cause.clone());
                assert!(!failure.is_ambiguous());
                let next = error(&failure).next;
                assert!(!next.contains("whether"), "{next}");
            }
        }
        let service = refused(r#"{"error":{"message":"(#2)","code":2,"is_transient":true}}"#);
        let read = text_of(Task::ListPersonas, live(), service.clone());
        assert_eq!(read.next, "Wait a moment, then try again.");
        let write = text_of(Task::CreatePersona, live(), service);
        assert!(write.next.contains("whether"), "{}", write.next);
    }

    #[test]
    fn a_refused_create_did_not_happen_and_says_what_to_do() {
        let json = r#"{"error":{"message":"(#100) no","code":100,"type":"OAuthException",
            "error_user_title":"Sorry","error_user_msg":"Not this one.","fbtrace_id":"A1"}}"#;
        let text = text_of(Task::CreatePersona, live(), refused(json));
        assert_eq!(text.title, "The persona was not created");
        assert_eq!(text.next, GraphErrorKind::InvalidParameter.advice());
        let graph = text.graph.unwrap();
        assert_eq!(graph.for_person.as_deref(), Some("Sorry: Not this one."));
        assert_eq!(graph.fbtrace_id.as_deref(), Some("A1"));
    }

    #[test]
    fn a_closed_window_says_so() {
        let json = r#"{"error":{"message":"(#10)","code":10,"error_subcode":2018278}}"#;
        let text = text_of(Task::SendMessage, live(), refused(json));
        assert_eq!(text.title, "Not sent: this person last wrote more than 24 hours ago");
        assert_eq!(text.graph.unwrap().code, "10 / 2018278");
    }

    #[test]
    fn a_silent_emulator_names_the_command() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        let text = text_of(Task::ListPersonas, emulator(), cut.into());
        assert!(text.next.contains("cargo xtask demo"));
        assert_eq!(text, error(&ControlError::Unreachable.into()));
    }

    #[test]
    fn a_persona_that_speaks_may_be_gone() {
        for json in [
            r#"{"error":{"message":"(#100) persona_id","code":100}}"#,
            r#"{"error":{"message":"(#100)","code":100,"error_subcode":33}}"#,
        ] {
            for task in [Task::SendMessage, Task::SetTyping] {
                let speaking = RequestError { task, endpoint: live(), error: refused(json) };
                let text = error(&UserError::AsPersona(speaking));
                assert!(text.next.contains("may have been deleted"), "{}", text.next);
                let page = text_of(task, live(), refused(json));
                assert!(!page.next.contains("Speak as"), "{}", page.next);
            }
        }
        let closed = r#"{"error":{"message":"(#10)","code":10,"error_subcode":2018278}}"#;
        assert!(!may_be_the_persona(&refused(closed)));
    }

    #[test]
    fn graph_without_tls_is_told_to_have_some() {
        let cut = NetworkError::Connection { origin: "here".to_owned(), reason: "cut".to_owned() };
        let place = Endpoint::Live(Origin::parse("http://graph.facebook.com").unwrap());
        let text = text_of(Task::Connect, place, cut.into());
        assert!(text.next.contains("write https://graph.facebook.com"), "{}", text.next);
    }

    #[test]
    fn a_reason_becomes_a_sentence() {
        assert_eq!(sentence("the name is empty"), "The name is empty.");
        assert_eq!(sentence("ça va ?"), "Ça va ?");
    }
}
