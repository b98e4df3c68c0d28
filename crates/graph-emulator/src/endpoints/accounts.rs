//! `GET /me/accounts`
//!
//! <https://developers.facebook.com/docs/pages/managing>

use std::collections::BTreeSet;

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        fields::{NodeType, Query},
        pages::{self, PAGE},
        paging::{self, Listing, Paging},
    },
    error::GraphError,
    model::{PageRecord, USER_ID},
};

/// `GET /me/accounts`
pub(crate) fn list(call: &Call<'_>) -> HandlerResult {
    Ok(Output::new(call, &listing(call, &Query::from_params(call.params)?)?))
}

/// Lists the Pages of the token's owner in the order of their creation.
pub(crate) fn listing(call: &Call<'_>, query: &Query) -> Result<Listing, GraphError> {
    let fields = query.select(&ACCOUNT)?;
    let pages: Vec<_> = call.state.pages().collect();
    // Listings start with the highest number.
    let all: BTreeSet<u64> = pages.iter().map(|page| place(page)).collect();
    let slice = paging::slice(call, query, USER_ID, &all)?;
    let pages =
        slice.numbers.iter().filter_map(|number| pages.iter().find(|page| place(page) == *number));
    let data: Result<_, _> = pages.map(|page| pages::object(call, page, &fields)).collect();
    let kept = paging::repeated_params(query, &[]);
    Ok(Listing { data: data?, paging: Paging::new(call, (USER_ID, "accounts"), &kept, &slice) })
}

fn place(page: &PageRecord) -> u64 {
    u64::from(u32::MAX).saturating_sub(page.number as u64)
}

const ACCOUNT: NodeType = NodeType {
    default: &["access_token", "category", "category_list", "name", "id", "tasks"],
    ..PAGE
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        emulator::Emulator,
        http::Request,
        model::Seed,
        test_support::{ORIGIN, TOKEN, TestClient, USER_TOKEN, codes},
    };

    fn get(client: &mut TestClient, target: &str) -> Value {
        let mut request = Request::new("GET", ORIGIN, target);
        request.headers.push(("authorization".to_owned(), format!("Bearer {USER_TOKEN}")));
        serde_json::from_slice(&client.send(&request).body).unwrap()
    }

    #[test]
    fn each_page_has_its_token_and_tasks() {
        let mut client = TestClient::demo();
        let listing = get(&mut client, "/me/accounts");
        let market = &listing["data"][0];
        assert_eq!(market["access_token"], TOKEN);
        assert_eq!(market["id"], client.page_id);
        assert_eq!(market["category"], "Grocery Store");
        assert_eq!(market["category_list"][0]["name"], "Grocery Store");
        assert!(market["tasks"].as_array().unwrap().contains(&json!("MESSAGING")));
        assert_eq!(market["picture"], Value::Null);
        assert_eq!(listing["data"][1]["id"], client.other_page_id);
        let listing = get(&mut client, "/me/accounts?fields=name,picture{url}");
        let picture = &listing["data"][0]["picture"]["data"]["url"];
        assert!(picture.as_str().unwrap().starts_with(ORIGIN));
    }

    #[test]
    fn accounts_are_paged() {
        let mut client = TestClient::demo();
        let first = get(&mut client, "/me/accounts?limit=1&fields=name");
        assert_eq!(first["data"], json!([{"name": "Jasper's Market", "id": client.page_id}]));
        let next = first["paging"]["next"].as_str().unwrap();
        let second = get(&mut client, next.strip_prefix(ORIGIN).unwrap());
        assert_eq!(
            second["data"],
            json!([{"name": "Jasper's Bakery", "id": client.other_page_id}])
        );
        assert_eq!(second["paging"]["next"], Value::Null);
        assert!(second["paging"]["previous"].is_string());
    }

    #[test]
    fn tasks_and_category_can_be_seeded() {
        let seed = r#"{"user_access_token":"U","pages":[{"name":"A","tasks":["ANALYZE"]}]}"#;
        let mut client = TestClient::demo();
        client.emulator = Emulator::new(Seed::parse(seed).unwrap(), client.now);
        let request = Request::new("GET", ORIGIN, "/me/accounts?access_token=U");
        let listing: Value = serde_json::from_slice(&client.send(&request).body).unwrap();
        assert_eq!(listing["data"][0]["tasks"], json!(["ANALYZE"]));
        assert_eq!(listing["data"][0]["category"], "Local business");
    }

    #[test]
    fn a_page_has_no_accounts() {
        let mut client = TestClient::demo();
        assert_eq!(codes(&client.get("/me/accounts")), (100, Some(33)));
    }
}
