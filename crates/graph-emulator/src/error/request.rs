//! Paths, parameters and bodies of requests.

use super::{Class, GraphError, truncate};

impl GraphError {
    /// The object is unknown, deleted, another Page's, or cannot do this.
    pub(crate) fn unsupported(verb: &str, id: &str) -> Self {
        let message = format!(
            "Unsupported {verb} request. Object with ID '{}' does not exist, cannot be loaded due \
             to missing permissions, or does not support this operation. {READ_THE_DOCUMENTATION}",
            truncate(id)
        );
        let class = Class::GraphMethod;
        Self { class, ..Self::new(100, message).with_subcode(33) }
    }

    /// The path ends after the version.
    pub(crate) fn no_node(verb: &str) -> Self {
        let message = format!("Unsupported {verb} request. {READ_THE_DOCUMENTATION}");
        Self { class: Class::GraphMethod, ..Self::new(100, message) }
    }

    /// `GET /?ids=…` in a version that no longer has it.
    pub(crate) fn ids_ended() -> Self {
        let message = "(#100) Requests with ids and without an edge are no longer supported: read \
                       each object in a request of its own, or in a batch.";
        Self::new(100, message)
    }

    pub(crate) fn empty_id() -> Self {
        Self::new(2500, "Cannot specify an empty identifier")
    }

    pub(crate) fn too_many_ids(most: usize, count: usize) -> Self {
        Self::new(100, format!("(#100) Too many IDs. Maximum: {most}. Provided: {count}."))
    }

    /// `path` is the part that leads nowhere.
    pub(crate) fn unknown_path<T: AsRef<str>>(path: &[T]) -> Self {
        let mut components = String::new();
        for segment in path {
            components.push('/');
            components.push_str(segment.as_ref());
        }
        Self::new(2500, format!("Unknown path components: {}", truncate(&components)))
    }

    /// A name in the place of an id.
    pub(crate) fn unknown_alias(alias: &str) -> Self {
        Self::new(
            803,
            format!("(#803) Some of the aliases you requested do not exist: {}", truncate(alias)),
        )
    }

    pub(crate) fn unknown_field(field: &str, node_type: &str) -> Self {
        let field = truncate(field);
        Self::new(
            100,
            format!(
                "(#100) Tried accessing nonexisting field ({field}) on node type ({node_type})"
            ),
        )
    }

    /// The body cannot be parsed. `reason` is a sentence about "it".
    pub(crate) fn body(reason: &str) -> Self {
        Self::new(100, format!("(#100) The body of the request cannot be read: {reason}."))
    }

    /// The parameter breaks a rule, such as "must be an array".
    pub(crate) fn param(param: &str, rule: &str) -> Self {
        Self::new(100, format!("(#100) param {param} {rule}."))
    }

    pub(crate) fn nested_too_deeply(param: &str) -> Self {
        Self::param(&truncate(param), "is nested too deeply")
    }

    pub(crate) fn too_many_params(most: usize) -> Self {
        Self::new(100, format!("(#100) A request has at most {most} parameters."))
    }

    pub(crate) fn required(param: &str) -> Self {
        Self::new(100, format!("(#100) The parameter {param} is required"))
    }

    pub(crate) fn empty(param: &str) -> Self {
        Self::param(param, "must be non-empty")
    }

    pub(crate) fn not_an_object(param: &str) -> Self {
        Self::param(param, "must be a JSON object")
    }

    pub(crate) fn not_a_text(param: &str) -> Self {
        Self::new(100, format!("(#100) Param {param} must be a non-empty UTF-8 encoded string"))
    }

    pub(crate) fn not_a_url(param: &str) -> Self {
        Self::new(100, format!("(#100) {param} should represent a valid URL"))
    }

    pub(crate) fn not_an_https_url(param: &str) -> Self {
        Self::new(100, format!("(#100) {param} should represent a valid HTTPS URL"))
    }

    pub(crate) fn not_an_id(param: &str) -> Self {
        Self::new(100, format!("(#100) Param {param} must be a valid ID string (e.g., \"123\")"))
    }

    pub(crate) fn not_one_of(param: &str, values: &[&str]) -> Self {
        let values = values.join(", ");
        Self::new(100, format!("(#100) Param {param} must be one of {{{values}}}"))
    }

    pub(crate) fn too_long(param: &str, most: usize) -> Self {
        Self::new(
            100,
            format!("(#100) Length of param {param} must be less than or equal to {most}"),
        )
    }

    pub(crate) fn too_short(param: &str, least: usize) -> Self {
        Self::new(
            100,
            format!("(#100) Length of param {param} must be greater than or equal to {least}"),
        )
    }

    pub(crate) fn too_few_elements(param: &str) -> Self {
        Self::new(194, format!("(#194) param {param} has too few elements."))
    }

    pub(crate) fn too_many_elements(param: &str) -> Self {
        Self::new(105, format!("(#105) param {param} has too many elements."))
    }

    /// The object has unknown keys.
    pub(crate) fn invalid_keys(keys: &[&str], param: &str) -> Self {
        let keys = truncate(&keys.join(", "));
        let message = format!("(#100) Invalid keys \"{keys}\" were found in param \"{param}\".");
        Self::new(100, message)
    }

    /// `after` or `before` is no cursor of the list.
    pub(crate) fn invalid_cursor(param: &str) -> Self {
        let name = if param == "after" { "After" } else { "Before" };
        let message = format!(
            "(#100) The {name} Cursor specified exceeds the max limit supported by this endpoint"
        );
        Self::new(100, message)
    }

    pub(crate) fn too_many_requests_in_batch(most: usize) -> Self {
        let message = format!("Too many requests in batch message. Maximum batch size is {most}");
        Self { class: Class::GraphBatch, ..Self::new(100, message) }
    }

    pub(crate) fn incomplete_request_in_batch(index: usize) -> Self {
        let message = format!("(#100) batch[{index}] must have a method and a relative_url.");
        Self::new(100, message)
    }

    /// What Graph supports and the emulator does not.
    pub(crate) fn unsupported_request_in_batch(index: usize) -> Self {
        let message = format!(
            "(#100) batch[{index}] refers to another call or to a file, which this emulator does \
             not follow: no request of this batch was handled."
        );
        Self::new(100, message)
    }
}

const READ_THE_DOCUMENTATION: &str =
    "Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api";
