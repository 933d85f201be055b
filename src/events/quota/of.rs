//! For which organisation somebody counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};

use crate::base::EmailAddress;
use crate::base::id::OrganisationId;
use crate::events::event::{Event, name_key};
use crate::events::guest::Belongs;
use crate::organisations::OrganisationKind;
use crate::people;
use crate::store::tables::{contacts, organisations};

/// What somebody counts for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::events) enum Of {
    /// An organisation of the register.
    Organisation(OrganisationId),
    /// A mail domain that belongs to one organisation.
    Domain(String),
    /// A name that was typed, as names are compared.
    Name(String),
}

/// Providers at which anybody can have a mailbox: those that Dutch households use most. One that is missing here counts as an
/// organisation, which brings its customers to staff sooner and shuts nobody out.
const PROVIDERS: [&str; 24] = [
    "caiway.nl",
    "casema.nl",
    "chello.nl",
    "gmail.com",
    "googlemail.com",
    "hccnet.nl",
    "hetnet.nl",
    "home.nl",
    "hotmail.com",
    "hotmail.nl",
    "icloud.com",
    "kpnmail.nl",
    "kpnplanet.nl",
    "live.com",
    "live.nl",
    "me.com",
    "msn.com",
    "outlook.com",
    "planet.nl",
    "proton.me",
    "upcmail.nl",
    "xs4all.nl",
    "yahoo.com",
    "ziggo.nl",
];

/// What the register says of mailboxes today.
#[derive(Default)]
pub(in crate::events) struct Register {
    of_address: BTreeMap<String, OrganisationId>,
    /// `None` where contacts of several organisations write from a domain.
    of_domain: BTreeMap<String, Option<OrganisationId>>,
    kind_of: BTreeMap<OrganisationId, OrganisationKind>,
}

impl Register {
    /// As it is on a day. Read before a transaction begins: it is every contact of the centre.
    pub(in crate::events) async fn on(on: &impl ConnectionTrait, today: NaiveDate) -> Result<Self, DbErr> {
        let today = today.to_string();
        let goes_on =
            Condition::any().add(contacts::Column::UntilOn.is_null()).add(contacts::Column::UntilOn.gte(&today));
        let rows =
            contacts::Entity::find().filter(contacts::Column::FromOn.lte(&today)).filter(goes_on).all(on).await?;
        let people = people::by_ids(on, rows.iter().map(|row| row.person_id)).await?;
        let kinds = organisations::Entity::find().select_only();
        let kinds =
            kinds.columns([organisations::Column::Id, organisations::Column::Kind]).into_tuple().all(on).await?;
        let mut found = Self { kind_of: kinds.into_iter().collect(), ..Self::default() };
        for row in rows {
            let Some(person) = people.get(&row.person_id) else { continue };
            found.add(&person.address_key, row.organisation_id);
        }
        Ok(found)
    }

    fn add(&mut self, address_key: &str, organisation: OrganisationId) {
        self.of_address.entry(address_key.to_owned()).or_insert(organisation);
        let Some((_, domain)) = address_key.rsplit_once('@') else { return };
        let one = self.of_domain.entry(domain.to_owned()).or_insert(Some(organisation));
        if *one != Some(organisation) {
            *one = None;
        }
    }

    /// For whom a mailbox with this typed name counts; `None` when nothing says it.
    pub(super) fn of(&self, address_key: &str, typed: &str) -> Option<Of> {
        if let Some(id) = self.of_address.get(address_key) {
            return Some(Of::Organisation(*id));
        }
        let domain = address_key.rsplit_once('@').map_or("", |(_, domain)| domain);
        if domain.is_empty() || PROVIDERS.contains(&domain) {
            let name = name_key(typed);
            return (!name.is_empty()).then_some(Of::Name(name));
        }
        match self.of_domain.get(domain) {
            Some(Some(id)) => Some(Of::Organisation(*id)),
            _ => Some(Of::Domain(domain.to_owned())),
        }
    }

    /// Whether a mailbox is of an organisation of the kinds that an event is for, or at one of its domains. A name that was typed
    /// proves nothing.
    pub(in crate::events) fn belongs(&self, event: &Event, address: &str) -> Belongs {
        let kinds = event.for_kinds();
        let Ok(address) = EmailAddress::parse(address) else { return Belongs::No };
        let is_wanted = |kind: OrganisationKind| kinds.contains(&kind);
        if kinds.is_empty() || event.has_domain_of(&address) || self.kind_of_domain(&address).is_some_and(is_wanted) {
            Belongs::Yes
        } else if self.of_address.get(address.key()).and_then(|id| self.kind_of.get(id)).copied().is_some_and(is_wanted)
        {
            Belongs::Known
        } else {
            Belongs::No
        }
    }

    /// The kind of the one organisation whose contacts write from the domain of an address: what everybody can see of it.
    fn kind_of_domain(&self, address: &EmailAddress) -> Option<OrganisationKind> {
        let (_, domain) = address.key().rsplit_once('@')?;
        let one = self.of_domain.get(domain)?.filter(|_| !PROVIDERS.contains(&domain))?;
        self.kind_of.get(&one).copied()
    }

    /// The same of an address that was typed.
    pub(in crate::events) fn kind_at(&self, address: &str) -> Option<OrganisationKind> {
        self.kind_of_domain(&EmailAddress::parse(address).ok()?)
    }

    pub(super) fn of_typed(&self, address: &str, organisation: &str) -> Option<Of> {
        EmailAddress::parse(address).ok().and_then(|address| self.of(address.key(), organisation))
    }
}

#[cfg(test)]
mod tests {
    use super::{Of, Register};
    use crate::base::id::OrganisationId;

    #[test]
    fn e13_a_mailbox_counts_for_its_organisation_then_its_domain_then_the_name_that_was_typed() {
        let mut register = Register::default();
        let (council, umbrella) = (OrganisationId(1), OrganisationId(2));
        register.add("anna@raad.example", council);
        register.add("bram@gmail.com", council);
        register.add("cees@samen.example", council);
        register.add("dora@samen.example", umbrella);
        for (address, typed, expected) in [
            ("anna@raad.example", "Iets anders", Some(Of::Organisation(council))),
            ("bram@gmail.com", "", Some(Of::Organisation(council))),
            ("emma@raad.example", "", Some(Of::Organisation(council))),
            ("finn@samen.example", "Raad", Some(Of::Domain("samen.example".to_owned()))),
            ("gijs@gemeente.example", "", Some(Of::Domain("gemeente.example".to_owned()))),
            ("hans@gmail.com", "Cliëntenraad  Oost", Some(Of::Name("clientenraad oost".to_owned()))),
            ("iris@gmail.com", "", None),
        ] {
            assert_eq!(register.of(address, typed), expected, "{address}");
        }
    }
}
