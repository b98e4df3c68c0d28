//! Templates: messages with structure.

mod button;
mod coupon;
mod feedback;
mod receipt;

use messenger_personas::{
    AttachmentId, Buttons, FacebookUrl, ProductId, WebUrl,
    message::template::{
        buttons::ButtonTemplateText,
        generic::{ElementSubtitle, ElementTitle, GenericElements},
        product::Products,
    },
};
use wasm_bindgen::JsValue;

use self::button::{BUTTON, DEFAULT_ACTION};
use crate::{
    fields::Fields,
    input::checked,
    outcome::Failure,
    shape::{Kind, Shape, Union, counted, maybe, needed, parsed},
};

pub(super) static TEMPLATE: Union = Union {
    name: "the template",
    tag: "templateType",
    words: &["generic", "button", "media", "receipt", "product", "coupon", "customer_feedback"],
    shapes: &[
        &GENERIC,
        &BUTTONS,
        &MEDIA,
        &receipt::RECEIPT,
        &PRODUCT,
        &coupon::COUPON,
        &feedback::FEEDBACK,
    ],
};

static GENERIC: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["generic"])),
        needed("elements", "elements", Kind::Each(&CARD, cards)),
        maybe("imageAspectRatio", "image_aspect_ratio", Kind::Word(&["horizontal", "square"])),
        maybe("sharable", "sharable", Kind::Flag),
    ],
    rule: None,
};

static CARD: Union = Union {
    name: "an element",
    tag: "",
    words: &[],
    shapes: &[&Shape {
        name: "an element",
        members: &[
            needed("title", "title", Kind::Within(ElementTitle::LIMIT)),
            maybe("subtitle", "subtitle", Kind::Within(ElementSubtitle::LIMIT)),
            maybe("imageUrl", "image_url", Kind::Text(parsed::<WebUrl>)),
            maybe("defaultAction", "default_action", Kind::Object(&DEFAULT_ACTION)),
            maybe(
                "buttons",
                "buttons",
                Kind::Each(&BUTTON, |items| counted(Buttons::check_count(items.len()))),
            ),
        ],
        rule: None,
    }],
};

static BUTTONS: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["button"])),
        needed("text", "text", Kind::Within(ButtonTemplateText::LIMIT)),
        needed(
            "buttons",
            "buttons",
            Kind::Each(&BUTTON, |items| counted(Buttons::check_count(items.len()))),
        ),
    ],
    rule: None,
};

static MEDIA: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["media"])),
        needed("elements", "elements", Kind::Each(&MEDIUM, alone)),
        maybe("sharable", "sharable", Kind::Flag),
    ],
    rule: None,
};

static MEDIUM: Union = Union {
    name: "an element",
    tag: "",
    words: &[],
    shapes: &[&Shape {
        name: "an element",
        members: &[
            needed("mediaType", "media_type", Kind::Word(&["image", "video"])),
            maybe("url", "url", Kind::Text(parsed::<FacebookUrl>)),
            maybe("attachmentId", "attachment_id", Kind::Text(parsed::<AttachmentId>)),
            maybe(
                "buttons",
                "buttons",
                Kind::Each(&BUTTON, |items| counted(Buttons::check_count(items.len()))),
            ),
        ],
        rule: Some(one_source),
    }],
};

static PRODUCT: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["product"])),
        needed(
            "elements",
            "elements",
            Kind::Each(&ITEM, |items| counted(Products::check_count(items.len()))),
        ),
    ],
    rule: None,
};

static ITEM: Union = Union {
    name: "an element",
    tag: "",
    words: &[],
    shapes: &[&Shape {
        name: "an element",
        members: &[needed("id", "id", Kind::Text(parsed::<ProductId>))],
        rule: None,
    }],
};

fn cards(items: &[JsValue]) -> Result<(), Failure> {
    let is_alone = |item: &JsValue| {
        let beside = ["subtitle", "imageUrl", "defaultAction", "buttons"];
        Fields::any(item.clone(), "an element")
            .is_ok_and(|card| beside.iter().all(|name| card.value(name).is_none()))
    };
    checked(GenericElements::check_titles(items.iter().map(is_alone)))
}

/// Messenger takes exactly one.
fn alone(items: &[JsValue]) -> Result<(), Failure> {
    match items.len() {
        1 => Ok(()),
        _ => Err(Failure::request("Messenger takes exactly one item here")),
    }
}

fn one_source(fields: &Fields<'_>) -> Result<(), Failure> {
    match (fields.value("url"), fields.value("attachmentId")) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err(Failure::request("an element has either a url or an attachmentId")),
    }
}
