//! Where a persona is written.

mod advice;
mod picture_check;
mod picture_choices;
mod preview;

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{PersonaName, PersonaNameError};

pub(crate) use self::preview::Preview;
use self::{advice::Advice, picture_check::PictureCheck, picture_choices::PictureChoices};
use crate::{
    components::ui::{TextField, focus_by_id},
    model::{persona_draft::PersonaDraft, profile::Profile},
    text::{self, editing, shell},
};

/// What is allowed in the fields, but unwise. None of it is in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormAdvice {
    /// Sentences about the name.
    pub(crate) name: Vec<String>,
    /// Sentences about the picture.
    pub(crate) picture: Vec<String>,
}

/// The fields "Name" and "Picture URL". A mistake is shown once the field was left or the form was
/// sent, and a name that is too long at once; only a draft without one is handed over.
/// Children stand above the buttons.
#[component]
pub(crate) fn PersonaForm(
    draft: RwSignal<PersonaDraft>,
    /// Pictures that are at hand.
    #[prop(into)]
    samples: Signal<Vec<Profile>>,
    /// Whether the persona is being created.
    #[prop(into)]
    busy: Signal<bool>,
    /// The picture to load, a moment after the last key.
    #[prop(into)]
    picture: Signal<Option<String>>,
    #[prop(into)] advice: Signal<FormAdvice>,
    #[prop(into)] on_create: Callback<()>,
    /// The draft is given up.
    #[prop(into)]
    on_cancel: Callback<()>,
    /// Where one goes then.
    #[prop(into)]
    cancel: String,
    /// What the button says.
    #[prop(default = editing::CREATE)]
    submit: &'static str,
    children: Children,
) -> impl IntoView {
    let (name_left, picture_left) = (RwSignal::new(false), RwSignal::new(false));
    let name_error = Signal::derive(move || {
        let error = draft.with(PersonaDraft::name_error);
        // What is too long already does not get right by more typing.
        let is_said = |error: &PersonaNameError| {
            name_left.get() || matches!(error, PersonaNameError::TooLong { .. })
        };
        error.filter(is_said).map(text::sentence)
    });
    let picture_error = Signal::derive(move || {
        draft.with(PersonaDraft::picture_error).filter(|_| picture_left.get()).map(text::sentence)
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        name_left.set(true);
        picture_left.set(true);
        if name_error.with_untracked(Option::is_some) {
            focus_by_id(NAME);
        } else if picture_error.with_untracked(Option::is_some) {
            focus_by_id(PICTURE);
        } else if !busy.get_untracked() {
            on_create.run(());
        }
    };
    let take_url = move |url| draft.update(|draft: &mut PersonaDraft| draft.picture_url = url);
    let counter = move || {
        let characters = draft.with(PersonaDraft::characters);
        let is_over = characters > PersonaName::MAX_CHARACTERS;
        view! {
            <span class="counter" class:over=is_over>
                {format!("{characters}/{}", PersonaName::MAX_CHARACTERS)}
                <span class="visually-hidden">{editing::CHARACTERS}</span>
            </span>
        }
    };
    // Pressing the mouse leaves no field: a mistake that is shown then would move the button away
    // from under the pointer.
    view! {
        <form class="card stack" on:submit=on_submit novalidate>
            <div class="field-group">
            <TextField
                id=NAME
                label=editing::NAME
                value=Signal::derive(move || draft.with(|draft| draft.name.clone()))
                on_input=move |name| draft.update(|draft| draft.name = name)
                error=name_error
                on_leave=move |()| name_left.set(draft.with_untracked(|draft| !draft.name.is_empty()))
                hint=editing::NAME_HINT
                aside=ViewFn::from(counter)
            />
            <Advice sentences=Signal::derive(move || advice.with(|advice| advice.name.clone())) />
            </div>
            <div class="field-group">
            <TextField
                id=PICTURE
                label=editing::PICTURE
                value=Signal::derive(move || draft.with(|draft| draft.picture_url.clone()))
                on_input=take_url
                error=picture_error
                on_leave=move |()| picture_left.set(draft.with_untracked(|draft| !draft.picture_url.is_empty()))
                mode="url"
                placeholder="https://"
                hint=editing::PICTURE_HINT
            />
            <PictureCheck url=picture />
            <Advice sentences=Signal::derive(move || advice.with(|advice| advice.picture.clone())) />
            <PictureChoices profiles=samples on_choose=take_url />
            </div>
            {children()}
            <div class="form-actions" on:mousedown=|event| event.prevent_default()>
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    {move || if busy.get() { editing::CREATING } else { submit }}
                </button>
                <a
                    class="button"
                    href=cancel
                    on:click=move |_| on_cancel.run(())
                >
                    {shell::CANCEL}
                </a>
            </div>
        </form>
    }
}

/// The id of the field "Name".
pub(crate) const NAME: &str = "name";
const PICTURE: &str = "picture-url";
