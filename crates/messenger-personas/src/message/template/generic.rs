//! The generic template: cards with a title, a picture and buttons.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/generic)

use alloc::vec::Vec;

use serde::Serialize;

use crate::{
    ValueError, WebUrl,
    message::button::{Buttons, Link},
    value::{check_count, texts},
};

/// One card, or several side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GenericTemplate {
    /// The cards.
    pub elements: GenericElements,
    /// The shape of their pictures; Messenger's own choice if absent. Meta's page of 2026 no
    /// longer names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_aspect_ratio: Option<ImageAspectRatio>,
    /// Whether the person can pass it on.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub sharable: bool,
}

impl GenericTemplate {
    /// Cards that cannot be passed on.
    #[must_use]
    pub fn new(elements: GenericElements) -> Self {
        Self { elements, image_aspect_ratio: None, sharable: false }
    }
}

/// One card. It needs something besides its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GenericElement {
    /// Its title.
    pub title: ElementTitle,
    /// What stands below the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<ElementSubtitle>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
    /// What opens when the card is pressed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_action: Option<DefaultAction>,
    /// Its buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buttons: Option<Buttons>,
}

impl GenericElement {
    /// A card with a title, to which something has to be added.
    #[must_use]
    pub fn new(title: ElementTitle) -> Self {
        Self { title, subtitle: None, image_url: None, default_action: None, buttons: None }
    }

    fn is_title_alone(&self) -> bool {
        self.subtitle.is_none()
            && self.image_url.is_none()
            && self.default_action.is_none()
            && self.buttons.is_none()
    }
}

/// The cards of a generic template: 1 to 10, each with something besides its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct GenericElements(Vec<GenericElement>);

impl GenericElements {
    /// The most that Messenger takes.
    pub const MAX: usize = 10;

    /// `elements`, unchanged.
    ///
    /// # Errors
    /// [`ValueError`] if there is none, if there are too many, or if one is a title alone.
    pub fn new(elements: impl IntoIterator<Item = GenericElement>) -> Result<Self, ValueError> {
        let elements: Vec<_> = elements.into_iter().collect();
        Self::check_titles(elements.iter().map(GenericElement::is_title_alone))?;
        Ok(Self(elements))
    }

    /// Whether Messenger takes these cards, of each of which is said whether it is a title alone.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn check_titles(alone: impl ExactSizeIterator<Item = bool>) -> Result<(), ValueError> {
        const FIELD: &str = "elements of a generic template";
        check_count(FIELD, 1, Self::MAX, alone.len())?;
        let mut alone = alone;
        match alone.position(|alone| alone) {
            None => Ok(()),
            Some(index) => Err(ValueError::Incomplete {
                field: FIELD,
                position: index + 1,
                lack: "has only a title: add a subtitle, a picture, a link or a button",
            }),
        }
    }

    /// The cards.
    #[must_use]
    pub fn as_slice(&self) -> &[GenericElement] {
        &self.0
    }
}

/// The shape of a card's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImageAspectRatio {
    /// 1.91 to 1.
    Horizontal,
    /// 1 to 1.
    Square,
}

/// What opens when a card is pressed: a link, written as a button without a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "web_url")]
pub struct DefaultAction {
    /// What opens.
    #[serde(flatten)]
    pub link: Link,
}

texts! {
    /// A card's title: not blank, at most 80 characters.
    ElementTitle, "title of an element", 80;
    /// What stands below a card's title: not blank, at most 80 characters.
    ElementSubtitle, "subtitle of an element", 80;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{
        button::Button,
        template::{Template, written},
    };

    fn title() -> ElementTitle {
        ElementTitle::parse("Welcome!").unwrap()
    }

    #[test]
    fn it_is_written_as_documented() {
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
            written(&Template::Generic(template.clone())),
            r#"{"template_type":"generic","elements":[{"title":"Welcome!","subtitle":"Look","image_url":"https://example.com/a","default_action":{"type":"web_url","url":"https://example.com/a"},"buttons":[{"type":"account_unlink"}]}]}"#
        );
        template.sharable = true;
        template.image_aspect_ratio = Some(ImageAspectRatio::Square);
        assert!(
            written(&Template::Generic(template))
                .ends_with(r#"],"image_aspect_ratio":"square","sharable":true}"#)
        );
    }

    #[test]
    fn a_card_needs_something_besides_its_title() {
        let full = GenericElement {
            subtitle: ElementSubtitle::parse("x").ok(),
            ..GenericElement::new(title())
        };
        let bare = GenericElement::new(title());
        assert_eq!(
            GenericElements::new(vec![full.clone(), bare]).unwrap_err().to_string(),
            "number 2 of the elements of a generic template has only a title: add a subtitle, a \
             picture, a link or a button"
        );
        assert!(GenericElements::new(vec![full.clone(); 10]).is_ok());
        assert!(GenericElements::new(vec![full; 11]).is_err());
        assert!(GenericElements::new(Vec::new()).is_err());
        assert!(ElementTitle::parse(&"a".repeat(81)).is_err());
        assert!(ElementSubtitle::parse(&"a".repeat(81)).is_err());
    }
}
