//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// A dossier, as the log names it.
const DOSSIER: Thing = Thing { word: "dossier", name: Both("dossier", "dossier") };

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
    WITHDRAW: "dossier.withdraw", DOSSIER, "Haalde een dossier van de website", "Took a dossier off the website";
}
