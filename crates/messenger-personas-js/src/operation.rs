//! The calls: what JavaScript gives, which request that is, and what it gets.

use std::num::NonZeroU32;

use messenger_personas::{
    CreatePersona, Cursor, DeletePersona, GetPersona, GraphRequest, ListPersonas, MessageId,
    MessageText, MessagingType, PageId, PersonaId, PersonaName, PictureUrl, Place, Psid, Recipient,
    ReplacePersona, SendMessage, SendSenderAction, SenderAction,
};
use messenger_personas_fetch::{Client, Fetch};
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::{
    aborted,
    fields::Fields,
    input::{CallOptions, checked},
    outcome::{Failure, Stopped},
    output::{ListingOutput, PersonaOutput, value},
};

/// A call that can be made: everything in it is checked.
pub(crate) enum Operation {
    Create(CreatePersona),
    List(ListPersonas),
    Get(GetPersona),
    Replace(ReplacePersona),
    Delete(DeletePersona),
    Send(SendMessage),
    SenderAction(SendSenderAction),
}

impl Operation {
    /// The operation called `name` with `input`, for `page_id`.
    pub(crate) fn read(name: &str, input: JsValue, page_id: &PageId) -> Result<Self, Failure> {
        match name {
            "personas.create" => {
                let fields = Fields::of(input, name, &["name", "profilePictureUrl"])?;
                Ok(Self::Create(draft(&fields, page_id)?))
            }
            "personas.list" => Ok(Self::List(list(input, page_id)?)),
            "personas.get" => Ok(Self::Get(GetPersona::new(id(&input, name)?))),
            "personas.replace" => {
                let fields = Fields::of(input, name, &["id", "name", "profilePictureUrl"])?;
                let old = checked(PersonaId::parse(&fields.text("id")?))?;
                Ok(Self::Replace(ReplacePersona::new(old, draft(&fields, page_id)?)))
            }
            "personas.delete" => Ok(Self::Delete(DeletePersona { persona_id: id(&input, name)? })),
            "messages.send" => Ok(Self::Send(message(input, name, page_id)?)),
            "messages.senderAction" => Ok(Self::SenderAction(sender_action(input, name, page_id)?)),
            _ => Err(Failure::request(format!("there is no call {name}"))),
        }
    }

    /// Makes the call, or both calls of a replacement.
    pub(crate) async fn run(
        self,
        client: &Client<Fetch>,
        options: &CallOptions,
    ) -> Result<JsValue, Stopped> {
        Ok(match self {
            Self::Create(request) => value(&ask(client, options, &request).await?),
            Self::List(request) => {
                value(&ListingOutput::from(ask(client, options, &request).await?))
            }
            Self::Get(request) => {
                value(&PersonaOutput::from(ask(client, options, &request).await?))
            }
            Self::Replace(sequence) => replace(client, options, sequence).await?,
            Self::Delete(request) => value(&ask(client, options, &request).await?),
            Self::Send(request) => {
                let sent = ask(client, options, &request).await?;
                value(&Sent { message_id: Some(sent.message_id), recipient_id: sent.recipient_id })
            }
            Self::SenderAction(request) => {
                let sent = ask(client, options, &request).await?;
                value(&Sent { message_id: None, recipient_id: sent.recipient_id })
            }
        })
    }
}

async fn ask<R: GraphRequest>(
    client: &Client<Fetch>,
    options: &CallOptions,
    request: &R,
) -> Result<R::Output, Stopped> {
    let call = client.send_with(request, &options.patience);
    aborted::or(options.signal.as_ref(), call).await
}

/// Graph cannot change a persona. What was created before it stopped is told.
async fn replace(
    client: &Client<Fetch>,
    options: &CallOptions,
    mut sequence: ReplacePersona,
) -> Result<JsValue, Stopped> {
    let run = client.run_with(&mut sequence, &options.patience);
    let stopped = match aborted::or(options.signal.as_ref(), run).await {
        Ok(created) => return Ok(value(&created)),
        Err(stopped) => stopped,
    };
    Err(match sequence.created() {
        None => stopped,
        Some(created) => Stopped::Failed(Failure::half_replaced(
            created.to_string(),
            sequence.old().to_string(),
            stopped,
        )),
    })
}

/// The query of `personas.list`, which may be left out.
pub(crate) fn list(input: JsValue, page_id: &PageId) -> Result<ListPersonas, Failure> {
    let mut request = ListPersonas::new(page_id.clone());
    if input.is_undefined() || input.is_null() {
        return Ok(request);
    }
    let fields = Fields::of(input, "personas.list", &["limit", "after", "before"])?;
    let limit = fields.maybe_number("limit", "number", (1, u32::MAX))?;
    request.paging.limit = limit.and_then(NonZeroU32::new);
    request.paging.place = match (fields.maybe_text("after")?, fields.maybe_text("before")?) {
        (Some(_), Some(_)) => {
            return Err(Failure::request("personas.list takes after or before, not both"));
        }
        (Some(after), None) => Some(Place::After(Cursor::new(&after))),
        (None, before) => before.map(|before| Place::Before(Cursor::new(&before))),
    };
    Ok(request)
}

fn id(input: &JsValue, call: &str) -> Result<PersonaId, Failure> {
    match input.as_string() {
        Some(id) => checked(PersonaId::parse(&id)),
        None if input.as_f64().is_some() => Err(Failure::request(format!(
            "{call} takes the persona id as a string: a number would lose digits"
        ))),
        None => Err(Failure::request(format!("{call} takes the persona id as a string"))),
    }
}

fn draft(fields: &Fields<'_>, page_id: &PageId) -> Result<CreatePersona, Failure> {
    Ok(CreatePersona {
        page_id: page_id.clone(),
        name: checked(PersonaName::parse(&fields.text("name")?))?,
        profile_picture_url: checked(PictureUrl::parse(&fields.text("profilePictureUrl")?))?,
    })
}

fn message(input: JsValue, call: &str, page_id: &PageId) -> Result<SendMessage, Failure> {
    let known = ["recipient", "text", "personaId", "messagingType"];
    let fields = Fields::of(input, call, &known)?;
    let recipient = recipient(&fields, call)?;
    let text = checked(MessageText::parse(&fields.text("text")?))?;
    Ok(SendMessage {
        messaging_type: match fields.maybe_one_of("messagingType", &["RESPONSE", "UPDATE"])? {
            Some(1) => MessagingType::Update,
            _ => MessagingType::Response,
        },
        persona_id: persona(&fields)?,
        ..SendMessage::new(page_id.clone(), recipient, text)
    })
}

fn sender_action(
    input: JsValue,
    call: &str,
    page_id: &PageId,
) -> Result<SendSenderAction, Failure> {
    let fields = Fields::of(input, call, &["recipient", "action", "personaId"])?;
    Ok(SendSenderAction {
        page_id: page_id.clone(),
        recipient: recipient(&fields, call)?,
        action: match fields.maybe_one_of("action", &["typing_on", "typing_off"])? {
            Some(0) => SenderAction::TypingOn { persona_id: persona(&fields)? },
            Some(_) => SenderAction::TypingOff { persona_id: persona(&fields)? },
            None => return Err(Failure::request(format!("{call}: action is missing"))),
        },
    })
}

fn recipient(fields: &Fields<'_>, call: &str) -> Result<Recipient, Failure> {
    let recipient = fields.value("recipient").unwrap_or_default();
    let recipient =
        Fields::of(recipient, &format!("the recipient of {call}"), &["id"])?.text("id")?;
    Ok(Recipient::Id(checked(Psid::parse(&recipient))?))
}

fn persona(fields: &Fields<'_>) -> Result<Option<PersonaId>, Failure> {
    fields.maybe_text("personaId")?.map(|id| checked(PersonaId::parse(&id))).transpose()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<MessageId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_id: Option<Psid>,
}
