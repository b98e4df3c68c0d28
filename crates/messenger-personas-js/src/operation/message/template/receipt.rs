//! The receipt template.

use messenger_personas::{
    WebUrl,
    message::template::receipt::{Amount, Country, Currency, ReceiptElements, ReceiptText},
};

use crate::shape::{Kind, Shape, Union, counted, maybe, needed, parsed};

pub(super) static RECEIPT: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["receipt"])),
        needed("recipientName", "recipient_name", Kind::Within(ReceiptText::LIMIT)),
        maybe("merchantName", "merchant_name", Kind::Within(ReceiptText::LIMIT)),
        needed("orderNumber", "order_number", Kind::Within(ReceiptText::LIMIT)),
        needed("currency", "currency", Kind::Text(parsed::<Currency>)),
        needed("paymentMethod", "payment_method", Kind::Within(ReceiptText::LIMIT)),
        maybe("timestamp", "timestamp", Kind::Digits("number of seconds since 1970", 0, u32::MAX)),
        maybe("orderUrl", "order_url", Kind::Text(parsed::<WebUrl>)),
        maybe(
            "elements",
            "elements",
            Kind::Each(&ELEMENT, |items| counted(ReceiptElements::check_count(items.len()))),
        ),
        maybe("address", "address", Kind::Object(&ADDRESS)),
        needed("summary", "summary", Kind::Object(&SUMMARY)),
        maybe("adjustments", "adjustments", Kind::Each(&ADJUSTMENT, |_| Ok(()))),
        maybe("sharable", "sharable", Kind::Flag),
    ],
    rule: None,
};

static ELEMENT: Union = Union {
    name: "an element",
    tag: "",
    words: &[],
    shapes: &[&Shape {
        name: "an element",
        members: &[
            needed("title", "title", Kind::Within(ReceiptText::LIMIT)),
            maybe("subtitle", "subtitle", Kind::Within(ReceiptText::LIMIT)),
            maybe("quantity", "quantity", Kind::Number("number", 0, u32::MAX)),
            needed("price", "price", Kind::Amount(parsed::<Amount>)),
            maybe("currency", "currency", Kind::Text(parsed::<Currency>)),
            maybe("imageUrl", "image_url", Kind::Text(parsed::<WebUrl>)),
        ],
        rule: None,
    }],
};

static ADDRESS: Shape = Shape {
    name: "the address",
    members: &[
        needed("street1", "street_1", Kind::Within(ReceiptText::LIMIT)),
        maybe("street2", "street_2", Kind::Within(ReceiptText::LIMIT)),
        needed("city", "city", Kind::Within(ReceiptText::LIMIT)),
        needed("postalCode", "postal_code", Kind::Within(ReceiptText::LIMIT)),
        needed("state", "state", Kind::Within(ReceiptText::LIMIT)),
        needed("country", "country", Kind::Text(parsed::<Country>)),
    ],
    rule: None,
};

static SUMMARY: Shape = Shape {
    name: "the summary",
    members: &[
        maybe("subtotal", "subtotal", Kind::Amount(parsed::<Amount>)),
        maybe("shippingCost", "shipping_cost", Kind::Amount(parsed::<Amount>)),
        maybe("totalTax", "total_tax", Kind::Amount(parsed::<Amount>)),
        needed("totalCost", "total_cost", Kind::Amount(parsed::<Amount>)),
    ],
    rule: None,
};

static ADJUSTMENT: Union = Union {
    name: "an adjustment",
    tag: "",
    words: &[],
    shapes: &[&Shape {
        name: "an adjustment",
        members: &[
            needed("name", "name", Kind::Within(ReceiptText::LIMIT)),
            needed("amount", "amount", Kind::Amount(parsed::<Amount>)),
        ],
        rule: None,
    }],
};
