//! What can be done here, as the log names it.

use crate::base::Both;
use crate::centre::PUBLICATION;
use crate::room::{Thing, acts};

/// Article, as the log names it.
pub const ARTICLE: Thing = Thing { word: "article", name: Both("artikel", "article") };
/// Somebody who reads along, as the log names them.
pub const REVIEWER: Thing = Thing { word: "reviewer", name: Both("meelezer", "reviewer") };
/// Issue, as the log names it.
pub const ISSUE: Thing = Thing { word: "issue", name: Both("nummer", "issue") };

acts! {
    ArticleMake = "article.make", ARTICLE, "Maakte een artikel", "Made an article";
    ArticleSave = "article.save", ARTICLE, "Bewaarde een artikel", "Saved an article";
    IssueAddArticle = "issue.add-article", ISSUE, "Zette een artikel in een nummer", "Put an article into an issue";
    IssueAgenda = "issue.agenda", ISSUE, "Wijzigde de agenda in een nummer", "Changed the agenda in an issue";
    IssueAgendaChanged = "issue.agenda-changed", ISSUE, "Trok een goedkeuring in, want de agenda klopte niet meer", "Voided an approval, because the agenda was no longer right";
    IssueApprove = "issue.approve", ISSUE, "Keurde een nummer goed", "Approved an issue";
    IssueAsk = "issue.ask", ISSUE, "Vroeg om goedkeuring", "Asked for a review";
    IssueAudience = "issue.audience", ISSUE, "Koos voor wie een nummer is", "Chose whom an issue is for";
    IssueAudienceChanged = "issue.audience-changed", ISSUE, "Trok een goedkeuring in, want de doelgroep was gewijzigd", "Voided an approval, because the audience had changed";
    IssueCancel = "issue.cancel", ISSUE, "Annuleerde een nummer", "Cancelled an issue";
    IssueCorrect = "issue.correct", ISSUE, "Begon met corrigeren van een nummer", "Began to correct an issue";
    IssueExplain = "issue.explain", ISSUE, "Legde uit waarom iets blijft dat de controle vond", "Explained why something stays that the checks found";
    IssueImageChanged = "issue.image-changed", ISSUE, "Trok een goedkeuring in, want een beeld was gewijzigd", "Voided an approval, because an image had changed";
    IssueMake = "issue.make", ISSUE, "Maakte een nummer", "Made an issue";
    IssueMoveArticle = "issue.move-article", ISSUE, "Verplaatste een artikel in een nummer", "Moved an article in an issue";
    IssueNotStarted = "issue.not-started", ISSUE, "Verstuurde een nummer niet", "Did not send an issue";
    IssuePlan = "issue.plan", ISSUE, "Wijzigde de planning van een nummer", "Changed the plan of an issue";
    IssuePlanYear = "issue.plan-year", PUBLICATION, "Maakte een jaarplanning", "Made a year plan";
    IssueRemoveArticle = "issue.remove-article", ISSUE, "Haalde een artikel uit een nummer", "Took an article out of an issue";
    IssueReturnToDraft = "issue.return-to-draft", ISSUE, "Maakte van een nummer weer een concept", "Returned an issue to draft";
    IssueSave = "issue.save", ISSUE, "Bewaarde een nummer", "Saved an issue";
    IssueSchedule = "issue.schedule", ISSUE, "Plande een nummer", "Scheduled an issue";
    IssueSendBack = "issue.send-back", ISSUE, "Stuurde een nummer terug naar de schrijvers", "Sent an issue back to its writers";
    IssueSent = "issue.sent", ISSUE, "Rondde de verzending van een nummer af", "Finished sending an issue";
    IssueStart = "issue.start", ISSUE, "Begon met verzenden van een nummer", "Started sending an issue";
    IssueStopped = "issue.stopped", ISSUE, "Stopte de verzending van een nummer", "Stopped sending an issue";
    IssueTestMail = "issue.test-mail", ISSUE, "Stuurde een testmail", "Sent a test mail";
    IssueUnschedule = "issue.unschedule", ISSUE, "Haalde een nummer uit de planning", "Took an issue off the schedule";
    ReviewAnswer = "review.answer", REVIEWER, "Antwoordde op een opmerking", "Answered a remark";
    ReviewClose = "review.close", REVIEWER, "Sloot een opmerking", "Closed a remark";
    ReviewDone = "review.done", REVIEWER, "Was klaar met meelezen", "Finished reading along";
    ReviewInvite = "review.invite", REVIEWER, "Vroeg iemand om mee te lezen", "Asked somebody to read along";
    ReviewRemark = "review.remark", REVIEWER, "Plaatste opmerkingen", "Made remarks";
    ReviewReopen = "review.reopen", REVIEWER, "Heropende een opmerking", "Reopened a remark";
    ReviewRevoke = "review.revoke", REVIEWER, "Trok de link van een meelezer in", "Revoked the link of a reviewer";
}
