//! What still has to happen before the first issue can go out. Every step is read from what is; nothing is ticked off.
//!
//! Raw SQL: one question to seven tables.

use sea_orm::{ConnectionTrait, DbErr};

use crate::centre;
use crate::desk::first_steps::{FirstSteps, Step};
use crate::sender;
use crate::store::sql;

/// The steps to the first issue; `None` when one was sent.
pub async fn first_steps(on: &impl ConnectionTrait) -> Result<Option<FirstSteps>, DbErr> {
    let sent = sql(on, "SELECT id FROM issues WHERE sending_id IS NOT NULL LIMIT 1", []);
    if on.query_one_raw(sent).await?.is_some() {
        return Ok(None);
    }
    let facts = sql(
        on,
        "SELECT
           (SELECT COUNT(*) FROM issues WHERE state <> 'cancelled' AND TRIM(subject) <> ''
              AND EXISTS (SELECT 1 FROM issue_articles WHERE issue_id = issues.id)) AS made,
           (SELECT id FROM issues WHERE state <> 'cancelled'
              ORDER BY EXISTS (SELECT 1 FROM issue_articles WHERE issue_id = issues.id) DESC, TRIM(subject) <> '' DESC, changed_at DESC, id
              LIMIT 1) AS issue,
           (SELECT COUNT(*) FROM deliveries JOIN sendings ON sendings.id = deliveries.sending_id
              WHERE sendings.label = 'testmail' AND deliveries.state = 'accepted') AS tested,
           (SELECT COUNT(*) FROM members WHERE joined_at IS NOT NULL AND disabled_at IS NULL) AS members,
           (SELECT COUNT(*) FROM member_roles JOIN members ON members.id = member_roles.member_id
              WHERE joined_at IS NOT NULL AND disabled_at IS NULL AND role = 'approver') AS approvers,
           (SELECT COUNT(*) FROM subscriptions WHERE withdrawn_at IS NULL) AS readers",
        [],
    );
    let Some(row) = on.query_one_raw(facts).await? else { return Ok(None) };
    let many = |name: &str| row.try_get::<i64>("", name);
    let alone = centre::current(on).await?.is_some_and(|centre| centre.row.one_person_office);
    let colleague = alone || (many("members")? > 1 && many("approvers")? > 0);
    let mut steps = vec![
        (Step::TestMail, many("tested")? > 0),
        (Step::Domain, sender::stands(on).await?),
        (Step::Colleague, colleague),
        (Step::Readers, many("readers")? > 0),
        (Step::Issue, many("made")? > 0),
        (Step::Send, false),
    ];
    steps.retain(|(step, _)| !(alone && *step == Step::Colleague));
    Ok(Some(FirstSteps { steps, issue: row.try_get("", "issue")?, alone }))
}
