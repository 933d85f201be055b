//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    MAKE: "dossier.make", "Maakte een dossier", "Made a dossier";
    SAVE: "dossier.save", "Wijzigde een dossier", "Changed a dossier";
    WRITE: "dossier.write", "Schreef een gebeurtenis in een dossier", "Wrote an entry in a dossier";
    REWRITE: "dossier.rewrite", "Wijzigde een gebeurtenis in een dossier", "Changed an entry in a dossier";
    STRIKE: "dossier.strike", "Haalde een gebeurtenis uit een dossier", "Took an entry out of a dossier";
    ARRANGE: "dossier.arrange", "Zette gebeurtenissen van één datum in volgorde", "Put entries of one date in order";
    CITE: "dossier.cite", "Voegde een bron toe aan een dossier", "Added a source to a dossier";
    RECITE: "dossier.recite", "Wijzigde een bron van een dossier", "Changed a source of a dossier";
    DROP_SOURCE: "dossier.drop_source", "Haalde een bron uit een dossier", "Took a source out of a dossier";
    CAST: "dossier.cast", "Voegde iemand toe aan een dossier", "Added somebody to a dossier";
    RECAST: "dossier.recast", "Wijzigde iemand in een dossier", "Changed somebody in a dossier";
    DESTROY: "dossier.destroy", "Vernietigde de sleutel van een naam in een dossier", "Destroyed the key of a name in a dossier";
    CLEAR: "dossier.clear", "Zei dat woorden in een dossier geen naam zijn", "Said that words in a dossier are no name";
    PUBLISH: "dossier.publish", "Maakte een dossier openbaar", "Published a dossier";
    WITHDRAW: "dossier.withdraw", "Haalde een dossier van de website", "Took a dossier off the website";
}
