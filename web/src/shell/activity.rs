//! What is said about the requests on every screen.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    clock::call_at,
    components::{ActivityDrawer, MENU, RateLimitBanner, focus_by_id},
    route,
    state::{Activity, Connected, ImportRun, Stage},
};

/// The latest requests beside the screen, except beside the screen that shows all of them.
#[component]
pub(super) fn ActivityPanel(is_open: RwSignal<bool>) -> impl IntoView {
    let activity = Activity::current();
    let path = use_location().pathname;
    Effect::new(move |_| {
        if path.with(|path| path == route::ACTIVITY) {
            is_open.set(false);
        }
    });
    let close = move |()| {
        is_open.set(false);
        focus_by_id(MENU);
    };
    view! {
        <Show when=move || is_open.get()>
            <ActivityDrawer entries=Signal::derive(move || activity.entries()) on_close=close />
        </Show>
    }
}

/// That Graph refuses requests, unless the screen of the import says so.
#[component]
pub(super) fn RateLimit() -> impl IntoView {
    let (activity, connected) = (Activity::current(), Connected::current());
    let path = use_location().pathname;
    let stage = ImportRun::current().stage();
    let until = Memo::new(move |_| activity.refused_until(&connected.page.id));
    Effect::new(move |_| {
        if let Some(until) = until.get() {
            call_at(Duration::from_millis(until), move || activity.end_wait());
        }
    });
    let is_said =
        move || path.with(|path| path == route::IMPORT) && matches!(stage.get(), Stage::Waiting(_));
    view! { <RateLimitBanner until=Signal::derive(move || until.get().filter(|_| !is_said())) /> }
}
