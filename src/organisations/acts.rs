//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Body, as the log names it.
pub const BODY: Thing = Thing { word: "body", name: Both("overleggroep", "body") };
/// Organisation, as the log names it.
pub const ORGANISATION: Thing = Thing { word: "organisation", name: Both("organisatie", "organisation") };

acts! {
    BodyAdd = "body.add", BODY, "Voegde een overleggroep toe", "Added a body";
    BodyChange = "body.change", BODY, "Wijzigde een overleggroep", "Changed a body";
    BodyEnd = "body.end", BODY, "Beëindigde een overleggroep", "Ended a body";
    BodyReopen = "body.reopen", BODY, "Heropende een overleggroep", "Reopened a body";
    ContactAdd = "contact.add", ORGANISATION, "Voegde een contactpersoon toe", "Added a contact";
    ContactCorrect = "contact.correct", ORGANISATION, "Verbeterde de gegevens van een contactpersoon", "Corrected the details of a contact";
    ContactEnd = "contact.end", ORGANISATION, "Gaf een contactpersoon een laatste dag", "Gave a contact a last day";
    OrganisationAdd = "organisation.add", ORGANISATION, "Voegde een organisatie toe", "Added an organisation";
    OrganisationChange = "organisation.change", ORGANISATION, "Wijzigde een organisatie", "Changed an organisation";
    OrganisationEnd = "organisation.end", ORGANISATION, "Beëindigde een organisatie", "Ended an organisation";
    OrganisationNote = "organisation.note", ORGANISATION, "Schreef een notitie bij een organisatie", "Wrote a note about an organisation";
    OrganisationReopen = "organisation.reopen", ORGANISATION, "Heropende een organisatie", "Reopened an organisation";
    SeatCorrect = "seat.correct", BODY, "Verbeterde de gegevens van een lid van een overleggroep", "Corrected the details of a member of a body";
    SeatEnd = "seat.end", BODY, "Gaf een lid van een overleggroep een laatste dag", "Gave a member of a body a last day";
    SeatTake = "seat.take", BODY, "Voegde een lid aan een overleggroep toe", "Added a member to a body";
    TaskDone = "task.done", ORGANISATION, "Rondde een taak af", "Finished a task";
}
