//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    SUBSCRIBER_ASK: "subscriber.ask", "Vroeg een abonnement aan", "Asked for a subscription";
    SUBSCRIBER_ASK_MOVE: "subscriber.ask-move", "Vroeg om een ander adres", "Asked for another address";
    SUBSCRIBER_CHANGE: "subscriber.change", "Wijzigde een abonnement", "Changed a subscription";
    SUBSCRIBER_CONFIRM: "subscriber.confirm", "Bevestigde een abonnement", "Confirmed a subscription";
    SUBSCRIBER_EXPORT: "subscriber.export", "Downloadde een lijst met abonnees", "Downloaded a list of subscribers";
    SUBSCRIBER_FORGET_ADDRESS: "subscriber.forget-address", "Vergat een oud adres", "Forgot an old address";
    SUBSCRIBER_IMPORT: "subscriber.import", "Begon abonnees toe te voegen uit een bestand", "Began to add subscribers from a file";
    SUBSCRIBER_IMPORT_CANCEL: "subscriber.import-cancel", "Stopte een import", "Stopped an import";
    SUBSCRIBER_IMPORT_FAULTS: "subscriber.import-faults", "Downloadde de fouten van een import", "Downloaded the faults of an import";
    SUBSCRIBER_IMPORTED: "subscriber.imported", "Voegde abonnees toe uit een bestand", "Added subscribers from a file";
    SUBSCRIBER_INFORM: "subscriber.inform", "Stuurde bericht aan wie werd toegevoegd", "Told those who were added";
    SUBSCRIBER_MOVE: "subscriber.move", "Verhuisde naar een ander adres", "Moved to another address";
    SUBSCRIBER_TAKE_OUT: "subscriber.take-out", "Haalde abonnees uit een uitgave", "Took subscribers out of a publication";
    SUBSCRIBER_TAKE_OUT_MANY: "subscriber.take-out-many", "Begon veel abonnees uit een uitgave te halen", "Began to take many subscribers out of a publication";
    SUBSCRIBER_UNDO_MOVE: "subscriber.undo-move", "Draaide een verhuizing terug", "Undid a move";
    SUBSCRIBER_UNDO_WITHDRAW: "subscriber.undo-withdraw", "Maakte een afmelding ongedaan", "Undid a leave";
    SUBSCRIBER_WITHDRAW: "subscriber.withdraw", "Meldde een abonnee af", "Took a subscriber off";
}
