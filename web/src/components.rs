//! What screens are made of. Every component is a function of its props: no session, no calls.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![expect(clippy::needless_pass_by_value, reason = "props are values")]

mod avatar;
mod bubbles;
mod composer;
mod connect_form;
mod copy_button;
mod delete_dialog;
mod demo_pages;
mod graph_error;
mod heading;
mod icon;
mod notice;
mod people_list;
mod persona_form;
mod persona_table;
mod picture_choices;
mod play_person;
mod preview;
mod psid_form;
mod reading;
mod speak_as;
mod text_field;
mod top_bar;

pub(crate) use self::{
    avatar::Avatar,
    bubbles::Bubbles,
    composer::Composer,
    connect_form::ConnectForm,
    copy_button::CopyButton,
    delete_dialog::DeleteDialog,
    demo_pages::DemoPages,
    graph_error::GraphError,
    heading::{Heading, focus_heading},
    icon::{Glyph, Icon},
    notice::Notice,
    people_list::PeopleList,
    persona_form::PersonaForm,
    persona_table::PersonaTable,
    play_person::PlayPerson,
    preview::Preview,
    psid_form::PsidForm,
    reading::Reading,
    speak_as::SpeakAs,
    top_bar::TopBar,
};
