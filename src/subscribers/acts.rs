//! What can be done here, as the log names it.

use crate::audit::INSTALLATION;
use crate::base::Both;
use crate::centre::PUBLICATION;
use crate::people::PERSON;
use crate::room::{Thing, acts};

/// Import, as the log names it.
pub const IMPORT: Thing = Thing { word: "import", name: Both("import", "import") };

acts! {
    SubscriberAsk = "subscriber.ask", PERSON, "Vroeg een abonnement aan", "Asked for a subscription";
    SubscriberAskMove = "subscriber.ask-move", PERSON, "Vroeg om een ander adres", "Asked for another address";
    SubscriberChange = "subscriber.change", PERSON, "Wijzigde een abonnement", "Changed a subscription";
    SubscriberConfirm = "subscriber.confirm", PERSON, "Bevestigde een abonnement", "Confirmed a subscription";
    SubscriberExport = "subscriber.export", INSTALLATION, "Downloadde een lijst met abonnees", "Downloaded a list of subscribers";
    SubscriberForgetAddress = "subscriber.forget-address", PERSON, "Vergat een oud adres", "Forgot an old address";
    SubscriberImport = "subscriber.import", PUBLICATION, "Begon abonnees toe te voegen uit een bestand", "Began to add subscribers from a file";
    SubscriberImportCancel = "subscriber.import-cancel", IMPORT, "Stopte een import", "Stopped an import";
    SubscriberImportFaults = "subscriber.import-faults", IMPORT, "Downloadde de fouten van een import", "Downloaded the faults of an import";
    SubscriberImported = "subscriber.imported", PUBLICATION, "Voegde abonnees toe uit een bestand", "Added subscribers from a file";
    SubscriberInform = "subscriber.inform", IMPORT, "Stuurde bericht aan wie werd toegevoegd", "Told those who were added";
    SubscriberMove = "subscriber.move", PERSON, "Verhuisde naar een ander adres", "Moved to another address";
    SubscriberTakeOut = "subscriber.take-out", PUBLICATION, "Haalde abonnees uit een uitgave", "Took subscribers out of a publication";
    SubscriberTakeOutMany = "subscriber.take-out-many", PUBLICATION, "Begon veel abonnees uit een uitgave te halen", "Began to take many subscribers out of a publication";
    SubscriberUndoMove = "subscriber.undo-move", PERSON, "Draaide een verhuizing terug", "Undid a move";
    SubscriberUndoWithdraw = "subscriber.undo-withdraw", PERSON, "Maakte een afmelding ongedaan", "Undid a leave";
    SubscriberWithdraw = "subscriber.withdraw", PERSON, "Meldde een abonnee af", "Took a subscriber off";
}
