//! What can be done with the persona of a row.

use leptos::{
    ev::{self, KeyboardEvent},
    html::Div,
    prelude::*,
    task::spawn_local,
};
use messenger_personas::{Persona, PersonaId};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

use super::row::menu_button_id;
use crate::{
    announcer::Announcer,
    components::ui::{focus_in_place, once_shown},
    model::profile::Profile,
    route,
    text::{list, persona as words, shell},
};

/// A menu below the button of the row. The browser closes it when something else is pressed.
#[component]
pub(super) fn RowMenu(
    persona: Persona,
    #[prop(into)] on_close: Callback<()>,
    on_open: Callback<PersonaId>,
    on_duplicate: Callback<Persona>,
    on_delete: Callback<Persona>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let menu = NodeRef::<Div>::new();
    let name = Profile::from(&persona).name;
    let label = list::more(&name);
    let button = menu_button_id(&persona.id);
    let place = RwSignal::new(place_below(&button));
    let scroll = window_event_listener(ev::scroll, move |_| place.set(place_below(&button)));
    on_cleanup(move || scroll.remove());
    menu.on_load(move |menu| {
        once_shown(move || {
            // Without popovers there is no menu; all of it can be done on the persona's screen.
            drop(menu.show_popover());
            focus_item(&menu, Some(0));
        });
    });
    let hide = move || {
        if let Some(menu) = menu.get_untracked() {
            drop(menu.hide_popover());
        }
    };
    let is_open = move || {
        menu.get_untracked().is_some_and(|menu| menu.matches(":popover-open").unwrap_or_default())
    };
    let keys = move |event: KeyboardEvent| {
        let Some(menu) = menu.get_untracked() else { return };
        let items = items(&menu);
        let current = document().active_element();
        let place = items.iter().position(|item| current.as_ref() == Some(item)).unwrap_or(0);
        let last = items.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" if place == last => 0,
            "ArrowDown" => place + 1,
            "ArrowUp" => place.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            "Tab" => return hide(),
            _ => return,
        };
        event.prevent_default();
        focus_item(&menu, Some(next));
    };
    let persona = StoredValue::new(persona);
    let id = persona.with_value(|persona| persona.id.clone());
    let opens = move |_| on_open.run(persona.with_value(|persona| persona.id.clone()));
    let copy = move |_| {
        let text = persona.with_value(|persona| persona.id.to_string());
        hide();
        spawn_local(async move {
            let done = window().navigator().clipboard().write_text(&text);
            let is_copied = JsFuture::from(done).await.is_ok();
            let say = if is_copied { shell::copied } else { shell::not_copied };
            announcer.say(say(words::ID_COPY));
        });
    };
    let on_persona = move |callback: Callback<Persona>| {
        move |_| {
            hide();
            callback.run(persona.get_value());
        }
    };
    view! {
        <div
            node_ref=menu
            class="row-menu"
            popover="auto"
            role="menu"
            aria-label=label
            style:inset=place
            on:keydown=keys
            on:toggle=move |_| if !is_open() { on_close.run(()) }
        >
            <a role="menuitem" tabindex="-1" href=route::edit(&id) on:click=opens>{list::EDIT}</a>
            <button type="button" role="menuitem" tabindex="-1" on:click=on_persona(on_duplicate)>{list::DUPLICATE}</button>
            {window().is_secure_context().then(|| view! {
                <button type="button" role="menuitem" tabindex="-1" on:click=copy>{list::COPY_ID}</button>
            })}
            <a role="menuitem" tabindex="-1" href=route::speaking_as(route::CONVERSATIONS, &id) on:click=opens>{words::write_as(&name)}</a>
            <button type="button" role="menuitem" tabindex="-1" class="danger" on:click=on_persona(on_delete)>{shell::DELETE}</button>
        </div>
    }
}

fn items(menu: &Element) -> Vec<Element> {
    let children = menu.children();
    (0..children.length()).filter_map(|place| children.item(place)).collect()
}

fn focus_item(menu: &Element, place: Option<usize>) {
    if let Some(item) = place.and_then(|place| items(menu).into_iter().nth(place)) {
        focus_in_place(item.unchecked_ref::<HtmlElement>());
    }
}

/// The `inset` of a menu at the end of a button: below it, or above if there is no room.
fn place_below(button: &str) -> String {
    let Some(button) = document().get_element_by_id(button) else { return String::new() };
    let rect = button.get_bounding_client_rect();
    let screen = document().document_element();
    let (width, height) = screen.map_or((0, 0), |s| (s.client_width(), s.client_height()));
    let end = width - pixels(rect.right());
    if rect.bottom() + MENU_HEIGHT < f64::from(height) {
        format!("{}px {end}px auto auto", pixels(rect.bottom()))
    } else {
        format!("auto {end}px {}px auto", height - pixels(rect.top()))
    }
}

/// Whole ones: to format a fraction takes more code than this menu.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast takes what is too large for the largest"
)]
fn pixels(length: f64) -> i32 {
    length.round() as i32
}

/// More than the menu needs.
const MENU_HEIGHT: f64 = 220.0;
