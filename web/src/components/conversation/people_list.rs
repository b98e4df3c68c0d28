//! The people who wrote to a Page.

use leptos::prelude::*;
use messenger_personas::Psid;

use crate::{
    components::ui::Avatar,
    model::{demo::DemoPerson, profile::Profile},
    text::talk,
};

/// A link for each person.
#[component]
pub(crate) fn PeopleList(
    #[prop(into)] people: Signal<Vec<DemoPerson>>,
    /// Whose conversation is open.
    #[prop(into)]
    chosen: Signal<Option<Psid>>,
    /// To whom something could not be sent.
    #[prop(into)]
    has_trouble: Callback<Psid, bool>,
    /// The address of a conversation.
    #[prop(into)]
    address: Callback<Psid, String>,
) -> impl IntoView {
    let line = move |person: DemoPerson| {
        let (psid, link) = (person.psid.clone(), person.psid.clone());
        let troubled = person.psid.clone();
        let is_chosen = move || (chosen.get().as_ref() == Some(&psid)).then_some("page");
        let class =
            if person.window_open { "messaging-window open" } else { "messaging-window closed" };
        let window = talk::window(person.window_open);
        view! {
            <li>
                <a class="person" href=move || address.run(link.clone()) aria-current=is_chosen>
                    <Avatar profile=Profile::new(person.name.clone(), person.picture_url.clone()) />
                    <span class="person-text">
                        <span class="person-name">{person.name}</span>
                        <span class=class>{window}</span>
                        {move || has_trouble.run(troubled.clone()).then(|| view! {
                            <span class="field-error">{talk::NOT_SENT}</span>
                        })}
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <ul class="people">
            <For each=move || people.get() key=|person| (person.psid.clone(), person.window_open) let:person>
                {line(person)}
            </For>
        </ul>
    }
}
