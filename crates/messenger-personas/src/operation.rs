//! Operations of several requests, as state machines without I/O.
//!
//! Graph has no transactions, so an operation of two requests can stop between them. An
//! [`Operation`] records what has been applied and continues from there.
//! `messenger-personas-client` runs one with `Client::run`.

use crate::{Graph, PreparedRequest, ResponseError, response::SuccessBody};

/// Several requests, one after the other.
///
/// A client sends the request of [`step`](Self::step), and reports that it was sent
/// ([`on_sent`](Self::on_sent), just before sending), and then that it succeeded
/// ([`on_success`](Self::on_success)) or was rejected ([`on_rejected`](Self::on_rejected)).
///
/// If it can report neither, because no response arrived or because it was stopped, the outcome
/// stays unknown: a request that cannot be repeated then needs a resolution by the caller
/// ([`Step::NeedsResolution`]), any other is sent again.
///
/// Report `on_rejected` only if [`Failure::is_ambiguous`](crate::Failure::is_ambiguous) is `false`
/// for this attempt and for all earlier attempts of the request. If
/// [`maybe_applied`](PreparedRequest::maybe_applied) is `true` and Graph rejects a delete as
/// [`UnknownObject`](crate::GraphErrorKind::UnknownObject), report success with
/// [`SuccessBody::deleted`].
///
/// ```
/// use messenger_personas::{
///     AccessToken, CreatePersona, Failure, Graph, HttpResponse, Operation, PageId, PersonaId,
///     PersonaName, PictureUrl, ReplacePersona, Step,
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// let new = CreatePersona {
///     page_id: PageId::parse("1353269864728879")?,
///     name: PersonaName::parse("Adam")?,
///     profile_picture_url: PictureUrl::parse("https://example.com/adam.jpg")?,
/// };
/// let mut replace = ReplacePersona::new(PersonaId::parse("11")?, new);
/// let mut responses = [r#"{"id":"12"}"#, r#"{"success":true}"#].into_iter();
/// let created = loop {
///     match replace.step() {
///         Step::Send(prepared) => {
///             let request = graph.to_http(&prepared.request);
///             replace.on_sent();
///             // Send `request` here. If no response arrives, return: the outcome stays unknown.
///             let response = HttpResponse::json(200, responses.next().ok_or("two requests")?);
///             # let _ = request;
///             match response.into_success(&graph) {
///                 Ok(body) => replace.on_success(&body, &graph)?,
///                 Err(error) => {
///                     if !Failure::Response(&error).is_ambiguous() {
///                         replace.on_rejected();
///                     }
///                     return Err(error.into());
///                 }
///             }
///         }
///         Step::NeedsResolution => return Err("check whether the persona was created".into()),
///         Step::Done(created) => break created,
///     }
/// };
/// assert_eq!(created.id.as_str(), "12");
/// # Ok(())
/// # }
/// ```
pub trait Operation {
    /// Result of the whole operation.
    type Output;

    /// What to do next.
    fn step(&self) -> Step<Self::Output>;

    /// The request of the last step is being sent. Its outcome is unknown until a response arrives.
    fn on_sent(&mut self);

    /// Graph applied the request.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if the response lacks a member that the next step needs. The
    /// outcome stays unknown.
    fn on_success(&mut self, body: &SuccessBody, graph: &Graph) -> Result<(), ResponseError>;

    /// Graph rejected the request: nothing was applied, and it can be sent again.
    fn on_rejected(&mut self);
}

/// Next step of an [`Operation`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// Send this request.
    Send(PreparedRequest),
    /// Check whether the last request was applied, and tell the operation.
    NeedsResolution,
    /// The operation is complete.
    Done(T),
}
