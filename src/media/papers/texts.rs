//! What is said of papers, in both languages.

use super::{Paper, Remark, Unfit};
use crate::base::Language;
use crate::media::texts::refusal;

/// How the names of files end that can be a paper; what they are is read from their bytes.
pub const PAPER_ENDINGS: &str = ".pdf,.docx,.odt,.xlsx,.jpg,.jpeg,.png,.gif,.webp";

/// Why a file cannot be kept, and what to do.
#[must_use]
pub fn why_unfit(unfit: Unfit, language: Language) -> String {
    let said = match unfit {
        Unfit::Image(why) => return refusal(why, language),
        Unfit::Empty => ("Er zit niets in dit bestand.", "There is nothing in this file."),
        Unfit::TooLarge => (
            "Dit bestand is groter dan 20 MB. Maak het kleiner en probeer het opnieuw.",
            "This file is larger than 20 MB. Make it smaller and try again.",
        ),
        Unfit::Unknown => (
            "Dit is geen bestand dat iedereen kan openen. Kies een PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx) of een afbeelding.",
            "This is no file that everyone can open. Choose a PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx) or an image.",
        ),
        Unfit::Old => (
            "Dit is een bestand van een oude Word of Excel. Bewaar het als .docx, .xlsx of PDF en probeer het opnieuw.",
            "This is a file of an old Word or Excel. Save it as .docx, .xlsx or PDF and try again.",
        ),
        Unfit::Encrypted => (
            "Op dit bestand zit een wachtwoord of beveiliging. Bewaar het zonder en probeer het opnieuw.",
            "This file has a password or is protected. Save it without and try again.",
        ),
        Unfit::Broken => (
            "Dit bestand is beschadigd of niet helemaal meegekomen. Bewaar het opnieuw en probeer het nog eens.",
            "This file is damaged or did not arrive whole. Save it again and try once more.",
        ),
        Unfit::Macros => (
            "In dit bestand zitten macro’s of scripts. Die kunnen schade doen. Bewaar het als PDF, of als .docx of .xlsx zonder macro’s.",
            "This file holds macros or scripts. Those can do harm. Save it as PDF, or as .docx or .xlsx without macros.",
        ),
        Unfit::Fetches => (
            "Dit bestand haalt een sjabloon van internet als iemand het opent. Bewaar het als PDF en probeer het opnieuw.",
            "This file fetches a template from the internet when somebody opens it. Save it as PDF and try again.",
        ),
        Unfit::TooMuch => (
            "Uitgepakt is dit bestand te groot. Bewaar het als PDF en probeer het opnieuw.",
            "Unpacked this file is too large. Save it as PDF and try again.",
        ),
        Unfit::TooSlow => (
            "Het duurde te lang om dit bestand te lezen: het is hier nu druk. Probeer het straks opnieuw.",
            "Reading this file took too long: it is busy here now. Try again later.",
        ),
    };
    language.pick(said.0, said.1).to_owned()
}

/// What a file is and how large: "PDF, 120 kB".
#[must_use]
pub fn paper_size(form: &str, bytes: i64, language: Language) -> String {
    let kind = match form {
        "pdf" => "PDF",
        "docx" => "Word",
        "odt" => "OpenDocument",
        "xlsx" => "Excel",
        _ => language.pick("afbeelding", "image"),
    };
    // Rounded up: nothing weighs nothing.
    let size = match bytes {
        ..1_000_000 => format!("{} kB", (bytes + 999) / 1_000),
        _ => format!("{}{}{} MB", bytes / 1_000_000, language.pick(",", "."), bytes % 1_000_000 / 100_000),
    };
    format!("{kind}, {size}")
}

/// What whoever gives a file away may not know to be in it.
#[must_use]
pub fn paper_remarks(paper: &Paper, language: Language) -> Option<String> {
    let names: Vec<&str> = Remark::ALL
        .into_iter()
        .filter(|remark| paper.remarks.split(' ').any(|word| word == remark.word()))
        .map(|remark| match remark {
            Remark::Comments => language.pick("opmerkingen", "comments"),
            Remark::Changes => language.pick("bijgehouden wijzigingen", "tracked changes"),
            Remark::Hidden => language.pick("verborgen tekst of bladen", "hidden text or sheets"),
            Remark::Enclosed => language.pick("bestanden binnen dit bestand", "files within this file"),
        })
        .collect();
    let (last, rest) = names.split_last()?;
    let listed = if rest.is_empty() {
        (*last).to_owned()
    } else {
        format!("{}{}{last}", rest.join(", "), language.pick(" en ", " and "))
    };
    Some(language.pick(format!("Let op: hierin staan {listed}."), format!("Note: this holds {listed}.")))
}
