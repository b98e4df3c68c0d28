//! Starts and stops the server.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use graph_emulator::{Request, WebhookError};
use serde::Deserialize;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};

use crate::{
    Limits, Options, StartError, app::App, connection, console::Console, host_guard, router,
    store::Store, webhooks::Deliverer,
};

/// A server that listens. It accepts connections while [`run`](Self::run) runs.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    store: Arc<Store>,
    router: Router,
    limits: Limits,
}

impl Server {
    /// Opens the journal, applies the seed if it is empty, and listens.
    ///
    /// # Errors
    /// [`StartError`], which says what to do.
    pub async fn bind(options: Options) -> Result<Self, StartError> {
        if !options.allow_remote && !host_guard::is_loopback(&options.host) {
            return Err(StartError::Remote { host: options.host });
        }
        if let Some(url) = options.webhook.as_ref().and_then(|webhook| webhook.url.as_ref())
            && !options.allow_remote
            && !url.is_loopback()
        {
            return Err(StartError::Webhook(WebhookError::Remote));
        }
        let console = options.console.as_deref().map(Console::open).transpose()?;
        let listener = listen(&options.host, options.port).await?;
        let address = listener.local_addr().map_err(|source| StartError::Listen {
            host: options.host.clone(),
            port: options.port,
            source,
        })?;
        let store = Arc::new(Store::open(&options)?);
        let app = App { store: Arc::clone(&store), origin: format!("http://{address}").into() };
        let router = router::build(app, &options, console);
        Ok(Self { listener, address, store, router, limits: options.limits })
    }

    /// The origin of the server, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The emulated Pages and their access tokens.
    pub async fn pages(&self) -> Vec<DemoPage> {
        let request = Request::new("GET", &self.origin(), "/_emulator/pages");
        let reply = self.store.handle(&request).await;
        serde_json::from_slice::<DemoPages>(&reply.response.body)
            .map(|pages| pages.pages)
            .unwrap_or_default()
    }

    /// Serves until `stop` completes, then completes pending requests, within
    /// [`Limits::stop`](crate::Limits::stop).
    ///
    /// # Errors
    /// If connections can no longer be accepted.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let Self { listener, store, router, limits, .. } = self;
        let (stopping, is_stopping) = watch::channel(false);
        let permits = Arc::new(Semaphore::new(limits.connections.max(1)));
        let mut connections = JoinSet::new();
        let deliverer = tokio::spawn(Deliverer::new(Arc::clone(&store), limits).run());
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => {}
                accepted = accept(&listener, &permits) => {
                    let (stream, permit) = accepted?;
                    let (router, is_stopping) = (router.clone(), is_stopping.clone());
                    connections.spawn(async move {
                        connection::serve(stream, limits, router, is_stopping).await;
                        drop(permit);
                    });
                }
            }
        }
        drop(listener);
        stopping.send_replace(true);
        store.events.close();
        deliverer.abort();
        let _ = tokio::time::timeout(limits.stop, async {
            while connections.join_next().await.is_some() {}
        })
        .await;
        Ok(())
    }
}

/// An emulated Page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DemoPage {
    /// Page id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Page access token.
    pub access_token: String,
}

#[derive(Deserialize)]
struct DemoPages {
    pages: Vec<DemoPage>,
}

async fn listen(host: &str, port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((host, port)).await.map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::PortTaken { host: host.to_owned(), port },
        _ => StartError::Listen { host: host.to_owned(), port, source },
    })
}

/// Waits until a connection is allowed, and accepts the next one.
async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return Ok((stream, permit)),
            // The client disconnected before its connection was accepted.
            Err(error) if is_client_error(&error) => {}
            // Most likely too many files are open. Some of them will be closed.
            Err(_) => tokio::time::sleep(ACCEPT_RETRY_DELAY).await,
        }
    }
}

fn is_client_error(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(200);
