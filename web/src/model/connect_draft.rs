//! A connection that is being written.

use messenger_personas::{
    AccessToken, AccessTokenError, ApiVersion, CallStyle, Graph, GraphSettingError, IdError,
    Origin, PageId,
};

/// What stands in the form of the connect screen. It holds a token, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct ConnectDraft {
    /// The field "Page ID".
    pub page_id: String,
    /// The field "Page access token".
    pub token: String,
    /// The field "Graph address".
    pub origin: String,
    /// The field "Graph version".
    pub version: String,
}

impl ConnectDraft {
    /// Where and as whom to ask, and which Page is expected there.
    ///
    /// # Errors
    /// [`ConnectDraftError`] with a reason for each field that is not right.
    pub fn ready(&self) -> Result<(PageId, Graph), ConnectDraftError> {
        let page_id = PageId::parse(&self.page_id);
        let token = AccessToken::parse(&self.token);
        let origin = Origin::parse(&self.origin);
        let version = ApiVersion::parse(&self.version);
        match (page_id, token, origin, version) {
            (Ok(page_id), Ok(access_token), Ok(origin), Ok(version)) => {
                let call_style = CallStyle::Form;
                let graph = Graph { origin, version, call_style, ..Graph::new(access_token) };
                Ok((page_id, graph))
            }
            (page_id, token, origin, version) => Err(ConnectDraftError {
                page_id: page_id.err(),
                token: token.err(),
                origin: origin.err(),
                version: version.err(),
            }),
        }
    }
}

/// What is wrong with a draft, field by field. It never holds any of the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectDraftError {
    /// The Page id's mistake.
    pub page_id: Option<IdError>,
    /// The token's mistake.
    pub token: Option<AccessTokenError>,
    /// The address's mistake.
    pub origin: Option<GraphSettingError>,
    /// The version's mistake.
    pub version: Option<GraphSettingError>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ConnectDraft {
        ConnectDraft {
            page_id: " 1353269864728879\n".to_owned(),
            token: " EAAB \n".trim_end_matches(' ').to_owned(),
            origin: Origin::default().to_string(),
            version: ApiVersion::default().to_string(),
        }
    }

    #[test]
    fn what_is_pasted_is_trimmed() {
        let (page_id, graph) = draft().ready().unwrap();
        assert_eq!(page_id.as_str(), "1353269864728879");
        assert_eq!(graph.origin, Origin::default());
        assert_eq!(graph.call_style, CallStyle::Form);
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = ConnectDraft::default().ready().unwrap_err();
        assert!(matches!(wrong.page_id, Some(IdError::Empty { .. })));
        assert_eq!(wrong.token, Some(AccessTokenError::Empty));
        assert_eq!(wrong.origin, Some(GraphSettingError::Origin));
        assert_eq!(wrong.version, Some(GraphSettingError::Version));
    }

    #[test]
    fn an_id_with_a_slash_is_refused() {
        let wrong = ConnectDraft { page_id: "12/3".to_owned(), ..draft() }.ready().unwrap_err();
        assert!(matches!(wrong.page_id, Some(IdError::NotDigits { character: '/', .. })));
        assert_eq!(wrong.token, None);
    }
}
