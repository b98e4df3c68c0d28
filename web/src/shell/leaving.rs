//! The end of the work for a Page: at once, or after a question if something is under way.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::PageId;

use crate::{
    components::LeaveDialog,
    route,
    session::{Session, Unfinished},
    text::shell,
};

/// How one stops working for a Page.
#[derive(Clone)]
pub(super) enum Leave {
    Forget,
    Switch(PageId),
}

/// What leaves, or fills `leaving` so that [`dialog`] asks first.
pub(super) fn asks(
    session: Session,
    leaving: RwSignal<Option<Leave>>,
) -> impl Fn(Leave) + Copy + Send + Sync + 'static {
    let leave = leaves(session);
    move |how| {
        if session.unfinished() == Unfinished::default() {
            leave(how);
        } else {
            leaving.set(Some(how));
        }
    }
}

/// The question, while there is one.
pub(super) fn dialog(session: Session, leaving: RwSignal<Option<Leave>>) -> impl IntoView {
    let leave = leaves(session);
    let what = Memo::new(move |_| {
        if leaving.with(Option::is_none) {
            return Vec::new();
        }
        let Unfinished { imports, deletions } = session.unfinished();
        let import = imports.then(|| shell::LEAVE_IMPORT.to_owned());
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

fn leaves(session: Session) -> impl Fn(Leave) + Copy + Send + Sync + 'static {
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| {
        navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
    };
    move |how| match how {
        Leave::Forget => {
            session.forget();
            go(route::CONNECT);
        }
        Leave::Switch(page_id) => {
            go(route::PERSONAS);
            // By then the screen is gone that would ask for its persona as another Page.
            set_timeout(move || session.switch(&page_id), Duration::ZERO);
        }
    }
}
