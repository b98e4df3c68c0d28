//! What calls need, and what is done when it is missing: a connection, and a token that is accepted.

use leptos::prelude::*;

/// Whether calls can be made.
#[derive(Clone, Copy)]
pub(crate) struct Connectivity {
    /// Whether the browser has a network.
    pub(crate) is_online: RwSignal<bool>,
    /// Whether a new token is asked for.
    pub(crate) asks_token: RwSignal<bool>,
}

impl Connectivity {
    /// Provides one to everything below, and watches the network.
    pub(crate) fn provide() -> Self {
        let connectivity = Self {
            is_online: RwSignal::new(window().navigator().on_line()),
            asks_token: RwSignal::new(false),
        };
        window_event_listener(leptos::ev::online, move |_| connectivity.is_online.set(true));
        window_event_listener(leptos::ev::offline, move |_| connectivity.is_online.set(false));
        provide_context(connectivity);
        connectivity
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }
}
