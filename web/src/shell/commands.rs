//! What the command palette offers beside the personas.

use leptos::prelude::*;
use messenger_personas::{Page, PageId};

use crate::{
    components::Command,
    model::{
        list_query::{ListQuery, Only},
        profile::Profile,
    },
    route, text,
};

/// What commands set going.
#[derive(Clone, Copy)]
pub(super) struct Doing {
    /// Goes to an address.
    pub(super) go: Callback<String>,
    pub(super) switch: Callback<PageId>,
    pub(super) forget: Callback<()>,
    pub(super) sheet: RwSignal<bool>,
    pub(super) asks_token: RwSignal<bool>,
}

/// Every command, with one for each of `others`, the Pages that can be switched to.
pub(super) fn all(others: Vec<Page>, doing: Doing) -> Vec<Command> {
    let Doing { go, switch, forget, sheet, asks_token } = doing;
    let to = |title: &str, keys, address: String| {
        command(title, keys, Callback::new(move |()| go.run(address.clone())))
    };
    let only = |only| route::personas(&ListQuery { only, ..ListQuery::default() });
    let mut commands = vec![
        to(text::editing::NEW, &["c"], route::NEW_PERSONA.to_owned()),
        to(text::list::TITLE, &["g", "p"], route::PERSONAS.to_owned()),
        to(text::import::TITLE, &[], route::IMPORT.to_owned()),
        to(text::talk::TITLE, &["g", "c"], route::CONVERSATIONS.to_owned()),
        to(text::shell::LOOK_ALIKE, &[], only(Only::Alike)),
        to(text::shell::UNUSED, &[], only(Only::Unused)),
    ];
    commands.extend(others.into_iter().map(|page| {
        let title = text::shell::switch_to(&Profile::from(&page).name);
        command(&title, &[], Callback::new(move |()| switch.run(page.id.clone())))
    }));
    let opens = |signal: RwSignal<bool>| Callback::new(move |()| signal.set(true));
    commands.extend([
        command(text::shell::SHORTCUTS, &["?"], opens(sheet)),
        command(text::connect::RECONNECT_COMMAND, &[], opens(asks_token)),
        command(text::shell::DISCONNECT, &[], forget),
    ]);
    commands
}

fn command(title: &str, keys: &'static [&'static str], run: Callback<()>) -> Command {
    Command { title: title.to_owned(), keys, run }
}
