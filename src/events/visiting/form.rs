//! Reading what an attendee filled in.

use super::super::asking::{Question, read_all};
use super::super::confirm::Wish;
use super::super::event::{Event, MOST_GUESTS, Session, clash};
use super::super::find::Programme;
use super::super::guest::Guest;
use crate::base::id::EventSessionId;
use crate::base::name::name;
use crate::base::words::one_line;
use crate::base::{EmailAddress, Language};
use crate::organisations::OrganisationKind;
use crate::web::Form;
use crate::web::guest::{address_fault, name_fault};

/// The names of the fields of each of the people on a form.
pub(super) const NAMES: [&str; MOST_GUESTS] =
    ["name", "name2", "name3", "name4", "name5", "name6", "name7", "name8", "name9", "name10"];
/// The same for their addresses.
pub(super) const ADDRESSES: [&str; MOST_GUESTS] = [
    "address",
    "address2",
    "address3",
    "address4",
    "address5",
    "address6",
    "address7",
    "address8",
    "address9",
    "address10",
];
const MAX_ORGANISATION: usize = 120;

/// How many people the form shows.
pub(super) fn shown(form: &Form) -> usize {
    form.trimmed("guests").parse::<usize>().unwrap_or(1).clamp(1, MOST_GUESTS)
}

/// The people, or `None` with the faults in the form. Colleagues of whom nothing was filled in are left out.
/// Who was invited comes with any address.
pub(super) fn guests(
    form: &mut Form,
    (event, limited): (&Event, &[OrganisationKind]),
    (is_invited, most): (bool, usize),
    language: Language,
) -> Option<Vec<Guest>> {
    let organisation = form.up_to("organisation", too_long(language), MAX_ORGANISATION).map(|text| one_line(&text));
    let kind = kind(form, limited, language);
    let mut guests = Vec::new();
    for at in 0..shown(form).min(most) {
        let any_address = is_invited && at == 0;
        let (name_field, address_field) = (NAMES[at], ADDRESSES[at]);
        if at > 0 && form.trimmed(name_field).is_empty() && form.trimmed(address_field).is_empty() {
            continue;
        }
        let name = form.read(name_field, |text| name(text).map_err(|fault| name_fault(fault, language)));
        let address = form.read(address_field, |text| address_of(text, event, any_address, language));
        let (Some(name), Some(address)) = (name, address) else { continue };
        guests.push(Guest { kind, ..Guest::new(name, address, organisation.clone().unwrap_or_default()) });
    }
    form.is_clean().then_some(guests)
}

/// The field with the kind of organisation, where kinds have limits, and its word for all others.
pub(super) const KIND: &str = "organisation_kind";
pub(super) const NO_KIND: &str = "none";

/// To which of the kinds with a limit they say that they belong.
fn kind(form: &mut Form, limited: &[OrganisationKind], language: Language) -> Option<OrganisationKind> {
    if limited.is_empty() {
        return None;
    }
    let kind = form.read(KIND, |text| {
        let known = limited.iter().find(|kind| kind.word() == text).copied();
        let wanted =
            language.pick("Kies bij wat voor organisatie u hoort", "Choose to what kind of organisation you belong");
        if known.is_some() || text == NO_KIND { Ok(known) } else { Err(wanted.to_owned()) }
    });
    kind.flatten()
}

/// A name and address of somebody else, from the fields `name` and `address`.
pub(super) fn colleague(form: &mut Form, event: &Event, language: Language) -> Option<(Guest, EmailAddress)> {
    let name = form.read("name", |text| name(text).map_err(|fault| name_fault(fault, language)));
    let address = form.read("address", |text| address_of(text, event, false, language));
    let (name, address) = (name?, address?);
    let parsed = EmailAddress::parse(&address).ok()?;
    let organisation = one_line(form.trimmed("organisation")).chars().take(MAX_ORGANISATION).collect();
    Some((Guest::new(name, address, organisation), parsed))
}

fn address_of(text: &str, event: &Event, is_any: bool, language: Language) -> Result<String, String> {
    let address = EmailAddress::parse(text).map_err(|fault| address_fault(fault, language).to_owned())?;
    if !is_any && !event.admits(&address) {
        let domains = event.domains.split_whitespace().collect::<Vec<_>>().join(", ");
        return Err(language.pick(
            format!("Aanmelden kan alleen met een adres dat eindigt op: {domains}. Klopt dat bij u niet? Mail ons dan"),
            format!(
                "You can register only with an address that ends in: {domains}. If that is not right for you, mail us"
            ),
        ));
    }
    Ok(address.as_typed().to_owned())
}

fn too_long(language: Language) -> &'static str {
    language.pick("Maak de naam van de organisatie korter", "Make the name of the organisation shorter")
}

/// The field of a person's choice in a round, both counted from 1.
pub(super) fn choice(person: usize, round: i64) -> String {
    format!("p{person}r{round}")
}

/// What each of the people wish, of whom some have a place, or `None` with the faults in the form. Who fills in answers for
/// themselves; for a colleague nothing has to be answered.
pub(super) fn wishes(
    form: &mut Form,
    (programme, questions): (&Programme, &[Question]),
    has_place: &[bool],
    language: Language,
) -> Option<Vec<Wish>> {
    let mut wishes = Vec::new();
    for (person, has_place) in (1..).zip(has_place) {
        let sessions = sessions(form, programme, person);
        let chosen: Vec<&Session> = sessions.iter().filter_map(|id| programme.session(*id)).collect();
        if let Some((one, other)) = clash(&chosen) {
            let (one, other) = (one.label(language), other.label(language));
            form.fault(
                "sessions",
                language.pick(
                    format!("{one} en {other} zijn tegelijk. Kies één van de twee"),
                    format!("{one} and {other} are at the same time. Choose one of the two"),
                ),
            );
        }
        let asked = if *has_place { questions } else { &[] };
        let answers = read_all(form, asked, (person, person == 1), &|_| String::new(), language);
        wishes.push(Wish { sessions, answers });
    }
    form.is_clean().then_some(wishes)
}

/// The sessions that a person chose: at most one in each round, and only of this programme.
pub(super) fn sessions(form: &Form, programme: &Programme, person: usize) -> Vec<EventSessionId> {
    let chosen = programme.rounds().into_iter().filter_map(|(round, sessions)| {
        let value = form.trimmed(&choice(person, round)).to_owned();
        sessions.iter().find(|session| session.id.to_string() == value).map(|session| session.id)
    });
    chosen.collect()
}
