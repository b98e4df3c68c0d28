//! The bar above every screen.

use leptos::{html, prelude::*};
use messenger_personas::{Page, PageId};
use wasm_bindgen::JsCast;

use super::{
    avatar::{Avatar, AvatarSize},
    focus::focus_by_id,
    icon::{Glyph, Icon},
};
use crate::{
    model::face::Face,
    route,
    text::{list, shell, talk},
};

/// The Page that is connected, where its Graph is, and the way to each list.
#[component]
pub(crate) fn TopBar(
    page: Face,
    /// The Page's id.
    page_id: PageId,
    /// Every Page that can be switched to.
    pages: Vec<Page>,
    on_emulator: bool,
    #[prop(into)] on_switch: Callback<PageId>,
    /// The path of the screen that is shown.
    #[prop(into)]
    path: Signal<String>,
    #[prop(into)] on_palette: Callback<()>,
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
        (shell::EMULATOR, "badge emulator", shell::EMULATOR_MEANS)
    } else {
        (shell::LIVE, "badge live", shell::LIVE_MEANS)
    };
    let others: Vec<_> = pages.into_iter().filter(|page| page.id != page_id).collect();
    let name = if others.is_empty() {
        view! { <span class="top-bar-name">{page.name.clone()}</span> }.into_any()
    } else {
        let is_open = RwSignal::new(false);
        let details = NodeRef::<html::Details>::new();
        let to = |page: Page| {
            let face = Face::from(&page);
            let name = face.name.clone();
            view! {
                <li>
                    <button type="button" on:click=move |_| on_switch.run(page.id.clone())>
                        <Avatar face=face size=AvatarSize::Small />
                        <span><span class="visually-hidden">{shell::SWITCH_TO}</span>{name}</span>
                    </button>
                </li>
            }
        };
        view! {
            <details
                node_ref=details
                class="page-switch"
                prop:open=is_open
                on:toggle:target=move |event| is_open.set(event.target().open())
                on:focusout=move |event| {
                    let next = event.related_target().and_then(|next| next.dyn_into::<web_sys::Node>().ok());
                    let details = details.try_get_untracked().flatten();
                    if next.zip(details).is_some_and(|(next, details)| !details.contains(Some(&next))) {
                        is_open.set(false);
                    }
                }
                on:keydown=move |event| {
                    if event.key() == "Escape" && is_open.get_untracked() {
                        is_open.set(false);
                        focus_by_id(SWITCH);
                    }
                }
            >
                <summary id=SWITCH title=shell::SWITCH>
                    <span class="top-bar-name">{page.name.clone()}</span>
                    <Icon glyph=Glyph::Chevron />
                </summary>
                <ul>{others.into_iter().map(to).collect::<Vec<_>>()}</ul>
            </details>
        }
        .into_any()
    };
    view! {
        <header class="top-bar">
            <div class="top-bar-page">
                <Avatar face=page.clone() size=AvatarSize::Small />
                {name}
                <span class=class title=title>{badge}</span>
            </div>
            <nav aria-label=shell::MAIN>
                <a href=route::PERSONAS aria-current=current(route::PERSONAS)>
                    <Icon glyph=Glyph::People />{list::TITLE}
                </a>
                <a href=route::CONVERSATIONS aria-current=current(route::CONVERSATIONS)>
                    <Icon glyph=Glyph::Bubble />{talk::TITLE}
                </a>
            </nav>
            <div class="top-bar-end">
                <button type="button" class="button quiet palette-button" title=shell::PALETTE_HINT on:click=move |_| on_palette.run(())>
                    <Icon glyph=Glyph::Keyboard />
                    <span class="visually-hidden">{shell::PALETTE}</span>
                    <span class="keys" aria-hidden="true">{shell::PALETTE_KEYS.map(|key| view! { <kbd>{key}</kbd> })}</span>
                </button>
                <button type="button" class="button quiet" title=shell::DISCONNECT_HINT on:click=move |_| on_forget.run(())>
                    <Icon glyph=Glyph::Leave />
                    <span class="label">{shell::DISCONNECT}</span>
                </button>
            </div>
        </header>
    }
}

const SWITCH: &str = "page-switch";
