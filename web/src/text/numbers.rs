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

/// A moment, such as `22 November 2026 at 10:00`.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn date(unix_seconds: u64) -> String {
    let seconds = u32::try_from(unix_seconds).map_or(f64::INFINITY, f64::from);
    let date = js_sys::Date::new(&(seconds * 1000.0).into());
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "long"), ("timeStyle", "short")] {
        // A plain object takes every member.
        drop(js_sys::Reflect::set(&options, &name.into(), &value.into()));
    }
    date.to_locale_string("default", &options).into()
}

/// A moment, without a browser to ask.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn date(unix_seconds: u64) -> String {
    unix_seconds.to_string()
}
