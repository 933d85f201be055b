//! Whom a letter goes to.
//!
//! SQL because counting, looking again and writing down share one condition over registrations and choices.

use sea_orm::{ConnectionTrait, DbErr, Value};

use crate::base::id::{EventId, EventLetterId, EventSessionId, RegistrationId};
use crate::base::{Both, Language};
use crate::store::sql_joined;
use crate::store::tables::states::EventWhom;

/// All of them, as a form offers them.
pub(super) const ALL: [EventWhom; 6] =
    [EventWhom::Coming, EventWhom::In, EventWhom::Absent, EventWhom::Waiting, EventWhom::InVain, EventWhom::Cancelled];

/// What a page calls them.
pub(super) fn word(whom: EventWhom, language: Language) -> &'static str {
    match whom {
        EventWhom::Coming => Both("wie een plaats heeft", "who has a place"),
        EventWhom::In => Both("wie binnen is of was", "who is or was in"),
        EventWhom::Absent => Both("wie een plaats heeft en niet binnen is", "who has a place and is not in"),
        EventWhom::Waiting => Both("wie op de wachtlijst staat", "who is on the waiting list"),
        EventWhom::InVain => Both("wie geen plaats kreeg", "who got no place"),
        EventWhom::Cancelled => Both("wie is afgemeld", "who cancelled"),
    }
    .of(language)
}

/// The registrations that a letter is for, with the event, the word of whom, and twice the session (0 for any). Who cancelled and
/// came back is not among those who cancelled; who says that somebody else registered them is never written to.
const CHOSEN: &str = "FROM event_registrations r
     WHERE r.event_id = ? AND r.person_id IS NOT NULL
       AND CASE CAST(? AS TEXT)
         WHEN 'coming' THEN r.state = 'registered'
         WHEN 'in' THEN r.state = 'registered' AND r.in_at IS NOT NULL
         WHEN 'absent' THEN r.state = 'registered' AND r.in_at IS NULL
         WHEN 'waiting' THEN r.state = 'waiting' AND r.approval <> 'asked'
         WHEN 'in-vain' THEN r.state = 'cancelled' AND r.reason = 'in-vain'
         ELSE r.state = 'cancelled' AND r.reason NOT IN ('in-vain', 'not-me', 'erased', 'refused', 'undecided') END
       AND (r.state <> 'cancelled' OR NOT EXISTS (SELECT 1 FROM event_registrations l
         WHERE l.event_id = r.event_id AND l.person_id = r.person_id AND l.state IN ('registered', 'waiting')))
       AND (CAST(? AS BIGINT) = 0 OR EXISTS
         (SELECT 1 FROM event_choices c WHERE c.registration_id = r.id AND c.session_id = ?))";

fn values(event: EventId, (whom, session): (EventWhom, Option<EventSessionId>)) -> [Value; 4] {
    let session = session.map_or(0, |id| id.0);
    [event.0.into(), whom.word().into(), session.into(), session.into()]
}

/// Whether a registration is still one of those that a letter is for.
pub(super) async fn still(
    on: &impl ConnectionTrait,
    id: RegistrationId,
    event: EventId,
    whom: (EventWhom, Option<EventSessionId>),
) -> Result<bool, DbErr> {
    let values = values(event, whom).into_iter().chain([id.0.into()]);
    let still = sql_joined(on, &["SELECT 1 ", CHOSEN, " AND r.id = ?"], values);
    Ok(on.query_one_raw(still).await?.is_some())
}

/// How many mailboxes that are now.
pub(super) async fn count(
    on: &impl ConnectionTrait,
    event: EventId,
    whom: (EventWhom, Option<EventSessionId>),
) -> Result<i64, DbErr> {
    let count = sql_joined(on, &["SELECT COUNT(DISTINCT r.person_id) AS many ", CHOSEN], values(event, whom));
    on.query_one_raw(count).await?.map_or(Ok(0), |row| row.try_get("", "many"))
}

/// Writes down whom a letter goes to: of each mailbox the first registration. Gives how many there are.
pub(super) async fn choose(
    tx: &impl ConnectionTrait,
    letter: EventLetterId,
    event: EventId,
    whom: (EventWhom, Option<EventSessionId>),
) -> Result<i64, DbErr> {
    let pieces = [
        "INSERT INTO event_letter_people (letter_id, registration_id) SELECT CAST(? AS BIGINT), MIN(r.id) ",
        CHOSEN,
        " GROUP BY r.person_id",
    ];
    let all = std::iter::once(letter.0.into()).chain(values(event, whom));
    let choose = sql_joined(tx, &pieces, all);
    Ok(i64::try_from(tx.execute_raw(choose).await?.rows_affected()).unwrap_or(i64::MAX))
}
