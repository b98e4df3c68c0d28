//! `GET /{psid}`
//!
//! Reads a person's name and picture. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile

use crate::{ApiRequest, GraphRequest, Idempotency, Person, Psid};

/// Reads a person's name and picture.
///
/// For an app without Business Asset User Profile Access, Graph returns an empty [`Person`] instead
/// of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetPerson {
    /// Page-scoped id of the person.
    pub psid: Psid,
}

impl GetPerson {
    /// A request for this person.
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
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let get = GetPerson { psid: Psid::parse("251").unwrap() };
        let fields = "fields=first_name%2Clast_name%2Cprofile_pic";
        assert_eq!(header(&get), format!("GET /251?{fields}"));
        assert_eq!(form(&get), format!("POST /251 {fields}&method=get&access_token=TOKEN"));
        let person = parsed(&get, r#"{"first_name":"Ana","id":"251"}"#).unwrap();
        assert_eq!(person.first_name.as_deref(), Some("Ana"));
        assert_eq!(parsed(&get, "{}").unwrap(), Person::default());
    }
}
