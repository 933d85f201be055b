//! The sentences of this room, in both languages.

use super::administrators::Steered;
use super::invite::Renewal;
use super::sign_in::password::{LONGEST, PasswordFault, SHORTEST};
use crate::base::Language;

/// One answer for a wrong password, an unknown address and a locked account.
pub(super) fn wrong_sign_in(language: Language) -> &'static str {
    language.pick(
        "Het e-mailadres of het wachtwoord klopt niet. Probeer het opnieuw.",
        "The e-mail address or the password is not right. Try again.",
    )
}

pub(super) fn wrong_code(language: Language) -> &'static str {
    language.pick(
        "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en vul die in.",
        "This code is not right or was used already. Wait for the next code in your app and enter that one.",
    )
}

pub(super) fn locked(language: Language) -> &'static str {
    language.pick(
        "Er zijn tien fouten gemaakt. Wacht een kwartier en meld u dan opnieuw aan.",
        "Ten mistakes were made. Wait a quarter of an hour and then sign in again.",
    )
}

pub(super) fn start_again(language: Language) -> &'static str {
    language.pick(
        "Er ging te veel tijd voorbij. Begin opnieuw met uw e-mailadres en wachtwoord.",
        "Too much time went by. Start again with your e-mail address and password.",
    )
}

pub(super) fn signed_out(language: Language) -> &'static str {
    language.pick("U bent uitgelogd", "You are signed out")
}

pub(super) fn password_fault(language: Language, fault: PasswordFault) -> String {
    match fault {
        PasswordFault::TooShort => language.pick(
            format!("Kies een wachtwoord van minstens {SHORTEST} tekens. Een paar woorden achter elkaar is goed."),
            format!("Choose a password of at least {SHORTEST} characters. A few words in a row are fine."),
        ),
        PasswordFault::TooLong => language.pick(
            format!("Kies een wachtwoord van hoogstens {LONGEST} tekens."),
            format!("Choose a password of at most {LONGEST} characters."),
        ),
        PasswordFault::HoldsAddress => language.pick(
            "Kies een wachtwoord waar uw e-mailadres niet in staat.".to_owned(),
            "Choose a password that does not hold your e-mail address.".to_owned(),
        ),
        PasswordFault::Common => language.pick(
            "Dit wachtwoord is makkelijk te raden. Kies een ander, bijvoorbeeld vier losse woorden.".to_owned(),
            "This password is easy to guess. Choose another, for instance four separate words.".to_owned(),
        ),
    }
}

pub(super) fn password_hint(language: Language) -> String {
    language.pick(
        format!("Minstens {SHORTEST} tekens. Een paar woorden achter elkaar onthoudt u makkelijk."),
        format!("At least {SHORTEST} characters. A few words in a row are easy to remember."),
    )
}

pub(super) fn wrong_current(language: Language) -> &'static str {
    language.pick(
        "Dit is niet uw huidige wachtwoord. Vul het wachtwoord in waarmee u zich nu aanmeldt.",
        "This is not your current password. Enter the password with which you sign in now.",
    )
}

pub(super) fn need_address(language: Language) -> &'static str {
    language
        .pick("Vul een e-mailadres in, zoals anna@voorbeeld.nl.", "Enter an e-mail address, such as anna@voorbeeld.nl.")
}

pub(super) fn need_name(language: Language) -> &'static str {
    language.pick(
        "Vul op één regel een naam in van hoogstens 100 tekens.",
        "Enter a name of at most 100 characters on one line.",
    )
}

pub(super) fn need_role(language: Language) -> &'static str {
    language.pick("Kies minstens één rol.", "Choose at least one role.")
}

pub(super) fn already_member(language: Language) -> &'static str {
    language.pick(
        "Dit adres is al van een medewerker. Open die medewerker om een nieuwe uitnodiging te sturen.",
        "This address belongs to a member already. Open that member to send a new invitation.",
    )
}

pub(super) fn no_sender(language: Language) -> &'static str {
    language.pick(
        "Er is nog geen afzender om een uitnodiging mee te sturen. Vul eerst de gegevens van het centrum in bij Instellingen.",
        "There is no sender to send an invitation from yet. First fill in the details of the centre in Settings.",
    )
}

/// What a page says after an act that was done, by the word in its address.
pub(super) fn done(language: Language, word: &str) -> Option<&'static str> {
    Some(match word {
        "uitgenodigd" => language.pick(
            "De uitnodiging gaat nu de deur uit. De link daarin werkt zeven dagen.",
            "The invitation goes out now. The link in it works for seven days.",
        ),
        "rollen" => language.pick("De rollen zijn gewijzigd.", "The roles were changed."),
        "uitgeschakeld" => language.pick(
            "Deze medewerker is uitgeschakeld. Alle sessies zijn beëindigd.",
            "This member is disabled. All sessions were ended.",
        ),
        "ingeschakeld" => language.pick("Deze medewerker kan weer inloggen.", "This member can sign in again."),
        "naam" => language.pick("Uw naam is gewijzigd.", "Your name was changed."),
        "wachtwoord" => language.pick(
            "Uw wachtwoord is gewijzigd. Op andere apparaten bent u nu uitgelogd.",
            "Your password was changed. On other devices you are signed out now.",
        ),
        "sessies" => language.pick("De sessie is beëindigd.", "The session was ended."),
        _ => return None,
    })
}

/// Why a change to a member was not made; `None` when it was.
pub(super) fn refused(language: Language, steered: Steered) -> Option<&'static str> {
    match steered {
        Steered::Done | Steered::AlreadySo | Steered::NotFound => None,
        Steered::Yourself => Some(language.pick(
            "Dit kunt u niet bij uzelf doen. Vraag een andere beheerder.",
            "You cannot do this to yourself. Ask another administrator.",
        )),
        Steered::LastAdministrator => Some(last_administrator(language)),
    }
}

/// Why a new invitation was not sent; `None` when it was.
pub(super) fn not_renewed(language: Language, renewal: Renewal) -> Option<&'static str> {
    match renewal {
        Renewal::Sent | Renewal::NotFound => None,
        Renewal::Yourself => refused(language, Steered::Yourself),
        Renewal::LastAdministrator => Some(last_administrator(language)),
        Renewal::NoSender => Some(no_sender(language)),
        Renewal::Disabled => Some(language.pick(
            "Deze medewerker is uitgeschakeld. Schakel die eerst weer in en stuur dan een uitnodiging.",
            "This member is disabled. Enable them first, then send an invitation.",
        )),
    }
}

fn last_administrator(language: Language) -> &'static str {
    language.pick(
        "Dit is de laatste actieve beheerder. Maak eerst iemand anders beheerder.",
        "This is the last active administrator. Make somebody else an administrator first.",
    )
}

pub(super) fn invitation_subject(language: Language, centre: &str) -> String {
    language
        .pick(format!("Uitnodiging voor het beheer van {centre}"), format!("Invitation to the staff pages of {centre}"))
}

pub(super) fn invitation_lead(language: Language, centre: &str) -> String {
    language.pick(
        format!("U bent uitgenodigd om mee te werken in Samenspraak, het nieuwsbriefprogramma van {centre}. U kiest een wachtwoord en koppelt een app op uw telefoon die codes maakt."),
        format!("You are invited to work in Samenspraak, the newsletter system of {centre}. You choose a password and connect an app on your phone that makes codes."),
    )
}

pub(super) fn invitation_time(language: Language) -> &'static str {
    language.pick(
        "Deze link werkt zeven dagen en is alleen voor u. Stuur deze mail niet door.",
        "This link works for seven days and is for you only. Do not forward this mail.",
    )
}

/// Why a member receives a letter about work.
pub(super) fn notice_reason(language: Language) -> &'static str {
    language.pick(
        "U krijgt deze mail omdat u als medewerker over verzendingen beslist.",
        "You receive this mail because you decide about sendings as a member of staff.",
    )
}

pub(super) fn invitation_reason(language: Language) -> &'static str {
    language.pick(
        "U krijgt deze mail omdat een beheerder u uitnodigde. Verwachtte u dat niet? Dan hoeft u niets te doen.",
        "You get this mail because an administrator invited you. Did you not expect it? Then you need not do anything.",
    )
}
