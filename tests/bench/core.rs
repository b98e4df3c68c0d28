//! The core beside what one would write by hand for this one purpose.
//!
//! `cargo xtask bench` runs this in short rounds and prints what is ours next to its peer. Both sides
//! of a pair get the same input by value and give back what they made of it; making the input and
//! dropping the result are not measured.

use std::{fmt::Write as _, hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use messenger_personas::{
    AccessToken, CallStyle, CreatePersona, Graph, GraphRequest, HttpRequest, HttpResponse,
    ListPersonas, Method, PageId, PersonaName, PictureUrl,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

criterion_group! {
    name = core;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .sample_size(20)
        .nresamples(2000);
    targets = read_listing, build_create
}
criterion_main!(core);

/// A listing of 5,000 personas, read.
fn read_listing(criterion: &mut Criterion) {
    let body = listing(5000).into_bytes();
    assert!((887_000..897_000).contains(&body.len()), "{}", body.len());
    let graph = Graph::new(AccessToken::parse(TOKEN).unwrap());
    let list = ListPersonas::new(PageId::parse(PAGE_ID).unwrap());
    let ours = |body| list.parse_response(&graph, HttpResponse::json(200, body)).unwrap();
    let bytes = |body: Vec<u8>| serde_json::from_slice::<Bare>(&body).unwrap();
    let text =
        |body: Vec<u8>| serde_json::from_str::<Bare>(&String::from_utf8(body).unwrap()).unwrap();

    let (one, other) = (ours(body.clone()), bytes(body.clone()));
    assert_eq!(one.data.len(), other.data.len());
    assert_eq!(one.data[7].name.as_deref(), Some(other.data[7].name.as_str()));
    assert_eq!(one.has_more, other.paging.next.is_some());

    let mut group = criterion.benchmark_group("read_listing");
    let size = BatchSize::PerIteration;
    group.bench_function("ours", |it| it.iter_batched(|| body.clone(), ours, size));
    group.bench_function("from_slice", |it| it.iter_batched(|| body.clone(), bytes, size));
    group.bench_function("from_str", |it| it.iter_batched(|| body.clone(), text, size));
    group.finish();
}

/// A create request, built in both call styles.
fn build_create(criterion: &mut Criterion) {
    let create = CreatePersona {
        page_id: PageId::parse(PAGE_ID).unwrap(),
        name: PersonaName::parse(NAME).unwrap(),
        profile_picture_url: PictureUrl::parse(URL).unwrap(),
    };
    let in_style = |call_style| {
        let token = AccessToken::parse(TOKEN).unwrap();
        Graph { call_style, ..Graph::new(token) }
    };
    let (form, header) = (in_style(CallStyle::Form), in_style(CallStyle::Header));
    assert!(create.to_http(&form) == form_by_hand(PAGE_ID, NAME, URL));
    assert!(create.to_http(&header) == header_by_hand(PAGE_ID, NAME, URL));

    let mut group = criterion.benchmark_group("build_create");
    let by_hand = |make: fn(&str, &str, &str) -> HttpRequest| {
        move || make(black_box(PAGE_ID), black_box(NAME), black_box(URL))
    };
    group.bench_function("ours_form", |it| it.iter(|| black_box(&create).to_http(&form)));
    group.bench_function("format_form", |it| it.iter(by_hand(form_by_hand)));
    group.bench_function("unescaped_form", |it| it.iter(by_hand(form_unescaped)));
    group.bench_function("ours_header", |it| it.iter(|| black_box(&create).to_http(&header)));
    group.bench_function("format_header", |it| it.iter(by_hand(header_by_hand)));
    group.bench_function("unescaped_header", |it| it.iter(by_hand(header_unescaped)));
    group.finish();
}

/// A listing as Graph writes it, with `\/` and `\u00eb`, and the token in `next`.
fn listing(count: u32) -> String {
    let mut text = r#"{"data":["#.to_owned();
    for (number, name) in (0..count).zip(NAMES.iter().cycle()) {
        let id = 1_007_240_332_817_468 + u64::from(number) * 104_729;
        let comma = if number == 0 { "" } else { "," };
        write!(
            text,
            r#"{comma}{{"id":"{id}","name":"{name}","profile_picture_url":"https:\/\/scontent.example.com\/v\/t39.30808-1\/{id}_n.jpg?stp=dst-jpg_s96&_nc_cat={}&ccb=1-7"}}"#,
            100 + number % 12,
        )
        .unwrap();
    }
    write!(
        text,
        r#"],"paging":{{"cursors":{{"before":"QVFIUmFi","after":"QVFIUnpa"}},"next":"https:\/\/graph.facebook.com\/v26.0\/{PAGE_ID}\/personas?access_token={TOKEN}&limit={count}&after=QVFIUnpa"}}}}"#
    )
    .unwrap();
    text
}

#[derive(Deserialize)]
struct Bare {
    data: Vec<BarePersona>,
    paging: BarePaging,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read to be there")]
struct BarePersona {
    id: String,
    name: String,
    profile_picture_url: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read to be there")]
struct BarePaging {
    cursors: BareCursors,
    next: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read to be there")]
struct BareCursors {
    before: String,
    after: String,
}

fn form_by_hand(page_id: &str, name: &str, url: &str) -> HttpRequest {
    let (name, url) = (utf8_percent_encode(name, ENCODED), utf8_percent_encode(url, ENCODED));
    form(page_id, format!("name={name}&profile_picture_url={url}&method=post&access_token={TOKEN}"))
}

/// What goes wrong with the first `&` in a name.
fn form_unescaped(page_id: &str, name: &str, url: &str) -> HttpRequest {
    form(page_id, format!("name={name}&profile_picture_url={url}&method=post&access_token={TOKEN}"))
}

fn header_by_hand(page_id: &str, name: &str, url: &str) -> HttpRequest {
    let name = serde_json::to_string(name).unwrap();
    let url = serde_json::to_string(url).unwrap();
    header(page_id, format!(r#"{{"name":{name},"profile_picture_url":{url}}}"#))
}

/// What goes wrong with the first quote in a name.
fn header_unescaped(page_id: &str, name: &str, url: &str) -> HttpRequest {
    header(page_id, format!(r#"{{"name":"{name}","profile_picture_url":"{url}"}}"#))
}

fn form(page_id: &str, body: String) -> HttpRequest {
    HttpRequest {
        method: Method::Post,
        url: format!("https://graph.facebook.com/v26.0/{page_id}/personas"),
        headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
        body: Some(body),
    }
}

fn header(page_id: &str, body: String) -> HttpRequest {
    HttpRequest {
        method: Method::Post,
        url: format!("https://graph.facebook.com/v26.0/{page_id}/personas"),
        headers: vec![
            ("authorization", format!("Bearer {TOKEN}")),
            ("content-type", "application/json".to_owned()),
        ],
        body: Some(body),
    }
}

const PAGE_ID: &str = "1353269864728879";
const NAME: &str = "Zoë & \"Ko\"";
const URL: &str = "https://example.com/faces/zoe-ko.jpg?size=480&v=2";
const NAMES: [&str; 4] = [r"Zo\u00eb K.", "David Mark", r"Ren\u00e9e", r"Mia \ud83d\ude42"];
/// As long as a Page's token.
const TOKEN: &str = "EAABwzLixnjYBO0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyzZD";
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
