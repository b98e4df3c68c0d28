//! The client, and the builder for it.

use futures_util::future::LocalBoxFuture;
use js_sys::{Function, Promise, Reflect};
use messenger_personas::{
    AccessToken, ApiVersion, AppSecretProof, CallStyle, Graph, Origin, PageId,
};
use messenger_personas_client::{FetchClient, FetchTransport, JsRuntime, Options};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use crate::{
    abort::until_aborted,
    error::{CallError, RequestError},
    exchange,
    input::parse,
    options::{CallOptions, parse_max_retries, parse_timeout},
    request::Request,
};

/// A client for one Page.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) page_id: PageId,
    pub(crate) client: FetchClient,
}

#[wasm_bindgen]
impl Client {
    /// Sends `request`. The promise resolves to the response.
    pub fn send(&self, request: Request, options: CallOptions) -> Promise {
        let (client, signal, options) = self.resolve(options);
        promise(signal, async move { Ok(client.send_with(&request, &options).await?.0) })
    }
}

impl Client {
    /// The client, and what `options` say about one call.
    pub(crate) fn resolve(
        &self,
        options: CallOptions,
    ) -> (FetchClient, Option<AbortSignal>, Options) {
        let (signal, options) = options.resolve(self.client.options());
        (self.client.clone(), signal, options)
    }
}

/// A promise of what `call` returns, which rejects when `signal` is aborted.
pub(crate) fn promise(
    signal: Option<AbortSignal>,
    call: impl Future<Output = Result<JsValue, CallError>> + 'static,
) -> Promise {
    // Boxed, so that what is around it is compiled once.
    let call: LocalBoxFuture<'static, _> = Box::pin(call);
    future_to_promise(async move {
        let result = until_aborted(signal, call).await.map_err(CallError::from).flatten();
        result.map_err(CallError::into_js)
    })
}

/// Builds a client. Every method sets the option of its name.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ClientBuilder {
    page_id: PageId,
    graph: Graph,
    call_style: Option<CallStyle>,
    has_origin: bool,
    options: Options,
    transport: FetchTransport,
    hook: Option<Function>,
}

#[wasm_bindgen]
impl ClientBuilder {
    /// A builder for the client of a Page.
    ///
    /// # Errors
    /// A `RequestError` if the id is invalid, as for every value of the other methods.
    #[wasm_bindgen(constructor)]
    pub fn new(page_id: &str) -> Result<ClientBuilder, JsValue> {
        Ok(Self {
            page_id: parse(page_id)?,
            graph: Graph::gateway(Origin::default()),
            call_style: None,
            has_origin: false,
            options: Options::default(),
            transport: FetchTransport::new(),
            hook: None,
        })
    }

    /// Page access token.
    #[wasm_bindgen(js_name = accessToken)]
    pub fn access_token(&mut self, token: &str) -> Result<(), JsValue> {
        self.graph.access_token = Some(AccessToken::parse(token).map_err(RequestError::new)?);
        Ok(())
    }

    /// API version, such as `v26.0`.
    pub fn version(&mut self, version: &str) -> Result<(), JsValue> {
        self.graph.version = ApiVersion::parse(version).map_err(RequestError::new)?;
        Ok(())
    }

    /// Origin of the API.
    pub fn origin(&mut self, origin: &str) -> Result<(), JsValue> {
        self.graph.origin = Origin::parse(origin).map_err(RequestError::new)?;
        self.has_origin = true;
        Ok(())
    }

    /// `form` or `header`.
    #[wasm_bindgen(js_name = callStyle)]
    pub fn call_style(&mut self, style: &str) -> Result<(), JsValue> {
        self.call_style = Some(match style {
            "form" => CallStyle::Form,
            "header" => CallStyle::Header,
            _ => return Err(RequestError::new("callStyle is not form or header").into()),
        });
        Ok(())
    }

    /// App secret proof.
    #[wasm_bindgen(js_name = appSecretProof)]
    pub fn app_secret_proof(&mut self, proof: &str) -> Result<(), JsValue> {
        self.graph.app_secret_proof =
            Some(AppSecretProof::parse(proof).map_err(RequestError::new)?);
        Ok(())
    }

    /// Milliseconds that one attempt may take.
    pub fn timeout(&mut self, milliseconds: f64) -> Result<(), JsValue> {
        self.options.timeout = parse_timeout(milliseconds)?;
        Ok(())
    }

    /// Maximum number of retries.
    #[wasm_bindgen(js_name = maxRetries)]
    pub fn max_retries(&mut self, count: f64) -> Result<(), JsValue> {
        self.options.retry.max_retries = parse_max_retries(count)?;
        Ok(())
    }

    /// Function that is called in place of the global `fetch`.
    pub fn fetch(&mut self, fetch: Function) {
        self.transport = FetchTransport::with_fetch(fetch);
    }

    /// Function that is called with each exchange.
    #[wasm_bindgen(js_name = onExchange)]
    pub fn on_exchange(&mut self, hook: Function) {
        self.hook = Some(hook);
    }

    /// The client.
    ///
    /// # Errors
    /// A `RequestError` if there is neither a token nor an origin that adds one.
    pub fn build(self) -> Result<Client, JsValue> {
        let Self { page_id, mut graph, call_style, has_origin, options, transport, hook } = self;
        if graph.access_token.is_none() && !has_origin {
            let sentence = "GraphClient: accessToken is missing; leave it out only together with \
                            an origin of yours that adds it";
            return Err(RequestError::new(sentence).into());
        }
        graph.call_style = call_style.unwrap_or_else(|| default_call_style(&graph));
        let client = FetchClient::new(graph, transport, JsRuntime).with_options(options);
        let client = match hook {
            Some(hook) => client.on_exchange(move |exchange| exchange::call_hook(&hook, exchange)),
            None => client,
        };
        Ok(Client { page_id, client })
    }
}

/// Against Meta a form spares browsers the preflight; a gateway expects ordinary requests.
fn default_call_style(graph: &Graph) -> CallStyle {
    let has = |name: &str| {
        Reflect::get(&js_sys::global(), &name.into()).is_ok_and(|value| !value.is_undefined())
    };
    // A page or a worker of a browser.
    let is_browser = has("document") || has("WorkerGlobalScope");
    if is_browser && graph.origin == Origin::default() {
        CallStyle::Form
    } else {
        CallStyle::Header
    }
}
