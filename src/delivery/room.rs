//! What the house must know of this room.

mod tables;

use super::acts::Act;
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::{PersonId, SendingId};
use crate::room::{Forget, Kind, Over, Processing, Rule, Take, Tie, Turn, backed_up, bell};
use crate::store::tables::states::{DeliveryReason, DeliveryState};

/// This room.
pub const ROOM: Room = Room {
    bells: &[bell("totals", "30 */10 * * * *", |app| Box::pin(super::keep_totals(app))).long()],
    tables: tables::TABLES,
    backup: backed_up![sendings, sending_totals, letters, deliveries, relays],
    kinds: &[&SINGLE_LETTERS, &LEDGER],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |app, tx, who| Box::pin(async move { Ok(super::forget(tx, who.id, app.clock.now()).await?) }),
    }],
    // The row of a letter in the ledger stays, with a number that is nobody's; one that waits to be sent keeps the person.
    ties: &[
        Tie::firm(
            "SELECT 1 FROM deliveries WHERE deliveries.person_id = people.id
             AND deliveries.state IN ('pending', 'retry', 'claimed', 'submitting')",
        ),
        Tie::of_reader("SELECT 1 FROM deliveries WHERE deliveries.person_id = people.id AND deliveries.lane = 'bulk'"),
    ],
    under_way: &["SELECT 1 FROM deliveries WHERE deliveries.person_id = people.id
          AND deliveries.state IN ('pending', 'retry', 'claimed', 'submitting')"],
    acts: Act::ALL,
    vocabulary: &[DeliveryState::WORDS, DeliveryReason::WORDS],
    ..Room::named("delivery")
};

/// Sending mails, and knowing what became of them.
pub(crate) const DELIVERING: Processing = Processing {
    word: "sending",
    turn: 20,
    of_readers: true,
    name: Both("Verzenden van mail", "Sending mail"),
    whose: Both("iedereen naar wie wij een mail sturen", "everyone to whom we send a mail"),
    purpose: Both(
        "iedere mail één keer bezorgen, en weten welke niet aankwam",
        "delivering each mail once, and knowing which did not arrive",
    ),
    basis: Both(
        "dezelfde als die van het abonnement of het verzoek waar de mail bij hoort",
        "the same as that of the subscription or request that the mail belongs to",
    ),
    source: Both("onze mailserver", "our mail server"),
    recipients: Both(
        "de mailserver van het centrum en die van de ontvanger: adres, naam en de mail zelf",
        "the centre’s mail server and the recipient’s: address, name and the mail itself",
    ),
};

/// Letters to one person.
pub(crate) const SINGLE_LETTERS: Kind = Kind {
    word: "single-letters",
    turn: 90,
    of_readers: true,
    usual: 365,
    bounds: (30, 730),
    name: Both("Persoonlijke mails", "Personal mails"),
    since: Both("het versturen", "it was sent"),
    goes: Both(
        "dat de mail er was; de tekst is dan al lang weg",
        "that there was a mail; its text is long gone by then",
    ),
};

/// Who got which mail of a sending to many.
pub(crate) const LEDGER: Kind = Kind {
    word: "ledger",
    turn: 100,
    of_readers: true,
    usual: 730,
    bounds: (90, 2_555),
    name: Both("Wie welke verzending kreeg", "Who got which sending"),
    since: Both("het einde van de verzending", "the end of the sending"),
    goes: Both("wie de verzending kreeg; de aantallen blijven", "who got the sending; the totals stay"),
};

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &SINGLE_LETTERS,
        tables: &["sendings", "letters", "deliveries"],
        over: "SELECT sendings.id AS id, deliveries.person_id AS person, sendings.opened_at AS at FROM sendings
             LEFT JOIN deliveries ON deliveries.sending_id = sendings.id
             WHERE sendings.lane = 'waiting' AND sendings.opened_at <= ?
               AND COALESCE(deliveries.state, 'accepted') NOT IN ('pending', 'retry', 'claimed', 'submitting')",
        take: Take::Rows(|_, tx, rows| {
            Box::pin(async move {
                let ids: Vec<_> = rows.iter().map(|row| SendingId(row.id)).collect();
                Ok(super::forget_letters(tx, &ids).await?)
            })
        }),
    },
    Rule {
        kind: &LEDGER,
        tables: &["deliveries"],
        over:
            "SELECT deliveries.sending_id AS id, deliveries.person_id AS person, sendings.changed_at AS at FROM sendings
             JOIN deliveries ON deliveries.sending_id = sendings.id
             WHERE sendings.lane = 'bulk' AND sendings.state IN ('closed', 'cancelled') AND sendings.changed_at <= ?
               AND EXISTS (SELECT 1 FROM sending_totals WHERE sending_totals.sending_id = sendings.id)",
        take: Take::Rows(|_, tx, rows| {
            Box::pin(async move {
                let pair = |row: &Over| row.person.map(|person| (SendingId(row.id), PersonId(person)));
                let pairs: Vec<_> = rows.iter().filter_map(pair).collect();
                Ok(super::forget_rows(tx, &pairs).await?)
            })
        }),
    },
];
