//! Keeps a connection in the tab's own storage. Closing the tab empties that, and no other tab
//! reads it.

use leptos::prelude::*;
use web_sys::Storage;

use super::{Connected, Seat};
use crate::{
    model::kept::{Kept, KeptSeat},
    text::Place,
};

pub(super) fn keep(seats: &[Seat], current: usize) {
    let seat = |seat: &Seat| KeptSeat::new(seat.connected.page.clone(), &seat.graph);
    let kept = Kept { current, seats: seats.iter().map(seat).collect() };
    if let Some((storage, text)) = storage().zip(kept.write()) {
        // A browser that keeps nothing leaves the connection in memory.
        drop(storage.set_item(KEY, &text));
    }
}

pub(super) fn restore() -> Option<(Vec<Seat>, usize)> {
    let kept = Kept::read(&storage()?.get_item(KEY).ok()??)?;
    let seat = |seat: KeptSeat| {
        let (page, graph) = seat.open()?;
        let place = Place::Live(graph.origin.clone());
        Some(Seat { connected: Connected { page, place }, graph })
    };
    Some((kept.seats.into_iter().map(seat).collect::<Option<_>>()?, kept.current))
}

pub(super) fn forget() {
    if let Some(storage) = storage() {
        // What is not there is forgotten.
        drop(storage.remove_item(KEY));
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

const KEY: &str = "personas.connection";
