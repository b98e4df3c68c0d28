//! Templates: messages with structure.
//!
//! [Meta's pages](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates)

pub mod buttons;
pub mod coupon;
pub mod feedback;
pub mod generic;
pub mod media;
pub mod product;
pub mod receipt;

use serde::{Serialize, Serializer};

use crate::{
    Json,
    message::template::{
        buttons::ButtonTemplate, coupon::CouponTemplate, feedback::FeedbackTemplate,
        generic::GenericTemplate, media::MediaTemplate, product::ProductTemplate,
        receipt::ReceiptTemplate,
    },
};

/// A template, as the payload of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Template {
    /// Cards with a title, a picture and buttons.
    Generic(GenericTemplate),
    /// A text with buttons.
    Button(ButtonTemplate),
    /// A picture or a video with buttons.
    Media(MediaTemplate),
    /// The confirmation of an order.
    Receipt(Box<ReceiptTemplate>),
    /// Products of a catalogue.
    Product(ProductTemplate),
    /// A coupon.
    Coupon(Box<CouponTemplate>),
    /// A question about how it was.
    CustomerFeedback(Box<FeedbackTemplate>),
    /// Another template: the whole payload, `template_type` included. Nothing in it is checked.
    Raw(Json),
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The payload of a template that this crate knows.
        #[derive(Serialize)]
        #[serde(tag = "template_type", rename_all = "snake_case")]
        enum Known<'a> {
            Generic(&'a GenericTemplate),
            Button(&'a ButtonTemplate),
            Media(&'a MediaTemplate),
            Receipt(&'a ReceiptTemplate),
            Product(&'a ProductTemplate),
            Coupon(&'a CouponTemplate),
            CustomerFeedback(&'a FeedbackTemplate),
        }
        let known = match self {
            Self::Generic(template) => Known::Generic(template),
            Self::Button(template) => Known::Button(template),
            Self::Media(template) => Known::Media(template),
            Self::Receipt(template) => Known::Receipt(template),
            Self::Product(template) => Known::Product(template),
            Self::Coupon(template) => Known::Coupon(template),
            Self::CustomerFeedback(template) => Known::CustomerFeedback(template),
            Self::Raw(json) => return json.serialize(serializer),
        };
        known.serialize(serializer)
    }
}

/// For tests: a template as it goes over the wire.
#[cfg(test)]
fn written(template: &Template) -> String {
    Json::of(template).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_is_not_known_is_passed_on() {
        let json = r#"{"template_type":"image_grid","elements":[]}"#;
        assert_eq!(written(&Template::Raw(Json::parse(json).unwrap())), json);
    }
}
