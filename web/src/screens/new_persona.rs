//! `/personas/new`: creates a persona.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::Persona;

use super::creating::{Creating, Way, advice, settled_picture};
use crate::{
    announcer::Announcer,
    components::{Advice, Heading, PersonaForm, PictureChecked, Preview},
    model::{face::Face, persona_draft::PersonaDraft},
    route,
    session::{Connected, Session},
    text::editing,
};

/// A form beside a preview of what customers will see.
#[component]
pub(crate) fn NewPersona() -> impl IntoView {
    let connected = Connected::current();
    let (session, announcer) = (Session::current(), Announcer::current());
    let draft = session.drafts.persona;
    let page = connected.face();
    let on_emulator = connected.on_emulator();
    // Who is there already is what a new name is held against.
    session.personas.load_once();
    let samples = Signal::derive(move || {
        if on_emulator {
            session.personas.first(SAMPLES).iter().map(Face::from).collect()
        } else {
            Vec::new()
        }
    });
    let picture = settled_picture(draft);
    let face = Memo::new(move |_| {
        let name = draft.with(|draft| draft.name.trim().to_owned());
        Face::new(if name.is_empty() { editing::NAME.to_owned() } else { name }, picture.get())
    });
    let unwise = advice(&connected, draft, None);

    let navigate = use_navigate();
    let is_at = route::use_is_at();
    let over = connected.clone();
    let is_here = RwSignal::new(());
    let creating = Creating::new(&connected, None, move |persona: Persona, way| {
        let name = Face::from(&persona).name;
        let is_still = session.is_still(&over);
        announcer.notify(match way {
            _ if !is_still => editing::created_elsewhere(&name, &over.face().name),
            Way::Created => editing::created(&name),
            Way::Found => editing::exists_after_all(&name),
        });
        let is_draft = draft.with_untracked(|draft| draft.name.trim() == name);
        if is_draft {
            draft.set(PersonaDraft::default());
        }
        if is_still {
            session.personas.created(persona);
        }
        // Or one is here again.
        let is_here = is_here.try_get_untracked().is_some();
        if is_here || (is_draft && is_still && is_at(route::NEW_PERSONA)) {
            navigate(route::PERSONAS, NavigateOptions::default());
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
                    <Heading title=editing::NEW />
                    <p class="lead">{editing::NEW_LEAD}</p>
                </div>
            </div>
            <div class="with-preview">
                <PersonaForm
                    draft
                    samples
                    busy=creating.busy
                    on_create=create
                    on_cancel=move |()| {
                        draft.set(PersonaDraft::default());
                        creating.dismiss();
                    }
                    cancel=route::PERSONAS
                >
                    <PictureChecked url=Signal::derive(move || face.get().picture_url) />
                    <Advice sentences=unwise />
                    {creating.outcome()}
                </PersonaForm>
                <Preview page face />
            </div>
        </div>
    }
}

/// How many pictures are offered on the emulator.
const SAMPLES: usize = 12;
