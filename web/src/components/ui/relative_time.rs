//! A time, as how long ago it was.

use leptos::prelude::*;

use crate::{
    clock::iso,
    model::age::Age,
    text::{date, local_data as words},
};

/// How long before `now` the time is, with the exact time as its title. Both are in milliseconds since
/// 1970.
#[component]
pub(crate) fn RelativeTime(time: u64, #[prop(into)] now: Signal<u64>) -> impl IntoView {
    view! {
        <time datetime=iso(time) title=date(time / 1_000)>
            {move || words::age(Age::of(time, now.get()))}
        </time>
    }
}
