//! `/conversations/:psid`: one conversation.

mod sending;

use leptos::prelude::*;
use messenger_personas::Psid;

use self::sending::Sender;
use super::{
    conversations::{profile, use_unread},
    speaker::Speaker,
};
use crate::{
    clock::{now_millis, use_minute},
    components::{
        Avatar, Composer, CustomerSimulator, FileDialog, Glyph, GraphError, HandOffDialog, Heading,
        Icon, MessageList, PersonaSelect, RateLimitNotice, WindowNotice,
    },
    model::{
        hand_off::HandOff,
        persona_list::LoadState,
        profile::Profile,
        reply_window::ReplyWindow,
        thread::Thread,
        user_error::{Endpoint, UserError},
    },
    route,
    shared::use_shared,
    state::{Connected, Drafts, Inbox, PersonaStore, SearchResult, SentLogs, ThreadState},
    text::{self, conversation as words},
};

/// The conversation that the address names.
#[component]
pub(crate) fn Conversation() -> impl IntoView {
    let connected = Connected::current();
    let psid = route::use_id();
    move || match Psid::parse(&psid.get()) {
        Ok(psid) => view! { <With connected=connected.clone() psid /> }.into_any(),
        Err(error) => view! {
            {back()}
            <Heading title=words::ONE />
            <GraphError error=UserError::from(error) />
        }
        .into_any(),
    }
}

/// The conversation with a person.
#[component]
fn With(connected: Connected, psid: Psid) -> impl IntoView {
    let personas = PersonaStore::current();
    personas.load_once();
    let hands_over = RwSignal::new(false);
    let inbox = Inbox::current();
    let page = connected.profile();
    let thread = inbox.thread(&psid);
    read(inbox, &psid);
    let conversations = inbox.conversations();
    let summary = {
        let psid = psid.clone();
        Memo::new(move |_| conversations.with(|all| all.with(&psid).cloned()))
    };
    let person = {
        let psid = psid.clone();
        let name = move || summary.with(|summary| summary.as_ref()?.name.clone());
        use_shared(move |_| profile(inbox, &psid, name()))
    };
    let name = Signal::derive(move || person.with(|person| person.name.clone()));
    let window = use_window(&thread, Signal::derive(move || summary.get()?.can_reply));
    let now = use_minute();
    let is_elsewhere = Memo::new(move |_| {
        now.track();
        summary.with(|summary| summary.as_ref().is_some_and(|one| one.is_elsewhere(now_millis())))
    });
    let composer = Drafts::current().message(&connected.page.id, &psid);
    let speaker = Speaker::new(&connected, &psid, &composer);
    let as_customer = RwSignal::new(false);
    let sender = Sender::new(&connected, &psid, name, composer.clone(), speaker, window);
    let played = RwSignal::from(composer.played.clone());
    let playing = RwSignal::from(composer.playing.clone());
    view! {
        {back()}
        <div class="conversation-head">
            <Avatar profile=person />
            <div class="conversation-title">
                <Heading title=name unread=use_unread() />
                {move || {
                    now.track();
                    words::window_at_length(window.get(), now_millis())
                }.map(|text| {
                    let class = if window.get().is_closed() { "messaging-window closed" } else { "messaging-window open" };
                    view! { <p class=class>{text}</p> }
                })}
            </div>
            <label class="check">
                <input type="checkbox" bind:checked=as_customer />
                {words::VIEW_AS_CUSTOMER}
            </label>
            <button type="button" class="button" on:click=move |_| hands_over.set(true)>{words::HAND_OVER_OPEN}</button>
        </div>
        <HandOffDialog
            open=hands_over
            page=page.clone()
            entries=Signal::derive(move || personas.entries())
            speaker=speaker.persona
            person=name
            is_elsewhere
            on_open=speaker.look_further
            on_hand_over=move |plan| sender.hand_over(plan)
        />
        <Messages psid=psid.clone() thread sender page=page.clone() person=name as_customer />
        <div class="conversation-foot">
            <HandOffState sender />
            <Show when=move || is_elsewhere.get()>
                <div class="alert" role="alert">
                    <Icon glyph=Glyph::Warning />
                    <div class="alert-text">
                        <p class="alert-title">{words::OTHER_APP_TITLE}</p>
                        <p>{words::OTHER_APP_NEXT}</p>
                        <div class="alert-actions">
                            <ControlButtons sender />
                        </div>
                    </div>
                </div>
            </Show>
            <WindowNotice window human_agent=sender.human_agent />
            <Foot endpoint=connected.endpoint.clone() speaker sender page />
        </div>
        {connected.emulator().map(|emulator| view! {
            <CustomerSimulator
                person=name
                text=played
                busy=playing
                on_write=move |()| sender.write_as_customer(emulator.clone(), played.get_untracked())
            />
        })}
    }
}

/// Reads the messages now, and whenever the inbox says that there are new ones.
fn read(inbox: Inbox, psid: &Psid) {
    inbox.refresh_thread(psid);
    let conversations = inbox.conversations();
    let psid = psid.clone();
    Effect::new(move |before: Option<Option<_>>| {
        let version = conversations.with(|all| Some(all.with(&psid)?.version()));
        if before.flatten().is_some_and(|before| Some(before) != version) {
            inbox.refresh_thread(&psid);
        }
        inbox.see(&psid);
        version
    });
}

/// What may be sent to the person. It changes while one looks.
fn use_window(thread: &ThreadState, can_reply: Signal<Option<bool>>) -> Signal<ReplyWindow> {
    let now = use_minute();
    let thread = thread.thread.clone();
    let window = use_shared(move |_| {
        now.track();
        let wrote_at = thread.with(Thread::person_wrote_at);
        ReplyWindow::at(now_millis(), wrote_at, can_reply.get())
    });
    window.into()
}

/// The messages, and what is on its way.
#[component]
fn Messages(
    psid: Psid,
    thread: ThreadState,
    sender: Sender,
    page: Profile,
    person: Signal<String>,
    as_customer: RwSignal<bool>,
) -> impl IntoView {
    let inbox = Inbox::current();
    let log = SentLogs::current().of(&Connected::current().page.id);
    let (messages, own_error, inbox_error) = (thread.thread, thread.error, inbox.error());
    let error = use_shared(move |_| own_error.get());
    let is_loading_older = thread.is_loading_older;
    let is_loading_older = use_shared(move |_| is_loading_older.get());
    let thread = messages.clone();
    let items =
        use_shared(move |_| thread.with(|thread| log.with(|log| thread.items(log, text::day))));
    let thread = messages.clone();
    let is_loaded = use_shared(move |_| thread.with(Thread::is_loaded));
    let has_older = use_shared(move |_| messages.with(Thread::can_load_older));
    let retry = psid.clone();
    view! {
        <MessageList
            items
            outgoing=sender.sending()
            typing=sender.typing()
            page
            person
            as_customer
            is_loaded
            has_older
            is_loading_older
            on_older=move |()| inbox.load_older_messages(&psid)
            on_look=move |()| sender.look_again()
            on_give_up=move |()| sender.give_up()
        />
        {move || error.get().filter(|_| inbox_error.with(Option::is_none)).map(|error| {
            let retry = retry.clone();
            view! {
                <GraphError error>
                    <button type="button" class="button" on:click=move |_| inbox.refresh_thread(&retry)>{text::shell::TRY_AGAIN}</button>
                </GraphError>
            }
        })}
    }
}

/// What gives control of the conversation.
#[component]
fn ControlButtons(sender: Sender) -> impl IntoView {
    view! {
        <button type="button" class="button" on:click=move |_| sender.take_control()>{words::TAKE_CONTROL}</button>
        <button type="button" class="button" on:click=move |_| sender.request_control()>{words::REQUEST_CONTROL}</button>
    }
}

/// How far a hand-off is.
#[component]
fn HandOffState(sender: Sender) -> impl IntoView {
    let hand_off = sender.hand_off();
    move || {
        match hand_off.get() {
        HandOff::Idle => None,
        HandOff::Running { step, .. } => {
            Some(view! { <p class="notice" role="status">{words::handing_over(step)}</p> }.into_any())
        }
        HandOff::HandedOver { persona, took_control } => Some(view! {
            <div class="notice" role="status">
                <p>{words::handed_over(&Profile::from(&persona).name)}</p>
                {took_control.then(|| view! {
                    <button type="button" class="button" on:click=move |_| sender.hand_back()>{words::HAND_BACK}</button>
                })}
            </div>
        }.into_any()),
    }
    }
}

/// Who speaks, and the field.
#[component]
fn Foot(endpoint: Endpoint, speaker: Speaker, sender: Sender, page: Profile) -> impl IntoView {
    let personas = PersonaStore::current();
    let refused = move || {
        match personas.state() {
        LoadState::Failed(error) => Some(view! {
            <GraphError error=UserError::list(&endpoint, error)>
                <button type="button" class="button" on:click=move |_| personas.resume()>{text::shell::TRY_AGAIN}</button>
            </GraphError>
        }.into_any()),
        LoadState::Limited { until } => Some(view! { <RateLimitNotice until /> }.into_any()),
        _ => None,
    }
    };
    let result = move || {
        sender.search_result().get().map(|result| {
            let text = match result {
                SearchResult::Found => words::FOUND,
                SearchResult::NotThere => words::NOT_THERE,
            };
            view! { <p class="notice">{text}</p> }
        })
    };
    let error = sender.error();
    let sends_file = RwSignal::new(false);
    view! {
        {move || error.get().map(|error| {
            if error.is_thread_taken() {
                view! { <GraphError error><ControlButtons sender /></GraphError> }.into_any()
            } else {
                view! { <GraphError error /> }.into_any()
            }
        })}
        {result}
        {refused}
        {move || (personas.state() == LoadState::Loading && personas.count() > 0).then(|| view! {
            <p class="field-hint">{words::so_far(personas.count())}</p>
        })}
        {move || speaker.is_missing.get().then(|| view! { <p class="field-error">{text::PERSONA_MISSING}</p> })}
        <Composer
            text=sender.text
            quick_replies=sender.quick_replies
            on_file=move |()| sends_file.set(true)
            error=sender.text_error
            busy=sender.is_busy()
            is_typing=Signal::derive(move || sender.typing().get().is_some())
            on_send=move |()| sender.send()
            on_typing=move |on| sender.show_typing(on)
        >
            <PersonaSelect
                page
                entries=Signal::derive(move || personas.entries())
                chosen=speaker.persona
                is_unknown=Signal::derive(move || !speaker.is_known.get())
                placeholder=Signal::derive(move || {
                    if speaker.is_missing.get() {
                        words::CHOOSE_SPEAKER.to_owned()
                    } else {
                        text::shell::loading(text::persona::WHAT)
                    }
                })
                on_open=speaker.look_further
                on_choose=speaker.choose
            />
        </Composer>
        <FileDialog open=sends_file file=sender.file on_send=move |file| sender.send_file(file) />
    }
}

fn back() -> impl IntoView {
    view! { <a class="back" href=route::CONVERSATIONS><Icon glyph=Glyph::Back />{words::TITLE}</a> }
}
