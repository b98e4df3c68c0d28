//! The console as a whole: what every screen shares, and which screen an address shows.

use leptos::{mount::mount_to_body, prelude::*};
use wasm_bindgen::JsValue;

use crate::{
    announcer::Announcer,
    components::{focus_by_id, keep_focus},
    dropped,
    keyboard::Keyboard,
    later::{Away, Later},
    lifeline::Lifeline,
    router::Router,
    screens::Connect,
    session::{Connected, Session},
    shell::Shell,
    text,
};

/// Starts the console in the page's body.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| tell_page(&panic.to_string())));
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    Session::provide();
    let announcer = Announcer::provide();
    Lifeline::provide();
    Keyboard::provide();
    dropped::keep_page();
    keep_focus();
    let later = Later::provide();
    let screen = Router::provide().screen();
    let frame = Memo::new(move |_| screen.get().frame());
    view! {
        <a class="skip-link" href="#main" on:click=|event| skip(&event)>{text::shell::SKIP}</a>
        <Shell />
        <main id="main" tabindex="-1">
            {gated(move |connected| move || match later.parts() {
                Some(parts) => (parts.screen)(frame.get(), screen, connected.clone()),
                None => view! { <Away later /> }.into_any(),
            })}
        </main>
        <p class="visually-hidden" role="status" aria-live="polite">{move || announcer.spoken()}</p>
    }
}

/// `screen` for whoever is connected. Others connect first, at the same address, and go on from
/// there.
fn gated<V: IntoView + 'static>(
    screen: impl Fn(Connected) -> V + Send + Sync + 'static,
) -> impl IntoView {
    let session = Session::current();
    let connected = Memo::new(move |_| session.connected());
    move || match connected.get() {
        Some(connected) => screen(connected).into_any(),
        None => view! { <Connect /> }.into_any(),
    }
}

/// Puts the focus behind the bar. The router would take the link for an address.
fn skip(event: &leptos::ev::MouseEvent) {
    event.prevent_default();
    focus_by_id("main");
}

/// Hands the report of a crash to the page, which is still alive: see `boot.js`.
fn tell_page(report: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&JsValue::from_str(report));
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("personas:crash", &init) {
        // Nobody listens to the answer.
        drop(window().dispatch_event(&event));
    }
}
