//! The product template: products of the Page's catalogue.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/product)

use serde::Serialize;

use crate::{ProductId, value::lists};

/// Products of a catalogue, whose titles, pictures and prices Meta fills in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProductTemplate {
    /// The products.
    pub elements: Products,
}

impl ProductTemplate {
    /// The products with these ids.
    ///
    /// # Errors
    /// [`ValueError`](crate::ValueError) if there is none, or more than 10.
    pub fn new(ids: impl IntoIterator<Item = ProductId>) -> Result<Self, crate::ValueError> {
        let products = ids.into_iter().map(|id| Product { id });
        Ok(Self { elements: Products::new(products)? })
    }
}

/// A product of the Page's catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Product {
    /// Its id in the catalogue.
    pub id: ProductId,
}

lists! {
    /// The products of a product template: 1 to 10.
    Products, Product, "products", 1, 10;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, written};

    #[test]
    fn it_is_written_as_documented() {
        let ids = ["1", "2"].map(|id| ProductId::parse(id).unwrap());
        assert_eq!(
            written(&Template::Product(ProductTemplate::new(ids).unwrap())),
            r#"{"template_type":"product","elements":[{"id":"1"},{"id":"2"}]}"#
        );
        let eleven = vec![ProductId::parse("1").unwrap(); 11];
        assert!(ProductTemplate::new(eleven).is_err());
    }
}
