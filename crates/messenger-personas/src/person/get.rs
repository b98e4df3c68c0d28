//! `GET /{psid}`
//!
//! Reads a person's name and picture. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile

use crate::{ApiRequest, GraphRequest, Idempotency, Person, Psid};

/// Asks for a person's name and picture.
///
/// An app without Business Asset User Profile Access gets an empty [`Person`], not an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPerson {
    /// The person.
    pub psid: Psid,
}

impl GetPerson {
    /// Asks for this person.
    #[must_use]
    pub fn new(psid: Psid) -> Self {
        Self { psid }
    }
}

impl GraphRequest for GetPerson {
    type Output = Person;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::get(self.psid.as_str()).text("fields", "first_name,last_name,profile_pic")
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let get = GetPerson { psid: Psid::parse("251").unwrap() };
        let fields = "fields=first_name%2Clast_name%2Cprofile_pic";
        assert_eq!(header(&get), format!("GET /251?{fields}"));
        assert_eq!(form(&get), format!("POST /251 {fields}&method=get&access_token=TOKEN"));
        let person = answered(&get, r#"{"first_name":"Ana","id":"251"}"#).unwrap();
        assert_eq!(person.first_name.as_deref(), Some("Ana"));
        assert_eq!(answered(&get, "{}").unwrap(), Person::default());
    }
}
