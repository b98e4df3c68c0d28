//! Any bytes as an answer are read or refused, and no error shows the token.

use std::sync::LazyLock;

use messenger_personas::{
    AccessToken, CreatePersona, DeletePersona, GetPage, GetPersona, Graph, GraphRequest,
    HttpResponse, ListPersonas, MessageText, PageId, PersonaId, PersonaName, PictureUrl, Psid,
    Recipient, SendMessage, SendSenderAction, SenderAction,
};

use crate::message::Message;

/// The claim for an answer written as text: the status, headers, an empty line, the body, in which
/// a `$` stands for the token.
///
/// # Panics
/// If the claim does not hold.
pub fn holds_for_input(input: &[u8]) {
    let message = Message::read(input);
    let response = HttpResponse {
        status: message.first_line.trim().parse().unwrap_or(200),
        headers: message.headers,
        body: with_token(message.body),
    };
    holds(TOKEN, &response);
}

/// `response` is read or refused by every request, asked with `token`, and no error shows that.
///
/// # Panics
/// If the claim does not hold, or if `token` is none.
pub fn holds(token: &str, response: &HttpResponse) {
    let graph = Graph::new(AccessToken::parse(token).expect("a token"));
    let requests = &*REQUESTS;
    hides(token, &graph, &requests.create, response);
    hides(token, &graph, &requests.list, response);
    hides(token, &graph, &requests.get, response);
    hides(token, &graph, &requests.delete, response);
    hides(token, &graph, &requests.send, response);
    hides(token, &graph, &requests.act, response);
    hides(token, &graph, &requests.page, response);
}

/// One request of each type.
struct Requests {
    create: CreatePersona,
    list: ListPersonas,
    get: GetPersona,
    delete: DeletePersona,
    send: SendMessage,
    act: SendSenderAction,
    page: GetPage,
}

fn hides(token: &str, graph: &Graph, request: &impl GraphRequest, response: &HttpResponse) {
    if let Err(error) = request.read(graph, response.clone()) {
        // Not shown themselves: this would be one more place that shows the token.
        assert!(!error.to_string().contains(token), "Display of an error shows the token");
        assert!(!format!("{error:?}").contains(token), "Debug of an error shows the token");
    }
}

/// `body` with the token wherever there is a `$`: nobody finds a whole token by chance.
fn with_token(body: &[u8]) -> Vec<u8> {
    let parts: Vec<_> = body.split(|&byte| byte == b'$').collect();
    parts.join(TOKEN.as_bytes())
}

static REQUESTS: LazyLock<Requests> = LazyLock::new(|| {
    let page_id = PageId::parse("134").expect("an id");
    let persona_id = PersonaId::parse("311").expect("an id");
    let recipient = Recipient::Id(Psid::parse("251").expect("an id"));
    Requests {
        create: CreatePersona {
            page_id: page_id.clone(),
            name: PersonaName::parse("Adam").expect("a name"),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").expect("a URL"),
        },
        list: ListPersonas::new(page_id.clone()),
        get: GetPersona::new(persona_id.clone()),
        delete: DeletePersona { persona_id: persona_id.clone() },
        send: SendMessage::new(
            page_id.clone(),
            Psid::parse("251").expect("an id"),
            MessageText::parse("Hi").expect("a text"),
        ),
        act: SendSenderAction {
            page_id: page_id.clone(),
            recipient,
            action: SenderAction::TypingOn(Some(persona_id)),
        },
        page: GetPage { page_id: None },
    }
});

/// Of an input that is written as text.
const TOKEN: &str = "EAABclaimsToken0123456789ZDZD";
