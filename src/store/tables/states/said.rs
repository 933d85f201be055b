//! What the states are called, wherever they are shown.

use super::{
    BodyKind, ConsentAct, DeliveryReason, DeliveryState, Disposition, HaltReason, IssueState, OrganisationKind, Role,
    SendingState, Stage, TaskKind,
};
use crate::base::said;

said! {
    HaltReason {
        ByHand: "een medewerker heeft de verzending stilgezet of gestopt", "a member of staff paused or stopped it";
        Refusals: "de mailserver weigerde te veel mails achter elkaar", "the mail server refused too many mails in a row";
        NoRelay: "geen mailserver mag mail van dit afzenderdomein versturen", "no mail server may send mail from this sender’s domain";
        Restored: "de gegevens zijn teruggezet uit een back-up", "the data were restored from a backup";
        NotAfter: "het uiterste moment is voorbij", "the latest moment is over";
    }
}

said! {
    DeliveryReason {
        Left: "afgemeld", "left";
        Paused: "op verzoek gepauzeerd", "paused on request";
        Erased: "gewist", "erased";
        Suppressed: "naar dit adres schrijven wij niet", "we do not write to this address";
        BadAddress: "dit adres bestaat niet", "this address does not exist";
        Later: "de mailserver van de ontvanger vroeg ons te wachten", "the recipient’s mail server asked us to wait";
        Network: "de mailserver was niet bereikbaar", "the mail server could not be reached";
        Uncertain: "de verbinding viel weg voor het antwoord", "the connection broke before the answer";
        LetBe: "onzeker; wij lieten het hierbij", "uncertain; we left it at that";
        Repeated: "na een onzekere poging nog eens verstuurd", "sent once more after an uncertain attempt";
        NoLetter: "de mail is er niet meer", "the mail is no longer there";
        Refused: "geweigerd zonder reden die wij kennen", "refused without a reason that we know";
        SpecialAddress: "de mailserver kan dit bijzondere adres niet aan", "the mail server cannot handle this special address";
        Full: "de mailbox is vol", "the mailbox is full";
        Policy: "de ontvanger weigert onze mail", "the recipient’s side refuses our mail";
        Content: "de inhoud werd geweigerd", "the content was refused";
        Spam: "aangezien voor ongewenste mail", "taken for unwanted mail";
        TimedOut: "het lukte niet in de tijd dat wij het probeerden", "it did not work in the time that we tried";
    }
}

said! {
    DeliveryState {
        Pending: "wacht", "waiting";
        Claimed: "wacht", "waiting";
        Submitting: "onderweg", "on its way";
        Accepted: "aangenomen", "accepted";
        Retry: "wordt opnieuw geprobeerd", "will be tried again";
        Refused: "geweigerd", "refused";
        Suppressed: "niet verstuurd", "not sent";
        Uncertain: "onzeker", "uncertain";
    }
}

said! {
    SendingState {
        Open: "wordt verzonden", "being sent";
        Paused: "gepauzeerd", "paused";
        Cancelled: "gestopt", "stopped";
        Closed: "verzonden", "sent";
    }
}

said! {
    ConsentAct {
        Requested: "aangevraagd", "requested";
        Confirmed: "bevestigd", "confirmed";
        Imported: "toegevoegd uit een lijst", "added from a list";
        Withdrawn: "afgemeld", "left";
    }
}

said! {
    IssueState {
        Draft: "Concept", "Draft";
        InReview: "Ter goedkeuring", "In review";
        Approved: "Goedgekeurd", "Approved";
        Scheduled: "Ingepland", "Scheduled";
        Sending: "Wordt verzonden", "Being sent";
        Sent: "Verzonden", "Sent";
        Cancelled: "Geannuleerd", "Cancelled";
    }
}

said! {
    Role {
        Editor: "redacteur", "editor";
        Approver: "eindredacteur", "approver";
        Administrator: "beheerder", "administrator";
    }
}

said! {
    OrganisationKind {
        SafetyRegion: "veiligheidsregio", "safety region";
        ClientCouncil: "cliëntenraad", "client council";
        PatientFederation: "patiëntenfederatie", "patient federation";
        Ministry: "ministerie", "ministry";
        Municipality: "gemeente", "municipality";
        Province: "provincie", "province";
        EnvironmentService: "omgevingsdienst", "environmental service";
        HealthService: "GGD", "municipal health service";
        Company: "bedrijf of branchevereniging", "company or trade association";
        Institute: "kennisinstelling", "knowledge institute";
        Other: "andere organisatie", "other organisation";
    }
}

said! {
    BodyKind {
        CoreTeam: "kernteam", "core team";
        Management: "managementoverleg", "management consultation";
        Directors: "directeurenoverleg", "directors’ consultation";
        WorkingGroup: "werkgroep", "working group";
        SteeringGroup: "stuurgroep", "steering group";
        SoundingBoard: "klankbordgroep", "sounding board";
        Other: "andere overleggroep", "other body";
    }
}

said! {
    Stage {
        Password: "alleen het wachtwoord", "only the password";
        Full: "wachtwoord en code", "password and code";
    }
}

said! {
    TaskKind {
        Bounced: "mail kwam niet aan", "mail did not arrive";
        Complained: "mail als ongewenst gemeld", "mail reported as unwanted";
        Left: "afgemeld voor alles", "left everything";
        Moved: "verhuisde naar een ander adres", "moved to another address";
        Nobody: "geen contactpersoon meer", "no contact any more";
    }
}

said! {
    Disposition {
        Adopted: "Overgenomen", "Adopted";
        Partly: "Deels overgenomen", "Partly adopted";
        NotAdopted: "Niet overgenomen", "Not adopted";
        Noted: "Genoteerd", "Noted";
        OutsideScope: "Hoort hier niet bij", "Outside scope";
    }
}
