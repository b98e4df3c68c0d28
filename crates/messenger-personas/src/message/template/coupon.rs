//! The coupon template.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/coupon)

use alloc::{borrow::ToOwned, string::String};

use serde::Serialize;

use crate::{
    ValueError, WebUrl,
    value::{check_text, text_traits, texts},
};

/// A coupon: a code, a link, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CouponTemplate {
    /// What it gives.
    pub title: CouponTitle,
    /// What stands below the title; Messenger writes "Terms may apply." if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<CouponSubtitle>,
    /// How it is redeemed.
    #[serde(flatten)]
    pub offer: CouponOffer,
    /// What is said before the coupon is opened.
    #[serde(rename = "coupon_pre_message", skip_serializing_if = "Option::is_none")]
    pub pre_message: Option<CouponText>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
    /// What your webhook gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<CouponText>,
}

impl CouponTemplate {
    /// A coupon with a title and a way to redeem it.
    #[must_use]
    pub fn new(title: CouponTitle, offer: CouponOffer) -> Self {
        Self { title, subtitle: None, offer, pre_message: None, image_url: None, payload: None }
    }
}

/// How a coupon is redeemed: Messenger asks for a code, a link, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum CouponOffer {
    /// With a code.
    Code(CodeOffer),
    /// By opening a link.
    Link(LinkOffer),
    /// With a code, on a page.
    CodeAndLink {
        /// The code.
        #[serde(flatten)]
        code: CodeOffer,
        /// The page.
        #[serde(flatten)]
        link: LinkOffer,
    },
}

/// A code to copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeOffer {
    /// The code.
    #[serde(rename = "coupon_code")]
    pub code: CouponCode,
}

/// A page to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkOffer {
    /// The page.
    #[serde(rename = "coupon_url")]
    pub url: WebUrl,
    /// What the button says; Messenger writes "Shop now" if absent.
    #[serde(rename = "coupon_url_button_title", skip_serializing_if = "Option::is_none")]
    pub button_title: Option<CouponText>,
}

/// A code without spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct CouponCode(String);

impl CouponCode {
    /// The code in `text`, without the white space around it.
    ///
    /// # Errors
    /// [`ValueError`] if nothing is left, or if there is white space inside.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        check_text("coupon code", CouponText::MAX_CHARACTERS, text)?;
        if text.chars().any(char::is_whitespace) {
            return Err(ValueError::Malformed {
                field: "coupon code",
                expected: "has a space in it: write it in one piece",
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    CouponCode: ValueError;
}

texts! {
    /// What a coupon gives: not blank, at most 80 characters.
    CouponTitle, "title of a coupon", 80;
    /// What stands below that: not blank, at most 80 characters.
    CouponSubtitle, "subtitle of a coupon", 80;
    /// Another text of a coupon: not blank. Meta states no limit; this allows 1,000 characters.
    CouponText, "text of a coupon", 1000;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, written};

    #[test]
    fn it_is_written_as_documented() {
        let title = CouponTitle::parse("10% off").unwrap();
        let code = CodeOffer { code: CouponCode::parse("TEN").unwrap() };
        let url = WebUrl::parse("https://example.com/ten").unwrap();
        let link = LinkOffer { url, button_title: CouponText::parse("Shop").ok() };
        let coupon = |offer| {
            let coupon = CouponTemplate::new(title.clone(), offer);
            written(&Template::Coupon(Box::new(coupon)))
        };
        assert_eq!(
            coupon(CouponOffer::Code(code.clone())),
            r#"{"template_type":"coupon","title":"10% off","coupon_code":"TEN"}"#
        );
        assert_eq!(
            coupon(CouponOffer::Link(link.clone())),
            r#"{"template_type":"coupon","title":"10% off","coupon_url":"https://example.com/ten","coupon_url_button_title":"Shop"}"#
        );
        assert_eq!(
            coupon(CouponOffer::CodeAndLink { code, link }),
            r#"{"template_type":"coupon","title":"10% off","coupon_code":"TEN","coupon_url":"https://example.com/ten","coupon_url_button_title":"Shop"}"#
        );
    }

    #[test]
    fn a_code_has_no_space() {
        assert!(CouponCode::parse("TEN OFF").is_err());
        assert!(CouponCode::parse(" ").is_err());
        assert!(CouponTitle::parse(&"a".repeat(81)).is_err());
    }
}
