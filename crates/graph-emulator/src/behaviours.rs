//! Behaviours that Meta documents or that were seen.

/// A known behaviour of Graph that the emulator has. [`GUESSES`](crate::GUESSES) lists the guesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// The behaviour.
    pub what: &'static str,
    /// Its source.
    pub source: Source,
    /// The tests that check it.
    pub tests: &'static [&'static str],
}

/// The source of a behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A page of Meta's documentation.
    Documented(&'static str),
    /// Where it was seen: in a capture, in Meta's source code, in a report.
    Seen(&'static str),
}

/// All known behaviours.
pub const BEHAVIOURS: &[Behaviour] = &[
    Behaviour {
        what: "The documented requests get the documented responses",
        source: Source::Documented(PERSONAS),
        tests: &[
            "the_emulator_answers_the_documentations_requests_as_documented",
            "the_pages_curl_lines_answer_as_documented",
        ],
    },
    Behaviour {
        what: "Any sequence of requests leads to the documented state",
        source: Source::Documented(PERSONAS),
        tests: &["the_emulator_and_a_naive_model_agree"],
    },
    Behaviour {
        what: "Creating a persona returns its id; the persona can then be read and is listed",
        source: Source::Documented(PERSONAS),
        tests: &["a_created_persona_is_first_in_the_list_and_can_be_read"],
    },
    Behaviour {
        what: "A persona's name has at most 50 characters",
        source: Source::Documented(PERSONAS),
        tests: &["each_invalid_create_has_its_message"],
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
            "a_deleted_persona_is_unknown_and_its_id_is_not_reused",
            "an_inactive_persona_is_named",
        ],
    },
    Behaviour {
        what: "Messages keep the name and picture of their persona after it is deleted",
        source: Source::Documented(PERSONAS),
        tests: &["a_message_keeps_its_persona"],
    },
    Behaviour {
        what: "Without persona_id the Page is the sender of a message",
        source: Source::Documented(PERSONAS),
        tests: &["without_a_persona_id_the_page_is_the_sender"],
    },
    Behaviour {
        what: "typing_on and typing_off work as a persona too",
        source: Source::Documented(FIRST_PERSONAS),
        tests: &["typing_ends_after_20_seconds"],
    },
    Behaviour {
        what: "A typing indicator ends after 20 seconds",
        source: Source::Documented(SENDER_ACTIONS),
        tests: &["typing_ends_after_20_seconds"],
    },
    Behaviour {
        what: "mark_seen marks the conversation as seen",
        source: Source::Documented(SENDER_ACTIONS),
        tests: &["mark_seen_marks_the_conversation"],
    },
    Behaviour {
        what: "A Page can send messages until 24 hours after the person's last message, afterwards 10/2018278",
        source: Source::Documented(MESSENGER_ERRORS),
        tests: &["the_window_closes_24_hours_after_the_last_message_and_opens_with_the_next"],
    },
    Behaviour {
        what: "A reaction of the person opens the 24-hour window too",
        source: Source::Documented(SEND_API),
        tests: &["a_reaction_opens_the_window_and_can_be_removed"],
    },
    Behaviour {
        what: "message together with sender_action fails with 100/2018014, an unknown numeric recipient with 100/2018001",
        source: Source::Documented(MESSENGER_ERRORS),
        tests: &["each_invalid_send_has_its_codes"],
    },
    Behaviour {
        what: "Each fault has the code and subcode of Meta's table",
        source: Source::Documented(MESSENGER_ERRORS),
        tests: &["each_fault_has_its_codes_once"],
    },
    Behaviour {
        what: "A list ends when next is absent; next and previous lead forwards and backwards",
        source: Source::Documented(RESULTS),
        tests: &["a_list_can_be_paged_forwards_and_backwards"],
    },
    Behaviour {
        what: "fields selects the members of a response; the id is always included",
        source: Source::Documented(RESULTS),
        tests: &["the_id_is_always_selected"],
    },
    Behaviour {
        what: "An edge can be a field of a node, with arguments and nested fields; its list has its own paging",
        source: Source::Documented(FIELD_EXPANSION),
        tests: &[
            "edges_can_be_fields_of_a_page",
            "accounts_can_be_a_field_of_a_user",
            "nested_messages_have_fields_limit_and_paging",
            "a_field_can_have_arguments_and_nested_fields",
        ],
    },
    Behaviour {
        what: "GET /?ids= fails since v26.0",
        source: Source::Documented(VERSION_26),
        tests: &["several_nodes_fail_if_one_of_them_fails"],
    },
    Behaviour {
        what: "An error has message, type, code and fbtrace_id, and some have a subcode and a message for users",
        source: Source::Documented(ERRORS),
        tests: &["the_envelope_is_the_captured_one"],
    },
    Behaviour {
        what: "A request with a removed version gets the oldest available one",
        source: Source::Documented(VERSIONS),
        tests: &["removed_versions_map_to_the_oldest_and_future_ones_are_unknown"],
    },
    Behaviour {
        what: "/me is the owner of the token",
        source: Source::Documented(GRAPH),
        tests: &["me_is_the_page_behind_the_token"],
    },
    Behaviour {
        what: "A picture is an object with data, which has url, height, width and is_silhouette",
        source: Source::Documented(GRAPH),
        tests: &["a_picture_is_nested_in_data"],
    },
    Behaviour {
        what: "A recipient can be a user_ref or phone_number; the response then has no recipient_id",
        source: Source::Documented(SEND_API),
        tests: &["recipients_without_id_get_messages"],
    },
    Behaviour {
        what: "A comment or post can get one private reply",
        source: Source::Documented(PRIVATE_REPLIES),
        tests: &["a_comment_can_be_replied_to_once"],
    },
    Behaviour {
        what: "Generic, button, media, receipt, product, coupon and customer feedback templates have the documented properties and limits",
        source: Source::Documented(TEMPLATES),
        tests: &[
            "a_generic_template_has_its_limits",
            "a_button_template_has_its_limits",
            "a_media_template_needs_a_facebook_url",
            "a_receipt_has_required_fields_and_limits",
            "products_have_numeric_ids",
            "a_coupon_has_a_code_or_a_url",
            "a_feedback_form_has_one_question",
        ],
    },
    Behaviour {
        what: "Each type of button has its required properties",
        source: Source::Documented(BUTTONS),
        tests: &["each_kind_of_button_is_accepted", "each_invalid_button_has_its_codes"],
    },
    Behaviour {
        what: "A message has up to 13 quick replies, with titles of 20 characters and payloads of 1,000",
        source: Source::Documented(QUICK_REPLIES),
        tests: &["quick_replies_have_their_limits", "quick_replies_alone_are_no_message"],
    },
    Behaviour {
        what: "A reusable attachment can be sent by its attachment_id, for 90 days and by its Page only",
        source: Source::Documented(SAVING_ASSETS),
        tests: &[
            "a_reusable_file_can_be_sent_again_for_90_days_by_its_page",
            "an_upload_is_available_to_its_page_for_90_days",
        ],
    },
    Behaviour {
        what: "A message has up to 30 images",
        source: Source::Documented(SEND),
        tests: &["several_images_are_one_message"],
    },
    Behaviour {
        what: "The tag HUMAN_AGENT extends the window to seven days, CUSTOMER_FEEDBACK for its template only; the tags that ended in April 2026 fail",
        source: Source::Documented(SEND_API),
        tests: &[
            "a_human_agent_has_seven_days",
            "feedback_can_be_requested_late_with_its_tag",
            "unknown_and_ended_tags_fail",
        ],
    },
    Behaviour {
        what: "A Page sets and removes reactions",
        source: Source::Documented(SENDER_ACTIONS),
        tests: &["a_page_sets_changes_and_removes_a_reaction"],
    },
    Behaviour {
        what: "The control of a conversation can be passed, taken, requested, released, extended for up to seven days, and read",
        source: Source::Documented(ROUTING),
        tests: &[
            "control_is_passed_taken_extended_and_released",
            "a_conversation_of_another_app_rejects_messages",
            "only_the_default_app_can_take_control_and_see_other_owners",
        ],
    },
    Behaviour {
        what: "Conversations are listed with participants and read with their messages; only the 20 newest messages have content",
        source: Source::Documented(CONVERSATIONS),
        tests: &[
            "paging_of_conversations_repeats_the_fields",
            "nested_messages_have_fields_limit_and_paging",
            "only_the_twenty_newest_can_be_read",
        ],
    },
    Behaviour {
        what: "Files of messages are read back as attachments with id, mime_type, name, size, and image_data, video_data or file_url, also at /{message-id}/attachments",
        source: Source::Documented(MESSAGE_ATTACHMENTS),
        tests: &[
            "each_kind_of_file_has_its_own_members",
            "an_uploaded_file_keeps_its_name_type_and_size",
            "attachments_have_fields_and_an_edge_of_their_own",
            "what_people_send_is_read_by_the_core",
        ],
    },
    Behaviour {
        what: "Properties of the Messenger profile are set, read and deleted by name",
        source: Source::Documented(MESSENGER_PROFILE),
        tests: &["properties_are_set_read_replaced_and_deleted"],
    },
    Behaviour {
        what: "A persistent menu has a default locale and up to 20 items of the types web_url and postback, with titles of 30 characters and payloads of 1,000",
        source: Source::Documented(PERSISTENT_MENU),
        tests: &["a_persistent_menu_has_its_limits"],
    },
    Behaviour {
        what: "A greeting has a default locale and up to 160 characters",
        source: Source::Documented(GREETING),
        tests: &["a_greeting_has_160_characters_and_a_default_locale"],
    },
    Behaviour {
        what: "Ice breakers are up to 4 questions, in two formats; the one with locales needs the default",
        source: Source::Documented(ICE_BREAKERS),
        tests: &["ice_breakers_have_up_to_four_questions_in_either_format"],
    },
    Behaviour {
        what: "Up to 50 domains can be whitelisted: fully qualified, with https, neither IP addresses nor localhost",
        source: Source::Documented(WHITELISTED_DOMAINS),
        tests: &["domains_are_fully_qualified_and_have_https"],
    },
    Behaviour {
        what: "Commands have a default locale; there are up to 100, with names of 32 characters that do not start with a slash and descriptions of 64",
        source: Source::Documented(COMMANDS),
        tests: &["commands_have_their_limits"],
    },
    Behaviour {
        what: "A person has first_name, last_name and profile_pic; without access to profiles the response is an empty object",
        source: Source::Documented(USER_PROFILE),
        tests: &["a_name_is_split_into_parts", "an_app_without_access_gets_an_empty_object"],
    },
    Behaviour {
        what: "A user's Pages have tokens, tasks and categories",
        source: Source::Documented(MANAGING),
        tests: &["each_page_has_its_token_and_tasks", "accounts_are_paged"],
    },
    Behaviour {
        what: "debug_token returns the properties of a token, for another token",
        source: Source::Documented(DEBUGGING),
        tests: &["each_kind_of_token_can_inspect_each_kind", "debug_token_needs_both_tokens"],
    },
    Behaviour {
        what: "A batch has up to 50 requests; each has its response at its index, or null if there is none",
        source: Source::Documented(BATCH),
        tests: &[
            "each_request_of_a_batch_has_its_response_at_its_index",
            "a_request_in_a_batch_can_have_its_own_token",
            "a_request_without_response_is_null_in_a_batch",
        ],
    },
    Behaviour {
        what: "A batch can be posted to an edge",
        source: Source::Seen("the code of pimax/fb-messenger-php, which posts it to me/messages"),
        tests: &["a_batch_can_be_posted_to_any_node_in_form_query_or_json"],
    },
    Behaviour {
        what: "appsecret_proof is the HMAC of the token with the app's secret, and can be required",
        source: Source::Documented(SECURING),
        tests: &[
            "a_proof_is_checked_although_not_required",
            "a_proof_can_be_required_by_setting_and_seed",
        ],
    },
    Behaviour {
        what: "Usage headers have percentages of the limits of the app, the Page and Messenger, and the minutes until access is regained",
        source: Source::Documented(RATE_LIMITING),
        tests: &[
            "usage_headers_appear_above_one_percent",
            "a_full_meter_fails_requests_until_time_passes",
        ],
    },
    Behaviour {
        what: "Files are uploaded in multipart bodies, together with the other parameters",
        source: Source::Documented(SAVING_ASSETS),
        tests: &[
            "a_multipart_body_has_fields_and_files",
            "a_file_can_be_uploaded_with_the_message",
        ],
    },
    Behaviour {
        what: "The token can be in the query, a form, JSON, or Authorization as Bearer or OAuth",
        source: Source::Seen("Meta's reference and its examples of uploads, which differ"),
        tests: &["the_token_is_read_from_header_query_form_and_json"],
    },
    Behaviour {
        what: "Parameters of query and body are merged: persona_id can be in the query of a JSON message",
        source: Source::Seen("GoogleCloudPlatform/dialogflow-integrations#205"),
        tests: &["the_body_takes_precedence_over_the_query"],
    },
    Behaviour {
        what: "Names in query, form, JSON and multipart bodies can have brackets for objects and lists; lists can start at 1 and have gaps",
        source: Source::Seen(
            "the code of BotMan, facebookarchive/php-graph-sdk, n8n and bots that use HTTParty",
        ),
        tests: &["names_have_brackets_in_every_source", "brackets_are_objects_and_lists"],
    },
    Behaviour {
        what: "A form can have the content type of JSON",
        source: Source::Seen("the code of pimax/fb-messenger-php until 2018"),
        tests: &["the_body_takes_precedence_over_the_query"],
    },
    Behaviour {
        what: "Booleans can be 0, 1, true, false, True and False, also as text",
        source: Source::Seen("the code of BotMan, and how Python and C# encode booleans"),
        tests: &["booleans_of_other_languages_are_parsed", "members_can_be_booleans_as_text"],
    },
    Behaviour {
        what: "Unknown members of a message or a quick reply fail with 100; one message names all of them, in their order. reply_to is unknown inside message",
        source: Source::Seen(
            "botpress/v12#788, restfb/restfb#541, rehabstudio/fbmessenger#63, remixz/messenger-bot#38, crisboarna/fb-messenger-bot-api#86, microsoft/botframework-sdk#2427",
        ),
        tests: &[
            "unknown_members_of_a_message_and_a_quick_reply_are_named",
            "a_reply_needs_a_message_of_the_conversation",
        ],
    },
    Behaviour {
        what: "A recipient id that is not numeric fails with 100 without a subcode, an unknown one with 100/2018001",
        source: Source::Seen("botpress/v12#270"),
        tests: &["an_id_that_is_not_numeric_fails"],
    },
    Behaviour {
        what: "A tag that ended in April 2026 fails with 100/1893061",
        source: Source::Seen("chatwoot/chatwoot#14669, #14674, #14679, #14329"),
        tests: &["unknown_and_ended_tags_fail"],
    },
    Behaviour {
        what: "A file in a multipart body without a file name fails with 100/2018005",
        source: Source::Seen("bottenderjs/messaging-apis#334 and #223"),
        tests: &["a_file_needs_a_file_name"],
    },
    Behaviour {
        what: "A button with a placeholder such as ${SHOP_URL} in its URL fails with 100/2018032",
        source: Source::Seen("fbsamples/messenger-bot-samples#24"),
        tests: &["a_url_with_a_placeholder_fails"],
    },
    Behaviour {
        what: "If Graph drops the persona, the response looks like a success (fault persona_dropped)",
        source: Source::Seen("the source of a client in production, 2026"),
        tests: &["a_dropped_persona_looks_like_a_success"],
    },
    Behaviour {
        what: "A blocked link or picture fails with 368/1346003",
        source: Source::Seen("fbsamples/original-coast-clothing#67"),
        tests: &["each_fault_has_its_codes_once"],
    },
    Behaviour {
        what: "An unknown id and another Page's fail with 100/33, with the method in the message",
        source: Source::Seen("a capture of 2022"),
        tests: &[
            "another_pages_persona_is_unknown",
            "a_deleted_persona_is_unknown_and_its_id_is_not_reused",
        ],
    },
    Behaviour {
        what: "An unknown edge or version fails with 2500, a name instead of an id with 803",
        source: Source::Seen("captures and reports"),
        tests: &["each_invalid_path_has_its_codes"],
    },
    Behaviour {
        what: "Without a token: 104, and 2500 on /me",
        source: Source::Seen("captures"),
        tests: &["each_invalid_token_has_its_message"],
    },
    Behaviour {
        what: "A user's token on an edge of a Page fails with 190/2069032",
        source: Source::Seen("a capture"),
        tests: &["a_user_token_reads_pages_but_not_their_edges"],
    },
    Behaviour {
        what: "next contains the token, the Page's id and the version of the response; the last listing has cursors too",
        source: Source::Seen("the tests of messaging-apis, captured in 2018"),
        tests: &["next_has_graphs_format", "a_list_can_be_paged_forwards_and_backwards"],
    },
    Behaviour {
        what: "An empty list has no paging",
        source: Source::Seen("other edges"),
        tests: &["an_empty_listing_has_no_paging"],
    },
    Behaviour {
        what: "Slashes and non-ASCII characters are escaped, and members have Graph's order",
        source: Source::Seen("captures"),
        tests: &[
            "slashes_and_non_ascii_characters_are_escaped",
            "members_are_in_graphs_order_and_slashes_escaped",
        ],
    },
    Behaviour {
        what: "The fbtrace_id of an error is the header x-fb-request-id",
        source: Source::Seen("a capture of 2022"),
        tests: &["the_trace_id_is_in_header_and_body_and_differs_by_request"],
    },
    Behaviour {
        what: "Errors have www-authenticate and no-store; other responses are private",
        source: Source::Seen("captures of 2016 to 2022"),
        tests: &["errors_are_not_cached_and_have_a_challenge", "successes_are_private"],
    },
    Behaviour {
        what: "A picture in a message is called image- and its id, and image_data has the members of Graph; messages have tags",
        source: Source::Seen(
            "sns-sdks/python-facebook, testdata/facebook/apidata/messages, captured in 2021",
        ),
        tests: &[
            "a_picture_is_read_back_as_graph_shows_it",
            "a_person_sends_a_picture_which_the_page_reads",
        ],
    },
    Behaviour {
        what: "A video has image_data without a URL beside its video_data; audio and other files have a file_url",
        source: Source::Seen("restfb/restfb, src/test/resources/json/v2_5"),
        tests: &["each_kind_of_file_has_its_own_members"],
    },
    Behaviour {
        what: "A sticker is read as a URL in sticker, beside an empty message and without attachments",
        source: Source::Seen("restfb/restfb, src/test/resources/json/v2_11"),
        tests: &["a_sticker_is_read_as_a_url_and_has_no_attachment"],
    },
    Behaviour {
        what: "A generic template is read as an attachment with a generic_template: title, subtitle, media_url and cta",
        source: Source::Seen("restfb/restfb#1657"),
        tests: &["a_template_is_read_back_by_its_elements"],
    },
    Behaviour {
        what: "A persistent menu without a Get Started button fails with 100/2018145; both can be set by one request",
        source: Source::Seen(
            "pimax/fb-messenger-php#90, and restfb's documentation of the welcome screen",
        ),
        tests: &["a_persistent_menu_needs_a_get_started_button"],
    },
    Behaviour {
        what: "messenger_extensions for a domain that is not whitelisted fails with 100/2018063, in a profile as in a message",
        source: Source::Seen(
            "Yoctol/bottender#90, botpress/botpress-messenger#22, jgorset/facebook-messenger#162",
        ),
        tests: &[
            "messenger_extensions_need_a_whitelisted_domain",
            "messenger_extensions_in_a_menu_need_a_domain_whitelisted_before",
        ],
    },
    Behaviour {
        what: "Unknown keys of a persistent menu are named, a nested menu fails with code 11, too many items with 105",
        source: Source::Seen(
            "pimax/fb-messenger-php#90, fbsamples/original-coast-clothing#65, guidone/node-red-contrib-chatbot#65",
        ),
        tests: &[
            "a_nested_menu_fails_with_11_and_unknown_keys_are_named",
            "a_persistent_menu_has_its_limits",
        ],
    },
    Behaviour {
        what: "A Messenger profile without any of the requested properties is an empty list",
        source: Source::Seen("the source of messaging-api-messenger"),
        tests: &["properties_are_set_read_replaced_and_deleted"],
    },
    Behaviour {
        what: "facebook-api-version is the version of the response",
        source: Source::Seen("captures"),
        tests: &["the_response_names_its_version"],
    },
    Behaviour {
        what: "Any origin can read responses and errors; an invalid token in the URL fails the preflight",
        source: Source::Seen("captures, and facebook-nodejs-business-sdk#91"),
        tests: &["any_origin_can_send_and_read"],
    },
    Behaviour {
        what: "A webhook is verified with hub.mode, hub.challenge and hub.verify_token before events are sent to it; it has to respond with the challenge",
        source: Source::Documented(WEBHOOKS),
        tests: &[
            "a_webhook_is_verified_before_it_is_sent_events",
            "a_bot_that_responds_with_something_else_is_sent_nothing",
        ],
    },
    Behaviour {
        what: "Non-ASCII characters in the body of an event are escaped (\\u00e4, in lower case); X-Hub-Signature-256 signs those bytes with the app secret",
        source: Source::Documented(WEBHOOKS),
        tests: &[
            "bodies_of_webhooks_are_escaped_as_meta_signs_them",
            "a_body_has_both_signatures",
            "an_event_is_signed_and_has_metas_headers",
        ],
    },
    Behaviour {
        what: "A slash, @, % and < in the body of an event are escaped too, < with a capital C",
        source: Source::Seen("public bots that encode the body again to check its signature"),
        tests: &["bodies_of_webhooks_are_escaped_as_meta_signs_them"],
    },
    Behaviour {
        what: "messages has what a person sent, with mid, text, quick_reply and reply_to",
        source: Source::Documented(WEBHOOK_MESSAGES),
        tests: &[
            "what_a_person_writes_is_an_event_as_documented",
            "a_quick_reply_is_tapped_where_the_newest_message_offers_it",
        ],
    },
    Behaviour {
        what: "A sticker in messages is an attachment of the type sticker, with its URL and a numeric sticker_id; there is no image beside it since 2026-08-30",
        source: Source::Documented(WEBHOOK_MESSAGES),
        tests: &["a_sticker_is_an_attachment_of_its_own_type"],
    },
    Behaviour {
        what: "messaging_postbacks has title and payload of a pressed button, and a mid; the press opens the 24-hour window",
        source: Source::Documented(WEBHOOK_POSTBACKS),
        tests: &["a_button_that_was_sent_can_be_pressed"],
    },
    Behaviour {
        what: "Get Started and items of the persistent menu send messaging_postbacks too; the menu can be used at any time",
        source: Source::Documented(WEBHOOK_POSTBACKS),
        tests: &[
            "postbacks_of_the_profile_have_metas_form",
            "get_started_can_be_pressed_and_opens_the_window",
            "items_of_the_persistent_menu_can_be_pressed_until_it_is_removed",
        ],
    },
    Behaviour {
        what: "The postback of Get Started has the title Get Started",
        source: Source::Seen(
            "bodies that public bots received, in their logs and tests, 2020 to 2024",
        ),
        tests: &["postbacks_of_the_profile_have_metas_form"],
    },
    Behaviour {
        what: "Ice breakers start a conversation: they can be pressed before the first message",
        source: Source::Documented(ICE_BREAKERS),
        tests: &["ice_breakers_can_be_pressed_before_the_first_message"],
    },
    Behaviour {
        what: "message_reads has the watermark up to which messages were read",
        source: Source::Documented(WEBHOOK_READS),
        tests: &["what_a_person_has_read_is_reported_once"],
    },
    Behaviour {
        what: "message_deliveries has the watermark and the mids of delivered messages",
        source: Source::Documented(WEBHOOK_DELIVERIES),
        tests: &["what_the_page_sends_is_echoed_and_delivered"],
    },
    Behaviour {
        what: "message_reactions has the emoji and its name, react or unreact, and the mid",
        source: Source::Documented(WEBHOOK_REACTIONS),
        tests: &["a_reaction_and_its_removal_are_events"],
    },
    Behaviour {
        what: "message_echoes has what the Page sent, from the Page to the person, with is_echo, app_id and metadata; not for a user_ref or a phone_number",
        source: Source::Documented(WEBHOOK_ECHOES),
        tests: &["what_the_page_sends_is_echoed_and_delivered"],
    },
    Behaviour {
        what: "messaging_handovers has a conversation that another app passed to this one, or took from it, with its metadata",
        source: Source::Documented(WEBHOOK_HANDOVERS),
        tests: &["only_what_other_apps_do_with_a_conversation_is_reported"],
    },
    Behaviour {
        what: "messaging_handovers has a request_thread_control of another app, for the default app; nothing changes until the conversation is passed",
        source: Source::Documented(WEBHOOK_HANDOVERS),
        tests: &["the_default_app_is_sent_requests_for_control"],
    },
    Behaviour {
        what: "Messages, reads and deliveries of a conversation that another app controls are in standby instead of messaging, if the field standby is subscribed; a postback goes to the app that offered it",
        source: Source::Documented(WEBHOOK_STANDBY),
        tests: &[
            "events_of_a_conversation_of_another_app_are_on_standby",
            "standby_has_to_be_asked_for",
        ],
    },
    Behaviour {
        what: "A webhook responds within 5 seconds; a later response is marked slow",
        source: Source::Documented(WEBHOOKS),
        tests: &["a_response_after_more_than_five_seconds_is_slow"],
    },
    Behaviour {
        what: "An event without a response of 200 is sent again, at once and then less and less often, and dropped after an hour",
        source: Source::Documented(WEBHOOKS),
        tests: &[
            "an_event_is_sent_again_until_there_is_a_response_with_200",
            "an_event_is_dropped_after_the_time_limit",
        ],
    },
];

const BATCH: &str = "https://developers.facebook.com/docs/graph-api/batch-requests";
const BUTTONS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/buttons";
const CONVERSATIONS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations";
const DEBUGGING: &str = "https://developers.facebook.com/docs/facebook-login/access-tokens/debugging-and-error-handling";
const MESSENGER_PROFILE: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api";
const GREETING: &str = "https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api/greeting";
const ICE_BREAKERS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api/ice-breakers";
const COMMANDS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api/commands";
const WHITELISTED_DOMAINS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api/domain-whitelisting";
const PERSISTENT_MENU: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/persistent-menu";
const MESSAGE_ATTACHMENTS: &str =
    "https://developers.facebook.com/docs/graph-api/reference/message/attachments/";
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
const FIELD_EXPANSION: &str =
    "https://developers.facebook.com/docs/graph-api/guides/field-expansion";
const GRAPH: &str = "https://developers.facebook.com/docs/graph-api/overview";
const MESSENGER_ERRORS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes";
const PERSONAS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas";
const PERSONAS_EDGE: &str =
    "https://developers.facebook.com/docs/graph-api/reference/page/personas/";
const RESULTS: &str = "https://developers.facebook.com/docs/graph-api/results";
const SENDER_ACTIONS: &str =
    "https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions";
const VERSION_26: &str = "https://developers.facebook.com/docs/graph-api/changelog/version26.0";
const WEBHOOKS: &str =
    "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks";
const WEBHOOK_DELIVERIES: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-deliveries";
const WEBHOOK_ECHOES: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-echoes";
const WEBHOOK_HANDOVERS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_handovers";
const WEBHOOK_MESSAGES: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messages";
const WEBHOOK_POSTBACKS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_postbacks";
const WEBHOOK_REACTIONS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-reactions";
const WEBHOOK_READS: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-reads";
const WEBHOOK_STANDBY: &str = "https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/standby";
const VERSIONS: &str = "https://developers.facebook.com/docs/graph-api/changelog/versions/";
