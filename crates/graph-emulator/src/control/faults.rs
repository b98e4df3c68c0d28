//! `/_emulator/faults`

use serde::Serialize;

use super::{Answer, Control, Done, Mistake};
use crate::{Change, Edge, Fault};

/// `GET /_emulator/faults`: which are armed, and which there are.
pub(super) fn list(control: &Control<'_>) -> Answer {
    let armed = control.state.faults().iter();
    let armed = armed.map(|it| Armed { fault: it.fault, times: it.times, on: it.on });
    Answer::new(&Faults { armed: armed.collect(), known: Fault::ALL })
}

/// `POST /_emulator/faults`: the next `times` calls fail in this way; 0 takes it back.
pub(super) fn arm(control: &Control<'_>) -> Done {
    let params = control.params()?;
    let name = params.text("fault").unwrap_or_default();
    let Some(&fault) = Fault::ALL.iter().find(|fault| fault.as_str() == name) else {
        let known = names(Fault::ALL, Fault::as_str);
        return Err(Mistake(400, format!("there is no such fault; there is {known}")));
    };
    let times = match params.text("times") {
        None => Some(1),
        Some(text) => text.trim().parse().ok(),
    };
    let Some(times) = times else {
        let message = "times is how many calls are to fail: a whole number, 1 if it is left out";
        return Err(Mistake(400, message.to_owned()));
    };
    let on = match params.text("on") {
        None => None,
        Some(text) => Some(edge(fault, &text)?),
    };
    Ok(Answer::new(&Armed { fault, times, on }).changing([Change::FaultArmed { fault, times, on }]))
}

/// The edge called `text`, on which `fault` can happen.
fn edge(fault: Fault, text: &str) -> Result<Edge, Mistake> {
    let edges: Vec<Edge> =
        Edge::ALL.iter().copied().filter(|edge| fault.can_be_on(*edge)).collect();
    edges.iter().copied().find(|edge| edge.as_str() == text).ok_or_else(|| {
        let edges = names(&edges, Edge::as_str);
        Mistake(400, format!("{fault} cannot be on that edge; it can be on {edges}"))
    })
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
    all.iter().map(|&it| name(it)).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct Faults {
    armed: Vec<Armed>,
    known: &'static [Fault],
}

#[derive(Serialize)]
struct Armed {
    fault: Fault,
    times: u32,
    on: Option<Edge>,
}
