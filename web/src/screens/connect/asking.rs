//! Finds out whose a token is and what it may do.

use messenger_personas::{Account, GetPage, Graph, ListAccounts, PageId, Paging};
use messenger_personas_client::{Client, FetchClient, PaginationError};

use crate::{
    emulator::Emulator,
    model::{
        offer::OfferedPage,
        token_facts::{InspectToken, TokenFacts},
        user_error::{Endpoint, Task, UserError},
    },
    state::{Connected, PageConnection},
};

/// What a token opens. It holds tokens, so it has no `Debug`.
#[derive(Clone)]
pub(in crate::screens) struct Offer {
    pub(super) facts: TokenFacts,
    pub(super) pages: Vec<OfferedPage>,
    pub(super) endpoint: Endpoint,
    graphs: Vec<Graph>,
}

impl Offer {
    /// Every Page that can be worked on.
    pub(super) fn pages(self) -> Vec<PageConnection> {
        let Self { pages, graphs, endpoint, .. } = self;
        let page = |(offered, graph): (OfferedPage, Graph)| {
            let connected = Connected { page: offered.page, endpoint: endpoint.clone() };
            PageConnection { connected, graph }
        };
        pages.into_iter().zip(graphs).map(page).collect()
    }

    /// How the Page with this id is reached, if it is one of them.
    pub(in crate::screens) fn graph_of(self, id: &PageId) -> Result<Graph, UserError> {
        let place = self.pages.iter().position(|offered| offered.page.id == *id);
        if let Some(graph) = place.and_then(|place| self.graphs.get(place)) {
            return Ok(graph.clone());
        }
        let page = self.pages.into_iter().next();
        Err(page.map_or(UserError::NoPages, |offered| UserError::OtherPage(offered.page)))
    }
}

/// Asks the token about itself, then for the Pages of its person, or for its own Page.
pub(in crate::screens) async fn offer(graph: Graph) -> Result<Offer, UserError> {
    let endpoint = match Emulator::find(&graph.origin).await {
        Some(emulator) => Endpoint::Emulator(emulator.origin().clone()),
        None => Endpoint::Live(graph.origin.clone()),
    };
    let client = Client::fetch(graph.clone());
    // Graph tells developers of the token's app only, and nobody else is any worse off.
    let facts = match graph.access_token.clone() {
        Some(token) => client.send(&InspectToken(token)).await.unwrap_or_default().data,
        None => TokenFacts::default(),
    };
    if !facts.is_of_a_page() {
        match accounts(&client).await {
            Ok(accounts) if !accounts.is_empty() => {
                let (pages, graphs) =
                    accounts.into_iter().filter_map(|account| page_of(account, &graph)).unzip();
                return Ok(Offer { facts, pages, endpoint, graphs });
            }
            Ok(_) if facts.is_of_a_person() => return Err(UserError::NoPages),
            Err(PaginationError::Request(error)) if facts.is_of_a_person() => {
                return Err(UserError::graph(Task::Connect, &endpoint, error));
            }
            // A Page's own token has no Pages: whose it is, the next call tells.
            _ => {}
        }
    }
    let page = client.send(&GetPage::me()).await;
    let page = page.map_err(|error| UserError::graph(Task::Connect, &endpoint, error))?;
    let pages = vec![OfferedPage { page, tasks: None, may_message: true }];
    Ok(Offer { facts, pages, endpoint, graphs: vec![graph] })
}

async fn accounts(client: &FetchClient) -> Result<Vec<Account>, PaginationError> {
    let mut walk = client.paginate(ListAccounts { paging: Paging::limit(AT_ONCE) });
    let mut accounts = Vec::new();
    while let Some(listing) = walk.next().await? {
        accounts.extend(listing.data);
    }
    Ok(accounts)
}

/// A Page without a token of its own cannot be worked on, unless a gateway adds it.
fn page_of(account: Account, graph: &Graph) -> Option<(OfferedPage, Graph)> {
    let access_token = Some(account.access_token.clone()?);
    Some((OfferedPage::from(account), Graph { access_token, ..graph.clone() }))
}

const AT_ONCE: u32 = 100;
