//! A room that breaks: what panics or hangs in it ends alone, and is said.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use samenspraak::app::{App, Room, Rooms};
use samenspraak::room::{Bell, bell};
use samenspraak::rooms::rooms;
use samenspraak::schedule;
use samenspraak::web::{Access, Filled, Routes};

use crate::house::{Answer, House};

const BROKEN: Room = Room {
    public: Some(|| {
        let routes = Routes::default().get("/breekt", Access::Anyone, breaks);
        routes.post("/breekt", Access::Anyone, takes)
    }),
    bells: &[
        bell("panics", "* * * * * *", |_| Box::pin(async { panic!("a bell of the test") })),
        Bell { within: Duration::from_millis(100), ..bell("hangs", "* * * * * *", |_| Box::pin(hangs())) },
        bell("goes on", "* * * * * *", |_| {
            Box::pin(async {
                WENT_ON.fetch_add(1, Ordering::Relaxed);
                Ok(())
            })
        }),
    ],
    ..Room::named("breaking")
};

static BEGAN: AtomicUsize = AtomicUsize::new(0);
static WENT_ON: AtomicUsize = AtomicUsize::new(0);

async fn hangs() -> anyhow::Result<()> {
    BEGAN.fetch_add(1, Ordering::Relaxed);
    std::future::pending().await
}

async fn breaks(State(_): State<App>) -> StatusCode {
    panic!("a page of the test")
}

async fn takes(State(_): State<App>, Filled(_): Filled) -> StatusCode {
    StatusCode::OK
}

async fn house() -> House {
    let mut house = House::open().await;
    house.change(|app| app.rooms = Rooms::in_line(rooms().all().chain([&BROKEN])));
    house
}

fn is_drawn(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.body.contains("</html>") && answer.body.contains("<h1"), "{}", answer.body);
    assert!(answer.headers.contains_key("content-security-policy"));
}

#[tokio::test]
async fn whatever_panics_on_the_way_is_drawn() {
    let house = house().await;
    is_drawn(&house.get("/breekt").await);
    // A form that breaks while it is read, before anybody knows for whom it is.
    let body =
        Body::from_stream(futures_util::stream::poll_fn(|_| -> std::task::Poll<Option<Result<Bytes, Infallible>>> {
            panic!("a body of the test")
        }));
    let form = Request::post("/breekt").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    is_drawn(&house.visitor().send(form.header("sec-fetch-site", "same-origin"), body).await);
    assert_eq!(house.get("/aanmelden").await.status, StatusCode::OK, "and everything goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bell_that_panics_or_hangs_ends_alone_and_rings_again() {
    let house = house().await;
    let mut scheduler = schedule::start(&house.app).await.unwrap();
    for _ in 0..600 {
        let (began, went_on) = (BEGAN.load(Ordering::Relaxed), WENT_ON.load(Ordering::Relaxed));
        if began > 2 && went_on > 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    scheduler.shutdown().await.unwrap();
    let (began, went_on) = (BEGAN.load(Ordering::Relaxed), WENT_ON.load(Ordering::Relaxed));
    assert!(began > 2, "it rang {began} times: the one that hung kept its place");
    assert!(went_on > 2, "the others rang {went_on} times");
}
