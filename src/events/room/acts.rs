//! What can be done here, as the log names it.

use crate::base::Both;
use crate::room::{Thing, acts};

/// An event, as the log names it.
const EVENT: Thing = Thing { word: "event", name: Both("bijeenkomst", "event") };
/// An invitation to one, as the log names it.
const INVITATION: Thing = Thing { word: "invitation", name: Both("uitnodiging", "invitation") };
/// Somebody's place at one, or their wait for it.
const REGISTRATION: Thing = Thing { word: "registration", name: Both("aanmelding", "registration") };
/// A year of them.
const YEAR: Thing = Thing { word: "year", name: Both("jaar", "year") };

acts! {
    EVENT_ADD: "event.add", EVENT, "Maakte een bijeenkomst", "Made an event";
    EVENT_CALL_OFF: "event.call-off", EVENT, "Liet een bijeenkomst niet doorgaan", "Called an event off";
    EVENT_CHANGE: "event.change", EVENT, "Wijzigde een bijeenkomst", "Changed an event";
    EVENT_COPY: "event.copy", EVENT, "Kopieerde een bijeenkomst", "Copied an event";
    EVENT_EVALUATION: "event.evaluation", EVENT, "Wijzigde de evaluatie van een bijeenkomst", "Changed the evaluation of an event";
    EVENT_EXPORT: "event.export", EVENT, "Nam een bestand van een bijeenkomst mee", "Took a file of an event along";
    EVENT_GOAL: "event.goal", YEAR, "Wijzigde hoeveel bijeenkomsten een jaar telt", "Changed how many events a year is to have";
    EVENT_LIMIT: "event.limit", EVENT, "Wijzigde hoeveel mensen per soort organisatie komen", "Changed how many people of each kind of organisation come";
    EVENT_MOVE: "event.move", EVENT, "Wijzigde dag, tijd of plaats van een bijeenkomst", "Changed the day, time or place of an event";
    EVENT_QUESTIONS: "event.questions", EVENT, "Wijzigde de vragen bij een bijeenkomst", "Changed the questions of an event";
    EVENT_OPEN: "event.open", EVENT, "Publiceerde een bijeenkomst", "Published an event";
    EVENT_PROGRAMME: "event.programme", EVENT, "Wijzigde het programma van een bijeenkomst", "Changed the programme of an event";
    EVENT_WRITE: "event.write", EVENT, "Schreef aan deelnemers van een bijeenkomst", "Wrote to attendees of an event";
    DECLINE: "invitation.decline", INVITATION, "Zei niet te komen op een uitnodiging", "Declined an invitation";
    INVITE: "invitation.invite", INVITATION, "Nodigde mensen uit voor een bijeenkomst", "Invited people to an event";
    REMIND: "invitation.remind", INVITATION, "Herinnerde aan een uitnodiging", "Reminded of an invitation";
    ACCEPT: "registration.accept", REGISTRATION, "Nam een aangeboden plaats", "Took a place that was offered";
    ANSWER: "registration.answer", REGISTRATION, "Wijzigde antwoorden bij een aanmelding", "Changed answers of a registration";
    APPROVE: "registration.approve", REGISTRATION, "Keurde een aanvraag goed", "Approved a request";
    ASK: "registration.ask", REGISTRATION, "Vroeg een plaats aan", "Asked for a place";
    REFUSE: "registration.refuse", REGISTRATION, "Wees een aanvraag af", "Refused a request";
    CANCEL: "registration.cancel", REGISTRATION, "Meldde iemand af voor een bijeenkomst", "Cancelled a registration for an event";
    CALENDAR: "registration.calendar", REGISTRATION, "Kreeg antwoord van een agenda", "Got an answer of a calendar";
    COME: "registration.come", REGISTRATION, "Zei toch te komen", "Said that they come after all";
    CHANGE: "registration.change", REGISTRATION, "Wijzigde workshops", "Changed workshops";
    CHECK_IN: "registration.check-in", REGISTRATION, "Liet iemand binnen", "Let somebody in";
    LAPSE: "registration.lapse", REGISTRATION, "Liet een aanbod verlopen", "Let an offer lapse";
    LEAVE: "registration.leave", REGISTRATION, "Gaf een aanbod of een plek op de wachtlijst terug", "Declined an offer or left a waiting list";
    OFFER: "registration.offer", REGISTRATION, "Bood een plaats aan", "Offered a place";
    REGISTER: "registration.register", REGISTRATION, "Meldde iemand aan voor een bijeenkomst", "Registered somebody for an event";
    REPLACE: "registration.replace", REGISTRATION, "Gaf een plaats aan een collega", "Gave a place to a colleague";
    TELL: "registration.tell", REGISTRATION, "Schreef over een bijeenkomst", "Wrote about an event";
    UNDO_CHECK_IN: "registration.undo-check-in", REGISTRATION, "Zette iemand terug aan de deur", "Took letting in back";
    WAIT: "registration.wait", REGISTRATION, "Zette iemand op een wachtlijst", "Put somebody on a waiting list";
}
