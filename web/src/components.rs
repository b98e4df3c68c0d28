//! What screens are made of. Every component is a function of its props: no session, no calls.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![expect(clippy::needless_pass_by_value, reason = "props are values")]

mod advice;
mod avatar;
mod bubbles;
mod bulk_bar;
mod composer;
mod connect_form;
mod connect_review;
mod copy_button;
mod countdown;
mod delete_dialog;
mod deletion_bar;
mod demo_pages;
mod dialog;
mod focus;
mod graph_error;
mod heading;
mod icon;
mod import_files;
mod import_form;
mod import_mapping;
mod import_table;
mod leave_dialog;
mod marked;
mod menu;
mod notice;
mod palette;
mod people_list;
mod persona_form;
mod persona_table;
mod picture_check;
mod picture_choices;
mod play_person;
mod preview;
mod psid_form;
mod rate_limit_notice;
mod reading;
mod segment;
mod shortcuts_sheet;
mod speak_as;
mod text_field;
mod token_help;
mod top_bar;

pub(crate) use self::{
    advice::Advice,
    avatar::Avatar,
    bubbles::Bubbles,
    bulk_bar::BulkBar,
    composer::Composer,
    connect_form::ConnectForm,
    connect_review::ConnectReview,
    copy_button::CopyButton,
    delete_dialog::DeleteDialog,
    deletion_bar::DeletionBar,
    demo_pages::DemoPages,
    dialog::Dialog,
    focus::{
        focus_by_id, focus_heading, focus_heading_in_place, focus_if_lost, keep_focus, once_shown,
    },
    graph_error::GraphError,
    heading::Heading,
    icon::{Glyph, Icon},
    import_files::{FILE, SaveAs, save},
    import_form::{ImportForm, ROWS},
    import_mapping::ImportMapping,
    import_table::{ImportTable, ShownRow, Tone, import_row},
    leave_dialog::LeaveDialog,
    notice::Notice,
    palette::{Command, Palette},
    people_list::PeopleList,
    persona_form::{NAME as NAME_FIELD, PersonaForm},
    persona_table::{PersonaTable, focus_row, focus_row_in_place},
    picture_check::PictureChecked,
    play_person::PlayPerson,
    preview::Preview,
    psid_form::PsidForm,
    rate_limit_notice::RateLimitNotice,
    reading::Reading,
    segment::Segment,
    shortcuts_sheet::ShortcutsSheet,
    speak_as::SpeakAs,
    text_field::TextField,
    token_help::TokenHelp,
    top_bar::TopBar,
};
