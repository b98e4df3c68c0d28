//! `/personas/new`: creates a persona.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::create_form::{CreateForm, CreateOutcome, advice, settled_picture};
use crate::{
    components::{Heading, NAME_FIELD, PersonaForm, Preview},
    model::{persona_draft::PersonaDraft, profile::Profile},
    route,
    shared::use_shared,
    state::{Connected, Drafts, PersonaStore},
    text::editing,
};

/// A form beside a preview of what customers will see.
#[component]
pub(crate) fn NewPersona() -> impl IntoView {
    let connected = Connected::current();
    let personas = PersonaStore::current();
    let draft = RwSignal::from(Drafts::current().persona(&connected.page.id));
    let page = connected.profile();
    let on_emulator = connected.on_emulator();
    // Who is there already is what a new name is held against.
    personas.load_once();
    let samples = use_shared(move |_| {
        if !on_emulator {
            return Vec::new();
        }
        let entries = personas.entries();
        let faces = entries.iter().map(|entry| Profile::from(&entry.persona));
        faces.filter(|face| face.picture_url.is_some()).take(SAMPLES).collect()
    });
    let picture = settled_picture(draft);
    let profile = Memo::new(move |_| {
        let name = draft.with(|draft| draft.name.trim().to_owned());
        Profile::new(if name.is_empty() { editing::NAME.to_owned() } else { name }, picture.get())
    });
    let advice = advice(&connected, draft, picture.into(), None);

    let form = CreateForm::new(&connected, None);
    let navigate = use_navigate();
    form.on_created(move |persona, creation| {
        navigate(&route::created(&persona.id, creation), NavigateOptions::default());
    });
    let page_id = connected.page.id.clone();
    let create = Callback::new(move |()| {
        if let Ok(call) = draft.with_untracked(|draft| draft.ready(&page_id)) {
            form.submit(call);
        }
    });
    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title=editing::NEW focus=NAME_FIELD />
                    <p class="lead">{editing::NEW_LEAD}</p>
                </div>
            </div>
            <div class="with-preview">
                <PersonaForm
                    draft
                    samples
                    busy=form.is_busy()
                    picture=Signal::derive(move || profile.get().picture_url)
                    advice
                    on_create=create
                    on_cancel=move |()| {
                        draft.set(PersonaDraft::default());
                        form.dismiss();
                    }
                    cancel=route::PERSONAS
                >
                    <CreateOutcome form />
                </PersonaForm>
                <Preview page profile />
            </div>
        </div>
    }
}

/// How many pictures are offered.
const SAMPLES: usize = 6;
