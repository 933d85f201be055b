//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    BODY_ADD: "body.add", "Voegde een overleggroep toe", "Added a body";
    BODY_CHANGE: "body.change", "Wijzigde een overleggroep", "Changed a body";
    BODY_END: "body.end", "Beëindigde een overleggroep", "Ended a body";
    BODY_REOPEN: "body.reopen", "Heropende een overleggroep", "Reopened a body";
    CONTACT_ADD: "contact.add", "Voegde een contactpersoon toe", "Added a contact";
    CONTACT_CORRECT: "contact.correct", "Verbeterde de gegevens van een contactpersoon", "Corrected the details of a contact";
    CONTACT_END: "contact.end", "Gaf een contactpersoon een laatste dag", "Gave a contact a last day";
    ORGANISATION_ADD: "organisation.add", "Voegde een organisatie toe", "Added an organisation";
    ORGANISATION_CHANGE: "organisation.change", "Wijzigde een organisatie", "Changed an organisation";
    ORGANISATION_END: "organisation.end", "Beëindigde een organisatie", "Ended an organisation";
    ORGANISATION_NOTE: "organisation.note", "Schreef een notitie bij een organisatie", "Wrote a note about an organisation";
    ORGANISATION_REOPEN: "organisation.reopen", "Heropende een organisatie", "Reopened an organisation";
    SEAT_CORRECT: "seat.correct", "Verbeterde de gegevens van een lid van een overleggroep", "Corrected the details of a member of a body";
    SEAT_END: "seat.end", "Gaf een lid van een overleggroep een laatste dag", "Gave a member of a body a last day";
    SEAT_TAKE: "seat.take", "Voegde een lid aan een overleggroep toe", "Added a member to a body";
    TASK_DONE: "task.done", "Rondde een taak af", "Finished a task";
}
