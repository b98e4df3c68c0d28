//! The conversations of a Page.

use leptos::prelude::*;
use messenger_personas::Psid;

use crate::{
    components::ui::{Avatar, RelativeTime},
    model::{profile::Profile, reply_window::ReplyWindow},
    text::conversation as words,
};

/// A conversation in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InboxRow {
    pub(crate) psid: Psid,
    pub(crate) profile: Profile,
    /// The beginning of the newest message.
    pub(crate) snippet: String,
    /// The time of the newest message, in milliseconds since 1970.
    pub(crate) at: Option<u64>,
    /// Number of unread messages.
    pub(crate) unread: u64,
    pub(crate) window: ReplyWindow,
    /// Whether another app controls the conversation.
    pub(crate) is_elsewhere: bool,
    /// Whether something could not be sent.
    pub(crate) has_error: bool,
    /// The time, in milliseconds since 1970.
    pub(crate) now: u64,
}

/// A field that searches, and a link for each conversation.
#[component]
pub(crate) fn InboxList(
    #[prop(into)] rows: Signal<Vec<InboxRow>>,
    query: RwSignal<String>,
    /// Whose conversation is open.
    #[prop(into)]
    chosen: Signal<Option<Psid>>,
    /// The address of a conversation.
    #[prop(into)]
    address: Callback<Psid, String>,
) -> impl IntoView {
    let has_query = Memo::new(move |_| query.with(|query| !query.trim().is_empty()));
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    view! {
        <Show when=move || has_query.get() || !is_empty.get()>
            <label class="visually-hidden" for="inbox-search">{words::SEARCH}</label>
            <input id="inbox-search" type="search" placeholder=words::SEARCH autocomplete="off" bind:value=query />
        </Show>
        <Show when=move || has_query.get() && is_empty.get()>
            <p class="field-hint" role="status">{words::NOT_FOUND}</p>
        </Show>
        <ul class="people">
            <For each=move || rows.get() key=|row| row.psid.clone() let:row>
                <Line row rows chosen address />
            </For>
        </ul>
    }
}

#[component]
fn Line(
    row: InboxRow,
    rows: Signal<Vec<InboxRow>>,
    chosen: Signal<Option<Psid>>,
    address: Callback<Psid, String>,
) -> impl IntoView {
    let psid = StoredValue::new(row.psid.clone());
    let is_it = move |row: &&InboxRow| psid.with_value(|psid| row.psid == *psid);
    // The row as it is now. A row that leaves the list keeps what it had.
    let row = Memo::new(move |old: Option<&InboxRow>| {
        let now = rows.with(|rows| rows.iter().find(is_it).cloned());
        now.or_else(|| old.cloned()).unwrap_or_else(|| row.clone())
    });
    let is_chosen = move || {
        let is_it = psid.with_value(|psid| chosen.get().as_ref() == Some(psid));
        is_it.then_some("page")
    };
    view! {
        <li>
            <a
                class="person"
                class:unread=move || row.with(|row| row.unread > 0)
                href=move || address.run(psid.get_value())
                aria-current=is_chosen
            >
                <Avatar profile=Signal::derive(move || row.get().profile) />
                <span class="person-text">{move || row.with(text)}</span>
                {move || row.with(|row| (row.unread > 0).then(|| view! {
                    <span class="count-badge">
                        <span aria-hidden="true">{row.unread}</span>
                        <span class="visually-hidden">{words::unread(row.unread)}</span>
                    </span>
                }))}
            </a>
        </li>
    }
}

fn text(row: &InboxRow) -> impl IntoView + use<> {
    let class =
        if row.window.is_closed() { "messaging-window closed" } else { "messaging-window open" };
    let now = row.now;
    view! {
        <span class="person-line">
            <span class="person-name truncate">{row.profile.name.clone()}</span>
            {row.at.map(|at| view! { <span class="person-time"><RelativeTime time=at now=now /></span> })}
        </span>
        {(!row.snippet.is_empty()).then(|| view! { <span class="person-snippet truncate">{row.snippet.clone()}</span> })}
        <span class="person-line">
            {words::window(row.window, now).map(|window| view! { <span class=class>{window}</span> })}
            {row.is_elsewhere.then(|| view! { <span class="badge">{words::OTHER_APP}</span> })}
        </span>
        {row.has_error.then(|| view! { <span class="field-error">{words::NOT_SENT}</span> })}
    }
}
