//! Starting and stopping.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use graph_emulator::Request;
use serde::Deserialize;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};

use crate::{
    Options, StartError, connection,
    console::Console,
    hosts::{self, Hosts},
    service::Service,
    store::Store,
};

/// A server that listens. Nothing is answered until [`run`](Self::run).
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    service: Arc<Service>,
}

impl Server {
    /// Opens the store, fills it if it is empty, and listens.
    ///
    /// # Errors
    /// [`StartError`], a sentence that says what to do.
    pub async fn bind(options: Options) -> Result<Self, StartError> {
        if !options.allow_remote && !hosts::is_loopback(&options.host) {
            return Err(StartError::Remote { host: options.host });
        }
        let console = options.console.as_deref().map(Console::open).transpose()?;
        let listener = listen(&options.host, options.port).await?;
        let address = listener.local_addr().map_err(|source| StartError::Listen {
            host: options.host.clone(),
            port: options.port,
            source,
        })?;
        let hosts = Hosts::new(&options.host, options.allow_remote);
        let service = Service {
            store: Store::open(&options)?,
            console,
            hosts,
            origin: format!("http://{address}").into(),
            limits: options.limits,
            log: options.log,
        };
        Ok(Self { listener, address, service: Arc::new(service) })
    }

    /// The address to call, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The Pages to try it with, and their tokens.
    pub async fn pages(&self) -> Vec<DemoPage> {
        let request = Request::new("GET", &self.origin(), "/_emulator/pages");
        let answered = self.service.store.handle(&request).await;
        serde_json::from_slice::<DemoPages>(&answered.response.body)
            .map(|pages| pages.pages)
            .unwrap_or_default()
    }

    /// Answers until `stop` comes, then finishes what is under way, within
    /// [`Limits::stop`](crate::Limits::stop).
    ///
    /// # Errors
    /// If the system takes the socket away.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let Self { listener, service, .. } = self;
        let limits = service.limits;
        let (stopping, told_to_stop) = watch::channel(false);
        let free = Arc::new(Semaphore::new(limits.connections.max(1)));
        let mut connections = JoinSet::new();
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => {}
                accepted = accept(&listener, &free) => {
                    let (stream, place) = accepted?;
                    let (service, told_to_stop) = (Arc::clone(&service), told_to_stop.clone());
                    connections.spawn(async move {
                        let answer = |request, ending| {
                            let service = Arc::clone(&service);
                            async move { service.serve(request, &ending).await }
                        };
                        connection::serve(stream, limits, answer, told_to_stop).await;
                        drop(place);
                    });
                }
            }
        }
        drop(listener);
        stopping.send_replace(true);
        service.store.listeners.dismiss();
        let _ = tokio::time::timeout(limits.stop, async {
            while connections.join_next().await.is_some() {}
        })
        .await;
        Ok(())
    }
}

/// A Page to try the emulator with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DemoPage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its token.
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

/// The next client, and its place among those that are served.
async fn accept(
    listener: &TcpListener,
    free: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(free).acquire_owned().await.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return Ok((stream, place)),
            // The client went away before its turn.
            Err(error) if is_of_client(&error) => {}
            // Most likely there are too many open files: some will be closed.
            Err(_) => tokio::time::sleep(A_WHILE).await,
        }
    }
}

fn is_of_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

const A_WHILE: Duration = Duration::from_millis(200);
