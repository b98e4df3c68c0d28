//! The button template: text with buttons.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/button)

use serde::Serialize;

use crate::{message::button::Buttons, value::texts};

/// Text with 1 to 3 buttons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ButtonTemplate {
    /// Text.
    pub text: ButtonTemplateText,
    /// Buttons.
    pub buttons: Buttons,
}

texts! {
    /// The text of a button template: not blank, at most 640 characters.
    ButtonTemplateText, "text of a button template", 640;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{
        button::Button,
        template::{Template, encode_template},
    };

    #[test]
    fn the_template_is_encoded_as_documented() {
        let template = ButtonTemplate {
            text: ButtonTemplateText::parse("What now?").unwrap(),
            buttons: Buttons::new(vec![Button::AccountUnlink]).unwrap(),
        };
        assert_eq!(
            encode_template(&Template::Button(template)),
            r#"{"template_type":"button","text":"What now?","buttons":[{"type":"account_unlink"}]}"#
        );
        assert!(ButtonTemplateText::parse(&"a".repeat(641)).is_err());
    }
}
