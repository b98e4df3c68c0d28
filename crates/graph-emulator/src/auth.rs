//! Access tokens and proofs of the app's secret.

mod app_secret_proof;
mod token;
mod webhook_signature;

pub(crate) use self::{
    app_secret_proof::check_proof,
    token::{identify, own_token, token},
    webhook_signature::sign,
};
