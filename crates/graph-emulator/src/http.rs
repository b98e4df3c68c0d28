//! Requests with their parameters, and responses.

pub(crate) mod cors;
mod params;
mod parsed_request;
mod request;
pub(crate) mod response;
mod shape;
pub(crate) mod version;

pub(crate) use self::{
    params::{File, Params},
    parsed_request::ParsedRequest,
    response::{Body, GraphResponse, ResponseFault},
    shape::Shape,
};
pub use self::{
    request::Request,
    response::{Delivery, Reply},
};
