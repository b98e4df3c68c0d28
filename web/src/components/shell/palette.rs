//! The command palette: everything that can be done, and every persona, by typing.

use std::sync::Arc;

use leptos::{ev::KeyboardEvent, html::Input, prelude::*};
use messenger_personas::Persona;
use wasm_bindgen::JsCast;

use crate::{
    components::ui::{Avatar, AvatarSize, Dialog, focus, once_shown},
    model::{
        palette::{self, Choice},
        profile::Profile,
        search::Entry,
    },
    text,
};

/// Something that can be done.
#[derive(Clone)]
pub(crate) struct Command {
    pub(crate) title: String,
    /// The keys that do the same.
    pub(crate) keys: &'static [&'static str],
    pub(crate) run: Callback<()>,
}

/// A dialog with a field and a list under it. The focus stays in the field.
#[component]
pub(crate) fn Palette(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] commands: Signal<Vec<Command>>,
    #[prop(into)] entries: Signal<Vec<Arc<Entry>>>,
    #[prop(into)] on_persona: Callback<Persona>,
) -> impl IntoView {
    let body = move || {
        view! { <Finder on_close commands entries on_persona /> }
    };
    view! { <Dialog open on_close title_id="palette-title" class="palette">{body()}</Dialog> }
}

#[component]
fn Finder(
    on_close: Callback<()>,
    commands: Signal<Vec<Command>>,
    entries: Signal<Vec<Arc<Entry>>>,
    on_persona: Callback<Persona>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let place = RwSignal::new(0_usize);
    let choices = Memo::new(move |_| {
        let titles: Vec<_> =
            commands.with(|commands| commands.iter().map(|c| c.title.clone()).collect());
        query.with(|query| entries.with(|entries| palette::choices(query, &titles, entries)))
    });
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        // The dialog opens in the same moment.
        once_shown(move || focus(&field));
    });
    let choose = move |choice: Choice| {
        on_close.run(());
        match choice {
            Choice::Command(place) => {
                if let Some(command) = commands.get_untracked().get(place) {
                    command.run.run(());
                }
            }
            Choice::Persona(persona) => on_persona.run(persona),
        }
    };
    let pressed = move |event: KeyboardEvent| {
        let count = choices.with_untracked(Vec::len);
        let step = match event.key().as_str() {
            "ArrowDown" => place.get_untracked() + 1,
            "ArrowUp" => place.get_untracked() + count.saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                let chosen = choices.with_untracked(|all| all.get(place.get_untracked()).cloned());
                return chosen.into_iter().for_each(choose);
            }
            _ => return,
        };
        event.prevent_default();
        place.set(step % count.max(1));
        if let Some(option) = document().get_element_by_id(&option_id(place.get_untracked())) {
            let option: web_sys::HtmlElement = option.unchecked_into();
            option.scroll_into_view_with_bool(false);
        }
    };
    let option = move |(index, choice): (usize, Choice)| {
        let chosen = choice.clone();
        let inside = match choice {
            Choice::Command(place) => {
                commands.with_untracked(|all| all.get(place).map(|command| view! {
                    <span class="palette-title">{command.title.clone()}</span>
                    <span class="keys">{command.keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect::<Vec<_>>()}</span>
                })).into_any()
            }
            Choice::Persona(persona) => {
                let profile = Profile::from(&persona);
                let name = profile.name.clone();
                view! {
                    <Avatar profile=profile size=AvatarSize::Small />
                    <span class="palette-title">{name}</span>
                    <code>{persona.id.to_string()}</code>
                }.into_any()
            }
        };
        view! {
            <li
                id=option_id(index)
                role="option"
                aria-selected=move || (place.get() == index).to_string()
                on:mousemove=move |_| {
                    if place.get_untracked() != index {
                        place.set(index);
                    }
                }
                on:click=move |_| choose(chosen.clone())
            >
                {inside}
            </li>
        }
    };
    view! {
        <h2 id="palette-title" class="visually-hidden">{text::shell::PALETTE}</h2>
        <input
            node_ref=field
            type="text"
            role="combobox"
            aria-label=text::shell::PALETTE_FIELD
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-activedescendant=move || choices.with(|all| (!all.is_empty()).then(|| option_id(place.get())))
            placeholder=text::shell::PALETTE_PLACEHOLDER
            autocomplete="off"
            spellcheck="false"
            prop:value=query
            on:input:target=move |event| {
                query.set(event.target().value());
                place.set(0);
            }
            on:keydown=pressed
        />
        <ul id="palette-list" role="listbox" aria-label=text::shell::PALETTE_LIST>
            {move || choices.get().into_iter().enumerate().map(option).collect::<Vec<_>>()}
        </ul>
        <p class="palette-foot" role="status">{move || text::shell::palette_found(choices.with(Vec::len))}</p>
    }
}

fn option_id(place: usize) -> String {
    format!("palette-{place}")
}
