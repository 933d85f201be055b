//! The sentences of this room, in both languages.

use super::administrators::Steered;
use super::invite::Renewal;
use super::join::VALID_FOR;
use super::letters::Told;
use super::recover::password::VALID_MINUTES;
use super::sign_in::password::{LONGEST, PasswordFault, SHORTEST};
use crate::base::{Language, timed_sentences};

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

/// The same where a recovery code serves too.
pub(super) fn wrong_at_sign_in(language: Language) -> &'static str {
    language.pick(
        "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en vul die in, of neem een andere herstelcode.",
        "This code is not right or was used already. Wait for the next code in your app and enter that one, or take another recovery code.",
    )
}

pub(super) fn locked(language: Language) -> &'static str {
    language.pick(
        "Er zijn tien fouten gemaakt. Wacht een kwartier en log dan opnieuw in.",
        "Ten mistakes were made. Wait a quarter of an hour and then sign in again.",
    )
}

pub(super) fn start_again(language: Language) -> &'static str {
    language.pick(
        "Er ging te veel tijd voorbij. Begin opnieuw met uw e-mailadres en wachtwoord.",
        "Too much time went by. Start again with your e-mail address and password.",
    )
}

pub(super) fn now_sign_in(language: Language) -> &'static str {
    language
        .pick("Uw nieuwe wachtwoord is bewaard. Log er nu mee in.", "Your new password is kept. Sign in with it now.")
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
pub(super) fn done(language: Language, word: &str) -> Option<String> {
    Some(match word {
        "uitgenodigd" => return Some(invitation_goes(language)),
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
        "app-opnieuw" => language.pick(
            "Dat duurde te lang. Begin hieronder opnieuw met de andere app; uw huidige app blijft gewoon werken.",
            "That took too long. Begin again below with the other app; your current app goes on working.",
        ),
        "herstelcode" => language.pick(
            "U bent ingelogd met een herstelcode. Die werkt nu niet meer. Hebt u een andere telefoon? Koppel daar hieronder de app.",
            "You are signed in by a recovery code, which does not work any more. Do you have another phone? Connect its app below.",
        ),
        "sessies" => language.pick("De sessie is beëindigd.", "The session was ended."),
        _ => return None,
    }
    .to_owned())
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

timed_sentences! {
    invitation_goes(VALID_FOR): "De uitnodiging gaat nu de deur uit. De link daarin werkt {span}.", "The invitation goes out now. The link in it works for {span}.";
    invitation_time(VALID_FOR): "Deze link werkt {span} en is alleen voor u. Stuur deze mail niet door.",
        "This link works for {span} and is for you only. Do not forward this mail.";
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

pub(super) fn another_password(language: Language) -> &'static str {
    language.pick("Kies een ander wachtwoord", "Choose another password")
}

pub(super) fn forgotten_lead(language: Language) -> String {
    language.pick(
        "Iemand vroeg op de inlogpagina om een ander wachtwoord voor dit adres. Was u dat? Kies het dan hier. Daarna logt u in zoals altijd, ook met een code van uw app.",
        "Somebody asked on the sign-in page for another password for this address. Was that you? Then choose it here. After that you sign in as always, also with a code of your app.",
    )
    .to_owned()
}

pub(super) fn forgotten_time(language: Language) -> String {
    language.pick(
        format!("Deze link werkt {VALID_MINUTES} minuten en één keer. Was u het niet? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is."),
        format!("This link works for {VALID_MINUTES} minutes and once. Was it not you? Then you need not do anything: your password stays as it is."),
    )
}

pub(super) fn forgotten_reason(language: Language) -> &'static str {
    language.pick(
        "U krijgt deze mail omdat iemand op de inlogpagina dit adres invulde.",
        "You get this mail because somebody entered this address on the sign-in page.",
    )
}

/// Subject and first sentence of the letter about what happened to an account.
pub(super) fn told(language: Language, told: Told) -> (String, String) {
    let (subject, lead) = match told {
        Told::Password => language.pick(
            ("Uw wachtwoord is gewijzigd", "Voor uw account is met een link uit een mail een ander wachtwoord gekozen. U bent overal uitgelogd.".to_owned()),
            ("Your password was changed", "Another password was chosen for your account by a link in a mail. You are signed out everywhere.".to_owned()),
        ),
        Told::App => language.pick(
            ("Er is een andere app gekoppeld", "Aan uw account is een andere app gekoppeld die codes maakt. De vorige app werkt niet meer, en er zijn nieuwe herstelcodes.".to_owned()),
            ("Another app was connected", "Another app that makes codes was connected to your account. The previous app does not work any more, and there are new recovery codes.".to_owned()),
        ),
        Told::Codes => language.pick(
            ("Er zijn nieuwe herstelcodes", "Voor uw account zijn nieuwe herstelcodes gemaakt. De vorige codes werken niet meer.".to_owned()),
            ("There are new recovery codes", "New recovery codes were made for your account. The previous ones do not work any more.".to_owned()),
        ),
        Told::Code(0) => language.pick(
            ("Er is ingelogd met uw laatste herstelcode", "Iemand heeft met uw wachtwoord en een herstelcode ingelogd. Dit was uw laatste. Maak nieuwe op Mijn account.".to_owned()),
            ("Somebody signed in by your last recovery code", "Somebody signed in with your password and a recovery code. It was your last. Make new ones in My account.".to_owned()),
        ),
        Told::Code(left) => language.pick(
            ("Er is ingelogd met een herstelcode", format!("Iemand heeft met uw wachtwoord en een herstelcode ingelogd. U hebt er nog {left}.")),
            ("Somebody signed in by a recovery code", format!("Somebody signed in with your password and a recovery code. You have {left} left.")),
        ),
    };
    (subject.to_owned(), lead)
}

pub(super) fn not_you(language: Language) -> &'static str {
    language.pick(
        "Was u dit niet? Bel dan meteen een beheerder van het centrum. Die kan uw account uitschakelen.",
        "Was this not you? Then call an administrator of the centre at once, who can disable your account.",
    )
}

pub(super) fn account_reason(language: Language) -> &'static str {
    language.pick(
        "U krijgt deze mail omdat er iets veranderde aan uw account als medewerker.",
        "You get this mail because something about your account as a member of staff changed.",
    )
}

/// What the page says after asking, whether the address is known or not.
pub(super) fn link_sent(language: Language) -> String {
    language.pick(
        format!("Hoort dit adres bij een medewerker, dan is er nu een mail onderweg. De link daarin werkt {VALID_MINUTES} minuten. Niets gekregen? Kijk bij ongewenste mail, of vraag een beheerder."),
        format!("If this address belongs to a member of staff, a mail is on its way now. The link in it works for {VALID_MINUTES} minutes. Nothing came? Look among unwanted mail, or ask an administrator."),
    )
}

/// What recovery codes are for.
pub(super) fn codes_lead(language: Language) -> &'static str {
    language.pick(
        "Bent u uw telefoon kwijt? Dan logt u in met uw wachtwoord en een van deze codes. Elke code werkt één keer. U ziet ze alleen nu: print ze, of bewaar ze in uw wachtwoordmanager.",
        "Did you lose your phone? Then you sign in with your password and one of these codes. Each works once. You see them only now: print them, or keep them in your password manager.",
    )
}
