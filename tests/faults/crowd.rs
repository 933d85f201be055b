//! A crowd that comes, says nothing and stays, at a process that may have few connections open.

use std::time::Duration;

use samenspraak::base::{Link, Purpose};
use samenspraak::store::tables::states::OnUncertain;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::outside::{Browser, Served};
use crate::prepared::{Prepared, arrivals};
use crate::sink::Start;

/// Fewer than what is kept back for the house itself, so the fewest places that there are.
const DESCRIPTORS: u32 = 128;
const CROWD: usize = 200;

/// Asks on a connection that stays, and gives what comes back at once; nothing when it was ended.
async fn ask(stream: &mut TcpStream, request: &str) -> String {
    if stream.write_all(request.as_bytes()).await.is_err() {
        return String::new();
    }
    let mut some = vec![0; 16_384];
    let count = stream.read(&mut some).await.unwrap_or_default();
    String::from_utf8_lossy(&some[..count]).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn d04_a_crowd_that_takes_every_place_leaves_the_house_what_it_needs_and_goes() {
    let house = Prepared::with(1_000).await;
    let sink = Start::polite().keeping(2_000).slow(Duration::from_millis(20)).start().await;
    let mut served = Served::start_within(DESCRIPTORS, &house.folder, &house.database, &sink.url());
    // Nothing of the house is open yet: what it opens from now on, it opens beside the crowd.
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        crowd.push(TcpStream::connect(("127.0.0.1", served.port)).await.unwrap());
    }
    let id = house.open(OnUncertain::Resend, None).await;
    let (mut inside, mut refused) = (Vec::new(), 0);
    for mut stream in crowd {
        let answer = ask(&mut stream, "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n").await;
        if answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ready\n") {
            inside.push(stream);
        } else {
            assert!(answer.is_empty() || answer.contains("There is no room now"), "{answer}");
            refused += 1;
        }
    }
    assert!(inside.len() >= 32 && refused > 0, "{} have a place and {refused} have none", inside.len());
    // Whoever has a place is served, and what they do is kept, while mail goes out.
    arrivals(&sink, 100).await;
    for (number, stream) in inside.iter_mut().enumerate().take(10) {
        let whose = format!("SELECT id FROM people WHERE address = 'lezer{number}@voorbeeld.example'");
        let person = house.number(&whose).await;
        let token = Link::token(&house.app.secrets, Purpose::Unsubscribe, person, house.publication.0, 0);
        let click = format!("POST /afmelden/{token} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        let answer = ask(stream, &click).await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        let left =
            format!("SELECT COUNT(*) FROM subscriptions WHERE person_id = {person} AND withdrawn_at IS NOT NULL");
        assert_eq!(house.number(&left).await, 1);
    }
    house.wait_closed(id).await;
    assert!(served.descriptors() < DESCRIPTORS as usize, "{} are open", served.descriptors());
    drop(inside);
    // A place is free a moment after its holder went.
    for round in 0.. {
        if Browser::default().get(served.port, "/readyz").await.status == 200 {
            break;
        }
        assert!(round < 500, "nobody is let in any more");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let log = house.log();
    assert!(!log.contains("open files") && !log.contains("ERROR"), "{log}");
    assert!(served.is_alive() && served.stop().await);
}
