//! Properties of the Messenger profile.

use super::GraphError;

impl GraphError {
    /// As printed in pimax/fb-messenger-php#90.
    pub(crate) fn menu_without_get_started() -> Self {
        let message =
            "(#100) You must set a Get Started button if you also wish to use persistent menu.";
        Self::new(100, message).with_subcode(2_018_145)
    }

    /// As printed in Yoctol/bottender#90.
    pub(crate) fn profile_url_not_whitelisted() -> Self {
        let message = "(#100) The web URL provided is not whitelisted for messenger extensions";
        Self::new(100, message).with_subcode(2_018_063)
    }

    /// As printed in botpress/botpress-messenger#22, without its subcode.
    pub(crate) fn url_not_whitelisted() -> Self {
        let message = "(#100) The URL provided is not whitelisted for messenger extensions";
        Self::new(100, message).with_subcode(2_018_063)
    }

    /// As printed in guidone/node-red-contrib-chatbot#65.
    pub(crate) fn too_many_call_to_actions() -> Self {
        Self::new(105, "(#105) Number of call to actions exceeds the maximum allowed number")
    }

    /// As reported in fbsamples/original-coast-clothing#65.
    pub(crate) fn nested_menu() -> Self {
        let message =
            "(#11) Setting of Nested Persistent Menu has been deprecated for v8.0 and higher";
        Self::new(11, message)
    }

    pub(crate) fn deprecated_property(name: &str) -> Self {
        Self::new(11, format!("(#11) {name} has been deprecated"))
    }

    pub(crate) fn no_profile_property() -> Self {
        Self::new(100, "(#100) The request must set at least one property of the Messenger profile")
    }
}
