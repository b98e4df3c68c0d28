//! Attachments, templates, buttons and quick replies.

use super::{GraphError, truncate};

impl GraphError {
    pub(crate) fn no_file() -> Self {
        let message = "(#100) Incorrect number of files uploaded. Must upload exactly one file.";
        Self::new(100, message).with_subcode(2_018_005)
    }

    pub(crate) fn several_files() -> Self {
        Self::new(100, "(#100) Only one of url, attachment_id or filedata can be specified")
    }

    pub(crate) fn file_too_large() -> Self {
        let message = "(#100) Attachment size exceeds allowable limit";
        Self::new(100, message).with_subcode(2_018_109)
    }

    pub(crate) fn wrong_file_type() -> Self {
        Self::new(100, "(#100) Upload attachment failure.").with_subcode(2_018_047)
    }

    pub(crate) fn unknown_attachment() -> Self {
        let message = "(#100) Invalid ID or you do not own the attachment";
        Self::new(100, message).with_subcode(2_018_074)
    }

    pub(crate) fn not_reusable(param: &str) -> Self {
        Self::new(100, format!("(#100) Param {param} must be true"))
    }

    pub(crate) fn invalid_template_type() -> Self {
        Self::new(100, "(#100) Invalid template type")
    }

    pub(crate) fn incomplete_element() -> Self {
        let message = "(#100) Incomplete element data: title and at least one other field (image \
                       url, subtitle or buttons) is required with non-empty value";
        Self::new(100, message).with_subcode(2_018_035)
    }

    pub(crate) fn invalid_media_type() -> Self {
        let message = "(#100) Invalid media type: it must be image or video";
        Self::new(100, message).with_subcode(2_018_182)
    }

    pub(crate) fn not_a_facebook_url() -> Self {
        Self::new(100, "(#100) Only Facebook URLs are supported").with_subcode(2_018_185)
    }

    pub(crate) fn not_one_media_source() -> Self {
        let message = "(#100) Exactly one of url or attachment_id is required";
        Self::new(100, message).with_subcode(2_018_187)
    }

    pub(crate) fn invalid_product_id() -> Self {
        Self::new(100, "(#100) Invalid product id").with_subcode(2_018_320)
    }

    pub(crate) fn coupon_without_code() -> Self {
        Self::new(100, "(#100) One of coupon_code or coupon_url is required")
    }

    /// A URL that still has a placeholder such as `${SHOP_URL}` in it.
    pub(crate) fn invalid_data() -> Self {
        Self::new(100, "(#100) Invalid data").with_subcode(2_018_032)
    }

    pub(crate) fn unsupported_currency(code: &str) -> Self {
        let code = truncate(code);
        Self::new(100, format!("(#100) The currency code '{code}' is not supported"))
    }

    pub(crate) fn invalid_amount() -> Self {
        let message = "(#100) The amount you specified in payment summary is invalid. Please \
                       verify that it is a valid positive amount and is supported by its currency \
                       in terms of decimal places.";
        Self::new(100, message).with_subcode(2_018_055)
    }

    pub(crate) fn button_without_title() -> Self {
        Self::new(100, "(#100) Element button title cannot be empty.").with_subcode(2_018_053)
    }

    pub(crate) fn button_without_payload() -> Self {
        let message = "(#100) Payload cannot be empty for postback type button";
        Self::new(100, message).with_subcode(2_018_040)
    }

    pub(crate) fn button_without_url() -> Self {
        let message = "(#100) Web url cannot be empty for url type button";
        Self::new(100, message).with_subcode(2_018_041)
    }

    pub(crate) fn quick_reply_without_title() -> Self {
        let message = "(#100) Title is required for this quick reply content type";
        Self::new(100, message).with_subcode(2_018_098)
    }

    pub(crate) fn quick_reply_without_payload() -> Self {
        let message = "(#100) Payload is required for this quick reply content type";
        Self::new(100, message).with_subcode(2_018_099)
    }
}
