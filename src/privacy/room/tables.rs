//! Every column of the tables that this room writes.

use super::{CODES, REQUESTS, RIGHTS};
use crate::base::Both;
use crate::room::{About, Erasing, Form, Keeps, Personal, Rows, Table, key, no, nobody, say};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "privacy_codes",
        title: Both("De code waarmee u hier binnenkwam", "The code by which you came in here"),
        about: About::People(Personal {
            processing: &RIGHTS,
            rows: Rows::Of("SELECT * FROM privacy_codes WHERE person_id = ?"),
            keeps: Keeps::For(&CODES),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("person_id"),
            say("hash", Form::Secret, "Kenmerk van de code", "Hash of the code"),
            say("made_at", Form::Moment, "Gemaakt", "Made"),
            say("tries", Form::Small, "Pogingen", "Tries"),
            say("pass_hash", Form::Secret, "Kenmerk van deze toegang", "Hash of this access"),
        ],
    },
    Table {
        name: "privacy_holds",
        title: Both("Waarom wij iets nog niet mogen wissen", "Why we may not erase something yet"),
        about: About::People(Personal {
            processing: &RIGHTS,
            rows: Rows::Of("SELECT * FROM privacy_holds WHERE person_id = ? ORDER BY id"),
            keeps: Keeps::For(&REQUESTS),
            erasing: Erasing::Deleted,
        }),
        columns: &[
            key("id"),
            key("person_id"),
            no("kind"),
            say("reason", Form::Text, "Reden", "Reason"),
            key("made_by"),
            say("made_at", Form::Moment, "Sinds", "Since"),
            say("until_at", Form::Moment, "Tot", "Until"),
            say("ended_at", Form::Moment, "Beëindigd", "Ended"),
            key("ended_by"),
        ],
    },
    Table {
        name: "erasures",
        title: Both("Verzoeken om te wissen", "Requests to erase"),
        about: About::People(Personal {
            processing: &RIGHTS,
            rows: Rows::Of("SELECT * FROM erasures WHERE person_id = ? ORDER BY id"),
            keeps: Keeps::For(&REQUESTS),
            erasing: Erasing::Blanked(Both(
                "het centrum moet kunnen aantonen dát het wiste; wie het was, staat er daarna niet meer bij",
                "the centre must be able to show that it erased; who it was is not kept after that",
            )),
        }),
        columns: &[
            key("id"),
            say("at", Form::Moment, "Wanneer", "When"),
            say("origin", Form::Word, "Op wiens verzoek", "At whose request"),
            key("erased_by"),
            say("many", Form::Number, "Aantal gegevens", "Number of records"),
            key("person_id"),
            no("rewrite"),
            say("finished_at", Form::Moment, "Afgerond", "Finished"),
        ],
    },
    Table {
        name: "retention_periods",
        title: Both("Bewaartermijnen", "Periods of retention"),
        about: About::People(Personal {
            processing: &RIGHTS,
            rows: Rows::Of(
                "SELECT * FROM retention_periods WHERE changed_by IN (SELECT members.id FROM members WHERE members.person_id = ?)
                 ORDER BY kind",
            ),
            keeps: Keeps::AsLongAs(Both("zolang de termijn geldt", "as long as the period is in force")),
            erasing: Erasing::Kept(Both(
                "het centrum moet kunnen verantwoorden wie een termijn koos",
                "the centre must be able to account for who chose a period",
            )),
        }),
        columns: &[
            say("kind", Form::Kind, "Soort gegevens", "Kind of record"),
            say("days", Form::Number, "Dagen", "Days"),
            key("changed_by"),
            say("changed_at", Form::Moment, "Gewijzigd", "Changed"),
        ],
    },
    nobody("retention_runs", Both("Opruimbeurten", "Purges"), &[no("id"), no("began_at"), no("ended_at")]),
    nobody("retention_gone", Both("Wat er werd opgeruimd", "What was purged"), &[no("run_id"), no("kind"), no("many")]),
];
