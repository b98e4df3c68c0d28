//! The console as a whole: what every screen shares, and whether a Page is connected.

use leptos::{mount::mount_to_body, prelude::*};
use leptos_router::components::Router;
use wasm_bindgen::JsValue;

use crate::{
    announcer::Announcer,
    components::{ShortcutsSheet, focus_by_id, keep_focus},
    connectivity::Connectivity,
    file_drop,
    keyboard::Keyboard,
    lazy::{self, LazyWorkspace},
    model::shortcut::Action,
    screens::Connect,
    settings::Settings,
    shell::Main,
    state::Connection,
    text,
};

/// Starts the console in the page's body.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| tell_page(&panic.to_string())));
    mount_to_body(App);
}

/// Connecting comes first, at whatever address. The workspace then shows the screen of that address.
#[component]
fn App() -> impl IntoView {
    let connection = Connection::provide();
    let announcer = Announcer::provide();
    Connectivity::provide();
    let settings = Settings::provide();
    let keyboard = Keyboard::provide();
    file_drop::keep_page();
    keep_focus();
    lazy::preload_on_first_use();
    keyboard.on(move |action| {
        let is_sheet = action == Action::Sheet;
        if is_sheet {
            keyboard.is_sheet_open.set(true);
        }
        is_sheet
    });
    let is_connected = Memo::new(move |_| connection.connected().is_some());
    view! {
        <Router>
            <a class="skip-link" href="#main" on:click=|event| skip(&event)>{text::shell::SKIP}</a>
            <Show when=move || is_connected.get() fallback=|| view! { <Main><Connect /></Main> }>
                <LazyWorkspace />
            </Show>
            <ShortcutsSheet
                open=keyboard.is_sheet_open
                on_close=move |()| keyboard.is_sheet_open.set(false)
                is_on=settings.has_single_keys()
                on_switch=move |on| settings.set_single_keys(on)
            />
            <p class="visually-hidden" role="status" aria-live="polite">{move || announcer.spoken()}</p>
        </Router>
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
