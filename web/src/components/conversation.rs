//! Conversations with the customers of a Page.

mod composer;
mod customer_simulator;
mod message_list;
mod people_list;
mod persona_select;
mod psid_form;

pub(crate) use self::{
    composer::Composer, customer_simulator::CustomerSimulator, message_list::MessageList,
    people_list::PeopleList, persona_select::PersonaSelect, psid_form::PsidForm,
};
