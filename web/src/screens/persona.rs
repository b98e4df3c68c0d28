//! `/personas/:id`: one persona.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::{GetPersona, Persona, PersonaId};

use super::{
    deleting::{self, Deleting},
    loading::{Load, Loading},
};
use crate::{
    components::{CopyButton, Glyph, GraphError, Heading, Icon, Preview, Skeleton},
    model::profile::Profile,
    route,
    session::{Connected, Session},
    text::{self, Task, persona as words},
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
                <GraphError trouble=text::of_bad_id(error) />
            </div>
        }
        .into_any(),
    }
}

fn one(connected: Connected, id: PersonaId) -> impl IntoView {
    let persona = read(&connected, id);
    let navigate = use_navigate();
    let navigate = StoredValue::new_local(navigate);
    let deleting = Deleting::new(move |_| {
        navigate.with_value(|go| go(route::PERSONAS, NavigateOptions::default()));
    });
    let title = Signal::derive(move || match persona.there() {
        Some(persona) => Profile::from(&persona).name,
        None => words::TITLE.to_owned(),
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

/// Asks for the persona.
pub(super) fn read(connected: &Connected, id: PersonaId) -> Loading<Persona> {
    let session = Session::current();
    let place = connected.place.clone();
    let request = GetPersona::new(id);
    Loading::new(move || {
        let (client, request, place) = (session.client(), request.clone(), place.clone());
        async move {
            let Some(client) = client else { return std::future::pending().await };
            let answer = client.send(&request).await;
            answer.map_err(|error| text::of_call(Task::ReadPersona, &place, &error))
        }
    })
}

/// What `show` makes of it once it is there; before that, that it is read or why it cannot be.
pub(super) fn once_read(
    persona: Loading<Persona>,
    show: impl Fn(Persona) -> AnyView + Send + 'static,
) -> impl IntoView {
    move || {
        match persona.state() {
        Load::Waiting => view! { <div class="card"><Skeleton what=words::WHAT rows=2 /></div> }.into_any(),
        Load::Refused(trouble) => view! {
            <GraphError trouble>
                <button type="button" class="button" on:click=move |_| persona.again()>{text::shell::TRY_AGAIN}</button>
            </GraphError>
        }
        .into_any(),
        Load::There(persona) => show(persona),
    }
    }
}

fn facts(page: Profile, persona: Persona, deleting: Deleting) -> impl IntoView {
    let profile = Profile::from(&persona);
    let id = persona.id.to_string();
    let session = Session::current();
    let end = end_of(session, persona.clone());
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
                    None => actions(session, persona.clone(), deleting).into_any(),
                }}
            </div>
            <Preview page profile=Signal::stored(profile) />
        </div>
    }
}

/// That the persona is being deleted, or was.
pub(super) fn end_of(session: Session, persona: Persona) -> Memo<Option<&'static str>> {
    Memo::new(move |_| {
        if session.personas.is_deleted(&persona.id) {
            Some(words::GONE)
        } else {
            session.deletions.holds(&persona).then_some(words::GOING)
        }
    })
}

/// What can be done with the persona.
fn actions(session: Session, persona: Persona, deleting: Deleting) -> impl IntoView {
    let write = route::speaking_as(route::CONVERSATIONS, &persona.id);
    let write_label = words::write_as(&Profile::from(&persona).name);
    let (edit, finish) = (route::edit(&persona.id), route::edit(&persona.id));
    let id = persona.id.clone();
    view! {
        {move || session.replacements.half_done(&id).map(|_| view! {
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
