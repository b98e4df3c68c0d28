//! A Page that a token opens.

use messenger_personas::{Account, Page};

/// A Page, and what its token's person may do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedPage {
    /// The Page.
    pub page: Page,
    /// What the person may do, in Graph's words; `None` if nobody told.
    pub tasks: Option<Vec<String>>,
    /// Whether messages can be sent, as far as is known.
    pub may_message: bool,
}

impl From<Account> for OfferedPage {
    fn from(account: Account) -> Self {
        let may_message = account.may_message() || account.tasks.is_empty();
        let page = Page { id: account.id, name: account.name, picture: account.picture };
        let tasks = Some(account.tasks).filter(|tasks| !tasks.is_empty());
        Self { page, tasks, may_message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_message_is_told_and_who_is_not_known_may_try() {
        for (tasks, may_message, is_told) in [
            (r#"["ANALYZE","MESSAGING"]"#, true, true),
            (r#"["ANALYZE"]"#, false, true),
            ("[]", true, false),
        ] {
            let json = format!(r#"{{"id":"1","name":"Market","tasks":{tasks}}}"#);
            let offered = OfferedPage::from(serde_json::from_str::<Account>(&json).unwrap());
            assert_eq!((offered.may_message, offered.tasks.is_some()), (may_message, is_told));
        }
    }
}
