//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    EVENT_ADD: "event.add", "Maakte een bijeenkomst", "Made an event";
    EVENT_CALL_OFF: "event.call-off", "Liet een bijeenkomst niet doorgaan", "Called an event off";
    EVENT_CHANGE: "event.change", "Wijzigde een bijeenkomst", "Changed an event";
    EVENT_COPY: "event.copy", "Kopieerde een bijeenkomst", "Copied an event";
    EVENT_EVALUATION: "event.evaluation", "Wijzigde de evaluatie van een bijeenkomst", "Changed the evaluation of an event";
    EVENT_GOAL: "event.goal", "Wijzigde hoeveel bijeenkomsten een jaar telt", "Changed how many events a year is to have";
    EVENT_MOVE: "event.move", "Wijzigde dag, tijd of plaats van een bijeenkomst", "Changed the day, time or place of an event";
    EVENT_QUESTIONS: "event.questions", "Wijzigde de vragen bij een bijeenkomst", "Changed the questions of an event";
    EVENT_OPEN: "event.open", "Publiceerde een bijeenkomst", "Published an event";
    EVENT_PROGRAMME: "event.programme", "Wijzigde het programma van een bijeenkomst", "Changed the programme of an event";
    EVENT_WRITE: "event.write", "Schreef aan deelnemers van een bijeenkomst", "Wrote to attendees of an event";
    DECLINE: "invitation.decline", "Zei niet te komen op een uitnodiging", "Declined an invitation";
    INVITE: "invitation.invite", "Nodigde mensen uit voor een bijeenkomst", "Invited people to an event";
    REMIND: "invitation.remind", "Herinnerde aan een uitnodiging", "Reminded of an invitation";
    ACCEPT: "registration.accept", "Nam een aangeboden plaats", "Took a place that was offered";
    ANSWER: "registration.answer", "Wijzigde antwoorden bij een aanmelding", "Changed answers of a registration";
    APPROVE: "registration.approve", "Keurde een aanvraag goed", "Approved a request";
    ASK: "registration.ask", "Vroeg een plaats aan", "Asked for a place";
    REFUSE: "registration.refuse", "Wees een aanvraag af", "Refused a request";
    CANCEL: "registration.cancel", "Meldde iemand af voor een bijeenkomst", "Cancelled a registration for an event";
    CALENDAR: "registration.calendar", "Kreeg antwoord van een agenda", "Got an answer of a calendar";
    COME: "registration.come", "Zei toch te komen", "Said that they come after all";
    CHANGE: "registration.change", "Wijzigde workshops", "Changed workshops";
    CHECK_IN: "registration.check-in", "Liet iemand binnen", "Let somebody in";
    LAPSE: "registration.lapse", "Liet een aanbod verlopen", "Let an offer lapse";
    LEAVE: "registration.leave", "Gaf een aanbod of een plek op de wachtlijst terug", "Declined an offer or left a waiting list";
    OFFER: "registration.offer", "Bood een plaats aan", "Offered a place";
    REGISTER: "registration.register", "Meldde iemand aan voor een bijeenkomst", "Registered somebody for an event";
    REPLACE: "registration.replace", "Gaf een plaats aan een collega", "Gave a place to a colleague";
    TELL: "registration.tell", "Schreef over een bijeenkomst", "Wrote about an event";
    UNDO_CHECK_IN: "registration.undo-check-in", "Zette iemand terug aan de deur", "Took letting in back";
    WAIT: "registration.wait", "Zette iemand op een wachtlijst", "Put somebody on a waiting list";
}
