//! Who speaks: the Page, or one of its personas.

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use super::avatar::{Avatar, AvatarSize};
use crate::{model::face::Face, text::talk};

/// The choice "Speak as", with the face of who is chosen.
#[component]
pub(crate) fn SpeakAs(
    page: Face,
    #[prop(into)] personas: Signal<Vec<Persona>>,
    /// Who is chosen; `None` is the Page itself.
    #[prop(into)]
    chosen: Signal<Option<PersonaId>>,
    /// Whether who was chosen is gone: then nobody speaks until somebody is chosen.
    #[prop(into)]
    is_missing: Signal<bool>,
    #[prop(into)] on_choose: Callback<Option<PersonaId>>,
) -> impl IntoView {
    let page = StoredValue::new(page);
    let face = Memo::new(move |_| {
        chosen
            .get()
            .and_then(|id| personas.with(|all| all.iter().find(|p| p.id == id).map(Face::from)))
            .unwrap_or_else(|| page.get_value())
    });
    let value = move || {
        if is_missing.get() {
            return NOBODY.to_owned();
        }
        chosen.get().map(|id| id.to_string()).unwrap_or_default()
    };
    let option = move |persona: Persona| {
        let is_chosen = chosen.get_untracked().as_ref() == Some(&persona.id);
        view! {
            <option value=persona.id.to_string() selected=is_chosen>{Face::from(&persona).name}</option>
        }
    };
    view! {
        <div class="speak-as">
            <label for="speak-as">{talk::SPEAK_AS}</label>
            <span class="speak-as-choice">
                <Avatar face=face size=AvatarSize::Small />
                <select
                    id="speak-as"
                    prop:value=value
                    on:change:target=move |event| on_choose.run(PersonaId::parse(&event.target().value()).ok())
                >
                    {move || is_missing.get().then(|| view! {
                        <option value=NOBODY disabled selected>{talk::CHOOSE_SPEAKER}</option>
                    })}
                    <option
                        value=""
                        selected=move || chosen.with(Option::is_none) && !is_missing.get()
                    >
                        {page.with_value(|page| talk::the_page(&page.name))}
                    </option>
                    <For each=move || personas.get() key=|persona| persona.id.clone() let:persona>
                        {option(persona)}
                    </For>
                </select>
            </span>
        </div>
    }
}

/// No id, and not the empty value of the Page either.
const NOBODY: &str = "nobody";
