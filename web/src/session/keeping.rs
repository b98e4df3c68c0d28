//! Keeps things in the tab's own storage: a connection if that is asked for, and what is half
//! done. Closing the tab empties that, and no other tab reads it.

use leptos::prelude::*;
use web_sys::Storage;

use super::{Connected, Seat};
use crate::{
    model::kept::{Kept, KeptSeat},
    text::Place,
};

/// Answers whether it is kept.
pub(super) fn keep(seats: &[Seat], current: usize) -> bool {
    let seat = |seat: &Seat| {
        KeptSeat::new(seat.connected.page.clone(), &seat.graph, seat.connected.on_emulator())
    };
    let kept = Kept { current, seats: seats.iter().map(seat).collect() };
    kept.write().is_some_and(|text| write(KEY, Some(&text)))
}

pub(super) fn restore() -> Option<(Vec<Seat>, usize)> {
    let kept = Kept::read(&read(KEY)?)?;
    let seat = |seat: KeptSeat| {
        let on_emulator = seat.on_emulator;
        let (page, graph) = seat.open()?;
        let origin = graph.origin.clone();
        let place = if on_emulator { Place::Emulator(origin) } else { Place::Live(origin) };
        Some(Seat { connected: Connected { page, place }, graph })
    };
    Some((kept.seats.into_iter().map(seat).collect::<Option<_>>()?, kept.current))
}

pub(super) fn forget() {
    write(KEY, None);
}

/// What is kept under `key`.
pub(super) fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Keeps `text` under `key`, or nothing any more. Answers whether that worked: a browser that keeps
/// nothing leaves it in memory.
pub(super) fn write(key: &str, text: Option<&str>) -> bool {
    let written = storage().map(|storage| match text {
        Some(text) => storage.set_item(key, text),
        None => storage.remove_item(key),
    });
    matches!(written, Some(Ok(())))
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

const KEY: &str = "personas.connection";
