//! Reading the forms of this room.

use chrono::NaiveDate;

use crate::base::id::{AreaId, OrganisationId};
use crate::base::wall_time::{day_fault, parse_date};
use crate::base::words::one_line;
use crate::base::{EmailAddress, Language};
use crate::organisations::organisation::{NAME, Named, ROLE};
use crate::organisations::{NewContact, Seat, Standing, Term, texts};
use crate::web::Form;

/// The longest name of a person, as everywhere.
const PERSON: usize = 100;

/// The name of an organisation or body.
pub(super) fn name(form: &mut Form, language: Language) -> Option<String> {
    line(form, "name", NAME, texts::name_wanted(language)).filter(|name| !name.is_empty()).or_else(|| {
        form.fault("name", texts::name_wanted(language));
        None
    })
}

/// One line that may be empty. A line break or another control character is a fault, not something to tidy away.
fn line(form: &mut Form, field: &'static str, most: usize, wanted: &str) -> Option<String> {
    form.read(field, |text| {
        let fits = text.chars().count() <= most && !text.chars().any(char::is_control);
        if fits { Ok(one_line(text)) } else { Err(wanted.to_owned()) }
    })
}

/// An area of the list; `None` is the whole country. What is none of the list is a fault of the form.
pub(super) fn area(form: &mut Form, areas: &[Named<AreaId>], language: Language) -> Option<AreaId> {
    one_of(form, "area", areas, texts::area_wanted(language))
}

fn one_of<Id: Copy + ToString>(
    form: &mut Form,
    field: &'static str,
    known: &[Named<Id>],
    wanted: &'static str,
) -> Option<Id> {
    let text = form.trimmed(field).to_owned();
    let found = known.iter().map(|(id, _)| *id).find(|id| id.to_string() == text);
    if found.is_none() && !text.is_empty() {
        form.fault(field, wanted);
    }
    found
}

/// The address of a person.
pub(super) fn address(form: &mut Form, language: Language) -> Option<EmailAddress> {
    form.read("address", |text| EmailAddress::parse(text).map_err(|_| texts::address_wanted(language).to_owned()))
}

/// A day that must be there.
fn day(form: &mut Form, field: &'static str, language: Language) -> Option<NaiveDate> {
    form.read(field, |text| sensible(text).ok_or_else(|| day_fault(text, texts::day_wanted(language), language)))
}

/// The last day of somebody whose first day is known.
pub(super) fn last_day(form: &mut Form, first: NaiveDate, language: Language) -> Option<NaiveDate> {
    let last = day(form, "last", language)?;
    if last < first {
        form.fault("last", texts::last_before_first(language));
        return None;
    }
    Some(last)
}

fn sensible(text: &str) -> Option<NaiveDate> {
    parse_date(text).filter(|day| (1900..=2200).contains(&chrono::Datelike::year(day)))
}

fn term(form: &mut Form, language: Language) -> Option<Term> {
    let from = day(form, "from_on", language);
    let until =
        if form.trimmed("until_on").is_empty() { Some(None) } else { day(form, "until_on", language).map(Some) };
    let term = Term { from: from?, until: until? };
    if term.until.is_some_and(|last| last < term.from) {
        form.fault("until_on", texts::last_before_first(language));
        return None;
    }
    Some(term)
}

/// What somebody should have been written down as, but for whom.
pub(super) fn standing(form: &mut Form, language: Language) -> Option<Standing> {
    let name = line(form, "name", PERSON, texts::person_name_wanted(language));
    let role = role(form, language);
    let term = term(form, language);
    Some(Standing { name: Some(name?), role: role?, term: term?, organisation: None })
}

/// What somebody is somewhere.
fn role(form: &mut Form, language: Language) -> Option<String> {
    let role = line(form, "role", ROLE, texts::role_wanted(language))?;
    if role.is_empty() {
        form.fault("role", texts::role_wanted(language));
    }
    Some(role)
}

/// For which organisation somebody sits in a body.
pub(super) fn on_behalf_of(
    form: &mut Form,
    known: &[Named<OrganisationId>],
    language: Language,
) -> Option<OrganisationId> {
    let wanted = language.pick("Kies een organisatie uit de lijst.", "Choose an organisation from the list.");
    one_of(form, "organisation", known, wanted)
}

/// A contact.
pub(super) fn contact(form: &mut Form, language: Language) -> Option<NewContact> {
    let address = address(form, language);
    let name = line(form, "name", PERSON, texts::person_name_wanted(language));
    let role = role(form, language);
    let term = term(form, language);
    let contact = NewContact { address: address?, name: name?, role: role?, term: term? };
    form.is_clean().then_some(contact)
}

/// A seat in a body.
pub(super) fn seat(form: &mut Form, known: &[Named<OrganisationId>], language: Language) -> Option<Seat> {
    let organisation = on_behalf_of(form, known, language);
    let NewContact { address, name, role, term } = contact(form, language)?;
    Some(Seat { address, name, role, organisation, term })
}
