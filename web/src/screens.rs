//! What each address shows. Only screens call Graph.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![expect(clippy::needless_pass_by_value, reason = "props are values")]

mod activity;
mod connect;
mod conversation;
mod conversations;
mod create_form;
mod deleting;
mod edit_persona;
mod import;
mod local_data;
mod new_persona;
mod not_found;
mod persona;
mod personas;
mod reconnecting;
mod settings;
mod speaker;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    components::{ParentRoute, Redirect, Route, Routes},
    path,
};

use self::{
    activity::ActivityScreen,
    conversation::Conversation,
    conversations::{Conversations, NoConversation},
    edit_persona::{EditPersona, MovedToEdit},
    import::Import,
    new_persona::NewPersona,
    not_found::NotFound,
    persona::PersonaScreen,
    personas::Personas,
    settings::Settings,
};
pub(crate) use self::{connect::Connect, reconnecting::Reconnecting};
use crate::route;

/// The screen of the address, for the [`Connected`](crate::state::Connected) of the context.
#[component]
pub(crate) fn Screens() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=Home />
            <Route path=path!("/connect") view=Home />
            <Route path=path!("/personas") view=Personas />
            <Route path=path!("/personas/new") view=NewPersona />
            <Route path=path!("/personas/import") view=Import />
            <Route path=path!("/personas/:id") view=PersonaScreen />
            <Route path=path!("/personas/:id/edit") view=EditPersona />
            <Route path=path!("/personas/:id/replace") view=MovedToEdit />
            <Route path=path!("/activity") view=ActivityScreen />
            <Route path=path!("/settings") view=Settings />
            <ParentRoute path=path!("/conversations") view=Conversations>
                <Route path=path!("/") view=NoConversation />
                <Route path=path!("/:id") view=Conversation />
            </ParentRoute>
        </Routes>
    }
}

/// Goes to the first list.
#[component]
fn Home() -> impl IntoView {
    let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
    view! { <Redirect path=route::PERSONAS options /> }
}
