//! What the audit calls acts about organisations and audiences, in Dutch and English.

/// What was done; `None` for an act about something else.
pub(super) fn about_parties(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "audience.change" => ("Wijzigde een doelgroep", "Changed an audience"),
        "audience.make" => ("Maakte een doelgroep", "Made an audience"),
        "audience.remove" => ("Verwijderde een doelgroep", "Removed an audience"),
        "body.add" => ("Voegde een gremium toe", "Added a body"),
        "body.change" => ("Wijzigde een gremium", "Changed a body"),
        "body.end" => ("Beëindigde een gremium", "Ended a body"),
        "body.reopen" => ("Heropende een gremium", "Reopened a body"),
        "contact.add" => ("Voegde een contactpersoon toe", "Added a contact"),
        "contact.end" => ("Gaf een contactpersoon een laatste dag", "Gave a contact a last day"),
        "issue.audience" => ("Koos voor wie een nummer is", "Chose whom an issue is for"),
        "issue.audience-changed" => (
            "Trok een goedkeuring in, want de doelgroep was gewijzigd",
            "Voided an approval, because the audience had changed",
        ),
        "organisation.add" => ("Voegde een organisatie toe", "Added an organisation"),
        "organisation.change" => ("Wijzigde een organisatie", "Changed an organisation"),
        "organisation.end" => ("Beëindigde een organisatie", "Ended an organisation"),
        "organisation.note" => ("Schreef een notitie bij een organisatie", "Wrote a note about an organisation"),
        "organisation.reopen" => ("Heropende een organisatie", "Reopened an organisation"),
        "seat.end" => ("Gaf een lid van een gremium een laatste dag", "Gave a member of a body a last day"),
        "seat.take" => ("Voegde een lid aan een gremium toe", "Added a member to a body"),
        "task.done" => ("Rondde een taak af", "Finished a task"),
        _ => return None,
    })
}
