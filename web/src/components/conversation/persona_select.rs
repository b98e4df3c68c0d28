//! Who speaks: the Page, or one of its personas.

use std::sync::Arc;

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html::Input,
    prelude::*,
};
use messenger_personas::{Persona, PersonaId};

use crate::{
    components::ui::{ActiveOption, Avatar, AvatarSize, Glyph, Icon, focus},
    model::{profile::Profile, search::Entry, speakers::Speakers},
    text::conversation,
};

/// The choice "Speak as", with the profile of who is chosen. Typing finds a persona among many.
///
/// It is the combobox with a list of the ARIA Authoring Practices: the focus stays in the field.
#[component]
pub(crate) fn PersonaSelect(
    /// The ids of its elements, and its label: there can be two of them.
    #[prop(default = SPEAK_AS)]
    names: SelectNames,
    page: Profile,
    #[prop(into)] entries: Signal<Vec<Arc<Entry>>>,
    /// Who is chosen; `None` is the Page itself.
    #[prop(into)]
    chosen: Signal<Option<Persona>>,
    /// Whether the chosen persona is not loaded, or no longer exists. Nothing can be sent then.
    #[prop(into)]
    is_unknown: Signal<bool>,
    /// The field's placeholder in that case.
    #[prop(into)]
    placeholder: Signal<String>,
    /// Called when the list opens.
    #[prop(into)]
    on_open: Callback<()>,
    #[prop(into)] on_choose: Callback<Option<PersonaId>>,
) -> impl IntoView {
    let page = StoredValue::new(Profile { name: conversation::the_page(&page.name), ..page });
    let list = RwSignal::new(List::Closed);
    let speakers = Memo::new(move |_| {
        let query = match list.get() {
            List::Closed => return Speakers::default(),
            List::Open => String::new(),
            List::Found(query) => query,
        };
        page.with_value(|page| entries.with(|all| Speakers::find(&query, &page.name, all)))
    });
    let active = ActiveOption::new(names.list);
    let field = NodeRef::new();
    let picker = Picker { list, active, speakers, chosen, field, on_open, on_choose };
    let profile = Memo::new(move |_| match chosen.get() {
        _ if is_unknown.get() => Profile::default(),
        Some(persona) => Profile::from(&persona),
        None => page.get_value(),
    });
    let value = move || match list.get() {
        List::Found(query) => query,
        _ => profile.with(|profile| profile.name.clone()),
    };
    view! {
        <div class="persona-select">
            <label for=names.field>{names.label}</label>
            <div class="persona-select-field">
                <Avatar profile=profile size=AvatarSize::Small />
                <input
                    node_ref=field
                    id=names.field
                    type="text"
                    role="combobox"
                    aria-expanded=move || picker.is_open().to_string()
                    aria-controls=names.list
                    aria-autocomplete="list"
                    aria-activedescendant=move || {
                        let has_options = speakers.with(|all| !all.shown.is_empty());
                        has_options.then(|| active.id())
                    }
                    aria-describedby=names.note
                    placeholder=placeholder
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=value
                    on:click=move |_| picker.open()
                    on:input:target=move |event| picker.find(event.target().value())
                    on:keydown=move |event| picker.press(&event)
                    on:blur=move |_| picker.close()
                />
                <span class="persona-select-arrow" on:mousedown=keep_focus on:click=move |_| picker.toggle()>
                    <Icon glyph=Glyph::Chevron />
                </span>
                <SpeakerList names picker page />
            </div>
        </div>
    }
}

/// Who can be chosen.
#[component]
fn SpeakerList(names: SelectNames, picker: Picker, page: StoredValue<Profile>) -> impl IntoView {
    let Picker { active, speakers, chosen, .. } = picker;
    let option = move |(index, persona): (usize, Option<Persona>)| {
        let profile = persona.as_ref().map_or_else(|| page.get_value(), Profile::from);
        let name = profile.name.clone();
        let is_chosen =
            chosen.with_untracked(|chosen| id_of(chosen.as_ref()) == id_of(persona.as_ref()));
        view! {
            <li
                id=active.id_of(index)
                role="option"
                aria-selected=move || active.is(index).get().to_string()
                on:mousemove=move |_| active.set(index)
                on:click=move |_| picker.choose(persona.as_ref())
            >
                <Avatar profile=profile size=AvatarSize::Small />
                <span class="truncate">{name}</span>
                {is_chosen.then(|| view! { <Icon glyph=Glyph::Check /> })}
            </li>
        }
    };
    let note = move || {
        let is_open = picker.is_open();
        is_open
            .then(|| speakers.with(|all| conversation::speakers_found(all.shown.len(), all.hidden)))
    };
    view! {
        <div class="persona-select-list" hidden=move || !picker.is_open() on:mousedown=keep_focus>
            <ul id=names.list role="listbox" aria-label=names.label>
                {move || speakers.get().shown.into_iter().enumerate().map(option).collect::<Vec<_>>()}
            </ul>
            <p id=names.note class="field-hint" role="status">{note}</p>
        </div>
    }
}

/// The list under the field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum List {
    Closed,
    /// Everybody, before anything is typed.
    Open,
    /// Who fits what was typed.
    Found(String),
}

/// What keys and the pointer do.
#[derive(Clone, Copy)]
struct Picker {
    list: RwSignal<List>,
    active: ActiveOption,
    speakers: Memo<Speakers>,
    chosen: Signal<Option<Persona>>,
    field: NodeRef<Input>,
    on_open: Callback<()>,
    on_choose: Callback<Option<PersonaId>>,
}

impl Picker {
    fn is_open(self) -> bool {
        self.list.with(|list| *list != List::Closed)
    }

    fn open(self) {
        if untrack(|| self.is_open()) {
            return;
        }
        self.on_open.run(());
        self.list.set(List::Open);
        let current = self.chosen.get_untracked();
        let place = self.speakers.with_untracked(|all| all.place_of(current.as_ref()));
        self.active.set(place.unwrap_or_default());
        // What is typed takes the place of the name.
        if let Some(field) = self.field.get_untracked() {
            field.select();
        }
    }

    fn close(self) {
        self.list.set(List::Closed);
    }

    fn toggle(self) {
        if untrack(|| self.is_open()) {
            return self.close();
        }
        if let Some(field) = self.field.get_untracked() {
            focus(&field);
        }
        self.open();
    }

    fn find(self, query: String) {
        if !untrack(|| self.is_open()) {
            self.on_open.run(());
        }
        self.list.set(List::Found(query));
        self.active.set(0);
    }

    fn choose(self, persona: Option<&Persona>) {
        self.close();
        self.on_choose.run(persona.map(|persona| persona.id.clone()));
    }

    fn press(self, event: &KeyboardEvent) {
        let is_open = untrack(|| self.is_open());
        let count = self.speakers.with_untracked(|all| all.shown.len());
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !is_open => self.open(),
            "Enter" if is_open => {
                let index = self.active.get_untracked();
                let shown = self.speakers.with_untracked(|all| all.shown.get(index).cloned());
                if let Some(persona) = shown {
                    self.choose(persona.as_ref());
                }
            }
            "Escape" if is_open => self.close(),
            key if self.active.on_key(key, count) => {}
            _ => return,
        }
        event.prevent_default();
    }
}

/// The focus stays in the field.
fn keep_focus(event: MouseEvent) {
    event.prevent_default();
}

fn id_of(persona: Option<&Persona>) -> Option<&PersonaId> {
    persona.map(|persona| &persona.id)
}

/// The ids and the label of a choice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SelectNames {
    label: &'static str,
    field: &'static str,
    list: &'static str,
    note: &'static str,
}

/// Who speaks.
const SPEAK_AS: SelectNames = SelectNames {
    label: conversation::SPEAK_AS,
    field: "speak-as",
    list: "speakers",
    note: "speakers-found",
};

/// Who takes over.
pub(super) const HAND_OVER_TO: SelectNames = SelectNames {
    label: conversation::HAND_OVER_TO,
    field: "hand-over-to",
    list: "hand-over-personas",
    note: "hand-over-found",
};
