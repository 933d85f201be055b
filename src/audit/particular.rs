//! The words that the particulars of an act are written in.

use crate::base::spoken;

spoken! {
    /// What a particular of an act is, or says of it. Words that are a room's own (a state, a reason, a role) stand with it.
    pub Particular {
        /// Mails that were accepted.
        Accepted = "accepted", "aangenomen", "accepted";
        /// A table file.
        As = "as", "als", "as";
        /// Codes that are left.
        Codes = "codes", "codes:", "codes";
        /// An article.
        Article = "article", "artikel", "article";
        /// Somebody of an organisation.
        Contact = "contact", "contactpersoon", "contact";
        /// The hash of what is decided about.
        Content = "content", "inhoud", "content";
        /// What was shown at the sign-in.
        Password = "password", "wachtwoord", "password";
        /// A period.
        Days = "days", "dagen:", "days";
        /// By a link of the demo.
        Demo = "demo", "met een link van de demonstratie", "demo";
        /// It is over.
        Ended = "ended", "beëindigd", "ended";
        /// Of the data of a person.
        Erased = "erased", "gewist", "erased";
        /// What the checks found.
        Findings = "findings", "aandachtspunten", "findings";
        /// What it was.
        From = "from", "van", "from";
        /// Issues.
        Issues = "issues", "nummers", "issues";
        /// The name of somebody.
        Name = "name", "naam", "name";
        /// An organisation.
        Organisation = "organisation", "organisatie", "organisation";
        /// How many people.
        People = "people", "mensen:", "people";
        /// A publication.
        Publication = "publication", "uitgave", "publication";
        /// Those who are reached.
        Readers = "readers", "lezers", "readers";
        /// Why.
        Reason = "reason", "reden:", "reason";
        /// How many records.
        Records = "records", "stukken:", "records";
        /// What somebody is.
        Role = "role", "rol", "role";
        /// How many rows.
        Rows = "rows", "rijen:", "rows";
        /// A member of a body.
        Seat = "seat", "lid", "seat";
        /// A sending.
        Sending = "sending", "verzending", "sending";
        /// Where somebody is signed in.
        Sessions = "sessions", "sessies", "sessions";
        /// What somebody asked for.
        SignUp = "sign-up", "aanmelding", "sign-up";
        /// Addresses that not every relay takes.
        SpecialAddress = "special-address", "bijzonder adres", "special address";
        /// From when until when.
        Term = "term", "periode", "term";
        /// By which way.
        Through = "through", "via", "through";
        /// What an issue is for.
        Audience = "audience", "doelgroep", "audience";
        /// The second factor.
        Code = "code", "code", "code";
        /// No audience.
        Everyone = "everyone", "iedereen", "everyone";
        /// An image.
        Image = "image", "beeld", "image";
        /// With which point.
        Into = "into", "samen met", "into";
        /// An organisation that is asked.
        Invitation = "invitation", "uitnodiging", "invitation";
        /// Somebody who is asked along.
        Invitee = "invitee", "genodigde", "invitee";
        /// How many letters.
        Letters = "letters", "mails", "letters";
        /// In which order.
        Order = "order", "volgorde", "order";
        /// How many organisations.
        Organisations = "organisations", "organisaties", "organisations";
        /// Passages.
        Pieces = "pieces", "passages", "passages";
        /// A point of an answer.
        Point = "point", "punt", "point";
        /// Something to do.
        Task = "task", "taak", "task";
        /// What it became.
        To = "to", "naar", "to";
        /// Which text of a thing.
        Version = "version", "versie", "version";
    }
}
