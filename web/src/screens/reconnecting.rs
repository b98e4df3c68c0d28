//! Another token for the Page that is connected. Everything else stays as it is.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use messenger_personas::{AccessToken, Graph};

use super::connect::{Offer, offer};
use crate::{
    announcer::Announcer,
    components::{Dialog, GraphError, TextField},
    connectivity::Connectivity,
    model::user_error::UserError,
    state::{Connected, Connection, PersonaStore},
    text,
};

/// A dialog that asks for a token while [`Connectivity::asks_token`].
#[component]
pub(crate) fn Reconnecting() -> impl IntoView {
    let open = Connectivity::current().asks_token;
    view! {
        <Dialog open on_close=move |()| open.set(false) title_id="reconnect-title"><Form /></Dialog>
    }
}

#[component]
fn Form() -> impl IntoView {
    let (connected, connection) = (Connected::current(), Connection::current());
    let (personas, announcer) = (PersonaStore::current(), Announcer::current());
    let open = Connectivity::current().asks_token;
    let token = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<UserError>);
    let name = connected.profile().name;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let access_token = match AccessToken::parse(&token.get_untracked()) {
            Ok(access_token) => access_token,
            Err(wrong) => return error.set(Some(text::sentence(wrong))),
        };
        let Some(client) = connection.client().filter(|_| !busy.get_untracked()) else { return };
        let graph = Graph { access_token: Some(access_token), ..client.graph().clone() };
        let page_id = connected.page.id.clone();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = offer(graph).await;
            // The dialog may be closed by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer.map(|offer: Offer| offer.graph_of(&page_id)) {
                Ok(Ok(graph)) => {
                    connection.renew(graph);
                    open.set(false);
                    announcer.say(text::connect::RECONNECTED);
                    personas.resume_failed();
                }
                Ok(Err(refused)) | Err(refused) => failure.set(Some(refused)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            <h2 id="reconnect-title">{text::connect::reconnect_title(&name)}</h2>
            <p>{text::connect::RECONNECT_LEAD}</p>
            <TextField
                id="reconnect-token"
                label=text::connect::ACCESS_TOKEN
                value=token
                on_input=move |text| {
                    token.set(text);
                    error.set(None);
                }
                mono=true
                masked=true
                error
            />
            {move || failure.get().map(|error| view! { <GraphError error /> })}
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>{text::shell::CANCEL}</button>
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { text::connect::ASKING } else { text::connect::RECONNECT }}
                </button>
            </div>
        </form>
    }
}
