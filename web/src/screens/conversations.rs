//! `/conversations`: the inbox of the Page. The conversation that is open is beside it.

use gloo_timers::callback::Interval;
use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    components::Outlet,
    hooks::{use_location, use_navigate, use_query_map},
};
use messenger_personas::Psid;
use web_sys::VisibilityState;

use crate::{
    clock::{now_millis, use_minute},
    components::{GraphError, Heading, InboxList, InboxRow, PsidForm, Skeleton},
    model::{
        inbox::{ConversationList, ConversationSummary},
        profile::Profile,
        reply_window::ReplyWindow,
        sent_log::SentLog,
    },
    route,
    shared::{spawn_until_cleanup, use_shared},
    state::{Connected, Drafts, Inbox, SentLogs},
    text::{self, conversation as words},
};

/// A column of conversations, and what the rest of the address shows.
#[component]
pub(crate) fn Conversations() -> impl IntoView {
    let connected = Connected::current();
    let inbox = Inbox::current();
    let path = use_location().pathname;
    let path = use_shared(move |_| path.get());
    let chosen = Memo::new(move |_| {
        let path = path.get();
        let last = path.strip_prefix(route::CONVERSATIONS)?.strip_prefix('/')?;
        Psid::parse(last).ok()
    });
    let is_open = move || path.with(|path| path.len() > route::CONVERSATIONS.len() + 1);
    let parameters = use_query_map();
    let address = Callback::new(move |psid: Psid| {
        let path = route::conversation(&psid);
        match parameters.with(|query| query.get(route::PERSONA)) {
            Some(persona) => format!("{path}?{}={persona}", route::PERSONA),
            None => path,
        }
    });
    follow(inbox, &connected, chosen);
    let query = RwSignal::new(String::new());
    let rows = use_rows(inbox, &connected, query);
    let navigate = use_navigate();
    let open = Callback::new(move |psid: Psid| {
        navigate(&untrack(|| address.run(psid)), NavigateOptions::default());
    });
    let conversations = inbox.conversations();
    let error = inbox.error();
    let status = move || {
        match error.get() {
        Some(error) => Some(view! {
            <GraphError error>
                <button type="button" class="button" on:click=move |_| inbox.refresh()>{text::shell::TRY_AGAIN}</button>
            </GraphError>
        }.into_any()),
        None if !conversations.with(ConversationList::is_loaded) => {
            Some(view! { <Skeleton what=words::WHAT rows=3 /> }.into_any())
        }
        None => None,
    }
    };
    let is_refused = inbox.is_refused();
    let is_empty =
        Memo::new(move |_| conversations.with(|all| all.is_loaded() && all.all().is_empty()));
    let has_older = Memo::new(move |_| conversations.with(|all| all.older().is_some()));
    view! {
        <div class="inbox" class:open=is_open>
            <section class="inbox-people" aria-label=words::PEOPLE>
                {status}
                <Show when=move || is_refused.get()>
                    <PsidForm on_open=open />
                </Show>
                <Show when=move || is_empty.get()>
                    <p class="field-hint">{words::NOBODY}</p>
                    <PsidForm on_open=open />
                </Show>
                <InboxList rows query chosen address />
                <Show when=move || has_older.get()>
                    <button type="button" class="button" on:click=move |_| inbox.load_older()>{words::LOAD_MORE}</button>
                </Show>
            </section>
            <div class="conversation">
                <Outlet />
            </div>
        </div>
    }
}

/// What is beside the conversations while none of them is chosen.
#[component]
pub(crate) fn NoConversation() -> impl IntoView {
    view! {
        <div class="empty">
            <Heading title=words::TITLE unread=use_unread() />
            <p>{words::LEAD}</p>
        </div>
    }
}

/// How many conversations have something new, for the title of the tab.
pub(super) fn use_unread() -> Signal<usize> {
    let conversations = Inbox::current().conversations();
    Memo::new(move |_| conversations.with(ConversationList::unread_conversations)).into()
}

/// Reads what is new while the tab can be seen: at intervals, and at once when the emulator says that
/// something happened.
fn follow(inbox: Inbox, connected: &Connected, chosen: Memo<Option<Psid>>) {
    let is_visible = RwSignal::new(is_tab_visible());
    let listener =
        window_event_listener(ev::visibilitychange, move |_| is_visible.set(is_tab_visible()));
    on_cleanup(move || listener.remove());
    Effect::new(move |_| {
        if is_visible.get() {
            inbox.refresh();
        }
    });
    let interval = inbox.interval();
    let timer = StoredValue::new_local(None::<Interval>);
    Effect::new(move |_| {
        let interval = interval.get();
        let start = || Interval::new(interval, move || inbox.refresh());
        timer.set_value(is_visible.get().then(start));
    });
    if let Some(emulator) = connected.emulator() {
        spawn_until_cleanup(async move {
            let look = move || {
                if is_visible.get_untracked() {
                    inbox.refresh();
                    if let Some(psid) = chosen.get_untracked() {
                        inbox.refresh_thread(&psid);
                    }
                }
            };
            emulator.follow(look).await;
        });
    }
}

fn is_tab_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// The conversations that `query` finds. Those to which something was sent from here are among them
/// if Graph does not list conversations.
fn use_rows(inbox: Inbox, connected: &Connected, query: RwSignal<String>) -> Signal<Vec<InboxRow>> {
    let conversations = inbox.conversations();
    let is_refused = inbox.is_refused();
    let log = SentLogs::current().of(&connected.page.id);
    let drafts = Drafts::current();
    let page_id = connected.page.id.clone();
    let now = use_minute();
    let rows = use_shared(move |_| {
        let query = query.get();
        now.track();
        let now = now_millis();
        let listed = conversations.with(|all| {
            let found = all.find(&query).into_iter();
            found
                .map(|one| {
                    let unread = all.unread(&one);
                    let has_error = drafts.has_error(&page_id, &one.psid);
                    row(inbox, one, unread, now, has_error)
                })
                .collect::<Vec<_>>()
        });
        if !is_refused.get() {
            return listed;
        }
        let sent_to = log.with(SentLog::people).into_iter();
        let others = sent_to.filter(|psid| listed.iter().all(|row| row.psid != *psid));
        let others = others.map(|psid| InboxRow {
            profile: profile(inbox, &psid, None),
            snippet: String::new(),
            at: None,
            unread: 0,
            window: ReplyWindow::Unknown,
            is_elsewhere: false,
            has_error: drafts.has_error(&page_id, &psid),
            psid,
            now,
        });
        listed.iter().cloned().chain(others).collect()
    });
    rows.into()
}

fn row(inbox: Inbox, one: ConversationSummary, unread: u64, now: u64, has_error: bool) -> InboxRow {
    // If messages are unread, the newest one is the person's.
    let wrote_at = one.updated_at.filter(|_| one.unread > 0);
    let is_elsewhere = one.is_elsewhere(now);
    InboxRow {
        profile: profile(inbox, &one.psid, one.name),
        snippet: one.snippet,
        at: one.updated_at,
        unread,
        window: ReplyWindow::at(now, wrote_at, one.can_reply),
        is_elsewhere,
        has_error,
        psid: one.psid,
        now,
    }
}

/// The name and the picture of a person, as far as Graph tells them.
pub(super) fn profile(inbox: Inbox, psid: &Psid, name: Option<String>) -> Profile {
    let person = inbox.person(psid).unwrap_or_default();
    let parts = [person.first_name, person.last_name].into_iter().flatten();
    let full_name = parts.collect::<Vec<_>>().join(" ");
    let name = name.or(Some(full_name).filter(|name| !name.is_empty()));
    Profile::new(name.unwrap_or_else(|| words::person(psid.as_str())), person.profile_pic)
}
