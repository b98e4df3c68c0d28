//! Numbers and times as the person's language writes them.

/// A whole number, such as `10,000`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn number(count: usize) -> String {
    // What is written without groups need not wait until the browser has its language's rules.
    if count < 1_000 {
        return count.to_string();
    }
    let count = js_sys::Number::from(u32::try_from(count).unwrap_or(u32::MAX));
    count.to_locale_string("default").into()
}

/// A whole number, without a browser to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn number(count: usize) -> String {
    count.to_string()
}

/// The day of a moment, such as `Sunday, 22 November 2026`. Times are in milliseconds since 1970.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn day(time: u64) -> String {
    js_date(time).to_locale_date_string("default", &options(&[("dateStyle", "full")])).into()
}

/// The day of a moment, without a browser to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn day(time: u64) -> String {
    (time / 86_400_000).to_string()
}

/// The time of day, such as `10:00`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn time_of_day(time: u64) -> String {
    let options = options(&[("timeStyle", "short")]);
    js_date(time).to_locale_string("default", &options).into()
}

/// The time of day, without a browser to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn time_of_day(time: u64) -> String {
    (time % 86_400_000).to_string()
}

#[cfg(target_arch = "wasm32")]
#[expect(clippy::cast_precision_loss, reason = "dates are far below 2^53")]
fn js_date(time: u64) -> js_sys::Date {
    js_sys::Date::new(&(time as f64).into())
}

#[cfg(target_arch = "wasm32")]
fn options(members: &[(&str, &str)]) -> js_sys::Object {
    let options = js_sys::Object::new();
    for (name, value) in members {
        // A plain object takes every member.
        drop(js_sys::Reflect::set(&options, &(*name).into(), &(*value).into()));
    }
    options
}

/// A moment, such as `22 November 2026 at 10:00`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn date(unix_seconds: u64) -> String {
    let seconds = u32::try_from(unix_seconds).map_or(f64::INFINITY, f64::from);
    let date = js_sys::Date::new(&(seconds * 1000.0).into());
    let options = options(&[("dateStyle", "long"), ("timeStyle", "short")]);
    date.to_locale_string("default", &options).into()
}

/// A moment, without a browser to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn date(unix_seconds: u64) -> String {
    unix_seconds.to_string()
}

/// A time of the day, such as `10:00:05`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn clock_time(unix_millis: u64) -> String {
    let seconds = u32::try_from(unix_millis / 1_000).map_or(f64::INFINITY, f64::from);
    js_sys::Date::new(&(seconds * 1000.0).into()).to_locale_time_string("default").into()
}

/// A time of the day, without a browser to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn clock_time(unix_millis: u64) -> String {
    unix_millis.to_string()
}
