//! `/conversations/:psid`: one conversation, as the customer sees it.

use leptos::prelude::*;
use messenger_personas::Psid;

use super::{conversations::People, speaker::Speaker, talk::Talk};
use crate::{
    components::{
        Avatar, Composer, CustomerSimulator, Glyph, GraphError, Heading, Icon, MessageList,
        PersonaSelect, RateLimitNotice,
    },
    model::{
        demo::{ControlError, DemoPerson},
        persona_list::LoadState,
        profile::Profile,
        user_error::{Endpoint, UserError},
    },
    route,
    state::{Connected, PersonaStore},
    text,
};

/// The conversation that the address names.
#[component]
pub(crate) fn Conversation() -> impl IntoView {
    let connected = Connected::current();
    let psid = route::use_id();
    move || match Psid::parse(&psid.get()) {
        Ok(psid) => open(&connected, psid).into_any(),
        Err(error) => view! {
            {back()}
            <Heading title=text::talk::ONE />
            <GraphError error=UserError::from(error) />
        }
        .into_any(),
    }
}

fn open(connected: &Connected, psid: Psid) -> impl IntoView + use<> {
    let endpoint = connected.endpoint.clone();
    PersonaStore::current().load_once();
    let on_emulator = connected.on_emulator();
    let page = connected.profile();
    let people = use_context::<People>();
    let person = {
        let psid = psid.clone();
        Memo::new(move |_| people?.known()?.into_iter().find(|person| person.psid == psid))
    };
    let is_unknown = Memo::new(move |_| {
        let are_known = people.and_then(People::known).is_some();
        are_known && person.with(Option::is_none)
    });
    let name = {
        let psid = psid.clone();
        Signal::derive(move || match person.get() {
            Some(person) => person.name,
            None if on_emulator => text::talk::ONE.to_owned(),
            None => text::talk::person(psid.as_str()),
        })
    };
    let profile = Signal::derive(move || {
        Profile::new(name.get(), person.get().and_then(|person| person.picture_url))
    });
    let speaker = Speaker::new();
    let talk = Talk::new(connected.clone(), psid, speaker, people);
    view! {
        {back()}
        <div class="conversation-head">
            <Avatar profile=profile />
            <div>
                <Heading title=name />
                {move || person.get().map(|person| window_of(&person))}
            </div>
        </div>
        <Show
            when=move || !is_unknown.get()
            fallback=|| view! { <GraphError error=UserError::from(ControlError::NotThere) /> }
        >
            {messages(&talk, page.clone(), name, on_emulator)}
            {foot(endpoint.clone(), speaker, &talk, page.clone())}
            {move || on_emulator.then(|| view! {
                <CustomerSimulator person=name.get() text=talk.played busy=talk.playing on_write=move |()| talk.play() />
            })}
        </Show>
    }
}

fn messages(
    talk: &Talk,
    page: Profile,
    person: Signal<String>,
    on_emulator: bool,
) -> impl IntoView + use<> {
    let (thread, shown) = (talk.thread, talk.shown);
    view! {
        <div class="thread" tabindex="0" role="region" aria-label=text::talk::MESSAGES>
            {(!on_emulator).then(|| view! {
                <p class="thread-note">{text::talk::ONLY_FROM_HERE}</p>
            })}
            <MessageList thread page person />
        </div>
        {move || shown.get().map(|error| view! { <GraphError error /> })}
    }
}

fn foot(endpoint: Endpoint, speaker: Speaker, talk: &Talk, page: Profile) -> impl IntoView + use<> {
    let talk = *talk;
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
    view! {
        <div class="conversation-foot">
            {refused}
            <PersonaSelect
                page
                entries=Signal::derive(move || personas.entries())
                chosen=speaker.persona
                is_unknown=Signal::derive(move || !speaker.is_known.get())
                placeholder=Signal::derive(move || {
                    if speaker.is_missing.get() {
                        text::talk::CHOOSE_SPEAKER.to_owned()
                    } else {
                        text::shell::loading(text::persona::WHAT)
                    }
                })
                on_open=speaker.look_further
                on_choose=speaker.choose
            />
            {move || (personas.state() == LoadState::Loading && personas.count() > 0).then(|| view! {
                <p class="field-hint">{text::talk::so_far(personas.count())}</p>
            })}
            {move || speaker.is_missing.get().then(|| view! { <p class="field-error">{text::PERSONA_MISSING}</p> })}
            <Composer
                text=talk.text
                error=talk.text_error
                busy=talk.busy
                is_typing=Signal::derive(move || talk.thread.with(|thread| thread.typing.is_some()))
                on_send=move |()| talk.send()
                on_typing=move |on| talk.show_typing(on)
            />
        </div>
    }
}

fn window_of(person: &DemoPerson) -> impl IntoView + use<> {
    let class =
        if person.window_open { "messaging-window open" } else { "messaging-window closed" };
    view! { <p class=class>{text::talk::window_at_length(person.window_open)}</p> }
}

fn back() -> impl IntoView {
    view! { <a class="back" href=route::CONVERSATIONS><Icon glyph=Glyph::Back />{text::talk::TITLE}</a> }
}
