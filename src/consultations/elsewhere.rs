//! How consultations stand in the other rooms: as conditions of an audience, and in the plan of a year.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::consultation::Consultation;
use super::{Step, texts};
use crate::app::{App, Mark};
use crate::base::{Blocks, Both, Language};
use crate::room::{Marked, Planned, PlannedThing};
use crate::store::tables::{consultation_invitations, consultation_invitees, consultations};

/// What may be so of a person with regard to a consultation.
pub(super) const MARKS: &[Mark] = &[
    Mark {
        word: "consultation-asked",
        label: Both("is gevraagd in een consultatie", "is asked in a consultation"),
        so: Both("gevraagd is in {}", "is asked in {}"),
        not_so: Both("niet gevraagd is in {}", "is not asked in {}"),
        people: asked,
        things: |app, _| Box::pin(names(app)),
    },
    Mark {
        word: "consultation-answered",
        label: Both(
            "hoort bij een organisatie die antwoordde in een consultatie",
            "belongs to an organisation that answered in a consultation",
        ),
        so: Both("hoort bij een organisatie die antwoordde in {}", "belongs to an organisation that answered in {}"),
        not_so: Both(
            "niet hoort bij een organisatie die antwoordde in {}",
            "does not belong to an organisation that answered in {}",
        ),
        people: |id| {
            use consultation_invitations::{Column::SubmittedAt, Entity};
            let mut marked = asked(id);
            marked.rows.and_where(Expr::col((Entity, SubmittedAt)).is_not_null());
            marked
        },
        things: |app, _| Box::pin(names(app)),
    },
];

/// Who was asked and takes part still.
fn asked(consultation: i64) -> Marked {
    use consultation_invitations::Column::{ConsultationId, Id, SentAt};
    use consultation_invitees::Column::{InvitationId, PersonId, RevokedAt};
    let own = |column| Expr::col((consultation_invitees::Entity, column));
    let of = |column| Expr::col((consultation_invitations::Entity, column));
    let rows = Query::select()
        .from(consultation_invitees::Entity)
        .inner_join(consultation_invitations::Entity, of(Id).eq(own(InvitationId)))
        .and_where(of(ConsultationId).eq(consultation))
        .and_where(of(SentAt).is_not_null())
        .and_where(own(RevokedAt).is_null())
        .and_where(own(PersonId).is_not_null())
        .to_owned();
    Marked { rows, person: own(PersonId) }
}

/// Consultations that were opened, with their reference: two may have the same title.
async fn names(app: &App) -> anyhow::Result<Vec<(i64, String)>> {
    let all = consultations::Entity::find()
        .filter(consultations::Column::OpenedAt.is_not_null())
        .order_by_desc(consultations::Column::Id)
        .all(app.store.read())
        .await?;
    Ok(all.into_iter().map(|row| (row.id.0, format!("{} ({})", row.title, row.kenmerk))).collect())
}

/// The consultations whose term ends in a year, by that day. How many a year is to bring is nobody's goal.
pub(super) async fn planned(app: &App, year: i32, language: Language) -> anyhow::Result<Vec<Planned>> {
    let now = app.clock.now();
    let all = consultations::Entity::find()
        .order_by_asc(consultations::Column::DeadlineAt)
        .order_by_asc(consultations::Column::Id)
        .all(app.store.read())
        .await?;
    let bare = |row| Consultation { row, body: Blocks::default(), questions: Vec::new(), documents: Vec::new() };
    let of_year = |the: &Consultation| chrono::Datelike::year(&the.deadline().day) == year;
    let all: Vec<_> = all.into_iter().map(bare).filter(of_year).collect();
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let thing = |the: &Consultation| PlannedThing {
        day: the.deadline().day,
        title: language.pick(format!("{}, laatste dag", the.row.title), format!("{}, last day", the.row.title)),
        says: texts::step(the.step(now), language).to_owned(),
        path: the.address(),
    };
    Ok(vec![Planned {
        word: "consultations".to_owned(),
        kind: Both("Consultaties", "Consultations"),
        wanted: 0,
        goal: None,
        held: all.iter().filter(|the| the.step(now) == Step::Published).count() as u64,
        things: all.iter().map(thing).collect(),
    }])
}
