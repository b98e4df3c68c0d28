//! `client.messages`.

use messenger_personas::{
    FullName, GetMessage, HandOver, MessageTag, MessagingType, NotificationToken, NotificationType,
    Recipient, SendMessage, SendSenderAction, SenderAction,
};
use wasm_bindgen::prelude::*;

use crate::{
    client::Client,
    error::RequestError,
    input::{Body, parse},
    request::Request,
    schema::{
        Kind,
        request::{SEND_MESSAGE, SENDER_ACTION},
        response,
    },
};

#[wasm_bindgen]
impl Client {
    /// A request that sends a message.
    #[wasm_bindgen(js_name = sendMessage)]
    pub fn send_message(&self, body: &JsValue) -> Result<Request, JsValue> {
        let body = Body::check("messages.send", body, &Kind::Object(&SEND_MESSAGE))?;
        let send = SendMessage {
            messaging_type: messaging_type(&body)?,
            persona_id: body.optional("persona_id"),
            notification_type: notification_type(&body),
            reply_to: body.object("reply_to").optional("mid"),
            thread_control: hand_over(&body.object("thread_control")),
            page_id: self.page_id.clone(),
            recipient: recipient(&body.object("recipient"))?,
            message: body.json("message")?,
        };
        Ok(Request::object(&send, &response::SENT_MESSAGE))
    }

    /// A request that shows a sender action.
    #[wasm_bindgen(js_name = sendSenderAction)]
    pub fn send_sender_action(&self, body: &JsValue) -> Result<Request, JsValue> {
        let body = Body::check("messages.senderAction", body, &SENDER_ACTION)?;
        let recipient = recipient(&body.object("recipient"))?;
        let send = SendSenderAction::new(self.page_id.clone(), recipient, sender_action(&body)?);
        Ok(Request::object(&send, &response::SENT_SENDER_ACTION))
    }

    /// A request that reads a message.
    #[wasm_bindgen(js_name = getMessage)]
    pub fn get_message(&self, id: &str) -> Result<Request, JsValue> {
        Ok(Request::object(&GetMessage::new(parse(id)?), &response::MESSAGE))
    }
}

fn messaging_type(body: &Body) -> Result<MessagingType, RequestError> {
    Ok(match body.text("messaging_type").as_deref() {
        Some("UPDATE") => MessagingType::Update,
        Some("UTILITY") => MessagingType::Utility,
        Some("MESSAGE_TAG") => MessagingType::MessageTag(body.required::<MessageTag>("tag")?),
        _ => MessagingType::Response,
    })
}

fn notification_type(body: &Body) -> Option<NotificationType> {
    Some(match body.text("notification_type")?.as_str() {
        "SILENT_PUSH" => NotificationType::SilentPush,
        "NO_PUSH" => NotificationType::NoPush,
        _ => NotificationType::Regular,
    })
}

fn hand_over(thread_control: &Body) -> Option<HandOver> {
    Some(match thread_control.text("control_type")?.as_str() {
        "pass" => HandOver::Pass { app_id: thread_control.optional("app_id") },
        _ => HandOver::Release,
    })
}

fn recipient(body: &Body) -> Result<Recipient, RequestError> {
    let token = |name: &str| {
        let token = body.text(name).unwrap_or_default();
        NotificationToken::parse(&token).map_err(RequestError::new)
    };
    Ok(if body.has("user_ref") {
        Recipient::UserRef(body.required("user_ref")?)
    } else if body.has("comment_id") {
        Recipient::CommentId(body.required("comment_id")?)
    } else if body.has("post_id") {
        Recipient::PostId(body.required("post_id")?)
    } else if body.has("phone_number") {
        let name = body.object("name");
        Recipient::PhoneNumber {
            phone_number: body.required("phone_number")?,
            name: full_name(&name),
        }
    } else if body.has("notification_messages_token") {
        Recipient::NotificationMessagesToken(token("notification_messages_token")?)
    } else if body.has("one_time_notif_token") {
        Recipient::OneTimeNotifToken(token("one_time_notif_token")?)
    } else {
        Recipient::Id(body.required("id")?)
    })
}

fn full_name(body: &Body) -> Option<FullName> {
    Some(FullName { first_name: body.text("first_name")?, last_name: body.text("last_name")? })
}

fn sender_action(body: &Body) -> Result<SenderAction, RequestError> {
    let payload = body.object("payload");
    Ok(match body.text("sender_action").unwrap_or_default().as_str() {
        "typing_on" => SenderAction::TypingOn { persona_id: body.optional("persona_id") },
        "typing_off" => SenderAction::TypingOff { persona_id: body.optional("persona_id") },
        "react" => SenderAction::React {
            message_id: payload.required("message_id")?,
            reaction: payload.required("reaction")?,
        },
        "unreact" => SenderAction::Unreact { message_id: payload.required("message_id")? },
        _ => SenderAction::MarkSeen,
    })
}
