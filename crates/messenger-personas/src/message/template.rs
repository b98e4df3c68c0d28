//! Message templates.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates)

pub mod buttons;
pub mod coupon;
pub mod feedback;
pub mod generic;
pub mod media;
pub mod product;
pub mod receipt;

use serde::{Serialize, Serializer};

use crate::{
    Content, Json,
    message::template::{
        buttons::ButtonTemplate, coupon::CouponTemplate, feedback::FeedbackTemplate,
        generic::GenericTemplate, media::MediaTemplate, product::ProductTemplate,
        receipt::ReceiptTemplate,
    },
};

/// A message template, sent as the payload of an attachment.
///
/// Types that belong to one template are in its module: [`buttons`], [`coupon`], [`feedback`],
/// [`generic`], [`media`], [`product`], [`receipt`].
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
///         Button::postback(ButtonTitle::parse("Talk to us")?, ButtonPayload::parse("TALK")?),
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
    /// Cards with a title, an image and buttons.
    Generic(GenericTemplate),
    /// Text with buttons.
    Button(ButtonTemplate),
    /// An image or a video with buttons.
    Media(MediaTemplate),
    /// An order confirmation.
    Receipt(Box<ReceiptTemplate>),
    /// Products from a catalogue.
    Product(ProductTemplate),
    /// A coupon.
    Coupon(Box<CouponTemplate>),
    /// A survey with one question.
    CustomerFeedback(Box<FeedbackTemplate>),
    /// The whole payload as JSON, including `template_type`, sent unchanged and not validated.
    Raw(Json),
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The payload of a typed template.
        #[derive(Serialize)]
        #[serde(tag = "template_type", rename_all = "snake_case")]
        enum Payload<'a> {
            Generic(&'a GenericTemplate),
            Button(&'a ButtonTemplate),
            Media(&'a MediaTemplate),
            Receipt(&'a ReceiptTemplate),
            Product(&'a ProductTemplate),
            Coupon(&'a CouponTemplate),
            CustomerFeedback(&'a FeedbackTemplate),
        }
        let payload = match self {
            Self::Generic(template) => Payload::Generic(template),
            Self::Button(template) => Payload::Button(template),
            Self::Media(template) => Payload::Media(template),
            Self::Receipt(template) => Payload::Receipt(template),
            Self::Product(template) => Payload::Product(template),
            Self::Coupon(template) => Payload::Coupon(template),
            Self::CustomerFeedback(template) => Payload::CustomerFeedback(template),
            Self::Raw(json) => return json.serialize(serializer),
        };
        payload.serialize(serializer)
    }
}

macro_rules! impl_from_template {
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

impl_from_template! {
    ButtonTemplate => Button;
    CouponTemplate => Coupon (Box);
    FeedbackTemplate => CustomerFeedback (Box);
    GenericTemplate => Generic;
    MediaTemplate => Media;
    ProductTemplate => Product;
    ReceiptTemplate => Receipt (Box);
}

/// Encodes a template as JSON, for tests.
#[cfg(test)]
fn encode_template(template: &Template) -> String {
    Json::encode(template).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_converts_into_a_message() {
        let products = ProductTemplate::new([crate::ProductId::parse("1").unwrap()]).unwrap();
        assert_eq!(
            Json::encode(&crate::Message::from(products)).as_str(),
            r#"{"attachment":{"type":"template","payload":{"template_type":"product","elements":[{"id":"1"}]}}}"#
        );
    }

    #[test]
    fn a_raw_template_is_sent_unchanged() {
        let json = r#"{"template_type":"image_grid","elements":[]}"#;
        assert_eq!(encode_template(&Template::Raw(Json::parse(json).unwrap())), json);
    }
}
