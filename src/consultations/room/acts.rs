//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    MAKE: "consultation.make", "Maakte een consultatie", "Made a consultation";
    SAVE: "consultation.save", "Wijzigde een consultatie", "Changed a consultation";
    INVITE: "consultation.invite", "Koos een organisatie om te vragen", "Chose an organisation to ask";
    UNINVITE: "consultation.uninvite", "Haalde een organisatie uit een consultatie", "Took an organisation out of a consultation";
    PARTS: "consultation.parts", "Wees aan wie namens een organisatie antwoordt", "Said who answers for an organisation";
    APPROVE: "consultation.approve", "Keurde een consultatie goed", "Approved a consultation";
    OPEN: "consultation.open", "Opende een consultatie", "Opened a consultation";
    EXTEND: "consultation.extend", "Verlengde de termijn van een consultatie", "Extended the term of a consultation";
    REMIND: "consultation.remind", "Herinnerde wie nog niet antwoordde", "Reminded who had not answered";
    RELEASE: "consultation.release", "Verstuurde het antwoord van een organisatie", "Sent the answer of an organisation";
    DECLINE: "consultation.decline", "Antwoordde dat een organisatie geen advies geeft of meer tijd nodig heeft", "Answered that an organisation gives no advice or needs more time";
    BRING: "consultation.bring", "Nodigde een collega uit om mee te schrijven", "Invited a colleague to write along";
    REVOKE: "consultation.revoke", "Trok de link van een collega in", "Revoked the link of a colleague";
    PLACE: "consultation.place", "Plaatste een document bij een consultatie", "Placed a document with a consultation";
    TAKE_OUT: "consultation.take_out", "Haalde een document uit een consultatie", "Took a document out of a consultation";
    ATTACH: "consultation.attach", "Voegde een bijlage toe aan een antwoord", "Added an attachment to an answer";
    DETACH: "consultation.detach", "Haalde een bijlage weg uit een antwoord", "Took an attachment out of an answer";
    ENTER: "consultation.enter", "Voerde een antwoord in dat anders binnenkwam", "Entered an answer that came in otherwise";
    WITHDRAW: "consultation.withdraw", "Trok een ingevoerd antwoord in", "Took an entered answer back";
    SETTLE: "consultation.settle", "Besliste of een ingevoerd antwoord telt", "Decided whether an entered answer counts";
    SPLIT: "consultation.split", "Maakte punten uit een antwoord", "Made points out of an answer";
    UNSPLIT: "consultation.unsplit", "Haalde een punt weg", "Took a point away";
    PUT_ASIDE: "consultation.put_aside", "Zei waarom een stuk geen punt is", "Said why a piece is no point";
    TAKE_BACK: "consultation.take_back", "Haalde een stuk terug dat geen punt was", "Took a piece back that was no point";
    MERGE: "consultation.merge", "Voegde punten samen", "Merged points";
    UNMERGE: "consultation.unmerge", "Maakte een samengevoegd punt los", "Let a merged point stand alone";
    WEIGH: "consultation.weigh", "Beantwoordde een punt", "Answered a point";
    INTRODUCE: "consultation.introduce", "Schreef de inleiding van een nota", "Wrote the introduction of a reaction";
    OFFER: "consultation.offer", "Legde een nota van antwoord voor", "Handed over a reaction";
    PUBLISH: "consultation.publish", "Publiceerde een nota van antwoord", "Published a reaction";
    PROMISE: "commitment.make", "Deed een toezegging", "Made a commitment";
    KEEP: "commitment.keep", "Rondde een toezegging af", "Completed a commitment";
}
