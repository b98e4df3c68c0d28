//! The receipt template: an order confirmation.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/receipt)

use std::fmt;

use serde::{Serialize, Serializer, ser};
use serde_json::value::RawValue;

use crate::{
    ValueError, WebUrl,
    value::{lists, text_traits, texts},
};

/// An order confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptTemplate {
    /// Name of the customer.
    pub recipient_name: ReceiptText,
    /// Name of the merchant, shown instead of a logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_name: Option<ReceiptText>,
    /// Order number. Must be unique.
    pub order_number: ReceiptText,
    /// Currency of all amounts.
    pub currency: Currency,
    /// Payment method, such as "Visa 1234".
    pub payment_method: ReceiptText,
    /// Time of the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<OrderTime>,
    /// URL of the order. Appears in Meta's samples but not in its reference table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_url: Option<WebUrl>,
    /// Ordered items. Messenger may show them in a different sequence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub elements: Option<ReceiptElements>,
    /// Shipping address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Payment summary.
    pub summary: Summary,
    /// Adjustments, such as discounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Adjustment>,
    /// `true` if the person can share the message.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sharable: bool,
}

impl ReceiptTemplate {
    /// Creates a receipt with only the required properties.
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

/// An ordered item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReceiptElement {
    /// Title.
    pub title: ReceiptText,
    /// Subtitle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<ReceiptText>,
    /// Quantity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// Price. Can be 0.
    pub price: Amount,
    /// Currency of the price; the receipt's currency if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// URL of the image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<WebUrl>,
}

/// A shipping address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Address {
    /// First line of the street address.
    pub street_1: ReceiptText,
    /// Second line of the street address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_2: Option<ReceiptText>,
    /// City.
    pub city: ReceiptText,
    /// Postal code.
    pub postal_code: ReceiptText,
    /// State abbreviation in the United States, region elsewhere.
    pub state: ReceiptText,
    /// Country.
    pub country: Country,
}

/// The payment summary of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Subtotal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<Amount>,
    /// Shipping cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_cost: Option<Amount>,
    /// Total tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_tax: Option<Amount>,
    /// Total cost, including shipping, tax and adjustments.
    pub total_cost: Amount,
}

/// An adjustment of the total, such as a discount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Adjustment {
    /// Name.
    pub name: ReceiptText,
    /// Amount.
    pub amount: Amount,
}

/// An amount of money: a decimal number with at most two decimal places.
#[derive(Clone, PartialEq, Eq)]
pub struct Amount(String);

impl Amount {
    /// Parses an amount in the main unit of the currency (not cents), such as `75.00`.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] unless `text` is 1 to 12 digits without a leading zero, optionally
    /// followed by a point and 1 or 2 digits.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |text: &str, max: usize| {
            (1..=max).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !is_digits(whole, 12) || !is_digits(fraction, 2) || leading_zero {
            return Err(ValueError::Malformed {
                field: "amount",
                expected: "is not a valid amount: use a decimal number, like 75.00",
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the amount with its original digits, such as `75.00`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Amount {
    /// As a JSON number with the original digits, not as a float.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

/// A three-letter currency code, such as `EUR`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// Parses a currency code.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] if `text` is not three capital letters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        parse_capitals(text, 3).map(Self).ok_or(ValueError::Malformed {
            field: "currency",
            expected: "is not valid: use three capital letters, like EUR",
        })
    }

    /// Returns the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A two-letter country code, such as `US`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Country(String);

impl Country {
    /// Parses a country code.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] if `text` is not two capital letters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        parse_capitals(text, 2).map(Self).ok_or(ValueError::Malformed {
            field: "country",
            expected: "is not valid: use two capital letters, like US",
        })
    }

    /// Returns the code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A Unix timestamp in seconds, encoded as a string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OrderTime(String);

impl OrderTime {
    /// Creates a timestamp from seconds since the Unix epoch.
    #[must_use]
    pub fn from_unix_seconds(seconds: u64) -> Self {
        Self(seconds.to_string())
    }

    /// Returns the timestamp in decimal digits.
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
    /// Text in a receipt: not blank, at most 1,000 characters.
    ///
    /// Meta documents no limit; this one is the crate's.
    ReceiptText, "text in a receipt", 1000;
}

lists! {
    /// The ordered items of a receipt: at most 100.
    ReceiptElements, ReceiptElement, "elements of a receipt", 0, 100;
}

fn parse_capitals(text: &str, count: usize) -> Option<String> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;
    use crate::message::template::{Template, encode_template};

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
    fn the_template_is_encoded_as_documented() {
        let mut receipt = ReceiptTemplate::new(
            text("Ana Silva"),
            text("7"),
            Currency::parse("USD").unwrap(),
            text("Visa 2345"),
            amount("56.14"),
        );
        assert_eq!(
            encode_template(&Template::Receipt(Box::new(receipt.clone()))),
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
            encode_template(&Template::Receipt(Box::new(receipt))),
            r#"{"template_type":"receipt","recipient_name":"Ana Silva","order_number":"7","currency":"USD","payment_method":"Visa 2345","timestamp":"1428444852","elements":[{"title":"Shirt","quantity":2,"price":50}],"address":{"street_1":"1 Hacker Way","city":"Menlo Park","postal_code":"94025","state":"CA","country":"US"},"summary":{"subtotal":75.00,"total_cost":56.14},"adjustments":[{"name":"Coupon","amount":10}]}"#
        );
    }

    #[test]
    fn a_receipt_has_at_most_100_elements() {
        assert!(ReceiptElements::new(vec![element(); 100]).is_ok());
        assert!(ReceiptElements::new(vec![element(); 101]).is_err());
    }

    #[test]
    fn currency_and_country_codes_are_capital_letters() {
        for text in ["usd", "US", "USDX", "€"] {
            assert!(Currency::parse(text).is_err(), "{text}");
        }
        assert!(Country::parse("usa").is_err());
    }

    #[test]
    fn an_amount_is_encoded_with_its_original_digits() {
        for text in ["75.00", "0", "0.5", "123456789012.99"] {
            let amount = Amount::parse(text).unwrap();
            assert_eq!(Json::encode(&amount).as_str(), text);
        }
        for text in ["", "-1", "1,50", "1.", ".5", "1.234", "1e3", "0x1", "01", "NaN", "1 0"] {
            assert!(Amount::parse(text).is_err(), "{text}");
        }
    }
}
