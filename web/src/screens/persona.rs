//! `/personas/:id`: one persona.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::{GetPersona, Persona, PersonaId};

use super::{
    deleting::{self, Deleting},
    local_data::LocalDetails,
};
use crate::{
    components::{
        Avatar, AvatarSize, CodeSnippet, CopyButton, Glyph, GraphError, Heading, Icon, Preview,
        Skeleton,
    },
    model::{
        creation::Creation,
        list_query::{ListQuery, Only},
        profile::Profile,
        search::Entry,
        snippet,
        user_error::{Task, UserError},
    },
    route,
    shared::use_shared,
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
    let persona = read_persona(&connected, id.clone());
    let navigate = StoredValue::new_local(use_navigate());
    let deleting = Deleting::new(move |_| {
        navigate.with_value(|go| go(route::PERSONAS, NavigateOptions::default()));
    });
    let profile = Memo::new(move |_| match persona.get() {
        Some(Ok(persona)) => Profile::from(&persona),
        _ => Profile::new(words::TITLE, None),
    });
    let id_text = id.to_string();
    view! {
        <div class="screen">
            {back()}
            <div class="persona-head">
                <Avatar profile size=AvatarSize::Large />
                <div>
                    <Heading title=Signal::derive(move || profile.get().name) />
                    <p class="with-copy">
                        <code>{id_text.clone()}</code>
                        <CopyButton text=id_text what=words::ID_COPY />
                    </p>
                </div>
            </div>
            <Created id profile />
            {once_read(persona, move |persona| details(&connected, persona, deleting).into_any())}
            {deleting::dialog(deleting)}
        </div>
    }
}

/// That the persona was just created: the id to copy, and the way to the next one.
#[component]
fn Created(id: PersonaId, profile: Memo<Profile>) -> impl IntoView {
    let creation = route::use_creation();
    let id = id.to_string();
    move || {
        creation.get().map(|creation| {
            let id = id.clone();
            let title = move || {
                let name = profile.get().name;
                match creation {
                    Creation::Confirmed => text::editing::created(&name),
                    Creation::Found => text::editing::exists_after_all(&name),
                }
            };
            view! {
                <section class="card stack created" aria-label=words::CREATED>
                    <p class="created-title" role="status"><Icon glyph=Glyph::Check />{title}</p>
                    <dl class="new-id">
                        <dt>{words::CREATED_ID}</dt>
                        <dd class="with-copy"><code>{id.clone()}</code><CopyButton text=id what=words::ID_COPY /></dd>
                    </dl>
                    <p class="field-hint">{words::CREATED_NEXT}</p>
                    <div class="form-actions">
                        <a class="button primary" href=route::NEW_PERSONA><Icon glyph=Glyph::Plus />{words::CREATE_ANOTHER}</a>
                    </div>
                </section>
            }
        })
    }
}

/// A persona as it is read: `None` until Graph has answered.
#[derive(Clone, Copy)]
pub(super) struct ReadPersona {
    resource: LocalResource<Result<Persona, UserError>>,
    result: Memo<Option<Result<Persona, UserError>>>,
}

impl ReadPersona {
    pub(super) fn get(self) -> Option<Result<Persona, UserError>> {
        self.result.get()
    }
}

/// Reads a persona. Until the response the one of the list is shown, if it is there.
pub(super) fn read_persona(connected: &Connected, id: PersonaId) -> ReadPersona {
    let client = Connection::current().client();
    let listed = untrack(|| PersonaStore::current().find(&id));
    let endpoint = connected.endpoint.clone();
    let request = GetPersona::new(id);
    let resource = LocalResource::new(move || {
        let (client, request, endpoint) = (client.clone(), request.clone(), endpoint.clone());
        async move {
            let Some(client) = client else { return std::future::pending().await };
            let response = client.send(&request).await;
            response.map_err(|error| UserError::graph(Task::ReadPersona, &endpoint, error))
        }
    });
    let result = Memo::new(move |_| resource.get().or_else(|| listed.clone().map(Ok)));
    ReadPersona { resource, result }
}

/// What `show` makes of the persona once it is read.
pub(super) fn once_read(
    persona: ReadPersona,
    show: impl Fn(Persona) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || {
        match persona.get() {
        None => view! { <div class="card"><Skeleton what=words::WHAT rows=2 /></div> }.into_any(),
        Some(Err(error)) => view! {
            <GraphError error>
                <button type="button" class="button" on:click=move |_| persona.resource.refetch()>{text::shell::TRY_AGAIN}</button>
            </GraphError>
        }
        .into_any(),
        Some(Ok(persona)) => show(persona),
    }
    }
}

fn details(connected: &Connected, persona: Persona, deleting: Deleting) -> impl IntoView + use<> {
    let profile = Profile::from(&persona);
    let page = connected.profile();
    let persona_id = persona.id.clone();
    let end = end_of(persona.clone());
    let duplicates = Duplicates { persona: persona.clone() };
    let (page_id, id) = (connected.page.id.clone(), persona.id.clone());
    let graph = Connection::current().client().map(|client| client.graph().clone());
    let code = move |language| {
        let code = |graph| snippet::send_as(language, graph, &page_id, &id);
        graph.as_ref().map(code).unwrap_or_default()
    };
    view! {
        <div class="with-preview">
            <div class="stack">
                {move || match end.get() {
                    Some(said) => view! { <p class="notice" role="status">{said}</p> }.into_any(),
                    None => actions(persona.clone(), deleting).into_any(),
                }}
                <section class="card stack" aria-label=words::DETAILS>
                    <dl class="facts">
                        <dt>{words::SPEAKS_FOR}</dt>
                        <dd>{page.name.clone()}</dd>
                        {profile.picture_url.clone().map(|url| view! {
                            <dt>{words::PICTURE}</dt>
                            <dd class="with-copy"><code class="truncate">{url.clone()}</code><CopyButton text=url what=words::PICTURE_COPY /></dd>
                        })}
                        {duplicates.row()}
                    </dl>
                </section>
                <LocalDetails persona_id />
                <section class="card stack" aria-labelledby="snippet">
                    <h2 id="snippet">{words::SNIPPET_TITLE}</h2>
                    <p class="field-hint">{words::SNIPPET_HINT}</p>
                    <CodeSnippet code />
                </section>
            </div>
            <Preview page profile=Signal::stored(profile) />
        </div>
    }
}

/// The other personas with the same name, as far as the list is loaded.
struct Duplicates {
    persona: Persona,
}

impl Duplicates {
    fn row(self) -> impl IntoView {
        let personas = PersonaStore::current();
        personas.load_once();
        let entry = Entry::new(self.persona);
        let query = ListQuery {
            text: entry.persona.name.clone().unwrap_or_default(),
            only: Only::Alike,
            ..ListQuery::default()
        };
        let others = use_shared(move |_| {
            let is_other = |other: &&Arc<Entry>| {
                other.folded_name() == entry.folded_name() && other.persona.id != entry.persona.id
            };
            personas.entries().iter().filter(is_other).count()
        });
        move || {
            let to = route::personas(&query);
            (others.get() > 0).then(|| {
                view! {
                    <dt>{words::DUPLICATES}</dt>
                    <dd><a href=to>{words::duplicates(others.get())}</a></dd>
                }
            })
        }
    }
}

/// That the persona is being deleted, or was.
pub(super) fn end_of(persona: Persona) -> Memo<Option<&'static str>> {
    let (personas, deletions) = (PersonaStore::current(), Deletions::current());
    use_shared(move |_| {
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
    let is_half_done = use_shared(move |_| replacements.is_half_done(&id));
    view! {
        {move || is_half_done.get().then(|| view! {
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
