//! The fictional centre and its two members of staff.

use anyhow::{Context as _, bail};

use crate::app::App;
use crate::base::EmailAddress;
use crate::base::id::{MemberId, PublicationId};
use crate::centre::{self, About, Colour, Founded, Founding, NewPublication, Particulars};
use crate::staff;
use crate::store::DatabaseTransaction;
use crate::store::tables::states::{OnUncertain, Role};

/// Who works at the fictional centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Staff {
    /// Sanne Bakker, who writes.
    pub editor: MemberId,
    /// Marieke Smit, who approves and manages.
    pub approver: MemberId,
}

const DOMAIN: &str = "expertisecentrum.voorbeeld.nl";

/// Founds the Landelijk Expertisecentrum Veilige Leefomgeving with its two publications.
pub(super) async fn found(tx: &DatabaseTransaction, app: &App) -> anyhow::Result<Vec<PublicationId>> {
    let founding = Founding {
        particulars: particulars()?,
        publications: vec![
            publication(
                "nieuwsbrief",
                ("Nieuwsbrief", "Nieuws uit het netwerk, zes keer per jaar."),
                ("Newsletter", "News from the network, six times a year."),
                6,
            ),
            publication(
                "waarschuwingen",
                ("Waarschuwingen", "Lessen uit een incident, alleen als er iets te leren valt."),
                ("Alerts", "Lessons from an incident, only when there is something to learn."),
                0,
            ),
        ],
    };
    match centre::found(tx, app, &founding).await? {
        Founded::Done(ids) => Ok(ids),
        Founded::AlreadyThere => bail!("this house has a centre already"),
    }
}

fn particulars() -> anyhow::Result<Particulars> {
    Ok(Particulars {
        name_nl: "Landelijk Expertisecentrum Veilige Leefomgeving".to_owned(),
        name_en: "National Expertise Centre for a Safe Environment".to_owned(),
        postal_address: "Voorbeeldplein 1\n3800 AA Voorbeeldstad".to_owned(),
        contact_address: address("contact")?,
        sender_name: "Expertisecentrum Veilige Leefomgeving".to_owned(),
        sender_address: address("nieuwsbrief")?,
        letter_address: address("post")?,
        reply_address: address("redactie")?,
        brand: Colour::BRAND,
        accent: Colour::ACCENT,
        one_person_office: false,
    })
}

/// A publication; the names come with what it is.
fn publication(slug: &str, dutch: (&str, &str), english: (&str, &str), per_year: i32) -> NewPublication {
    NewPublication {
        slug: slug.to_owned(),
        list_id: format!("{slug}.{DOMAIN}"),
        about: About {
            name_nl: dutch.0.to_owned(),
            name_en: english.0.to_owned(),
            description_nl: dutch.1.to_owned(),
            description_en: english.1.to_owned(),
            per_year,
            on_uncertain: OnUncertain::Resend,
        },
    }
}

/// Adds a member who has joined, without a password: the demo signs in by link.
pub(super) async fn member(
    tx: &DatabaseTransaction,
    app: &App,
    name: &str,
    roles: &[Role],
) -> anyhow::Result<MemberId> {
    let first = name.split(' ').next().unwrap_or(name).to_lowercase();
    Ok(staff::seed_member(tx, app, &address(&first)?, name, roles).await?)
}

fn address(local: &str) -> anyhow::Result<EmailAddress> {
    EmailAddress::parse(&format!("{local}@{DOMAIN}")).ok().context("an address of the demo is none")
}
