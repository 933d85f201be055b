//! The sentences of pages and of the letter in both languages, and the plain words for words of ours.

use super::VALID_FOR;
use crate::base::wall_time::{date_of, number, plain_date};
use crate::base::{Instant, Language, sentences, timed_sentences};

sentences! {
    code_lead: "U vroeg wat wij over u bewaren. Met deze code opent u het overzicht:",
        "You asked what we keep about you. This code opens the overview:";
    code_ignore: "Hebt u hier niet om gevraagd? Dan hoeft u niets te doen. Geef de code aan niemand; wij vragen er nooit om.",
        "Did you not ask for this? Then you need not do anything. Give the code to nobody; we never ask for it.";

    ask_title: "Uw gegevens bij ons", "Your data with us";
    ask_lead: "U kunt zien wat wij over u bewaren, het downloaden, en alles laten wissen.",
        "You can see what we keep about you, download it, and have all of it erased.";
    ask_why: "Links in mails worden wel eens doorgestuurd. Daarom sturen wij u eerst een code: zo weten wij zeker dat u het bent.",
        "Links in mails are sometimes forwarded. That is why we first send you a code: so that we know that it is you.";
    ask_press: "Mail mij een code", "Mail me a code";
    have_code: "Ik heb al een code", "I have a code already";
    back_to_preferences: "Terug naar uw voorkeuren", "Back to your preferences";

    enter_title: "Vul de code in", "Fill in the code";
    code_label: "Code", "Code";
    code_hint: "Zes cijfers, bijvoorbeeld 012345", "Six digits, for example 012345";
    code_missing: "Vul de zes cijfers uit de mail in.", "Fill in the six digits of the mail.";
    code_over: "Deze code werkt niet meer. Vraag een nieuwe aan.", "This code no longer works. Ask for a new one.";
    enter_press: "Laat mijn gegevens zien", "Show my data";
    new_code: "Stuur mij een nieuwe code", "Send me a new code";

    view_title: "Wat wij over u bewaren", "What we keep about you";
    view_lead: "Dit is alles. Tien minuten na de mail met de code sluit deze pagina zich vanzelf.",
        "This is everything. Ten minutes after the mail with the code this page closes by itself.";
    download_press: "Download alles", "Download everything";
    download_about: "Een zip-bestand met JSON en CSV, ook leesbaar voor andere programma’s.",
        "A zip file with JSON and CSV, which other programs can read too.";
    erase_link: "Alles laten wissen", "Have everything erased";
    not_shown: "aanwezig, wordt niet getoond", "present, not shown";
    kept_elsewhere: "Wat niet naar u terugleidt", "What does not lead back to you";

    erase_title: "Alles laten wissen", "Have everything erased";
    erase_lead: "Dit kan niet ongedaan worden gemaakt. U krijgt geen mails meer. Wilt u later weer mails, dan kunt u zich gewoon opnieuw aanmelden.",
        "This cannot be undone. You will get no more mails. If you want mails again later, you can simply sign up anew.";
    erase_goes: "Wat er gewist wordt", "What will be erased";
    erase_stays: "Wat er blijft, en waarom", "What stays, and why";
    erase_transit: "Een mail die op dit moment al onderweg is, kan nog aankomen.",
        "A mail that is already on its way may still arrive.";
    erase_backups: "In back-ups verdwijnt het vanzelf, als die worden vervangen.",
        "From backups it disappears by itself, when those are replaced.";
    erase_press: "Ja, wis alles", "Yes, erase everything";
    erase_not: "Nee, terug naar het overzicht", "No, back to the overview";
    hold_title: "Wij mogen uw gegevens nu nog niet wissen", "We may not erase your data yet";
    member_title: "U bent of was medewerker", "You are or were a member of staff";
    member_lead: "Wat u als medewerker schreef en goedkeurde, moet het centrum kunnen verantwoorden. Daarom kan deze pagina u niet wissen. Afmelden voor mails kan wel. Een beheerder kan uw toegang beëindigen; dan verdwijnen uw wachtwoord en uw app na de bewaartermijn.",
        "What you wrote and approved as a member of staff, the centre must be able to account for. That is why this page cannot erase you. You can leave all publications. An administrator can end your access; your password and your app then go after the period of retention.";
    gone_title: "Uw gegevens zijn gewist", "Your data were erased";
    gone_lead: "Wij weten niet meer wie u bent. Er blijft alleen een code waaruit uw adres niet is terug te halen, zodat een oude lijst u niet terugbrengt.",
        "We no longer know who you are. Only a keyed hash of your address stays, so that an old list does not bring you back.";
    gone_again: "Wilt u ooit weer mails? Dan meldt u zich opnieuw aan.", "Would you like mails again one day? Then sign up anew.";
    sign_up: "Abonneren", "Subscribe";
    complain: "Bent u het er niet mee eens? Schrijf ons, of dien een klacht in bij de Autoriteit Persoonsgegevens.",
        "Do you disagree? Write to us, or complain to the Dutch data protection authority (Autoriteit Persoonsgegevens).";
}

pub(super) fn code_subject(centre: &str, language: Language) -> String {
    language.pick(format!("Uw code voor {centre}"), format!("Your code for {centre}"))
}

pub(super) fn code_why(centre: &str, language: Language) -> String {
    language.pick(
        format!("U krijgt deze mail omdat iemand met een link uit een mail van {centre} om deze code vroeg."),
        format!("You get this mail because somebody with a link from a mail of {centre} asked for this code."),
    )
}

pub(super) fn code_wrong(left: i32, language: Language) -> String {
    match left {
        1 => language
            .pick(
                "Deze code klopt niet. U kunt het nog één keer proberen.",
                "This code is not right. You can try once more.",
            )
            .to_owned(),
        _ => language.pick(
            format!("Deze code klopt niet. U kunt het nog {left} keer proberen."),
            format!("This code is not right. You can try {left} more times."),
        ),
    }
}

/// The last day of a hold, whose end is the beginning of the next.
pub(super) fn last_day(until: Instant, language: Language) -> String {
    plain_date(date_of(Instant(until.0 - 1)), language)
}

pub(super) fn hold_lead(until: &str, language: Language) -> String {
    language.pick(
        format!("De wet vraagt ons om uw gegevens te bewaren tot en met {until}. Daarna kunt u ze laten wissen, of gaan ze weg als de bewaartermijn om is."),
        format!("The law asks us to keep your data up to and including {until}. After that you can have them erased, or they go when their period is over."),
    )
}

pub(super) fn moving_lead(until: &str, language: Language) -> String {
    language.pick(
        format!("Abonnementen verhuisden kort geleden van een ander adres naar dit adres. Wie dat adres heeft, kan dat terugdraaien tot {until}; zo kan niemand met een doorgestuurde mail andermans gegevens wissen. Daarna kunt u alles laten wissen. Afmelden kan wel meteen."),
        format!("Subscriptions moved from another address to this one not long ago. Whoever has that address can undo it until {until}, so that nobody can erase somebody else’s data with a forwarded mail. After that you can have everything erased. You can unsubscribe right now."),
    )
}

pub(super) fn records(many: i64, language: Language) -> String {
    let unit = if many == 1 { language.pick("gegeven", "record") } else { language.pick("gegevens", "records") };
    format!("{} {unit}", number(many, language))
}

timed_sentences! {
    code_valid(VALID_FOR): "De code werkt {span}, één keer.", "The code works for {span}, once.";
    enter_lead(VALID_FOR): "Wij hebben een code van zes cijfers gemaild. Hij werkt {span}.",
        "We have mailed a code of six digits. It works for {span}.";
}
