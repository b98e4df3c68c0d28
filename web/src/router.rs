//! The address: what it is, going to another one, and links that do not load the page again.
//!
//! It is a part of what a router does, at a tenth of the size.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, UrlSearchParams};

use crate::model::screen::Screen;

/// The address of the page, as a signal.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    pathname: RwSignal<String>,
    search: RwSignal<String>,
}

impl Router {
    /// Provides a router to everything below, and takes over links and the browser's own buttons.
    pub(crate) fn provide() -> Self {
        let router = Self { pathname: RwSignal::default(), search: RwSignal::default() };
        router.look();
        provide_context(router);
        window_event_listener(leptos::ev::popstate, move |_| router.look());
        window_event_listener(leptos::ev::click, move |event| {
            let is_plain = event.button() == 0
                && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if !is_plain || event.default_prevented() {
                return;
            }
            if let Some(to) = event.target().and_then(|target| address_of(&target)) {
                event.prevent_default();
                let replace = to == {
                    let (pathname, search) = here();
                    pathname + &search
                };
                router.go(&to, NavigateOptions { replace, ..NavigateOptions::default() });
            }
        });
        router
    }

    /// What is shown.
    pub(crate) fn screen(self) -> Memo<Screen> {
        Memo::new(move |_| self.pathname.with(|path| Screen::at(path).0))
    }

    fn go(self, to: &str, options: NavigateOptions) {
        let Ok(history) = window().history() else { return };
        // A browser that refuses has been asked too often in a second: the address follows later,
        // the screen at once.
        drop(if options.replace {
            history.replace_state_with_url(&JsValue::NULL, "", Some(to))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(to))
        });
        let (pathname, search) = to.split_once('?').unwrap_or((to, ""));
        self.arrive(pathname.to_owned(), search.to_owned());
        if options.scroll {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }

    fn look(self) {
        let (pathname, search) = here();
        self.arrive(pathname, search.trim_start_matches('?').to_owned());
    }

    fn arrive(self, pathname: String, search: String) {
        if self.search.with_untracked(|old| *old != search) {
            self.search.set(search);
        }
        if self.pathname.with_untracked(|old| *old != pathname) {
            self.pathname.set(pathname);
        }
    }
}

/// How to go to an address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NavigateOptions {
    /// In place of the address that is there, which Back then skips.
    pub(crate) replace: bool,
    /// To the top of the page.
    pub(crate) scroll: bool,
}

impl Default for NavigateOptions {
    /// A new step for Back, from the top of the page.
    fn default() -> Self {
        Self { replace: false, scroll: true }
    }
}

/// The parts of the address.
#[derive(Clone, Copy)]
pub(crate) struct Location {
    /// The path, as it stands there.
    pub(crate) pathname: Signal<String>,
}

/// The query of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query(String);

impl Query {
    /// The value of a parameter.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        UrlSearchParams::new_with_str(&self.0).ok()?.get(name)
    }
}

/// The address, as a signal.
pub(crate) fn use_location() -> Location {
    Location { pathname: current().pathname.into() }
}

/// Answers whether a path is the address by then; the screen that asks may be gone.
pub(crate) fn use_is_at() -> impl Fn(&str) -> bool + Copy {
    let pathname = current().pathname;
    move |path| pathname.with_untracked(|here| here == path)
}

/// The query, as a signal.
pub(crate) fn use_query_map() -> Memo<Query> {
    let search = current().search;
    Memo::new(move |_| Query(search.get()))
}

/// Of what the screen that is coming up is: the id in its path. It stays what it was while the
/// screen is being left.
pub(crate) fn use_subject() -> Memo<String> {
    let pathname = current().pathname;
    let screen = pathname.with_untracked(|path| Screen::at(path).0);
    Memo::new(move |old: Option<&String>| {
        pathname.with(|path| match Screen::at(path) {
            (now, subject) if now == screen => subject.map(decoded).unwrap_or_default(),
            _ => old.cloned().unwrap_or_default(),
        })
    })
}

/// What goes to an address.
pub(crate) fn use_navigate() -> impl Fn(&str, NavigateOptions) + Clone + Send + Sync + 'static {
    let router = current();
    move |to: &str, options| router.go(to, options)
}

fn current() -> Router {
    expect_context()
}

fn here() -> (String, String) {
    let location = window().location();
    (location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

/// Where a link of this console leads, if `target` is in one.
fn address_of(target: &web_sys::EventTarget) -> Option<String> {
    let link = target.dyn_ref::<Element>()?.closest("a[href]").ok()??;
    let is_ours = link.get_attribute("target").is_none()
        && !link.has_attribute("download")
        && !link.get_attribute("href")?.starts_with('#');
    let link: HtmlAnchorElement = link.dyn_into().ok()?;
    let is_here = window().location().origin().is_ok_and(|origin| origin == link.origin());
    (is_ours && is_here).then(|| link.pathname() + &link.search())
}

fn decoded(part: &str) -> String {
    js_sys::decode_uri_component(part).map_or_else(|_| part.to_owned(), String::from)
}
