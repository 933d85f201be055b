//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// Consultation, as the log names it.
pub const CONSULTATION: Thing = Thing { word: "consultation", name: Both("consultatie", "consultation") };
/// Commitment, as the log names it.
pub const COMMITMENT: Thing = Thing { word: "commitment", name: Both("toezegging", "commitment") };

acts! {
    Make = "consultation.make", CONSULTATION, "Maakte een consultatie", "Made a consultation";
    Save = "consultation.save", CONSULTATION, "Wijzigde een consultatie", "Changed a consultation";
    Invite = "consultation.invite", CONSULTATION, "Koos een organisatie om te vragen", "Chose an organisation to ask";
    Uninvite = "consultation.uninvite", CONSULTATION, "Haalde een organisatie uit een consultatie", "Took an organisation out of a consultation";
    Parts = "consultation.parts", CONSULTATION, "Wees aan wie namens een organisatie antwoordt", "Said who answers for an organisation";
    Approve = "consultation.approve", CONSULTATION, "Keurde een consultatie goed", "Approved a consultation";
    Open = "consultation.open", CONSULTATION, "Opende een consultatie", "Opened a consultation";
    Extend = "consultation.extend", CONSULTATION, "Verlengde de termijn van een consultatie", "Extended the term of a consultation";
    RefuseTime = "consultation.refuse_time", CONSULTATION, "Zei nee tegen een verzoek om meer tijd", "Said no to a request for more time";
    Remind = "consultation.remind", CONSULTATION, "Herinnerde wie nog niet antwoordde", "Reminded who had not answered";
    Release = "consultation.release", CONSULTATION, "Verstuurde het antwoord van een organisatie", "Sent the answer of an organisation";
    Decline = "consultation.decline", CONSULTATION, "Antwoordde dat een organisatie geen advies geeft of meer tijd nodig heeft", "Answered that an organisation gives no advice or needs more time";
    Bring = "consultation.bring", CONSULTATION, "Nodigde een collega uit om mee te schrijven", "Invited a colleague to write along";
    Revoke = "consultation.revoke", CONSULTATION, "Trok de link van een collega in", "Revoked the link of a colleague";
    Place = "consultation.place", CONSULTATION, "Plaatste een document bij een consultatie", "Placed a document with a consultation";
    TakeOut = "consultation.take_out", CONSULTATION, "Haalde een document uit een consultatie", "Took a document out of a consultation";
    Attach = "consultation.attach", CONSULTATION, "Voegde een bijlage toe aan een antwoord", "Added an attachment to an answer";
    Detach = "consultation.detach", CONSULTATION, "Haalde een bijlage weg uit een antwoord", "Took an attachment out of an answer";
    Enter = "consultation.enter", CONSULTATION, "Voerde een antwoord in dat anders binnenkwam", "Entered an answer that came in otherwise";
    Withdraw = "consultation.withdraw", CONSULTATION, "Trok een ingevoerd antwoord in", "Took an entered answer back";
    Settle = "consultation.settle", CONSULTATION, "Besliste of een ingevoerd antwoord telt", "Decided whether an entered answer counts";
    Split = "consultation.split", CONSULTATION, "Maakte punten uit een antwoord", "Made points out of an answer";
    Unsplit = "consultation.unsplit", CONSULTATION, "Haalde een punt weg", "Took a point away";
    PutAside = "consultation.put_aside", CONSULTATION, "Zei waarom een stuk geen punt is", "Said why a piece is no point";
    TakeBack = "consultation.take_back", CONSULTATION, "Haalde een stuk terug dat geen punt was", "Took a piece back that was no point";
    Merge = "consultation.merge", CONSULTATION, "Voegde punten samen", "Merged points";
    Unmerge = "consultation.unmerge", CONSULTATION, "Maakte een samengevoegd punt los", "Let a merged point stand alone";
    Weigh = "consultation.weigh", CONSULTATION, "Beantwoordde een punt", "Answered a point";
    Introduce = "consultation.introduce", CONSULTATION, "Schreef de inleiding van een nota", "Wrote the introduction of a reaction";
    Offer = "consultation.offer", CONSULTATION, "Legde een nota van antwoord voor", "Handed over a reaction";
    Publish = "consultation.publish", CONSULTATION, "Publiceerde een nota van antwoord", "Published a reaction";
    Promise = "commitment.make", COMMITMENT, "Deed een toezegging", "Made a commitment";
    Keep = "commitment.keep", COMMITMENT, "Rondde een toezegging af", "Completed a commitment";
}
