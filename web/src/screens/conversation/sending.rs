//! What is sent in a conversation: messages, the typing indicator, and who controls it.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;
use messenger_personas::{
    Content, ControlThread, ListConversations, ListMessages, MessageTag, MessagingType, Persona,
    Psid, SendMessage, SendSenderAction, SenderAction, ThreadAction,
};
use messenger_personas_client::{Error, FetchClient};

use super::super::speaker::Speaker;
use crate::{
    announcer::Announcer,
    clock::{graph_time, now_millis},
    emulator::Emulator,
    model::{
        file_draft::FileDraft,
        hand_off::{HandOff, Plan, Step},
        inbox::ConversationSummary,
        message_draft::{MessageDraft, restored},
        profile::Profile,
        reply_window::ReplyWindow,
        sending::{Outgoing, OutgoingContent, Sending},
        sent_log::{LoggedPersona, SentRecord},
        thread::ThreadMessage,
        user_error::{RequestError, Task, UserError},
    },
    route,
    shared::use_shared,
    state::{
        ComposerState, Connected, Connection, Inbox, LocalData, PersonaStore, SearchResult,
        SentLogs, Typing,
    },
    text::{self, conversation as words},
};

/// Sends what is written to one person.
#[derive(Clone, Copy)]
pub(super) struct Sender {
    /// The field "Message".
    pub(super) text: RwSignal<String>,
    /// The field "Quick replies".
    pub(super) quick_replies: RwSignal<String>,
    /// The form of a file.
    pub(super) file: RwSignal<FileDraft>,
    /// What is wrong with the text.
    pub(super) text_error: RwSignal<Option<String>>,
    /// Whether messages are sent with the human agent tag.
    pub(super) human_agent: RwSignal<bool>,
    name: Signal<String>,
    speaker: Speaker,
    window: Signal<ReplyWindow>,
    conversation: StoredValue<Correspondence, LocalStorage>,
}

/// A person and what is being written to them. Requests go on when the screen, or even the Page, is
/// another one by then.
#[derive(Clone)]
struct Correspondence {
    connected: Connected,
    psid: Psid,
    composer: ComposerState,
    connection: Connection,
    logs: SentLogs,
    announcer: Announcer,
    /// Of the Page: only to be used while it is worked on.
    inbox: Inbox,
    personas: PersonaStore,
    local_data: LocalData,
    /// The path of the address, for as long as the console runs.
    path: Memo<String>,
}

impl Sender {
    pub(super) fn new(
        connected: &Connected,
        psid: &Psid,
        name: Signal<String>,
        composer: ComposerState,
        speaker: Speaker,
        window: Signal<ReplyWindow>,
    ) -> Self {
        let sender = Self {
            text: composer.text.clone().into(),
            quick_replies: composer.quick_replies.clone().into(),
            file: composer.file.clone().into(),
            text_error: RwSignal::default(),
            human_agent: RwSignal::new(false),
            name,
            speaker,
            window,
            conversation: StoredValue::new_local(Correspondence {
                connected: connected.clone(),
                psid: psid.clone(),
                composer,
                connection: Connection::current(),
                logs: SentLogs::current(),
                announcer: Announcer::current(),
                inbox: Inbox::current(),
                personas: PersonaStore::current(),
                local_data: LocalData::current(),
                path: use_location().pathname,
            }),
        };
        Effect::new(move |_| {
            sender.text.track();
            sender.quick_replies.track();
            sender.text_error.set(None);
        });
        // Messenger hides the indicator by itself.
        let typing = RwSignal::from(sender.conversation.get_value().composer.typing);
        Effect::new(move |_| {
            if let Some(until) = typing.with(|typing| Some(typing.as_ref()?.until)) {
                crate::clock::call_at(Duration::from_millis(until), move || {
                    if typing
                        .with_untracked(|now| now.as_ref().is_some_and(|now| now.until == until))
                    {
                        typing.set(None);
                    }
                });
            }
        });
        sender
    }

    /// The message on its way.
    pub(super) fn sending(self) -> Signal<Sending> {
        let sending = self.conversation.get_value().composer.sending;
        use_shared(move |_| sending.get()).into()
    }

    /// Whether nothing else can be sent at the moment.
    pub(super) fn is_busy(self) -> Signal<bool> {
        let sending = self.sending();
        Signal::derive(move || sending.with(Sending::is_busy))
    }

    /// What looking for a message came to.
    pub(super) fn search_result(self) -> Signal<Option<SearchResult>> {
        let search_result = self.conversation.get_value().composer.search_result;
        use_shared(move |_| search_result.get()).into()
    }

    /// Why the last message was not sent.
    pub(super) fn error(self) -> Signal<Option<UserError>> {
        let error = self.conversation.get_value().composer.error;
        use_shared(move |_| error.get()).into()
    }

    /// Whose typing indicator the customer sees.
    pub(super) fn typing(self) -> Signal<Option<Typing>> {
        let typing = self.conversation.get_value().composer.typing;
        use_shared(move |_| typing.get()).into()
    }

    /// Sends what is in the field "Message". If that fails it is in the field again.
    pub(super) fn send(self) {
        if !self.speaks() {
            return;
        }
        let conversation = self.conversation.get_value();
        let persona = self.speaker.persona.get_untracked();
        let (text, quick_replies) = (self.text.get_untracked(), self.quick_replies.get_untracked());
        let draft = MessageDraft {
            text: text.clone(),
            quick_replies: quick_replies.clone(),
            persona_id: persona.as_ref().map(|persona| persona.id.clone()),
        };
        let message = match draft.ready(&conversation.connected.page.id, &conversation.psid) {
            Ok(message) => message,
            Err(error) => return self.text_error.set(Some(text::sentence(error))),
        };
        let message = SendMessage { messaging_type: self.messaging_type(), ..message };
        let content = OutgoingContent::Text { text, quick_replies };
        conversation.send(message, content, persona, self.name.get_untracked());
    }

    /// Sends the file of the form. Returns whether its address is one.
    pub(super) fn send_file(self, file: FileDraft) -> Result<(), String> {
        let attachment = file.attachment().map_err(text::sentence)?;
        if !self.speaks() {
            return Err(text::SPEAKER_UNKNOWN.to_owned());
        }
        let conversation = self.conversation.get_value();
        let persona = self.speaker.persona.get_untracked();
        let page_id = conversation.connected.page.id.clone();
        let message = SendMessage {
            messaging_type: self.messaging_type(),
            persona_id: persona.as_ref().map(|persona| persona.id.clone()),
            ..SendMessage::new(page_id, conversation.psid.clone(), Content::from(attachment))
        };
        let content = OutgoingContent::File(file);
        conversation.send(message, content, persona, self.name.get_untracked());
        Ok(())
    }

    fn messaging_type(self) -> MessagingType {
        if self.window.get_untracked().is_closed() && self.human_agent.get_untracked() {
            MessagingType::MessageTag(MessageTag::HumanAgent)
        } else {
            MessagingType::Response
        }
    }

    /// Looks once more for a message of which it is not known whether it was sent.
    pub(super) fn look_again(self) {
        let conversation = self.conversation.get_value();
        let Some(client) = conversation.connection.client() else { return };
        let outgoing = conversation.composer.sending.try_update(Sending::look_again).flatten();
        if let Some(outgoing) = outgoing {
            spawn_local(async move { conversation.look(&client, outgoing).await });
        }
    }

    /// Puts that message back into the field.
    pub(super) fn give_up(self) {
        let composer = self.conversation.get_value().composer;
        if let Some(outgoing) = composer.sending.try_update(Sending::give_up).flatten() {
            composer.restore(&outgoing);
        }
    }

    /// Shows the typing indicator to the customer, or hides it.
    pub(super) fn show_typing(self, on: bool) {
        if on && !self.speaks() {
            return;
        }
        let conversation = self.conversation.get_value();
        let persona = if on {
            self.speaker.persona.get_untracked()
        } else {
            // Another speaker may be chosen by now: hide the indicator of the one who showed it.
            conversation.composer.typing.with_untracked(|typing| typing.clone()?.persona)
        };
        conversation.show_typing(on, persona, self.name.get_untracked());
    }

    /// Hands the conversation over to a person who writes as a persona.
    pub(super) fn hand_over(self, plan: Plan) {
        let conversation = self.conversation.get_value();
        self.speaker.choose.run(Some(plan.persona.id.clone()));
        let step = conversation.composer.hand_off.try_update(|hand_off| hand_off.begin(plan));
        let name = self.name.get_untracked();
        if let Some(step) = step.flatten() {
            spawn_local(async move { conversation.hand_over(step, name).await });
        }
    }

    /// Gives control back to the Page's default app, which is the bot.
    pub(super) fn hand_back(self) {
        let conversation = self.conversation.get_value();
        conversation.composer.hand_off.update(HandOff::handed_back);
        conversation.control(ThreadAction::Release { metadata: None }, words::HANDED_BACK);
    }

    /// How far a hand-off is.
    pub(super) fn hand_off(self) -> Signal<HandOff> {
        let hand_off = self.conversation.get_value().composer.hand_off;
        use_shared(move |_| hand_off.get()).into()
    }

    /// Takes control of the conversation, for the Page's default app.
    pub(super) fn take_control(self) {
        let action = ThreadAction::Take { metadata: None };
        self.conversation.get_value().control(action, words::CONTROL_TAKEN);
    }

    /// Requests control of the conversation.
    pub(super) fn request_control(self) {
        let action = ThreadAction::Request { metadata: None };
        self.conversation.get_value().control(action, words::CONTROL_REQUESTED);
    }

    /// Lets the customer write a line, on the emulator.
    pub(super) fn write_as_customer(self, emulator: Emulator, text: String) {
        let (conversation, name) = (self.conversation.get_value(), self.name.get_untracked());
        let composer = conversation.composer.clone();
        composer.playing.set(true);
        composer.played.set(String::new());
        spawn_local(async move {
            let result = emulator.write_as(&conversation.psid, &text).await;
            composer.playing.set(false);
            match result {
                Ok(()) => {
                    composer.error.set(None);
                    conversation.refresh();
                }
                Err(error) => {
                    composer.played.update(|played| {
                        *played = restored(&text, played).replace('\n', " ");
                    });
                    conversation.fail(UserError::from(error), &name);
                }
            }
        });
    }

    /// Whether it is certain who speaks; if not, says so.
    fn speaks(self) -> bool {
        let is_known = self.speaker.is_known.get_untracked();
        if !is_known {
            let is_missing = self.speaker.is_missing.get_untracked();
            let reason = if is_missing { text::SPEAKER_GONE } else { text::SPEAKER_UNKNOWN };
            self.text_error.set(Some(reason.to_owned()));
        }
        is_known
    }
}

impl Correspondence {
    fn send(
        self,
        message: SendMessage,
        content: OutgoingContent,
        persona: Option<Persona>,
        name: String,
    ) {
        let Some(client) = self.connection.client() else { return };
        let before = self.inbox.thread(&self.psid).thread;
        let outgoing = before
            .with_untracked(|thread| Outgoing::new(content.clone(), persona, thread, now_millis()));
        let may = self.composer.sending.try_update(|sending| sending.begin(outgoing));
        if may != Some(true) {
            return;
        }
        self.composer.error.set(None);
        self.composer.search_result.set(None);
        // What is typed from here on is another message.
        match content {
            OutgoingContent::Text { .. } => {
                self.composer.text.set(String::new());
                self.composer.quick_replies.set(String::new());
            }
            OutgoingContent::File(_) => self.composer.file.set(FileDraft::default()),
        }
        spawn_local(async move {
            match client.send(&message).await {
                Ok(sent) => {
                    if let Some(outgoing) = self.composer.on_response() {
                        self.sent(outgoing.persona, sent.message_id.to_string());
                    }
                }
                Err(error) => {
                    let persona = message.persona_id.is_some();
                    let error = self.user_error(Task::SendMessage, persona, error);
                    if error.is_ambiguous() {
                        let lost = self.composer.sending.try_update(Sending::lost).flatten();
                        if let Some(outgoing) = lost {
                            self.look(&client, outgoing).await;
                        }
                    } else if let Some(outgoing) = self.composer.on_response() {
                        self.composer.restore(&outgoing);
                        self.fail(error, &name);
                    }
                }
            }
        });
    }

    /// A message was sent.
    fn sent(&self, persona: Option<Persona>, message_id: String) {
        self.composer.typing.set(None);
        let name = persona.as_ref().map_or_else(|| self.connected.profile(), Profile::from).name;
        self.announcer.say(words::sent_as(&name));
        let record = SentRecord {
            message_id,
            psid: self.psid.clone(),
            persona: persona.clone().map(LoggedPersona::from),
            sent_at: now_millis(),
        };
        self.logs.add(self.connected.page.id.clone(), record);
        if let Some(persona) = persona.filter(|_| self.connection.is_still(&self.connected)) {
            self.local_data.used(persona.id);
        }
        self.refresh();
    }

    /// Reads what is new in the conversation.
    fn refresh(&self) {
        if self.connection.is_still(&self.connected) {
            self.inbox.refresh_thread(&self.psid);
            self.inbox.refresh();
        }
    }

    /// Looks for a message in the conversation: it may have been sent although no response came.
    async fn look(&self, client: &FetchClient, outgoing: Outgoing) {
        // A message can be missing right after it was sent.
        for wait in LOOKS {
            sleep(wait).await;
            let Ok(messages) = self.newest_messages(client).await else {
                self.composer.sending.update(Sending::not_looked);
                self.announcer.say(words::UNCONFIRMED);
                return;
            };
            if let Some(found) = outgoing.find(&messages) {
                self.composer.sending.update(|sending| drop(sending.looked()));
                self.composer.search_result.set(Some(SearchResult::Found));
                self.sent(outgoing.persona.clone(), found.id.clone());
                return;
            }
        }
        self.composer.sending.update(|sending| drop(sending.looked()));
        self.composer.restore(&outgoing);
        self.composer.search_result.set(Some(SearchResult::NotThere));
        self.announcer.say(words::NOT_THERE);
    }

    /// The newest messages of the conversation.
    async fn newest_messages(&self, client: &FetchClient) -> Result<Vec<ThreadMessage>, Error> {
        let page_id = &self.connected.page.id;
        let list = ListConversations {
            user_id: Some(self.psid.clone()),
            ..ListConversations::new(page_id.clone())
        };
        let all = client.send(&list).await?.data.into_iter();
        let mut all = all.filter_map(|one| ConversationSummary::new(one, page_id, &graph_time));
        let Some(conversation) = all.find(|one| one.psid == self.psid) else {
            return Ok(Vec::new());
        };
        let listing = client.send(&ListMessages::new(conversation.id)).await?;
        let messages = listing.data.into_iter();
        Ok(messages.map(|one| ThreadMessage::new(one, page_id, &graph_time)).collect())
    }

    fn show_typing(self, on: bool, persona: Option<Persona>, name: String) {
        let Some(client) = self.connection.client() else { return };
        let persona_id = persona.as_ref().map(|persona| persona.id.clone());
        let is_persona = persona.is_some();
        let request = SendSenderAction {
            page_id: self.connected.page.id.clone(),
            recipient: self.psid.clone().into(),
            action: if on {
                SenderAction::TypingOn { persona_id }
            } else {
                SenderAction::TypingOff { persona_id }
            },
        };
        self.composer.error.set(None);
        spawn_local(async move {
            match client.send(&request).await {
                Ok(_) => {
                    if on {
                        self.shows_typing(persona);
                    } else {
                        self.composer.typing.set(None);
                    }
                }
                Err(error) => {
                    self.fail(self.user_error(Task::SetTyping, is_persona, error), &name);
                }
            }
        });
    }

    fn control(self, action: ThreadAction, done: &'static str) {
        let Some(client) = self.connection.client() else { return };
        let page_id = self.connected.page.id.clone();
        let request = ControlThread::new(page_id, self.psid.clone(), action);
        spawn_local(async move {
            match client.send(&request).await {
                Ok(_) => {
                    self.announcer.say(done);
                    self.composer.error.set(None);
                    self.refresh();
                }
                Err(error) => {
                    self.composer.error.set(Some(self.user_error(
                        Task::ControlThread,
                        false,
                        error,
                    )));
                }
            }
        });
    }

    /// Does `step`, and what follows.
    async fn hand_over(self, mut step: Step, name: String) {
        let hand_off = self.composer.hand_off.clone();
        while let Some(plan) = hand_off.with_untracked(|hand_off| hand_off.plan().cloned()) {
            if !self.do_step(step, &plan, &name).await {
                hand_off.update(HandOff::failed);
                return;
            }
            match hand_off.try_update(HandOff::succeeded).flatten() {
                Some(next) => step = next,
                None => return,
            }
        }
    }

    /// Returns whether it worked. If not, says why.
    async fn do_step(&self, step: Step, plan: &Plan, name: &str) -> bool {
        let Some(client) = self.connection.client() else { return false };
        let page_id = self.connected.page.id.clone();
        let persona_id = Some(plan.persona.id.clone());
        let (task, result) = match step {
            Step::TakeControl => {
                let action = ThreadAction::Take { metadata: None };
                let request = ControlThread::new(page_id, self.psid.clone(), action);
                (Task::ControlThread, client.send(&request).await.map(drop))
            }
            Step::ShowTyping => {
                let action = SenderAction::TypingOn { persona_id };
                let recipient = self.psid.clone().into();
                let request = SendSenderAction { page_id, recipient, action };
                let result = client.send(&request).await.map(drop);
                if result.is_ok() {
                    self.shows_typing(Some(plan.persona.clone()));
                    sleep(TYPING_BEFORE_GREETING).await;
                }
                (Task::SetTyping, result)
            }
            Step::SendGreeting => {
                let (text, quick_replies) = (plan.greeting.clone(), String::new());
                let draft = MessageDraft { text, quick_replies, persona_id };
                return match draft.ready(&page_id, &self.psid) {
                    Ok(message) => {
                        let persona = Some(plan.persona.clone());
                        let content = OutgoingContent::text(plan.greeting.clone());
                        self.clone().send(message, content, persona, name.to_owned());
                        true
                    }
                    Err(error) => {
                        self.announcer.say(text::sentence(error));
                        false
                    }
                };
            }
        };
        if let Err(error) = result {
            self.fail(self.user_error(task, task == Task::SetTyping, error), name);
            return false;
        }
        true
    }

    /// The customer sees the typing indicator from now on.
    fn shows_typing(&self, persona: Option<Persona>) {
        let until = now_millis().saturating_add(TYPING_ENDS_MS);
        self.composer.typing.set(Some(Typing { persona, until }));
    }

    /// The error of a request. If the persona may be gone, the list is loaded again.
    fn user_error(&self, task: Task, as_persona: bool, error: Error) -> UserError {
        let may_be_gone = text::may_be_the_persona(&error);
        let request = RequestError { task, endpoint: self.connected.endpoint.clone(), error };
        if !as_persona {
            return UserError::Graph(request);
        }
        if may_be_gone && self.connection.is_still(&self.connected) {
            self.personas.load();
        }
        UserError::AsPersona(request)
    }

    /// Shows an error. On another screen, announces it as well.
    fn fail(&self, error: UserError, name: &str) {
        let address = route::conversation(&self.psid);
        if self.path.with_untracked(|path| *path != address) {
            self.announcer.say(text::elsewhere(name, &error));
        }
        self.composer.error.set(Some(error));
    }
}

impl ComposerState {
    /// Graph sent or refused the message. Returns it.
    fn on_response(&self) -> Option<Outgoing> {
        self.sending.try_update(Sending::on_response).flatten()
    }

    /// Puts a message back into its fields, before what was typed since.
    fn restore(&self, outgoing: &Outgoing) {
        match &outgoing.content {
            OutgoingContent::Text { text: sent, quick_replies } => {
                self.text.update(|text| *text = restored(sent, text));
                self.quick_replies.update(|typed| {
                    if typed.is_empty() {
                        typed.clone_from(quick_replies);
                    }
                });
            }
            OutgoingContent::File(file) => self.file.set(file.clone()),
        }
    }
}

/// How long a customer sees the indicator before the greeting.
const TYPING_BEFORE_GREETING: Duration = Duration::from_secs(2);
/// The waits before each look.
const LOOKS: [Duration; 2] = [Duration::ZERO, Duration::from_secs(2)];
/// Messenger hides the typing indicator by itself after about 20 seconds.
const TYPING_ENDS_MS: u64 = 20_000;
