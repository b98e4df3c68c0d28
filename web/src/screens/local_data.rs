//! Labels, notes and the last use of personas, on the screens that show them.

mod card;
mod details;
mod label_selected;

use leptos::prelude::*;

pub(super) use self::label_selected::LabelSelected;
pub(crate) use self::{card::LocalDataCard, details::LocalDetails};
use crate::{
    shared::use_shared,
    state::{Keeping, LocalData},
    storage::StorageError,
    text::local_data as words,
};

/// That nothing is kept after this visit, if that is so.
#[component]
fn VisitNotice() -> impl IntoView {
    let keeping = LocalData::current().keeping();
    let sentence = use_shared(move |_| match keeping.get() {
        Keeping::Reading | Keeping::Database => None,
        Keeping::Visit(StorageError::Unavailable) => Some(words::UNAVAILABLE),
        Keeping::Visit(StorageError::Failed) => Some(words::NOT_WRITTEN),
    });
    move || {
        sentence
            .get()
            .map(|sentence| view! { <p class="visit-notice" role="status">{sentence}</p> })
    }
}
