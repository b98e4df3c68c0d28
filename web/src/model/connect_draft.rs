//! A connection that is being written.

use messenger_personas::{
    AccessToken, AccessTokenError, ApiVersion, CallStyle, ConfigError, Graph, Origin,
};

use super::demo::can_be_emulator;

/// What stands in the form of the connect screen. It holds a token, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct ConnectDraft {
    /// The choice "How".
    pub way: Way,
    /// The field "Access token".
    pub token: String,
    /// The field "Graph address".
    pub origin: String,
    /// The field "Gateway address".
    pub gateway: String,
    /// The field "Graph version".
    pub version: String,
}

/// How Graph is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// With a token.
    #[default]
    Token,
    /// Over a gateway that adds the token itself.
    Gateway,
}

impl ConnectDraft {
    /// Where and as whom to ask.
    ///
    /// # Errors
    /// [`ConnectDraftError`] with a reason for each field that is not right.
    pub fn ready(&self) -> Result<Graph, ConnectDraftError> {
        let version = ApiVersion::parse(&self.version);
        match self.way {
            Way::Token => {
                let parts = (AccessToken::parse(&self.token), Origin::parse(&self.origin), version);
                match parts {
                    (Ok(token), Ok(origin), Ok(version)) => {
                        let call_style = CallStyle::Form;
                        Ok(Graph { origin, version, call_style, ..Graph::new(token) })
                    }
                    (token, origin, version) => Err(ConnectDraftError {
                        token: token.err(),
                        origin: origin.err(),
                        version: version.err(),
                        gateway: None,
                    }),
                }
            }
            Way::Gateway => match (Origin::parse(&self.gateway), version) {
                (Ok(origin), Ok(version)) => Ok(Graph { version, ..Graph::gateway(origin) }),
                (gateway, version) => Err(ConnectDraftError {
                    gateway: gateway.err(),
                    version: version.err(),
                    ..ConnectDraftError::default()
                }),
            },
        }
    }
}

/// Where the emulator is, as it was typed on a page that `here` served.
///
/// # Errors
/// [`EmulatorAddressError`] if it is no address, or one that this page may not call.
pub fn emulator_address(typed: &str, here: &str) -> Result<Origin, EmulatorAddressError> {
    let origin = Origin::parse(typed).map_err(EmulatorAddressError::Origin)?;
    if can_be_emulator(origin.as_str(), here) {
        Ok(origin)
    } else {
        Err(EmulatorAddressError::Elsewhere)
    }
}

/// What is wrong with the emulator's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmulatorAddressError {
    /// It is no address.
    Origin(ConfigError),
    /// It is not on this computer.
    Elsewhere,
}

/// What is wrong with a draft, field by field. It never holds any of the token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectDraftError {
    /// The token's mistake.
    pub token: Option<AccessTokenError>,
    /// The address's mistake.
    pub origin: Option<ConfigError>,
    /// The gateway's mistake.
    pub gateway: Option<ConfigError>,
    /// The version's mistake.
    pub version: Option<ConfigError>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ConnectDraft {
        ConnectDraft {
            token: " EAAB\n".to_owned(),
            origin: Origin::default().to_string(),
            gateway: "https://shop.example/graph".to_owned(),
            version: ApiVersion::default().to_string(),
            way: Way::Token,
        }
    }

    #[test]
    fn what_is_pasted_is_trimmed() {
        let graph = draft().ready().unwrap();
        assert_eq!(graph.access_token.unwrap().expose_secret(), "EAAB");
        assert_eq!((graph.origin, graph.call_style), (Origin::default(), CallStyle::Form));
    }

    #[test]
    fn an_emulator_is_on_this_computer() {
        let parse = |typed| emulator_address(typed, "https://console.example");
        assert_eq!(parse("http://127.0.0.1:4010").unwrap().as_str(), "http://127.0.0.1:4010");
        assert_eq!(parse("https://console.example").unwrap().as_str(), "https://console.example");
        let elsewhere = parse("https://graph.facebook.com");
        assert_eq!(elsewhere, Err(EmulatorAddressError::Elsewhere));
        let nowhere = parse("nowhere");
        assert_eq!(nowhere, Err(EmulatorAddressError::Origin(ConfigError::Origin)));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = ConnectDraft::default().ready().unwrap_err();
        assert_eq!(wrong.token, Some(AccessTokenError::Empty));
        assert_eq!(wrong.origin, Some(ConfigError::Origin));
        assert_eq!(wrong.version, Some(ConfigError::Version));
    }

    #[test]
    fn a_gateway_needs_no_token_and_gets_none() {
        let draft = ConnectDraft { way: Way::Gateway, ..draft() };
        let graph = draft.ready().unwrap();
        assert!(graph.access_token.is_none());
        assert_eq!(graph.origin.as_str(), "https://shop.example/graph");
        let wrong = ConnectDraft { gateway: "nowhere".to_owned(), ..draft }.ready().unwrap_err();
        assert_eq!(wrong.gateway, Some(ConfigError::Origin));
        assert_eq!((wrong.token, wrong.origin), (None, None));
    }
}
