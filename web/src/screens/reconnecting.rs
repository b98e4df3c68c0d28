//! Another token for the Page that is connected. Everything else stays as it is.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use messenger_personas::{AccessToken, Graph};

use super::connect::{Offer, offer};
use crate::{
    announcer::Announcer,
    components::{Dialog, GraphError, TextField},
    connectivity::Connectivity,
    session::{Connected, Session},
    text::{self, Trouble},
};

/// A dialog that asks for a token while [`Connectivity::asks_token`].
#[component]
pub(crate) fn Reconnecting() -> impl IntoView {
    let open = Connectivity::current().asks_token;
    let body = move || Session::current().connected().map(|connected| view! { <Form connected /> });
    view! {
        <Dialog open on_close=move |()| open.set(false) title_id="reconnect-title">{body()}</Dialog>
    }
}

#[component]
fn Form(connected: Connected) -> impl IntoView {
    let (session, announcer) = (Session::current(), Announcer::current());
    let open = Connectivity::current().asks_token;
    let token = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Trouble>);
    let name = connected.profile().name;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let access_token = match AccessToken::parse(&token.get_untracked()) {
            Ok(access_token) => access_token,
            Err(wrong) => return error.set(Some(text::sentence(wrong))),
        };
        let Some(client) = session.client().filter(|_| !busy.get_untracked()) else { return };
        let graph = Graph { access_token: Some(access_token), ..client.graph().clone() };
        let page_id = connected.page.id.clone();
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = offer(graph).await;
            // The dialog may be closed by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer.map(|offer: Offer| offer.graph_of(&page_id)) {
                Ok(Ok(graph)) => {
                    session.renew(graph);
                    open.set(false);
                    announcer.say(text::connect::RECONNECTED);
                    session.personas.resume_failed();
                }
                Ok(Err(refused)) | Err(refused) => trouble.set(Some(refused)),
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
            {move || trouble.get().map(|trouble| view! { <GraphError trouble /> })}
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>{text::shell::CANCEL}</button>
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { text::connect::ASKING } else { text::connect::RECONNECT }}
                </button>
            </div>
        </form>
    }
}
