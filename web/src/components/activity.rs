//! The requests to Graph: the table with its details, the panel beside every screen, and the rate limits.

mod details;
mod drawer;
mod rate_limits;
mod table;

pub(crate) use self::{
    details::ExchangeDetails,
    drawer::ActivityDrawer,
    rate_limits::{RateLimitBanner, UsageMeter},
    table::{ActivityTable, focus_exchange},
};
