//! Whom a room bars while a sending is under way is left out, whatever the room calls its reason.

use samenspraak::app::{Room, Rooms};
use samenspraak::room::Bar;
use samenspraak::rooms::rooms;

use crate::house::House;
use crate::sending_issues::{scheduled_to, set_clock};

/// A room that bars whoever has a name that says so, by a reason that other rooms have for refusing.
const PLANTED: Room = Room {
    bars: &[Bar::All { word: "content", barred: "SELECT 1 WHERE people.name = 'Nu niet'" }],
    ..Room::named("planted")
};

#[tokio::test]
async fn a_room_bars_by_a_reason_of_its_own_and_nobody_is_counted_as_refused() {
    let mut house = House::open().await;
    house.change(|app| app.rooms = Rooms::in_line(rooms().all().chain([&PLANTED])));
    scheduled_to(&house, 3).await;
    set_clock(&house, "2026-12-08", "9.30");
    house.ring_all().await;
    house.sql("UPDATE people SET name = 'Nu niet' WHERE address = 'lezer1@voorbeeld.nl'").await;
    house.deliver_all().await;
    let of = "SELECT COUNT(*) FROM deliveries JOIN sendings ON sendings.id = deliveries.sending_id
              WHERE sendings.lane = 'bulk' AND deliveries.state = 'suppressed' AND deliveries.class = 'content'";
    assert_eq!(house.number(of).await, 1);
    let refused = "SELECT COUNT(*) FROM deliveries WHERE state = 'refused'";
    assert_eq!(house.number(refused).await, 0);
}
