//! Requests to Graph, parsed once.

use std::borrow::Cow;

use crate::{
    error::truncate,
    http::{
        params::Params,
        request::Request,
        response::GraphResponse,
        shape::Shape,
        version::{self, Version},
    },
};

/// A request to Graph with its version, path and parameters.
pub(crate) struct ParsedRequest<'a> {
    pub(crate) http: &'a Request,
    pub(crate) version: Version,
    /// The path after the version.
    pub(crate) path: Vec<Cow<'a, str>>,
    /// Those of the query only for `OPTIONS`.
    pub(crate) params: Params,
    pub(crate) shape: Shape,
    /// The access token of the batch that contains the request.
    pub(crate) batch_token: Option<&'a str>,
}

impl<'a> ParsedRequest<'a> {
    /// Fails with the response if the version is unknown or the body is invalid.
    pub(crate) fn parse(http: &'a Request) -> Result<Self, Box<GraphResponse>> {
        let segments = http.segments();
        let (version, path) = version::split(&segments)
            .map_err(|error| Box::new(GraphResponse::error(Version::default(), error)))?;
        let path = path.to_vec();
        let params = if http.method == "OPTIONS" {
            Params::read_query(http)
        } else {
            Params::read(http).map_err(|error| {
                let shape = Shape::from_params(&Params::read_query(http));
                Box::new(GraphResponse { shape, ..GraphResponse::error(version, error) })
            })?
        };
        let shape = Shape::from_params(&params);
        Ok(Self { http, version, path, params, shape, batch_token: None })
    }

    /// The method in lower case. The parameter `method` overrides it on `POST`.
    pub(crate) fn verb(&self) -> String {
        let method = self.http.method.to_ascii_lowercase();
        match self.params.text("method") {
            Some(meant) if method == "post" && !meant.is_empty() => {
                truncate(&meant).to_ascii_lowercase()
            }
            _ => method,
        }
    }
}
