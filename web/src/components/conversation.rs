//! Conversations with the customers of a Page.

mod composer;
mod customer_simulator;
mod file_dialog;
mod hand_off_dialog;
mod inbox_list;
mod message_list;
mod message_parts;
mod persona_select;
mod psid_form;
mod window_notice;

pub(crate) use self::{
    composer::Composer,
    customer_simulator::CustomerSimulator,
    file_dialog::FileDialog,
    hand_off_dialog::HandOffDialog,
    inbox_list::{InboxList, InboxRow},
    message_list::{Bubbles, MessageList},
    persona_select::PersonaSelect,
    psid_form::PsidForm,
    window_notice::WindowNotice,
};
