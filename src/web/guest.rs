//! The name and address of somebody else, as a person fills them in: no message fits in the name, because it stands in the
//! letter to that address.

use super::Form;
use crate::base::email_address::AddressFault;
use crate::base::name::{MAX_NAME, NameFault, name};
use crate::base::{EmailAddress, Language};

/// Reads the fields `name` and `address`, or leaves the fault in the form.
pub fn guest(form: &mut Form, language: Language) -> Option<(String, EmailAddress)> {
    let name = form.read("name", |text| name(text).map_err(|fault| name_fault(fault, language)));
    let address = form
        .read("address", |text| EmailAddress::parse(text).map_err(|fault| address_fault(fault, language).to_owned()));
    Some((name?, address?))
}

/// What to do about a name.
#[must_use]
pub fn name_fault(fault: NameFault, language: Language) -> String {
    match fault {
        NameFault::Missing => language.pick("Vul een naam in", "Fill in a name").to_owned(),
        NameFault::TooLong => language.pick(
            format!("Maak de naam korter: hoogstens {MAX_NAME} tekens"),
            format!("Make the name shorter: at most {MAX_NAME} characters"),
        ),
        NameFault::NoName => language
            .pick("Vul alleen een naam in, zoals Anna de Vries", "Fill in only a name, such as Anna de Vries")
            .to_owned(),
    }
}

/// What to do about an address.
#[must_use]
pub fn address_fault(fault: AddressFault, language: Language) -> &'static str {
    match fault {
        AddressFault::Empty => language.pick("Vul een e-mailadres in", "Fill in an e-mail address"),
        AddressFault::NoAt => language.pick(
            "Dit adres mist een @, zoals in naam@voorbeeld.nl",
            "This address lacks an @, as in name@example.org",
        ),
        AddressFault::TooLong | AddressFault::Local | AddressFault::Domain => {
            language.pick("Dit e-mailadres klopt niet. Kijk het na", "This e-mail address is not right. Check it")
        }
    }
}
