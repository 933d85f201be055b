//! The sentences of pages and letters in both languages, and those of the terminal, which are English.

use super::subscriber::{CONFIRM_WITHIN, PREFERENCES_WORK, UNCONFIRMED_FOR, UNDO_WITHIN};
use super::subscriber::{MAX_NAME, NameFault};
use crate::base::email_address::AddressFault;
use crate::base::{Language, sentences, timed_sentences};

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
    mixed_letters: "Klopt dit adres?", "Is this address right?";
    mixed_letters_hint: "Achter de @ staan letters uit verschillende alfabetten die op elkaar lijken. Klopt het niet, typ het adres hierboven dan opnieuw.",
        "After the @ are letters of different alphabets that look alike. If it is wrong, type the address above once more.";
    press_again: "Druk nog één keer op de knop", "Press the button once more";
    press_again_lead: "Zo weten wij dat een mens dit invult. Wat u invulde, staat er nog.",
        "This tells us that a person fills this in. What you filled in is still there.";
    too_often: "Wij kunnen u nu even geen mail sturen", "We cannot send you a mail right now";
    too_often_lead: "Vanaf uw netwerk of voor dit adres is het laatste uur te vaak een mail gevraagd. Wat u invulde, staat er nog.",
        "Too many mails were asked for from your network or for this address in the last hour. What you filled in is still there.";
    crowd: "Het is nu erg druk", "It is very busy right now";
    crowd_lead: "Uw browser doet eerst een klein rekensommetje. Druk daarna nog één keer op de knop. Gebeurt er niets? Druk dan ook: uw mail komt dan later, uiterlijk over een dag. Wat u invulde, blijft staan.",
        "Your browser does a small sum first. Then press the button once more. Does nothing happen? Press all the same: your mail then comes later, within a day. What you filled in stays.";
    crowd_full: "Zo veel mensen melden zich aan dat de rij vol is. Wacht een minuut en druk dan nog een keer. Wat u invulde, blijft staan.",
        "So many people are signing up that the queue is full. Wait a minute and press again. What you filled in stays.";
    crowd_working: "Uw browser rekent. Dat duurt een paar tellen.", "Your browser is at work. This takes a few seconds.";
    crowd_done: "Klaar. Druk op de knop.", "Done. Press the button.";
    choices_title: "Kies onderwerpen en gebieden (niet verplicht)", "Choose topics and areas (optional)";
    choices_lead: "Dan weten wij welke berichten bij u passen. U kunt dit later altijd wijzigen.",
        "Then we know which messages fit you. You can change this later at any time.";
    topics_question: "Welke onderwerpen?", "Which topics?";
    areas_question: "Welk deel van het land?", "Which part of the country?";
    regions_title: "Of kies losse regio's", "Or choose single regions";
    regions_question: "Welke regio's?", "Which regions?";
    check_mail: "Kijk in uw mail", "Check your mail";
    check_mail_lead: "Wij hebben u een mail gestuurd. Volg de link in die mail.", "We have sent you a mail. Follow the link in it.";
    queued: "Uw mail staat in de rij", "Your mail is in the queue";
    queued_lead: "Heel veel mensen melden zich nu aan. Uw mail komt daarom later, uiterlijk over een dag. U hoeft zich niet nog eens aan te melden. Volg de link in die mail.",
        "Very many people are signing up now. Your mail therefore comes later, within a day. You need not sign up again. Follow the link in it.";
    check_mail_help: "Ziet u na een paar minuten niets? Kijk dan in de map met ongewenste mail, en of u uw adres goed hebt ingevuld.",
        "Nothing after a few minutes? Then look in your spam folder, and check whether you typed your address correctly.";
    about_privacy: "Wat wij met uw gegevens doen", "What we do with your details";
    sign_up_again: "Vul het formulier opnieuw in", "Fill in the form again";

    confirm_title: "Bevestig uw aanmelding", "Confirm your subscription";
    confirm_shows: "U bevestigt dat u dit wilt ontvangen:", "You confirm that you would like to receive:";
    confirm_press: "Ja, ik wil dit ontvangen", "Yes, I would like to receive this";
    confirm_chosen: "U koos daarbij:", "You chose with it:";
    confirm_not: "Wilt u dit niet? Dan hoeft u niets te doen.", "You do not want this? Then you need not do anything.";
    confirmed_title: "U bent geabonneerd", "You are subscribed";
    confirmed_lead: "Uw aanmelding is bevestigd. U krijgt een mail met uw gegevens en de links om ze te wijzigen.",
        "Your subscription is confirmed. You get a mail with your details and the links to change them.";
    to_archive: "Lees eerdere nummers", "Read earlier issues";
    already_title: "Dit was al bevestigd", "This was already confirmed";
    already_done: "U hebt deze aanmelding al eerder bevestigd. U hoeft niets meer te doen.",
        "You have confirmed this subscription before. There is nothing left to do.";
    expired_title: "Deze link is verlopen", "This link has expired";
    blocked_title: "Wij mogen niet naar dit adres mailen", "We may not write to this address";
    blocked_lead: "Mail naar dit adres is geblokkeerd. Neem contact met ons op, dan kijken wij samen wat er kan.",
        "Mail to this address is blocked. Please contact us, so that we can see together what is possible.";
    to_contact: "Neem contact op", "Contact us";

    nothing_left: "U ontvangt op dit moment geen uitgaven.", "You do not receive any publications at the moment.";

    where_you_moved: "het adres waarheen u verhuisde", "the address to which you moved";
    leave_all_press: "Meld mij voor alles af", "Unsubscribe me from everything";
    leave_title: "Afmelden", "Unsubscribe";
    leave_or_all: "Of stop in één keer met alle uitgaven:", "Or stop all publications at once:";
    left_title: "U bent afgemeld", "You have unsubscribed";
    left_all: "U krijgt deze uitgaven niet meer:", "You will no longer get these publications:";
    left_transit: "Een mail die op dit moment al onderweg is, kan nog aankomen.", "A mail that is already on its way may still arrive.";
    undo_press: "Maak mijn afmelding ongedaan", "Undo this and keep me subscribed";
    why_question: "Waarom stopt u?", "Why are you leaving?";
    why_hint: "U hoeft dit niet te zeggen. Wij tellen de antwoorden, zonder uw naam of adres.",
        "You need not say. We count the answers, without your name or address.";
    why_press: "Verstuur mijn antwoord", "Send my answer";
    why_thanks: "Dank u wel voor uw antwoord", "Thank you for your answer";
    back_title: "U blijft geabonneerd", "You stay subscribed";
    back_lead: "Uw afmelding is teruggedraaid. U krijgt onze mails weer.", "Your leaving was undone. You will get our mails again.";

    confirm_button: "Bevestig de aanmelding", "Confirm the subscription";
    already_change: "U ontvangt dit al. U hoeft niets te doen. Wilt u iets wijzigen, of stoppen? Dat kan bij uw voorkeuren.",
        "You receive this already. There is nothing to do. Would you like to change something, or stop? You can do so in your preferences.";
    already_ignore: "Hebt u niets ingevuld? Dan deed iemand anders dat. Er is niets gewijzigd.",
        "Did you not fill in anything? Then somebody else did. Nothing was changed.";
    to_preferences: "Bekijk mijn voorkeuren", "See my preferences";
    welcome_lead: "Uw aanmelding is bevestigd. Dit ontvangt u voortaan:", "Your subscription is confirmed. This is what you will receive:";

    staff_title: "Abonnees", "Subscribers";
    staff_publication: "Uitgave", "Publication";
    column_language: "Taal", "Language";
    column_since: "Sinds", "Since";
    to_growth: "Bekijk de groei", "See the growth";
}

/// The exact words that a subscriber agrees to. A changed word is another text with another hash.
#[must_use]
pub fn consent(centre: &str, language: Language) -> String {
    language.pick(
        format!(
            "Ik wil de aangekruiste uitgaven van {centre} per e-mail ontvangen. {centre} gebruikt mijn gegevens alleen daarvoor en houdt niet bij wat ik lees. Ik kan mij altijd afmelden."
        ),
        format!(
            "I would like to receive the ticked publications of {centre} by e-mail. {centre} uses my details for that only and does not record what I read. I can unsubscribe at any time."
        ),
    )
}

pub(super) fn called(name: &str, language: Language) -> String {
    language.pick(format!("Wij noemen u: {name}."), format!("We will call you: {name}."))
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

pub(super) fn yes_keep(typed: &str, language: Language) -> String {
    language.pick(format!("Ja, {typed} klopt"), format!("Yes, {typed} is right"))
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
            "Achter de @ staat geen geldige domeinnaam. Kijk of de punt en het laatste deel kloppen, zoals .nl.",
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

timed_sentences! {
    expired_confirm(CONFIRM_WITHIN): "De link in de bevestigingsmail werkt {span}. Meld u opnieuw aan, dan krijgt u een nieuwe.",
        "The link in the confirmation mail works for {span}. Sign up again to get a new one.";
    expired_preferences(PREFERENCES_WORK): "De link naar uw voorkeuren werkt {span}. Vul uw adres opnieuw in, dan sturen wij u een nieuwe link. Of gebruik de link in onze nieuwste mail.",
        "The link to your preferences works for {span}. Fill in your address again and we will send you a new link. Or use the link in our newest mail.";
    undo_lead(UNDO_WITHIN): "Per ongeluk? U kunt dit {span} lang terugdraaien.", "By mistake? You can undo this for {span}.";
    undo_late(UNDO_WITHIN): "Terugdraaien kon tot {span} na het afmelden. Wilt u toch weer mails ontvangen? Meld u dan opnieuw aan.",
        "Undoing was possible until {span} after leaving. Would you like to get mails again? Then sign up again.";
    confirm_within(CONFIRM_WITHIN): "De link werkt {span}.", "The link works for {span}.";
    confirm_ignore(UNCONFIRMED_FOR): "Hebt u zich niet aangemeld? Dan hoeft u niets te doen. Zonder bevestiging krijgt u geen mails en wissen wij uw adres na {span}.",
        "Did you not sign up? Then you need not do anything. Without confirmation you get no mails, and we erase your address after {span}.";
}
