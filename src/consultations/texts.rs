//! Sentences that more than one place says.

use super::find::Standing;
use super::{AskingLetter, Declining, Disposition, Openness, Part, Step};
use crate::base::Language;
use crate::base::wall_time::number;
use crate::web::components::Tone;

/// What a step is called.
pub(super) fn step(step: Step, language: Language) -> &'static str {
    match step {
        Step::Draft => language.pick("Concept", "Draft"),
        Step::Approved => language.pick("Goedgekeurd", "Approved"),
        Step::Open => language.pick("Open", "Open"),
        Step::Closed => language.pick("Gesloten", "Closed"),
        Step::Answered => language.pick("Beantwoord", "Answered"),
        Step::Published => language.pick("Gepubliceerd", "Published"),
    }
}

/// Where an organisation stands.
pub(super) fn standing(of: Standing, language: Language) -> &'static str {
    match of {
        Standing::Unreachable => language.pick("niet bereikbaar", "cannot be reached"),
        Standing::AsksTime => language.pick("vraagt meer tijd", "asks for more time"),
        Standing::Entered => language.pick("wacht op akkoord", "waits for a yes"),
        Standing::Silent => language.pick("zwijgt", "silent"),
        Standing::Writing => language.pick("schrijft", "writing"),
        Standing::Submitted { late: false } => language.pick("ingediend", "submitted"),
        Standing::Submitted { late: true } => language.pick("te laat ingediend", "submitted late"),
        Standing::NoAdvice => language.pick("geen advies", "no advice"),
    }
}

/// What somebody does for their organisation.
pub(super) fn part(of: Part, language: Language) -> &'static str {
    match of {
        Part::Member => language.pick("lid: schrijft mee", "member: writes"),
        Part::Secretary => language.pick("secretaris: schrijft en verstuurt", "secretary: writes and sends"),
        Part::Chair => language.pick("voorzitter: leest en verstuurt", "chair: reads and sends"),
    }
}

/// The same in a word.
pub(super) fn part_word(of: Part, language: Language) -> &'static str {
    match of {
        Part::Member => language.pick("lid", "member"),
        Part::Secretary => language.pick("secretaris", "secretary"),
        Part::Chair => language.pick("voorzitter", "chair"),
    }
}

/// What is done with a point.
pub(super) fn disposition(of: Disposition, language: Language) -> &'static str {
    of.said().of(language)
}

/// All dispositions, in the order of the pages.
pub(super) const DISPOSITIONS: [Disposition; 5] =
    [Disposition::Adopted, Disposition::Partly, Disposition::NotAdopted, Disposition::Noted, Disposition::OutsideScope];

/// What of an answer may be public.
pub(super) fn openness(of: Openness, language: Language) -> (&'static str, &'static str) {
    match of {
        Openness::Named => language.pick(
            ("Onze woorden, met onze naam", "Iedereen kan lezen dat u dit schreef."),
            ("Our words, with our name", "Everybody can read that you wrote this."),
        ),
        Openness::Words => language.pick(
            ("Onze woorden, zonder onze naam", "Er staat “een organisatie” bij."),
            ("Our words, without our name", "It says “an organisation”."),
        ),
        Openness::Summary => language.pick(
            ("Alleen waar het op neerkomt, zonder onze naam", "Uw eigen woorden worden niet openbaar."),
            ("Only what it comes down to, without our name", "Your own words do not become public."),
        ),
    }
}

/// All of them.
pub(super) const OPENNESSES: [Openness; 3] = [Openness::Named, Openness::Words, Openness::Summary];

/// How an organisation declines.
pub(super) fn declining(of: Declining, language: Language) -> (&'static str, &'static str) {
    match of {
        Declining::NoAdvice => language.pick(
            ("Wij geven geen advies", "Een reden mag, hoeft niet."),
            ("We give no advice", "You may give a reason; you need not."),
        ),
        Declining::MoreTime => language.pick(
            ("Wij hebben meer tijd nodig", "Schrijf tot wanneer. Wij laten u binnen 2 werkdagen weten of het kan."),
            ("We need more time", "Write until when. We tell you within 2 working days whether it is possible."),
        ),
    }
}

/// What a letter is called.
pub(super) fn letter(of: AskingLetter, language: Language) -> &'static str {
    match of {
        AskingLetter::Request => language.pick("Verzoek", "Request"),
        AskingLetter::Reminder => language.pick("Herinnering", "Reminder"),
        AskingLetter::Extended => language.pick("Langere termijn", "Longer term"),
        AskingLetter::NoTime => language.pick("Geen langere termijn", "No longer term"),
        AskingLetter::Receipt => language.pick("Ontvangstbewijs", "Receipt"),
        AskingLetter::Reaction => language.pick("Nota van antwoord", "Reaction"),
        AskingLetter::Entered => language.pick("Vraag of het klopt", "Question whether it is right"),
    }
}

/// ", mede namens …", or nothing.
pub(super) fn on_behalf(whom: &str, language: Language) -> String {
    if whom.is_empty() {
        return String::new();
    }
    language.pick(format!(", mede namens {whom}"), format!(", also on behalf of {whom}"))
}

/// How a letter opens.
pub(super) fn dear(name: &str, language: Language) -> String {
    language.pick(format!("Beste {name},"), format!("Dear {name},"))
}

/// What somebody does with the questions.
pub(super) fn what_you_do(part: Part, many: usize, language: Language) -> String {
    let questions = language.pick(
        if many == 1 { "Er is 1 vraag.".to_owned() } else { format!("Er zijn {many} vragen.") },
        if many == 1 { "There is 1 question.".to_owned() } else { format!("There are {many} questions.") },
    );
    let does = match part {
        Part::Member => language.pick(
            "U schrijft mee aan het antwoord. De secretaris of voorzitter verstuurt het.",
            "You write along. The secretary or chair sends the answer.",
        ),
        Part::Secretary => language.pick(
            "U schrijft mee en kunt het antwoord namens uw organisatie versturen.",
            "You write along and can send the answer on behalf of your organisation.",
        ),
        Part::Chair => language.pick(
            "U leest het antwoord en verstuurt het namens uw organisatie.",
            "You read the answer and send it on behalf of your organisation.",
        ),
    };
    format!("{questions} {does}")
}

/// That a link is somebody’s own.
pub(super) fn own_link(language: Language) -> &'static str {
    language.pick(
        "Deze link is van u alleen. U hebt geen account nodig. Wat uw organisatie schrijft, lezen wij pas als het is verstuurd.",
        "This link is yours alone. You need no account. We read what your organisation writes only once it was sent.",
    )
}

/// What comes after a receipt.
pub(super) fn receipt_next(late: bool, until: &str, language: Language) -> String {
    if late {
        return language.pick(
            "Het antwoord kwam na de termijn. Wij bewaren het en zeggen erbij dat het later kwam.".to_owned(),
            "The answer came after the deadline. We keep it and say that it came later.".to_owned(),
        );
    }
    language.pick(
        format!(
            "U kunt het antwoord wijzigen {until}, Nederlandse tijd. U leest later bij elk punt wat wij ermee doen."
        ),
        format!("You can change the answer {until}, Dutch time. Later you read what we do with every point."),
    )
}

/// How the letter with the reaction opens.
pub(super) fn reaction_lead(organisation: &str, title: &str, many: usize, language: Language) -> String {
    match many {
        0 => language.pick(
            format!("De nota van antwoord over “{title}” is klaar. Dank u wel voor uw bericht namens {organisation}."),
            format!("The reaction to “{title}” is ready. Thank you for your message on behalf of {organisation}."),
        ),
        1 => language.pick(
            format!("Wij haalden 1 punt uit het antwoord van {organisation} op “{title}”. Hieronder leest u wat wij ermee doen."),
            format!("We took 1 point out of the answer of {organisation} to “{title}”. Below you read what we do with it."),
        ),
        many => language.pick(
            format!("Wij haalden {many} punten uit het antwoord van {organisation} op “{title}”. Hieronder leest u bij elk punt wat wij ermee doen."),
            format!("We took {many} points out of the answer of {organisation} to “{title}”. Below you read what we do with each."),
        ),
    }
}

/// A fact of a timeline.
pub(super) fn reminded(many: i64, title: &str, language: Language) -> String {
    match many {
        1 => language.pick(format!("Herinnerd: {title}"), format!("Reminded: {title}")),
        many => language.pick(format!("{many} keer herinnerd: {title}"), format!("Reminded {many} times: {title}")),
    }
}

/// The last step of who was reminded.
pub(super) fn reminded_times(many: i64, last: &str, language: Language) -> String {
    match many {
        1 => language.pick(format!("1 keer herinnerd, op {last}"), format!("reminded once, on {last}")),
        many => language
            .pick(format!("{many} keer herinnerd, laatst op {last}"), format!("reminded {many} times, last on {last}")),
    }
}

/// How often an organisation was asked this year.
pub(super) fn asked_this_year(many: i64, language: Language) -> String {
    match many {
        0 => language.pick("dit jaar nog niet gevraagd", "not asked yet this year").to_owned(),
        1 => language.pick("dit jaar 1 keer gevraagd", "asked once this year").to_owned(),
        many => {
            language.pick(format!("dit jaar al {many} keer gevraagd"), format!("asked {many} times this year already"))
        }
    }
}

/// An organisation that is not named.
pub(super) fn unnamed(language: Language) -> &'static str {
    language.pick("een organisatie", "an organisation")
}

/// "3 punten".
pub(super) fn points(many: usize, language: Language) -> String {
    let count = number(i64::try_from(many).unwrap_or(i64::MAX), language);
    if many == 1 {
        language.pick("1 punt".to_owned(), "1 point".to_owned())
    } else {
        language.pick(format!("{count} punten"), format!("{count} points"))
    }
}

/// What was just done, for the page that follows.
pub(super) fn done(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "bewaard" => language.pick("Bewaard.", "Saved."),
        "goedgekeurd" => {
            language.pick("Goedgekeurd. De consultatie kan nu open.", "Approved. The consultation can be opened now.")
        }
        "geopend" => language.pick(
            "De consultatie is open. De brieven zijn onderweg.",
            "The consultation is open. The letters are on their way.",
        ),
        "verlengd" => language.pick(
            "De termijn is langer. De mails daarover zijn onderweg.",
            "The term is longer. The mails about it are on their way.",
        ),
        "geen-tijd" => language.pick(
            "Bewaard. De organisatie krijgt een mail met uw reden.",
            "Saved. The organisation gets a mail with your reason.",
        ),
        "herinnerd" => language.pick("De herinneringen zijn onderweg.", "The reminders are on their way."),
        "niemand" => language.pick(
            "Niemand hoeft nu een herinnering. Tussen twee brieven zit ten minste een dag.",
            "Nobody needs a reminder now. There is at least a day between two letters.",
        ),
        "ingevoerd" => language.pick(
            "Bewaard. De organisatie krijgt een mail en zegt of het klopt.",
            "Saved. The organisation gets a mail and says whether it is right.",
        ),
        "ingetrokken" => language.pick("Ingetrokken. Het telt niet.", "Taken back. It does not count."),
        "document" => language.pick("Het document staat erbij.", "The document was added."),
        "versie" => language.pick(
            "De nieuwe versie staat erbij. Wie antwoordt, ziet dat zij nieuw is.",
            "The new version was added. Whoever answers sees that it is new.",
        ),
        "document-weg" => language.pick("Het document is weg.", "The document is gone."),
        "gesplitst" => language.pick("Het punt is gemaakt.", "The point was made."),
        "geen-punt" => language.pick(
            "Bewaard als geen punt. De organisatie leest waarom, als de nota openbaar is.",
            "Saved as no point. The organisation reads why, once the reaction is public.",
        ),
        "terug" => language.pick("Teruggehaald. Het moet nog worden verdeeld.", "Taken back. It is still to be split."),
        "samen" => language
            .pick("Samengevoegd. Beide punten krijgen hetzelfde antwoord.", "Merged. Both points get the same answer."),
        "los" => language.pick("Dit punt heeft weer een eigen antwoord.", "This point has an answer of its own again."),
        "weg" => language
            .pick("Het punt is weg. Zijn nummer komt niet terug.", "The point is gone. Its number does not return."),
        "toegezegd" => language.pick("De toezegging staat in de lijst.", "The commitment is on the list."),
        "nagekomen" => language.pick("De toezegging is afgerond.", "The commitment was completed."),
        "voorgelegd" => language.pick(
            "Voorgelegd. Een collega kan de nota nu publiceren.",
            "Handed over. A colleague can publish the reaction now.",
        ),
        "gepubliceerd" => language.pick(
            "De nota is openbaar. De brieven zijn onderweg.",
            "The reaction is public. The letters are on their way.",
        ),
        _ => return None,
    })
}

/// Why something was refused, for the page that follows.
pub(super) fn refused(word: &str, language: Language) -> Option<&'static str> {
    Some(match word {
        "ingehaald" => language.pick(
            "Iemand anders wijzigde dit intussen. U ziet nu hoe het is. Er is niets van u bewaard.",
            "Somebody else changed this meanwhile. You see how it is now. Nothing of yours was saved.",
        ),
        "eigen-werk" => language.pick(
            "U wijzigde dit het laatst. Een collega keurt het goed.",
            "You changed this last. A colleague approves it.",
        ),
        "nog-niet" => language.pick(
            "Dit kan nog niet. Hieronder staat wat er nog moet gebeuren.",
            "Not yet. Below it says what has to be done first.",
        ),
        "wacht-al" => language.pick(
            "Er wacht al een ingevoerd antwoord op deze organisatie. Trek dat eerst in.",
            "An entered answer waits for this organisation already. Take that back first.",
        ),
        "overlapt" => language.pick("Een deel van deze tekst is al een punt.", "Part of this text is a point already."),
        "niets" => {
            language.pick("Hier is geen tekst om een punt van te maken.", "There is no text here to make a point of.")
        }
        "kies-punt" => language.pick("Kies met welk punt.", "Choose with which point."),
        "bijlage-typen" => language.pick(
            "Van een bijlage maakt u een punt door te typen wat er staat. Dat kan onder de bijlagen.",
            "You make a point of an attachment by typing what it says. You can below the attachments.",
        ),
        "toegezegd" => language.pick(
            "Aan dit punt hangt een toezegging. Voeg het andere punt bij dit punt.",
            "A commitment hangs on this point. Merge the other point into this one.",
        ),
        "hangt" => language.pick(
            "Dit punt kan niet weg: er hangt een toezegging of een ander punt aan, of de nota is openbaar.",
            "This point cannot go: a commitment or another point hangs on it, or the reaction is public.",
        ),
        "publiek" => language.pick(
            "Deze nota is gepubliceerd en verandert niet meer.",
            "This reaction is published and no longer changes.",
        ),
        _ => return None,
    })
}

/// What was just done on the own page of somebody.
pub(super) fn of_colleagues(word: &str, language: Language) -> Option<(Tone, &'static str)> {
    Some(match word {
        "gevraagd" => (
            Tone::Good,
            language.pick(
                "Uw collega krijgt een mail met een eigen link.",
                "Your colleague gets a mail with a link of their own.",
            ),
        ),
        "beslist" => (Tone::Good, language.pick("Bewaard. Wij weten nu wat telt.", "Saved. We know now what counts.")),
        "beslist-al" => (
            Tone::Warn,
            language.pick(
                "Daarover is al beslist, of wij trokken het in. Er is niets veranderd.",
                "This was decided already, or we took it back. Nothing has changed.",
            ),
        ),
        "ingetrokken" => (
            Tone::Good,
            language.pick(
                "De link is ingetrokken. Wat uw collega schreef, blijft staan.",
                "The link is revoked. What your colleague wrote stays.",
            ),
        ),
        "bleef" => (
            Tone::Warn,
            language.pick(
                "Deze link kunt u niet intrekken, of dat was al gebeurd.",
                "You cannot revoke this link, or it was revoked already.",
            ),
        ),
        _ => return None,
    })
}
