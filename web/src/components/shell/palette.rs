//! The command palette: screens, actions, personas, people, Pages and settings, by typing.

use std::sync::Arc;

use leptos::{ev::KeyboardEvent, html::Input, prelude::*};

use crate::{
    components::ui::{ActiveOption, Avatar, AvatarSize, Dialog, focus, once_shown},
    model::{
        palette::{self, Choice, Correspondent, Group, PersonaAction, Sources},
        profile::Profile,
        search::Entry,
    },
    text::palette as words,
};

/// A screen to go to, or something to do.
#[derive(Clone)]
pub(crate) struct Command {
    pub(crate) group: Group,
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
    commands: Vec<Command>,
    #[prop(into)] entries: Signal<Vec<Arc<Entry>>>,
    #[prop(into)] people: Signal<Vec<Correspondent>>,
    /// Called for everything but commands.
    #[prop(into)]
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let commands = StoredValue::new(commands);
    let recent = StoredValue::new(Vec::new());
    view! {
        <Dialog open on_close title_id="palette-title" class="palette">
            <Finder on_close commands entries people recent on_choose />
        </Dialog>
    }
}

#[component]
fn Finder(
    on_close: Callback<()>,
    commands: StoredValue<Vec<Command>>,
    entries: Signal<Vec<Arc<Entry>>>,
    people: Signal<Vec<Correspondent>>,
    /// What was chosen before.
    recent: StoredValue<Vec<Choice>>,
    on_choose: Callback<Choice>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let active = ActiveOption::new(LIST);
    let titles: Vec<_> = commands.with_value(|commands| {
        commands.iter().map(|command| (command.group, command.title.clone())).collect()
    });
    let groups = Memo::new(move |_| {
        let (entries, people, recent) = (entries.get(), people.get(), recent.get_value());
        let sources =
            Sources { commands: &titles, personas: &entries, people: &people, recent: &recent };
        query.with(|query| palette::find(query, &sources))
    });
    let count =
        Memo::new(move |_| groups.with(|groups| groups.iter().map(|(_, all)| all.len()).sum()));
    let field = NodeRef::<Input>::new();
    field.on_load(|field| {
        // The dialog opens in the same moment.
        once_shown(move || focus(&field));
    });
    let choose = move |choice: Choice| {
        recent.update_value(|recent| palette::remember(recent, choice.clone()));
        on_close.run(());
        match choice {
            Choice::Command(index) => {
                let command = commands.with_value(|all| all.get(index).map(|command| command.run));
                if let Some(command) = command {
                    command.run(());
                }
            }
            choice => on_choose.run(choice),
        }
    };
    let pressed = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => {
                let chosen = groups.with_untracked(|groups| {
                    let mut choices = groups.iter().flat_map(|(_, choices)| choices);
                    choices.nth(active.get_untracked()).cloned()
                });
                chosen.into_iter().for_each(choose);
            }
            key if active.on_key(key, count.get_untracked()) => {}
            _ => return,
        }
        event.prevent_default();
    };
    let option = move |index: usize, choice: Choice| {
        let shown = label(&choice, commands);
        view! {
            <div
                id=active.id_of(index)
                class="palette-option"
                role="option"
                aria-selected=move || active.is(index).get().to_string()
                on:mousemove=move |_| active.set(index)
                on:click=move |_| choose(choice.clone())
            >
                {shown}
            </div>
        }
    };
    let list = move || {
        let mut index = 0;
        let mut number = |choice| {
            index += 1;
            option(index - 1, choice)
        };
        let group = |(group, choices): (Group, Vec<Choice>)| {
            view! {
                <div role="group" aria-label=words::group(group)>
                    <p class="palette-group" aria-hidden="true">{words::group(group)}</p>
                    {choices.into_iter().map(&mut number).collect::<Vec<_>>()}
                </div>
            }
        };
        groups.get().into_iter().map(group).collect::<Vec<_>>()
    };
    view! {
        <h2 id="palette-title" class="visually-hidden">{words::TITLE}</h2>
        <input
            node_ref=field
            type="text"
            role="combobox"
            aria-label=words::FIELD
            aria-expanded="true"
            aria-controls=LIST
            aria-autocomplete="list"
            aria-activedescendant=move || (count.get() > 0).then(|| active.id())
            placeholder=words::PLACEHOLDER
            autocomplete="off"
            spellcheck="false"
            prop:value=query
            on:input:target=move |event| {
                query.set(event.target().value());
                active.set(0);
            }
            on:keydown=pressed
        />
        <div id=LIST class="palette-list" role="listbox" aria-label=words::LIST>{list}</div>
        <p class="palette-foot" role="status">{move || words::found(count.get())}</p>
    }
}

/// What an option shows.
fn label(choice: &Choice, commands: StoredValue<Vec<Command>>) -> AnyView {
    match choice {
        Choice::Command(index) => commands
            .with_value(|all| {
                all.get(*index).map(|command| {
                    let keys = command.keys.iter().map(|key| view! { <kbd>{*key}</kbd> });
                    view! {
                        <span class="palette-title">{command.title.clone()}</span>
                        <span class="keys">{keys.collect::<Vec<_>>()}</span>
                    }
                })
            })
            .into_any(),
        Choice::Persona(persona, action) => {
            let profile = Profile::from(persona);
            let title = words::persona(*action, &profile.name);
            let id = (*action == PersonaAction::Open).then(|| persona.id.to_string());
            view! {
                <Avatar profile=profile size=AvatarSize::Small />
                <span class="palette-title">{title}</span>
                {id.map(|id| view! { <code>{id}</code> })}
            }
            .into_any()
        }
        Choice::Person(person) => {
            let profile = Profile::new(person.name.clone(), None);
            let title = person.name.clone();
            view! {
                <Avatar profile=profile size=AvatarSize::Small />
                <span class="palette-title">{title}</span>
            }
            .into_any()
        }
    }
}

const LIST: &str = "palette-list";
