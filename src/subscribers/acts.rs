//! What can be done here, as the log names it.

use crate::audit::INSTALLATION;
use crate::base::Both;
use crate::centre::PUBLICATION;
use crate::people::PERSON;
use crate::room::{Thing, acts};

/// Import, as the log names it.
pub const IMPORT: Thing = Thing { word: "import", name: Both("import", "import") };

acts! {
    Ask = "subscriber.ask", PERSON, "Vroeg een abonnement aan", "Asked for a subscription";
    AskMove = "subscriber.ask-move", PERSON, "Vroeg om een ander adres", "Asked for another address";
    Change = "subscriber.change", PERSON, "Wijzigde een abonnement", "Changed a subscription";
    Confirm = "subscriber.confirm", PERSON, "Bevestigde een abonnement", "Confirmed a subscription";
    EmbedAllow = "subscriber.embed-allow", INSTALLATION, "Liet het aanmeldformulier toe op een website", "Let the sign-up form stand on a website";
    EmbedRefuse = "subscriber.embed-refuse", INSTALLATION, "Haalde een website weg van het aanmeldformulier", "Took a website from the sign-up form";
    Export = "subscriber.export", INSTALLATION, "Downloadde een lijst met abonnees", "Downloaded a list of subscribers";
    ForgetAddress = "subscriber.forget-address", PERSON, "Vergat een oud adres", "Forgot an old address";
    Import = "subscriber.import", PUBLICATION, "Begon abonnees toe te voegen uit een bestand", "Began to add subscribers from a file";
    ImportCancel = "subscriber.import-cancel", IMPORT, "Stopte een import", "Stopped an import";
    ImportFaults = "subscriber.import-faults", IMPORT, "Downloadde de fouten van een import", "Downloaded the faults of an import";
    Imported = "subscriber.imported", PUBLICATION, "Voegde abonnees toe uit een bestand", "Added subscribers from a file";
    Inform = "subscriber.inform", IMPORT, "Stuurde bericht aan wie werd toegevoegd", "Told those who were added";
    Move = "subscriber.move", PERSON, "Verhuisde naar een ander adres", "Moved to another address";
    TakeOut = "subscriber.take-out", PUBLICATION, "Haalde abonnees uit een uitgave", "Took subscribers out of a publication";
    TakeOutMany = "subscriber.take-out-many", PUBLICATION, "Begon veel abonnees uit een uitgave te halen", "Began to take many subscribers out of a publication";
    UndoMove = "subscriber.undo-move", PERSON, "Draaide een verhuizing terug", "Undid a move";
    UndoWithdraw = "subscriber.undo-withdraw", PERSON, "Maakte een afmelding ongedaan", "Undid a leave";
    Withdraw = "subscriber.withdraw", PERSON, "Meldde een abonnee af", "Took a subscriber off";
}
