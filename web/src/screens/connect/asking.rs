//! Finds out whose a token is and what it may do.

use messenger_personas::{Account, GetPage, Graph, ListAccounts, PageId, Paging};
use messenger_personas_client::{Client, FetchClient, PaginationError};

use crate::{
    emulator::Emulator,
    model::{
        offer::OfferedPage,
        token_facts::{InspectToken, TokenFacts},
    },
    session::{Connected, Seat},
    text::{self, Place, Task, Trouble},
};

/// What a token opens. It holds tokens, so it has no `Debug`.
#[derive(Clone)]
pub(in crate::screens) struct Offer {
    pub(super) facts: TokenFacts,
    pub(super) pages: Vec<OfferedPage>,
    pub(super) place: Place,
    graphs: Vec<Graph>,
}

impl Offer {
    /// Every Page that can be worked on.
    pub(super) fn seats(self) -> Vec<Seat> {
        let Self { pages, graphs, place, .. } = self;
        let seat = |(offered, graph): (OfferedPage, Graph)| {
            let connected = Connected { page: offered.page, place: place.clone() };
            Seat { connected, graph }
        };
        pages.into_iter().zip(graphs).map(seat).collect()
    }

    /// How the Page with this id is reached, if it is one of them.
    pub(in crate::screens) fn graph_of(self, id: &PageId) -> Result<Graph, Trouble> {
        let place = self.pages.iter().position(|offered| offered.page.id == *id);
        if let Some(graph) = place.and_then(|place| self.graphs.get(place)) {
            return Ok(graph.clone());
        }
        let page = self.pages.first().map(|offered| &offered.page);
        let name = page.and_then(|page| page.name.as_deref()).unwrap_or(text::connect::NAMELESS);
        Err(text::of_other_page(name, page.map_or("", |page| page.id.as_str())))
    }
}

/// Asks the token about itself, then for the Pages of its person, or for its own Page.
pub(in crate::screens) async fn offer(graph: Graph) -> Result<Offer, Trouble> {
    let place = match Emulator::find(&graph.origin).await {
        Some(emulator) => Place::Emulator(emulator.origin().clone()),
        None => Place::Live(graph.origin.clone()),
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
                    accounts.into_iter().filter_map(|account| seat(account, &graph)).unzip();
                return Ok(Offer { facts, pages, place, graphs });
            }
            Ok(_) if facts.is_of_a_person() => return Err(text::of_no_pages()),
            Err(PaginationError::Request(error)) if facts.is_of_a_person() => {
                return Err(text::of_call(Task::Connect, &place, &error));
            }
            // A Page's own token has no Pages: whose it is, the next call tells.
            _ => {}
        }
    }
    let page = client.send(&GetPage::me()).await;
    let page = page.map_err(|error| text::of_call(Task::Connect, &place, &error))?;
    let pages = vec![OfferedPage { page, tasks: None, may_message: true }];
    Ok(Offer { facts, pages, place, graphs: vec![graph] })
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
fn seat(account: Account, graph: &Graph) -> Option<(OfferedPage, Graph)> {
    let access_token = Some(account.access_token.clone()?);
    Some((OfferedPage::from(account), Graph { access_token, ..graph.clone() }))
}

const AT_ONCE: u32 = 100;
