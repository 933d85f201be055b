//! A Markdown field that becomes a text editor where scripts run; without them it stays the field it is.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Field;
use crate::base::language::Language;
use crate::web::layout::Frame;

/// What the editor says: a key that its script knows, in Dutch and in English.
type Words = &'static [(&'static str, &'static str, &'static str)];

const TOOLS: Words = &[
    ("tools", "Opmaak", "Formatting"),
    ("toolsHelp", "Met Alt+F10 gaat u naar de knoppen.", "Alt+F10 takes you to the buttons."),
    ("paragraph", "Alinea", "Paragraph"),
    ("heading2", "Kop", "Heading"),
    ("heading3", "Kleinere kop", "Smaller heading"),
    ("heading4", "Kleinste kop", "Smallest heading"),
    ("bold", "Vet", "Bold"),
    ("italic", "Schuin", "Italic"),
    ("link", "Link", "Link"),
    ("bullets", "Lijst met punten", "Bulleted list"),
    ("numbers", "Lijst met nummers", "Numbered list"),
    ("quote", "Citaat", "Quotation"),
    ("image", "Beeld", "Image"),
    ("table", "Tabel", "Table"),
    ("button", "Knop", "Button"),
    ("divider", "Lijn", "Line"),
    ("undo", "Ongedaan maken", "Undo"),
    ("redo", "Opnieuw doen", "Redo"),
    ("inTable", "In deze tabel", "In this table"),
    ("rowAdd", "Rij erbij", "Add row"),
    ("rowDrop", "Rij weg", "Drop row"),
    ("columnAdd", "Kolom erbij", "Add column"),
    ("columnDrop", "Kolom weg", "Drop column"),
    ("tableDrop", "Tabel weg", "Drop table"),
    ("words", "{count} woorden", "{count} words"),
    ("word", "1 woord", "1 word"),
];

const MENU: Words = &[
    ("insert", "Voeg in", "Insert"),
    (
        "menuHelp",
        "↑ ↓ kiest, Enter voegt in, Esc sluit. Typ verder om te zoeken.",
        "↑ ↓ chooses, Enter inserts, Esc closes. Type on to search.",
    ),
    ("menuNone", "Niets gevonden. Esc sluit.", "Nothing found. Esc closes."),
    ("placeholder", "Schrijf hier, of typ / om iets in te voegen", "Write here, or type / to insert something"),
    ("heading2Hint", "begint een nieuw stuk", "starts a new part"),
    ("heading3Hint", "binnen een stuk", "within a part"),
    ("heading4Hint", "binnen een kleinere kop", "within a smaller heading"),
    ("bulletsHint", "punten onder elkaar", "items below each other"),
    ("numbersHint", "stappen op volgorde", "steps in order"),
    ("quoteHint", "wat iemand zei", "what somebody said"),
    ("imageHint", "een foto of tekening", "a photo or drawing"),
    ("tableHint", "met een kopregel", "with a header row"),
    ("buttonHint", "een opvallende link", "a link that stands out"),
    ("dividerHint", "tussen twee delen", "between two parts"),
];

const DIALOG: Words = &[
    ("linkTitle", "Link", "Link"),
    ("buttonTitle", "Knop", "Button"),
    ("linkText", "Tekst", "Text"),
    ("linkAddress", "Adres", "Address"),
    (
        "addressHint",
        "Bijvoorbeeld https://voorbeeld.nl of naam@voorbeeld.nl",
        "For instance https://example.org or name@example.org",
    ),
    (
        "addressWrong",
        "Dit adres werkt niet als link. Gebruik een volledig adres, zoals https://voorbeeld.nl",
        "This address does not work as a link. Use a full address, such as https://example.org",
    ),
    ("textMissing", "Schrijf waar de link heen gaat", "Write where the link leads"),
    ("linkSet", "Zet de link", "Set the link"),
    ("buttonSet", "Zet de knop", "Set the button"),
    ("linkDrop", "Haal de link weg", "Remove the link"),
    ("cancel", "Annuleer", "Cancel"),
];

const MARKDOWN: Words = &[
    ("toMarkdown", "Toon als Markdown", "Show as Markdown"),
    ("toEditor", "Naar de teksteditor", "To the text editor"),
    (
        "stays",
        "Deze tekst blijft Markdown, want de teksteditor kan niet alles bewaren wat erin staat:",
        "This text stays Markdown, because the text editor cannot keep everything that is in it:",
    ),
    ("line", "regel {line}", "line {line}"),
    ("lossHtml", "HTML-codes", "HTML tags"),
    (
        "lossImage",
        "een beeld van elders, of binnen een lijst, citaat, kop of tabel",
        "an image from elsewhere, or within a list, quotation, heading or table",
    ),
    ("lossLink", "een link met een adres dat niet werkt", "a link with an address that does not work"),
    ("lossTitle", "een titel bij een link", "a title of a link"),
    ("lossLevel", "een kop met één, vijf of zes hekjes", "a heading with one, five or six hash signs"),
    ("lossNested", "een lijst, kop of tabel binnen een lijst", "a list, heading or table within a list"),
    ("lossQuote", "een lijst, kop of tabel binnen een citaat", "a list, heading or table within a quotation"),
    ("lossNumber", "een lijst waarvan de nummers niet doorlopen", "a list whose numbers do not run on"),
    ("lossCode", "tekst als code", "text as code"),
    ("lossReference", "een adres dat onderaan staat", "an address that stands below"),
];

const PASTE: Words = &[
    ("pasted", "Geplakt. Niet alles kon mee:", "Pasted. Not everything could come along:"),
    ("noteImage", "beelden weggelaten: {count}", "images left out: {count}"),
    ("noteStruck", "doorgehaalde stukken weggelaten: {count}", "struck out parts left out: {count}"),
    ("noteHidden", "verborgen tekst of opmerkingen weggelaten: {count}", "hidden text or comments left out: {count}"),
    ("noteNested", "een lijst in een lijst staat nu onder elkaar", "a list within a list now stands below each other"),
    (
        "noteLink",
        "links met een adres dat niet werkt, nu gewone tekst: {count}",
        "links with an address that does not work, now plain text: {count}",
    ),
    ("noteMerged", "samengevoegde cellen zijn nu losse cellen", "merged cells are now single cells"),
    (
        "noteSymbol",
        "tekens die wij niet herkenden, nu een vraagteken in een ruit: {count}",
        "signs that we did not recognise, now a question mark in a diamond: {count}",
    ),
    ("noteMedia", "films, kaarten of formulieren weggelaten: {count}", "films, maps or forms left out: {count}"),
    (
        "noFiles",
        "Dit bestand is geen beeld. Plaatsen kan met JPEG, PNG, GIF en WebP. Er is niets gewijzigd.",
        "This file is no image. JPEG, PNG, GIF and WebP can be placed. Nothing was changed.",
    ),
    ("close", "Sluit", "Close"),
];

const IMAGES: Words = &[
    ("imageAlt", "Wat is er te zien?", "What is there to see?"),
    ("imageAltEmpty", "leeg: wat er bij Beeld staat", "empty: what stands with the image"),
    ("imageOpen", "Versiering, uitsnede en waar het staat", "Decoration, cut and where it stands"),
    ("imagePlacing", "{name} wordt geplaatst…", "{name} is being placed…"),
    ("imagePlaced", "Geplaatst. Schrijf eronder wat er te zien is.", "Placed. Write below it what there is to see."),
    ("imageRefused", "Niet geplaatst:", "Not placed:"),
    ("imageTooLarge", "groter dan 20 MB; maak het kleiner", "larger than 20 MB; make it smaller"),
    (
        "imageSignedOut",
        "u bent uitgelogd; log in op een ander tabblad en probeer het opnieuw, uw tekst blijft staan",
        "you are signed out; sign in on another tab and try again, your text stays",
    ),
    (
        "imageFailed",
        "het kwam niet aan; kijk of u verbinding hebt en probeer het opnieuw",
        "it did not arrive; see whether you are connected and try again",
    ),
];

const DRAFTS: Words = &[
    ("draftTitle", "U hebt hier nog tekst die niet bewaard is", "You still have text here that is not saved"),
    (
        "draftWhen",
        "Getypt op {when}. Alleen deze browser heeft die tekst.",
        "Typed on {when}. Only this browser has that text.",
    ),
    (
        "draftNewer",
        "Intussen is er een nieuwere versie bewaard. Zet u uw tekst terug en bewaart u die, dan ziet u eerst beide teksten naast elkaar.",
        "Meanwhile a newer version was saved. If you put your text back and save it, you first see both texts side by side.",
    ),
    ("draftShow", "Bekijk die tekst", "See that text"),
    ("draftBack", "Zet mijn tekst terug", "Put my text back"),
    ("draftDrop", "Gooi weg", "Throw away"),
    ("draftKept", "Niet bewaard. Uw tekst staat in deze browser.", "Not saved. Your text is in this browser."),
    (
        "draftFull",
        "Niet bewaard. Deze browser kan uw tekst niet onthouden: bewaar vaak.",
        "Not saved. This browser cannot keep your text: save often.",
    ),
];

/// A Markdown field and the script that makes an editor of it. What is typed and not saved waits in the browser under
/// the name of the member who typed it.
#[must_use]
pub fn rich_text(frame: &Frame, field: &Field<'_>) -> Markup {
    let person = frame.member.as_ref().map_or("", |member| member.name.as_str());
    html! {
        div data-editor data-person=(person) data-words=(words(frame.language)) data-style=((frame.assets)("css/editor.css")) {
            (field)
        }
        script src=((frame.assets)("dist/editor.js")) defer {}
    }
}

fn words(language: Language) -> String {
    let all = [TOOLS, MENU, DIALOG, MARKDOWN, PASTE, IMAGES, DRAFTS];
    let words: BTreeMap<_, _> =
        all.into_iter().flatten().map(|(key, dutch, english)| (*key, language.pick(*dutch, *english))).collect();
    serde_json::to_string(&words).unwrap_or_default()
}
