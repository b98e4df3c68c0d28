//! The product template: products from a catalogue.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/product)

use serde::Serialize;

use crate::{ProductId, value::lists};

/// Products from a catalogue. Meta adds their titles, images and prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProductTemplate {
    /// Products.
    pub elements: Products,
}

impl ProductTemplate {
    /// Creates a template of the products with these ids.
    ///
    /// # Errors
    /// [`ValueError`](crate::ValueError) if there are no ids or more than 10.
    pub fn new(ids: impl IntoIterator<Item = ProductId>) -> Result<Self, crate::ValueError> {
        let products = ids.into_iter().map(|id| Product { id });
        Ok(Self { elements: Products::new(products)? })
    }
}

/// A product in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Id of the product in the catalogue.
    pub id: ProductId,
}

lists! {
    /// The products of a product template: 1 to 10.
    Products, Product, "products", 1, 10;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, encode_template};

    #[test]
    fn the_template_is_encoded_as_documented() {
        let ids = ["1", "2"].map(|id| ProductId::parse(id).unwrap());
        assert_eq!(
            encode_template(&Template::Product(ProductTemplate::new(ids).unwrap())),
            r#"{"template_type":"product","elements":[{"id":"1"},{"id":"2"}]}"#
        );
        let eleven = vec![ProductId::parse("1").unwrap(); 11];
        assert!(ProductTemplate::new(eleven).is_err());
    }
}
