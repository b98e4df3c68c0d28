//! The receipt template.
//!
//! <https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt>

use crate::endpoints::field::Field;
use crate::error::GraphError;

pub(super) fn check(receipt: &Field<'_>) -> Result<(), GraphError> {
    receipt.check_keys(KEYS)?;
    for name in ["recipient_name", "order_number", "currency", "payment_method"] {
        receipt.required(name)?.text()?;
    }
    let currency = receipt.required("currency")?;
    let code = currency.text()?;
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(GraphError::unsupported_currency(code));
    }
    for name in ["merchant_name", "timestamp"] {
        receipt.member(name).map_or(Ok(()), |text| text.text().map(drop))?;
    }
    receipt.optional_url("order_url")?;
    let summary = receipt.required("summary")?;
    summary.check_object()?;
    summary.check_keys(&["subtotal", "shipping_cost", "total_tax", "total_cost"])?;
    amount(Some(summary.required("total_cost")?))?;
    for name in ["subtotal", "shipping_cost", "total_tax"] {
        amount(summary.member(name))?;
    }
    if let Some(address) = receipt.member("address") {
        address.check_keys(ADDRESS_KEYS)?;
        for name in ["street_1", "city", "postal_code", "state", "country"] {
            address.required(name)?.text()?;
        }
    }
    if let Some(adjustments) = receipt.member("adjustments") {
        for adjustment in adjustments.items(0, usize::MAX)? {
            adjustment.check_keys(&["name", "amount"])?;
            adjustment.required("name")?.text()?;
            amount(Some(adjustment.required("amount")?))?;
        }
    }
    if let Some(elements) = receipt.member("elements") {
        for element in elements.items(0, 100)? {
            element.check_keys(ELEMENT_KEYS)?;
            element.required("title")?.text()?;
            amount(Some(element.required("price")?))?;
            amount(element.member("quantity"))?;
            element.optional_url("image_url")?;
        }
    }
    Ok(())
}

fn amount(part: Option<Field<'_>>) -> Result<(), GraphError> {
    match part {
        Some(part) if !part.is_amount() => Err(GraphError::invalid_amount()),
        _ => Ok(()),
    }
}

const KEYS: &[&str] = &[
    "template_type",
    "sharable",
    "recipient_name",
    "merchant_name",
    "order_number",
    "currency",
    "payment_method",
    "timestamp",
    "order_url",
    "elements",
    "address",
    "summary",
    "adjustments",
];
const ADDRESS_KEYS: &[&str] = &["street_1", "street_2", "city", "postal_code", "state", "country"];
const ELEMENT_KEYS: &[&str] = &["title", "subtitle", "quantity", "price", "currency", "image_url"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    #[test]
    fn a_receipt_has_required_fields_and_limits() {
        let receipt = json!({
            "template_type": "receipt",
            "recipient_name": "Ana",
            "order_number": "1",
            "currency": "USD",
            "payment_method": "Cash",
            "summary": {"total_cost": 56.14, "subtotal": "75.00"},
            "address": {"street_1": "A", "street_2": "", "city": "B", "postal_code": "1",
                "state": "C", "country": "US"},
            "adjustments": [{"name": "Less", "amount": 20}],
            "elements": [{"title": "Shirt", "price": 0, "quantity": 2}],
        });
        let changed = |name: &str, value: Value| {
            let mut receipt = receipt.clone();
            receipt[name] = value;
            codes(&TestClient::demo().send_text("", &template(&receipt)))
        };
        assert_eq!(changed("order_url", json!("https://a.example")), (0, None));
        for name in ["recipient_name", "order_number", "currency", "payment_method", "summary"] {
            assert_eq!(changed(name, Value::Null), (100, None), "{name}");
        }
        let element = json!({"title": "Shirt", "price": 1});
        for (name, value, expected) in [
            ("currency", json!("usd"), (100, None)),
            ("summary", json!({}), (100, None)),
            ("summary", json!({"total_cost": -1}), (100, Some(2_018_055))),
            ("summary", json!({"total_cost": "much"}), (100, Some(2_018_055))),
            ("address", json!({"street_1": "A"}), (100, None)),
            ("adjustments", json!([{"name": "Less"}]), (100, None)),
            ("elements", json!([{"title": "Shirt"}]), (100, None)),
            ("elements", json!(vec![element.clone(); 100]), (0, None)),
            ("elements", json!(vec![element; 101]), (105, None)),
        ] {
            assert_eq!(changed(name, value), expected, "{name}");
        }
    }
}
