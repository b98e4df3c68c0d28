//! `/_emulator/faults`

use std::str::FromStr;

use serde::Serialize;

use super::context::{Control, ControlError, ControlResult, Output};
use crate::model::{Change, Edge, Fault, fault};

/// `GET /_emulator/faults`: the armed faults, and the names of all.
pub(super) fn list(control: &Control<'_>) -> Output {
    let armed = control.state.faults().iter();
    let armed = armed.map(|it| Armed {
        fault: it.fault,
        times: it.times,
        on: it.on,
        probability: f64::from(it.chance) / f64::from(fault::always()),
        seed: it.seed,
        ms: it.ms,
    });
    Output::new(&Faults { armed: armed.collect(), known: Fault::ALL })
}

/// `POST /_emulator/faults`: the next `times` requests fail, or fewer with a `probability`; 0
/// disarms the fault.
pub(super) fn arm(control: &Control<'_>) -> ControlResult {
    let params = control.params()?;
    let name = params.text("fault").unwrap_or_default();
    let Some(&fault) = Fault::ALL.iter().find(|fault| fault.as_str() == name) else {
        let known = join_names(Fault::ALL, Fault::as_str);
        return Err(ControlError(400, format!("there is no such fault; there is {known}")));
    };
    let times = match params.text("times") {
        None => 1,
        Some(text) => parse_integer(
            &text,
            "times is how many calls are to fail: a whole number, 1 if it is left out",
        )?,
    };
    let on = match params.text("on") {
        None => None,
        Some(text) => Some(parse_scope(fault, &text)?),
    };
    let chance = match params.text("probability") {
        None => fault::always(),
        Some(text) => parse_millionths(&text).ok_or_else(|| {
            let message = "probability is how likely a call is to fail: a decimal number between 0 \
                           and 1 with at most six digits behind the point";
            ControlError(400, message.to_owned())
        })?,
    };
    let seed = match params.text("seed") {
        None => 0,
        Some(text) => parse_integer(
            &text,
            "seed chooses which calls fail: a whole number, 0 if it is left out",
        )?,
    };
    let ms = match params.text("ms") {
        None => None,
        Some(_) if fault != Fault::Slow => {
            return Err(ControlError(400, "only slow takes ms".to_owned()));
        }
        Some(text) => Some(parse_integer(&text, "ms is how late the answer is: a whole number")?),
    };
    let armed = Change::FaultArmed { fault, times, on, chance, seed, ms };
    let probability = f64::from(chance) / f64::from(fault::always());
    Ok(Output::new(&Armed { fault, times, on, probability, seed, ms }).with_changes([armed]))
}

fn parse_integer<T: FromStr>(text: &str, what: &str) -> Result<T, ControlError> {
    text.trim().parse().map_err(|_| ControlError(400, what.to_owned()))
}

/// Parses `0.25` to millionths.
fn parse_millionths(text: &str) -> Option<u32> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) || part.len() > 6 {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = format!("{part:0<6}").parse().ok()?;
    whole.checked_mul(fault::always())?.checked_add(part).filter(|it| *it <= fault::always())
}

/// Parses a scope that the fault applies to.
fn parse_scope(fault: Fault, text: &str) -> Result<Edge, ControlError> {
    let edges: Vec<Edge> =
        Edge::ALL.iter().copied().filter(|edge| fault.is_possible_on(*edge)).collect();
    edges.iter().copied().find(|edge| edge.as_str() == text).ok_or_else(|| {
        let edges = join_names(&edges, Edge::as_str);
        ControlError(400, format!("{fault} cannot be on that edge; it can be on {edges}"))
    })
}

fn join_names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> String {
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
    probability: f64,
    seed: u64,
    ms: Option<u64>,
}
