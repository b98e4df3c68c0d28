//! The end of the work for a Page: at once, or after a question if something is under way.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::PageId;

use crate::{
    components::LeaveDialog,
    route,
    state::{Connection, Deletions, ImportRun},
    text::shell,
};

/// How one stops working for a Page.
#[derive(Clone)]
pub(super) enum Leave {
    Forget,
    Switch(PageId),
}

/// What is lost if the work for this Page ends now.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Unfinished {
    /// Whether an import is running.
    import: bool,
    /// How many personas are about to be deleted.
    deletions: usize,
}

/// Returns a function that leaves, or sets `leaving` so that [`dialog`] asks first.
pub(super) fn use_leave(
    leaving: RwSignal<Option<Leave>>,
) -> impl Fn(Leave) + Copy + Send + Sync + 'static {
    let (leave, unfinished) = (leaves(), use_unfinished());
    move |how| {
        if unfinished() == (Unfinished { import: false, deletions: 0 }) {
            leave(how);
        } else {
            leaving.set(Some(how));
        }
    }
}

fn use_unfinished() -> impl Fn() -> Unfinished + Copy + Send + Sync + 'static {
    let (import, deletions) = (ImportRun::current(), Deletions::current());
    move || untrack(|| Unfinished { import: import.is_running(), deletions: deletions.held() })
}

/// The question, while there is one.
pub(super) fn dialog(leaving: RwSignal<Option<Leave>>) -> impl IntoView {
    let (leave, unfinished) = (leaves(), use_unfinished());
    let what = Memo::new(move |_| {
        if leaving.with(Option::is_none) {
            return Vec::new();
        }
        let Unfinished { import, deletions } = unfinished();
        let import = import.then(|| shell::LEAVE_IMPORT.to_owned());
        let deletions = (deletions > 0).then(|| shell::leave_deletions(deletions));
        import.into_iter().chain(deletions).collect()
    });
    let way = move || match leaving.get() {
        Some(Leave::Forget) => shell::DISCONNECT_ANYWAY,
        _ => shell::SWITCH_ANYWAY,
    };
    view! {
        <LeaveDialog
            what
            leave=Signal::derive(way)
            on_leave=move |()| {
                if let Some(how) = leaving.try_update(Option::take).flatten() {
                    leave(how);
                }
            }
            on_close=move |()| leaving.set(None)
        />
    }
}

fn leaves() -> impl Fn(Leave) + Copy + Send + Sync + 'static {
    let connection = Connection::current();
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| {
        navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
    };
    move |how| match how {
        Leave::Forget => {
            connection.disconnect();
            go(route::CONNECT);
        }
        Leave::Switch(page_id) => {
            go(route::PERSONAS);
            // By then the screen is gone that would ask for its persona as another Page.
            set_timeout(move || connection.switch(&page_id), Duration::ZERO);
        }
    }
}
