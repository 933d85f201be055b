//! The sentences of a move.

use crate::base::wall_time::{date_of, long_date};
use crate::base::{Instant, Language, sentences, timed_sentences};
use crate::subscribers::subscriber::{CONFIRM_WITHIN, UNCONFIRMED_FOR, UNDO_MOVE_WITHIN};

sentences! {
    ask_title: "Wijzig uw e-mailadres", "Change your e-mail address";
    ask_lead: "Wij sturen een mail naar het nieuwe adres. Pas als u die bevestigt, verhuizen uw abonnementen mee. Het oude adres krijgt daar bericht van.",
        "We send a mail to the new address. Only when you confirm it do your subscriptions move. The old address is told.";
    new_address: "Nieuw e-mailadres", "New e-mail address";
    ask_press: "Stuur mij een bevestigingsmail", "Send me a confirmation mail";
    to_preferences: "Naar uw voorkeuren", "To your preferences";
    asked_title: "Kijk in de mailbox van het nieuwe adres", "Check the mailbox of the new address";
    asked_lead: "Wij hebben een mail naar dat adres gestuurd. Druk op de knop in die mail; tot dan verandert er niets. Was dit al uw adres, dan krijgt u geen mail.",
        "We have sent a mail to that address. Press the button in it; until then nothing changes. If this was your address already, you get no mail.";
    asked_help: "Ziet u na een paar minuten niets? Kijk dan in de map met ongewenste mail, en of u het adres goed hebt ingevuld.",
        "Nothing after a few minutes? Then look in your spam folder, and check whether you typed the address correctly.";
    confirm_title: "Neem uw abonnementen mee", "Take your subscriptions along";
    confirm_lead: "Wat u op uw oude adres ontvangt, ontvangt u voortaan op dit adres.",
        "What you receive at your old address, you will receive at this address from now on.";
    moves_along: "Dit gaat mee:", "This moves along:";
    moves_nothing: "Op uw oude adres ontvangt u op dit moment geen uitgaven.", "You receive no publications at your old address at the moment.";
    confirm_press: "Ja, gebruik voortaan dit adres", "Yes, use this address from now on";
    confirm_not: "Hebt u dit niet gevraagd? Dan hoeft u niets te doen.", "You did not ask for this? Then you need not do anything.";
    moved_title: "Uw e-mailadres is gewijzigd", "Your e-mail address was changed";
    already_title: "Dit was al gewijzigd", "This was already changed";
    already_lead: "U hebt deze wijziging al eerder bevestigd. U hoeft niets meer te doen. In de mail die u daarna kreeg, staat de link naar uw voorkeuren.",
        "You have confirmed this change before. There is nothing left to do. The mail that you got then has the link to your preferences.";
    turned_back_title: "Deze wijziging is teruggedraaid", "This change was undone";
    turned_back_lead: "U hebt dit adres bevestigd, en daarna is de wijziging vanaf het oude adres teruggedraaid. De abonnementen zijn dus niet meer met deze wijziging naar dit adres verhuisd.",
        "You confirmed this address, and after that the change was undone from the old address. So the subscriptions are no longer moved to this address by it.";
    undo_title: "Draai de wijziging terug", "Undo the change";
    undo_lead: "Uw abonnementen zijn naar een ander e-mailadres verhuisd. Was u dat niet, of wilt u ze hier houden? Dan halen wij ze terug naar dit adres.",
        "Your subscriptions moved to another e-mail address. Was that not you, or would you like to keep them here? Then we bring them back to this address.";
    undo_press: "Haal mijn abonnementen terug", "Bring my subscriptions back";
    undone_title: "Uw abonnementen zijn terug", "Your subscriptions are back";
    undone_lead: "Wat u op het andere adres nog ontving, ontvangt u weer op dit adres. Wat intussen werd afgemeld, blijft afgemeld.",
        "What you still received at the other address, you receive at this address again. What you unsubscribed from in the meantime stays that way.";
    late_title: "Terugdraaien kan niet meer", "Undoing is no longer possible";

    confirm_button: "Bevestig dit adres", "Confirm this address";
    here_lead: "Uw e-mailadres bij ons is gewijzigd. Dit ontvangt u voortaan op dit adres:", "Your e-mail address with us was changed. This is what you will receive at this address:";
    here_nothing: "Uw e-mailadres bij ons is gewijzigd. Op dit adres ontvangt u nu geen uitgaven.", "Your e-mail address with us was changed. You receive no publications at this address at the moment.";
}

pub(super) fn paused(until: Instant, language: Language) -> String {
    let day = long_date(date_of(until), language);
    language.pick(
        format!("Uw pauze gaat mee: u krijgt geen uitgaven tot {day}."),
        format!("Your pause moves along: you receive no publications until {day}."),
    )
}

pub(super) fn did_you_mean(meant: &str, language: Language) -> String {
    language.pick(
        format!("Bedoelde u {meant}? Verbeter het adres, of druk nog eens op de knop als het zo klopt."),
        format!("Did you mean {meant}? Correct the address, or press the button once more if it is right like this."),
    )
}

pub(super) fn confirm_subject(centre: &str, language: Language) -> String {
    language.pick(format!("Bevestig uw nieuwe adres voor {centre}"), format!("Confirm your new address for {centre}"))
}

pub(super) fn confirm_letter(centre: &str, language: Language) -> String {
    language.pick(
        format!(
            "U vroeg om de mails van {centre} voortaan op dit adres te ontvangen. Druk op de knop om dat te bevestigen."
        ),
        format!(
            "You asked to receive the mails of {centre} at this address from now on. Press the button to confirm that."
        ),
    )
}

pub(super) fn confirm_why(centre: &str, language: Language) -> String {
    language.pick(
        format!("U krijgt deze mail van {centre}, omdat dit adres bij een abonnement is ingevuld als nieuw adres."),
        format!(
            "You get this mail from {centre}, because this address was filled in as the new address of a subscription."
        ),
    )
}

pub(super) fn here_subject(centre: &str, language: Language) -> String {
    language.pick(format!("Uw nieuwe adres bij {centre}"), format!("Your new address with {centre}"))
}

pub(super) fn here_why(centre: &str, language: Language) -> String {
    language.pick(
        format!("U krijgt deze mail van {centre}, omdat u dit adres als uw nieuwe adres bevestigde."),
        format!("You get this mail from {centre}, because you confirmed this address as your new one."),
    )
}

pub(super) fn notice_subject(centre: &str, language: Language) -> String {
    language.pick(
        format!("Uw abonnementen bij {centre} gaan naar een ander adres"),
        format!("Your subscriptions with {centre} go to another address"),
    )
}

pub(super) fn notice_letter(centre: &str, language: Language) -> String {
    language.pick(
        format!("De mails van {centre} die u op dit adres kreeg, gaan voortaan naar een ander e-mailadres. Dat is daar bevestigd."),
        format!("The mails of {centre} that you got at this address go to another e-mail address from now on. That was confirmed there."),
    )
}

pub(super) fn notice_why(centre: &str, language: Language) -> String {
    language.pick(
        format!("U krijgt deze mail van {centre}, omdat u op dit adres onze uitgaven kreeg."),
        format!("You get this mail from {centre}, because you received our publications at this address."),
    )
}

timed_sentences! {
    moved_lead(UNDO_MOVE_WITHIN): "U ontvangt onze mails voortaan op dit adres. Uw oude adres krijgt een bericht, waarmee dit {span} lang is terug te draaien.",
        "You will receive our mails at this address from now on. Your old address gets a notice, by which this can be undone for {span}.";
    moved_nothing_lead(UNDO_MOVE_WITHIN): "Dit is voortaan uw adres bij ons. U ontvangt hier nu geen uitgaven; die kiest u bij uw voorkeuren. Uw oude adres krijgt een bericht, waarmee dit {span} lang is terug te draaien.",
        "This is your address with us from now on. You receive no publications here at the moment; you choose them in your preferences. Your old address gets a notice, by which this can be undone for {span}.";
    expired_lead(CONFIRM_WITHIN): "De link in de bevestigingsmail werkt {span}. Vraag bij uw voorkeuren een nieuwe aan; de link daarheen staat onder elke mail van ons.",
        "The link in the confirmation mail works for {span}. Ask for a new one in your preferences; the link to them stands below each of our mails.";
    late_lead(UNDO_MOVE_WITHIN): "Dat kon tot {span} na de wijziging. Wilt u onze mails op dit adres ontvangen? Meld u dan opnieuw aan.",
        "That was possible until {span} after the change. Would you like to get our mails at this address? Then sign up again.";
    confirm_within(CONFIRM_WITHIN): "De link werkt {span}.", "The link works for {span}.";
    confirm_ignore(UNCONFIRMED_FOR): "Hebt u dit niet gevraagd? Dan hoeft u niets te doen. Zonder bevestiging verandert er niets en wissen wij dit adres na {span}, als wij het niet al kenden.",
        "Did you not ask for this? Then you need not do anything. Without confirmation nothing changes, and we erase this address after {span} unless we knew it already.";
    notice_undo(UNDO_MOVE_WITHIN): "Was u dat niet, of wilt u ze op dit adres houden? Dan kunt u het {span} lang terugdraaien:",
        "Was that not you, or would you like to keep them at this address? Then you can undo it for {span}:";
    notice_ignore(UNDO_MOVE_WITHIN): "Klopt het? Dan hoeft u niets te doen. Na {span} vergeten wij dit adres, tenzij wij het ook om een andere reden kennen.",
        "Is it right? Then you need not do anything. After {span} we forget this address, unless we know it for another reason too.";
}
