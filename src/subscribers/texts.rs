//! The sentences of pages and letters in both languages, and those of the terminal, which are English.

use super::import::Tally;
use super::import::list_file::{FileFault, MAX_COLUMNS, MAX_LINE, RowFault};
use super::subscriber::{MAX_NAME, NameFault};
use crate::base::Language;
use crate::base::email_address::AddressFault;
use crate::base::wall_time::number;

macro_rules! sentences {
    ($($name:ident: $dutch:literal, $english:literal;)+) => {$(
        pub(super) fn $name(language: Language) -> &'static str {
            language.pick($dutch, $english)
        }
    )+};
}

sentences! {
    sign_up_title: "Abonneren", "Subscribe";
    sign_up_lead: "U krijgt eerst een mail om uw aanmelding te bevestigen. Afmelden kan altijd, met één klik.",
        "You first get a mail to confirm your subscription. You can leave at any time, with one click.";
    address: "E-mailadres", "E-mail address";
    address_hint: "Bijvoorbeeld anna@voorbeeld.nl", "For example anna@voorbeeld.nl";
    your_name: "Naam", "Name";
    which: "Wat wilt u ontvangen?", "What would you like to receive?";
    leave_empty: "Laat dit veld leeg", "Leave this field empty";
    send_me: "Stuur mij een bevestigingsmail", "Send me a confirmation mail";
    no_publications: "U kunt zich nog niet aanmelden", "You cannot subscribe yet";
    no_publications_advice: "Er zijn nog geen uitgaven. Kijk later nog eens.", "There are no publications yet. Please come back later.";
    tick_one: "Kruis aan wat u wilt ontvangen.", "Tick what you would like to receive.";
    which_is_right: "Kies welk adres klopt.", "Choose which address is right.";
    check_mail: "Kijk in uw mail", "Check your mail";
    check_mail_lead: "Wij hebben u een mail gestuurd. Volg de link in die mail.", "We have sent you a mail. Follow the link in it.";
    check_mail_help: "Ziet u na een paar minuten niets? Kijk dan in de map met ongewenste mail, en of u uw adres goed hebt ingevuld.",
        "Nothing after a few minutes? Then look in your spam folder, and check whether you typed your address correctly.";
    sign_up_again: "Vul het formulier opnieuw in", "Fill in the form again";

    confirm_title: "Bevestig uw aanmelding", "Confirm your subscription";
    confirm_shows: "U bevestigt dat u dit wilt ontvangen:", "You confirm that you would like to receive:";
    confirm_press: "Ja, ik wil dit ontvangen", "Yes, I would like to receive this";
    confirm_not: "Wilt u dit niet? Dan hoeft u niets te doen.", "You do not want this? Then you need not do anything.";
    confirmed_title: "U bent geabonneerd", "You are subscribed";
    confirmed_lead: "Uw aanmelding is bevestigd. U krijgt een mail met uw gegevens en de links om ze te wijzigen.",
        "Your subscription is confirmed. You get a mail with your details and the links to change them.";
    to_archive: "Lees eerdere nummers", "Read earlier issues";
    already_title: "Dit was al bevestigd", "This was already confirmed";
    already_done: "U hebt deze aanmelding al eerder bevestigd. U hoeft niets meer te doen.",
        "You have confirmed this subscription before. There is nothing left to do.";
    expired_title: "Deze link is verlopen", "This link has expired";
    expired_confirm: "De link in de bevestigingsmail werkt 7 dagen. Meld u opnieuw aan, dan krijgt u een nieuwe.",
        "The link in the confirmation mail works for 7 days. Sign up again to get a new one.";
    expired_preferences: "De link naar uw voorkeuren werkt 13 maanden. Vul uw adres opnieuw in, dan sturen wij u een nieuwe link. Of gebruik de link in onze nieuwste mail.",
        "The link to your preferences works for 13 months. Fill in your address again and we will send you a new link. Or use the link in our newest mail.";
    blocked_title: "Wij mogen niet naar dit adres mailen", "We may not write to this address";
    blocked_lead: "Mail naar dit adres is geblokkeerd. Neem contact met ons op, dan kijken wij samen wat er kan.",
        "Mail to this address is blocked. Please contact us, so that we can see together what is possible.";
    to_contact: "Neem contact op", "Contact us";

    preferences_title: "Uw voorkeuren", "Your preferences";
    for_address: "Deze voorkeuren horen bij", "These preferences belong to";
    language_question: "In welke taal schrijven wij u?", "In which language shall we write to you?";
    language_missing: "Kies een taal.", "Choose a language.";
    save: "Bewaar mijn voorkeuren", "Save my preferences";
    saved: "Uw voorkeuren zijn bewaard", "Your preferences are saved";
    saved_without: "Uw voorkeuren zijn bewaard, maar wij mogen niet naar dit adres mailen. Neem contact met ons op.",
        "Your preferences are saved, but we may not write to this address. Please contact us.";
    leave_all_title: "Helemaal stoppen", "Stop altogether";
    leave_all_lead: "U krijgt dan geen enkele uitgave meer. U kunt dit tien minuten lang terugdraaien.",
        "You will then get no publication at all. You can undo this for ten minutes.";
    leave_all_press: "Meld mij voor alles af", "Unsubscribe me from everything";
    own_data_title: "Wat wij van u weten", "What we know about you";
    own_data_lead: "Bekijk wat wij over u bewaren, download het, of laat alles wissen.",
        "See what we keep about you, download it, or have everything erased.";
    own_data_press: "Naar mijn gegevens", "To my data";
    nothing_left: "U ontvangt op dit moment geen uitgaven.", "You do not receive any publications at the moment.";

    leave_title: "Afmelden", "Unsubscribe";
    leave_or_all: "Of stop in één keer met alle uitgaven:", "Or stop all publications at once:";
    left_title: "U bent afgemeld", "You have unsubscribed";
    left_all: "U krijgt deze uitgaven niet meer:", "You will no longer get these publications:";
    left_transit: "Een mail die op dit moment al onderweg is, kan nog aankomen.", "A mail that is already on its way may still arrive.";
    undo_lead: "Per ongeluk? U kunt dit tien minuten lang terugdraaien.", "By mistake? You can undo this for ten minutes.";
    undo_press: "Maak mijn afmelding ongedaan", "Undo this and keep me subscribed";
    undo_late: "Terugdraaien kon tot tien minuten na het afmelden. Wilt u toch weer mails ontvangen? Meld u dan opnieuw aan.",
        "Undoing was possible until ten minutes after leaving. Would you like to get mails again? Then sign up again.";
    back_title: "U blijft geabonneerd", "You stay subscribed";
    back_lead: "Uw afmelding is teruggedraaid. U krijgt onze mails weer.", "Your leaving was undone. You will get our mails again.";

    confirm_within: "De link werkt 7 dagen.", "The link works for 7 days.";
    confirm_button: "Bevestig de aanmelding", "Confirm the subscription";
    confirm_ignore: "Hebt u zich niet aangemeld? Dan hoeft u niets te doen. Zonder bevestiging krijgt u geen mails en wissen wij uw adres na 14 dagen.",
        "Did you not sign up? Then you need not do anything. Without confirmation you get no mails, and we erase your address after 14 days.";
    already_change: "U ontvangt dit al. U hoeft niets te doen. Wilt u iets wijzigen, of stoppen? Dat kan bij uw voorkeuren.",
        "You receive this already. There is nothing to do. Would you like to change something, or stop? You can do so in your preferences.";
    already_ignore: "Hebt u niets ingevuld? Dan deed iemand anders dat. Er is niets gewijzigd.",
        "Did you not fill in anything? Then somebody else did. Nothing was changed.";
    to_preferences: "Bekijk mijn voorkeuren", "See my preferences";
    welcome_lead: "Uw aanmelding is bevestigd. Dit ontvangt u voortaan:", "Your subscription is confirmed. This is what you will receive:";

    staff_title: "Abonnees", "Subscribers";
    staff_search: "Begin van een adres, of een deel van een naam", "The beginning of an address, or part of a name";
    staff_publication: "Uitgave", "Publication";
    staff_all: "Alle uitgaven", "All publications";
    staff_look: "Zoek abonnees", "Search subscribers";
    staff_none: "Geen abonnees gevonden", "No subscribers found";
    staff_none_advice: "Zoek op het begin van het e-mailadres of op een deel van de naam, of kies een andere uitgave.",
        "Search by the beginning of the e-mail address or by part of the name, or choose another publication.";
    staff_empty: "Er zijn nog geen abonnees", "There are no subscribers yet";
    staff_empty_advice: "Deel het adres van de aanmeldpagina, of importeer een lijst met het commando samenspraak import subscribers.",
        "Share the address of the sign-up page, or import a list with the command samenspraak import subscribers.";
    column_address: "Adres", "Address";
    column_receives: "Ontvangt", "Receives";
    column_language: "Taal", "Language";
    column_since: "Sinds", "Since";
    column_state: "Stand", "State";
    column_when: "Wanneer", "When";
    column_what: "Wat", "What";
    column_how: "Waardoor", "Through";
    column_basis: "Grondslag of reden", "Basis or reason";
    column_letter: "Mail", "Mail";
    no_name: "(geen naam)", "(no name)";
    subscribed: "geabonneerd", "subscribed";
    gone: "afgemeld", "left";
    receives_nothing: "niets meer", "nothing any more";
    subscriptions_heading: "Abonnementen", "Subscriptions";
    consents_heading: "Bewijs van toestemming", "Evidence of consent";
    letters_heading: "Verstuurde mails", "Mails sent";
    no_letters: "Er zijn nog geen mails naar deze persoon gestuurd.", "No mails have been sent to this person yet.";
    no_consents: "Er is nog niets vastgelegd.", "Nothing has been recorded yet.";
    withdraw_heading: "Afmelden op verzoek", "Unsubscribe on request";
    withdraw_lead: "Doe dit alleen als de persoon u dat zelf vroeg. Het wordt vastgelegd met uw naam en de reden.",
        "Do this only when the person asked you to. It is recorded with your name and the reason.";
    withdraw_from: "Van welke uitgave?", "From which publication?";
    withdraw_from_missing: "Kies een uitgave.", "Choose a publication.";
    withdraw_reason: "Reden", "Reason";
    withdraw_reason_hint: "Bijvoorbeeld: belde op 3 december.", "For example: called on 3 December.";
    withdraw_reason_missing: "Schrijf in één regel van hoogstens 300 tekens waarom u deze persoon afmeldt.",
        "Write in one line of at most 300 characters why you unsubscribe this person.";
    withdraw_press: "Meld deze persoon af", "Unsubscribe this person";
    withdrawn: "De persoon is afgemeld", "The person was unsubscribed";
}

/// The exact words that a subscriber agrees to. A changed word is another text with another hash.
pub(super) fn consent(centre: &str, language: Language) -> String {
    language.pick(
        format!(
            "Ik wil de aangekruiste uitgaven van {centre} per e-mail ontvangen. {centre} gebruikt mijn gegevens alleen daarvoor en houdt niet bij wat ik lees. Ik kan mij altijd afmelden."
        ),
        format!(
            "I would like to receive the ticked publications of {centre} by e-mail. {centre} uses my details for that only and does not record what I read. I can unsubscribe at any time."
        ),
    )
}

pub(super) fn did_you_mean(meant: &str, language: Language) -> String {
    language.pick(format!("Bedoelde u {meant}?"), format!("Did you mean {meant}?"))
}

pub(super) fn yes_use(meant: &str, language: Language) -> String {
    language.pick(format!("Ja, gebruik {meant}"), format!("Yes, use {meant}"))
}

pub(super) fn no_keep(typed: &str, language: Language) -> String {
    language.pick(format!("Nee, {typed} klopt"), format!("No, {typed} is right"))
}

pub(super) fn leave_question(publication: &str, address: &str, language: Language) -> String {
    language.pick(
        format!("Wilt u {publication} niet meer ontvangen op {address}?"),
        format!("Would you like to stop receiving {publication} at {address}?"),
    )
}

pub(super) fn leave_press(publication: &str, language: Language) -> String {
    language.pick(format!("Meld mij af voor {publication}"), format!("Unsubscribe me from {publication}"))
}

pub(super) fn not_subscribed(publication: &str, address: &str, language: Language) -> String {
    language.pick(
        format!("{publication} gaat niet (meer) naar {address}."),
        format!("{publication} is not sent to {address} (any more)."),
    )
}

pub(super) fn confirm_subject(centre: &str, language: Language) -> String {
    language.pick(format!("Bevestig uw aanmelding bij {centre}"), format!("Confirm your subscription with {centre}"))
}

pub(super) fn confirm_lead(centre: &str, language: Language) -> String {
    language.pick(
        format!("Met dit e-mailadres is een aanmelding gedaan voor mails van {centre}. Was u dat? Bevestig het dan met de knop."),
        format!("This e-mail address was used to sign up for mails of {centre}. Was that you? Then confirm it with the button."),
    )
}

pub(super) fn already_subject(centre: &str, language: Language) -> String {
    language.pick(format!("U bent al geabonneerd bij {centre}"), format!("You already subscribe to {centre}"))
}

pub(super) fn already_lead(centre: &str, language: Language) -> String {
    language.pick(
        format!("Met dit e-mailadres is opnieuw een aanmelding gedaan voor mails van {centre}."),
        format!("This e-mail address was used again to sign up for mails of {centre}."),
    )
}

pub(super) fn welcome_subject(centre: &str, language: Language) -> String {
    language.pick(format!("Welkom bij {centre}"), format!("Welcome to {centre}"))
}

/// Before, link, after.
pub(super) fn welcome_change(language: Language) -> (&'static str, &'static str, &'static str) {
    language.pick(
        ("Wilt u later iets wijzigen? ", "Bekijk uw voorkeuren", "."),
        ("Would you like to change something later? ", "See your preferences", "."),
    )
}

/// Before, link, after.
pub(super) fn welcome_leave(publication: &str, language: Language) -> (String, String, String) {
    let (before, label) = language.pick(
        ("Toch niet? ", format!("Meld u af voor {publication}")),
        ("Not after all? ", format!("Unsubscribe from {publication}")),
    );
    (before.to_owned(), label, ".".to_owned())
}

pub(super) fn letter_why(centre: &str, language: Language) -> String {
    language.pick(
        format!("U krijgt deze mail van {centre}, omdat dit adres is ingevuld op onze website."),
        format!("You get this mail from {centre}, because this address was filled in on our website."),
    )
}

pub(super) fn address_fault(fault: AddressFault, language: Language) -> &'static str {
    match fault {
        AddressFault::Empty => language.pick("Vul uw e-mailadres in.", "Fill in your e-mail address."),
        AddressFault::NoAt => language.pick(
            "Een e-mailadres heeft een @ met iets ervoor en erachter, zoals anna@voorbeeld.nl.",
            "An e-mail address has an @ with something before and after it, like anna@voorbeeld.nl.",
        ),
        AddressFault::TooLong => language.pick(
            "Dit e-mailadres is te lang. Controleer of er niet te veel is geplakt.",
            "This e-mail address is too long. Check whether too much was pasted.",
        ),
        AddressFault::Local => language.pick(
            "Vóór de @ staat een teken dat daar niet kan. Kijk of er een spatie of komma te veel staat.",
            "Before the @ is a character that cannot stand there. See whether there is a space or comma too many.",
        ),
        AddressFault::Domain => language.pick(
            "Achter de @ staat geen bestaande soort domeinnaam. Kijk of de punt en het laatste deel kloppen, zoals .nl.",
            "After the @ is no valid domain name. See whether the dot and the last part are right, like .nl.",
        ),
    }
}

pub(super) fn name_fault(fault: NameFault, language: Language) -> String {
    match fault {
        NameFault::TooLong => language.pick(
            format!("Maak de naam korter: hoogstens {MAX_NAME} tekens."),
            format!("Make the name shorter: at most {MAX_NAME} characters."),
        ),
        NameFault::Control => language
            .pick(
                "Schrijf de naam op één regel, zonder bijzondere besturingstekens.",
                "Write the name on one line, without special control characters.",
            )
            .to_owned(),
    }
}

/// How many there are, for the head of the list.
pub(super) fn how_many(count: i64, language: Language) -> String {
    let shown = number(count, language);
    match (count, language) {
        (1, Language::Dutch) => "1 persoon ontvangt nu mails.".to_owned(),
        (1, Language::English) => "1 person receives mails now.".to_owned(),
        (_, Language::Dutch) => format!("{shown} mensen ontvangen nu mails."),
        (_, Language::English) => format!("{shown} people receive mails now."),
    }
}

/// What a word of evidence means.
pub(super) fn act(word: &str, language: Language) -> &'static str {
    match word {
        "requested" => language.pick("aangevraagd", "requested"),
        "confirmed" => language.pick("bevestigd", "confirmed"),
        "imported" => language.pick("geïmporteerd", "imported"),
        _ => language.pick("afgemeld", "left"),
    }
}

/// What a word for a source or channel means.
pub(super) fn through(word: &str, language: Language) -> &'static str {
    match word {
        "form" => language.pick("formulier en mail", "form and mail"),
        "import" => language.pick("import van een lijst", "import of a list"),
        "preferences" => language.pick("voorkeurenpagina", "preferences page"),
        "undo" => language.pick("afmelding teruggedraaid", "leaving was undone"),
        "page" => language.pick("link in een mail", "link in a mail"),
        "one-click" => language.pick("afmeldknop van het mailprogramma", "unsubscribe button of the mail program"),
        "staff" => language.pick("medewerker, op verzoek", "staff, on request"),
        "mail" => language.pick("afmelding per mail", "leaving by mail"),
        "complaint" => language.pick("klacht over ongewenste mail", "complaint about unwanted mail"),
        _ => language.pick("anders", "other"),
    }
}

/// What staff call a letter: ours by what it is for, others by their own label.
pub(super) fn letter_label(label: &str, language: Language) -> String {
    match label {
        "subscribers.confirm" => language.pick("Bevestigingsmail", "Confirmation mail").to_owned(),
        "subscribers.already" => language.pick("Mail: u bent al geabonneerd", "Mail: you already subscribe").to_owned(),
        "subscribers.welcome" => language.pick("Welkomstmail", "Welcome mail").to_owned(),
        "privacy.letter" => language.pick("Code voor eigen gegevens", "Code for own data").to_owned(),
        other => other.to_owned(),
    }
}

/// The address of a subscriber must not be written to.
pub(super) fn is_suppressed(language: Language) -> &'static str {
    language.pick(
        "Naar dit adres versturen wij niets wat aan velen gaat",
        "Nothing that goes to many is sent to this address",
    )
}

/// The way to why that is, and to lifting it.
pub(super) fn see_suppression(language: Language) -> &'static str {
    language.pick("Bekijk waarom, of hef de blokkade op", "See why, or lift the suppression")
}

/// What a word for the state of a delivery means.
pub(super) fn delivery(word: &str, language: Language) -> &'static str {
    match word {
        "accepted" => language.pick("aangenomen", "accepted"),
        "refused" => language.pick("geweigerd", "refused"),
        "retry" => language.pick("wordt opnieuw geprobeerd", "will be tried again"),
        "suppressed" => language.pick("niet verstuurd", "not sent"),
        "uncertain" => language.pick("onzeker", "uncertain"),
        _ => language.pick("wacht", "waiting"),
    }
}

/// The terminal's summary of an import.
pub(super) fn tally(tally: &Tally, publication: &str, dry_run: bool) -> String {
    let head = if dry_run { "Nothing was changed. An import would have added" } else { "Added" };
    let Tally { added, present, left, suppressed, repeated } = tally;
    format!(
        "{head} {added} subscribers of {publication}.\n\
         {present} were subscribed already; {left} left earlier and stay out; {suppressed} are suppressed and stay out; \
         {repeated} rows repeat an address."
    )
}

/// The terminal's sentence about a file.
pub(super) fn file_fault(fault: &FileFault) -> String {
    match fault {
        FileFault::Empty => "the file is empty".to_owned(),
        FileFault::Binary => "this is no text file; in a spreadsheet, choose \"save as\" and CSV (UTF-8)".to_owned(),
        FileFault::LongLine(line) => format!("line {line} is longer than {} kB; is this a CSV file?", MAX_LINE / 1024),
        FileFault::Columns(count) => format!("the header has {count} columns; there may be {MAX_COLUMNS}"),
        FileFault::NoAddresses(columns) => format!(
            "no column holds addresses; name it \"e-mailadres\" or \"email\" in the first line. The columns are now: {}",
            columns.join(", ")
        ),
        FileFault::Quotes => "the text between quotation marks cannot be read; is a mark missing?".to_owned(),
    }
}

/// The terminal's sentence about a row.
pub(super) fn row_fault(fault: &RowFault) -> String {
    match fault {
        RowFault::Address(AddressFault::Empty) => "the address is missing".to_owned(),
        RowFault::Address(AddressFault::NoAt) => "the address has no @, or nothing on one side of it".to_owned(),
        RowFault::Address(AddressFault::TooLong) => "the address is too long".to_owned(),
        RowFault::Address(AddressFault::Local) => {
            "the address has a character before the @ that may not stand there".to_owned()
        }
        RowFault::Address(AddressFault::Domain) => "what stands after the @ is no domain name".to_owned(),
        RowFault::Name(NameFault::TooLong) => format!("the name is longer than {MAX_NAME} characters"),
        RowFault::Name(NameFault::Control) => "the name has a line break or another control character".to_owned(),
        RowFault::Language => "the language is neither nl nor en".to_owned(),
        RowFault::Cells(cells, header) => format!("it has {cells} cells and the header {header}"),
        RowFault::LongCell => "a cell is longer than 1,000 characters; is a quotation mark missing?".to_owned(),
    }
}
