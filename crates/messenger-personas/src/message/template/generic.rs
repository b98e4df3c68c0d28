//! The generic template: cards with a title, an image and buttons.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/generic)

use serde::Serialize;

use crate::{
    ValueError, WebUrl,
    message::button::{Buttons, Link},
    value::{CountLimit, texts},
};

/// One card, or a horizontal list of cards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GenericTemplate {
    /// Cards.
    pub elements: GenericElements,
    /// Aspect ratio of the images; Messenger's default if `None`. Meta's documentation of 2026 no
    /// longer lists it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_aspect_ratio: Option<ImageAspectRatio>,
    /// `true` if the person can share the message.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sharable: bool,
}

impl GenericTemplate {
    /// Creates a template that the person cannot share.
    #[must_use]
    pub fn new(elements: GenericElements) -> Self {
        Self { elements, image_aspect_ratio: None, sharable: false }
    }
}

/// A card. It requires at least one property besides its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GenericElement {
    /// Title.
    pub title: ElementTitle,
    /// Subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<ElementSubtitle>,
    /// URL of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
    /// Link that a tap on the card opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_action: Option<DefaultAction>,
    /// Buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buttons: Option<Buttons>,
}

impl GenericElement {
    /// Creates a card with only a title.
    ///
    /// Set another property before use: [`GenericElements::new`] rejects a card with only a title.
    #[must_use]
    pub fn new(title: ElementTitle) -> Self {
        Self { title, subtitle: None, image_url: None, default_action: None, buttons: None }
    }

    fn has_only_title(&self) -> bool {
        self.subtitle.is_none()
            && self.image_url.is_none()
            && self.default_action.is_none()
            && self.buttons.is_none()
    }
}

/// The cards of a generic template: 1 to 10, each with a property besides its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct GenericElements(Vec<GenericElement>);

impl GenericElements {
    /// The maximum number of cards that Messenger accepts.
    pub const MAX: usize = 10;

    /// The limit of the number of cards that [`new`](Self::new) checks.
    pub const LIMIT: CountLimit =
        CountLimit { field: "elements of a generic template", min: 1, max: Self::MAX };

    /// Validates `elements`, which stay unchanged.
    ///
    /// # Errors
    /// [`ValueError`] if `elements` is empty, has too many cards, or has a card with only a title.
    pub fn new(elements: impl IntoIterator<Item = GenericElement>) -> Result<Self, ValueError> {
        let elements: Vec<_> = elements.into_iter().collect();
        Self::LIMIT.check(elements.len())?;
        match elements.iter().position(GenericElement::has_only_title) {
            None => Ok(Self(elements)),
            Some(index) => Err(ValueError::Incomplete {
                field: Self::LIMIT.field,
                position: index + 1,
                lack: "has only a title: add a subtitle, a picture, a link or a button",
            }),
        }
    }

    /// Returns the cards.
    #[must_use]
    pub fn as_slice(&self) -> &[GenericElement] {
        &self.0
    }
}

/// The aspect ratio of card images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImageAspectRatio {
    /// 1.91:1.
    Horizontal,
    /// 1:1.
    Square,
}

/// The link that a tap on a card opens, encoded as a URL button without a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "web_url")]
pub struct DefaultAction {
    /// Link.
    #[serde(flatten)]
    pub link: Link,
}

texts! {
    /// The title of a card: not blank, at most 80 characters.
    ElementTitle, "title of an element", 80;
    /// The subtitle of a card: not blank, at most 80 characters.
    ElementSubtitle, "subtitle of an element", 80;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{
        button::Button,
        template::{Template, encode_template},
    };

    fn title() -> ElementTitle {
        ElementTitle::parse("Welcome!").unwrap()
    }

    #[test]
    fn the_template_is_encoded_as_documented() {
        let url = WebUrl::parse("https://example.com/a").unwrap();
        let element = GenericElement {
            subtitle: ElementSubtitle::parse("Look").ok(),
            image_url: Some(url.clone()),
            default_action: Some(DefaultAction { link: Link::new(url) }),
            buttons: Buttons::new(vec![Button::AccountUnlink]).ok(),
            ..GenericElement::new(title())
        };
        let elements = GenericElements::new(vec![element]).unwrap();
        let mut template = GenericTemplate::new(elements);
        assert_eq!(
            encode_template(&Template::Generic(template.clone())),
            r#"{"template_type":"generic","elements":[{"title":"Welcome!","subtitle":"Look","image_url":"https://example.com/a","default_action":{"type":"web_url","url":"https://example.com/a"},"buttons":[{"type":"account_unlink"}]}]}"#
        );
        template.sharable = true;
        template.image_aspect_ratio = Some(ImageAspectRatio::Square);
        assert!(
            encode_template(&Template::Generic(template))
                .ends_with(r#"],"image_aspect_ratio":"square","sharable":true}"#)
        );
    }

    #[test]
    fn a_card_requires_a_property_besides_its_title() {
        let with_subtitle = GenericElement {
            subtitle: ElementSubtitle::parse("x").ok(),
            ..GenericElement::new(title())
        };
        let title_only = GenericElement::new(title());
        assert_eq!(
            GenericElements::new(vec![with_subtitle.clone(), title_only]).unwrap_err().to_string(),
            "number 2 of the elements of a generic template has only a title: add a subtitle, a \
             picture, a link or a button"
        );
        assert!(GenericElements::new(vec![with_subtitle.clone(); 10]).is_ok());
        assert!(GenericElements::new(vec![with_subtitle; 11]).is_err());
        assert!(GenericElements::new(Vec::new()).is_err());
        assert!(ElementTitle::parse(&"a".repeat(81)).is_err());
        assert!(ElementSubtitle::parse(&"a".repeat(81)).is_err());
    }
}
