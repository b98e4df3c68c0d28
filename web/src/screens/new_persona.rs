//! `/personas/new`: creates a persona.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::Persona;

use super::creating::{Creating, advice, settled_picture};
use crate::{
    announcer::Announcer,
    components::{Heading, NAME_FIELD, PersonaForm, Preview},
    model::{creation::Creation, persona_draft::PersonaDraft, profile::Profile},
    route,
    state::{Connected, Connection, Drafts, PersonaStore},
    text::editing,
};

/// A form beside a preview of what customers will see.
#[component]
pub(crate) fn NewPersona() -> impl IntoView {
    let connected = Connected::current();
    let (connection, announcer) = (Connection::current(), Announcer::current());
    let personas = PersonaStore::current();
    // Its answer may come when the screen is gone.
    let kept = Drafts::current().persona(&connected.page.id);
    let draft = RwSignal::from(kept.clone());
    let page = connected.profile();
    let on_emulator = connected.on_emulator();
    // Who is there already is what a new name is held against.
    personas.load_once();
    let samples = Memo::new(move |_| {
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

    let navigate = use_navigate();
    let is_at = route::use_is_at();
    let over = connected.clone();
    let is_here = RwSignal::new(());
    let creating = Creating::new(&connected, None, move |persona: Persona, creation| {
        let name = Profile::from(&persona).name;
        let is_still = connection.is_still(&over);
        let said = match creation {
            _ if !is_still => editing::created_elsewhere(&name, &over.profile().name),
            Creation::Confirmed => editing::created(&name),
            Creation::Found => editing::exists_after_all(&name),
        };
        let to = route::created(&persona.id, creation);
        let is_draft = kept.with_untracked(|draft| draft.name.trim() == name);
        if is_draft {
            kept.set(PersonaDraft::default());
        }
        if is_still {
            personas.created(persona);
        }
        // Or one is here again.
        let is_here = is_here.try_get_untracked().is_some();
        if is_here || (is_draft && is_still && is_at(route::NEW_PERSONA)) {
            announcer.say(said);
            navigate(&to, NavigateOptions::default());
        } else {
            announcer.notify(said);
        }
    });
    let page_id = connected.page.id.clone();
    let create = Callback::new(move |()| {
        if let Ok(call) = draft.with_untracked(|draft| draft.ready(&page_id)) {
            creating.create(call);
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
                    busy=creating.busy
                    picture=Signal::derive(move || profile.get().picture_url)
                    advice
                    on_create=create
                    on_cancel=move |()| {
                        draft.set(PersonaDraft::default());
                        creating.dismiss();
                    }
                    cancel=route::PERSONAS
                >
                    {creating.outcome()}
                </PersonaForm>
                <Preview page profile />
            </div>
        </div>
    }
}

/// How many pictures are offered.
const SAMPLES: usize = 6;
