//! Several calls that make one operation, without I/O.
//!
//! Graph has no transactions, so an operation of two calls can stop between them. A [`Operation`]
//! says what to ask next, and is told what came of it: whoever holds it knows at every moment what
//! was done, and can go on from there. `messenger-personas-client` runs one with `Client::run`.

use crate::{Graph, PreparedRequest, ResponseError, response::SuccessBody};

/// Several calls, one after the other.
///
/// A driver asks for the [`step`](Self::step), says that a call is [`on_sent`](Self::on_sent) before it
/// goes out, and then that it was [`on_success`](Self::on_success) or [`on_rejected`](Self::on_rejected). If
/// it can say neither, because no answer came or because it was stopped, the call stays in doubt:
/// one that must not be made twice has to be settled, any other is made again.
///
/// Say `refused` only if [`Failure::is_ambiguous`](crate::Failure::is_ambiguous) says no, and no earlier
/// attempt at the same call is in doubt. A call whose [`maybe_applied`](PreparedRequest::maybe_applied) is set and
/// that is refused as [`UnknownObject`](crate::GraphErrorKind::UnknownObject) is done:
/// [`SuccessBody::deleted`].
///
/// ```
/// use messenger_personas::{
///     AccessToken, CreatePersona, Failure, Graph, HttpResponse, PageId, PersonaId, PersonaName,
///     PictureUrl, ReplacePersona, Operation, Step,
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
/// let mut answers = [r#"{"id":"12"}"#, r#"{"success":true}"#].into_iter();
/// let created = loop {
///     match replace.step() {
///         Step::Send(call) => {
///             let request = graph.to_http(&call.parts);
///             replace.on_sent();
///             // Here `request` goes out. If nothing comes back, leave: the call stays in doubt.
///             let answer = HttpResponse::json(200, answers.next().ok_or("two calls")?);
///             # let _ = request;
///             match answer.into_success(&graph) {
///                 Ok(accepted) => replace.on_success(&accepted, &graph)?,
///                 Err(error) => {
///                     // Only a refusal that is certain is taken back.
///                     if !Failure::Response(&error).is_ambiguous() {
///                         replace.on_rejected();
///                     }
///                     return Err(error.into());
///                 }
///             }
///         }
///         Step::NeedsResolution => return Err("look whether the persona was created".into()),
///         Step::Done(created) => break created,
///     }
/// };
/// assert_eq!(created.id.as_str(), "12");
/// # Ok(())
/// # }
/// ```
pub trait Operation {
    /// What the calls come to.
    type Output;

    /// What to do next.
    fn step(&self) -> Step<Self::Output>;

    /// The call of the last step goes out now: until it is answered or refused, it is in doubt.
    fn on_sent(&mut self);

    /// Graph carried the call out.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if the answer lacks what the next step needs. The call stays
    /// in doubt.
    fn on_success(&mut self, body: &SuccessBody, graph: &Graph) -> Result<(), ResponseError>;

    /// Graph refused the call for certain: nothing was done, and it may be made again.
    fn on_rejected(&mut self);
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// Make this call.
    Send(PreparedRequest),
    /// Nothing, until someone has looked whether the call in doubt was carried out.
    NeedsResolution,
    /// Nothing: this came of it.
    Done(T),
}
