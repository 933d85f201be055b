//! Telling approvers that an issue waits for them. A bell does it, so that whoever is asked and answers at once gets no mail.

use sea_orm::sea_query::{Cond, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set};

use super::approve::{is_own, whole};
use crate::app::App;
use crate::base::Language;
use crate::base::id::IssueId;
use crate::issues::Issue;
use crate::issues::issue::{meets, turn};
use crate::issues::letter::short_name;
use crate::mail::{Part, without_slots};
use crate::staff::{self, Member};
use crate::store::tables::issues::{ActiveModel, Column, Entity};
use crate::store::tables::states::{IssueState, Role};

/// What the letter is called in the ledger.
pub const ASKED: &str = "approval asked";

/// Writes to everybody who may approve an issue for which approval was asked, once for each asking.
///
/// # Errors
/// The database's, or when the sender's address is none.
pub async fn tell_asked(app: &App) -> anyhow::Result<()> {
    let waiting = Entity::find().select_only().column(Column::Id);
    let waiting = waiting.filter(Column::State.eq(IssueState::InReview)).filter(untold());
    for id in waiting.into_tuple::<IssueId>().all(app.store.read()).await? {
        tell(app, id).await?;
    }
    Ok(())
}

/// Nobody was told since it was asked last.
fn untold() -> Cond {
    let before = Expr::col(Column::AskedToldAt).lt(Expr::col(Column::AskedAt));
    Cond::any().add(Column::AskedToldAt.is_null()).add(before)
}

async fn tell(app: &App, id: IssueId) -> anyhow::Result<()> {
    let (tx, now) = (app.store.begin_write().await?, app.clock.now());
    let told = ActiveModel { asked_told_at: Set(Some(now)), ..Default::default() };
    if !meets(&tx, turn(id, &[IssueState::InReview]).set(told).filter(untold())).await? {
        return Ok(());
    }
    let issue = whole(&tx, id).await?;
    let names = staff::names(&tx).await?;
    let asker = issue.row.asked_by.and_then(|by| names.get(&by)).cloned().unwrap_or_default();
    let page = format!("{}{}/verzenden", app.base_url(), issue.address());
    let may = |member: &Member| Some(member.id) != issue.row.asked_by && !is_own(&issue, member.id);
    staff::write_to_some(&tx, app, Role::Approver, ASKED, may, |language| says(&issue, &asker, &page, language))
        .await?;
    tx.commit().await?;
    app.mail_waits.notify_one();
    Ok(())
}

fn says(issue: &Issue, asker: &str, page: &str, language: Language) -> (String, Vec<Part>) {
    let (name, asker) = (without_slots(&short_name(issue, language)), without_slots(asker));
    let subject = language.pick(format!("Keurt u {name} goed?"), format!("Do you approve {name}?"));
    let about = without_slots(&issue.row.subject);
    let parts = vec![
        Part::Text(language.pick(
            format!("{asker} vraagt u om {name} goed te keuren: “{about}”."),
            format!("{asker} asks you to approve {name}: “{about}”."),
        )),
        Part::Text(
            language
                .pick(
                    "Op één bladzijde ziet u het nummer en de controle. Daar keurt u het goed, of u stuurt het terug met opmerkingen.",
                    "On one page you see the issue and the checks. There you approve it, or send it back with remarks.",
                )
                .to_owned(),
        ),
        Part::Button { label: language.pick("Bekijk het nummer", "See the issue").to_owned(), href: page.to_owned() },
    ];
    (subject, parts)
}

/// The names of those who may approve an issue: not whoever changed it last.
///
/// # Errors
/// The database's.
pub async fn approvers(on: &impl ConnectionTrait, issue: &Issue) -> Result<Vec<String>, DbErr> {
    let all = staff::with_role(on, Role::Approver).await?;
    Ok(all.into_iter().filter(|member| !is_own(issue, member.id)).map(|member| member.name).collect())
}
