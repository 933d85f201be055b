//! The sentences about imports, in both languages; the terminal uses the English ones.

mod asking;
mod wrong;

use super::super::{Import, Preset, Role, Tally};
use crate::base::wall_time::number;
use crate::base::{Language, sentences};
use crate::store::tables::states::ImportState;

pub(in crate::subscribers) use asking::{asked, question, sheet_read, unknown};
pub(in crate::subscribers) use wrong::{file_fault, left_out, row_fault, trouble};

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

sentences! {
    title: "Lijsten importeren", "Importing lists";
    subscribers: "Abonnees", "Subscribers";
    lead: "Neem abonnees over uit een ander systeem of een rekenblad. Er verandert niets voordat u dat zegt.",
        "Take subscribers over from another system or a spreadsheet. Nothing changes until you say so.";
    upload_heading: "Nieuwe lijst", "New list";
    file: "Bestand", "File";
    file_hint: "CSV (; , | of tab) of Excel-werkmap (.xlsx). Hoogstens 256 MB en 2.000.000 rijen; een werkmap hoogstens 32 MB en 100.000 rijen. Het bestand wordt versleuteld bewaard en gewist zodra de import klaar is, of na een dag.",
        "CSV (; , | or tab) or a workbook (.xlsx). At most 256 MB and 2,000,000 rows; a workbook at most 32 MB and 100,000 rows. The file is kept encrypted, and erased as soon as the import ends or after a day.";
    file_missing: "Kies een bestand.", "Choose a file.";
    upload: "Lees het bestand", "Read the file";
    earlier: "Eerdere imports", "Earlier imports";
    none: "Er is nog niets geïmporteerd", "Nothing was imported yet";
    none_advice: "Kies hierboven een bestand om te beginnen.", "Choose a file above to begin.";
    column_when: "Wanneer", "When";
    column_state: "Status", "Status";
    column_publication: "Uitgave", "Publication";
    column_added: "Toegevoegd", "Added";
    nameless: "(zonder naam)", "(no name)";
    map_title: "Wat staat in welke kolom?", "What is in which column?";
    map_lead: "Kies wat wij overnemen. Wat u niet kiest, lezen wij niet in.", "Choose what we take over. What you do not choose is not read.";
    preset: "Het bestand is een export van", "The file is an export of";
    preset_hint: "Kies dit als het zo is: dan herkennen wij de kolommen die zeggen wie zich daar heeft afgemeld.", "Choose this when it is so: then we recognise the columns that say who left there.";
    preset_none: "iets anders", "something else";
    preset_apply: "Vul de kolommen zo in", "Fill in the columns accordingly";
    has_header: "De eerste rij bevat de namen van de kolommen", "The first row holds the names of the columns";
    columns: "Kolommen", "Columns";
    no_address: "Kies precies één kolom met het e-mailadres.", "Choose exactly one column with the e-mail address.";
    twice: "Kies dit voor hoogstens één kolom.", "Choose this for at most one column.";
    about: "Over de lijst", "About the list";
    publication: "Waarop worden zij geabonneerd?", "What are they subscribed to?";
    publication_missing: "Kies een uitgave.", "Choose a publication.";
    basis: "Waarom mag u hen schrijven?", "Why may you write to them?";
    basis_hint: "De grondslag, in uw eigen woorden. Bijvoorbeeld: toestemming op het aanmeldformulier van 2024. Dit blijft bewaard als bewijs.",
        "The basis, in your own words. For example: consent on the sign-up form of 2024. This is kept as evidence.";
    basis_missing: "Schrijf in hoogstens 500 tekens waarom u deze mensen mag schrijven.", "Write in at most 500 characters why you may write to these people.";
    source: "Waar komen de adressen vandaan?", "Where do the addresses come from?";
    source_hint: "Bijvoorbeeld: deelnemers aan de netwerkdag. Dit staat ook in de informatiemail.", "For example: participants of the network day. This also stands in the information mail.";
    source_missing: "Schrijf in hoogstens 500 tekens waar de adressen vandaan komen.", "Write in at most 500 characters where the addresses come from.";
    date: "Wanneer zijn ze verkregen?", "When were they obtained?";
    date_missing: "Vul een datum in die niet in de toekomst ligt.", "Fill in a date that is not in the future.";
    preview: "Zo lezen wij de eerste rijen", "This is how we read the first rows";
    preview_line: "Regel", "Line";
    preview_address: "E-mailadres", "E-mail address";
    preview_name: "Naam", "Name";
    preview_language: "Taal", "Language";
    preview_inactive: "blijft buiten: afgemeld of niet bevestigd in het andere systeem", "stays out: left or not confirmed in the other system";
    preview_unclear: "nog onduidelijk; wij vragen het straks", "not clear yet; we will ask";
    preview_again: "Toon het voorbeeld opnieuw", "Show the preview again";
    check: "Controleer de hele lijst", "Check the whole list";
    check_lead: "Bij het controleren verandert er nog niets.", "Checking does not change anything yet.";
    checking: "De lijst wordt gecontroleerd", "The list is being checked";
    merging: "De abonnees worden toegevoegd", "The subscribers are being added";
    trouble_heading: "De laatste poging is niet gelukt", "The last attempt failed";
    refresh: "Ververs", "Refresh";
    go_away: "U kunt deze pagina verlaten; het werk gaat door.", "You may leave this page; the work goes on.";
    stop: "Stop deze import", "Stop this import";
    stop_before: "Er is nog niets toegevoegd. Bij stoppen wordt het bestand gewist.", "Nothing was added yet. Stopping erases the file.";
    stop_during: "Wie al is toegevoegd, blijft geabonneerd.", "Who was added already stays subscribed.";
    checked: "De lijst is gecontroleerd", "The list was checked";
    change_columns: "Wijzig de kolommen of de gegevens", "Change the columns or the details";
    would_be: "Wat er met de rijen gebeurt", "What becomes of the rows";
    became: "Wat er met de rijen is gebeurd", "What became of the rows";
    column_became: "Wat ervan wordt", "What becomes of them";
    column_rows: "Rijen", "Rows";
    row_read: "Gelezen", "Read";
    row_added: "Nieuwe abonnees", "New subscribers";
    row_present: "Al geabonneerd; blijven zoals zij zijn", "Subscribed already; stay as they are";
    row_left: "Eerder afgemeld; blijven buiten", "Left earlier; stay out";
    row_suppressed: "Geblokkeerd; blijven buiten", "Suppressed; stay out";
    row_inactive: "Afgemeld of niet bevestigd in het andere systeem; blijven buiten", "Left or not confirmed in the other system; stay out";
    row_repeated: "Herhalen een adres; de eerste rij telt", "Repeat an address; the first row counts";
    row_contradicting: "waarvan met een andere naam", "of which with another name";
    row_wrong: "Fout", "Wrong";
    faults_heading: "Fouten en opmerkingen", "Faults and remarks";
    faults_download: "Download alle als CSV", "Download all as CSV";
    faults_note: "Het bestand bevat de rijen zelf. Vastgelegd wordt wie het meenam.", "The file holds the rows themselves. It is recorded who took it.";
    faults_gone: "Het bestand is gewist, dus de rijen zelf staan er niet meer bij.", "The file was erased, so the rows themselves are no longer in it.";
    nothing_merges: "Zolang er foute rijen zijn, wordt niets toegevoegd. Verbeter het bestand en begin opnieuw, of laat de foute rijen weg.",
        "As long as rows are wrong, nothing is added. Correct the file and start again, or leave the wrong rows out.";
    nothing_new: "Er is niemand om toe te voegen", "There is nobody to add";
    done: "De import is klaar", "The import is done";
    ended: "Geëindigd", "Ended";
    cancelled: "Deze import is gestopt", "This import was stopped";
    failed: "Dit bestand kunnen wij niet lezen", "We cannot read this file";
    again: "Begin opnieuw met een ander bestand", "Start again with another file";
    to_list: "Bekijk de abonnees", "See the subscribers";
    inform_heading: "Laat hen weten dat zij zijn toegevoegd", "Tell them that they were added";
    inform_about: "Wie u zelf toevoegt, moet weten waar u het adres vandaan hebt en hoe men zich afmeldt (AVG, artikel 14). De mail vermeldt de herkomst, het doel, de grondslag en de afmeldlink.",
        "Whoever you add must know where you have their address from and how to leave (GDPR, article 14). The mail states the source, the purpose, the basis and the link to leave.";
    inform_by_approver: "Wie is toegevoegd, moet weten waar u het adres vandaan hebt (AVG, artikel 14). Een eindredacteur kan die mail vanaf deze pagina versturen.",
        "Whoever was added must know where you have their address from (GDPR, article 14). An approver can send that mail from this page.";
    informed: "De informatiemail is verstuurd of onderweg", "The information mail was sent or is on its way";
    see_sending: "Bekijk de verzending", "See the sending";
    inform_whence: "Hoe wij aan uw adres komen", "Where we have your address from";
    inform_why: "Waarvoor wij het gebruiken", "What we use it for";
    inform_choice: "U kiest", "You choose";
    ask_heading: "Wat betekenen deze woorden?", "What do these words mean?";
    ask_notice: "Wij hebben een vraag over deze lijst", "We have a question about this list";
    ask_lead: "De lijst zegt met deze woorden hoe mensen ervoor staan, maar wij kennen ze niet. Kies wie u mag schrijven. Tot dan wordt niemand van deze rijen toegevoegd.",
        "With these words the list says how people stand, but we do not know them. Choose who may be written to. Until then nobody of these rows is added.";
    ask_choose: "Kies", "Choose";
    ask_in: "mogen worden toegevoegd", "may be added";
    ask_out: "blijven buiten", "stay out";
    ask_again: "Controleer opnieuw", "Check again";
    ask_other_column: "Gaat een kolom ergens anders over? Kies bij \"Wijzig de kolommen\" voor \"gaat niet over afmelden\".",
        "Is a column about something else? Under \"Change the columns\" choose \"is not about leaving\".";
    sheet: "Werkblad", "Sheet";
    sheet_question: "Welk blad lezen wij?", "Which sheet do we read?";
    sheet_hint: "Deze werkmap heeft meer bladen. Importeer elk blad met abonnees apart.", "This workbook has more sheets. Import each sheet that holds subscribers.";
    sheet_refused: "Dit blad lezen wij niet: aan de naam te zien staan er mensen op die zich hebben afgemeld.", "This sheet is not read: by its name it holds people who left.";
    sheet_apply: "Lees dit blad", "Read this sheet";
    evidence: "Vastgelegd", "On record";
}

/// A list has the form of a table of faults.
pub(super) fn faults_head(language: Language) -> [&'static str; 4] {
    language.pick(
        ["Regel", "Kolom", "Wat is er aan de hand?", "Cellen van de rij"],
        ["Line", "Column", "What is the matter?", "Cells of the row"],
    )
}

/// What stands in a column.
pub(super) fn role(role: Role, language: Language) -> &'static str {
    match role {
        Role::Nothing => language.pick("niet overnemen", "do not take over"),
        Role::Address => language.pick("e-mailadres", "e-mail address"),
        Role::Name => language.pick("hele naam", "whole name"),
        Role::First => language.pick("voornaam", "first name"),
        Role::Infix => language.pick("tussenvoegsel", "infix"),
        Role::Last => language.pick("achternaam", "last name"),
        Role::Language => language.pick("taal", "language"),
        Role::Standing => language
            .pick("status in het andere systeem (actief, ja, 1 …)", "standing in the other system (active, yes, 1 …)"),
        Role::Gone => language.pick("gevuld als iemand weg is", "filled when someone left"),
        Role::Lists => language.pick(
            "lijsten in het andere systeem (leeg of No Lists: geen)",
            "lists in the other system (empty or No Lists: none)",
        ),
        Role::Topics => language.pick("onderwerpen", "topics"),
        Role::Areas => language.pick("gebieden of regio's", "areas or regions"),
        Role::Organisation => language.pick("organisatie", "organisation"),
        Role::Aside => language.pick("gaat niet over afmelden", "is not about leaving"),
    }
}

/// What a person should know who takes a list over from another program.
pub(super) fn about_preset(preset: Preset, tells_who_is_out: bool, language: Language) -> Option<&'static str> {
    let words = match preset {
        Preset::Listmonk => (
            "In de export van listmonk staat niet wie zich voor een lijst heeft afgemeld. Filter daar eerst op inschrijving \"confirmed\" (bevestigd) en exporteer dan.",
            "The export of listmonk does not say who unsubscribed from a list. Filter there by subscription status \"confirmed\" first, and then export.",
        ),
        _ if tells_who_is_out => return None,
        Preset::Mailchimp => (
            "Geen kolom zegt wie zich daar heeft afgemeld. Dat klopt alleen als dit het bestand is waarvan de naam met \"subscribed\" begint.",
            "No column says who left there. That is right only when this is the file whose name begins with \"subscribed\".",
        ),
        Preset::Laposta | Preset::PhpList => (
            "Geen kolom zegt wie zich daar heeft afgemeld. Exporteer opnieuw met die kolom, of alleen wie er nog is geabonneerd.",
            "No column says who left there. Export again with that column, or only those who are still subscribed.",
        ),
    };
    Some(language.pick(words.0, words.1))
}

/// In which encoding the file was read.
pub(super) fn encoding(word: &str, language: Language) -> &'static str {
    if word == "macintosh" {
        return language.pick(
            "Gelezen als Mac Roman. Kijk of namen met een accent hieronder kloppen.",
            "Read as Mac Roman. See whether names with an accent are right below.",
        );
    }
    if word == "windows-1252" {
        return language.pick(
            "Gelezen als Windows-1252. Kijk of namen met een accent hieronder kloppen.",
            "Read as Windows-1252. See whether names with an accent are right below.",
        );
    }
    language.pick("Gelezen als UTF-8.", "Read as UTF-8.")
}

/// Where an import stands.
pub(super) fn state(state: ImportState, language: Language) -> &'static str {
    match state {
        ImportState::Arriving => language.pick("wordt gelezen", "is being read"),
        ImportState::Uploaded => language.pick("wacht op uw kolommen", "waits for your columns"),
        ImportState::Mapped => language.pick("wordt gecontroleerd", "is being checked"),
        ImportState::Checked => language.pick("wacht op uw besluit", "waits for your decision"),
        ImportState::Merging => language.pick("wordt toegevoegd", "is being added"),
        ImportState::Done => language.pick("klaar", "done"),
        ImportState::Cancelled => language.pick("gestopt", "stopped"),
        ImportState::Failed => language.pick("niet te lezen", "unreadable"),
    }
}

/// What the terminal calls an import without a name.
pub(super) fn of(import: &Import, language: Language) -> String {
    let name = if import.file_name.is_empty() { nameless(language) } else { &import.file_name };
    format!("{name} ({})", import.id)
}

/// A fault as a sentence of its own; one that asks something ends already.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let end = if words.ends_with(['?', '.']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// "Kolom 3: Voornaam": what a column is called above its question.
pub(super) fn column(at: usize, name: &str, language: Language) -> String {
    let number = at + 1;
    let name: String = name.chars().take(60).collect();
    if name.is_empty() {
        return language.pick(format!("Kolom {number}"), format!("Column {number}"));
    }
    language.pick(format!("Kolom {number}: {name}"), format!("Column {number}: {name}"))
}

/// The button that adds so many.
pub(super) fn merge(added: i64, wrong: i64, language: Language) -> String {
    let (shown, left_out) = (number(added, language), number(wrong, language));
    let people = if added == 1 { ("abonnee", "subscriber") } else { ("abonnees", "subscribers") };
    if wrong > 0 {
        let rows = if wrong == 1 { ("foute rij", "wrong row") } else { ("foute rijen", "wrong rows") };
        return language.pick(
            format!("Laat {left_out} {} weg en voeg {shown} {} toe", rows.0, people.0),
            format!("Leave out {left_out} {} and add {shown} {}", rows.1, people.1),
        );
    }
    language.pick(format!("Voeg {shown} {} toe", people.0), format!("Add {shown} {}", people.1))
}

/// The button that informs so many.
pub(super) fn inform(many: i64, language: Language) -> String {
    let (dutch, english) = if many == 1 { ("persoon", "person") } else { ("mensen", "people") };
    let many = number(many, language);
    language.pick(
        format!("Verstuur de informatiemail aan {many} {dutch}"),
        format!("Send the information mail to {many} {english}"),
    )
}

/// How far it is.
pub(super) fn done_of(done: i64, all: i64, language: Language) -> String {
    let (done, all) = (number(done, language), number(all, language));
    language.pick(format!("{done} van {all} rijen"), format!("{done} of {all} rows"))
}

/// How far the checking is, of which nobody knows how far there is to go.
pub(super) fn rows_read(rows: i64, language: Language) -> String {
    let rows = number(rows, language);
    language.pick(format!("{rows} rijen gelezen"), format!("{rows} rows read"))
}

pub(super) fn inform_subject(publication: &str, language: Language) -> String {
    language.pick(format!("U ontvangt voortaan: {publication}"), format!("You will receive: {publication}"))
}

pub(super) fn inform_lead(centre: &str, publication: &str, language: Language) -> String {
    language.pick(
        format!("{centre} heeft u op de lijst gezet voor: {publication}. In deze mail leest u hoe dat komt en hoe u zich afmeldt."),
        format!("{centre} has put you on the list for: {publication}. This mail tells you why, and how to leave."),
    )
}

pub(super) fn inform_source(source: &str, day: Option<&str>, language: Language) -> String {
    match day {
        Some(day) => language.pick(
            format!("Wij kregen uw e-mailadres op {day}. De herkomst is: {source}."),
            format!("We obtained your e-mail address on {day}. The source is: {source}."),
        ),
        None => language.pick(
            format!("De herkomst van uw e-mailadres is: {source}."),
            format!("The source of your e-mail address is: {source}."),
        ),
    }
}

pub(super) fn inform_use(publication: &str, about: &str, language: Language) -> String {
    let about = if about.is_empty() { String::new() } else { format!(" ({about})") };
    language.pick(
        format!("Alleen om u {publication}{about} te sturen. Wij bewaren uw e-mailadres, uw naam als wij die kennen, en uw taal, en houden niet bij wat u leest."),
        format!("Only to send you {publication}{about}. We keep your e-mail address, your name if we know it, and your language, and do not record what you read."),
    )
}

pub(super) fn inform_basis(basis: &str, language: Language) -> String {
    language.pick(format!("De grondslag is: {basis}."), format!("The basis is: {basis}."))
}

pub(super) fn inform_leave(publication: &str, language: Language) -> String {
    language.pick(format!("Meld mij af voor {publication}"), format!("Unsubscribe me from {publication}"))
}

/// Before, link, after.
pub(super) fn inform_preferences(language: Language) -> (&'static str, &'static str, &'static str) {
    language.pick(
        ("Liever iets anders, of een andere taal? ", "Bekijk uw voorkeuren", "."),
        ("Something else, or another language? ", "See your preferences", "."),
    )
}

/// Before, link, after.
pub(super) fn inform_rights(language: Language) -> (&'static str, &'static str, &'static str) {
    language.pick(
        ("U mag uw gegevens inzien, laten verbeteren en laten wissen, bezwaar maken en een klacht indienen bij de Autoriteit Persoonsgegevens. Hoe dat gaat, leest u in onze ", "privacyverklaring", "."),
        ("You may see your data, have them corrected and erased, object, and complain to the Dutch data protection authority (Autoriteit Persoonsgegevens). How is explained in our ", "privacy statement", "."),
    )
}
