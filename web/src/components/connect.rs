//! Connecting to a Page.

mod demo_pages;
mod form;
mod review;
mod token_help;

pub(crate) use self::{
    demo_pages::DemoPages, form::ConnectForm, review::ConnectReview, token_help::TokenHelp,
};
