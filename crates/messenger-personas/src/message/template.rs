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

use alloc::boxed::Box;

use serde::{Serialize, Serializer};

use crate::{
    Content, Json,
    message::template::{
        buttons::ButtonTemplate, coupon::CouponTemplate, feedback::FeedbackTemplate,
        generic::GenericTemplate, media::MediaTemplate, product::ProductTemplate,
        receipt::ReceiptTemplate,
    },
};

/// A template, as the payload of an attachment.
///
/// The parts that only one template has are in its module: [`generic`], [`receipt`], [`coupon`],
/// [`feedback`], [`media`], [`product`].
///
/// ```
/// use messenger_personas::{
///     Button, ButtonPayload, ButtonTemplate, ButtonTitle, Buttons, ComposedMessage, MessageText,
///     PageId, Psid, QuickReplies, QuickReply, QuickReplyPayload, QuickReplyTitle, SendMessage,
///     WebUrl, message::template::buttons::ButtonTemplateText,
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (page_id, psid) = (PageId::parse("1353269864728879")?, Psid::parse("25193014950342891")?);
/// let shop = WebUrl::parse("https://example.com/shop")?;
/// let template = ButtonTemplate {
///     text: ButtonTemplateText::parse("What would you like to do?")?,
///     buttons: Buttons::new([
///         Button::web_url(ButtonTitle::parse("Open the shop")?, shop),
///         Button::postback(ButtonTitle::parse("Talk to a person")?, ButtonPayload::parse("TALK")?),
///     ])?,
/// };
/// let offer = SendMessage::new(page_id.clone(), psid.clone(), template);
///
/// let yes = QuickReply::text(QuickReplyTitle::parse("Yes")?, QuickReplyPayload::parse("YES")?);
/// let ask = ComposedMessage {
///     quick_replies: Some(QuickReplies::new([yes])?),
///     ..ComposedMessage::new(MessageText::parse("Shall I call you?")?)
/// };
/// let question = SendMessage::new(page_id, psid, ask);
/// # let _ = (offer, question);
/// # Ok(())
/// # }
/// ```
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

macro_rules! from_templates {
    ($($template:ident => $variant:ident $(($boxed:ident))?;)*) => {$(
        impl From<$template> for Template {
            fn from(template: $template) -> Self {
                Self::$variant($($boxed::new)?(template))
            }
        }

        impl From<$template> for Content {
            fn from(template: $template) -> Self {
                Template::from(template).into()
            }
        }
    )*};
}

from_templates! {
    ButtonTemplate => Button;
    CouponTemplate => Coupon (Box);
    FeedbackTemplate => CustomerFeedback (Box);
    GenericTemplate => Generic;
    MediaTemplate => Media;
    ProductTemplate => Product;
    ReceiptTemplate => Receipt (Box);
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
    fn a_template_goes_into_a_message_by_itself() {
        let products = ProductTemplate::new([crate::ProductId::parse("1").unwrap()]).unwrap();
        assert_eq!(
            Json::of(&crate::Message::from(products)).as_str(),
            r#"{"attachment":{"type":"template","payload":{"template_type":"product","elements":[{"id":"1"}]}}}"#
        );
    }

    #[test]
    fn a_template_that_is_not_known_is_passed_on() {
        let json = r#"{"template_type":"image_grid","elements":[]}"#;
        assert_eq!(written(&Template::Raw(Json::parse(json).unwrap())), json);
    }
}
