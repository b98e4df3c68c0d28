//! `/personas/:id/edit`: a new persona that takes the place of an old one.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, components::Redirect, hooks::use_navigate};
use messenger_personas::{Persona, PersonaId};

use super::{
    create_form::{CreateForm, CreateOutcome, advice, settled_picture},
    deleting::{self, Deleting},
    persona::{end_of, once_read, read_persona},
};
use crate::{
    components::{CopyButton, Glyph, GraphError, Heading, Icon, PersonaForm, Preview},
    model::{profile::Profile, user_error::UserError},
    route,
    shared::use_shared,
    state::{Connected, PersonaStore, Replacements},
    text::editing,
};

/// Two steps: the new persona is created, and once its id was shown the old one can be deleted.
#[component]
pub(crate) fn EditPersona() -> impl IntoView {
    let connected = Connected::current();
    let id = route::use_id();
    move || match PersonaId::parse(&id.get()) {
        Ok(id) => found(connected.clone(), id).into_any(),
        Err(error) => view! {
            <div class="screen">
                <Heading title=editing::EDIT />
                <GraphError error=UserError::from(error) />
            </div>
        }
        .into_any(),
    }
}

/// `/personas/:id/replace`, where this screen was.
#[component]
pub(crate) fn MovedToEdit() -> impl IntoView {
    let id = route::use_id();
    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
    let path = move || match PersonaId::parse(&id.get_untracked()) {
        Ok(id) => route::edit(&id),
        Err(_) => route::PERSONAS.to_owned(),
    };
    view! { <Redirect path=path() options /> }
}

fn found(connected: Connected, id: PersonaId) -> impl IntoView {
    // Whose name is taken is what the new name is held against.
    PersonaStore::current().load_once();
    let persona = read_persona(&connected, id.clone());
    let title = Signal::derive(move || match persona.get() {
        Some(Ok(persona)) => editing::edit_title(&Profile::from(&persona).name),
        _ => editing::EDIT.to_owned(),
    });
    let back = route::persona(&id);
    view! {
        <div class="screen">
            <a class="back" href=back><Icon glyph=Glyph::Back />{editing::EDIT_BACK}</a>
            <div class="screen-head">
                <div>
                    <Heading title />
                    <p class="lead">{editing::EDIT_LEAD}</p>
                </div>
            </div>
            {once_read(persona, move |persona| steps(connected.clone(), persona).into_any())}
        </div>
    }
}

fn steps(connected: Connected, old: Persona) -> impl IntoView {
    let (replacements, id) = (Replacements::current(), old.id.clone());
    let new = use_shared(move |_| replacements.new_persona(&id));
    move || match new.get() {
        None => first(&connected, old.clone()).into_any(),
        Some(new) => second(&connected, old.clone(), new).into_any(),
    }
}

/// The new persona is written and created.
fn first(connected: &Connected, old: Persona) -> impl IntoView + use<> {
    let replacements = Replacements::current();
    let begun = untrack(|| replacements.of(&old));
    let draft = RwSignal::new(begun.draft);
    let same = RwSignal::new(false);
    // What is written stays while one looks at other screens.
    let kept = old.clone();
    Effect::new(move |_| {
        let mut replacement = untrack(|| replacements.of(&kept));
        same.set(false);
        if replacement.write(draft.get()) {
            replacements.keep(replacement);
        }
    });
    let page = connected.profile();
    let picture = settled_picture(draft);
    let profile = Memo::new(move |_| {
        Profile::new(draft.with(|draft| draft.name.trim().to_owned()), picture.get())
    });
    let advice = advice(connected, draft, picture.into(), Some(old.id.clone()));
    let form = CreateForm::new(connected, Some(old.id.clone()));
    let (page_id, whole) = (connected.page.id.clone(), old.clone());
    let create = Callback::new(move |()| {
        if !untrack(|| replacements.of(&whole)).write(draft.get_untracked()) {
            return same.set(true);
        }
        if let Ok(call) = draft.with_untracked(|draft| draft.ready(&page_id)) {
            form.submit(call);
        }
    });
    let old_id = old.id.clone();
    let before = Profile::from(&old);
    view! {
        <div class="with-preview replacement">
            <PersonaForm
                draft
                samples=Signal::stored(Vec::new())
                busy=form.is_busy()
                picture=Signal::derive(move || profile.get().picture_url)
                advice
                on_create=create
                on_cancel=move |()| {
                    // The id of a persona that is being created is not to be lost.
                    if form.dismiss() {
                        replacements.end(&old_id);
                    }
                }
                cancel=route::persona(&old.id)
                submit=editing::CREATE_EDITED
            >
                {move || same.get().then(|| view! { <p class="field-error" role="alert">{editing::NOTHING_CHANGES}</p> })}
                <CreateOutcome form />
                {consequences()}
            </PersonaForm>
            <div class="side-by-side">
                <section aria-label=editing::NOW><h2 class="side-by-side-title">{editing::NOW}</h2><Preview page=page.clone() profile=Signal::stored(before) /></section>
                <section aria-label=editing::AFTERWARDS><h2 class="side-by-side-title">{editing::AFTERWARDS}</h2><Preview page profile /></section>
            </div>
        </div>
    }
}

/// The new persona exists: its id is shown, then the old one can be deleted.
fn second(connected: &Connected, old: Persona, new: Persona) -> impl IntoView + use<> {
    let replacements = Replacements::current();
    let page = connected.profile();
    let (before, after) = (Profile::from(&old), Profile::from(&new));
    let map = untrack(|| replacements.of(&old)).map().unwrap_or_default();
    let to_new = route::persona(&new.id);
    let end = end_of(old.clone());
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: &str| navigate.with_value(|go| go(to, NavigateOptions::default()));
    let to = to_new.clone();
    let deleting = Deleting::new(move |_| go(&to));
    let (old_id, new_id) = (old.id.to_string(), new.id.to_string());
    let (asked, kept) = (old.clone(), old.id);
    let actions = move || {
        let (asked, kept) = (asked.clone(), kept.clone());
        view! {
            <div class="form-actions">
                <button
                    type="button"
                    class="button danger"
                    on:click=move |_| deleting.asked.set(vec![asked.clone()])
                >
                    {editing::DELETE_OLD}
                </button>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        replacements.end(&kept);
                        go(route::PERSONAS);
                    }
                >
                    {editing::KEEP_BOTH}
                </button>
            </div>
            <p class="field-hint">{editing::LATER}</p>
        }
    };
    let name = after.name.clone();
    view! {
        <div class="with-preview replacement">
            <div class="card stack">
                <h2>{editing::created_in_place(&after.name)}</h2>
                <p>{editing::UPDATE_CODE}</p>
                <dl class="new-id">
                    <dt>{editing::NEW_ID}</dt>
                    <dd class="with-copy"><code>{new_id.clone()}</code><CopyButton text=new_id what=editing::NEW_ID_COPY /></dd>
                </dl>
                <dl class="facts">
                    <dt>{editing::OLD_ID}</dt>
                    <dd class="with-copy"><code>{old_id.clone()}</code><CopyButton text=old_id what=editing::OLD_ID_COPY /></dd>
                    <dt>{editing::AS_JSON}</dt>
                    <dd class="with-copy"><code>{map.clone()}</code><CopyButton text=map what=editing::AS_JSON_COPY /></dd>
                </dl>
                {move || match end.get() {
                    Some(said) => view! {
                        <p class="notice" role="status">{said}" "<a href=to_new.clone()>{editing::see_new(&name)}</a></p>
                    }
                    .into_any(),
                    None => actions().into_any(),
                }}
            </div>
            <div class="side-by-side">
                <section aria-label=editing::OLD_ONE><h2 class="side-by-side-title">{editing::OLD_ONE}</h2><Preview page=page.clone() profile=Signal::stored(before) /></section>
                <section aria-label=editing::NEW_ONE><h2 class="side-by-side-title">{editing::NEW_ONE}</h2><Preview page profile=Signal::stored(after) /></section>
            </div>
        </div>
        {deleting::dialog(deleting)}
    }
}

fn consequences() -> impl IntoView {
    view! {
        <ul class="consequences">
            {editing::CONSEQUENCES.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}
        </ul>
    }
}
