//! Every column of the tables that this room writes.

use crate::base::Both;
use crate::issues::PUBLISHING;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, no, nobody, say};

const fn published(rows: Rows) -> About {
    About::People(Personal { processing: &PUBLISHING, rows, keeps: RECORDS, erasing: IN_OFFICE })
}
const RECORDS: Keeps = Keeps::AsLongAs(Both(
    "zolang het stuk bestaat; wat is uitgegeven, is een archiefstuk",
    "as long as the piece exists; what was published is a record",
));
const IN_OFFICE: Erasing = Erasing::Kept(Both(
    "wie een stuk schreef of goedkeurde, hoort bij het stuk (Archiefwet; AVG, artikel 17, lid 3, onder d)",
    "who wrote or approved a piece belongs to the piece (public records law; GDPR, article 17(3)(d))",
));

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "records",
        title: Both("Archiefstukken", "Records"),
        about: published(Rows::Unlinked(Both(
            "een schrijver staat er met de naam die bij het artikel hoort, zonder verband met een adres",
            "an author stands there by the name that belongs to the article, without a tie to an address",
        ))),
        columns: &[
            no("id"),
            no("kind"),
            no("publication_id"),
            no("issue_id"),
            no("article_id"),
            no("year"),
            no("number"),
            no("position"),
            no("slug"),
            no("language"),
            no("title"),
            no("lead"),
            say("author", Form::Text, "Schrijver", "Author"),
            no("body"),
            no("hash"),
            no("words"),
            no("found"),
            no("published_at"),
            no("withdrawn_at"),
            no("withdrawn_reason"),
            no("version"),
            no("corrected_at"),
            no("picture"),
        ],
    },
    nobody("record_words", Both("Zoekindex van het archief", "Search index of the archive"), &[no("words")]),
];
