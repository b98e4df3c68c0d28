//! The receipt template: the confirmation of an order.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/receipt)

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::{Serialize, Serializer};

use crate::{
    Json, ValueError, WebUrl,
    value::{lists, text_traits, texts},
};

/// The confirmation of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptTemplate {
    /// Who ordered.
    pub recipient_name: ReceiptText,
    /// Who sold; shown in place of a logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_name: Option<ReceiptText>,
    /// The order's number, which no other receipt may have.
    pub order_number: ReceiptText,
    /// The currency of every amount.
    pub currency: Currency,
    /// How it was paid, such as "Visa 1234".
    pub payment_method: ReceiptText,
    /// When it was ordered, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<OrderTime>,
    /// Where the order can be looked at: in Meta's samples, and not in its table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_url: Option<WebUrl>,
    /// What was ordered. Messenger may show it in another order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elements: Option<ReceiptElements>,
    /// Where it is sent to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// What it costs.
    pub summary: Summary,
    /// What was taken off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// Whether the person can pass it on.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub sharable: bool,
}

impl ReceiptTemplate {
    /// A receipt with what Messenger asks for.
    #[must_use]
    pub fn new(
        recipient_name: ReceiptText,
        order_number: ReceiptText,
        currency: Currency,
        payment_method: ReceiptText,
        total_cost: Amount,
    ) -> Self {
        Self {
            recipient_name,
            merchant_name: None,
            order_number,
            currency,
            payment_method,
            timestamp: None,
            order_url: None,
            elements: None,
            address: None,
            summary: Summary { subtotal: None, shipping_cost: None, total_tax: None, total_cost },
            adjustments: Vec::new(),
            sharable: false,
        }
    }
}

/// Something that was ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptElement {
    /// What it is.
    pub title: ReceiptText,
    /// What stands below its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<ReceiptText>,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// What it costs; 0 is allowed.
    pub price: Amount,
    /// In which currency, if another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
}

/// Where an order is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address {
    /// Street and number.
    pub street_1: ReceiptText,
    /// More of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_2: Option<ReceiptText>,
    /// The city.
    pub city: ReceiptText,
    /// The postal code.
    pub postal_code: ReceiptText,
    /// The state's abbreviation in the United States, else the region.
    pub state: ReceiptText,
    /// The country.
    pub country: Country,
}

/// What an order costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Before everything that is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<Amount>,
    /// For sending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_cost: Option<Amount>,
    /// Tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<Amount>,
    /// All of it.
    pub total_cost: Amount,
}

/// What was taken off, such as a discount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Adjustment {
    /// What for.
    pub name: ReceiptText,
    /// How much.
    pub amount: Amount,
}

/// A decimal number as Messenger writes money: digits, and up to two more behind a point.
#[derive(Clone, PartialEq, Eq)]
pub struct Amount(Json);

impl Amount {
    /// The amount in `text`, such as `75.00`, in the currency's own unit and not in cents.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] for anything but up to 12 digits, with a point and one or two
    /// digits behind it or without.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole, 12) || !digits(part, 2) || leading_zero {
            return Err(ValueError::Malformed {
                field: "amount",
                expected: "is not a decimal number: it looks like 75.00",
            });
        }
        Ok(Self(Json::from_encoded(text.to_owned())))
    }

    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The three letters of a currency, such as `EUR`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// The currency in `text`.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] for anything but three capital letters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        capitals(text, 3).map(Self).ok_or(ValueError::Malformed {
            field: "currency",
            expected: "is not usable: it is three capital letters, like EUR",
        })
    }

    /// Its letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The two letters of a country, such as `US`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Country(String);

impl Country {
    /// The country in `text`.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] for anything but two capital letters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        capitals(text, 2).map(Self).ok_or(ValueError::Malformed {
            field: "country",
            expected: "is not usable: it is two capital letters, like US",
        })
    }

    /// Its letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A time in seconds since 1970, which Graph takes as a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OrderTime(String);

impl OrderTime {
    /// `seconds` since the first moment of 1970, UTC.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Self {
        Self(seconds.to_string())
    }

    /// The seconds, in digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    Amount: ValueError;
    Country: ValueError;
    Currency: ValueError;
}

texts! {
    /// A text in a receipt: not blank. Meta states no limit; this allows 1,000 characters.
    ReceiptText, "text in a receipt", 1000;
}

lists! {
    /// What was ordered: up to 100 things.
    ReceiptElements, ReceiptElement, "elements of a receipt", 0, 100;
}

fn capitals(text: &str, count: usize) -> Option<String> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, written};

    fn text(text: &str) -> ReceiptText {
        ReceiptText::parse(text).unwrap()
    }

    fn amount(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    fn element() -> ReceiptElement {
        ReceiptElement {
            title: text("Shirt"),
            subtitle: None,
            quantity: Some(2),
            price: amount("50"),
            currency: None,
            image_url: None,
        }
    }

    #[test]
    fn it_is_written_as_documented() {
        let mut receipt = ReceiptTemplate::new(
            text("Ana Silva"),
            text("7"),
            Currency::parse("USD").unwrap(),
            text("Visa 2345"),
            amount("56.14"),
        );
        assert_eq!(
            written(&Template::Receipt(Box::new(receipt.clone()))),
            r#"{"template_type":"receipt","recipient_name":"Ana Silva","order_number":"7","currency":"USD","payment_method":"Visa 2345","summary":{"total_cost":56.14}}"#
        );
        receipt.timestamp = Some(OrderTime::from_unix_seconds(1_428_444_852));
        receipt.elements = ReceiptElements::new(vec![element()]).ok();
        receipt.address = Some(Address {
            street_1: text("1 Hacker Way"),
            street_2: None,
            city: text("Menlo Park"),
            postal_code: text("94025"),
            state: text("CA"),
            country: Country::parse("US").unwrap(),
        });
        receipt.summary.subtotal = Some(amount("75.00"));
        receipt.adjustments = vec![Adjustment { name: text("Coupon"), amount: amount("10") }];
        assert_eq!(
            written(&Template::Receipt(Box::new(receipt))),
            r#"{"template_type":"receipt","recipient_name":"Ana Silva","order_number":"7","currency":"USD","payment_method":"Visa 2345","timestamp":"1428444852","elements":[{"title":"Shirt","quantity":2,"price":50}],"address":{"street_1":"1 Hacker Way","city":"Menlo Park","postal_code":"94025","state":"CA","country":"US"},"summary":{"subtotal":75.00,"total_cost":56.14},"adjustments":[{"name":"Coupon","amount":10}]}"#
        );
    }

    #[test]
    fn there_are_at_most_100_elements() {
        assert!(ReceiptElements::new(vec![element(); 100]).is_ok());
        assert!(ReceiptElements::new(vec![element(); 101]).is_err());
    }

    #[test]
    fn currency_and_country_are_capital_letters() {
        for text in ["usd", "US", "USDX", "€"] {
            assert!(Currency::parse(text).is_err(), "{text}");
        }
        assert!(Country::parse("usa").is_err());
    }

    #[test]
    fn an_amount_stays_as_it_is_written() {
        for text in ["75.00", "0", "0.5", "123456789012.99"] {
            let amount = Amount::parse(text).unwrap();
            assert_eq!(Json::of(&amount).as_str(), text);
        }
        for text in ["", "-1", "1,50", "1.", ".5", "1.234", "1e3", "0x1", "01", "NaN", "1 0"] {
            assert!(Amount::parse(text).is_err(), "{text}");
        }
    }
}
