//! What people report of each other's messages, and what people of the house make of it. Every decision stands in the log.

use super::of_member;
use crate::{ActionError, Desk, again::again};
use domain::{
    Change, ChatId, MessageId, ReportId, UserId,
    chat::{Asker, Message, REPORT_WORDS_MAX, Report, ReportForm, ReportStatus},
    event::{Actor, EventRow, Subject},
    identity::MODERATE,
};
use std::collections::BTreeMap;
use store::{Commit, StoreError};

/// Rows of each list.
const MOST: i64 = 50;

/// What people reported.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    /// What waits, the oldest first.
    pub open: Vec<Report>,
    /// What was decided, the latest first.
    pub decided: Vec<Report>,
    /// What everybody in them is called.
    pub names: BTreeMap<UserId, String>,
}

/// Says that a message should not have been written; once per message and person.
///
/// # Errors
/// A code per field; 404, 403 for a stranger; 409 for one's own message, a deleted one, and what the house told.
pub async fn report_message(
    desk: &Desk,
    who: Asker,
    message: MessageId,
    form: &ReportForm,
) -> Result<ChatId, ActionError> {
    let message: Message = desk.store.get(message).await?;
    of_member(desk, who, message.chat_id).await?;
    // What cannot be reported is said before the fields: none of them would mend it.
    message.may_report(who.id)?;
    let report = message.reported(who.id, form.read()?, desk.now())?;
    if desk.store.find::<Report>(report.id).await?.is_some() {
        return Ok(report.chat_id);
    }
    let (about, by) = (Subject::User(report.against), Actor::User(who.id));
    let row = desk.event(about, by, "report_message", None, report.status);
    let row = EventRow { why: Some(report.reason.to_string()), ..row };
    match desk.commit(Commit::new().insert(&report).record(&row)).await {
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == "_id_" => Ok(report.chat_id),
        done => done.map(|()| report.chat_id),
    }
}

/// What waits, and what was decided last.
///
/// # Errors
/// 403 for people who do not look at it.
pub async fn reports(desk: &Desk, who: UserId) -> Result<Reports, ActionError> {
    crate::admin::must_be(desk, who, &MODERATE).await?;
    let (open, decided) = (desk.store.open_reports(MOST).await?, desk.store.decided_reports(MOST).await?);
    let people = open.iter().chain(&decided).flat_map(|one| [Some(one.by), Some(one.against), one.decided_by]);
    let people = people.flatten().collect();
    Ok(Reports { names: desk.store.names_of(&people).await?, open, decided })
}

/// Something was done about it, or nothing is wrong; with a note for the log. The same decision again changes nothing.
///
/// # Errors
/// A code at `note`; 403 for people who do not look at it; 409 when somebody decided otherwise.
pub async fn decide_report(
    desk: &Desk,
    who: UserId,
    id: ReportId,
    (status, note): (ReportStatus, &str),
) -> Result<(), ActionError> {
    crate::admin::must_be(desk, who, &MODERATE).await?;
    let mut errors = domain::FieldErrors::default();
    let note = errors.optional_text("note", note, REPORT_WORDS_MAX);
    errors.into_result()?;
    again(|| async {
        let report: Report = desk.store.get(id).await?;
        let Change::Made(decided) = report.decided(who, status, note.clone(), desk.now())? else { return Ok(()) };
        let deed = if status == ReportStatus::Handled { "handle_report" } else { "dismiss_report" };
        let (about, by) = (Subject::User(report.against), Actor::User(who));
        let row = desk.event(about, by, deed, Some(report.status.to_string()), decided.status);
        let row = EventRow { why: note.clone(), ..row };
        desk.commit(Commit::new().save(&decided).record(&row)).await
    })
    .await
}
