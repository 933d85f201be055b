//! The sentences about what is wrong with files and rows.

use super::super::super::{FileFault, Import, KEPT_FAULTS, MAX_COLUMNS, MAX_LINE, RowFault, Trouble};
use crate::base::Language;
use crate::base::email_address::AddressFault;
use crate::base::wall_time::number;
use crate::subscribers::subscriber::{MAX_NAME, NameFault};

/// What is wrong with a file.
pub(in crate::subscribers) fn file_fault(fault: &FileFault, language: Language) -> String {
    let words = |dutch: &str, english: &str| language.pick(dutch, english).to_owned();
    let kilobytes = MAX_LINE / 1024;
    match fault {
        FileFault::Empty => words("het bestand is leeg", "the file is empty"),
        FileFault::LongLine(line) => language.pick(
            format!("regel {line} is langer dan {kilobytes} kB; is dit een CSV-bestand, of ontbreekt er een aanhalingsteken?"),
            format!("line {line} is longer than {kilobytes} kB; is this a CSV file, or is a quotation mark missing?"),
        ),
        FileFault::Cells(line) => language.pick(
            format!("regel {line} heeft meer dan 4.096 cellen; is dit de juiste lijst?"),
            format!("line {line} has more than 4,096 cells; is this the right list?"),
        ),
        FileFault::Columns(count) => language.pick(
            format!("het bestand heeft {count} kolommen; er mogen er {MAX_COLUMNS} zijn"),
            format!("the header has {count} columns; there may be {MAX_COLUMNS}"),
        ),
        FileFault::NoAddresses(columns) => {
            let columns = columns.join(", ");
            language.pick(
                format!("geen kolom bevat adressen; noem die \"e-mailadres\" in de eerste regel. De kolommen zijn nu: {columns}"),
                format!("no column holds addresses; name it \"e-mailadres\" or \"email\" in the first line. The columns are now: {columns}"),
            )
        }
        FileFault::Binary => words(
            "dit is geen tekstbestand en geen Excel-werkmap (.xlsx); kies in uw rekenblad \"opslaan als\" en CSV (UTF-8)",
            "this is no text file and no workbook (.xlsx); in a spreadsheet, choose \"save as\" and CSV (UTF-8)",
        ),
        FileFault::Rows => words(
            "het bestand heeft te veel rijen: hoogstens 2.000.000, en in een Excel-werkmap 100.000; splits het, of bewaar de werkmap als CSV",
            "the file has too many rows: at most 2,000,000, and 100,000 in a workbook; split it, or save the workbook as CSV",
        ),
        FileFault::TooLarge => words(
            "het bestand is te groot: hoogstens 256 MB, en een Excel-werkmap 32 MB; splits het, of bewaar de werkmap als CSV",
            "the file is too large: at most 256 MB, and 32 MB for a workbook; split it, or save the workbook as CSV",
        ),
        FileFault::Departed => words(
            "aan de naam te zien staan hierin mensen die zich hebben afgemeld, zich nooit aanmeldden of niet bereikbaar zijn; neem het bestand met wie er nog is geabonneerd (bij Mailchimp begint de naam met \"subscribed\")",
            "by its name this holds people who left, never subscribed or cannot be reached; take the file of those who are still subscribed (Mailchimp's name begins with \"subscribed\")",
        ),
        FileFault::Workbook | FileFault::Bomb | FileFault::Hidden | FileFault::NoSheet(_) | FileFault::NoColumn(_) => {
            not_there(fault, language)
        }
        FileFault::Gone => words(
            "het bestand is er niet meer: een reservekopie bevat geen bestanden van imports; kies het bestand opnieuw. Wie al was toegevoegd, blijft geabonneerd en telt dan als al geabonneerd",
            "the file is not there any more: a backup holds no files of imports; choose the file again. Whoever was added before stays subscribed and then counts as subscribed already",
        ),
    }
}

/// What is wrong with a workbook, or with what was asked of a file.
fn not_there(fault: &FileFault, language: Language) -> String {
    let words = |dutch: &str, english: &str| language.pick(dutch, english).to_owned();
    match fault {
        FileFault::Workbook => words(
            "dit is geen Excel-werkmap (.xlsx), of hij is beschadigd; open hem in uw rekenblad en bewaar hem opnieuw, of als CSV (UTF-8)",
            "this is no workbook (.xlsx), or it is damaged; open it in a spreadsheet and save it again, or as CSV (UTF-8)",
        ),
        FileFault::Bomb => words(
            "deze werkmap is uitgepakt veel groter dan een lijst ooit is en wordt niet gelezen; bewaar alleen de lijst, als CSV",
            "this workbook unpacks to far more than a list ever is and is not read; save only the list, as CSV",
        ),
        FileFault::Hidden => words(
            "alle bladen met iets erin zijn verborgen; verborgen bladen lezen wij niet. Maak het blad met abonnees zichtbaar",
            "all sheets with anything in them are hidden, and hidden sheets are not read. Make the sheet of subscribers visible",
        ),
        FileFault::NoSheet(names) => {
            let names = names.join(", ");
            language.pick(
                format!("een blad met die naam is er niet; er zijn: {names}"),
                format!("there is no sheet of that name; there are: {names}"),
            )
        }
        FileFault::NoColumn(number) => {
            language.pick(format!("kolom {number} is er niet"), format!("there is no column {number}"))
        }
        _ => String::new(),
    }
}

/// What is wrong with a row.
pub(in crate::subscribers) fn row_fault(fault: RowFault, language: Language) -> String {
    let words = match fault {
        RowFault::Address(AddressFault::Empty) => ("het adres ontbreekt", "the address is missing"),
        RowFault::Address(AddressFault::NoAt) => (
            "het adres heeft geen @, of niets aan één kant ervan",
            "the address has no @, or nothing on one side of it",
        ),
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
        RowFault::Letters => (
            "een letter van het adres of de naam is niet te lezen; bewaar de lijst opnieuw als CSV (UTF-8)",
            "a letter of the address or the name cannot be read; save the list again as CSV (UTF-8)",
        ),
        RowFault::LooksLike => (
            "het domein van het adres bevat letters van een ander alfabet die op gewone letters lijken",
            "the domain of the address has letters of another alphabet that look like common ones",
        ),
        RowFault::Unclear
        | RowFault::SeemsOut
        | RowFault::Choice
        | RowFault::Organisation
        | RowFault::OutElsewhere
        | RowFault::Contradicts => about_others(fault),
    };
    language.pick(words.0, words.1).to_owned()
}

/// What other words of the list say about a row.
fn about_others(fault: RowFault) -> (&'static str, &'static str) {
    match fault {
        RowFault::Unclear => (
            "de kolom die zegt hoe iemand ervoor staat, heeft hier een woord dat wij niet kennen",
            "the column that says how people stand has a word here that we do not know",
        ),
        RowFault::SeemsOut => (
            "in deze kolom staat dat iemand zich heeft afgemeld of niet te bereiken is; kies bij de kolommen wat zij zegt, of laat de rij weg",
            "this column says that somebody left or cannot be reached; say among the columns what it tells, or leave the row out",
        ),
        RowFault::Choice => (
            "een onderwerp of gebied in deze kolom kennen wij niet; de rest van de rij is overgenomen",
            "a topic or area in this column is not known to us; the rest of the row is taken over",
        ),
        RowFault::Organisation => (
            "de organisatie in deze kolom hebben wij niet; de rest van de rij is overgenomen",
            "we do not have the organisation in this column; the rest of the row is taken over",
        ),
        RowFault::OutElsewhere => (
            "een andere rij zegt dat dit adres zich in het andere systeem heeft afgemeld of niet heeft bevestigd; het blijft buiten",
            "another row says that this address left or never confirmed in the other system; it stays out",
        ),
        RowFault::Contradicts => (
            "hetzelfde adres staat eerder in de lijst met een andere naam; de eerdere rij telt",
            "the same address stands earlier in the list with another name; the earlier row counts",
        ),
        _ => ("", ""),
    }
}

/// Why the last attempt went wrong.
pub(in crate::subscribers) fn trouble(trouble: Trouble, language: Language) -> &'static str {
    match trouble {
        Trouble::DiskFull => language.pick(
            "de schijf van de server is vol. Zodra er ruimte is, gaat de import vanzelf verder.",
            "the disk of the server is full. The import goes on by itself as soon as there is room.",
        ),
        Trouble::Unavailable => language.pick(
            "de database gaf geen antwoord. Wij proberen het elke minuut opnieuw.",
            "the database did not answer. We try again every minute.",
        ),
        Trouble::Broken => language.pick(
            "er ging iets mis dat wij niet verwachtten; in het logboek van de server staat wat. Wij proberen het elke minuut opnieuw.",
            "something went wrong that we did not expect; the log of the server has it. We try again every minute.",
        ),
    }
}

/// How many wrong rows are not listed one by one.
pub(in crate::subscribers) fn left_out(import: &Import, language: Language) -> Option<String> {
    let kept = i64::try_from(KEPT_FAULTS).unwrap_or(i64::MAX);
    let others = number(import.wrong_rows.checked_sub(kept).filter(|others| *others > 0)?, language);
    let kept = number(kept, language);
    Some(language.pick(
        format!("Alleen de eerste {kept} foute rijen zijn bewaard; er zijn er nog {others}."),
        format!("Only the first {kept} wrong rows are kept; there are {others} more."),
    ))
}
