//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// A dossier, as the log names it.
const DOSSIER: Thing = Thing { word: "dossier", name: Both("dossier", "dossier") };
/// A request for a decision, as the log names it.
const DECISION: Thing = Thing { word: "decision", name: Both("besluitvraag", "request for a decision") };

acts! {
    MAKE: "dossier.make", DOSSIER, "Maakte een dossier", "Made a dossier";
    SAVE: "dossier.save", DOSSIER, "Wijzigde een dossier", "Changed a dossier";
    WRITE: "dossier.write", DOSSIER, "Schreef een gebeurtenis in een dossier", "Wrote an entry in a dossier";
    REWRITE: "dossier.rewrite", DOSSIER, "Wijzigde een gebeurtenis in een dossier", "Changed an entry in a dossier";
    STRIKE: "dossier.strike", DOSSIER, "Haalde een gebeurtenis uit een dossier", "Took an entry out of a dossier";
    ARRANGE: "dossier.arrange", DOSSIER, "Zette gebeurtenissen van één datum in volgorde", "Put entries of one date in order";
    CITE: "dossier.cite", DOSSIER, "Voegde een bron toe aan een dossier", "Added a source to a dossier";
    RECITE: "dossier.recite", DOSSIER, "Wijzigde een bron van een dossier", "Changed a source of a dossier";
    DROP_SOURCE: "dossier.drop_source", DOSSIER, "Haalde een bron uit een dossier", "Took a source out of a dossier";
    CAST: "dossier.cast", DOSSIER, "Voegde iemand toe aan een dossier", "Added somebody to a dossier";
    RECAST: "dossier.recast", DOSSIER, "Wijzigde iemand in een dossier", "Changed somebody in a dossier";
    DESTROY: "dossier.destroy", DOSSIER, "Vernietigde de sleutel van een naam in een dossier", "Destroyed the key of a name in a dossier";
    CLEAR: "dossier.clear", DOSSIER, "Zei dat woorden in een dossier geen naam zijn", "Said that words in a dossier are no name";
    PUBLISH: "dossier.publish", DOSSIER, "Maakte een dossier openbaar", "Published a dossier";
    MAKE_DECISION: "decision.make", DECISION, "Maakte een besluitvraag", "Made a request for a decision";
    SAVE_DECISION: "decision.save", DECISION, "Wijzigde een besluitvraag", "Changed a request for a decision";
    OPEN_DECISION: "decision.open", DECISION, "Vroeg om akkoord", "Asked for agreement";
    ANSWER_DECISION: "decision.answer", DECISION, "Antwoordde op een besluitvraag", "Answered a request for a decision";
    CHANGE_POINT: "decision.change_point", DECISION, "Wijzigde een punt waarover akkoord is gevraagd", "Changed a point on which agreement was asked";
    ADD_POINT: "decision.add_point", DECISION, "Voegde een punt toe aan een besluitvraag", "Added a point to a request for a decision";
    WITHDRAW_POINT: "decision.withdraw_point", DECISION, "Liet een punt van een besluitvraag vervallen", "Withdrew a point of a request for a decision";
    REMIND_DECISION: "decision.remind", DECISION, "Herinnerde wie nog niet alles beantwoordde", "Reminded who had not answered everything";
    MORE_TIME: "decision.more_time", DECISION, "Gaf langer de tijd voor een besluitvraag", "Gave more time for a request for a decision";
    REVOKE_DECISION: "decision.revoke", DECISION, "Trok de link van een besluitvraag in", "Revoked a link of a request for a decision";
    CLOSE_DECISION: "decision.close", DECISION, "Sloot een besluitvraag", "Closed a request for a decision";
    CONCLUDE_DECISION: "decision.conclude", DECISION, "Legde de uitkomst van een besluitvraag vast", "Recorded the outcome of a request for a decision";
    WITHDRAW: "dossier.withdraw", DOSSIER, "Haalde een dossier van de website", "Took a dossier off the website";
}
