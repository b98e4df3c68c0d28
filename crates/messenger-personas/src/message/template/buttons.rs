//! The button template: a text with buttons.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/button)

use serde::Serialize;

use crate::{message::button::Buttons, value::texts};

/// A text with 1 to 3 buttons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ButtonTemplate {
    /// What it says.
    pub text: ButtonTemplateText,
    /// What can be pressed.
    pub buttons: Buttons,
}

texts! {
    /// The text above buttons: not blank, at most 640 characters.
    ButtonTemplateText, "text of a button template", 640;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{
        button::Button,
        template::{Template, written},
    };

    #[test]
    fn it_is_written_as_documented() {
        let template = ButtonTemplate {
            text: ButtonTemplateText::parse("What now?").unwrap(),
            buttons: Buttons::new(vec![Button::AccountUnlink]).unwrap(),
        };
        assert_eq!(
            written(&Template::Button(template)),
            r#"{"template_type":"button","text":"What now?","buttons":[{"type":"account_unlink"}]}"#
        );
        assert!(ButtonTemplateText::parse(&"a".repeat(641)).is_err());
    }
}
