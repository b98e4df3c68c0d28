//! What is around every screen: the banner, and what keys open.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]

mod around;
mod commands;
mod leaving;

use leptos::prelude::*;

pub(crate) use self::around::around;
use crate::{
    components::ShortcutsSheet,
    keyboard::Keyboard,
    later::Later,
    lifeline::Lifeline,
    model::shortcut::Action,
    route,
    router::{NavigateOptions, use_navigate},
    session::Session,
    text,
};

/// Stands above the screen.
#[component]
pub(crate) fn Shell() -> impl IntoView {
    let session = Session::current();
    let (keyboard, lifeline, later) = (Keyboard::current(), Lifeline::current(), Later::current());
    let sheet = RwSignal::new(false);
    let navigate = StoredValue::new_local(use_navigate());
    let connected = Memo::new(move |_| session.connected());
    keyboard.on(move |action| {
        let to = match action {
            Action::Sheet => {
                sheet.set(true);
                return true;
            }
            Action::Create => route::NEW_PERSONA,
            Action::GoPersonas => route::PERSONAS,
            Action::GoConversations => route::CONVERSATIONS,
            _ => return false,
        };
        let is_connected = connected.with_untracked(Option::is_some);
        if is_connected {
            navigate.with_value(|navigate| navigate(to, NavigateOptions::default()));
        }
        is_connected
    });
    view! {
        {move || match later.parts() {
            Some(parts) => Some((parts.around)(sheet)),
            // Its place is kept, so that nothing moves when it comes.
            None => connected.get().map(|_| view! { <div class="top-bar to-come"></div> }.into_any()),
        }}
        <p class="banner" role="status">{move || (!lifeline.is_online.get()).then_some(text::shell::OFFLINE)}</p>
        <ShortcutsSheet
            open=sheet
            on_close=move |()| sheet.set(false)
            is_on=keyboard.is_on
            on_switch=move |on| keyboard.switch(on)
        />
    }
}
