//! The bar above every screen.

use leptos::prelude::*;
use messenger_personas::{Page, PageId};

use crate::{
    components::{
        activity::UsageMeter,
        settings::{DensityControl, ThemeControl},
        ui::{Avatar, AvatarSize, Glyph, Icon, Menu, focus_by_id},
    },
    model::{
        activity::usage::Limit,
        profile::Profile,
        settings::{Density, Theme},
    },
    route,
    text::{activity, connect, conversation, list, settings, shell},
};

/// The Page that is connected, where its Graph is, the way to each list, and a menu of the rest.
#[component]
pub(crate) fn TopBar(
    page: Profile,
    /// The Page's id.
    page_id: PageId,
    /// Every Page that can be switched to.
    pages: Vec<Page>,
    on_emulator: bool,
    #[prop(into)] on_switch: Callback<PageId>,
    /// The path of the screen that is shown.
    #[prop(into)]
    path: Signal<String>,
    /// How far an import is that goes on.
    #[prop(into)]
    import: Signal<Option<String>>,
    /// How much is used of the rate limits, the highest first.
    #[prop(into)]
    usage: Signal<Vec<(Limit, u32)>>,
    #[prop(into)] theme: Signal<Theme>,
    #[prop(into)] on_theme: Callback<Theme>,
    #[prop(into)] density: Signal<Density>,
    #[prop(into)] on_density: Callback<Density>,
    #[prop(into)] on_palette: Callback<()>,
    /// Shows the activity beside the screen.
    #[prop(into)]
    on_activity: Callback<()>,
    /// Shows what keys do.
    #[prop(into)]
    on_sheet: Callback<()>,
    #[prop(into)] on_reconnect: Callback<()>,
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
    let name = page.name.clone();
    let import_elsewhere = move || import.get().filter(|_| path.with(|path| path != route::IMPORT));
    view! {
        <header class="top-bar">
            <div class="top-bar-page">
                <Avatar profile=page size=AvatarSize::Small />
                {if others.is_empty() {
                    view! { <span class="top-bar-name">{name}</span> }.into_any()
                } else {
                    view! { <PageSwitch name others on_switch /> }.into_any()
                }}
                <span class=class title=title>{badge}</span>
            </div>
            <nav aria-label=shell::MAIN>
                <a href=route::PERSONAS aria-current=current(route::PERSONAS)>
                    <Icon glyph=Glyph::People />{list::TITLE}
                </a>
                <a href=route::CONVERSATIONS aria-current=current(route::CONVERSATIONS)>
                    <Icon glyph=Glyph::Bubble />{conversation::TITLE}
                </a>
                {move || import_elsewhere().map(|progress| view! {
                    <a class="top-bar-import" href=route::IMPORT><span class="loading">{progress}</span></a>
                })}
            </nav>
            <div class="top-bar-end">
                <UsageMeter limits=usage />
                <button type="button" class="button palette-button" aria-keyshortcuts=shell::PALETTE_CHORD on:click=move |_| on_palette.run(())>
                    <Icon glyph=Glyph::Search />
                    <span class="label">{shell::PALETTE_OPEN}</span>
                    <span class="keys" aria-hidden="true">{shell::PALETTE_KEYS.map(|key| view! { <kbd>{key}</kbd> })}</span>
                </button>
                <MainMenu theme on_theme density on_density on_activity on_sheet on_reconnect on_forget />
            </div>
        </header>
    }
}

/// The name of the Page, which opens the list of the others.
#[component]
fn PageSwitch(name: String, others: Vec<Page>, on_switch: Callback<PageId>) -> impl IntoView {
    let to = move |page: Page| {
        let profile = Profile::from(&page);
        let name = profile.name.clone();
        view! {
            <li>
                <button type="button" on:click=move |_| on_switch.run(page.id.clone())>
                    <Avatar profile=profile size=AvatarSize::Small />
                    <span><span class="visually-hidden">{shell::SWITCH_TO}</span>{name}</span>
                </button>
            </li>
        }
    };
    view! {
        <Menu
            id="page-switch"
            is_open=RwSignal::new(false)
            class="menu page-switch"
            title=shell::SWITCH
            button=move || view! {
                <span class="top-bar-name">{name.clone()}</span>
                <Icon glyph=Glyph::Chevron />
            }
        >
            <ul>{others.clone().into_iter().map(to).collect::<Vec<_>>()}</ul>
        </Menu>
    }
}

/// Theme, density, and what is needed less often.
#[component]
fn MainMenu(
    theme: Signal<Theme>,
    on_theme: Callback<Theme>,
    density: Signal<Density>,
    on_density: Callback<Density>,
    on_activity: Callback<()>,
    on_sheet: Callback<()>,
    on_reconnect: Callback<()>,
    on_forget: Callback<()>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let item = move |glyph, title, hint: Option<&'static str>, run: Callback<()>| {
        let press = move |_| {
            is_open.set(false);
            // A dialog that opens gives the focus back to where it was.
            focus_by_id(MENU);
            run.run(());
        };
        view! {
            <li><button type="button" title=hint on:click=press><Icon glyph />{title}</button></li>
        }
    };
    view! {
        <Menu
            id=MENU
            is_open
            class="menu main-menu"
            button=|| view! {
                <Icon glyph=Glyph::More />
                <span class="visually-hidden">{shell::MENU}</span>
            }
        >
            <div class="menu-settings">
                <ThemeControl theme on_theme />
                <DensityControl density on_density />
            </div>
            <ul>
                {item(Glyph::Activity, activity::TITLE, Some(activity::SHOW_PANEL), on_activity)}
                <li><a href=route::SETTINGS on:click=move |_| is_open.set(false)><Icon glyph=Glyph::Settings />{settings::TITLE}</a></li>
                {item(Glyph::Keyboard, shell::SHORTCUTS, None, on_sheet)}
                {item(Glyph::Reload, connect::RECONNECT_COMMAND, None, on_reconnect)}
                {item(Glyph::Leave, shell::DISCONNECT, Some(shell::DISCONNECT_HINT), on_forget)}
            </ul>
        </Menu>
    }
}

/// The id of the button that opens the menu.
pub(crate) const MENU: &str = "menu";
