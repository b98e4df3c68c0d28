//! `/_emulator/usage`

use messenger_personas::PageId;
use serde::Serialize;

use super::context::{Control, ControlError, ControlResult, Output};
use crate::model::{Change, Meter, PageRecord};

/// `GET /_emulator/usage`: all meters.
pub(super) fn list(control: &Control<'_>) -> Output {
    let mut meters = vec![report(control, Meter::App, None)];
    for page in control.state.pages() {
        for meter in [Meter::Pages, Meter::Messenger] {
            meters.push(report(control, meter, Some(&page.id)));
        }
    }
    Output::new(&Meters { meters })
}

/// `POST /_emulator/usage`: sets the limit of a `meter`, its usage in `percent`, or both; for all
/// Pages if `page_id` is omitted.
pub(super) fn set(control: &Control<'_>) -> ControlResult {
    let params = control.params()?;
    let name = params.text("meter").unwrap_or_default();
    let meter = Meter::ALL.iter().copied().find(|meter| meter.as_str() == name);
    let number = |name: &str| match params.text(name) {
        None => Ok(None),
        Some(text) => text.trim().parse::<u64>().map(Some).map_err(|_| error()),
    };
    let (limit, percent) = (number("limit")?, number("percent")?);
    let Some(meter) = meter else { return Err(error()) };
    if (limit.is_none() && percent.is_none()) || percent.is_some_and(|it| it > MOST_PERCENT) {
        return Err(error());
    }
    let of = |page: Option<&PageRecord>| {
        let page_id = page.map(|page| &page.id);
        let (now, _, _) = control.state.meters().read(meter, page_id, control.now);
        let people = page.map_or(0, |page| page.people.len());
        let limit = limit.unwrap_or(match now {
            0 => meter.documented_limit(people),
            now => now,
        });
        let calls = percent.map(|percent| limit.saturating_mul(percent).div_ceil(100));
        let change =
            Change::UsageSet { meter, page_id: page_id.cloned(), limit, calls, at: control.now };
        let calls = calls.unwrap_or(control.state.meters().read(meter, page_id, control.now).1);
        (
            change,
            MeterReport {
                meter,
                page_id: page_id.cloned(),
                limit: non_zero(limit),
                calls,
                regain_minutes: None,
            },
        )
    };
    let pages = match (meter, params.text("page_id")) {
        (Meter::App, _) => vec![of(None)],
        (_, None) => control.state.pages().map(|page| of(Some(page))).collect(),
        (_, Some(id)) => {
            let page = PageId::parse(&id).ok().and_then(|id| control.state.page(&id));
            let message = "there is no such Page; GET /_emulator/pages lists which there are";
            vec![of(Some(page.ok_or_else(|| ControlError(404, message.to_owned()))?))]
        }
    };
    let (changes, meters): (Vec<_>, Vec<_>) = pages.into_iter().unzip();
    Ok(Output::new(&Meters { meters }).with_changes(changes))
}

#[derive(Serialize)]
struct Meters {
    meters: Vec<MeterReport>,
}

#[derive(Serialize)]
struct MeterReport {
    meter: Meter,
    page_id: Option<PageId>,
    /// Number of requests that fill the meter; `null` for no limit.
    limit: Option<u64>,
    calls: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    regain_minutes: Option<u64>,
}

fn report(control: &Control<'_>, meter: Meter, page_id: Option<&PageId>) -> MeterReport {
    let (limit, calls, minutes) = control.state.meters().read(meter, page_id, control.now);
    let page_id = page_id.cloned();
    MeterReport { meter, page_id, limit: non_zero(limit), calls, regain_minutes: Some(minutes) }
}

fn non_zero(limit: u64) -> Option<u64> {
    (limit > 0).then_some(limit)
}

fn error() -> ControlError {
    let message = "say which meter, and its limit or how full it is: {\"meter\": \"app\", \
                   \"limit\": 200, \"percent\": 95}. There is app, pages and messenger; a limit of \
                   0 is none, and a meter is at most 1000 percent full";
    ControlError(400, message.to_owned())
}

const MOST_PERCENT: u64 = 1000;
