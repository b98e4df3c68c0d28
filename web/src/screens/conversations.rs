//! `/conversations`: who can be written to. The conversation that is open stands beside it.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate, use_query_map},
};
use messenger_personas::{PageId, Psid};
use web_sys::VisibilityState;

use crate::{
    components::{GraphError, Heading, PeopleList, PsidForm, Skeleton},
    emulator::Emulator,
    model::{demo::DemoPerson, user_error::UserError},
    route,
    state::{Connected, Drafts, Sent},
    text,
};

/// The people of the Page, for the screens inside.
#[derive(Clone, Copy)]
pub(super) struct People {
    resource: LocalResource<Result<Vec<DemoPerson>, UserError>>,
    /// `None` until the first response.
    pub(super) state: Memo<Option<Result<Vec<DemoPerson>, UserError>>>,
}

impl People {
    /// Reads them from an emulator.
    fn read(emulator: Emulator, page_id: PageId) -> Self {
        let resource = LocalResource::new(move || {
            let (emulator, page_id) = (emulator.clone(), page_id.clone());
            async move { emulator.people(&page_id).await.map_err(UserError::from) }
        });
        // What is shown already is not drawn and read out again.
        Self { resource, state: Memo::new(move |_| resource.get()) }
    }

    /// The people, if they are known.
    pub(super) fn known(self) -> Option<Vec<DemoPerson>> {
        self.state.get()?.ok()
    }

    /// Reads them again.
    pub(super) fn refetch(self) {
        self.resource.refetch();
    }
}

/// A column of people, and what the rest of the address shows.
#[component]
pub(crate) fn Conversations() -> impl IntoView {
    let connected = Connected::current();
    let path = use_location().pathname;
    let chosen = Memo::new(move |_| {
        let path = path.get();
        let last = path.strip_prefix(route::CONVERSATIONS)?.strip_prefix('/')?;
        Psid::parse(last).ok()
    });
    let is_open = move || path.with(|path| path.len() > route::CONVERSATIONS.len() + 1);
    let query = use_query_map();
    let address = Callback::new(move |psid: Psid| {
        let path = route::conversation(&psid);
        match query.with(|query| query.get(route::PERSONA)) {
            Some(persona) => format!("{path}?{}={persona}", route::PERSONA),
            None => path,
        }
    });
    let list = match connected.emulator() {
        Some(emulator) => on_emulator(emulator, connected, chosen, address).into_any(),
        None => on_meta(connected, chosen, address).into_any(),
    };
    view! {
        <div class="inbox" class:open=is_open>
            <section class="inbox-people" aria-label=text::talk::PEOPLE>{list}</section>
            <div class="conversation">
                <Outlet />
            </div>
        </div>
    }
}

/// What stands beside the people while none of them is chosen.
#[component]
pub(crate) fn NoConversation() -> impl IntoView {
    view! {
        <div class="empty">
            <Heading title=text::talk::TITLE />
            <p>{text::talk::LEAD}</p>
        </div>
    }
}

fn on_emulator(
    emulator: Emulator,
    connected: Connected,
    chosen: Memo<Option<Psid>>,
    address: Callback<Psid, String>,
) -> impl IntoView {
    let page_id = connected.page.id.clone();
    let people = People::read(emulator, page_id.clone());
    provide_context(people);
    let drafts = Drafts::current();
    // An emulator that was started again is found by itself.
    spawn_local_scoped_with_cancellation(async move {
        loop {
            TimeoutFuture::new(RETRY_EACH_MS).await;
            let visible = document().visibility_state() == VisibilityState::Visible;
            if visible && people.state.with_untracked(|state| matches!(state, Some(Err(_)))) {
                people.refetch();
            }
        }
    });
    let known = Signal::derive(move || people.known().unwrap_or_default());
    view! {
        {move || match people.state.get() {
            None => Some(view! { <Skeleton what=text::talk::WHAT rows=3 /> }.into_any()),
            Some(Err(error)) => Some(view! {
                <GraphError error>
                    <button type="button" class="button" on:click=move |_| people.refetch()>{text::shell::TRY_AGAIN}</button>
                </GraphError>
            }.into_any()),
            Some(Ok(people)) if people.is_empty() => Some(view! {
                <p class="field-hint">{text::talk::NOBODY}</p>
            }.into_any()),
            Some(Ok(_)) => None,
        }}
        <PeopleList people=known chosen has_trouble=move |psid| drafts.has_error(&page_id, &psid) address />
    }
}

fn on_meta(
    connected: Connected,
    chosen: Memo<Option<Psid>>,
    address: Callback<Psid, String>,
) -> impl IntoView {
    let (sent, drafts) = (Sent::current(), Drafts::current());
    let page_id = StoredValue::new(connected.page.id);
    let navigate = use_navigate();
    let open = Callback::new(move |psid: Psid| {
        navigate(&untrack(|| address.run(psid)), NavigateOptions::default());
    });
    let line = move |psid: Psid| {
        let (link, this, troubled) = (psid.clone(), psid.clone(), psid.clone());
        view! {
            <li>
                <a
                    class="person"
                    href=move || address.run(link.clone())
                    aria-current=move || (chosen.get().as_ref() == Some(&this)).then_some("page")
                >
                    <code>{psid.to_string()}</code>
                    {move || page_id.with_value(|page_id| drafts.has_error(page_id, &troubled)).then(|| view! {
                        <span class="field-error">{text::talk::NOT_SENT}</span>
                    })}
                </a>
            </li>
        }
    };
    view! {
        <PsidForm on_open=open />
        <ul class="people">
            <For each=move || sent.people() key=Clone::clone let:psid>{line(psid)}</For>
        </ul>
    }
}

const RETRY_EACH_MS: u32 = 2000;
