//! The organisations of the demo: the 25 safety regions in their six collaboration areas, a client council, a federation
//! of patients and a ministry, with contacts from among the invented readers; bodies, topics, and an audience.

use anyhow::Context as _;
use sea_orm::{EntityTrait as _, Set};

use super::founding::Staff;
use super::people::reads_at;
use crate::app::App;
use crate::audiences::{Condition, Filter, Node};
use crate::base::Instant;
use crate::base::clock::days;
use crate::base::id::{AreaId, OrganisationId, PersonId};
use crate::base::wall_time::date_of;
use crate::centre::{self, Area, Topic};
use crate::organisations::{
    self, BodyKind, NewBody, NewOrganisation, OrganisationKind, Term, insert, insert_body, insert_contact, insert_seat,
};
use crate::store::DatabaseTransaction;
use crate::store::tables::{audiences, audit, organisation_notes};

const ROLES: [&str; 4] =
    ["adviseur industriële veiligheid", "teamleider risicobeheersing", "officier gevaarlijke stoffen", "directeur"];

/// What all of it is made with.
struct Making<'a> {
    tx: &'a DatabaseTransaction,
    now: Instant,
    staff: Staff,
    readers: &'a [PersonId],
    /// When organisations were added: before the first issue went out.
    since: Term,
}

/// Writes all of it in the transaction of the seed.
pub(super) async fn make(
    tx: &DatabaseTransaction,
    app: &App,
    staff: Staff,
    readers: &[PersonId],
) -> anyhow::Result<()> {
    let now = app.clock.now();
    let since = Term { from: date_of(now.minus(days(400))), until: None };
    let the = Making { tx, now, staff, readers, since };
    let areas = centre::areas(tx).await?;
    let regions = the.regions(&areas).await?;
    the.others().await?;
    the.bodies(&areas, &regions).await?;
    the.audience(&areas, &centre::topics(tx).await?).await
}

impl Making<'_> {
    async fn organisation(
        &self,
        kind: OrganisationKind,
        name: &str,
        area: Option<AreaId>,
    ) -> anyhow::Result<OrganisationId> {
        let new = NewOrganisation { kind, name: name.to_owned(), area };
        let at = self.now.minus(days(400));
        let id = insert(self.tx, &new, at).await?;
        let row = audit::ActiveModel {
            at: Set(at),
            actor: Set(format!("member:{}", self.staff.editor)),
            action: Set("organisation.add".to_owned()),
            object: Set("organisation".to_owned()),
            object_id: Set(id.0),
            result: Set("done".to_owned()),
            origin: Set("demo".to_owned()),
            detail: Set(kind.word().to_owned()),
            ..Default::default()
        };
        audit::Entity::insert(row).exec_without_returning(self.tx).await?;
        Ok(id)
    }

    async fn contact(&self, of: OrganisationId, number: usize, role: &str) -> anyhow::Result<()> {
        let at = self.now.minus(days(400));
        insert_contact(self.tx, of, self.readers[number], (role, self.since), at).await?;
        Ok(())
    }

    /// Each region with two contacts. Those of Limburg and Zeeland are readers whose mail came back.
    async fn regions(&self, areas: &[Area]) -> anyhow::Result<Vec<(OrganisationId, usize)>> {
        let mut made = Vec::new();
        for (at, area) in areas.iter().enumerate() {
            for (place, region) in area.regions.iter().enumerate() {
                let name = format!("Veiligheidsregio {}", region.row.name_nl);
                let id = self.organisation(OrganisationKind::SafetyRegion, &name, Some(region.row.id)).await?;
                // Readers whose address is in this area, each in one region only.
                let own = (0..self.readers.len()).filter(|number| {
                    reads_at(*number) == at && !super::people::has_left(*number) && *number % 250 != 113
                });
                let own: Vec<usize> = own.skip(place * 2).take(2).collect();
                for number in &own {
                    self.contact(id, *number, ROLES[(number + place) % ROLES.len()]).await?;
                }
                made.push((id, own[0]));
            }
        }
        let (zeeland, limburg) = (made[19].0, made[24].0);
        self.contact(zeeland, 363, "secretaris").await?;
        self.contact(limburg, 113, "secretaris").await?;
        self.note(limburg, "Overleg over de oefening van volgend jaar loopt via het secretariaat.").await?;
        Ok(made)
    }

    async fn note(&self, of: OrganisationId, body: &str) -> anyhow::Result<()> {
        let row = organisation_notes::ActiveModel {
            organisation_id: Set(of),
            author: Set(self.staff.editor),
            body: Set(body.to_owned()),
            once: Set(format!("demo-{of}")),
            at: Set(self.now.minus(days(12))),
            ..Default::default()
        };
        organisation_notes::Entity::insert(row).exec_without_returning(self.tx).await?;
        Ok(())
    }

    async fn others(&self) -> anyhow::Result<()> {
        let council =
            self.organisation(OrganisationKind::ClientCouncil, "Landelijke Cliëntenraad Werk en Stoffen", None).await?;
        self.contact(council, 10, "secretaris").await?;
        self.contact(council, 22, "voorzitter").await?;
        self.note(council, "Vergadert elke tweede dinsdag. Vraag reacties minstens zes weken van tevoren.").await?;
        let patients = OrganisationKind::PatientFederation;
        let patients = self.organisation(patients, "Federatie Patiënten Beroepsziekten", None).await?;
        self.contact(patients, 34, "beleidsadviseur").await?;
        let ministry = self.organisation(OrganisationKind::Ministry, "Ministerie van Veilig Werk", None).await?;
        self.contact(ministry, 46, "beleidsmedewerker").await?;
        // Nobody yet: the list shows what that looks like.
        self.organisation(OrganisationKind::Municipality, "Gemeente Voorbeeldstad", None).await?;
        Ok(())
    }

    async fn bodies(&self, areas: &[Area], regions: &[(OrganisationId, usize)]) -> anyhow::Result<()> {
        let made = self.now.minus(days(380));
        for (at, area) in areas.iter().enumerate() {
            let name = format!("Kernteam {}", area.row.name_nl);
            let new = NewBody { kind: BodyKind::CoreTeam, name, area: Some(area.id()) };
            let body = insert_body(self.tx, &new, made).await?;
            let first: usize = areas[..at].iter().map(|area| area.regions.len()).sum();
            for (region, number) in &regions[first..first + area.regions.len()] {
                let who = (self.readers[*number], Some(*region));
                insert_seat(self.tx, body, who, ("lid", self.since), made).await?;
            }
        }
        for (kind, name) in [
            (BodyKind::Management, "Managementoverleg"),
            (BodyKind::Directors, "Directeurenoverleg"),
            (BodyKind::SoundingBoard, "Klankbordgroep Stoffen"),
        ] {
            let body = insert_body(self.tx, &NewBody { kind, name: name.to_owned(), area: None }, made).await?;
            for (region, number) in regions.iter().skip(kind as usize).step_by(5) {
                let who = (self.readers[*number], Some(*region));
                insert_seat(self.tx, body, who, ("lid", self.since), made).await?;
            }
        }
        Ok(())
    }

    async fn audience(&self, areas: &[Area], topics: &[Topic]) -> anyhow::Result<()> {
        let topic = topics.iter().find(|topic| topic.row.slug == "gevaarlijke-stoffen").context("no such topic")?;
        let area = areas.iter().find(|area| area.row.slug == "oost").context("no such area")?;
        let filter = Filter {
            who: Node::all(vec![
                Node::one(Condition::Topic(topic.id())),
                Node::any(vec![
                    Node::one(Condition::Area(area.id())),
                    Node::one(Condition::OrganisationKind(OrganisationKind::SafetyRegion)),
                ]),
            ]),
            ..Filter::default()
        };
        let name = "Gevaarlijke stoffen in Oost en bij de regio’s";
        let row = audiences::ActiveModel {
            name: Set(name.to_owned()),
            name_key: Set(organisations::name_key(name)),
            filter: Set(filter.to_json()),
            version: Set(1),
            made_by: Set(self.staff.editor),
            made_at: Set(self.now.minus(days(30))),
            changed_by: Set(self.staff.editor),
            changed_at: Set(self.now.minus(days(30))),
            ..Default::default()
        };
        audiences::Entity::insert(row).exec_without_returning(self.tx).await?;
        Ok(())
    }
}
