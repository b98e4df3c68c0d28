//! `/personas/:id/replace`: a new persona in place of an old one.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::{DeletePersona, Persona, PersonaId};
use messenger_personas_client::Error;

use super::{
    creating::{Creating, Way, advice, settled_picture},
    persona::{once_read, read},
};
use crate::{
    announcer::Announcer,
    components::{
        Advice, CopyButton, Glyph, GraphError, Heading, Icon, PersonaForm, PictureChecked, Preview,
    },
    model::{deletion::of_response, face::Face},
    route,
    session::{Connected, Goal, Session},
    text::{self, Task, editing},
};

/// Two steps: the new persona, and once its id is told, the end of the old one.
#[component]
pub(crate) fn Replace() -> impl IntoView {
    let connected = Connected::current();
    let id = route::use_id();
    move || match PersonaId::parse(&id.get()) {
        Ok(id) => found(connected.clone(), id).into_any(),
        Err(error) => view! {
            <div class="screen">
                <Heading title=editing::REPLACE />
                <GraphError trouble=text::of_bad_id(error) />
            </div>
        }
        .into_any(),
    }
}

fn found(connected: Connected, id: PersonaId) -> impl IntoView {
    let session = Session::current();
    // Whose name is taken is what the new name is held against.
    session.personas.load_once();
    let persona = read(&connected, id.clone());
    let title = Signal::derive(move || match persona.there() {
        Some(persona) => editing::replace_title(&Face::from(&persona).name),
        None => editing::REPLACE.to_owned(),
    });
    let back = route::persona(&id);
    view! {
        <div class="screen">
            <a class="back" href=back><Icon glyph=Glyph::Back />{editing::REPLACE_BACK}</a>
            <div class="screen-head">
                <div>
                    <Heading title />
                    <p class="lead">{editing::REPLACE_LEAD}</p>
                </div>
            </div>
            {once_read(persona, move |persona| steps(connected.clone(), persona).into_any())}
        </div>
    }
}

fn steps(connected: Connected, old: Persona) -> impl IntoView {
    let session = Session::current();
    let id = old.id.clone();
    let new = Memo::new(move |_| session.replacements.half_done(&id));
    move || match new.get() {
        None => first(&connected, old.clone()).into_any(),
        Some(new) => second(&connected, old.clone(), new).into_any(),
    }
}

/// The new persona is written and created.
fn first(connected: &Connected, old: Persona) -> impl IntoView + use<> {
    let (session, announcer) = (Session::current(), Announcer::current());
    let begun = untrack(|| session.replacements.of(&old));
    let draft = RwSignal::new(begun.draft);
    let same = RwSignal::new(false);
    // What is written stays while one looks at other screens.
    let kept = old.clone();
    Effect::new(move |_| {
        let mut replacement = untrack(|| session.replacements.of(&kept));
        replacement.draft = draft.get();
        same.set(false);
        if replacement.new.is_none() && !replacement.changes_nothing() {
            session.replacements.keep(replacement);
        }
    });
    let page = connected.face();
    let picture = settled_picture(draft);
    let face = Memo::new(move |_| {
        Face::new(draft.with(|draft| draft.name.trim().to_owned()), picture.get())
    });
    let unwise = advice(connected, draft, Some(old.id.clone()));
    let (replaced, over) = (old.clone(), connected.clone());
    let creating = Creating::new(connected, Some(old.id.clone()), move |persona: Persona, way| {
        let name = Face::from(&persona).name;
        announcer.say(match way {
            Way::Created => editing::created_in_place(&name),
            Way::Found => editing::exists_after_all(&name),
        });
        if session.is_still(&over) {
            session.personas.created(persona.clone());
        }
        let mut replacement = untrack(|| session.replacements.of(&replaced));
        replacement.new = Some(persona);
        session.replacements.keep(replacement);
    });
    let (page_id, whole) = (connected.page.id.clone(), old.clone());
    let create = Callback::new(move |()| {
        let is_same = untrack(|| {
            let mut replacement = session.replacements.of(&whole);
            replacement.draft = draft.get();
            replacement.changes_nothing()
        });
        if is_same {
            return same.set(true);
        }
        if let Ok(call) = draft.with_untracked(|draft| draft.ready(&page_id)) {
            creating.create(call);
        }
    });
    let old_id = old.id.clone();
    let before = Face::from(&old);
    view! {
        <div class="with-preview replace">
            <PersonaForm
                draft
                samples=Signal::stored(Vec::new())
                busy=creating.busy
                on_create=create
                on_cancel=move |()| {
                    session.replacements.end(&old_id);
                    creating.dismiss();
                }
                cancel=route::persona(&old.id)
                submit=editing::CREATE_REPLACEMENT
            >
                <PictureChecked url=Signal::derive(move || face.get().picture_url) />
                <Advice sentences=unwise />
                {move || same.get().then(|| view! { <p class="field-error" role="alert">{editing::NOTHING_CHANGES}</p> })}
                {creating.outcome()}
                {consequences()}
            </PersonaForm>
            <div class="side-by-side">
                <section aria-label=editing::NOW><h2 class="side-title">{editing::NOW}</h2><Preview page=page.clone() face=Signal::stored(before) /></section>
                <section aria-label=editing::AFTERWARDS><h2 class="side-title">{editing::AFTERWARDS}</h2><Preview page face /></section>
            </div>
        </div>
    }
}

/// The new persona is there: its id is told, then the old one goes.
fn second(connected: &Connected, old: Persona, new: Persona) -> impl IntoView + use<> {
    let (session, announcer) = (Session::current(), Announcer::current());
    // It may be under way from before this screen was left.
    let goal = StoredValue::new(Goal::Finish(old.id.clone()));
    let busy = Memo::new(move |_| goal.with_value(|goal| session.attempts.is_under_way(goal)));
    let trouble = Memo::new(move |_| goal.with_value(|goal| session.attempts.trouble(goal)));
    let place = connected.place.clone();
    let page = connected.face();
    let (before, after) = (Face::from(&old), Face::from(&new));
    let map = untrack(|| session.replacements.of(&old)).map().unwrap_or_default();
    let (navigate, is_at) = (use_navigate(), route::use_is_at());
    let go = navigate.clone();
    let (name, new_id, old_id) = (after.name.clone(), new.id.clone(), old.id.clone());
    let finish = move |_| {
        let Some(client) = session.client().filter(|_| !busy.get_untracked()) else { return };
        let goal = goal.get_value();
        let is_forgotten = session.attempts.begin(goal.clone());
        let (place, name, go) = (place.clone(), name.clone(), go.clone());
        let (old_id, to) = (old_id.clone(), route::persona(&new_id));
        spawn_local(async move {
            let answer = client.send(&DeletePersona::new(old_id.clone())).await;
            if is_forgotten() {
                return;
            }
            let is_here = is_at(&route::replace(&old_id));
            match answer {
                Err(error) if !is_gone(&error) => {
                    let refused = text::of_call(Task::DeletePersona, &place, &error);
                    if !is_here {
                        announcer.say(refused.title.clone());
                    }
                    session.attempts.refused(goal, refused);
                }
                _ => {
                    session.attempts.end(&goal);
                    session.personas.deleted(&old_id);
                    session.replacements.end(&old_id);
                    announcer.notify(editing::replaced(&name));
                    if is_here {
                        go(&to, NavigateOptions::default());
                    }
                }
            }
        });
    };
    let keep = old.id.clone();
    let keep_old = move |_| {
        // What is on its way cannot be taken back.
        if !busy.get_untracked() {
            session.replacements.end(&keep);
            navigate(route::PERSONAS, NavigateOptions::default());
        }
    };
    view! {
        <div class="with-preview replace">
            <div class="card stack">
                <h2>{editing::created_in_place(&after.name)}</h2>
                <p>{editing::TELL_BOTS}</p>
                <dl class="facts">
                    <dt>{editing::NEW_ID}</dt>
                    <dd class="with-copy"><code>{new.id.to_string()}</code><CopyButton text=new.id.to_string() what=editing::NEW_ID_COPY /></dd>
                    <dt>{editing::OLD_ID}</dt>
                    <dd><code>{old.id.to_string()}</code></dd>
                    <dt>{editing::AS_JSON}</dt>
                    <dd class="with-copy"><code class="cut">{map.clone()}</code><CopyButton text=map what=editing::AS_JSON_COPY /></dd>
                </dl>
                {move || trouble.get().map(|trouble| view! { <GraphError trouble /> })}
                <div class="form-actions">
                    <button
                        type="button"
                        class="button danger"
                        aria-disabled=move || busy.get().then_some("true")
                        on:click=finish
                    >
                        {move || if busy.get() { editing::DELETING } else { editing::DELETE_OLD }}
                    </button>
                    <button type="button" class="button" aria-disabled=move || busy.get().then_some("true") on:click=keep_old>{editing::KEEP_BOTH}</button>
                </div>
                <p class="field-hint">{editing::LATER}</p>
            </div>
            <div class="side-by-side">
                <section aria-label=editing::OLD_ONE><h2 class="side-title">{editing::OLD_ONE}</h2><Preview page=page.clone() face=Signal::stored(before) /></section>
                <section aria-label=editing::NEW_ONE><h2 class="side-title">{editing::NEW_ONE}</h2><Preview page face=Signal::stored(after) /></section>
            </div>
        </div>
    }
}

fn consequences() -> impl IntoView {
    view! {
        <ul class="consequences">
            {editing::CONSEQUENCES.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}
        </ul>
    }
}

/// Whether the old one is not there, which is what was wanted.
fn is_gone(error: &Error) -> bool {
    matches!(error, Error::Response(response) if of_response(response).is_ok())
}
