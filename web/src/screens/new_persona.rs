//! `/personas/new`: creates a persona.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::Persona;

use crate::{
    announcer::Announcer,
    components::{GraphError, Heading, PersonaForm, Preview},
    model::{face::Face, persona_draft::PersonaDraft},
    route,
    router::{NavigateOptions, use_navigate},
    session::{Connected, Session},
    text::{self, Task, Trouble},
};

/// A form beside a preview of what customers will see.
#[component]
pub(crate) fn NewPersona(connected: Connected) -> impl IntoView {
    let (session, announcer) = (Session::current(), Announcer::current());
    let draft = session.drafts.persona;
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let page = connected.face();

    let on_emulator = connected.on_emulator();
    if on_emulator {
        session.roster.load_once(session);
    }
    let samples = Signal::derive(move || {
        if on_emulator {
            session.roster.rows().iter().map(Face::from).collect()
        } else {
            Vec::new()
        }
    });
    // Half an address is an address too, of somebody else: nothing is loaded while one types.
    let picture = RwSignal::new(None);
    let mut settle = debounce(SETTLED, move |url| picture.set(url));
    Effect::new(move |_| settle(draft.with(PersonaDraft::picture)));
    let face = Memo::new(move |_| {
        let name = draft.with(|draft| draft.name.trim().to_owned());
        Face::new(if name.is_empty() { "Name".to_owned() } else { name }, picture.get())
    });

    let navigate = use_navigate();
    let create = Callback::new(move |()| {
        let call = draft.with_untracked(|draft| draft.ready(&connected.page.id));
        let (Ok(call), Some(client)) = (call, session.client()) else { return };
        let (navigate, place) = (navigate.clone(), connected.place.clone());
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = client.send(&call).await;
            busy.set(false);
            let is_here = || busy.try_get_untracked().is_some();
            match answer {
                Ok(created) => {
                    announcer.notify(format!("{} was created.", call.name));
                    let written = draft.with_untracked(|draft| draft.ready(&call.page_id));
                    if written.as_ref() == Ok(&call) {
                        draft.set(PersonaDraft::default());
                    }
                    session.roster.created(Persona {
                        id: created.id,
                        name: Some(call.name.to_string()),
                        profile_picture_url: Some(call.profile_picture_url.to_string()),
                    });
                    if is_here() {
                        navigate(route::PERSONAS, NavigateOptions::default());
                    }
                }
                Err(error) => {
                    let refused = text::of_call(Task::CreatePersona, &place, &error);
                    if refused.ambiguous {
                        session.roster.load(session);
                    }
                    if !is_here() {
                        announcer.say(refused.title.clone());
                    }
                    trouble.set(Some(refused));
                }
            }
        });
    });
    let refused = move || {
        trouble.get().map(|trouble| {
            let look = trouble.ambiguous;
            view! {
                <GraphError trouble>
                    {look.then(|| view! { <a class="button" href=route::PERSONAS>"Look at the list"</a> })}
                </GraphError>
            }
        })
    };
    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title="New persona" />
                    <p class="lead">"A name and a picture that messages of your Page can wear."</p>
                </div>
            </div>
            <div class="with-preview">
                <PersonaForm draft samples busy on_create=create>{refused}</PersonaForm>
                <Preview page face />
            </div>
        </div>
    }
}

/// How long nothing is typed before the picture is loaded.
const SETTLED: Duration = Duration::from_millis(400);
