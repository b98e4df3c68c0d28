//! The console as a whole: what every screen shares, and which screen an address shows.

use leptos::{mount::mount_to_body, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::{ParentRoute, Route, Router, Routes},
    hooks::{use_location, use_navigate},
    path,
};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    announcer::Announcer,
    components::TopBar,
    route,
    screens::{
        Connect, Conversation, Conversations, NewPersona, NoConversation, NotFound, PersonaScreen,
        Personas,
    },
    session::{Connected, Session},
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
    view! {
        <Router>
            <a class="skip-link" href="#main" on:click=|event| skip(&event)>"Skip to content"</a>
            <Top />
            <main id="main" tabindex="-1">
                <Routes fallback=|| gated(|_| view! { <NotFound /> })>
                    <Route path=path!("/") view=|| gated(|_| home()) />
                    <Route path=path!("/connect") view=|| gated(|_| home()) />
                    <Route path=path!("/personas") view=|| gated(|connected| view! { <Personas connected /> }) />
                    <Route path=path!("/personas/new") view=|| gated(|connected| view! { <NewPersona connected /> }) />
                    <Route path=path!("/personas/:id") view=|| gated(|connected| view! { <PersonaScreen connected /> }) />
                    <ParentRoute
                        path=path!("/conversations")
                        view=|| gated(|connected| view! { <Conversations connected /> })
                    >
                        <Route path=path!("") view=NoConversation />
                        <Route path=path!(":psid") view=|| gated(|connected| view! { <Conversation connected /> }) />
                    </ParentRoute>
                </Routes>
            </main>
            <p class="visually-hidden" role="status" aria-live="polite">{move || announcer.spoken()}</p>
        </Router>
    }
}

#[component]
fn Top() -> impl IntoView {
    let session = Session::current();
    let location = use_location();
    let navigate = use_navigate();
    let forget = Callback::new(move |()| {
        session.forget();
        navigate(route::CONNECT, NavigateOptions::default());
    });
    let connected = Memo::new(move |_| session.connected());
    move || {
        connected.get().map(|connected| {
            view! {
                <TopBar
                    page=connected.face()
                    on_emulator=connected.on_emulator()
                    path=location.pathname
                    on_forget=forget
                />
            }
        })
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

/// Goes to the first list.
fn home() -> impl IntoView {
    use_navigate()(
        route::PERSONAS,
        NavigateOptions { replace: true, ..NavigateOptions::default() },
    );
}

/// Puts the focus behind the bar. The router would take the link for an address.
fn skip(event: &leptos::ev::MouseEvent) {
    event.prevent_default();
    if let Some(main) = document().get_element_by_id("main") {
        // An element that is on the page takes the focus.
        drop(main.unchecked_into::<web_sys::HtmlElement>().focus());
    }
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
