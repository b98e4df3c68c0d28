//! The coupon template.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/coupon)

use serde::Serialize;

use crate::{
    ValueError, WebUrl,
    value::{check_text, text_traits, texts},
};

/// A coupon with a code, a link or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CouponTemplate {
    /// Title, such as "10% off".
    pub title: CouponTitle,
    /// Subtitle; Messenger shows "Terms may apply." if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<CouponSubtitle>,
    /// Code, link or both.
    #[serde(flatten)]
    pub offer: CouponOffer,
    /// Text shown before the person opens the coupon.
    #[serde(rename = "coupon_pre_message", skip_serializing_if = "Option::is_none")]
    pub pre_message: Option<CouponText>,
    /// URL of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
    /// Payload that the webhook receives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<CouponText>,
}

impl CouponTemplate {
    /// Creates a coupon with only the required properties.
    #[must_use]
    pub fn new(title: CouponTitle, offer: CouponOffer) -> Self {
        Self { title, subtitle: None, offer, pre_message: None, image_url: None, payload: None }
    }
}

/// The code of a coupon, its link or both. Messenger requires at least one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum CouponOffer {
    /// A code.
    Code(CodeOffer),
    /// A link.
    Link(LinkOffer),
    /// A code and a link.
    CodeAndLink {
        /// Code.
        #[serde(flatten)]
        code: CodeOffer,
        /// Link.
        #[serde(flatten)]
        link: LinkOffer,
    },
}

/// The code of a coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeOffer {
    /// Code.
    #[serde(rename = "coupon_code")]
    pub code: CouponCode,
}

/// The link of a coupon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkOffer {
    /// URL of the page where the coupon is redeemed.
    #[serde(rename = "coupon_url")]
    pub url: WebUrl,
    /// Title of the button; Messenger shows "Shop now" if `None`.
    #[serde(rename = "coupon_url_button_title", skip_serializing_if = "Option::is_none")]
    pub button_title: Option<CouponText>,
}

/// A coupon code: not blank, no white space, at most 1,000 characters.
///
/// Meta documents no limit; this one is the crate's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct CouponCode(String);

impl CouponCode {
    /// Parses a coupon code, trimming white space.
    ///
    /// # Errors
    /// [`ValueError`] if the code is empty, too long, or contains white space.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        check_text("coupon code", CouponText::MAX_CHARACTERS, text)?;
        if text.chars().any(char::is_whitespace) {
            return Err(ValueError::Malformed {
                field: "coupon code",
                expected: "contains white space: remove it",
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    CouponCode: ValueError;
}

texts! {
    /// The title of a coupon: not blank, at most 80 characters.
    CouponTitle, "title of a coupon", 80;
    /// The subtitle of a coupon: not blank, at most 80 characters.
    CouponSubtitle, "subtitle of a coupon", 80;
    /// Other text of a coupon: not blank, at most 1,000 characters.
    ///
    /// Meta documents no limit; this one is the crate's.
    CouponText, "text of a coupon", 1000;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, encode_template};

    #[test]
    fn the_template_is_encoded_as_documented() {
        let title = CouponTitle::parse("10% off").unwrap();
        let code = CodeOffer { code: CouponCode::parse("TEN").unwrap() };
        let url = WebUrl::parse("https://example.com/ten").unwrap();
        let link = LinkOffer { url, button_title: CouponText::parse("Shop").ok() };
        let coupon = |offer| {
            let coupon = CouponTemplate::new(title.clone(), offer);
            encode_template(&Template::Coupon(Box::new(coupon)))
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
    fn a_coupon_code_has_no_white_space() {
        assert!(CouponCode::parse("TEN OFF").is_err());
        assert!(CouponCode::parse(" ").is_err());
        assert!(CouponTitle::parse(&"a".repeat(81)).is_err());
    }
}
