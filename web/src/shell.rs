//! What is around every screen.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]

mod activity;
mod commands;
mod leaving;
mod pending_deletions;
mod workspace;

use leptos::prelude::*;

pub(crate) use self::workspace::Workspace;
use crate::{connectivity::Connectivity, text};

/// The landmark of the screen. Above it stands whether the browser is offline.
#[component]
pub(crate) fn Main(children: Children) -> impl IntoView {
    let connectivity = Connectivity::current();
    view! {
        <p class="banner" role="status">{move || (!connectivity.is_online.get()).then_some(text::shell::OFFLINE)}</p>
        <main id="main" tabindex="-1">{children()}</main>
    }
}
