//! Any bytes as an answer are read or refused, and no error shows the token.

use std::sync::LazyLock;

use messenger_personas::{
    AccessToken, Batch, ConversationId, CreatePersona, DeletePersona, FileKind, GetConversation,
    GetMessage, GetPage, GetPerson, GetPersona, GetThreadOwner, Graph, GraphRequest, HttpResponse,
    ListAccounts, ListConversations, ListPersonas, MessageId, MessageText, Method, PageId,
    PersonaId, PersonaName, PictureUrl, Psid, RawRequest, SendMessage, SendSenderAction,
    SenderAction, UploadAttachment, Usage, WebUrl,
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
    for request in &*REQUESTS {
        request(token, &graph, response);
    }
    let usage = Usage::from_response(response);
    assert!(usage.wait().is_none_or(|wait| !wait.is_zero()));
    let _highest = usage.highest();
}

type Claim = Box<dyn Fn(&str, &Graph, &HttpResponse) + Send + Sync>;

/// The claim for one request.
fn of<R: GraphRequest + Send + Sync + 'static>(request: R) -> Claim {
    Box::new(move |token, graph, response| hides(token, graph, &request, response))
}

fn hides(token: &str, graph: &Graph, request: &impl GraphRequest, response: &HttpResponse) {
    if let Err(error) = request.parse_response(graph, response.clone()) {
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

/// One request for each type of answer.
static REQUESTS: LazyLock<Vec<Claim>> = LazyLock::new(|| {
    let page_id = PageId::parse("134").expect("an id");
    let persona_id = PersonaId::parse("311").expect("an id");
    let psid = Psid::parse("251").expect("an id");
    let get = GetPersona::new(persona_id.clone());
    let delete = DeletePersona { persona_id: persona_id.clone() };
    let text = MessageText::parse("Hi").expect("a text");
    vec![
        of(CreatePersona {
            page_id: page_id.clone(),
            name: PersonaName::parse("Adam").expect("a name"),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").expect("a URL"),
        }),
        of(ListPersonas::new(page_id.clone())),
        of(Batch::new(vec![get.clone(), get.clone()]).expect("two")),
        of(Batch::new(vec![delete.clone()]).expect("one")),
        of(get),
        of(delete),
        of(SendMessage::new(page_id.clone(), psid.clone(), text)),
        of(SendSenderAction {
            page_id: page_id.clone(),
            recipient: psid.clone().into(),
            action: SenderAction::TypingOn { persona_id: Some(persona_id) },
        }),
        of(GetPage { page_id: None }),
        of(ListAccounts::default()),
        of(ListConversations::new(page_id.clone())),
        of(GetConversation { conversation_id: ConversationId::parse("t_1").expect("an id") }),
        of(GetMessage { message_id: MessageId::parse("m_1").expect("an id") }),
        of(GetPerson { psid: psid.clone() }),
        of(UploadAttachment {
            page_id: page_id.clone(),
            kind: FileKind::Image,
            url: WebUrl::parse("https://example.com/a.jpg").expect("a URL"),
        }),
        of(GetThreadOwner { page_id, psid }),
        of(RawRequest::new(Method::Get, "me").expect("a path")),
    ]
});

/// Of an input that is written as text.
const TOKEN: &str = "EAABclaimsToken0123456789ZDZD";
