//! The pages of the reaction: the bench where it is made, the document, an organisation's own points, the commitments.

mod bench;
mod commitments;
mod document;
mod own;
mod rest;

use std::collections::BTreeMap;

use maud::{Markup, html};

pub(super) use bench::{Answer, Bench, bench};
pub(super) use commitments::{closing, register};
pub(in crate::consultations) use document::public_list;
pub(super) use document::{draft, published};
pub(super) use own::own;

use super::nota::outlook;
use super::reaction::{Answered, Commitment, Missing};
use crate::base::Language;
use crate::base::id::MemberId;
use crate::base::wall_time::{parse_date, plain_date};
use crate::consultations::{Disposition, texts};

/// The names of members of staff.
pub(super) type Names = BTreeMap<MemberId, String>;

/// A disposition as a shape and a word: never a colour alone.
pub(super) fn moon(of: Option<Disposition>, language: Language) -> Markup {
    let shape = match of {
        None => "moon moon--open",
        Some(Disposition::Adopted) => "moon moon--yes",
        Some(Disposition::Partly) => "moon moon--half",
        Some(Disposition::NotAdopted) => "moon moon--no",
        Some(Disposition::Noted) => "moon moon--noted",
        Some(Disposition::OutsideScope) => "moon moon--out",
    };
    let word = of.map_or_else(|| language.pick("nog open", "open"), |of| texts::disposition(of, language));
    html! { span class=(shape) { (word) } }
}

/// The number of a point in its speech bubble.
pub(super) fn chip(point: &Answered) -> Markup {
    let class = if point.row.disposition.is_some() { "pt pt--done" } else { "pt" };
    html! { span class=(class) { (point.row.number) } }
}

/// The day of a commitment.
pub(super) fn due(of: &Commitment, language: Language) -> String {
    parse_date(&of.due_on).map(|day| plain_date(day, language)).unwrap_or_default()
}

/// A commitment where its point stands.
pub(super) fn promise(of: &Commitment, language: Language) -> Markup {
    html! { p class="promise" { b { (of.promised) } " " (outlook(of, language)) } }
}

/// What is missing, in words.
pub(super) fn missing(of: &Missing, language: Language) -> String {
    match of {
        Missing::TermRuns => language.pick("De termijn loopt nog.", "The term is still running.").to_owned(),
        Missing::NoAnswer => language.pick("Nog geen organisatie heeft geantwoord.", "No organisation has answered yet.").to_owned(),
        Missing::Entered(name, _) => language.pick(
            format!("Het ingevoerde antwoord van {name} wacht nog op akkoord. Vraag de organisatie, of trek het in."),
            format!("The entered answer of {name} waits for a yes. Ask the organisation, or take it back."),
        ),
        Missing::NotSplit(name, _) => language.pick(
            format!("Het antwoord van {name} is nog niet in punten verdeeld."),
            format!("The answer of {name} is not split into points yet."),
        ),
        Missing::Left(name, _, many) => language.pick(
            format!("Van het antwoord van {name} {} nog niet verdeeld.", if *many == 1 { "is 1 stuk".to_owned() } else { format!("zijn {many} stukken") }),
            format!("Of the answer of {name} {} not split yet.", if *many == 1 { "1 piece is".to_owned() } else { format!("{many} pieces are") }),
        ),
        Missing::Open(number) => {
            language.pick(format!("Punt {number} heeft nog geen afweging."), format!("Point {number} has no disposition yet."))
        }
        Missing::Untitled(number) => language.pick(
            format!("Punt {number} zegt nog niet waar het op neerkomt. De eigen woorden van deze organisatie worden niet openbaar."),
            format!("Point {number} does not say yet what it comes down to. The own words of this organisation do not become public."),
        ),
    }
}
