//! The screens of whoever is connected, and what is around them: the bar, the palette, and what goes on
//! on every screen.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use messenger_personas::{PageId, Persona};

use super::{
    Main,
    commands::{self, Doing},
    leaving::{self, Leave},
    pending_deletions::PendingDeletions,
};
use crate::{
    components::{Palette, TopBar},
    connectivity::Connectivity,
    keyboard::Keyboard,
    model::shortcut::Action,
    route,
    screens::{Reconnecting, Screens},
    session::{PersonaStore, Session},
    text,
    theme::Theme,
};

#[component]
pub(crate) fn Workspace() -> impl IntoView {
    let session = Session::current();
    let (personas, connectivity) = (PersonaStore::current(), Connectivity::current());
    let keyboard = Keyboard::current();
    let sheet = keyboard.is_sheet_open;
    let palette = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| {
        navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
    };
    let connected = Memo::new(move |_| session.connected());
    keyboard.on(move |action| {
        let to = match action {
            Action::Create => route::NEW_PERSONA,
            Action::GoPersonas => route::PERSONAS,
            Action::GoConversations => route::CONVERSATIONS,
            _ => return false,
        };
        go(to);
        true
    });
    let leaving = RwSignal::new(None::<Leave>);
    let ask = leaving::asks(session, leaving);
    let forget = Callback::new(move |()| ask(Leave::Forget));
    let switch = Callback::new(move |page_id: PageId| ask(Leave::Switch(page_id)));
    window_event_listener(leptos::ev::keydown, move |event| {
        let is_chord =
            (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        if is_chord && event.key() == "k" && connected.with_untracked(Option::is_some) {
            event.prevent_default();
            sheet.set(false);
            palette.update(|open| *open = !*open);
        }
    });
    // What was refused for want of a network is asked for once there is one.
    Effect::new(move |before: Option<bool>| {
        let is_online = connectivity.is_online.get();
        if before == Some(false) && is_online {
            personas.resume_failed();
        }
        is_online
    });
    let commands = Signal::derive(move || {
        let here = connected.get().map(|connected| connected.page.id);
        let mut others = session.pages();
        others.retain(|page| here.as_ref() != Some(&page.id));
        let to = Callback::new(move |to: String| go(&to));
        let asks_token = connectivity.asks_token;
        commands::all(others, Doing { go: to, switch, forget, sheet, asks_token })
    });
    let path = use_location().pathname;
    let theme = Theme::current();
    let importing = session.importing();
    let import = Memo::new(move |_| {
        importing.state.with(|import| {
            let tally = import.is_running().then(|| import.run().tally())?;
            Some(text::shell::importing(tally.finished(), tally.total()))
        })
    });
    view! {
        {move || connected.get().map(|connected| view! {
            <TopBar
                page=connected.profile()
                page_id=connected.page.id.clone()
                pages=session.pages()
                on_emulator=connected.on_emulator()
                path
                import=import
                colours=Signal::derive(move || theme.colours())
                on_colours=move |colours| theme.choose(colours)
                on_switch=switch
                on_palette=move |()| palette.set(true)
                on_sheet=move |()| sheet.set(true)
                on_reconnect=move |()| connectivity.asks_token.set(true)
                on_forget=forget
            />
        })}
        <Main>
            {move || connected.get().map(|connected| {
                provide_context(connected);
                view! { <Screens /> }
            })}
        </Main>
        <PendingDeletions />
        {leaving::dialog(session, leaving)}
        <Palette
            open=palette
            on_close=move |()| palette.set(false)
            commands
            entries=Signal::derive(move || {
                let mut entries = personas.entries();
                entries.retain(|entry| !session.deletions.holds(&entry.persona));
                entries
            })
            on_persona=move |persona: Persona| go(&route::persona(&persona.id))
        />
        <Reconnecting />
    }
}
