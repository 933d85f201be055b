//! Erasing beside everything else that happens to a person, and being killed half-way.

use futures_util::future::join_all;
use samenspraak::base::clock::minutes;
use samenspraak::privacy::{self, Erased, Wish};
use samenspraak::store::tables::states::Role;
use samenspraak::subscribers::{self, Channel, Whereof};

use super::{ANNA, NAME, subscribe};
use crate::house::House;

/// How many rows of a person there are where nobody may be left half.
async fn rows(house: &House) -> [i64; 4] {
    [
        house.number("SELECT COUNT(*) FROM people WHERE address_key LIKE 'anna%'").await,
        house.number("SELECT COUNT(*) FROM subscriptions").await,
        house.number("SELECT COUNT(*) FROM consents").await,
        house.number("SELECT COUNT(*) FROM sign_ups").await,
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn s12_erasing_confirming_leaving_and_signing_up_at_once_leave_nothing_half() {
    for _ in 0..6 {
        let house = House::open().await;
        let administrator = house.member(&[Role::Administrator]).await;
        let anna = subscribe(&house, ANNA, NAME).await;
        house.wait(minutes(20));
        house.post("/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief")]).await;
        house
            .sql("UPDATE subscriptions SET withdrawn_at = 5, withdrawn_through = 'page' WHERE publication_id = 1")
            .await;
        house.post("/aanmelden", &[("address", ANNA), ("publication", "nieuwsbrief"), ("name", "x")]).await;
        let confirm = house.newest_mail_to(ANNA).await.link("/");
        let leave = subscribers::unsubscribe_token(&house.app, &anna, house.publication("waarschuwingen").await);
        let (app, id) = (house.app.clone(), anna.id);
        let wish = Wish::Asked(administrator);
        let acts: Vec<std::pin::Pin<Box<dyn Future<Output = ()> + Send + '_>>> = vec![
            Box::pin(async { assert!(privacy::erase(&app, id, &wish).await.is_ok()) }),
            Box::pin(async { assert!(privacy::erase(&app, id, &wish).await.is_ok()) }),
            Box::pin(async { assert!(house.post(&confirm, &[]).await.status.as_u16() < 500) }),
            Box::pin(async {
                assert!(subscribers::leave(&app, &leave, Channel::OneClick, Whereof::Everything).await.is_ok());
            }),
            Box::pin(async {
                let fields = [("address", ANNA), ("publication", "nieuwsbrief")];
                assert!(house.post("/aanmelden", &fields).await.status.as_u16() < 500);
            }),
        ];
        join_all(acts).await;
        // She is gone; or she signed up after it, which is a form that waits and nothing more.
        let [people, subscriptions, consents, sign_ups] = rows(&house).await;
        assert_eq!((subscriptions, consents), (0, 0), "nothing of her came through");
        assert_eq!(people, sign_ups, "either nobody, or somebody new who asked");
        assert_eq!(house.number("SELECT COUNT(*) FROM erasures").await, 1, "once");
        assert_eq!(house.number("SELECT COUNT(*) FROM suppressions WHERE reason = 'erased'").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s12_killed_while_erasing_it_is_all_or_nothing() {
    let house = House::open().await;
    let administrator = house.member(&[Role::Administrator]).await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let before = rows(&house).await;
    let mut cut = 0;
    for step in 0..400_u32 {
        let (app, id) = (house.app.clone(), anna.id);
        let erasing = Box::pin(async move { privacy::erase(&app, id, &Wish::Asked(administrator)).await });
        // Looked at so many times and then dropped, as when the process dies.
        let ended = polled(erasing, step).await;
        match rows(&house).await {
            all if all == before => cut += 1,
            none => {
                assert_eq!(none, [0, 0, 0, 0], "at step {step}: {ended:?}");
                break;
            }
        }
    }
    // How many there are depends on how often it had to wait for the database.
    assert!(cut > 2, "it was cut off at {cut} places");
    assert_eq!(rows(&house).await, [0, 0, 0, 0], "in the end it came through");
    // Whoever died before reading the file leaves a note, and the bell makes sure.
    privacy::finish_erasures(&house.app).await.unwrap();
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures WHERE finished_at IS NULL").await, 0);
    assert_eq!(house.number("SELECT COUNT(*) FROM erasures").await, 1);
}

/// Polls a future some times and drops it; what it gave if it was ready before.
async fn polled<T>(mut future: std::pin::Pin<Box<dyn Future<Output = T> + Send>>, most: u32) -> Option<T> {
    let mut left = most;
    std::future::poll_fn(move |context| {
        if left == 0 {
            return std::task::Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

#[tokio::test]
async fn s12_two_who_erase_at_once_erase_once() {
    let house = House::open().await;
    let administrator = house.member(&[Role::Administrator]).await;
    let anna = subscribe(&house, ANNA, NAME).await;
    let wish = Wish::Asked(administrator);
    let both = join_all([privacy::erase(&house.app, anna.id, &wish), privacy::erase(&house.app, anna.id, &wish)]).await;
    let gone = both.iter().filter(|one| matches!(one, Ok(Erased::Gone(_)))).count();
    let unknown = both.iter().filter(|one| matches!(one, Ok(Erased::Unknown))).count();
    assert_eq!((gone, unknown), (1, 1), "{both:?}");
}
