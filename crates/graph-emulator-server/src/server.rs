//! Starting and stopping.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::serve::ListenerExt;
use graph_emulator::{Emulator, Request};
use serde::Deserialize;
use tokio::{net::TcpListener, sync::Notify};

use crate::{
    Options, StartError,
    console::Console,
    hosts::{self, Hosts},
    journal::Journal,
    service::{self, Kept, Service},
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
        let is_durable = options.data.is_some();
        let listener = listen(&options.host, options.port).await?;
        let address = listener.local_addr().map_err(|source| StartError::Listen {
            host: options.host.clone(),
            port: options.port,
            source,
        })?;
        let hosts = Hosts::new(&options.host, options.allow_remote);
        let kept = open_store(&options)?;
        let service = Service {
            kept: Mutex::new(kept),
            console,
            hosts,
            origin: format!("http://{address}"),
            is_durable,
        };
        Ok(Self { listener, address, service: Arc::new(service) })
    }

    /// The address to call, such as `http://127.0.0.1:4010`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The Pages to try it with, and their tokens.
    #[must_use]
    pub fn pages(&self) -> Vec<DemoPage> {
        let request = Request::new("GET", &self.origin(), "/_emulator/pages");
        let kept = self.service.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let reply = kept.emulator.answer(&request, service::now());
        serde_json::from_slice::<DemoPages>(&reply.response.body)
            .map(|pages| pages.pages)
            .unwrap_or_default()
    }

    /// Answers until `stop` comes, then finishes what is under way, for 5 seconds at most.
    ///
    /// # Errors
    /// If the system takes the socket away.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let stopping = Arc::new(Notify::new());
        let announced = Arc::clone(&stopping);
        let stop = async move {
            stop.await;
            announced.notify_one();
        };
        let listener = self.listener.tap_io(|stream| {
            // An answer is one write: nothing is gained by waiting for more.
            let _ = stream.set_nodelay(true);
        });
        let serving = axum::serve(listener, service::router(self.service))
            .with_graceful_shutdown(stop)
            .into_future();
        tokio::select! {
            result = serving => result,
            () = async {
                stopping.notified().await;
                tokio::time::sleep(PATIENCE).await;
            } => Ok(()),
        }
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

/// The state that the file holds, or the seed's if it holds none.
fn open_store(options: &Options) -> Result<Kept, StartError> {
    let seed = options.seed.load()?;
    let Some(path) = &options.data else {
        return Ok(Kept { emulator: Emulator::new(seed, service::now()), journal: None });
    };
    let mut emulator = Emulator::replay(seed, []);
    let mut is_empty = true;
    let mut journal = Journal::open(path, |change| {
        is_empty = false;
        emulator.apply(change);
    })?;
    if is_empty {
        let changes = emulator.reset(service::now());
        journal
            .append(&changes)
            .map_err(|reason| StartError::Journal { path: path.clone(), reason })?;
        for change in changes {
            emulator.apply(change);
        }
    }
    Ok(Kept { emulator, journal: Some(journal) })
}

const PATIENCE: Duration = Duration::from_secs(5);
