//! Guesses: behaviours without a public source.

use serde::Serialize;

/// A behaviour that could not be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// The situation.
    pub situation: &'static str,
    /// The emulator's behaviour.
    pub emulated: &'static str,
    /// The reason for it.
    pub reason: &'static str,
    /// The public items of `messenger-personas` and `messenger-personas-client` that rely on it.
    pub relied_on: &'static [&'static str],
    /// The tests that check it.
    #[serde(skip)]
    pub tests: &'static [&'static str],
}

/// All guesses.
pub const GUESSES: &[Guess] = &[
    Guess {
        situation: "A persona is created with an empty name or picture, or without one",
        emulated: "400, code 100, \"The parameter name is required\" or \"param name must be non-empty.\"",
        reason: "The message is captured from other edges.",
        relied_on: &["CreatePersona", "PersonaName"],
        tests: &["each_invalid_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a name of more than 50 characters",
        emulated: "400, code 100, \"Length of param name must be less than or equal to 50\"; a character is a Unicode code point, and the white space around a name is cut off",
        reason: "Meta documents the limit, but not the error or the unit; the message is captured from the Send API.",
        relied_on: &["PersonaName"],
        tests: &["each_invalid_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a line break or control character in its name",
        emulated: "400, code 100",
        reason: "Nothing is documented; the client rejects such names too.",
        relied_on: &["PersonaName"],
        tests: &["each_invalid_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with an invalid picture URL",
        emulated: "400, code 100, \"profile_picture_url should represent a valid URL\"",
        reason: "The message is captured from other edges.",
        relied_on: &["PictureUrl"],
        tests: &["each_invalid_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a picture at http: or on localhost",
        emulated: "It is accepted; pictures are never downloaded",
        reason: "Whether Meta accepts http: is not documented; it rejects localhost on other edges, but the demo's own pictures are there.",
        relied_on: &["PictureUrl", "PersonaAdvice"],
        tests: &["a_picture_of_the_emulator_follows_it_to_another_origin"],
    },
    Guess {
        situation: "The picture of a persona is read",
        emulated: "The URL as sent; with --rehost-pictures a URL of the emulator, which never expires",
        reason: "Meta documents a copy on its own servers, but not its URL or expiry; a capture of 2018 has the original URL.",
        relied_on: &["FindCreatedPersona", "Persona"],
        tests: &[
            "a_created_persona_is_first_in_the_list_and_can_be_read",
            "pictures_are_rehosted_also_after_a_reset",
        ],
    },
    Guess {
        situation: "Personas are listed",
        emulated: "Newest first; the limit is 25 by default and 100 at most, without an error",
        reason: "Order and default are captured; the maximum is not documented.",
        relied_on: &["ListPersonas", "FindCreatedPersona"],
        tests: &[
            "a_created_persona_is_first_in_the_list_and_can_be_read",
            "a_listing_has_25_items_by_default_and_100_at_most",
        ],
    },
    Guess {
        situation: "A list is requested with a limit that is not a positive number",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
        relied_on: &["Paging"],
        tests: &["a_listing_has_25_items_by_default_and_100_at_most"],
    },
    Guess {
        situation: "A list is requested with an invalid cursor, or with another Page's",
        emulated: "400, code 100, \"The After Cursor specified exceeds the max limit supported by this endpoint\"",
        reason: "The message is captured from other edges.",
        relied_on: &["Cursor"],
        tests: &["a_cursor_is_opaque_and_valid_for_one_page"],
    },
    Guess {
        situation: "A list is requested with both after and before, or with the cursor of a deleted persona",
        emulated: "after takes precedence; the cursor keeps its position",
        reason: "Nothing is documented beyond \"don't store cursors\".",
        relied_on: &["Paginator", "Position"],
        tests: &["after_takes_precedence_over_before", "deleting_between_listings_skips_no_item"],
    },
    Guess {
        situation: "An edge is requested as a field, with limit, after, before, platform or user_id",
        emulated: "They have the effects and errors of the edge's parameters; other arguments, such as order, are ignored",
        reason: "Meta's examples have limit; the others are not documented for fields.",
        relied_on: &[],
        tests: &["edges_can_be_fields_of_a_page", "a_field_fails_as_its_edge_does"],
    },
    Guess {
        situation: "A nested list is empty, or a field of a Page, user, conversation or message has no value",
        emulated: "It is omitted; most fields of a Page and a user have no value",
        reason: "Graph omits empty fields; emulated Pages have few properties.",
        relied_on: &[],
        tests: &[
            "empty_lists_and_fields_without_a_value_are_omitted",
            "fields_without_a_value_are_omitted",
        ],
    },
    Guess {
        situation: "fields has more than 16 levels or 64 KiB, or the lists of a response have more than 10,000 rows",
        emulated: "400, code 100; 500, code 1 for the rows",
        reason: "The message for too much data is captured; Graph's limits are not documented.",
        relied_on: &[],
        tests: &[
            "fields_are_parsed_to_a_bounded_depth_and_length",
            "a_response_with_too_many_rows_fails",
        ],
    },
    Guess {
        situation: "Several nodes are read with GET /?ids=1,2, or their edges with GET /personas?ids=1,2",
        emulated: "An object with the ids as keys, for up to 50 ids; each counts as a request, and the first error is the response. An empty id fails with 2500. Without an edge, it fails since v26.0",
        reason: "The limit is documented since v2.2. Meta removed requests without an edge from v26.0, and from older versions on 27 October 2026; the emulator keeps them in older versions. New apps cannot use ids since 4 November 2026. The errors are not documented.",
        relied_on: &[],
        tests: &[
            "several_nodes_are_read_by_their_ids_before_version_26",
            "several_nodes_fail_if_one_of_them_fails",
        ],
    },
    Guess {
        situation: "An unknown field of a persona is requested",
        emulated: "400, code 100, with the node type Persona",
        reason: "The message is captured, but not the name of the type.",
        relied_on: &["PersonaField"],
        tests: &["an_unknown_field_of_a_persona_fails"],
    },
    Guess {
        situation: "A deleted persona is read or deleted again",
        emulated: "400, code 100/33, as for an unknown id",
        reason: "Meta documents a soft delete, but not its effect on requests.",
        relied_on: &["DeletePersona", "GraphErrorKind"],
        tests: &["a_deleted_persona_is_unknown_and_its_id_is_not_reused"],
    },
    Guess {
        situation: "A message or typing indicator is sent as a persona that is unknown, deleted or another Page's",
        emulated: "400, code 100, naming persona_id; with the setting unknown_persona at sent_as_page, it is sent as the Page",
        reason: "Meta says that it can no longer send; one client got errors, and messages that were sent as the Page (the fault persona_dropped does that for active personas).",
        relied_on: &["SendMessage", "SenderAction"],
        tests: &["an_inactive_persona_is_named", "the_emulator_and_a_naive_model_agree"],
    },
    Guess {
        situation: "mark_seen, react or unreact is sent with a persona_id",
        emulated: "400, code 100",
        reason: "Meta says that personas have typing_on and typing_off only.",
        relied_on: &["SenderAction"],
        tests: &["each_invalid_send_has_its_codes"],
    },
    Guess {
        situation: "typing_on is sent outside the 24-hour window",
        emulated: "400, code 10/2018278, as for a message; typing_off and mark_seen are accepted",
        reason: "Nothing is documented.",
        relied_on: &["SenderAction"],
        tests: &["each_invalid_send_has_its_codes", "the_emulator_and_a_naive_model_agree"],
    },
    Guess {
        situation: "A message or typing indicator is sent to a person who blocked the Page",
        emulated: "400, code 551/1545041",
        reason: "Meta documents the code for people who are not available, but not for blocking.",
        relied_on: &["GraphErrorKind"],
        tests: &["a_person_who_blocked_the_page_is_unavailable"],
    },
    Guess {
        situation: "Two senders show a typing indicator to the same person",
        emulated: "The last one is shown; typing_off and messages of the other sender do not end it",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &[
            "typing_ends_with_a_message_of_the_same_sender",
            "the_emulator_and_a_naive_model_agree",
        ],
    },
    Guess {
        situation: "A text has 2,000 characters, or metadata 1,000",
        emulated: "400, code 100, \"Length of param message[text] must be less than or equal to 1999\"; a character is a Unicode code point",
        reason: "Meta documents \"less than 2000 characters\" without a unit; a capture says \"less than or equal to 2000\".",
        relied_on: &["ComposedMessage", "Content"],
        tests: &["each_invalid_send_has_its_codes"],
    },
    Guess {
        situation: "recipient or message is not JSON, or the JSON has single quotes or Python's True, False and None",
        emulated: "400, code 100; single quotes and Python's keywords are accepted",
        reason: "Meta's own examples have single quotes; the error is not documented.",
        relied_on: &[],
        tests: &[
            "each_invalid_send_has_its_codes",
            "recipient_and_message_can_be_single_quoted_json",
        ],
    },
    Guess {
        situation: "messaging_type or sender_action has an unknown value",
        emulated: "400, code 100, naming the valid ones; actions are valid in upper and lower case",
        reason: "The message is captured for sender_action only. messaging_type is optional, as in Meta's examples.",
        relied_on: &[],
        tests: &["each_invalid_send_has_its_codes"],
    },
    Guess {
        situation: "The token of one Page is used on another Page or its edges",
        emulated: "400, code 100/33, as for an unknown id",
        reason: "It is captured for personas of another Page; Meta's list of errors also has 200.",
        relied_on: &["GraphErrorKind"],
        tests: &["another_page_is_unknown_to_a_page"],
    },
    Guess {
        situation: "A user's token is used on a persona, a person, a conversation or a message",
        emulated: "400, code 190/2069032",
        reason: "It is captured for edges of a Page.",
        relied_on: &["GraphErrorKind"],
        tests: &[
            "a_user_token_reads_pages_but_not_their_edges",
            "a_person_is_visible_to_their_page_only",
        ],
    },
    Guess {
        situation: "An access token is invalid",
        emulated: "190, \"Malformed access token …\" if it starts with EAA, else \"Cannot parse access token\"",
        reason: "Both are captured, but not their conditions.",
        relied_on: &["GraphErrorKind"],
        tests: &["each_invalid_token_has_its_message"],
    },
    Guess {
        situation: "A request has several tokens, or the same parameter in query and body",
        emulated: "The Authorization header takes precedence over access_token, and the body over the query",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &[
            "the_header_takes_precedence_over_the_query",
            "the_body_takes_precedence_over_the_query",
        ],
    },
    Guess {
        situation: "The body is invalid: malformed JSON, not UTF-8, or too long",
        emulated: "400, code 100",
        reason: "Nothing is documented. JSON in a parameter has at most 32 levels, and a multipart body 1,000 parts.",
        relied_on: &[],
        tests: &["an_invalid_body_fails"],
    },
    Guess {
        situation: "The indexes of a list in brackets are not in order, all keys of an object are numbers, or a name has several values",
        emulated: "The list is in the order of its indexes, the object becomes a list, and the last value is used",
        reason: "PHP uses the last value too; Graph's rules for lists are not documented.",
        relied_on: &[],
        tests: &["brackets_are_objects_and_lists", "members_stay_in_order_and_the_last_value_wins"],
    },
    Guess {
        situation: "A request has more than 1,000 parameters, or brackets in more than 32 levels",
        emulated: "400, code 100",
        reason: "PHP ignores further parameters; nothing is documented.",
        relied_on: &[],
        tests: &["a_request_has_at_most_1000_parameters", "json_is_parsed_to_a_bounded_depth"],
    },
    Guess {
        situation: "The parameter method overrides the method of the request",
        emulated: "On POST only; get, post and delete are valid",
        reason: "Meta's SDKs send it; it was not tested against Meta's servers.",
        relied_on: &["CallStyle"],
        tests: &["a_post_can_override_its_method", "a_get_cannot_override_its_method"],
    },
    Guess {
        situation: "A request has no version",
        emulated: "The newest version is used",
        reason: "In Graph it depends on the app's settings; an older page says the oldest version.",
        relied_on: &[],
        tests: &["the_response_names_its_version"],
    },
    Guess {
        situation: "A version is unknown",
        emulated: "400, code 2500, naming the path after the version",
        reason: "Code and message are captured, but not which part of the path is named.",
        relied_on: &["ApiVersion"],
        tests: &["each_invalid_path_has_its_codes"],
    },
    Guess {
        situation: "A browser sends a preflight",
        emulated: "GET, POST and DELETE with authorization and content-type are allowed; an invalid token in the URL fails with 400",
        reason: "The failure was seen; the headers of Meta's preflight responses are not captured.",
        relied_on: &["CallStyle"],
        tests: &["any_origin_can_send_and_read"],
    },
    Guess {
        situation: "A browser reads facebook-api-version or another header",
        emulated: "No header is exposed",
        reason: "Access-Control-Expose-Headers of graph.facebook.com is not captured.",
        relied_on: &["Usage"],
        tests: &["no_header_is_exposed"],
    },
    Guess {
        situation: "A user's Pages are listed",
        emulated: "In the order of the seed, with all tasks unless the seed names them, and a generated category id",
        reason: "The members are documented; order and maximum are not.",
        relied_on: &["ListAccounts", "Account"],
        tests: &["each_page_has_its_token_and_tasks", "tasks_and_category_can_be_seeded"],
    },
    Guess {
        situation: "debug_token is called",
        emulated: "Any valid token can be used, also the inspected one; issued_at and the four scopes are constant, and nothing expires",
        reason: "The members are captured; Meta requires a token of the app or of one of its developers, which can be a user's or a Page's token.",
        relied_on: &[],
        tests: &["each_kind_of_token_can_inspect_each_kind"],
    },
    Guess {
        situation: "debug_token is called for an invalid token",
        emulated: "200 with is_valid false, code 190 and no scopes",
        reason: "Clients expect this; Meta's page does not show it.",
        relied_on: &[],
        tests: &["an_invalid_token_is_reported_without_an_error"],
    },
    Guess {
        situation: "An app's token is used on a Page, a person or a persona",
        emulated: "400, code 100/33, and 190/2069032 on the edges of a Page",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &["an_app_token_has_no_pages"],
    },
    Guess {
        situation: "Conversations are listed",
        emulated: "The one with the newest message first, 25 by default; people without messages have no conversation; platforms other than messenger and instagram fail, and instagram has no conversations",
        reason: "Order and default are not documented.",
        relied_on: &["ListConversations"],
        tests: &[
            "the_conversation_with_the_newest_message_is_first",
            "invalid_requests_for_conversations_fail",
        ],
    },
    Guess {
        situation: "A conversation is read without fields",
        emulated: "id and updated_time",
        reason: "Meta's examples have no such request.",
        relied_on: &[],
        tests: &["the_conversation_with_the_newest_message_is_first"],
    },
    Guess {
        situation: "A conversation's unread_count, can_reply, is_owner and link",
        emulated: "Messages of the person after the Page's last message or read receipt; whether the 24-hour window is open; whether the app controls the conversation; a path with the ids of Page and conversation",
        reason: "The fields are in Meta's own code, without their rules.",
        relied_on: &["Conversation"],
        tests: &["conversations_have_unread_count_and_window", "seen_messages_are_read"],
    },
    Guess {
        situation: "Fields of messages are requested within a conversation",
        emulated: "The 20 newest messages have them, older ones id and created_time only; a nested list has its own paging, on /{conversation-id}/messages",
        reason: "It works in practice and is not documented.",
        relied_on: &["GetConversation"],
        tests: &[
            "nested_messages_have_fields_limit_and_paging",
            "only_the_twenty_newest_can_be_read",
        ],
    },
    Guess {
        situation: "A message older than the 20 newest is read",
        emulated: "400, code 9000001 without a prefix",
        reason: "Code and message are documented, but not the status.",
        relied_on: &["GetMessage"],
        tests: &["only_the_twenty_newest_can_be_read"],
    },
    Guess {
        situation: "An unknown field of a conversation or message is requested",
        emulated: "400, code 100, with the node types UnifiedThread, UnifiedMessage and UnifiedThreadParticipant",
        reason: "The first name is in Meta's own code; the others are similar.",
        relied_on: &[],
        tests: &["invalid_requests_for_conversations_fail", "an_unknown_message_is_refused"],
    },
    Guess {
        situation: "An id starts with t_ or m_ and is unknown, or another Page's",
        emulated: "400, code 100/33",
        reason: "As for other unknown ids.",
        relied_on: &["GetConversation", "GetMessage"],
        tests: &["another_pages_conversation_is_unknown", "an_unknown_message_is_refused"],
    },
    Guess {
        situation: "A person is read without fields",
        emulated: "first_name, last_name, profile_pic and id; the first word of a name is the first name",
        reason: "The examples of Meta's page have fields.",
        relied_on: &["Person"],
        tests: &["a_name_is_split_into_parts"],
    },
    Guess {
        situation: "locale, timezone or gender of a person is requested",
        emulated: "It is omitted, as without its permission",
        reason: "Meta names the permissions, but not what happens without them.",
        relied_on: &["Person"],
        tests: &["a_name_is_split_into_parts"],
    },
    Guess {
        situation: "A person has no profile",
        emulated: "400, code 100/2018218",
        reason: "The subcode is documented without a code or status.",
        relied_on: &["GetPerson"],
        tests: &["a_person_without_profile_fails"],
    },
    Guess {
        situation: "An attachment is uploaded without is_reusable, or with false",
        emulated: "400, code 100",
        reason: "Meta says that only reusable attachments can be sent.",
        relied_on: &["UploadAttachment"],
        tests: &["each_invalid_upload_has_its_message"],
    },
    Guess {
        situation: "An attachment is uploaded",
        emulated: "Its URL is stored and never downloaded; its id expires after 90 days",
        reason: "Meta downloads it at once, and fails with 2018008 if it cannot.",
        relied_on: &["UploadedAttachment"],
        tests: &["an_upload_is_available_to_its_page_for_90_days"],
    },
    Guess {
        situation: "A conversation's owner",
        emulated: "The app that control was passed to, for 24 hours; otherwise the app that sent a message within 24 hours before the newest message, or else the Page's default app, until 24 hours after that message",
        reason: "Meta says that control ends after 24 hours without activity, but not what activity is.",
        relied_on: &["ThreadOwner"],
        tests: &[
            "a_conversation_is_idle_a_day_after_its_newest_message",
            "without_a_default_app_the_replying_app_has_control",
        ],
    },
    Guess {
        situation: "The Page sends a message after passing control to another app",
        emulated: "It is sent; it fails with 10/2018300 only if the control plane gave control to another app",
        reason: "The emulator has no second app that could return control.",
        relied_on: &["ControlThread"],
        tests: &[
            "another_app_has_control_for_a_day",
            "a_conversation_of_another_app_rejects_messages",
        ],
    },
    Guess {
        situation: "Control is taken by an app that is not the default app",
        emulated: "400, code 10",
        reason: "Meta says that it must be the default app, but not the error. In the emulator, the app is the default app unless changed.",
        relied_on: &["ControlThread"],
        tests: &["only_the_default_app_can_take_control_and_see_other_owners"],
    },
    Guess {
        situation: "Control is requested",
        emulated: "200 without an effect, with or without a default app",
        reason: "The emulator has no second app that could receive the request.",
        relied_on: &["ControlThread"],
        tests: &["control_is_passed_taken_extended_and_released"],
    },
    Guess {
        situation: "The owner of an idle conversation is read",
        emulated: "An empty list in data",
        reason: "Meta says \"an empty API response\".",
        relied_on: &["GetThreadOwner"],
        tests: &["a_conversation_is_idle_a_day_after_its_newest_message"],
    },
    Guess {
        situation: "duration, target_app_id or recipient of a thread control request is invalid",
        emulated: "400, code 100, and 100/2018001 for an unknown person",
        reason: "Only the limit of seven days is documented.",
        relied_on: &["ExtendDuration"],
        tests: &["each_invalid_thread_control_has_its_codes"],
    },
    Guess {
        situation: "The requests of a batch are handled",
        emulated: "In order, each with the state after the ones before it; faults apply to each",
        reason: "Meta says that independent requests run in parallel, and elsewhere that they run in order.",
        relied_on: &["Batch"],
        tests: &[
            "each_request_of_a_batch_has_its_response_at_its_index",
            "faults_apply_to_each_request_of_a_batch",
        ],
    },
    Guess {
        situation: "A request of a batch has a connection fault",
        emulated: "null for no_answer and reset; the other faults have no effect",
        reason: "Meta documents null for requests that time out; the requests of a batch have no connection of their own.",
        relied_on: &["BatchItemError"],
        tests: &["a_request_without_response_is_null_in_a_batch"],
    },
    Guess {
        situation: "A message passes control without an app_id",
        emulated: "To the Page's default app",
        reason: "Meta's page says so; it is not documented what happens without a default app, and the conversation becomes idle.",
        relied_on: &["HandOver"],
        tests: &["a_message_can_pass_control"],
    },
    Guess {
        situation: "A batch has no requests, more than 50, or an invalid one",
        emulated: "400, code 100, and no request is handled; the type is GraphBatchException for more than 50",
        reason: "Limit, type and message are captured; the code is not.",
        relied_on: &["Batch"],
        tests: &["an_invalid_batch_fails_as_a_whole"],
    },
    Guess {
        situation: "A request of a batch refers to another one with {result=…}, or to a file",
        emulated: "The whole batch fails with 400, code 100",
        reason: "It is documented and not emulated; a name without references is ignored.",
        relied_on: &[],
        tests: &["an_invalid_batch_fails_as_a_whole"],
    },
    Guess {
        situation: "A batch is posted with an invalid token, or to an unknown id",
        emulated: "The token fails before any request; the id is ignored",
        reason: "Meta only says that the token is required.",
        relied_on: &["Batch"],
        tests: &[
            "a_batch_needs_a_valid_token",
            "a_batch_can_be_posted_to_any_node_in_form_query_or_json",
        ],
    },
    Guess {
        situation: "A request of a batch is a batch",
        emulated: "400, code 100/33",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &["a_batch_contains_neither_batches_nor_control_requests"],
    },
    Guess {
        situation: "Content type of a response",
        emulated: "text/javascript, unless Accept names application/json or is */* alone",
        reason: "Both are captured, with and without an Accept that names JSON.",
        relied_on: &[],
        tests: &["json_has_the_media_type_of_javascript_unless_accepted"],
    },
    Guess {
        situation: "HTTP status of errors",
        emulated: "400; 403 for a missing permission and the app's limit, 500 for codes 1 and 2",
        reason: "400 is captured for most; the others were seen or are allowed by Meta's schema, and may vary.",
        relied_on: &[],
        tests: &["errors_are_400_except_for_permissions_limits_and_server_errors"],
    },
    Guess {
        situation: "A recipient has no valid identifier, or several",
        emulated: "400, code 100, naming the valid ones",
        reason: "Meta's reference says \"one of the following\", but not what happens otherwise.",
        relied_on: &["Recipient"],
        tests: &["a_recipient_has_exactly_one_identifier"],
    },
    Guess {
        situation: "A message is sent to a notification token",
        emulated: "It is accepted, and the response has no recipient_id",
        reason: "Meta documents this for user_ref and phone_number; no response for tokens was found.",
        relied_on: &["NotificationToken", "SentMessage"],
        tests: &["recipients_without_id_get_messages"],
    },
    Guess {
        situation: "A message replies to a comment or post",
        emulated: "The author is generated from the id and becomes one of the Page's people; a second reply fails with 10900. The age of the comment is unknown, so the limit of 7 days does not apply",
        reason: "Meta documents one private reply within 7 days without an error; 10900 and its message are captured.",
        relied_on: &["Recipient"],
        tests: &["a_comment_can_be_replied_to_once"],
    },
    Guess {
        situation: "A sender action is sent to a recipient without an id",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
        relied_on: &["SendSenderAction"],
        tests: &["a_recipient_has_exactly_one_identifier"],
    },
    Guess {
        situation: "recipient, an attachment, payload, template, element or button, reply_to or thread_control has an unknown member",
        emulated: "400, code 100, with the message that is captured for message, and the path of the object; members of another type of button are ignored",
        reason: "It is captured for message and quick replies only. The known members are the documented ones; null counts as a member.",
        relied_on: &["Template", "Button"],
        tests: &[
            "unknown_members_are_named_at_every_depth",
            "unknown_members_outside_of_the_message_are_named",
        ],
    },
    Guess {
        situation: "persona_id is inside of message",
        emulated: "It is ignored, and the Page is the sender",
        reason: "It was reported in issues, although other unknown members fail.",
        relied_on: &[],
        tests: &["without_a_persona_id_the_page_is_the_sender"],
    },
    Guess {
        situation: "A message has sticker_id, dynamic_text or template",
        emulated: "They are ignored",
        reason: "Meta documents them; they are not emulated.",
        relied_on: &[],
        tests: &["documented_members_that_are_not_emulated_are_ignored"],
    },
    Guess {
        situation: "A URL other than a button's has a placeholder such as ${SHOP_URL}, or a URL has one after its host",
        emulated: "400, code 100/2018032",
        reason: "It is captured for a button with a URL that starts with a placeholder.",
        relied_on: &[],
        tests: &["a_url_with_a_placeholder_fails"],
    },
    Guess {
        situation: "A message has attachments together with text or attachment, or attachments other than images",
        emulated: "400, code 100/2018018, or 100",
        reason: "Meta's examples have images with a URL only; the code is captured for text with attachment.",
        relied_on: &["Content"],
        tests: &["several_images_are_one_message"],
    },
    Guess {
        situation: "A template has a type other than generic, button, media, receipt, product, coupon and customer_feedback",
        emulated: "400, code 100, \"Invalid template type\"",
        reason: "The message is captured. Meta has or had more types, which are not emulated.",
        relied_on: &[],
        tests: &["an_unknown_template_type_fails"],
    },
    Guess {
        situation: "A member of a template, button or quick reply is missing, too long or of the wrong type",
        emulated: "400, code 100 with the path of the member, and a subcode if captured; 194 for too few and 105 for too many elements",
        reason: "Meta documents the limits; the messages are captured for some members and used for the others. Lengths are in Unicode code points.",
        relied_on: &["Template", "Button", "QuickReply"],
        tests: &[
            "a_generic_template_has_its_limits",
            "a_button_template_has_its_limits",
            "each_invalid_button_has_its_codes",
            "quick_replies_have_their_limits",
        ],
    },
    Guess {
        situation: "A media template or product refers to something that does not exist",
        emulated: "The codes are Meta's, the messages are not; any Facebook URL and any numeric product id is accepted",
        reason: "Meta documents the codes; the emulator downloads nothing.",
        relied_on: &["MediaTemplate", "ProductTemplate"],
        tests: &["a_media_template_needs_a_facebook_url", "products_have_numeric_ids"],
    },
    Guess {
        situation: "A receipt has an order_number that was used before, or an unknown currency",
        emulated: "Both are accepted, if the currency has three capital letters",
        reason: "Meta says that the number must be unique; neither the error nor the list of currencies is documented.",
        relied_on: &["ReceiptTemplate"],
        tests: &["a_receipt_has_required_fields_and_limits"],
    },
    Guess {
        situation: "A file is sent by its URL, or uploaded with the message",
        emulated: "It is never downloaded; an invalid URL fails with 100, and a file of another type with 100/2018047",
        reason: "Meta's checks need the file; the code is documented, but not its conditions.",
        relied_on: &["FileSource"],
        tests: &[
            "each_invalid_attachment_has_its_codes",
            "a_file_can_be_uploaded_with_the_message",
        ],
    },
    Guess {
        situation: "A property of the Messenger profile has an invalid value, or no default locale",
        emulated: "400 and code 100, 105 or 194, with the messages of other endpoints; the payload of a Get Started button and of an ice breaker has at most 1,000 characters, as that of a button",
        reason: "Meta documents the limits, and no error for them.",
        relied_on: &[],
        tests: &[
            "a_greeting_has_160_characters_and_a_default_locale",
            "a_get_started_button_has_a_payload",
            "ice_breakers_have_up_to_four_questions_in_either_format",
            "domains_are_fully_qualified_and_have_https",
            "commands_have_their_limits",
        ],
    },
    Guess {
        situation: "The Messenger profile is read or deleted without fields or with an unknown one, or set without a property",
        emulated: "400, code 100; unknown parameters next to a property are ignored, and home_url and target_audience fail with code 11",
        reason: "Meta documents that fields is required and both properties are deprecated, and not the errors.",
        relied_on: &[],
        tests: &["unknown_and_deprecated_properties_fail"],
    },
    Guess {
        situation: "The Get Started button is deleted and the persistent menu is kept",
        emulated: "400, code 100/2018145",
        reason: "It is the error of a menu without the button; deleting both by one request works.",
        relied_on: &[],
        tests: &["a_persistent_menu_needs_a_get_started_button"],
    },
    Guess {
        situation: "A button with messenger_extensions is sent, and only another subdomain is whitelisted",
        emulated: "400, code 100/2018063; a domain of the same request does not count for a persistent menu",
        reason: "Meta says that the domain is whitelisted with its subdomain. The subcode was captured for profiles, where a domain of the same request did not count for home_url; of messages, the wording was captured without it.",
        relied_on: &[],
        tests: &[
            "messenger_extensions_need_a_whitelisted_domain",
            "messenger_extensions_in_a_menu_need_a_domain_whitelisted_before",
        ],
    },
    Guess {
        situation: "Ice breakers with locales are read",
        emulated: "They are in ice_breakers, as they were set",
        reason: "Meta's example has them directly in data; clients read them from ice_breakers.",
        relied_on: &[],
        tests: &["properties_are_set_read_replaced_and_deleted"],
    },
    Guess {
        situation: "The Messenger profile of Instagram is read or set, or there are more than 10 requests to a profile in 10 minutes",
        emulated: "The first fails with code 100, the second is not limited",
        reason: "There is no Instagram account here; Meta documents the limit, and not its error.",
        relied_on: &[],
        tests: &["unknown_and_deprecated_properties_fail"],
    },
    Guess {
        situation: "A file in a message is read back, and was sent by its URL",
        emulated: "The URL is the one that was sent, also as preview_url; the type follows from the extension in the URL; size (65,536), width and height (960 × 720) and length (5 seconds) are always the same",
        reason: "Meta shows a copy at an address of its own; the emulator fetches no file.",
        relied_on: &["ReceivedAttachment", "MediaData"],
        tests: &[
            "a_picture_is_read_back_as_graph_shows_it",
            "each_kind_of_file_has_its_own_members",
        ],
    },
    Guess {
        situation: "A file in a message is read back, and was uploaded",
        emulated: "Name, type, size, and width and height of PNG, GIF and JPEG images are those of the upload; an image has the URL of a drawn one, the URL of other files answers 410",
        reason: "The emulator does not keep the bytes of files.",
        relied_on: &["ReceivedAttachment"],
        tests: &["an_uploaded_file_keeps_its_name_type_and_size"],
    },
    Guess {
        situation: "A file that can be sent again is read back",
        emulated: "Its id is its attachment_id",
        reason: "Nothing is documented.",
        relied_on: &["ReceivedAttachment"],
        tests: &["a_file_that_is_sent_again_has_its_attachment_id"],
    },
    Guess {
        situation: "A message with a template is read back",
        emulated: "A generic template is one attachment for each element; the text of a button template is the title of one; a media template is a file; of others, title and subtitle are shown",
        reason: "Only a generic template with one element was published.",
        relied_on: &["ReceivedAttachment"],
        tests: &["a_template_is_read_back_by_its_elements"],
    },
    Guess {
        situation: "The tags of a message are read",
        emulated: "inbox, and source:mobile for a person's message or sent for one of the Page; the list of attachments has no paging, and shares are left out",
        reason: "The first two are captured, the last is not documented.",
        relied_on: &[],
        tests: &[
            "a_picture_is_read_back_as_graph_shows_it",
            "a_person_sends_a_picture_which_the_page_reads",
        ],
    },
    Guess {
        situation: "An attachment_id is sent with a type other than that of the attachment",
        emulated: "400, code 100/2018047",
        reason: "Nothing is documented.",
        relied_on: &["FileSource"],
        tests: &["a_reusable_file_can_be_sent_again_for_90_days_by_its_page"],
    },
    Guess {
        situation: "A tag is sent without messaging_type, or with one other than MESSAGE_TAG; MESSAGE_TAG is sent without a tag",
        emulated: "The first counts as MESSAGE_TAG, the others fail with 100",
        reason: "Nothing is documented.",
        relied_on: &["MessagingType"],
        tests: &["unknown_and_ended_tags_fail", "a_human_agent_has_seven_days"],
    },
    Guess {
        situation: "A tag is unknown",
        emulated: "400, code 100, \"Invalid tag.\"",
        reason: "Meta documents the code; the message is captured.",
        relied_on: &["MessageTag"],
        tests: &["unknown_and_ended_tags_fail"],
    },
    Guess {
        situation: "The tag CUSTOMER_FEEDBACK is sent without its template",
        emulated: "400, code 100",
        reason: "Meta says that the tag is for this template only, but not what happens otherwise.",
        relied_on: &["MessageTag"],
        tests: &["feedback_can_be_requested_late_with_its_tag"],
    },
    Guess {
        situation: "NON_PROMOTIONAL_SUBSCRIPTION is sent outside the 24-hour window",
        emulated: "400, code 10/2018065",
        reason: "Emulated Pages are not news Pages; the code is Meta's for those.",
        relied_on: &["MessagingType"],
        tests: &["a_human_agent_has_seven_days"],
    },
    Guess {
        situation: "messaging_type is UTILITY",
        emulated: "It is like any other in the window, and fails outside of it",
        reason: "Utility templates are not emulated.",
        relied_on: &[],
        tests: &["utility_is_like_any_other_inside_the_window"],
    },
    Guess {
        situation: "reply_to or a reaction has the id of another conversation's message, or an unknown one",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
        relied_on: &["Reaction"],
        tests: &[
            "a_reply_needs_a_message_of_the_conversation",
            "a_page_sets_changes_and_removes_a_reaction",
        ],
    },
    Guess {
        situation: "reply_to is sent outside the 24-hour window, with a tag",
        emulated: "400, code 10/2018278",
        reason: "Meta requires a message of the person in the last 24 hours, without naming the error.",
        relied_on: &[],
        tests: &["a_late_reaction_succeeds_and_a_late_reply_fails"],
    },
    Guess {
        situation: "A Page reacts outside the 24-hour window, or with something other than an emoji",
        emulated: "The first is accepted, the second fails with 100",
        reason: "Meta documents \"any emoji\", without an error.",
        relied_on: &["Reaction"],
        tests: &[
            "a_late_reaction_succeeds_and_a_late_reply_fails",
            "a_page_sets_changes_and_removes_a_reaction",
        ],
    },
    Guess {
        situation: "A message has thread_control",
        emulated: "It is validated, stored with the message, and applied; no app is notified",
        reason: "What other apps do is not emulated.",
        relied_on: &["HandOver"],
        tests: &["thread_control_is_stored_with_the_message"],
    },
    Guess {
        situation: "An appsecret_proof is wrong, too old, or has a time in the future",
        emulated: "400, code 100, \"Invalid appsecret_proof\"; the time may differ by five minutes from the emulator's clock",
        reason: "Code and message are captured for a wrong proof; Meta documents five minutes.",
        relied_on: &["AppSecretProof"],
        tests: &[
            "a_proof_is_checked_although_not_required",
            "a_proof_with_a_time_is_valid_for_five_minutes",
        ],
    },
    Guess {
        situation: "A request has pretty=1",
        emulated: "Three spaces of indentation",
        reason: "It was seen, and is not documented.",
        relied_on: &[],
        tests: &["pretty_json_keeps_its_order_and_its_escapes"],
    },
    Guess {
        situation: "A request has a callback",
        emulated: "The status is unchanged, an invalid function name fails with 100, and the response is a call of the function after an empty comment",
        reason: "Meta documents JSONP without details.",
        relied_on: &[],
        tests: &["a_callback_is_the_name_of_a_function", "the_response_has_the_requested_format"],
    },
    Guess {
        situation: "Rate limits",
        emulated: "There is none until the control plane sets one; headers appear at 1 percent, or after a percentage was set",
        reason: "Meta documents that they appear \"once enough calls have been made\"; its limits would fail a test suite.",
        relied_on: &["Usage"],
        tests: &["usage_headers_appear_above_one_percent"],
    },
    Guess {
        situation: "A meter counts",
        emulated: "Every request with a valid token, also if it fails: personas and Pages as pages, messages as messenger, all as app. total_time and total_cputime equal call_count. Windows slide in sixty steps; after a start the meters are empty",
        reason: "Meta documents the windows (an hour, 24 hours), but not the bucket of personas or the measurement of time.",
        relied_on: &["Usage"],
        tests: &[
            "requests_without_a_token_are_not_counted",
            "a_full_meter_fails_requests_until_time_passes",
        ],
    },
    Guess {
        situation: "A Page's messages reach their limit",
        emulated: "400, code 80006, with the message of 80001",
        reason: "Meta documents the code without a message.",
        relied_on: &["Usage", "RetryPolicy"],
        tests: &["a_full_meter_fails_requests_until_time_passes"],
    },
    Guess {
        situation: "The faults cut_body, no_answer, truncated_json, wrong_types and slow",
        emulated: "The request is applied; with reset and the web pages it is not",
        reason: "Both are possible, so both can be tested.",
        relied_on: &["RetryPolicy", "AmbiguousOutcome"],
        tests: &["lost_responses_were_applied_and_reset_requests_were_not"],
    },
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient},
    };

    #[test]
    fn each_guess_has_its_texts() {
        for guess in GUESSES {
            for text in [guess.situation, guess.emulated, guess.reason] {
                assert!(text.len() > 5 && text.trim() == text, "{guess:?}");
            }
        }
    }

    #[test]
    fn errors_are_400_except_for_permissions_limits_and_server_errors() {
        for (fault, status) in [
            ("token_expired", 400),
            ("permission", 403),
            ("rate_limit_app", 403),
            ("transient", 500),
            ("unknown", 500),
        ] {
            let mut client = TestClient::demo();
            client.post("/_emulator/faults", &json!({"fault": fault}));
            let request = Request::new("GET", ORIGIN, &format!("/me?access_token={TOKEN}"));
            assert_eq!(client.send(&request).status, status, "{fault}");
        }
    }
}
