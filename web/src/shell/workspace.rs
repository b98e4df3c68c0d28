//! The screens of whoever is connected, and what is around them: the bar, the palette, and what goes on
//! on every screen.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use messenger_personas::PageId;

use super::{
    Main,
    activity::{ActivityPanel, RateLimit},
    commands::{self, Actions},
    leaving::{self, Leave},
    pending_deletions::PendingDeletions,
};
use crate::{
    announcer::Announcer,
    components::{Palette, TopBar, copy},
    connectivity::Connectivity,
    keyboard::Keyboard,
    model::{
        inbox::ConversationList,
        palette::{Choice, Correspondent, PersonaAction},
        shortcut::Action,
    },
    route,
    screens::{Reconnecting, Screens},
    settings::Settings,
    state::{self, Activity, Connected, Connection, Deletions, ImportRun, Inbox, PersonaStore},
    text,
};

/// Provides what belongs to the connection, and shows the Page that is worked on.
#[component]
pub(crate) fn Workspace() -> impl IntoView {
    state::provide_connection();
    let connection = Connection::current();
    // Keyed by the Page: neither views nor contexts of one Page are used for another.
    view! {
        <For
            each=move || connection.connected()
            key=|connected| connected.page.id.clone()
            children=|connected| view! { <PageWorkspace connected /> }
        />
    }
}

#[component]
fn PageWorkspace(connected: Connected) -> impl IntoView {
    state::provide_page(&connected);
    let connection = Connection::current();
    let (personas, deletions) = (PersonaStore::current(), Deletions::current());
    let (keyboard, connectivity) = (Keyboard::current(), Connectivity::current());
    let sheet = keyboard.is_sheet_open;
    let palette = RwSignal::new(false);
    let activity_panel = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| {
        navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
    };
    keyboard.on(move |action| {
        let to = match action {
            Action::Create => route::NEW_PERSONA,
            Action::GoPersonas => route::PERSONAS,
            Action::GoConversations => route::CONVERSATIONS,
            Action::GoActivity => route::ACTIVITY,
            _ => return false,
        };
        go(to);
        true
    });
    let settings = Settings::current();
    let leaving = RwSignal::new(None::<Leave>);
    let leave = leaving::use_leave(leaving);
    let forget = Callback::new(move |()| leave(Leave::Forget));
    let switch = Callback::new(move |page_id: PageId| leave(Leave::Switch(page_id)));
    let chord = window_event_listener(leptos::ev::keydown, move |event| {
        let is_chord =
            (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        if is_chord && event.key() == "k" {
            event.prevent_default();
            sheet.set(false);
            palette.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || chord.remove());
    // What was refused for want of a network is asked for once there is one.
    Effect::new(move |before: Option<bool>| {
        let is_online = connectivity.is_online.get();
        if before == Some(false) && is_online {
            personas.resume_failed();
        }
        is_online
    });
    let pages = connection.pages();
    let mut others = pages.clone();
    others.retain(|page| page.id != connected.page.id);
    let commands = commands::all(
        others,
        Actions {
            go: Callback::new(move |to: String| go(&to)),
            switch,
            forget,
            sheet,
            activity: activity_panel,
            asks_token: connectivity.asks_token,
            settings,
        },
    );
    let announcer = Announcer::current();
    // Read each time the palette opens.
    let people = use_people(palette);
    let choose = move |choice: Choice| match choice {
        Choice::Command(_) => {}
        Choice::Person(person) => go(&route::conversation(&person.psid)),
        Choice::Persona(persona, action) => match action {
            PersonaAction::Open => go(&route::persona(&persona.id)),
            PersonaAction::WriteAs => go(&route::speaking_as(route::CONVERSATIONS, &persona.id)),
            PersonaAction::Edit => go(&route::edit(&persona.id)),
            PersonaAction::CopyId => {
                copy(persona.id.to_string(), text::persona::ID_COPY, announcer);
            }
        },
    };
    let import_run = ImportRun::current();
    let import = Memo::new(move |_| {
        import_run.state.with(|import| {
            let tally = import.is_running().then(|| import.run().tally())?;
            Some(text::shell::importing(tally.finished(), tally.total()))
        })
    });
    let (activity, page_id) = (Activity::current(), connected.page.id.clone());
    let usage = Memo::new(move |_| activity.limits(&page_id));
    view! {
        <TopBar
            page=connected.profile()
            page_id=connected.page.id.clone()
            pages
            on_emulator=connected.on_emulator()
            path=use_location().pathname
            import
            usage
            theme=settings.theme()
            on_theme=move |theme| settings.set_theme(theme)
            density=settings.density()
            on_density=move |density| settings.set_density(density)
            on_switch=switch
            on_palette=move |()| palette.set(true)
            on_activity=move |()| activity_panel.set(true)
            on_sheet=move |()| sheet.set(true)
            on_reconnect=move |()| connectivity.asks_token.set(true)
            on_forget=forget
        />
        <RateLimit />
        <Main><Screens /></Main>
        <PendingDeletions />
        <ActivityPanel is_open=activity_panel />
        {leaving::dialog(leaving)}
        <Palette
            open=palette
            on_close=move |()| palette.set(false)
            commands
            entries=Signal::derive(move || {
                let mut entries = personas.entries();
                deletions.leave_out(&mut entries);
                entries
            })
            people
            on_choose=choose
        />
        <Reconnecting />
    }
}

/// The people who wrote to the Page, as far as they were loaded.
fn use_people(is_open: RwSignal<bool>) -> Signal<Vec<Correspondent>> {
    let inbox = Inbox::current();
    let conversations = inbox.conversations();
    Effect::new(move |_| {
        let is_loaded = || conversations.with_untracked(ConversationList::is_loaded);
        if is_open.get() && !is_loaded() && !inbox.is_refused().get_untracked() {
            inbox.refresh();
        }
    });
    Signal::derive(move || {
        if !is_open.get() {
            return Vec::new();
        }
        let known = |(psid, name): (_, Option<String>)| Some(Correspondent { psid, name: name? });
        conversations.with(|all| {
            let all = all.all().iter().map(|one| (one.psid.clone(), one.name.clone()));
            all.filter_map(known).collect()
        })
    })
}
