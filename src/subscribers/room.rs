//! What the house must know of this room.

mod tables;

use super::acts::Act;
use super::subscriber::{Channel, Source};
use crate::app::{App, Room};
use crate::base::Both;
use crate::base::id::{ImportId, SignUpId};
use crate::people::LEFT;
use crate::returns;
use crate::room::{Bar, Forget, Kind, Over, Rule, Seek, Start, Take, Tie, Turn, backed_up, bell};
use crate::store::DatabaseTransaction;
use crate::store::tables::states::{ConsentAct, DeliveryReason};
use crate::web::Access;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    public: Some(super::public_routes),
    staff: Some(super::routes),
    menu: &[
        Line::at(30, Group::Site, "/aanmelden", Both("Abonneren", "Subscribe")),
        Line::at(210, Group::Reach, "/beheer/abonnees", Both("Abonnees", "Subscribers")),
        Line::at(212, Group::Reach, "/beheer/inbedden", Both("Formulier op uw website", "Form on your website")),
    ],
    bells: &[
        bell("returns", "* * * * * *", |app| Box::pin(heed_returns(app))),
        bell("counts", "15 */10 * * * *", |app| Box::pin(super::recount(app))).long(),
        bell("growth", "0 7 * * * *", |app| Box::pin(super::count_growth(app))).long(),
        // A list can be looked at while another, a long one, is merged.
        bell("imports", "* * * * * *", |app| Box::pin(super::move_imports(app))).long().abreast(2),
        bell("removals", "* * * * * *", |app| Box::pin(super::go_on_taking_out(app))).long(),
        bell("moves", "0 11 2 * * *", |app| Box::pin(super::settle_moves(app))).long(),
    ],
    tables: tables::TABLES,
    backup: backed_up![
        embedding_sites,
        consent_texts,
        sign_ups,
        sign_up_publications,
        sign_up_topics,
        sign_up_areas,
        subscriptions,
        subscriber_counts,
        imports,
        import_faults,
        removals,
        consents,
        person_topics,
        person_areas,
        address_changes,
        leave_reasons,
        growth
    ],
    kinds: &[&UNCONFIRMED, &HANDLED_SIGN_UPS, &INACTIVE, &NOBODIES, &IMPORTS],
    rules: RULES,
    forget: &[
        Forget {
            turn: Turn::Before,
            call: |app, tx, who| Box::pin(async move { Ok(super::forget(tx, app, who).await?) }),
        },
        Forget {
            turn: Turn::Evidence,
            call: |_, tx, who| Box::pin(async move { Ok(super::forget_evidence(tx, who.id).await?) }),
        },
    ],
    ties: TIES,
    acts: Act::ALL,
    bars: &[Bar::Publications {
        word: DeliveryReason::Left.word(),
        of: "SELECT subscriptions.publication_id FROM subscriptions
             WHERE subscriptions.person_id = people.id AND subscriptions.withdrawn_at IS NOT NULL",
    }],
    under_way: &[
        "SELECT 1 FROM sign_ups WHERE sign_ups.person_id = people.id AND sign_ups.confirmed_at IS NULL",
        "SELECT 1 FROM address_changes WHERE address_changes.to_id = people.id AND address_changes.confirmed_at IS NULL",
    ],
    words: WORDS,
    vocabulary: &[Source::WORDS, Channel::WORDS, ConsentAct::WORDS],
    seeks: &[Seek {
        name: Both("Abonnees", "Subscribers"),
        access: Access::Member,
        list: "/beheer/abonnees",
        goes_on: true,
        find: |app, sought, language| Box::pin(super::list::people_of(app, sought, language)),
    }],
    starts: &[Start {
        label: Both("Lijst importeren", "Import a list"),
        access: Access::Editor,
        page: "/beheer/abonnees/importeren",
    }],
    ..Room::named("subscribers")
};

/// Reads what the relay refused, and ends subscriptions of those who complained or left by mail.
async fn heed_returns(app: &App) -> anyhow::Result<()> {
    returns::sweep_refusals(app).await?;
    super::heed_feedback(app).await
}

const TIES: &[Tie] = &[
    Tie::of_reader("SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id"),
    Tie::of_reader("SELECT 1 FROM consents WHERE consents.person_id = people.id"),
    Tie::firm("SELECT 1 FROM sign_ups WHERE sign_ups.person_id = people.id"),
    // A move that can still be undone.
    Tie::firm(
        "SELECT 1 FROM address_changes WHERE address_changes.settled_at IS NULL
         AND (address_changes.to_id = people.id OR address_changes.from_id = people.id)",
    ),
    Tie::of_reader(
        "SELECT 1 FROM address_changes WHERE address_changes.to_id = people.id OR address_changes.from_id = people.id",
    ),
];

/// Sign-ups that were never confirmed.
pub(crate) const UNCONFIRMED: Kind = Kind {
    word: "unconfirmed",
    turn: 10,
    of_readers: true,
    usual: 14,
    bounds: (7, 14),
    name: Both("Aanmeldingen zonder bevestiging", "Sign-ups without confirmation"),
    since: Both("het invullen van het formulier", "the form was filled in"),
    goes: Both(
        "de aanmelding, en het adres als er verder niets bij hoort",
        "the sign-up, and the address when nothing else belongs to it",
    ),
};

/// Sign-ups that were confirmed: their evidence stands elsewhere.
pub(crate) const HANDLED_SIGN_UPS: Kind = Kind {
    word: "handled-sign-ups",
    turn: 20,
    of_readers: true,
    usual: 90,
    bounds: (14, 365),
    name: Both("Bevestigde aanmeldformulieren", "Confirmed sign-up forms"),
    since: Both("de bevestiging", "the confirmation"),
    goes: Both("het ingevulde formulier; het bewijs van toestemming blijft", "the form; the evidence of consent stays"),
};

/// People whose address must not be written to since long, with the evidence of their consent.
pub(crate) const INACTIVE: Kind = Kind {
    word: "inactive",
    turn: 50,
    of_readers: false,
    usual: 730,
    bounds: (180, 1_830),
    name: Both("Lezers die wij niet meer mogen of kunnen schrijven", "Readers whom we may or can no longer write to"),
    since: Both("de blokkade van het adres", "the address was suppressed"),
    goes: Both(
        "alles van deze lezer; de blokkade van het adres blijft",
        "everything of this reader; the suppression of the address stays",
    ),
};

/// People of whom only the address is known.
pub(crate) const NOBODIES: Kind = Kind {
    word: "nobodies",
    turn: 60,
    of_readers: true,
    usual: 30,
    bounds: (7, 365),
    name: Both("Adressen zonder abonnement", "Addresses without a subscription"),
    since: Both("de eerste keer dat wij het adres zagen", "we first saw the address"),
    goes: Both("het adres", "the address"),
};

/// What staff brought in: what the lists were called, from where they came and what became of them.
pub(crate) const IMPORTS: Kind = Kind {
    word: "imports",
    turn: 70,
    of_readers: false,
    usual: 2_555,
    bounds: (365, 3_650),
    name: Both("Toegevoegde lijsten", "Lists that were added"),
    since: Both("het toevoegen", "it was added"),
    goes: Both(
        "herkomst en aantallen van de lijst, als niemand meer door die lijst abonnee is",
        "origin and totals of the list, when nobody subscribes by that list any more",
    ),
};

const OF_SIGN_UPS: &[&str] = &["sign_ups", "sign_up_publications", "sign_up_topics", "sign_up_areas", "people"];
/// Everything of a person who is erased.
const OF_PEOPLE: &[&str] = &["people", "subscriptions", "consents", "person_topics", "person_areas", "address_changes"];

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &UNCONFIRMED,
        tables: OF_SIGN_UPS,
        over: "SELECT id, person_id AS person, requested_at AS at FROM sign_ups WHERE confirmed_at IS NULL AND requested_at <= ?",
        take: Take::AndWhoIsFree(|_, tx, rows| Box::pin(take_sign_ups(tx, rows))),
    },
    Rule {
        kind: &HANDLED_SIGN_UPS,
        tables: OF_SIGN_UPS,
        over: "SELECT id, person_id AS person, confirmed_at AS at FROM sign_ups WHERE confirmed_at <= ?",
        take: Take::Rows(|_, tx, rows| Box::pin(take_sign_ups(tx, rows))),
    },
    Rule {
        kind: &LEFT,
        tables: OF_PEOPLE,
        over: "SELECT people.id AS id, people.id AS person, (SELECT MAX(subscriptions.withdrawn_at) FROM subscriptions
               WHERE subscriptions.person_id = people.id) AS at
             FROM people WHERE EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id)
               AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id
                 AND COALESCE(subscriptions.withdrawn_at, 9223372036854775807) > ?){untied}",
        take: Take::People { keep_out: true },
    },
    Rule {
        kind: &INACTIVE,
        tables: OF_PEOPLE,
        over: "SELECT people.id AS id, people.id AS person, suppressions.made_at AS at FROM suppressions
             JOIN people ON people.id = suppressions.person_id WHERE suppressions.made_at <= ? AND suppressions.lifted_at IS NULL
               AND EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id
                 AND subscriptions.withdrawn_at IS NULL){untied}",
        take: Take::People { keep_out: true },
    },
    Rule {
        kind: &NOBODIES,
        tables: &["people"],
        over: "SELECT people.id AS id, people.id AS person, people.created_at AS at FROM people WHERE people.created_at <= ?
               AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE subscriptions.person_id = people.id){untied}",
        take: Take::People { keep_out: false },
    },
    Rule {
        kind: &IMPORTS,
        tables: &["imports", "import_faults"],
        over: "SELECT id, CAST(NULL AS BIGINT) AS person, ended_at AS at FROM imports WHERE ended_at <= ?
           AND NOT EXISTS (SELECT 1 FROM consents WHERE consents.import_id = imports.id)",
        take: Take::Rows(|_, tx, rows| {
            Box::pin(async move {
                let ids: Vec<_> = rows.iter().map(|row| ImportId(row.id)).collect();
                Ok(super::forget_imports(tx, &ids).await?)
            })
        }),
    },
];

async fn take_sign_ups(tx: &DatabaseTransaction, rows: &[Over]) -> anyhow::Result<u64> {
    let ids: Vec<_> = rows.iter().map(|row| SignUpId(row.id)).collect();
    Ok(super::forget_sign_ups(tx, &ids).await?)
}

const WORDS: &[(&str, Both)] = &[
    ("subscribers.confirm", Both("de mail met de vraag om te bevestigen", "the mail that asks to confirm")),
    ("subscribers.already", Both("de mail dat u dit al ontvangt", "the mail that you receive this already")),
    ("subscribers.welcome", Both("de welkomstmail", "the welcome mail")),
    (
        "subscribers.move",
        Both("de mail met de vraag om een nieuw adres te bevestigen", "the mail that asks to confirm a new address"),
    ),
    ("subscribers.moved", Both("het bericht aan het oude adres", "the notice to the old address")),
    ("subscribers.moved-here", Both("de mail aan het nieuwe adres", "the mail to the new address")),
];
