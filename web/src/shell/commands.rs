//! The commands of the palette.

use leptos::prelude::*;
use messenger_personas::{Page, PageId};

use crate::{
    components::Command,
    model::{
        list_query::{ListQuery, Only},
        palette::Group,
        profile::Profile,
        settings::{Density, Theme},
    },
    route,
    settings::Settings,
    text::{self, palette as words, settings as names, shell},
};

/// What commands call.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    /// Goes to a path.
    pub(super) go: Callback<String>,
    pub(super) switch: Callback<PageId>,
    pub(super) forget: Callback<()>,
    pub(super) sheet: RwSignal<bool>,
    /// Whether the activity is shown beside the screen.
    pub(super) activity: RwSignal<bool>,
    pub(super) asks_token: RwSignal<bool>,
    pub(super) settings: Settings,
}

/// Every command. `others` are the Pages to switch to.
pub(super) fn all(others: Vec<Page>, actions: Actions) -> Vec<Command> {
    let Actions { go, switch, forget, sheet, activity, asks_token, settings } = actions;
    let to = |title: &str, keys, path: String| {
        command(Group::Actions, title, keys, move || go.run(path.clone()))
    };
    let only = |only| route::personas(&ListQuery { only, ..ListQuery::default() });
    let mut commands = vec![
        to(text::editing::NEW, &["c"], route::NEW_PERSONA.to_owned()),
        to(text::list::TITLE, &["g", "p"], route::PERSONAS.to_owned()),
        to(text::conversation::TITLE, &["g", "c"], route::CONVERSATIONS.to_owned()),
        to(text::import::TITLE, &[], route::IMPORT.to_owned()),
        to(words::DUPLICATES, &[], only(Only::Alike)),
        to(words::UNUSED, &[], only(Only::Unused)),
        to(text::activity::TITLE, &["g", "a"], route::ACTIVITY.to_owned()),
        to(names::TITLE, &[], route::SETTINGS.to_owned()),
        command(Group::Actions, shell::SHORTCUTS, &["?"], move || sheet.set(true)),
        command(Group::Actions, text::activity::SHOW_PANEL, &[], move || activity.set(true)),
        command(Group::Actions, text::connect::RECONNECT_COMMAND, &[], move || {
            asks_token.set(true);
        }),
        command(Group::Actions, shell::DISCONNECT, &[], move || forget.run(())),
    ];
    commands.extend(others.into_iter().map(|page| {
        let title = shell::switch_to(&Profile::from(&page).name);
        command(Group::Pages, &title, &[], move || switch.run(page.id.clone()))
    }));
    commands.extend(Theme::ALL.map(|theme| {
        let title = words::theme(names::theme(theme));
        command(Group::Appearance, &title, &[], move || settings.set_theme(theme))
    }));
    commands.extend(Density::ALL.map(|density| {
        let title = words::density(names::density(density));
        command(Group::Appearance, &title, &[], move || settings.set_density(density))
    }));
    commands
}

fn command(
    group: Group,
    title: &str,
    keys: &'static [&'static str],
    run: impl Fn() + Send + Sync + 'static,
) -> Command {
    Command { group, title: title.to_owned(), keys, run: Callback::new(move |()| run()) }
}
