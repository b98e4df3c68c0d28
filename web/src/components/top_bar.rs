//! The bar above every screen.

use leptos::prelude::*;

use super::{
    avatar::{Avatar, AvatarSize},
    icon::{Glyph, Icon},
};
use crate::{model::face::Face, route};

/// The Page that is connected, where its Graph is, and the way to each list.
#[component]
pub(crate) fn TopBar(
    page: Face,
    on_emulator: bool,
    /// The path of the screen that is shown.
    #[prop(into)]
    path: Signal<String>,
    #[prop(into)] on_forget: Callback<()>,
) -> impl IntoView {
    let current = move |to: &'static str| {
        move || {
            path.with(|path| {
                if path == to {
                    Some("page")
                } else if path.strip_prefix(to).is_some_and(|rest| rest.starts_with('/')) {
                    Some("true")
                } else {
                    None
                }
            })
        }
    };
    let (badge, class, title) = if on_emulator {
        ("Emulator", "badge emulator", "The local emulator answers. Nothing reaches Meta.")
    } else {
        ("Live", "badge live", "Meta's Graph answers. Customers see what is sent.")
    };
    view! {
        <header class="top-bar">
            <div class="top-bar-page">
                <Avatar face=page.clone() size=AvatarSize::Small />
                <span class="top-bar-name">{page.name.clone()}</span>
                <span class=class title=title>{badge}</span>
            </div>
            <nav aria-label="Main">
                <a href=route::PERSONAS aria-current=current(route::PERSONAS)>
                    <Icon glyph=Glyph::People />"Personas"
                </a>
                <a href=route::CONVERSATIONS aria-current=current(route::CONVERSATIONS)>
                    <Icon glyph=Glyph::Bubble />"Conversations"
                </a>
            </nav>
            <button type="button" class="button quiet" title="Forgets the access token" on:click=move |_| on_forget.run(())>
                "Disconnect"
            </button>
        </header>
    }
}
