//! The conversations of a Page and their messages, read from Graph.

use std::collections::{BTreeSet, HashMap};

use futures_channel::mpsc::{self, Sender};
use futures_util::StreamExt as _;
use leptos::prelude::*;
use messenger_personas::{
    Conversation, ConversationId, GetPerson, GraphError, GraphErrorKind, ListConversations,
    ListMessages, ListRequest, Listing, Paging, Person, Psid, ReceivedMessage, ResponseError,
};
use messenger_personas_client::{Error, FetchClient};

use super::{Connected, Connection};
use crate::{
    clock::graph_time,
    model::{
        inbox::{ConversationList, ConversationSummary},
        polling::Polling,
        thread::{Thread, ThreadMessage},
        user_error::{Task, UserError},
    },
    shared::{spawn_until_cleanup, use_shared},
};

/// The conversations that were loaded, and what is being read of them.
///
/// Everything is read one after the other: Graph allows two reads a second.
#[derive(Clone, Copy)]
pub(crate) struct Inbox {
    connected: StoredValue<Connected>,
    connection: Connection,
    conversations: RwSignal<ConversationList>,
    error: RwSignal<Option<UserError>>,
    polling: RwSignal<Polling>,
    people: RwSignal<HashMap<Psid, Person>>,
    threads: StoredValue<HashMap<Psid, ThreadState>>,
    /// What is to be read, in this order.
    wanted: StoredValue<BTreeSet<Read>>,
    /// Says that there is something to be read.
    wake: StoredValue<Sender<()>>,
}

/// The messages of one conversation.
#[derive(Clone, Default)]
pub(crate) struct ThreadState {
    /// Those that were loaded.
    pub(crate) thread: ArcRwSignal<Thread>,
    /// Why the last read failed.
    pub(crate) error: ArcRwSignal<Option<UserError>>,
    /// Whether older messages are being read.
    pub(crate) is_loading_older: ArcRwSignal<bool>,
}

/// Something to be read. What is shown comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Read {
    Messages(Psid),
    OlderMessages(Psid),
    Newest,
    Older,
    Person(Psid),
}

impl Inbox {
    /// Provides the inbox of the Page to everything below. Nothing is read until it is asked for.
    pub(crate) fn provide(connected: &Connected) -> Self {
        let (wake, mut woken) = mpsc::channel(0);
        let inbox = Self {
            connected: StoredValue::new(connected.clone()),
            connection: Connection::current(),
            conversations: RwSignal::default(),
            error: RwSignal::default(),
            polling: RwSignal::default(),
            people: RwSignal::default(),
            threads: StoredValue::default(),
            wanted: StoredValue::default(),
            wake: StoredValue::new(wake),
        };
        provide_context(inbox);
        spawn_until_cleanup(async move {
            while woken.next().await.is_some() {
                while let Some(read) = inbox.next() {
                    inbox.read(read).await;
                }
            }
        });
        inbox
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The conversations that were loaded.
    pub(crate) fn conversations(self) -> Signal<ConversationList> {
        use_shared(move |_| self.conversations.get()).into()
    }

    /// Why the conversations could not be read the last time.
    pub(crate) fn error(self) -> Signal<Option<UserError>> {
        use_shared(move |_| self.error.get()).into()
    }

    /// Whether the token may not read conversations.
    pub(crate) fn is_refused(self) -> Signal<bool> {
        let is_refused = move |_: Option<&bool>| {
            self.error.with(|error| error.as_ref().is_some_and(is_permission))
        };
        use_shared(is_refused).into()
    }

    /// The milliseconds from one read of the conversations to the next.
    pub(crate) fn interval(self) -> Signal<u32> {
        let millis = move || u32::try_from(self.polling.get().interval().as_millis());
        use_shared(move |_| millis().unwrap_or(u32::MAX)).into()
    }

    /// The person's profile, if it was read.
    pub(crate) fn person(self, psid: &Psid) -> Option<Person> {
        self.people.with(|people| people.get(psid).cloned())
    }

    /// The messages of the conversation with a person.
    pub(crate) fn thread(self, psid: &Psid) -> ThreadState {
        let thread = self.threads.with_value(|threads| threads.get(psid).cloned());
        thread.unwrap_or_else(|| {
            let thread = ThreadState::default();
            self.threads.update_value(|threads| drop(threads.insert(psid.clone(), thread.clone())));
            thread
        })
    }

    /// Reads the newest conversations.
    pub(crate) fn refresh(self) {
        self.want(Read::Newest);
    }

    /// Reads the conversations that follow those that were loaded.
    pub(crate) fn load_older(self) {
        self.want(Read::Older);
    }

    /// Reads the newest messages of a conversation, and the person's profile once.
    pub(crate) fn refresh_thread(self, psid: &Psid) {
        self.want(Read::Messages(psid.clone()));
        self.want_person(psid);
    }

    /// Reads the messages before those that were loaded.
    pub(crate) fn load_older_messages(self, psid: &Psid) {
        self.thread(psid).is_loading_older.set(true);
        self.want(Read::OlderMessages(psid.clone()));
    }

    /// The conversation was looked at.
    pub(crate) fn see(self, psid: &Psid) {
        let is_unread = self.conversations.with_untracked(|all| {
            all.with(psid).is_some_and(|conversation| all.unread(conversation) > 0)
        });
        if is_unread {
            self.conversations.update(|all| all.see(psid));
        }
    }

    fn want_person(self, psid: &Psid) {
        if self.people.with_untracked(|people| !people.contains_key(psid)) {
            self.want(Read::Person(psid.clone()));
        }
    }

    fn want(self, read: Read) {
        self.wanted.update_value(|wanted| {
            wanted.insert(read);
        });
        self.wake.update_value(|wake| {
            // It is full if it was woken already.
            let _: Result<(), _> = wake.try_send(());
        });
    }

    fn next(self) -> Option<Read> {
        self.wanted.try_update_value(BTreeSet::pop_first)?
    }

    async fn read(self, read: Read) {
        let Some(client) = self.connection.client() else { return };
        match read {
            Read::Newest => self.read_newest(&client).await,
            Read::Older => self.read_older(&client).await,
            Read::Messages(psid) => {
                let read = self.read_messages(&client, &psid).await;
                self.thread(&psid).set_error(self.error_of(Task::ReadMessages, read));
            }
            Read::OlderMessages(psid) => {
                let state = self.thread(&psid);
                let read = self.read_older_messages(&client, &psid).await;
                state.is_loading_older.set(false);
                state.set_error(self.error_of(Task::ReadMessages, read));
            }
            Read::Person(psid) => {
                // Who has no name and no picture is shown by the PSID.
                let person = client.send(&GetPerson::new(psid.clone())).await.unwrap_or_default();
                self.people.update(|people| drop(people.insert(psid, person)));
            }
        }
    }

    async fn read_newest(self, client: &FetchClient) {
        match client.send(&self.list()).await {
            Ok(listing) => {
                let summaries = self.summaries(&listing);
                for summary in summaries.iter().take(PICTURES) {
                    self.want_person(&summary.psid);
                }
                let mut conversations = self.conversations.get_untracked();
                conversations.add_newest(&listing, summaries);
                // What did not change is not drawn again.
                if self.conversations.with_untracked(|old| *old != conversations) {
                    self.conversations.set(conversations);
                }
                self.polling.update(Polling::succeeded);
                self.set_error(None);
            }
            Err(error) => {
                let wait = graph_error(&error).and_then(|error| error.retry_after);
                self.polling.update(|polling| polling.failed(wait));
                self.set_error(self.error_of(Task::ListConversations, Err(error)));
            }
        }
    }

    async fn read_older(self, client: &FetchClient) {
        let cursor = self.conversations.with_untracked(|all| all.older().cloned());
        let Some(cursor) = cursor else { return };
        match client.send(&self.list().after(cursor)).await {
            Ok(listing) => {
                let summaries = self.summaries(&listing);
                self.conversations.update(|all| all.add_older(&listing, summaries));
                self.set_error(None);
            }
            Err(error) => self.set_error(self.error_of(Task::ListConversations, Err(error))),
        }
    }

    async fn read_messages(self, client: &FetchClient, psid: &Psid) -> Result<(), Error> {
        let state = self.thread(psid);
        // Without a conversation nobody has written anything yet.
        let Some(id) = self.conversation_id(client, psid).await? else {
            state.thread.set(Thread::empty());
            return Ok(());
        };
        let listing = client.send(&ListMessages::new(id)).await?;
        let messages = self.messages(listing.iter().cloned());
        let mut thread = state.thread.get_untracked();
        thread.add_newest(&listing, messages);
        if state.thread.with_untracked(|old| *old != thread) {
            state.thread.set(thread);
        }
        Ok(())
    }

    async fn read_older_messages(self, client: &FetchClient, psid: &Psid) -> Result<(), Error> {
        let state = self.thread(psid);
        let cursor = state.thread.with_untracked(|thread| thread.older().cloned());
        let Some(cursor) = cursor else { return Ok(()) };
        let Some(id) = self.conversation_id(client, psid).await? else { return Ok(()) };
        let listing = client.send(&ListMessages::new(id).after(cursor)).await?;
        let messages = self.messages(listing.iter().cloned());
        state.thread.update(|thread| thread.add_older(&listing, messages));
        Ok(())
    }

    /// The id of the conversation with a person; `None` if there is none yet.
    async fn conversation_id(
        self,
        client: &FetchClient,
        psid: &Psid,
    ) -> Result<Option<ConversationId>, Error> {
        let known = self.conversations.with_untracked(|all| Some(all.with(psid)?.id.clone()));
        if known.is_some() {
            return Ok(known);
        }
        let list = ListConversations { user_id: Some(psid.clone()), ..self.list() };
        let listing = client.send(&list).await?;
        let found = self.summaries(&listing).into_iter().find(|one| one.psid == *psid);
        let id = found.as_ref().map(|found| found.id.clone());
        if let Some(found) = found {
            self.conversations.update(|all| all.add(found));
        }
        Ok(id)
    }

    fn list(self) -> ListConversations {
        let page_id = self.connected.with_value(|connected| connected.page.id.clone());
        ListConversations { paging: Paging::limit(LIMIT), ..ListConversations::new(page_id) }
    }
    fn summaries(self, listing: &Listing<Conversation>) -> Vec<ConversationSummary> {
        self.connected.with_value(|connected| {
            let page_id = &connected.page.id;
            let all = listing.iter().cloned();
            all.filter_map(|one| ConversationSummary::new(one, page_id, &graph_time)).collect()
        })
    }

    fn messages(self, messages: impl Iterator<Item = ReceivedMessage>) -> Vec<ThreadMessage> {
        self.connected.with_value(|connected| {
            let page_id = &connected.page.id;
            messages.map(|message| ThreadMessage::new(message, page_id, &graph_time)).collect()
        })
    }

    fn error_of(self, task: Task, result: Result<(), Error>) -> Option<UserError> {
        let endpoint = self.connected.with_value(|connected| connected.endpoint.clone());
        Some(UserError::graph(task, &endpoint, result.err()?))
    }

    fn set_error(self, error: Option<UserError>) {
        if self.error.with_untracked(|old| *old != error) {
            self.error.set(error);
        }
    }
}

impl ThreadState {
    fn set_error(&self, error: Option<UserError>) {
        if self.error.with_untracked(|old| *old != error) {
            self.error.set(error);
        }
    }
}

fn is_permission(error: &UserError) -> bool {
    let UserError::Graph(request) = error else { return false };
    graph_error(&request.error).is_some_and(|error| error.kind == GraphErrorKind::Permission)
}

fn graph_error(error: &Error) -> Option<&GraphError> {
    match error {
        Error::Response(ResponseError::Graph(error)) => Some(error),
        _ => None,
    }
}

/// How many conversations are read at once.
const LIMIT: u32 = 25;
/// For how many of the newest conversations pictures are read.
const PICTURES: usize = 25;
