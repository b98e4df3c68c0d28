//! What is not a guess: documented by Meta, or seen.

/// What Graph is known to do, and the emulator does too. What it guesses is in
/// [`GUESSES`](crate::GUESSES).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// What happens.
    pub what: &'static str,
    /// How that is known.
    pub source: Source,
    /// The tests that hold it.
    pub tests: &'static [&'static str],
}

/// How something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The page of Meta's that says so.
    Documented(&'static str),
    /// Where it was seen: in a capture, in Meta's source, in somebody's report.
    Seen(&'static str),
}

/// Every known behaviour of this emulator.
pub const BEHAVIOURS: &[Behaviour] = &[
    Behaviour {
        what: "The requests that Meta's pages print get the answers that they print",
        source: Source::Documented(PERSONAS),
        tests: &[
            "the_emulator_answers_the_documentations_requests_as_documented",
            "the_pages_curl_lines_answer_as_documented",
        ],
    },
    Behaviour {
        what: "Any sequence of calls leads where the documentation says",
        source: Source::Documented(PERSONAS),
        tests: &["the_emulator_and_a_naive_model_agree"],
    },
    Behaviour {
        what: "Creating a persona answers its id, and it can be read and is listed from then on",
        source: Source::Documented(PERSONAS),
        tests: &["a_created_persona_is_first_in_the_list_and_can_be_read"],
    },
    Behaviour {
        what: "A persona's name has at most 50 characters",
        source: Source::Documented(PERSONAS),
        tests: &["each_mistake_in_a_create_has_its_message"],
    },
    Behaviour {
        what: "A persona cannot be changed",
        source: Source::Documented(PERSONAS_EDGE),
        tests: &["there_is_no_update"],
    },
    Behaviour {
        what: "A deleted persona is no longer listed and can no longer send",
        source: Source::Documented(PERSONAS),
        tests: &[
            "a_deleted_persona_is_gone_and_its_id_is_not_given_again",
            "a_persona_that_cannot_speak_is_named",
        ],
    },
    Behaviour {
        what: "Messages keep the name and picture of a persona that is deleted later",
        source: Source::Documented(PERSONAS),
        tests: &["a_message_keeps_the_face_it_was_sent_with"],
    },
    Behaviour {
        what: "Without persona_id a message is the Page's",
        source: Source::Documented(PERSONAS),
        tests: &["without_a_persona_beside_the_message_the_page_speaks"],
    },
    Behaviour {
        what: "typing_on and typing_off work as a persona too",
        source: Source::Documented(FIRST_PERSONAS),
        tests: &["dots_end_after_20_seconds"],
    },
    Behaviour {
        what: "Typing dots end by themselves after 20 seconds",
        source: Source::Documented(SENDER_ACTIONS),
        tests: &["dots_end_after_20_seconds"],
    },
    Behaviour {
        what: "mark_seen marks what the person wrote",
        source: Source::Documented(SENDER_ACTIONS),
        tests: &["mark_seen_is_the_pages"],
    },
    Behaviour {
        what: "A Page may write until 24 hours after the person did, else 10/2018278",
        source: Source::Documented(MESSENGER_ERRORS),
        tests: &["the_window_closes_24_hours_after_the_last_message_and_opens_with_the_next"],
    },
    Behaviour {
        what: "A reaction of the person opens those 24 hours too",
        source: Source::Documented(SEND_API),
        tests: &["a_person_reacts_which_opens_the_window_and_takes_it_back"],
    },
    Behaviour {
        what: "A message and a sender_action at once are refused with 100/2018014, a recipient that is nobody with 100/2018001",
        source: Source::Documented(MESSENGER_ERRORS),
        tests: &["each_mistake_in_a_send_has_its_codes"],
    },
    Behaviour {
        what: "Each fault has the code and subcode of Meta's table",
        source: Source::Documented(MESSENGER_ERRORS),
        tests: &["each_fault_is_met_once_with_its_codes"],
    },
    Behaviour {
        what: "A list ends where next is absent; next and previous lead forth and back",
        source: Source::Documented(RESULTS),
        tests: &["a_list_is_walked_to_its_end_and_back"],
    },
    Behaviour {
        what: "fields chooses the members of an answer, and the id is always among them",
        source: Source::Documented(RESULTS),
        tests: &["the_id_is_always_there"],
    },
    Behaviour {
        what: "An error has message, type, code and fbtrace_id, and subcode and words for people where there are some",
        source: Source::Documented(ERRORS),
        tests: &["the_envelope_is_the_captured_one"],
    },
    Behaviour {
        what: "A version that has ended is answered by the oldest one there is",
        source: Source::Documented(VERSIONS),
        tests: &["ended_versions_are_answered_by_the_oldest_and_future_ones_are_unknown"],
    },
    Behaviour {
        what: "/me is the Page behind the token",
        source: Source::Documented(GRAPH),
        tests: &["me_is_the_page_behind_the_token"],
    },
    Behaviour {
        what: "A picture is an object with data, and in it url, height, width and is_silhouette",
        source: Source::Documented(GRAPH),
        tests: &["a_picture_is_wrapped_as_graph_wraps_it"],
    },
    Behaviour {
        what: "A person can be written to by user_ref or phone_number, and the answer has no recipient_id",
        source: Source::Documented(SEND_API),
        tests: &["who_cannot_be_looked_up_gets_a_message_and_has_no_id"],
    },
    Behaviour {
        what: "A comment or post is answered in private once",
        source: Source::Documented(PRIVATE_REPLIES),
        tests: &["a_comment_is_answered_once_and_makes_its_author_known"],
    },
    Behaviour {
        what: "Generic, button, media, receipt, product, coupon and customer feedback templates have the parts and limits of Meta's pages",
        source: Source::Documented(TEMPLATES),
        tests: &[
            "a_generic_template_has_its_limits",
            "a_button_template_has_its_limits",
            "a_media_template_shows_what_is_at_facebook",
            "a_receipt_has_what_a_receipt_needs",
            "products_are_named_by_their_ids",
            "a_coupon_has_a_code_or_an_address",
            "a_form_asks_one_question",
        ],
    },
    Behaviour {
        what: "Each kind of button is taken with what it needs",
        source: Source::Documented(BUTTONS),
        tests: &["each_kind_of_button_is_taken", "each_mistake_in_a_button_has_its_codes"],
    },
    Behaviour {
        what: "A message has up to 13 quick replies, with titles of 20 characters and payloads of 1,000",
        source: Source::Documented(QUICK_REPLIES),
        tests: &["quick_replies_have_their_limits", "quick_replies_alone_are_no_message"],
    },
    Behaviour {
        what: "A reusable file is sent again by its attachment_id, for 90 days and by its Page alone",
        source: Source::Documented(SAVING_ASSETS),
        tests: &[
            "a_reusable_file_can_be_sent_again_for_90_days_by_its_page",
            "an_upload_is_kept_for_its_page_for_90_days",
        ],
    },
    Behaviour {
        what: "A message carries up to 30 pictures",
        source: Source::Documented(SEND),
        tests: &["several_pictures_are_one_message"],
    },
    Behaviour {
        what: "The tag HUMAN_AGENT opens seven days, CUSTOMER_FEEDBACK its template, and the tags that ended in April 2026 nothing",
        source: Source::Documented(SEND_API),
        tests: &[
            "a_human_agent_has_seven_days",
            "feedback_can_be_asked_for_late_with_its_tag",
            "tags_that_ended_or_never_were_are_refused",
        ],
    },
    Behaviour {
        what: "A Page reacts to a message and takes it back",
        source: Source::Documented(SENDER_ACTIONS),
        tests: &["a_page_reacts_changes_its_mind_and_takes_it_back"],
    },
    Behaviour {
        what: "A conversation is passed, taken, requested, released and extended for up to seven days, and its owner can be asked for",
        source: Source::Documented(ROUTING),
        tests: &[
            "it_is_passed_taken_extended_and_released",
            "a_conversation_that_was_given_away_cannot_be_written_to",
            "only_the_default_app_takes_and_sees_who_else_has_it",
        ],
    },
    Behaviour {
        what: "Conversations are listed with participants, read with their messages, and only the 20 newest messages have a content",
        source: Source::Documented(CONVERSATIONS),
        tests: &[
            "a_list_of_conversations_is_walked_with_its_fields",
            "messages_are_nested_with_fields_a_limit_and_a_next_page",
            "only_the_twenty_newest_can_be_read",
        ],
    },
    Behaviour {
        what: "A person has first_name, last_name and profile_pic; without access to profiles the answer is an empty object",
        source: Source::Documented(USER_PROFILE),
        tests: &["a_name_comes_whole_and_in_parts", "an_app_without_access_gets_an_empty_object"],
    },
    Behaviour {
        what: "A user's Pages come with their tokens, tasks and categories",
        source: Source::Documented(MANAGING),
        tests: &["each_page_comes_with_its_token_and_tasks", "the_list_is_walked_page_by_page"],
    },
    Behaviour {
        what: "A token is looked at with debug_token, by another token",
        source: Source::Documented(DEBUGGING),
        tests: &[
            "each_kind_of_token_is_told_by_each",
            "it_needs_a_token_of_its_own_and_one_to_look_at",
        ],
    },
    Behaviour {
        what: "A batch carries up to 50 calls, each with its own answer in its place, and null for one that never came",
        source: Source::Documented(BATCH),
        tests: &[
            "each_call_has_its_own_answer_in_its_place",
            "a_call_may_have_a_token_of_its_own",
            "a_call_whose_answer_never_comes_is_null",
        ],
    },
    Behaviour {
        what: "appsecret_proof is the HMAC of the token with the app's secret, and can be required",
        source: Source::Documented(SECURING),
        tests: &[
            "a_proof_that_is_given_is_checked",
            "a_proof_can_be_required_here_and_by_the_seed",
        ],
    },
    Behaviour {
        what: "Usage headers show percentages of the app's, the Page's and Messenger's meters, and the minutes until access is regained",
        source: Source::Documented(RATE_LIMITING),
        tests: &[
            "headers_appear_once_enough_calls_were_made",
            "a_full_meter_refuses_and_regains_with_time",
        ],
    },
    Behaviour {
        what: "Files come in multipart bodies, with the other parameters beside them",
        source: Source::Documented(SAVING_ASSETS),
        tests: &["a_multipart_body_has_fields_and_files", "a_file_may_come_with_the_message"],
    },
    Behaviour {
        what: "The token may be in the query, a form, JSON, or Authorization as Bearer or OAuth",
        source: Source::Seen("Meta's reference and its uploads, each in another place"),
        tests: &["a_token_may_stand_in_header_query_form_or_json"],
    },
    Behaviour {
        what: "Parameters of query and body are one: persona_id may be in the query of a JSON message",
        source: Source::Seen("GoogleCloudPlatform/dialogflow-integrations#205"),
        tests: &["query_and_body_are_merged_and_the_body_wins"],
    },
    Behaviour {
        what: "persona_id inside message is overlooked, and the Page speaks",
        source: Source::Seen("reports in issues"),
        tests: &["without_a_persona_beside_the_message_the_page_speaks"],
    },
    Behaviour {
        what: "A persona that is dropped leaves an answer that looks right (fault persona_dropped)",
        source: Source::Seen("the source of a client in production, 2026"),
        tests: &["a_dropped_persona_leaves_an_answer_that_looks_right"],
    },
    Behaviour {
        what: "A blocked link or picture is refused with 368/1346003",
        source: Source::Seen("fbsamples/original-coast-clothing#67"),
        tests: &["each_fault_is_met_once_with_its_codes"],
    },
    Behaviour {
        what: "An unknown id and another Page's are refused with 100/33, with the verb in the message",
        source: Source::Seen("a capture of 2022"),
        tests: &[
            "another_pages_persona_is_as_unknown_as_none",
            "a_deleted_persona_is_gone_and_its_id_is_not_given_again",
        ],
    },
    Behaviour {
        what: "An unknown edge or version is refused with 2500, a name instead of an id with 803",
        source: Source::Seen("captures and reports"),
        tests: &["each_wrong_address_has_its_codes"],
    },
    Behaviour {
        what: "Without a token: 104, and 2500 on /me",
        source: Source::Seen("captures"),
        tests: &["a_call_without_a_good_token_says_which_mistake_it_is"],
    },
    Behaviour {
        what: "A user's token on an edge of a Page is refused with 190/2069032",
        source: Source::Seen("a capture"),
        tests: &["a_user_sees_pages_and_may_not_use_their_edges"],
    },
    Behaviour {
        what: "next holds the token, the Page's id and the version that answered; cursors are there on the last listing too",
        source: Source::Seen("the tests of messaging-apis, captured in 2018"),
        tests: &["next_is_written_as_graph_writes_it", "a_list_is_walked_to_its_end_and_back"],
    },
    Behaviour {
        what: "An empty list has no paging",
        source: Source::Seen("other edges"),
        tests: &["an_empty_page_answers_no_paging"],
    },
    Behaviour {
        what: "Slashes and what is not ASCII are escaped, and members stand in Graph's order",
        source: Source::Seen("captures"),
        tests: &[
            "slashes_and_what_is_not_ascii_are_escaped",
            "members_stand_in_graphs_order_and_slashes_are_escaped",
        ],
    },
    Behaviour {
        what: "The fbtrace_id of an error is the header x-fb-request-id",
        source: Source::Seen("a capture of 2022"),
        tests: &["the_trace_is_in_header_and_body_and_differs_from_call_to_call"],
    },
    Behaviour {
        what: "Errors carry www-authenticate and are not to be kept; answers are private",
        source: Source::Seen("captures of 2016 to 2022"),
        tests: &["errors_are_not_kept_and_carry_a_challenge", "successes_are_private"],
    },
    Behaviour {
        what: "facebook-api-version names the version that answered",
        source: Source::Seen("captures"),
        tests: &["the_version_that_answered_is_named"],
    },
    Behaviour {
        what: "Pages of any origin may read answers and errors; a bad token in the URL fails the preflight",
        source: Source::Seen("captures, and facebook-nodejs-business-sdk#91"),
        tests: &["browsers_may_ask_and_read_from_anywhere"],
    },
];

const BATCH: &str = "https://developers.facebook.com/docs/graph-api/batch-requests";
const BUTTONS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/buttons";
const CONVERSATIONS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations";
const DEBUGGING: &str = "https://developers.facebook.com/docs/facebook-login/access-tokens/debugging-and-error-handling";
const MANAGING: &str = "https://developers.facebook.com/docs/pages/managing";
const PRIVATE_REPLIES: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/private-replies";
const QUICK_REPLIES: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies";
const RATE_LIMITING: &str = "https://developers.facebook.com/docs/graph-api/overview/rate-limiting";
const ROUTING: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing";
const SAVING_ASSETS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets";
const SECURING: &str = "https://developers.facebook.com/docs/graph-api/guides/secure-requests";
const SEND: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages";
const SEND_API: &str = "https://developers.facebook.com/docs/messenger-platform/reference/send-api";
const TEMPLATES: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates";
const USER_PROFILE: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile";
const ERRORS: &str = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const FIRST_PERSONAS: &str =
    "https://developers.facebook.com/docs/messenger-platform/send-messages/personas";
const GRAPH: &str = "https://developers.facebook.com/docs/graph-api/overview";
const MESSENGER_ERRORS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes";
const PERSONAS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas";
const PERSONAS_EDGE: &str =
    "https://developers.facebook.com/docs/graph-api/reference/page/personas/";
const RESULTS: &str = "https://developers.facebook.com/docs/graph-api/results";
const SENDER_ACTIONS: &str =
    "https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions";
const VERSIONS: &str = "https://developers.facebook.com/docs/graph-api/changelog/versions/";
