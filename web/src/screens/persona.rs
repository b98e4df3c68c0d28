//! `/personas/:id`: one persona.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::{GetPersona, Persona, PersonaId};

use super::deleting::{self, Deleting};
use crate::{
    components::{CopyButton, Glyph, GraphError, Heading, Icon, Preview, Skeleton},
    model::{
        profile::Profile,
        user_error::{Task, UserError},
    },
    route,
    state::{Connected, Connection, Deletions, PersonaStore, Replacements},
    text::{self, persona as words},
};

/// What a persona looks like, and what can be done with it.
#[component]
pub(crate) fn PersonaScreen() -> impl IntoView {
    let connected = Connected::current();
    let id = route::use_id();
    move || match PersonaId::parse(&id.get()) {
        Ok(id) => one(connected.clone(), id).into_any(),
        Err(error) => view! {
            <div class="screen">
                {back()}
                <Heading title=words::TITLE />
                <GraphError error=UserError::from(error) />
            </div>
        }
        .into_any(),
    }
}

fn one(connected: Connected, id: PersonaId) -> impl IntoView {
    let persona = read_persona(&connected, id);
    let navigate = use_navigate();
    let navigate = StoredValue::new_local(navigate);
    let deleting = Deleting::new(move |_| {
        navigate.with_value(|go| go(route::PERSONAS, NavigateOptions::default()));
    });
    let title = Signal::derive(move || match persona.get() {
        Some(Ok(persona)) => Profile::from(&persona).name,
        _ => words::TITLE.to_owned(),
    });
    let page = connected.profile();
    view! {
        <div class="screen">
            {back()}
            <div class="screen-head"><Heading title /></div>
            {once_read(persona, move |persona| facts(page.clone(), persona, deleting).into_any())}
            {deleting::dialog(deleting)}
        </div>
    }
}

/// A persona that Graph is asked for.
pub(super) type PersonaResource = LocalResource<Result<Persona, UserError>>;

/// Reads a persona.
pub(super) fn read_persona(connected: &Connected, id: PersonaId) -> PersonaResource {
    let client = Connection::current().client();
    let endpoint = connected.endpoint.clone();
    let request = GetPersona::new(id);
    LocalResource::new(move || {
        let (client, request, endpoint) = (client.clone(), request.clone(), endpoint.clone());
        async move {
            let Some(client) = client else { return std::future::pending().await };
            let response = client.send(&request).await;
            response.map_err(|error| UserError::graph(Task::ReadPersona, &endpoint, error))
        }
    })
}

/// What `show` makes of the persona once it is read.
pub(super) fn once_read(
    persona: PersonaResource,
    show: impl Fn(Persona) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || {
        match persona.get() {
        None => view! { <div class="card"><Skeleton what=words::WHAT rows=2 /></div> }.into_any(),
        Some(Err(error)) => view! {
            <GraphError error>
                <button type="button" class="button" on:click=move |_| persona.refetch()>{text::shell::TRY_AGAIN}</button>
            </GraphError>
        }
        .into_any(),
        Some(Ok(persona)) => show(persona),
    }
    }
}

fn facts(page: Profile, persona: Persona, deleting: Deleting) -> impl IntoView {
    let profile = Profile::from(&persona);
    let id = persona.id.to_string();
    let end = end_of(persona.clone());
    view! {
        <div class="with-preview">
            <div class="card stack">
                <dl class="facts">
                    <dt>{words::ID}</dt>
                    <dd class="with-copy"><code>{id.clone()}</code><CopyButton text=id what=words::ID_COPY /></dd>
                    <dt>{words::SPEAKS_FOR}</dt>
                    <dd>{page.name.clone()}</dd>
                    {profile.picture_url.clone().map(|url| view! {
                        <dt>{words::PICTURE}</dt>
                        <dd class="with-copy"><code class="truncate">{url.clone()}</code><CopyButton text=url what=words::PICTURE_COPY /></dd>
                    })}
                </dl>
                {move || match end.get() {
                    Some(said) => view! { <p class="notice" role="status">{said}</p> }.into_any(),
                    None => actions(persona.clone(), deleting).into_any(),
                }}
            </div>
            <Preview page profile=Signal::stored(profile) />
        </div>
    }
}

/// That the persona is being deleted, or was.
pub(super) fn end_of(persona: Persona) -> Memo<Option<&'static str>> {
    let (personas, deletions) = (PersonaStore::current(), Deletions::current());
    Memo::new(move |_| {
        if personas.is_deleted(&persona.id) {
            Some(words::GONE)
        } else {
            deletions.holds(&persona).then_some(words::GOING)
        }
    })
}

/// What can be done with the persona.
fn actions(persona: Persona, deleting: Deleting) -> impl IntoView {
    let replacements = Replacements::current();
    let write = route::speaking_as(route::CONVERSATIONS, &persona.id);
    let write_label = words::write_as(&Profile::from(&persona).name);
    let (edit, finish) = (route::edit(&persona.id), route::edit(&persona.id));
    let id = persona.id.clone();
    view! {
        {move || replacements.half_done(&id).map(|_| view! {
            <p class="notice">{words::HALF_EDITED}" "<a href=finish.clone()>{words::FINISH_EDITING}</a></p>
        })}
        <div class="form-actions">
            <a class="button primary" href=write><Icon glyph=Glyph::Bubble />{write_label}</a>
            <a class="button" href=edit>{text::editing::EDIT}</a>
            <button type="button" class="button danger" on:click=move |_| deleting.asked.set(vec![persona.clone()])>
                <Icon glyph=Glyph::Trash />{text::shell::DELETE}
            </button>
        </div>
    }
}

fn back() -> impl IntoView {
    view! { <a class="back" href=route::PERSONAS><Icon glyph=Glyph::Back />{text::list::TITLE}</a> }
}
