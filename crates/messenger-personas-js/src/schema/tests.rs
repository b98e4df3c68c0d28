//! Holds the schemas against what the core's types serialize and against the examples in Meta's
//! documentation, both ways.

use std::collections::BTreeSet;

use js_sys::JSON;
use messenger_personas::{
    Account, AppId, Attachment, AttachmentId, ComposedMessage, Content, Conversation,
    CreatePersona, CreatedPersona, FacebookUrl, FileKind, FileSource, FullName, HandOver, HttpsUrl,
    Image, Images, Json, Listing, MessageId, MessageText, Metadata, NotificationToken, Page,
    PageId, Person, Persona, PersonaId, PersonaName, PhoneNumber, PictureUrl, ProductId, Psid,
    QuickReplies, QuickReply, QuickReplyPayload, QuickReplyTitle, Reaction, ReceivedMessage,
    Recipient, SendMessage, SendSenderAction, SenderAction, SentMessage, SentSenderAction, Success,
    TextReply, ThreadOwner, UploadedAttachment, WebUrl,
    id::opaque::{CommentId, PostId, UserRef},
    message::{
        button::{
            Button, ButtonPayload, ButtonTitle, Buttons, Link, LinkTarget, WebUrlButton,
            WebviewHeight,
        },
        template::{
            Template,
            buttons::{ButtonTemplate, ButtonTemplateText},
            coupon::{
                CodeOffer, CouponCode, CouponOffer, CouponSubtitle, CouponTemplate, CouponText,
                CouponTitle, LinkOffer,
            },
            feedback::{
                ExpiryDays, FeedbackButtonTitle, FeedbackSubtitle, FeedbackTemplate, FeedbackTitle,
                FollowUp, FollowUpPlaceholder, Question, QuestionId, QuestionKind, QuestionTitle,
                Score, ScoreLabel, ScoreQuestion,
            },
            generic::{
                DefaultAction, ElementSubtitle, ElementTitle, GenericElement, GenericElements,
                GenericTemplate, ImageAspectRatio,
            },
            media::{MediaElement, MediaTemplate, MediaTemplateSource, MediaType},
            product::ProductTemplate,
            receipt::{
                Address, Adjustment, Amount, Country, Currency, OrderTime, ReceiptElement,
                ReceiptElements, ReceiptTemplate, ReceiptText, Summary,
            },
        },
    },
};
use messenger_personas::{ControlThread, GraphRequest, Param, ThreadAction, UploadAttachment};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    Kind, Object,
    request::{
        CONTROL_THREAD, CREATE_PERSONA, EXTEND_THREAD, PASS_THREAD, SEND_MESSAGE, SENDER_ACTION,
        UPLOAD_ATTACHMENT,
    },
    response,
    walker::{check_input, check_listing, check_response},
};

#[wasm_bindgen_test]
fn bodies_of_the_core_pass_unchanged_and_use_every_member() {
    let bodies = core_bodies();
    let mut used = BTreeSet::new();
    for (kind, body) in &bodies {
        let checked = check_input(&JSON::parse(&body.to_string()).unwrap(), kind);
        let checked = checked.unwrap_or_else(|invalid| panic!("{body}: {invalid}"));
        assert_eq!(&to_value(&checked), body);
        add_used_members(kind, body, &kind_name(kind), &mut used);
    }
    let mut known = BTreeSet::new();
    for (kind, _) in &bodies {
        add_members(kind, &kind_name(kind), &mut known);
    }
    let unused: Vec<_> = known.difference(&used).collect();
    assert!(unused.is_empty(), "the core never sends {unused:?}");
}

#[wasm_bindgen_test]
fn examples_of_metas_documentation_pass() {
    for (name, fixture) in FIXTURES {
        let fixture: Value = serde_json::from_str(&with_ids(fixture)).unwrap();
        let mut body = Map::new();
        for part in ["query", "body"] {
            for (name, value) in fixture["request"][part].as_object().into_iter().flatten() {
                // Meta writes some objects in a query with single quotes.
                let json = value.as_str().map(|text| with_ids(&text.replace('\'', "\"")));
                let json = json.and_then(|text| serde_json::from_str(&text).ok());
                let value = json.filter(Value::is_object).unwrap_or_else(|| value.clone());
                body.insert(name.clone(), value);
            }
        }
        body.remove("access_token");
        let kind = if name.starts_with("send_") { SEND } else { SENDER_ACTION };
        let body = Value::Object(body);
        let checked = check_input(&JSON::parse(&body.to_string()).unwrap(), &kind);
        let checked = checked.unwrap_or_else(|invalid| panic!("{name}: {invalid}"));
        assert_eq!(normalize(&to_value(&checked)), normalize(&body), "{name}");
    }
}

#[wasm_bindgen_test]
fn responses_are_checked_as_the_core_deserializes_them() {
    holds::<CreatedPersona>(&response::CREATED, &json!({"id": "1"}));
    holds::<Persona>(
        &response::PERSONA,
        &json!({"id": "1", "name": "A", "profile_picture_url": "https://a.b/c"}),
    );
    holds::<Success>(&response::SUCCESS, &json!({"success": true}));
    holds::<SentMessage>(
        &response::SENT_MESSAGE,
        &json!({"message_id": "m_1", "recipient_id": "1", "attachment_id": "2"}),
    );
    holds::<SentSenderAction>(&response::SENT_SENDER_ACTION, &json!({"recipient_id": "1"}));
    holds::<UploadedAttachment>(&response::UPLOADED, &json!({"attachment_id": "1"}));
    let picture = json!({"data": {"url": "https://a.b/c"}});
    holds::<Page>(&response::PAGE, &json!({"id": "1", "name": "A", "picture": picture}));
    holds::<ReceivedMessage>(&response::MESSAGE, &received_message());
}

#[wasm_bindgen_test]
fn responses_that_the_core_does_not_serialize_have_the_same_members() {
    let picture = json!({"data": {"url": "https://a.b/c"}});
    let person = json!({"id": "1", "name": "A B", "first_name": "A", "last_name": "B",
        "profile_pic": "https://a.b/c"});
    let core: Person = serde_json::from_value(person.clone()).unwrap();
    assert!(core.id.is_some() && core.name.is_some() && core.first_name.is_some());
    assert!(core.last_name.is_some() && core.profile_pic.is_some());
    uses_every_member(&response::PERSON, &person);

    let account = json!({"id": "1", "name": "A", "category": "Food", "picture": picture,
        "tasks": ["MESSAGING"], "access_token": "EAAB"});
    let core: Account = serde_json::from_value(account.clone()).unwrap();
    assert!(core.name.is_some() && core.category.is_some() && core.picture.is_some());
    assert!(core.tasks.len() == 1 && core.access_token.is_some());
    uses_every_member(&response::ACCOUNT, &account);

    let mut conversation = json!({"id": "t_1", "updated_time": "2026-07-12T19:11:07+0000",
        "participants": {"data": [{"id": "1", "name": "A", "email": "1@facebook.com"}]},
        "snippet": "Hi", "unread_count": 1, "message_count": 2, "can_reply": true,
        "is_owner": false, "link": "/1"});
    let core: Conversation = serde_json::from_value(conversation.clone()).unwrap();
    assert!(core.updated_time.is_some() && core.participants.is_some() && core.snippet.is_some());
    assert!((core.unread_count, core.message_count) == (Some(1), Some(2)));
    assert!(core.can_reply.is_some() && core.is_owner.is_some() && core.link.is_some());
    conversation["messages"] = json!({"data": [{"id": "m_1"}]});
    let core: Conversation = serde_json::from_value(conversation.clone()).unwrap();
    assert_eq!(core.messages.unwrap().data.len(), 1);
    let checked = response_of(&response::CONVERSATION, &conversation).unwrap();
    assert_eq!(checked["messages"]["data"], json!([{"id": "m_1"}]));
    conversation.as_object_mut().unwrap().remove("messages");
    assert_eq!(response_of(&response::CONVERSATION, &conversation).unwrap(), conversation);

    let owner = json!({"data": [{"thread_owner": {"app_id": "1", "expiration": 2}}]});
    let core: ThreadOwner = serde_json::from_value(owner.clone()).unwrap();
    assert!(core.app_id.is_some() && core.expiration == Some(2));
    uses_every_member(&response::THREAD_OWNERS, &owner);
}

#[wasm_bindgen_test]
fn a_listing_keeps_its_cursors_and_leaves_out_the_addresses() {
    let listing = |json: &str| {
        let listing = check_listing(&JSON::parse(json).unwrap(), &response::PERSONA);
        listing.map(|listing| to_value(&listing)).map_err(|invalid| invalid.is_rounded_id())
    };
    let checked = listing(
        r#"{"data":[{"id":1,"extra":1},{"id":"x"},{"id":"3","name":5}],
        "paging":{"next":"https://a/?access_token=T","cursors":{"after":"A","before":7}}}"#,
    );
    let expected = json!({"data": [{"id": "1"}, {"id": "3", "name": "5"}], "malformed": [1],
        "hasMore": true, "hasPrevious": false, "after": "A", "before": null});
    assert_eq!(checked.unwrap(), expected);
    let core: Result<Listing<Persona>, _> = serde_json::from_str(r#"{"data":[{"id":"x"}]}"#);
    assert!(core.is_err());
    assert_eq!(listing(r#"{"data":[{"id":12345678901234567890}]}"#), Err(true));
    assert_eq!(listing(r#"{"data":{}}"#), Err(false));
}

#[wasm_bindgen_test]
fn an_error_names_the_path_and_repeats_no_value() {
    let element = json!({"title": "EAABSECRET".repeat(9)});
    let template = json!({"template_type": "generic", "elements": [element]});
    for (message, expected) in [
        (
            json!({"attachment": {"type": "template", "payload": template}}),
            "message.attachment.payload.elements[0].title: the title of an element has 90 \
             characters: Messenger takes at most 80",
        ),
        (
            json!({"text": "Hi", "quick_replies": [{"content_type": "text", "titel": "x"}]}),
            "message.quick_replies[0] has no \"titel\": it takes content_type, title, payload, \
             image_url",
        ),
        (json!({"text": 5}), "message.text is a string, not a number"),
        (json!({}), "message needs exactly one of text, attachment, attachments"),
        (
            json!({"attachment": {"type": "pdf"}}),
            "message.attachment.type is not audio or file or \
             image or video or template",
        ),
        (json!({"attachment": {"type": "file"}}), "message.attachment.payload is missing"),
    ] {
        let body = json!({"recipient": {"id": "1"}, "message": message});
        let invalid = check_input(&JSON::parse(&body.to_string()).unwrap(), &SEND).unwrap_err();
        assert_eq!(invalid.describe("messages.send"), expected);
    }
    let unknown = json!({"EAABSECRETEAABSECRETEAABSECRETEAABSECRETEAAB": 1});
    let invalid = check_input(&JSON::parse(&unknown.to_string()).unwrap(), &SEND).unwrap_err();
    assert!(invalid.describe("messages.send").starts_with("messages.send has no such member: "));
}

/// Asserts that the core and the schema read `example` alike, and that it has every member.
fn holds<T: DeserializeOwned + Serialize>(object: &'static Object, example: &Value) {
    let core: T = serde_json::from_value(example.clone()).unwrap();
    assert_eq!(&serde_json::to_value(core).unwrap(), example);
    uses_every_member(object, example);
    let Some((first, _)) = example.as_object().and_then(|members| members.iter().next()) else {
        return;
    };
    let mut unexpected = example.clone();
    unexpected[first] = json!([]);
    let core = serde_json::from_value::<T>(unexpected.clone()).is_ok();
    assert_eq!(response_of(object, &unexpected).is_some(), core, "{unexpected}");
}

fn uses_every_member(object: &'static Object, example: &Value) {
    let kind = Kind::Object(object);
    assert_eq!(&response_of(object, example).unwrap(), example);
    let (mut known, mut used) = (BTreeSet::new(), BTreeSet::new());
    add_members(&kind, "", &mut known);
    add_used_members(&kind, example, "", &mut used);
    assert_eq!(known, used);
}

fn response_of(object: &Object, value: &Value) -> Option<Value> {
    let checked = check_response(&JSON::parse(&value.to_string()).unwrap(), object).ok()?;
    Some(to_value(&checked))
}

fn to_value(value: &wasm_bindgen::JsValue) -> Value {
    let text = JSON::stringify(value).unwrap().as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Adds the paths of all members that `kind` knows.
fn add_members(kind: &Kind, path: &str, members: &mut BTreeSet<String>) {
    match kind {
        Kind::Object(object) | Kind::Listing(object) => {
            for member in object.members {
                let path = format!("{path}.{}", member.name);
                members.insert(path.clone());
                add_members(&member.kind, &path, members);
            }
        }
        Kind::Variants { variants, .. } => {
            for (word, object) in *variants {
                add_members(&Kind::Object(object), &format!("{path}<{word}>"), members);
            }
        }
        Kind::List(item, _) => add_members(item, &format!("{path}[]"), members),
        _ => {}
    }
}

/// Adds the paths of the members that `value` has.
fn add_used_members(kind: &Kind, value: &Value, path: &str, used: &mut BTreeSet<String>) {
    match kind {
        Kind::Object(object) => {
            for member in object.members {
                if let Some(value) = value.get(member.name) {
                    let path = format!("{path}.{}", member.name);
                    used.insert(path.clone());
                    add_used_members(&member.kind, value, &path, used);
                }
            }
        }
        Kind::Variants { tag, variants } => {
            let word = value[tag].as_str().unwrap();
            let (word, object) = variants.iter().find(|(name, _)| *name == word).unwrap();
            add_used_members(&Kind::Object(object), value, &format!("{path}<{word}>"), used);
        }
        Kind::List(item, _) => {
            for value in value.as_array().unwrap() {
                add_used_members(item, value, &format!("{path}[]"), used);
            }
        }
        _ => {}
    }
}

/// A name that tells the tables of requests apart.
fn kind_name(kind: &Kind) -> String {
    match kind {
        Kind::Object(object) => object.members.iter().map(|member| member.name).collect(),
        _ => "sender_action".to_owned(),
    }
}

/// Requests of the core that together use every member, with the schema of their bodies.
fn core_bodies() -> Vec<(Kind, Value)> {
    let mut bodies = vec![(
        Kind::Object(&CREATE_PERSONA),
        body(&CreatePersona {
            page_id: page_id(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://a.b/c").unwrap(),
        }),
    )];
    for message in messages() {
        bodies.push((SEND, body(&SendMessage::new(page_id(), psid(), message))));
    }
    for recipient in recipients() {
        let send = SendMessage::new(page_id(), recipient, text("Hi"));
        bodies.push((SEND, body(&send)));
    }
    for thread_control in
        [HandOver::Pass { app_id: Some(AppId::parse("1").unwrap()) }, HandOver::Release]
    {
        let send = SendMessage {
            messaging_type: messenger_personas::MessagingType::MessageTag(
                messenger_personas::MessageTag::HumanAgent,
            ),
            persona_id: PersonaId::parse("1").ok(),
            notification_type: Some(messenger_personas::NotificationType::SilentPush),
            reply_to: MessageId::parse("m_1").ok(),
            thread_control: Some(thread_control),
            ..SendMessage::new(page_id(), psid(), text("Hi"))
        };
        bodies.push((SEND, body(&send)));
    }
    let message_id = || MessageId::parse("m_1").unwrap();
    for action in [
        SenderAction::TypingOn { persona_id: PersonaId::parse("1").ok() },
        SenderAction::TypingOff { persona_id: PersonaId::parse("1").ok() },
        SenderAction::MarkSeen,
        SenderAction::React {
            message_id: message_id(), reaction: Reaction::parse("👍").unwrap()
        },
        SenderAction::Unreact { message_id: message_id() },
    ] {
        for recipient in recipients() {
            let send = SendSenderAction::new(page_id(), recipient, action.clone());
            bodies.push((SENDER_ACTION, body(&send)));
        }
    }
    let metadata = || Metadata::parse("note").ok();
    let control = |action| body(&ControlThread::new(page_id(), psid(), action));
    let target_app_id = AppId::parse("1").unwrap();
    let pass = ThreadAction::Pass { target_app_id, metadata: metadata() };
    bodies.push((Kind::Object(&PASS_THREAD), control(pass)));
    let take = ThreadAction::Take { metadata: metadata() };
    bodies.push((Kind::Object(&CONTROL_THREAD), control(take)));
    let duration = std::time::Duration::from_mins(1);
    let duration = messenger_personas::ExtendDuration::new(duration).unwrap();
    let mut extend = control(ThreadAction::Extend { duration });
    // A text on the wire, and a number in JavaScript.
    extend["duration"] = json!(60);
    bodies.push((Kind::Object(&EXTEND_THREAD), extend));
    let upload = UploadAttachment::new(page_id(), FileKind::Image, url());
    bodies.push((Kind::Object(&UPLOAD_ATTACHMENT), body(&upload)));
    bodies
}

/// The parameters of a request, as one object.
fn body(request: &impl GraphRequest) -> Value {
    let params = request.api_request().params.into_iter().map(|(name, param)| {
        let value = match param {
            Param::Text(text) => Value::String(text),
            Param::Json(json) => serde_json::from_str(json.as_str()).unwrap(),
            _ => Value::Null,
        };
        (name.into_owned(), value)
    });
    Value::Object(params.collect())
}

fn recipients() -> Vec<Recipient> {
    let token = || NotificationToken::parse("token").unwrap();
    let name = FullName { first_name: "A".to_owned(), last_name: "B".to_owned() };
    let phone_number = PhoneNumber::parse("+16505551234").unwrap();
    vec![
        Recipient::Id(psid()),
        Recipient::UserRef(UserRef::parse("u").unwrap()),
        Recipient::CommentId(CommentId::parse("1_2").unwrap()),
        Recipient::PostId(PostId::parse("1_2").unwrap()),
        Recipient::PhoneNumber { phone_number, name: Some(name) },
        Recipient::NotificationMessagesToken(token()),
        Recipient::OneTimeNotifToken(token()),
    ]
}

fn messages() -> Vec<ComposedMessage> {
    let mut messages = vec![
        ComposedMessage {
            quick_replies: QuickReplies::new([
                QuickReply::Text(TextReply {
                    title: QuickReplyTitle::parse("Red").unwrap(),
                    payload: QuickReplyPayload::parse("RED").unwrap(),
                    image_url: Some(url()),
                }),
                QuickReply::UserPhoneNumber,
                QuickReply::UserEmail,
            ])
            .ok(),
            metadata: Metadata::parse("note").ok(),
            ..ComposedMessage::new(text("Hi"))
        },
        ComposedMessage::new(Images::new([Image { url: url() }]).unwrap()),
    ];
    for kind in [FileKind::Audio, FileKind::File, FileKind::Image, FileKind::Video] {
        let source = FileSource::Url { url: url(), is_reusable: true };
        messages.push(ComposedMessage::new(Attachment::File { kind, source }));
        let attachment_id = AttachmentId::parse("1").unwrap();
        messages.push(ComposedMessage::new(Attachment::uploaded(kind, attachment_id)));
    }
    messages.extend(templates().into_iter().map(ComposedMessage::new));
    messages
}

fn templates() -> Vec<Template> {
    let mut templates = Vec::new();
    for buttons in button_lists() {
        templates.push(Template::Button(ButtonTemplate {
            text: ButtonTemplateText::parse("Which?").unwrap(),
            buttons: buttons.clone(),
        }));
        let element = GenericElement {
            subtitle: ElementSubtitle::parse("Look").ok(),
            image_url: Some(url()),
            default_action: Some(DefaultAction { link: link() }),
            buttons: Some(buttons.clone()),
            ..GenericElement::new(ElementTitle::parse("Welcome!").unwrap())
        };
        templates.push(Template::Generic(GenericTemplate {
            image_aspect_ratio: Some(ImageAspectRatio::Square),
            sharable: true,
            ..GenericTemplate::new(GenericElements::new([element]).unwrap())
        }));
        for source in [
            MediaTemplateSource::AttachmentId(AttachmentId::parse("1").unwrap()),
            MediaTemplateSource::Facebook(
                FacebookUrl::parse("https://www.facebook.com/a").unwrap(),
            ),
        ] {
            let element = MediaElement {
                media_type: MediaType::Image,
                source,
                buttons: Some(buttons.clone()),
            };
            templates.push(Template::Media(MediaTemplate { element, sharable: true }));
        }
    }
    let products = [ProductId::parse("1").unwrap()];
    templates.push(Template::Product(ProductTemplate::new(products).unwrap()));
    templates.push(coupon());
    templates.push(receipt());
    for score in [Score::SatisfactionStars, Score::Recommendation, Score::Effort] {
        templates.push(feedback(QuestionKind::Score(ScoreQuestion {
            score,
            label: Some(ScoreLabel::NegPos),
            follow_up: Some(FollowUp { placeholder: FollowUpPlaceholder::parse("More?").ok() }),
        })));
    }
    templates.push(feedback(QuestionKind::FreeForm));
    templates
}

/// Every button: a template has at most three.
fn button_lists() -> [Buttons; 3] {
    let title = || ButtonTitle::parse("Look").unwrap();
    let payload = || ButtonPayload::parse("LOOK").unwrap();
    let phone_number = PhoneNumber::parse("+16505551234").unwrap();
    let play = |game_metadata: Value| Button::GamePlay {
        title: title(),
        payload: Some(payload()),
        game_metadata: Json::from_serialize(&game_metadata).ok(),
    };
    let account_link = Button::AccountLink { url: HttpsUrl::parse("https://a.b/c").unwrap() };
    [
        vec![
            Button::WebUrl(WebUrlButton { title: title(), link: link() }),
            Button::Postback { title: title(), payload: payload() },
            Button::PhoneNumber { title: title(), payload: phone_number },
        ],
        vec![account_link, Button::AccountUnlink],
        vec![play(json!({"player_id": "p"})), play(json!({"context_id": "c"}))],
    ]
    .map(|buttons| Buttons::new(buttons).unwrap())
}

fn link() -> Link {
    Link {
        target: LinkTarget::Extensions {
            url: HttpsUrl::parse("https://a.b/c").unwrap(),
            fallback_url: Some(url()),
        },
        height: WebviewHeight::Tall,
        can_be_shared: false,
    }
}

fn coupon() -> Template {
    let text = |text| CouponText::parse(text).ok();
    let offer = CouponOffer::CodeAndLink {
        code: CodeOffer { code: CouponCode::parse("10PERCENT").unwrap() },
        link: LinkOffer { url: url(), button_title: text("Shop") },
    };
    Template::Coupon(Box::new(CouponTemplate {
        subtitle: CouponSubtitle::parse("Soon").ok(),
        pre_message: text("For you"),
        image_url: Some(url()),
        payload: text("COUPON"),
        ..CouponTemplate::new(CouponTitle::parse("10% off").unwrap(), offer)
    }))
}

fn feedback(kind: QuestionKind) -> Template {
    Template::CustomerFeedback(Box::new(FeedbackTemplate {
        title: FeedbackTitle::parse("Rate us").unwrap(),
        subtitle: FeedbackSubtitle::parse("It helps").unwrap(),
        button_title: FeedbackButtonTitle::parse("Rate").unwrap(),
        question: Question {
            id: QuestionId::parse("q_1").unwrap(),
            kind,
            title: QuestionTitle::parse("How was it?").ok(),
        },
        privacy_url: url(),
        expires_in_days: ExpiryDays::new(3).ok(),
    }))
}

fn receipt() -> Template {
    let text = |text| ReceiptText::parse(text).unwrap();
    let amount = |text| Amount::parse(text).unwrap();
    let currency = || Currency::parse("EUR").unwrap();
    let element = ReceiptElement {
        title: text("Shirt"),
        subtitle: Some(text("Cotton")),
        quantity: Some(2),
        price: amount("50"),
        currency: Some(currency()),
        image_url: Some(url()),
    };
    Template::Receipt(Box::new(ReceiptTemplate {
        merchant_name: Some(text("Market")),
        timestamp: Some(OrderTime::from_unix_seconds(1_428_444_852)),
        order_url: Some(url()),
        elements: ReceiptElements::new([element]).ok(),
        address: Some(Address {
            street_1: text("1 Road"),
            street_2: Some(text("Back")),
            city: text("Town"),
            postal_code: text("12345"),
            state: text("CA"),
            country: Country::parse("US").unwrap(),
        }),
        summary: Summary {
            subtotal: Some(amount("75")),
            shipping_cost: Some(amount("4.95")),
            total_tax: Some(amount("6.19")),
            total_cost: amount("56.14"),
        },
        adjustments: vec![Adjustment { name: text("Discount"), amount: amount("20") }],
        sharable: true,
        ..ReceiptTemplate::new(text("Ana"), text("1"), currency(), text("Visa"), amount("1"))
    }))
}

fn received_message() -> Value {
    let participant = json!({"id": "1", "name": "A", "email": "1@facebook.com"});
    let media = json!({"width": 1, "height": 2, "url": "https://a.b/c",
        "preview_url": "https://a.b/d"});
    json!({
        "id": "m_1",
        "created_time": "2026-07-12T19:11:07+0000",
        "from": participant,
        "to": {"data": [participant]},
        "message": "Hi",
        "reply_to": {"mid": "m_0", "is_self_reply": true},
        "attachments": {"data": [{"id": "1", "mime_type": "image/png", "name": "a.png", "size": 3,
            "file_url": "https://a.b/c", "image_data": media, "video_data": media}]},
        "sticker": "https://a.b/c",
        "shares": {"data": [{"id": "1", "name": "A", "description": "B", "link": "https://a.b/c"}]},
        "reactions": {"data": [{"reaction": "love", "emoji": "❤", "users": [participant]}]},
    })
}

fn page_id() -> PageId {
    PageId::parse("1").unwrap()
}

fn psid() -> Psid {
    Psid::parse("2").unwrap()
}

fn text(text: &str) -> Content {
    MessageText::parse(text).unwrap().into()
}

fn url() -> WebUrl {
    WebUrl::parse("https://a.b/c").unwrap()
}

/// Numbers as texts, and without empty texts: `20` and `20.00` are equal, and so are `""` and an
/// absent member.
fn normalize(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().filter(|(_, member)| *member != "");
            members.map(|(name, member)| (name.clone(), normalize(member))).collect()
        }
        Value::Array(items) => items.iter().map(normalize).collect(),
        Value::Number(number) => json!(number.as_f64().unwrap().to_string()),
        other => other.clone(),
    }
}

/// A fixture with numbers in place of names such as `"PERSONA-A-ID"`.
fn with_ids(fixture: &str) -> String {
    let is_name = |part: &str| {
        let part = part.trim_matches(['<', '>', '\\']);
        part.ends_with("ID") && part.chars().all(|c| c.is_ascii_uppercase() || "-_".contains(c))
    };
    let parts = fixture.split('"').map(|part| match part.strip_suffix('\\') {
        Some(name) if is_name(name) => "123\\",
        None if is_name(part) => "123",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("\"")
}

const SEND: Kind = Kind::Object(&SEND_MESSAGE);

macro_rules! fixtures {
    ($($name:literal,)*) => {
        [$(($name, include_str!(concat!("../../../../tests/fixtures/graph/", $name, ".json"))),)*]
    };
}

/// Requests in Meta's documentation.
const FIXTURES: [(&str, &str); 29] = fixtures! {
    "send_attachment_id",
    "send_button_call",
    "send_button_game_play",
    "send_button_login",
    "send_button_logout",
    "send_button_postback",
    "send_button_template",
    "send_button_url",
    "send_coupon_template",
    "send_customer_feedback_template",
    "send_generic_template",
    "send_image_url",
    "send_images",
    "send_media_template",
    "send_message",
    "send_message_tag",
    "send_pass_thread_control",
    "send_private_reply",
    "send_private_reply_to_post",
    "send_product_template",
    "send_quick_replies",
    "send_receipt_template",
    "send_reply_to",
    "send_reusable_attachment",
    "send_user_ref",
    "sender_action_mark_seen",
    "sender_action_react",
    "sender_action_unreact",
    "typing_on",
};
