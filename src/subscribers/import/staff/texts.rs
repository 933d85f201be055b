//! The sentences about imports, in both languages; the terminal uses the English ones.

use super::super::{FileFault, MAX_COLUMNS, MAX_LINE, RowFault, Tally};
use crate::base::Language;
use crate::base::email_address::AddressFault;
use crate::base::wall_time::number;
use crate::subscribers::subscriber::{MAX_NAME, NameFault};

/// The terminal's summary of an import.
pub(in crate::subscribers) fn tally(tally: &Tally, publication: &str, dry_run: bool) -> String {
    let head = if dry_run { "Nothing was changed. An import would have added" } else { "Added" };
    let Tally { added, present, left, suppressed, repeated, contradicting, inactive } = tally;
    format!(
        "{head} {added} subscribers of {publication}.\n\
         {present} were subscribed already; {left} left earlier and stay out; {suppressed} are suppressed and stay out; \
         {inactive} left or never confirmed where the list comes from and stay out; \
         {repeated} rows repeat an address, {contradicting} of them with another name."
    )
}

/// What is wrong with a file.
pub(in crate::subscribers) fn file_fault(fault: &FileFault, language: Language) -> String {
    match fault {
        FileFault::Empty => language.pick("het bestand is leeg", "the file is empty").to_owned(),
        FileFault::Binary => language
            .pick(
                "dit is geen tekstbestand en geen Excel-werkmap (.xlsx); kies in uw rekenblad \"opslaan als\" en CSV (UTF-8)",
                "this is no text file and no workbook (.xlsx); in a spreadsheet, choose \"save as\" and CSV (UTF-8)",
            )
            .to_owned(),
        FileFault::LongLine(line) => language.pick(
            format!("regel {line} is langer dan {} kB; is dit een CSV-bestand, of ontbreekt er een aanhalingsteken?", MAX_LINE / 1024),
            format!("line {line} is longer than {} kB; is this a CSV file, or is a quotation mark missing?", MAX_LINE / 1024),
        ),
        FileFault::Columns(count) => language.pick(
            format!("het bestand heeft {count} kolommen; er mogen er {MAX_COLUMNS} zijn"),
            format!("the header has {count} columns; there may be {MAX_COLUMNS}"),
        ),
        FileFault::NoAddresses(columns) => {
            let columns = columns.join(", ");
            language.pick(
                format!("geen kolom bevat adressen; noem die \"e-mailadres\" in de eerste regel. De kolommen zijn nu: {columns}"),
                format!(
                    "no column holds addresses; name it \"e-mailadres\" or \"email\" in the first line. The columns are now: {columns}"
                ),
            )
        }
        FileFault::Rows => language
            .pick(
                "het bestand heeft te veel rijen: hoogstens 2.000.000, en in een Excel-werkmap 100.000; splits het, of bewaar de werkmap als CSV",
                "the file has too many rows: at most 2,000,000, and 100,000 in a workbook; split it, or save the workbook as CSV",
            )
            .to_owned(),
        FileFault::TooLarge => language
            .pick(
                "het bestand is te groot: hoogstens 256 MB, en een Excel-werkmap 32 MB; splits het, of bewaar de werkmap als CSV",
                "the file is too large: at most 256 MB, and 32 MB for a workbook; split it, or save the workbook as CSV",
            )
            .to_owned(),
        FileFault::Workbook => language
            .pick(
                "dit is geen Excel-werkmap (.xlsx), of hij is beschadigd; open hem in uw rekenblad en bewaar hem opnieuw, of als CSV (UTF-8)",
                "this is no workbook (.xlsx), or it is damaged; open it in a spreadsheet and save it again, or as CSV (UTF-8)",
            )
            .to_owned(),
        FileFault::Bomb => language
            .pick(
                "deze werkmap is uitgepakt veel groter dan een lijst ooit is en wordt niet gelezen; bewaar alleen de lijst, als CSV",
                "this workbook unpacks to far more than a list ever is and is not read; save only the list, as CSV",
            )
            .to_owned(),
    }
}

/// What is wrong with a row.
pub(in crate::subscribers) fn row_fault(fault: RowFault, language: Language) -> String {
    let words = match fault {
        RowFault::Address(AddressFault::Empty) => ("het adres ontbreekt", "the address is missing"),
        RowFault::Address(AddressFault::NoAt) => {
            ("het adres heeft geen @, of niets aan één kant ervan", "the address has no @, or nothing on one side of it")
        }
        RowFault::Address(AddressFault::TooLong) => ("het adres is te lang", "the address is too long"),
        RowFault::Address(AddressFault::Local) => (
            "het adres heeft vóór de @ een teken dat daar niet kan",
            "the address has a character before the @ that may not stand there",
        ),
        RowFault::Address(AddressFault::Domain) => {
            ("wat na de @ staat is geen domeinnaam", "what stands after the @ is no domain name")
        }
        RowFault::Name(NameFault::TooLong) => {
            return language.pick(
                format!("de naam is langer dan {MAX_NAME} tekens"),
                format!("the name is longer than {MAX_NAME} characters"),
            );
        }
        RowFault::Name(NameFault::Control) => (
            "de naam heeft een regeleinde of een ander besturingsteken",
            "the name has a line break or another control character",
        ),
        RowFault::Language => ("de taal is geen nl en geen en", "the language is neither nl nor en"),
        RowFault::Cells(cells, header) => {
            return language.pick(
                format!("de rij heeft {cells} cellen en de eerste rij {header}"),
                format!("it has {cells} cells and the header {header}"),
            );
        }
        RowFault::LongCell => (
            "een cel is langer dan 1.000 tekens; ontbreekt er een aanhalingsteken?",
            "a cell is longer than 1,000 characters; is a quotation mark missing?",
        ),
        RowFault::Contradicts => (
            "hetzelfde adres staat eerder in de lijst met een andere naam; de eerdere rij telt",
            "the same address stands earlier in the list with another name; the earlier row counts",
        ),
    };
    language.pick(words.0, words.1).to_owned()
}

/// A count in words of the language.
pub(in crate::subscribers) fn count(many: i64, language: Language) -> String {
    number(many, language)
}
