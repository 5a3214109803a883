//! What happened to a noun: who, when, from, to, why, and from where. One row per move; rows are never edited.
//!
//! The rows are the house's audit log: what was refused stands beside what was done.

use crate::{
    BreakGlassId, DisputeId, EventId, HoldId, InstructionId, PaymentId, PayoutId, PurchaseRequestId, ScheduledTaskId,
    SellerOfferId, TemplateId, Timestamp, TrezorAccountId, UserId,
    ledger::{Chained, Seal, actor_text},
    settings::SettingKey,
    tasks::DeedKind,
};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv6Addr};

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    User(UserId),
    /// A deadline.
    Clock,
    /// The watcher, speaking for a chain.
    Chain,
    /// The house itself (set-up, migrations).
    House,
    /// Somebody who is not signed in.
    Nobody,
}

/// What it happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Subject {
    User(UserId),
    Request(PurchaseRequestId),
    Offer(SellerOfferId),
    Payment(PaymentId),
    Payout(PayoutId),
    Signer(TrezorAccountId),
    Instruction(InstructionId),
    BreakGlass(BreakGlassId),
    Hold(HoldId),
    Escrow(PurchaseRequestId),
    Dispute(DisputeId),
    Task(ScheduledTaskId),
    /// Every task of a kind.
    TaskKind(DeedKind),
    Setting(SettingKey),
    Template(TemplateId),
    /// The books as a whole: a comparison, a sheet that was taken away.
    Books,
    /// The way in itself: a deed that was refused before anything was looked at.
    Door,
}

/// From where a deed was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The number of the request, as its answer and the process's log say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The asker's address; of a version 6 address only the network (/64).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

/// One row of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    /// Sorts by birth; rows of one commit keep their order.
    #[serde(rename = "_id")]
    pub id: EventId,
    /// What it happened to.
    pub subject: Subject,
    /// The order it belongs to, if any: what a timeline reads.
    pub request_id: Option<PurchaseRequestId>,
    /// Who did it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The deed, as stored (`accept`, `funded`, …).
    pub deed: String,
    /// The state before, as stored; none at birth.
    pub from: Option<String>,
    /// The state after, as stored.
    pub to: String,
    /// Words of the person, or the code of the reason.
    pub why: Option<String>,
    /// The code of the refusal; none when it was done.
    #[serde(default)]
    pub outcome: Option<String>,
    /// From where it was asked.
    #[serde(default)]
    pub trace: Trace,
    /// Its place in the chain of rows; none until sealed.
    #[serde(default)]
    pub seal: Option<Seal>,
}

impl Chained for EventRow {
    /// A line per field. What people wrote may hold line ends, so that each text stands behind its length.
    fn canonical_text(&self) -> String {
        let text = |text: Option<&str>| text.map_or_else(|| "-".to_owned(), |text| format!("{}:{text}", text.len()));
        let lines = [
            "amanat event 1".to_owned(),
            self.id.to_string(),
            subject_text(self.subject),
            self.request_id.map_or_else(|| "-".to_owned(), |id| id.to_string()),
            actor_text(self.actor),
            self.at.millis().to_string(),
            text(Some(&self.deed)),
            text(self.from.as_deref()),
            text(Some(&self.to)),
            text(self.why.as_deref()),
            text(self.outcome.as_deref()),
            text(self.trace.request_id.as_deref()),
            text(self.trace.ip.as_deref()),
        ];
        lines.join("\n")
    }

    fn seal(&self) -> Option<&Seal> {
        self.seal.as_ref()
    }
}

fn subject_text(subject: Subject) -> String {
    match subject {
        Subject::User(id) => format!("user {id}"),
        Subject::Request(id) => format!("request {id}"),
        Subject::Offer(id) => format!("offer {id}"),
        Subject::Payment(id) => format!("payment {id}"),
        Subject::Payout(id) => format!("payout {id}"),
        Subject::Signer(id) => format!("signer {id}"),
        Subject::Instruction(id) => format!("instruction {id}"),
        Subject::BreakGlass(id) => format!("break_glass {id}"),
        Subject::Hold(id) => format!("hold {id}"),
        Subject::Escrow(id) => format!("escrow {id}"),
        Subject::Dispute(id) => format!("dispute {id}"),
        Subject::Task(id) => format!("task {id}"),
        Subject::TaskKind(kind) => format!("task_kind {kind}"),
        Subject::Setting(key) => format!("setting {key}"),
        Subject::Template(id) => format!("template {id}"),
        Subject::Books => "books".to_owned(),
        Subject::Door => "door".to_owned(),
    }
}

impl Trace {
    /// The trace of a request: the address cut to what a person is known by at most.
    pub fn of(request_id: &str, ip: Option<IpAddr>) -> Self {
        let request_id = Some(one_line(request_id, 64)).filter(|text| !text.is_empty());
        Self { request_id, ip: ip.map(cut) }
    }
}

/// An address as it is counted and kept: version 4 whole (also when it is wrapped in version 6), version 6 by its
/// network of 64 bits, because one person holds all of it.
pub fn cut(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// A text that cannot pretend to be another row: no control characters, no line or paragraph separators, not longer
/// than `most` characters.
pub fn one_line(text: &str, most: usize) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).take(most).collect::<String>().trim().to_owned()
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
