//! `/activity`: the requests to Graph, with their responses.

use std::sync::Arc;

use leptos::prelude::*;
use messenger_personas::{Method, Origin};

use crate::{
    announcer::Announcer,
    clock::iso,
    components::{
        ActivityTable, Dialog, ExchangeDetails, Glyph, Heading, Icon, Segment, focus_by_id,
        focus_exchange, focus_heading_in_place, save_file,
    },
    model::{
        activity::{
            Entry, Filter, har,
            replay::{Replay, is_read},
        },
        persona_list::LoadState,
    },
    route,
    state::{Activity, Connected, Connection, PersonaStore},
    text::{activity as words, shell},
};

/// Every request of the connection, as far as it is remembered.
#[component]
pub(crate) fn ActivityScreen() -> impl IntoView {
    let (activity, announcer) = (Activity::current(), Announcer::current());
    let (connected, connection) = (Connected::current(), Connection::current());
    let filter = RwSignal::new(Filter::default());
    let asked = route::use_exchange();
    let selected = RwSignal::new(None::<u32>);
    Effect::new(move |_| {
        if let Some(id) = asked.get() {
            selected.set(Some(id));
            focus_exchange(id);
        }
    });
    let all = Memo::new(move |_| activity.entries());
    let shown = Memo::new(move |_| {
        filter.with(|filter| {
            let mut shown = all.get();
            shown.retain(|entry| filter.matches(entry));
            shown
        })
    });
    let is_empty = Memo::new(move |_| all.with(Vec::is_empty));
    let file_name = format!("{}.har", words::file_name(connected.page.id.as_str()));
    let export = move |_| {
        let text = shown.with_untracked(|shown| {
            har::export(shown.iter().map(|entry| &**entry), &origin(connection), iso)
        });
        save_file(&file_name, "application/json", &text);
        announcer.say(words::EXPORTED);
    };
    let clear = move |_| {
        activity.clear();
        focus_heading_in_place();
        announcer.say(words::CLEARED);
    };
    let replaying = Replaying::new(selected, filter);
    let details = Callback::new(move |entry| view! { <Details entry replaying /> }.into_any());
    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title=words::TITLE leaves_focus=asked.get_untracked().is_some() />
                    <p class="lead">{words::LEAD}</p>
                </div>
                <div class="screen-actions" hidden=is_empty>
                    <button type="button" class="button" title=words::EXPORT_HINT on:click=export>
                        <Icon glyph=Glyph::Export />
                        {words::EXPORT}
                    </button>
                    <button type="button" class="button" on:click=clear>
                        <Icon glyph=Glyph::Trash />
                        {words::CLEAR}
                    </button>
                </div>
            </div>
            <Show when=move || !is_empty.get() fallback=|| nothing(Glyph::Activity, words::NONE, words::NONE_NEXT, ())>
                <FilterBar filter found=Memo::new(move |_| shown.with(Vec::len)) />
                <Show
                    when=move || shown.with(|shown| !shown.is_empty())
                    fallback=move || nothing(Glyph::Search, words::NONE_MATCH, "", clear_filter(filter))
                >
                    <div class="card table-card"><ActivityTable entries=shown selected details /></div>
                </Show>
            </Show>
            <ReplayDialog replaying />
        </div>
    }
}

fn nothing(
    glyph: Glyph,
    title: &'static str,
    text: &'static str,
    action: impl IntoView,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph />
            <h2>{title}</h2>
            <p>{text}</p>
            {action}
        </div>
    }
}

fn clear_filter(filter: RwSignal<Filter>) -> impl IntoView {
    let clear = move |_| {
        filter.set(Filter::default());
        focus_by_id(SEARCH);
    };
    view! { <button type="button" class="button" on:click=clear>{words::CLEAR_FILTER}</button> }
}

/// What narrows the requests down.
#[component]
fn FilterBar(filter: RwSignal<Filter>, found: Memo<usize>) -> impl IntoView {
    let methods = [None, Some(Method::Get), Some(Method::Post), Some(Method::Delete)];
    let segment = move |method: Option<Method>| {
        view! {
            <Segment
                is_chosen=Signal::derive(move || filter.with(|filter| filter.method == method))
                on_choose=move |()| filter.update(|filter| filter.method = method)
            >
                {words::method(method)}
            </Segment>
        }
    };
    view! {
        <div class="toolbar">
            <div class="search" role="search">
                <label class="visually-hidden" for=SEARCH>{words::SEARCH}</label>
                <Icon glyph=Glyph::Search />
                <input
                    id=SEARCH
                    type="search"
                    placeholder=words::SEARCH_PLACEHOLDER
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || filter.with(|filter| filter.text.clone())
                    on:input:target=move |event| filter.update(|filter| filter.text = event.target().value())
                />
            </div>
            <div class="segmented-control" role="group" aria-label=words::METHOD>{methods.map(segment)}</div>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || filter.with(|filter| filter.only_failed)
                    on:change:target=move |event| filter.update(|filter| filter.only_failed = event.target().checked())
                />
                {words::ONLY_FAILED}
            </label>
            <p class="result-count" role="status">
                {move || filter.with(Filter::narrows).then(|| words::found(found.get()))}
            </p>
        </div>
    }
}

/// The details of a request, and the button that sends it again.
#[component]
fn Details(entry: Arc<Entry>, replaying: Replaying) -> impl IntoView {
    let is_other_page = entry.page_id != Connected::current().page.id;
    let reason = match Replay::of(&entry) {
        _ if is_other_page => Some(words::OTHER_PAGE),
        None => Some(words::NOT_WHOLE),
        Some(_) => None,
    };
    let action = if let Some(reason) = reason {
        view! { <p class="field-hint">{reason}</p> }.into_any()
    } else {
        let entry = entry.clone();
        let pending = replaying.send.pending();
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || pending.get().then_some("true")
                on:click=move |_| replaying.start(entry.clone())
            >
                <Icon glyph=Glyph::Reload />
                {move || if pending.get() { words::REPLAYING } else { words::REPLAY }}
            </button>
        }
        .into_any()
    };
    view! { <ExchangeDetails entry origin=origin(Connection::current())>{action}</ExchangeDetails> }
}

/// Sending a request again.
#[derive(Clone, Copy)]
struct Replaying {
    /// The request that a dialog asks about.
    asked: RwSignal<Option<Arc<Entry>>>,
    send: Action<Arc<Entry>, Option<Arc<Entry>>>,
}

impl Replaying {
    /// Selects the new request when there is a response, if it is shown.
    fn new(selected: RwSignal<Option<u32>>, filter: RwSignal<Filter>) -> Self {
        let (activity, announcer) = (Activity::current(), Announcer::current());
        let personas = PersonaStore::current();
        let send = Action::new_local(move |entry: &Arc<Entry>| activity.replay(entry));
        Effect::new(move |_| {
            let Some(Some(entry)) = send.value().get() else { return };
            announcer.say(words::replayed(&entry));
            if filter.with_untracked(|filter| filter.matches(&entry)) {
                selected.set(Some(entry.id));
                focus_exchange(entry.id);
            }
            let is_read_before = untrack(|| personas.state()) != LoadState::Idle;
            if !is_read(entry.method) && !entry.is_failure() && is_read_before {
                personas.load();
            }
        });
        Self { asked: RwSignal::new(None), send }
    }

    /// Sends a read. Anything else asks first.
    fn start(self, entry: Arc<Entry>) {
        if self.send.pending().get_untracked() {
            return;
        }
        if is_read(entry.method) {
            self.send.dispatch(entry);
        } else {
            self.asked.set(Some(entry));
        }
    }
}

/// The question before something is changed again.
#[component]
fn ReplayDialog(replaying: Replaying) -> impl IntoView {
    let Replaying { asked, send } = replaying;
    let on_emulator = Connected::current().on_emulator();
    let place = if on_emulator { shell::EMULATOR_MEANS } else { shell::LIVE_MEANS };
    let confirm = move |_| {
        if let Some(entry) = asked.try_update(Option::take).flatten() {
            send.dispatch(entry);
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || asked.with(Option::is_some))
            on_close=move |()| asked.set(None)
            title_id="replay-title"
        >
            {move || asked.get().map(|entry| {
                let is_deletion = entry.method == Method::Delete;
                view! {
                    <h2 id="replay-title">{words::REPLAY_QUESTION}</h2>
                    <p><code>{entry.method.as_str()}" "{entry.path.clone()}</code></p>
                    <p>{words::replay_means(entry.method)}" "{place}</p>
                    <div class="dialog-actions">
                        <button type="button" class="button" autofocus on:click=move |_| asked.set(None)>{shell::CANCEL}</button>
                        <button type="button" class="button" class:danger=is_deletion class:primary=!is_deletion on:click=confirm>{words::REPLAY}</button>
                    </div>
                }
            })}
        </Dialog>
    }
}

/// Where the Graph of the connection is.
fn origin(connection: Connection) -> Origin {
    let client = connection.client();
    client.map(|client| client.graph().origin.clone()).unwrap_or_default()
}

/// The field that searches.
const SEARCH: &str = "activity-search";
