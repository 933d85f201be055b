//! How consultations stand in the other rooms: as conditions of an audience.

use sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::app::{App, Mark};
use crate::base::Both;
use crate::room::Marked;
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
