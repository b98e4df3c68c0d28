//! The calls: what JavaScript gives, which request that is, and what it gets.

use std::num::NonZeroU32;

use messenger_personas::{
    CreatePersona, Cursor, DeletePersona, GetPersona, GraphRequest, ListPersonas, MessageText,
    MessagingType, PageId, PersonaId, PersonaName, PictureUrl, Psid, Recipient, SendMessage,
    SendSenderAction, SenderAction,
};
use messenger_personas_fetch::{Client, Fetch};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::{
    aborted::{self, CallOptions},
    input::{read, text},
    outcome::{Failure, Stopped},
    output::{ListingOutput, PersonaOutput, value},
};

/// A call that can be made: everything in it is checked.
pub(crate) enum Operation {
    Create(CreatePersona),
    List(ListPersonas),
    Get(GetPersona),
    Replace { old: PersonaId, new: CreatePersona },
    Delete(DeletePersona),
    Send(SendMessage),
    SenderAction(SendSenderAction),
}

impl Operation {
    /// The operation called `name` with `input`, for `page_id`.
    pub(crate) fn read(name: &str, input: JsValue, page_id: &PageId) -> Result<Self, Failure> {
        match name {
            "personas.create" => Ok(Self::Create(draft(&read(input, name)?, page_id)?)),
            "personas.list" => Ok(Self::List(list(input, page_id)?)),
            "personas.get" => Ok(Self::Get(GetPersona { persona_id: id(&input, name)? })),
            "personas.replace" => {
                let RawReplace { id, name, profile_picture_url } = read(input, name)?;
                let new = draft(&RawDraft { name, profile_picture_url }, page_id)?;
                Ok(Self::Replace { old: text(PersonaId::parse(&id))?, new })
            }
            "personas.delete" => Ok(Self::Delete(DeletePersona { persona_id: id(&input, name)? })),
            "messages.send" => Ok(Self::Send(message(read(input, name)?, page_id)?)),
            "messages.senderAction" => {
                Ok(Self::SenderAction(sender_action(read(input, name)?, page_id)?))
            }
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
            Self::Replace { old, new } => replace(client, options, old, &new).await?,
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

/// Graph cannot change a persona: the new one comes first, so that there is always one to speak.
async fn replace(
    client: &Client<Fetch>,
    options: &CallOptions,
    old: PersonaId,
    new: &CreatePersona,
) -> Result<JsValue, Stopped> {
    let created = ask(client, options, new).await?;
    let delete = DeletePersona { persona_id: old };
    match ask(client, options, &delete).await {
        Ok(_) => Ok(value(&created)),
        Err(stopped) => Err(Stopped::Failed(Failure::half_replaced(
            created.id.to_string(),
            delete.persona_id.to_string(),
            stopped,
        ))),
    }
}

/// The query of `personas.list`, which may be left out.
pub(crate) fn list(input: JsValue, page_id: &PageId) -> Result<ListPersonas, Failure> {
    let RawList { limit, after } = if input.is_undefined() || input.is_null() {
        RawList::default()
    } else {
        read(input, "personas.list")?
    };
    let limit = match limit.map(NonZeroU32::new) {
        Some(None) => return Err(Failure::request("the limit is a whole number from 1")),
        Some(some) => some,
        None => None,
    };
    let after = after.map(|after| Cursor::new(&after));
    Ok(ListPersonas { page_id: page_id.clone(), limit, after })
}

fn id(input: &JsValue, what: &str) -> Result<PersonaId, Failure> {
    match input.as_string() {
        Some(id) => text(PersonaId::parse(&id)),
        None => Err(Failure::request(format!(
            "{what} takes the persona id as a string: a number would lose digits"
        ))),
    }
}

fn draft(raw: &RawDraft, page_id: &PageId) -> Result<CreatePersona, Failure> {
    Ok(CreatePersona {
        page_id: page_id.clone(),
        name: text(PersonaName::parse(&raw.name))?,
        profile_picture_url: text(PictureUrl::parse(&raw.profile_picture_url))?,
    })
}

fn message(raw: RawMessage, page_id: &PageId) -> Result<SendMessage, Failure> {
    Ok(SendMessage {
        page_id: page_id.clone(),
        recipient: raw.recipient.checked()?,
        messaging_type: match raw.messaging_type {
            None | Some(RawMessagingType::Response) => MessagingType::Response,
            Some(RawMessagingType::Update) => MessagingType::Update,
        },
        text: text(MessageText::parse(&raw.text))?,
        persona_id: persona(raw.persona_id)?,
    })
}

fn sender_action(raw: RawSenderAction, page_id: &PageId) -> Result<SendSenderAction, Failure> {
    Ok(SendSenderAction {
        page_id: page_id.clone(),
        recipient: raw.recipient.checked()?,
        action: match raw.action {
            RawAction::TypingOn => SenderAction::TypingOn,
            RawAction::TypingOff => SenderAction::TypingOff,
        },
        persona_id: persona(raw.persona_id)?,
    })
}

fn persona(id: Option<String>) -> Result<Option<PersonaId>, Failure> {
    id.map(|id| text(PersonaId::parse(&id))).transpose()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawDraft {
    name: String,
    profile_picture_url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawReplace {
    id: String,
    name: String,
    profile_picture_url: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawList {
    limit: Option<u32>,
    after: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawMessage {
    recipient: RawRecipient,
    text: String,
    persona_id: Option<String>,
    messaging_type: Option<RawMessagingType>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawSenderAction {
    recipient: RawRecipient,
    action: RawAction,
    persona_id: Option<String>,
}

#[derive(Deserialize)]
struct RawRecipient {
    id: String,
}

impl RawRecipient {
    fn checked(&self) -> Result<Recipient, Failure> {
        Ok(Recipient::Id(text(Psid::parse(&self.id))?))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum RawMessagingType {
    Response,
    Update,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawAction {
    TypingOn,
    TypingOff,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient_id: Option<Psid>,
}
