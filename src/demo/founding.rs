//! The fictional centre and its two members of staff.

use sea_orm::{DatabaseTransaction, DbErr, EntityTrait, Set};

use crate::app::App;
use crate::base::id::{MemberId, PublicationId};
use crate::base::{EmailAddress, Instant, Language};
use crate::people;
use crate::store::tables::states::{OnUncertain, Role};
use crate::store::tables::{centre, member_roles, members, publications};

/// Founds the Landelijk Expertisecentrum Veilige Leefomgeving with its two publications.
pub(super) async fn found(tx: &DatabaseTransaction, at: Instant) -> Result<Vec<PublicationId>, DbErr> {
    let text = str::to_owned;
    let row = centre::ActiveModel {
        id: Set(1),
        name_nl: Set(text("Landelijk Expertisecentrum Veilige Leefomgeving")),
        name_en: Set(text("National Expertise Centre for a Safe Environment")),
        postal_address: Set(text("Voorbeeldplein 1\n3800 AA Voorbeeldstad")),
        contact_address: Set(text("contact@expertisecentrum.voorbeeld.nl")),
        sender_name: Set(text("Expertisecentrum Veilige Leefomgeving")),
        sender_address: Set(text("nieuwsbrief@expertisecentrum.voorbeeld.nl")),
        reply_address: Set(text("redactie@expertisecentrum.voorbeeld.nl")),
        letter_address: Set(text("post@expertisecentrum.voorbeeld.nl")),
        brand: Set(text("#0a5c5a")),
        accent: Set(text("#b84a17")),
        one_person_office: Set(false),
        version: Set(1),
        set_up_at: Set(at),
    };
    centre::Entity::insert(row).exec_without_returning(tx).await?;
    let newsletter = publication("nieuwsbrief", ("Nieuwsbrief", "Newsletter"), 6);
    let newsletter = publications::ActiveModel {
        description_nl: Set(text("Nieuws uit het netwerk, zes keer per jaar.")),
        description_en: Set(text("News from the network, six times a year.")),
        position: Set(0),
        created_at: Set(at),
        ..newsletter
    };
    let alerts = publication("waarschuwingen", ("Waarschuwingen", "Alerts"), 0);
    let alerts = publications::ActiveModel {
        description_nl: Set(text("Lessen uit een incident, alleen als er iets te leren valt.")),
        description_en: Set(text("Lessons from an incident, only when there is something to learn.")),
        position: Set(1),
        created_at: Set(at),
        ..alerts
    };
    let mut ids = Vec::new();
    for row in [newsletter, alerts] {
        ids.push(publications::Entity::insert(row).exec(tx).await?.last_insert_id);
    }
    Ok(ids)
}

fn publication(slug: &str, (nl, en): (&str, &str), per_year: i32) -> publications::ActiveModel {
    publications::ActiveModel {
        slug: Set(slug.to_owned()),
        name_nl: Set(nl.to_owned()),
        name_en: Set(en.to_owned()),
        list_id: Set(format!("{slug}.expertisecentrum.voorbeeld.nl")),
        per_year: Set(per_year),
        on_uncertain: Set(OnUncertain::Resend),
        ..Default::default()
    }
}

/// Adds a member who has joined, without a password: the demo signs in by link.
pub(super) async fn member(
    tx: &DatabaseTransaction,
    app: &App,
    address: &str,
    name: &str,
    roles: &[Role],
) -> anyhow::Result<MemberId> {
    let address = EmailAddress::parse(address).map_err(|fault| anyhow::anyhow!("{address} is none: {fault:?}"))?;
    let now = app.clock.now();
    let person = people::meet(tx, &address, Language::Dutch, now).await?;
    let row = members::ActiveModel {
        person_id: Set(person.id),
        name: Set(name.to_owned()),
        totp_step: Set(0),
        epoch: Set(0),
        failures: Set(0),
        invited_at: Set(now),
        joined_at: Set(Some(now)),
        ..Default::default()
    };
    let id = members::Entity::insert(row).exec(tx).await?.last_insert_id;
    for role in roles {
        let row = member_roles::ActiveModel { member_id: Set(id), role: Set(*role) };
        member_roles::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(id)
}
