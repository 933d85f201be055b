//! What the house must know of this room.

mod tables;

use super::acts::Act;
use super::feedback::Kind as Told;
use super::{Class, Door, Reason};
use crate::app::{App, Room};
use crate::base::Both;
use crate::room::{Bar, Forget, Kind, Processing, Rule, Take, Turn, backed_up, bell};
use crate::store::tables::states::DeliveryReason;
use crate::web::layout::{Group, Line};

/// This room.
pub const ROOM: Room = Room {
    staff: Some(super::routes),
    menu: &[Line::at(250, Group::Reach, "/beheer/retour", Both("Teruggekomen mail", "Returned mail"))],
    // Last, because a mailbox that does not answer takes minutes, and the first ringing goes one by one.
    bells: &[bell("mailbox", "30 * * * * *", |app| Box::pin(super::look_into_mailbox(app))).long().last()],
    tables: tables::TABLES,
    backup: backed_up![suppressions, feedback, doors, door_keys],
    kinds: &[&FEEDBACK, &REPLIES],
    rules: RULES,
    forget: &[Forget {
        turn: Turn::Before,
        call: |app, tx, who| Box::pin(async move { Ok(super::forget(tx, app, who).await?) }),
    }],
    acts: Act::ALL,
    bars: &[Bar::All {
        word: DeliveryReason::Suppressed.word(),
        barred: "SELECT 1 FROM suppressions WHERE suppressions.person_id = people.id AND suppressions.lifted_at IS NULL",
    }],
    vocabulary: &[Class::WORDS, Reason::WORDS, Told::WORDS, Door::WORDS],
    ..Room::named("returns")
};

/// Heeding what comes back, and not writing to who must not be written to.
pub(crate) const RETURNS: Processing = Processing {
    word: "returns",
    turn: 30,
    of_readers: true,
    name: Both("Teruggekomen mail en blokkades", "Returned mail and suppressions"),
    whose: Both("ontvangers van mail", "recipients of mail"),
    purpose: Both(
        "niet schrijven naar adressen die niet werken of van wie dat niet wil",
        "not writing to addresses that do not work, or whose owner does not want it",
    ),
    basis: Both(
        "gerechtvaardigd belang van de ontvanger en van het centrum (AVG, artikel 6, lid 1, onder f); na wissen een wettelijke plicht: het recht van bezwaar en van wissen waarmaken",
        "legitimate interest of the recipient and the centre (GDPR, article 6(1)(f)); after erasure a legal obligation: making objection and erasure last",
    ),
    source: Both(
        "mailservers van ontvangers, en ontvangers zelf",
        "mail servers of recipients, and recipients themselves",
    ),
    recipients: Processing::OURSELVES,
};

/// What came back from mail servers.
pub(crate) const FEEDBACK: Kind = Kind {
    word: "feedback",
    turn: 80,
    of_readers: true,
    usual: 365,
    bounds: (30, 730),
    name: Both("Teruggekomen mail", "Returned mail"),
    since: Both("het terugkomen", "it came back"),
    goes: Both("de melding; een blokkade blijft", "the report; a suppression stays"),
};

/// What people answered.
pub(crate) const REPLIES: Kind = Kind {
    word: "replies",
    turn: 79,
    of_readers: true,
    usual: 180,
    bounds: (30, 365),
    name: Both("Antwoorden van mensen op onze mail", "Answers of people to our mail"),
    since: Both("het binnenkomen", "it came in"),
    goes: Both("het antwoord, ook als niemand het afhandelde", "the answer, also when nobody settled it"),
};

const RULES: &[Rule<App>] = &[
    Rule {
        kind: &FEEDBACK,
        tables: &["feedback"],
        over: "SELECT id, person_id AS person, at FROM feedback
               WHERE at <= ? AND heeded_at IS NOT NULL AND kind <> 'reply'",
        take: ROWS,
    },
    Rule {
        kind: &REPLIES,
        tables: &["feedback"],
        over: "SELECT id, person_id AS person, at FROM feedback WHERE at <= ? AND kind = 'reply'",
        take: ROWS,
    },
];

const ROWS: Take<App> = Take::Rows(|_, tx, rows| {
    Box::pin(async move {
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        Ok(super::forget_feedback(tx, &ids).await?)
    })
});
