//! What can be done here, as the log names it.

use crate::room::acts;

acts! {
    ARTICLE_MAKE: "article.make", "Maakte een artikel", "Made an article";
    ARTICLE_SAVE: "article.save", "Bewaarde een artikel", "Saved an article";
    ISSUE_ADD_ARTICLE: "issue.add-article", "Zette een artikel in een nummer", "Put an article into an issue";
    ISSUE_AGENDA: "issue.agenda", "Wijzigde de agenda in een nummer", "Changed the agenda in an issue";
    ISSUE_APPROVE: "issue.approve", "Keurde een nummer goed", "Approved an issue";
    ISSUE_ASK: "issue.ask", "Vroeg om goedkeuring", "Asked for a review";
    ISSUE_AUDIENCE: "issue.audience", "Koos voor wie een nummer is", "Chose whom an issue is for";
    ISSUE_AUDIENCE_CHANGED: "issue.audience-changed", "Trok een goedkeuring in, want de doelgroep was gewijzigd", "Voided an approval, because the audience had changed";
    ISSUE_CANCEL: "issue.cancel", "Annuleerde een nummer", "Cancelled an issue";
    ISSUE_CORRECT: "issue.correct", "Begon met corrigeren van een nummer", "Began to correct an issue";
    ISSUE_IMAGE_CHANGED: "issue.image-changed", "Trok een goedkeuring in, want een beeld was gewijzigd", "Voided an approval, because an image had changed";
    ISSUE_MAKE: "issue.make", "Maakte een nummer", "Made an issue";
    ISSUE_MOVE_ARTICLE: "issue.move-article", "Verplaatste een artikel in een nummer", "Moved an article in an issue";
    ISSUE_NOT_STARTED: "issue.not-started", "Verstuurde een nummer niet", "Did not send an issue";
    ISSUE_PLAN: "issue.plan", "Wijzigde de planning van een nummer", "Changed the plan of an issue";
    ISSUE_PLAN_YEAR: "issue.plan-year", "Maakte een jaarplanning", "Made a year plan";
    ISSUE_REMOVE_ARTICLE: "issue.remove-article", "Haalde een artikel uit een nummer", "Took an article out of an issue";
    ISSUE_RETURN_TO_DRAFT: "issue.return-to-draft", "Maakte van een nummer weer een concept", "Returned an issue to draft";
    ISSUE_SAVE: "issue.save", "Bewaarde een nummer", "Saved an issue";
    ISSUE_SCHEDULE: "issue.schedule", "Plande een nummer", "Scheduled an issue";
    ISSUE_SEND_BACK: "issue.send-back", "Stuurde een nummer terug naar de schrijvers", "Sent an issue back to its writers";
    ISSUE_SENT: "issue.sent", "Rondde de verzending van een nummer af", "Finished sending an issue";
    ISSUE_START: "issue.start", "Begon met verzenden van een nummer", "Started sending an issue";
    ISSUE_STOPPED: "issue.stopped", "Stopte de verzending van een nummer", "Stopped sending an issue";
    ISSUE_TEST_MAIL: "issue.test-mail", "Stuurde een testmail", "Sent a test mail";
    ISSUE_UNSCHEDULE: "issue.unschedule", "Haalde een nummer uit de planning", "Took an issue off the schedule";
}
