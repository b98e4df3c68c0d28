//! What is a guess: nothing public says how Graph does it.

use serde::Serialize;

/// A behaviour that could not be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// What happens.
    pub situation: &'static str,
    /// What the emulator answers or does.
    pub emulated: &'static str,
    /// Why that.
    pub reason: &'static str,
    /// What of the product would have to change if it were wrong: items of the crate
    /// `messenger-personas` and its driver.
    pub relied_on: &'static [&'static str],
    /// The tests that hold it.
    #[serde(skip)]
    pub tests: &'static [&'static str],
}

/// Every guess of this emulator.
pub const GUESSES: &[Guess] = &[
    Guess {
        situation: "A persona is created with an empty name or picture, or without one",
        emulated: "400, code 100, \"The parameter name is required\" or \"param name must be non-empty.\"",
        reason: "The wording is captured from other edges.",
        relied_on: &["CreatePersona", "PersonaName"],
        tests: &["each_mistake_in_a_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a name of more than 50 characters",
        emulated: "400, code 100, \"Length of param name must be less than or equal to 50\"; a character is a Unicode code point, and the white space around a name is cut off",
        reason: "Meta documents the limit, and neither the error nor the unit; the wording is captured from messages.",
        relied_on: &["PersonaName"],
        tests: &["each_mistake_in_a_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a line break or control character in its name",
        emulated: "400, code 100",
        reason: "Nothing is documented; the client refuses such names too.",
        relied_on: &["PersonaName"],
        tests: &["each_mistake_in_a_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a picture that is no address",
        emulated: "400, code 100, \"profile_picture_url should represent a valid URL\"",
        reason: "The wording is captured from other edges.",
        relied_on: &["PictureUrl"],
        tests: &["each_mistake_in_a_create_has_its_message"],
    },
    Guess {
        situation: "A persona is created with a picture at http: or on localhost",
        emulated: "It is accepted, and no picture is ever fetched",
        reason: "Whether Meta takes http: is not documented; it refuses localhost on other edges, but the demo's own pictures are there.",
        relied_on: &["PictureUrl", "PersonaAdvice"],
        tests: &["a_picture_of_the_emulator_follows_it_to_another_origin"],
    },
    Guess {
        situation: "A persona's picture is read back",
        emulated: "The address that was sent; with --rehost-pictures one of the emulator's own, which never expires",
        reason: "Meta documents a copy on its own servers, and not where it shows or how long it lasts; a capture of 2018 shows the original address.",
        relied_on: &["FindCreatedPersona", "Persona"],
        tests: &[
            "a_created_persona_is_first_in_the_list_and_can_be_read",
            "pictures_are_rehosted_if_the_emulator_was_started_so_and_after_a_reset_too",
        ],
    },
    Guess {
        situation: "Personas are listed",
        emulated: "Newest first, 25 unless asked otherwise, at most 100 without a word",
        reason: "Order and default are captured; the most is not documented.",
        relied_on: &["ListPersonas", "FindCreatedPersona"],
        tests: &[
            "a_created_persona_is_first_in_the_list_and_can_be_read",
            "a_listing_has_25_unless_asked_and_100_at_most",
        ],
    },
    Guess {
        situation: "A list is asked for with a limit that is no number above 0",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
        relied_on: &["Paging"],
        tests: &["a_listing_has_25_unless_asked_and_100_at_most"],
    },
    Guess {
        situation: "A list is asked for with a cursor that is none, or another Page's",
        emulated: "400, code 100, \"The After Cursor specified exceeds the max limit supported by this endpoint\"",
        reason: "The wording is captured from other edges.",
        relied_on: &["Cursor"],
        tests: &["a_cursor_is_opaque_and_of_one_page"],
    },
    Guess {
        situation: "A list is asked for with after and before at once, or with the cursor of a deleted persona",
        emulated: "after wins; the cursor still marks its place",
        reason: "Nothing is documented beyond \"don't store cursors\".",
        relied_on: &["Paginator", "Position"],
        tests: &["after_wins_over_before", "deleting_in_the_middle_of_a_walk_loses_nobody"],
    },
    Guess {
        situation: "A field is asked for that a persona does not have",
        emulated: "400, code 100, with the node type called Persona",
        reason: "The pattern is captured, the name of the type is not.",
        relied_on: &["PersonaField"],
        tests: &["a_field_that_a_persona_does_not_have_is_refused"],
    },
    Guess {
        situation: "A deleted persona is read or deleted again",
        emulated: "400, code 100/33, as for an unknown id",
        reason: "Meta documents a soft delete, and not what it looks like from outside.",
        relied_on: &["DeletePersona", "GraphErrorKind"],
        tests: &["a_deleted_persona_is_gone_and_its_id_is_not_given_again"],
    },
    Guess {
        situation: "A message or typing dots are sent as a persona that is unknown, deleted or another Page's",
        emulated: "400, code 100, naming persona_id; with the setting unknown_persona at sent_as_page, it goes out as the Page",
        reason: "Meta says that it can no longer send; one client saw refusals, and messages that went out as the Page (the fault persona_dropped does that to good personas).",
        relied_on: &["SendMessage", "SenderAction"],
        tests: &["a_persona_that_cannot_speak_is_named", "the_emulator_and_a_naive_model_agree"],
    },
    Guess {
        situation: "mark_seen, react or unreact is sent with a persona_id",
        emulated: "400, code 100",
        reason: "Meta says that personas have typing_on and typing_off only.",
        relied_on: &["SenderAction"],
        tests: &["each_mistake_in_a_send_has_its_codes"],
    },
    Guess {
        situation: "typing_on is sent outside the 24-hour window",
        emulated: "400, code 10/2018278, as for a message; typing_off and mark_seen are accepted",
        reason: "Nothing is documented.",
        relied_on: &["SenderAction"],
        tests: &["each_mistake_in_a_send_has_its_codes", "the_emulator_and_a_naive_model_agree"],
    },
    Guess {
        situation: "A person has blocked the Page, and it writes to them or shows dots",
        emulated: "400, code 551/1545041",
        reason: "Meta documents the code for people who are not available, and not what blocking does.",
        relied_on: &["GraphErrorKind"],
        tests: &["who_has_blocked_the_page_is_not_available"],
    },
    Guess {
        situation: "A person sees dots of two senders at once",
        emulated: "The dots that came last are shown; typing_off and messages of the other sender do not end them",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &[
            "dots_end_with_a_message_of_the_same_sender_only",
            "the_emulator_and_a_naive_model_agree",
        ],
    },
    Guess {
        situation: "A text has 2,000 characters, or metadata 1,000",
        emulated: "400, code 100, \"Length of param message[text] must be less than or equal to 1999\"; a character is a Unicode code point",
        reason: "Meta documents \"less than 2000 characters\" and no unit; a capture says \"less than or equal to 2000\".",
        relied_on: &["ComposedMessage", "Content"],
        tests: &["each_mistake_in_a_send_has_its_codes"],
    },
    Guess {
        situation: "recipient or message is not JSON, or the JSON has single quotes",
        emulated: "400, code 100; single quotes are accepted",
        reason: "Meta's own examples have single quotes; the error is not documented.",
        relied_on: &[],
        tests: &[
            "each_mistake_in_a_send_has_its_codes",
            "recipient_and_message_may_be_json_in_a_text_with_single_quotes",
        ],
    },
    Guess {
        situation: "messaging_type or sender_action has an unknown value",
        emulated: "400, code 100, naming the values; actions are known in capitals and in small letters",
        reason: "The wording is captured for sender_action alone. A messaging_type that is left out is accepted, as in Meta's examples.",
        relied_on: &[],
        tests: &["each_mistake_in_a_send_has_its_codes"],
    },
    Guess {
        situation: "The token of one Page is used on another Page or its edges",
        emulated: "400, code 100/33, as for an unknown id",
        reason: "That is what is captured for personas of another Page; Meta's list of errors also has 200.",
        relied_on: &["GraphErrorKind"],
        tests: &["another_page_is_unknown_to_a_page"],
    },
    Guess {
        situation: "A user's token is used on a persona, a person, a conversation or a message",
        emulated: "400, code 190/2069032",
        reason: "That is captured for edges of a Page.",
        relied_on: &["GraphErrorKind"],
        tests: &[
            "a_user_sees_pages_and_may_not_use_their_edges",
            "only_the_persons_page_knows_them",
        ],
    },
    Guess {
        situation: "A token is none",
        emulated: "190, \"Malformed access token …\" if it starts with EAA, else \"Cannot parse access token\"",
        reason: "Both are captured, and not when which of them comes.",
        relied_on: &["GraphErrorKind"],
        tests: &["a_call_without_a_good_token_says_which_mistake_it_is"],
    },
    Guess {
        situation: "A token stands in several places, or a parameter in query and body",
        emulated: "The Authorization header wins, then access_token; the body wins over the query",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &["the_header_wins_over_the_query", "query_and_body_are_merged_and_the_body_wins"],
    },
    Guess {
        situation: "The body cannot be read: broken JSON, not UTF-8, too long",
        emulated: "400, code 100",
        reason: "Nothing is documented. An object in a parameter is read to 32 levels, and a multipart body to 1,000 parts.",
        relied_on: &[],
        tests: &["a_body_that_cannot_be_read_is_refused"],
    },
    Guess {
        situation: "The verb is overridden by the parameter method",
        emulated: "On POST only; get, post and delete are known",
        reason: "Meta's SDKs do so; it was not tried against Meta's servers.",
        relied_on: &["CallStyle"],
        tests: &["a_post_may_carry_any_verb", "a_get_does_not_become_a_delete"],
    },
    Guess {
        situation: "A call has no version",
        emulated: "The newest version answers",
        reason: "Meta lets the app's settings decide; an older page says the oldest version.",
        relied_on: &[],
        tests: &["the_version_that_answered_is_named"],
    },
    Guess {
        situation: "A version is unknown",
        emulated: "400, code 2500, naming the path after the version",
        reason: "Code and wording are captured, and not which part of the path is named.",
        relied_on: &["ApiVersion"],
        tests: &["each_wrong_address_has_its_codes"],
    },
    Guess {
        situation: "A browser sends a preflight",
        emulated: "GET, POST and DELETE with authorization and content-type are allowed; a bad token in the URL is refused with 400",
        reason: "The refusal was seen; the headers on Meta's preflight answers are not captured.",
        relied_on: &["CallStyle"],
        tests: &["browsers_may_ask_and_read_from_anywhere"],
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
        emulated: "In the order of the seed, with all tasks unless the seed names them, and a category id that is made up",
        reason: "The members are documented; order and most are not.",
        relied_on: &["ListAccounts", "Account"],
        tests: &["each_page_comes_with_its_token_and_tasks", "tasks_and_category_can_be_seeded"],
    },
    Guess {
        situation: "A token is looked at with debug_token",
        emulated: "Any good token may ask, a Page's own too; issued_at is always the same, scopes are always the same four, and nothing expires",
        reason: "The members are from captures; Meta asks for an app's token or that of a developer of the app, which a user's and a Page's token can be.",
        relied_on: &[],
        tests: &["each_kind_of_token_is_told_by_each"],
    },
    Guess {
        situation: "A token that is none is looked at with debug_token",
        emulated: "200 with is_valid false, code 190 and no scopes",
        reason: "That is what clients read; Meta's page does not show it.",
        relied_on: &[],
        tests: &["a_token_that_is_none_is_told_and_not_refused"],
    },
    Guess {
        situation: "An app's token is used on a Page, a person or a persona",
        emulated: "400, code 100/33, and 190/2069032 on the edges of a Page",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &["an_app_has_no_pages_of_its_own"],
    },
    Guess {
        situation: "Conversations are listed",
        emulated: "The one with the newest message first, 25 unless asked otherwise; people who never wrote have none; a platform other than messenger and instagram is refused, and on Instagram there are none",
        reason: "Order and default are not documented.",
        relied_on: &["ListConversations"],
        tests: &[
            "the_conversation_with_the_newest_message_is_first",
            "what_cannot_be_asked_is_refused",
        ],
    },
    Guess {
        situation: "A conversation is read without fields",
        emulated: "id and updated_time",
        reason: "Meta's samples show no such call.",
        relied_on: &[],
        tests: &["the_conversation_with_the_newest_message_is_first"],
    },
    Guess {
        situation: "A conversation's unread_count, can_reply, is_owner and link",
        emulated: "What the person wrote since the Page last answered or saw; whether the 24-hour window is open; whether the app has the conversation; a path made of the Page and the conversation",
        reason: "The fields are in Meta's own code, and their rules are nowhere.",
        relied_on: &["Conversation"],
        tests: &["what_a_picker_needs_comes_with_each", "what_was_seen_is_read"],
    },
    Guess {
        situation: "Fields of messages are asked for inside a conversation",
        emulated: "They come for the 20 newest messages, and only id and created_time for older ones; a nested list has its own paging, on /{conversation-id}/messages",
        reason: "It works in practice and is not documented.",
        relied_on: &["GetConversation"],
        tests: &[
            "messages_are_nested_with_fields_a_limit_and_a_next_page",
            "only_the_twenty_newest_can_be_read",
        ],
    },
    Guess {
        situation: "A message older than the 20 newest is read",
        emulated: "400, code 9000001 without a prefix",
        reason: "Code and words are documented, and not the status.",
        relied_on: &["GetMessage"],
        tests: &["only_the_twenty_newest_can_be_read"],
    },
    Guess {
        situation: "A conversation or message is asked for a field that it does not have",
        emulated: "400, code 100, with the node types called UnifiedThread, UnifiedMessage and UnifiedThreadParticipant",
        reason: "The first name is in Meta's own code, the others are like it.",
        relied_on: &[],
        tests: &["what_cannot_be_asked_is_refused", "an_unknown_message_is_refused"],
    },
    Guess {
        situation: "An id starts with t_ or m_ and is unknown, or another Page's",
        emulated: "400, code 100/33",
        reason: "As for other unknown ids.",
        relied_on: &["GetConversation", "GetMessage"],
        tests: &[
            "another_pages_conversation_is_as_unknown_as_none",
            "an_unknown_message_is_refused",
        ],
    },
    Guess {
        situation: "A person is read without fields",
        emulated: "first_name, last_name, profile_pic and id; the first word of a name is the first name",
        reason: "Meta's page asks for fields.",
        relied_on: &["Person"],
        tests: &["a_name_comes_whole_and_in_parts"],
    },
    Guess {
        situation: "A person's locale, timezone or gender is asked for",
        emulated: "It is left out, as without the permission for it",
        reason: "Meta names the permissions, and not what happens without them.",
        relied_on: &["Person"],
        tests: &["a_name_comes_whole_and_in_parts"],
    },
    Guess {
        situation: "A person has no profile",
        emulated: "400, code 100/2018218",
        reason: "The subcode is documented without a code or status.",
        relied_on: &["GetPerson"],
        tests: &["somebody_without_a_profile_is_refused"],
    },
    Guess {
        situation: "An attachment is uploaded without is_reusable, or with false",
        emulated: "400, code 100",
        reason: "Meta says that only reusable ones can be sent.",
        relied_on: &["UploadAttachment"],
        tests: &["each_mistake_in_an_upload_is_named"],
    },
    Guess {
        situation: "An attachment is uploaded",
        emulated: "Its url is kept and never fetched; its id ends 90 days later",
        reason: "Meta fetches it at once, and refuses what it cannot fetch with 2018008.",
        relied_on: &["UploadedAttachment"],
        tests: &["an_upload_is_kept_for_its_page_for_90_days"],
    },
    Guess {
        situation: "A conversation's owner",
        emulated: "The app that it was passed to, for 24 hours; else the app that answered within 24 hours before the newest message, or else the Page's default app, until 24 hours after that message",
        reason: "Meta says that ownership ends after 24 hours without activity, and not what that is.",
        relied_on: &["ThreadOwner"],
        tests: &[
            "a_conversation_is_idle_a_day_after_its_newest_message",
            "without_a_default_app_whoever_answers_has_it",
        ],
    },
    Guess {
        situation: "A conversation was passed to another app, and the Page writes all the same",
        emulated: "It is sent; only a conversation that was given away in the control plane is refused, with 10/2018300",
        reason: "There is no second app here that could give it back.",
        relied_on: &["ControlThread"],
        tests: &[
            "another_app_keeps_it_for_a_day",
            "a_conversation_that_was_given_away_cannot_be_written_to",
        ],
    },
    Guess {
        situation: "A conversation is taken by an app that is not the default app",
        emulated: "400, code 10",
        reason: "Meta says that it needs the default app, and not the error. Here the app is the default app unless that is changed.",
        relied_on: &["ControlThread"],
        tests: &["only_the_default_app_takes_and_sees_who_else_has_it"],
    },
    Guess {
        situation: "A conversation is requested",
        emulated: "200, and nothing happens, whether or not there is a default app",
        reason: "There is no second app here that could be asked.",
        relied_on: &["ControlThread"],
        tests: &["it_is_passed_taken_extended_and_released"],
    },
    Guess {
        situation: "The owner of an idle conversation is asked for",
        emulated: "An empty list under data",
        reason: "Meta says \"an empty API response\".",
        relied_on: &["GetThreadOwner"],
        tests: &["a_conversation_is_idle_a_day_after_its_newest_message"],
    },
    Guess {
        situation: "duration, target_app_id or the recipient of a thread control is wrong",
        emulated: "400, code 100, and 100/2018001 for somebody unknown",
        reason: "Only the limit of seven days is documented.",
        relied_on: &["ExtendDuration"],
        tests: &["each_mistake_has_its_codes"],
    },
    Guess {
        situation: "The calls of a batch",
        emulated: "One after the other, each on what those before it left; each meets faults by itself",
        reason: "Meta says that independent calls run in parallel, and elsewhere that they run in order.",
        relied_on: &["Batch"],
        tests: &["each_call_has_its_own_answer_in_its_place", "a_fault_meets_each_call_by_itself"],
    },
    Guess {
        situation: "An answer to a call in a batch never comes (faults no_answer and reset), comes late or is cut",
        emulated: "null for those that never come; the others as if nothing had happened to the connection",
        reason: "Meta documents null for calls that time out; a connection has no part in a call inside a batch.",
        relied_on: &["BatchItemError"],
        tests: &["a_call_whose_answer_never_comes_is_null"],
    },
    Guess {
        situation: "A message passes its conversation on without saying to whom",
        emulated: "To the Page's default app",
        reason: "Meta's page says so; what happens without a default app is not documented, and leaves the conversation idle here.",
        relied_on: &["HandOver"],
        tests: &["a_message_may_hand_its_conversation_over"],
    },
    Guess {
        situation: "A batch has more than 50 calls, none, or one that cannot be read",
        emulated: "400, code 100, and none is carried out; the type is GraphBatchException for more than 50",
        reason: "Limit, type and words are captured; the code is not.",
        relied_on: &["Batch"],
        tests: &["a_batch_that_cannot_be_read_is_refused_whole"],
    },
    Guess {
        situation: "A call in a batch refers to another one with {result=…}, or to a file",
        emulated: "The whole batch is refused with 400, code 100",
        reason: "It is documented and not emulated; a name alone is overlooked.",
        relied_on: &[],
        tests: &["a_batch_that_cannot_be_read_is_refused_whole"],
    },
    Guess {
        situation: "A batch is posted with a bad token, or to an unknown id",
        emulated: "The token is refused before any call; the id is not looked at",
        reason: "Meta only says that the token is required.",
        relied_on: &["Batch"],
        tests: &[
            "a_batch_needs_a_good_token_of_its_own",
            "it_may_be_posted_to_any_node_as_json_or_text_in_form_or_query",
        ],
    },
    Guess {
        situation: "A call in a batch is a batch itself",
        emulated: "400, code 100/33",
        reason: "Nothing is documented.",
        relied_on: &[],
        tests: &["a_call_in_a_batch_is_neither_a_batch_nor_for_the_control_plane"],
    },
    Guess {
        situation: "The content type of an answer",
        emulated: "text/javascript, unless Accept names application/json or is */* alone",
        reason: "Both were captured, with and without an Accept that names JSON.",
        relied_on: &[],
        tests: &["json_is_called_javascript_unless_it_is_asked_for"],
    },
    Guess {
        situation: "HTTP status of refusals",
        emulated: "400; 403 for a missing permission and the app's limit, 500 for codes 1 and 2",
        reason: "400 is captured for nearly all; the others are seen or allowed by Meta's schema, and may vary.",
        relied_on: &[],
        tests: &["refusals_are_400_but_for_permissions_limits_and_trouble"],
    },
    Guess {
        situation: "A recipient has no known name, or several",
        emulated: "400, code 100, naming the known ones",
        reason: "Meta's reference says \"one of the following\", and not what happens otherwise.",
        relied_on: &["Recipient"],
        tests: &["a_recipient_is_named_in_one_way"],
    },
    Guess {
        situation: "A message goes to a notification token",
        emulated: "It is accepted, and the answer has no recipient_id",
        reason: "Meta documents that for user_ref and phone_number; an answer for tokens was not found.",
        relied_on: &["NotificationToken", "SentMessage"],
        tests: &["who_cannot_be_looked_up_gets_a_message_and_has_no_id"],
    },
    Guess {
        situation: "A message answers a comment or post",
        emulated: "The author is made up, the same for one id, and becomes one of the Page's people; a second answer is refused with 10900. The age of the comment is not known, so 7 days never pass",
        reason: "Meta documents one private reply within 7 days, and no error; 10900 with its wording is captured.",
        relied_on: &["Recipient"],
        tests: &["a_comment_is_answered_once_and_makes_its_author_known"],
    },
    Guess {
        situation: "A sender action goes to a recipient without an id",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
        relied_on: &["SendSenderAction"],
        tests: &["a_recipient_is_named_in_one_way"],
    },
    Guess {
        situation: "A message has members that Graph does not know",
        emulated: "They are overlooked, persona_id too; reply_to inside a message is refused",
        reason: "The refusal of reply_to is captured, and it was seen that a persona_id inside a message is overlooked.",
        relied_on: &[],
        tests: &[
            "without_a_persona_beside_the_message_the_page_speaks",
            "an_answer_names_a_message_of_the_conversation",
        ],
    },
    Guess {
        situation: "A message has attachments beside text or attachment, or other files than pictures in it",
        emulated: "400, code 100/2018018, or 100",
        reason: "Meta shows pictures by url alone; the code is captured for text with attachment.",
        relied_on: &["Content"],
        tests: &["several_pictures_are_one_message"],
    },
    Guess {
        situation: "A template has a type other than generic, button, media, receipt, product, coupon and customer_feedback",
        emulated: "400, code 100, \"Invalid template type\"",
        reason: "The wording is captured. Meta has or had more types, which are not emulated.",
        relied_on: &[],
        tests: &["a_template_of_no_known_type_is_refused"],
    },
    Guess {
        situation: "A part of a template, button or quick reply is missing, too long or of another kind",
        emulated: "400, code 100 with the part's place, with a subcode where one is captured; 194 for too few and 105 for too many of them",
        reason: "Meta documents the limits; the wordings are captured for some parts and taken over for the others. Lengths are in Unicode code points.",
        relied_on: &["Template", "Button", "QuickReply"],
        tests: &[
            "a_generic_template_has_its_limits",
            "a_button_template_has_its_limits",
            "each_mistake_in_a_button_has_its_codes",
            "quick_replies_have_their_limits",
        ],
    },
    Guess {
        situation: "A media template or a product names what is not there",
        emulated: "The codes are Meta's, the words are not; any Facebook address and any product's number is taken",
        reason: "Meta documents the codes; nothing is fetched here.",
        relied_on: &["MediaTemplate", "ProductTemplate"],
        tests: &["a_media_template_shows_what_is_at_facebook", "products_are_named_by_their_ids"],
    },
    Guess {
        situation: "A receipt has an order_number that was used before, or a currency that is none",
        emulated: "Both are accepted, if the currency is three capitals",
        reason: "Meta says that the number must be unique; neither the error nor the list of currencies is documented.",
        relied_on: &["ReceiptTemplate"],
        tests: &["a_receipt_has_what_a_receipt_needs"],
    },
    Guess {
        situation: "A file is sent by its address, or comes with the message",
        emulated: "It is never fetched; an address that is none is refused with 100, and a file of another kind with 100/2018047",
        reason: "Meta's own checks need the file; the code is documented, and not when it comes.",
        relied_on: &["FileSource"],
        tests: &["each_mistake_in_an_attachment_has_its_codes", "a_file_may_come_with_the_message"],
    },
    Guess {
        situation: "An attachment_id is sent as another kind of file than it was kept as",
        emulated: "400, code 100/2018047",
        reason: "Nothing is documented.",
        relied_on: &["FileSource"],
        tests: &["a_reusable_file_can_be_sent_again_for_90_days_by_its_page"],
    },
    Guess {
        situation: "A tag stands without messaging_type, or with one that is not MESSAGE_TAG; MESSAGE_TAG stands without a tag",
        emulated: "The first is taken for MESSAGE_TAG, the others are refused with 100",
        reason: "Nothing is documented.",
        relied_on: &["MessagingType"],
        tests: &["tags_that_ended_or_never_were_are_refused", "a_human_agent_has_seven_days"],
    },
    Guess {
        situation: "A tag ended in April 2026, or never was",
        emulated: "400, code 100, \"Invalid tag.\"",
        reason: "Meta documents the code; the wording is captured for unknown tags.",
        relied_on: &["MessageTag"],
        tests: &["tags_that_ended_or_never_were_are_refused"],
    },
    Guess {
        situation: "CUSTOMER_FEEDBACK tags something other than its template",
        emulated: "400, code 100",
        reason: "Meta says that the tag is for this template only, and not what happens otherwise.",
        relied_on: &["MessageTag"],
        tests: &["feedback_can_be_asked_for_late_with_its_tag"],
    },
    Guess {
        situation: "NON_PROMOTIONAL_SUBSCRIPTION is sent outside the 24-hour window",
        emulated: "400, code 10/2018065",
        reason: "Emulated Pages are no news Pages; the code is Meta's for those.",
        relied_on: &["MessagingType"],
        tests: &["a_human_agent_has_seven_days"],
    },
    Guess {
        situation: "messaging_type is UTILITY",
        emulated: "It is like any other inside the window, and refused outside",
        reason: "Utility templates are not emulated.",
        relied_on: &[],
        tests: &["utility_is_like_any_other_inside_the_window"],
    },
    Guess {
        situation: "reply_to or a reaction names a message of another conversation, or none",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
        relied_on: &["Reaction"],
        tests: &[
            "an_answer_names_a_message_of_the_conversation",
            "a_page_reacts_changes_its_mind_and_takes_it_back",
        ],
    },
    Guess {
        situation: "reply_to stands outside the 24-hour window, with a tag",
        emulated: "400, code 10/2018278",
        reason: "Meta asks for a message of the person in the last 24 hours, and does not name the error.",
        relied_on: &[],
        tests: &["a_late_reaction_is_taken_and_a_late_answer_is_refused"],
    },
    Guess {
        situation: "A Page reacts outside the 24-hour window, or with what is no emoji",
        emulated: "The first is accepted, the second is refused with 100",
        reason: "Meta documents \"any emoji\", and no error.",
        relied_on: &["Reaction"],
        tests: &[
            "a_late_reaction_is_taken_and_a_late_answer_is_refused",
            "a_page_reacts_changes_its_mind_and_takes_it_back",
        ],
    },
    Guess {
        situation: "thread_control stands in a send",
        emulated: "It is checked and kept with the message; nobody gets the thread",
        reason: "What other apps do is not emulated.",
        relied_on: &["HandOver"],
        tests: &["handing_over_is_kept_with_the_message"],
    },
    Guess {
        situation: "A wrong or old appsecret_proof is given, or one with a time in the future",
        emulated: "400, code 100, \"Invalid appsecret_proof\"; five minutes are allowed either way, by the emulator's clock",
        reason: "Code and wording are captured for a wrong proof; Meta documents five minutes.",
        relied_on: &["AppSecretProof"],
        tests: &[
            "a_proof_that_is_given_is_checked",
            "a_proof_with_a_time_is_good_for_five_minutes",
        ],
    },
    Guess {
        situation: "A call has pretty=1",
        emulated: "Three spaces of indentation",
        reason: "It is what Graph was seen to do; no page says it.",
        relied_on: &[],
        tests: &["pretty_json_keeps_its_order_and_its_escapes"],
    },
    Guess {
        situation: "A call has a callback",
        emulated: "The status stays, a name that is no function's is refused with 100, and the answer is handed to it behind an empty comment",
        reason: "Meta documents that there is JSONP, and no more.",
        relied_on: &[],
        tests: &[
            "a_callback_is_a_functions_name_and_nothing_else",
            "the_answer_comes_as_the_caller_wants_it",
        ],
    },
    Guess {
        situation: "Limits on calls",
        emulated: "There is none until the control plane sets one; headers appear at 1 percent, or once a percentage was set",
        reason: "Meta documents that they appear \"once enough calls have been made\"; its own limits would stop a test suite.",
        relied_on: &["Usage"],
        tests: &["headers_appear_once_enough_calls_were_made"],
    },
    Guess {
        situation: "What a meter counts",
        emulated: "Every call with a good token, refused ones too: personas and Pages as pages, messages as messenger, all in the app's. total_time and total_cputime equal call_count. Windows move in sixty steps; after a start the meters are empty",
        reason: "Meta documents the windows (an hour, 24 hours); which bucket personas are in is not known, nor how time is measured.",
        relied_on: &["Usage"],
        tests: &[
            "calls_without_a_token_count_nowhere",
            "a_full_meter_refuses_and_regains_with_time",
        ],
    },
    Guess {
        situation: "A Page's messages reach their limit",
        emulated: "400, code 80006, in the words of 80001",
        reason: "Meta documents the code and no words.",
        relied_on: &["Usage", "RetryPolicy"],
        tests: &["a_full_meter_refuses_and_regains_with_time"],
    },
    Guess {
        situation: "The faults cut_body, no_answer, truncated_json, wrong_types and slow",
        emulated: "The call is carried out; with reset and the web pages it is not",
        reason: "Either can happen; so both can be tried.",
        relied_on: &["RetryPolicy", "AmbiguousOutcome"],
        tests: &["what_is_lost_on_the_way_was_carried_out_and_what_is_reset_was_not"],
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
    fn each_guess_says_what_and_why() {
        for guess in GUESSES {
            for text in [guess.situation, guess.emulated, guess.reason] {
                assert!(text.len() > 5 && text.trim() == text, "{guess:?}");
            }
        }
    }

    #[test]
    fn refusals_are_400_but_for_permissions_limits_and_trouble() {
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
