//! The life of a row: taken under a lease, kept while it is worked on, let go.
//!
//! Whoever's lease was taken over finds another version and writes nothing; whoever's lease ran out is refused here, even
//! while nobody has taken it over yet. What time it is says the clock that all processes of a database share.

use super::{Deed, ScheduledTask, TaskDeed, TaskStatus};
use crate::{Hours, Minutes, ScheduledTaskId, Seconds, Timestamp, machine::Refused};

/// Tries before a task is given up.
pub const MAX_ATTEMPTS: u32 = 5;
/// How long a worker may hold a task before another takes over, unless it says meanwhile that it is still at it.
pub const LEASE: Seconds = Seconds(15);
/// What is kept of a task that took its worker with it, each time.
const NEVER_ENDED: &str = "its worker never came back from it";

impl ScheduledTask {
    /// A fresh row under the deed's own key.
    pub fn at(id: ScheduledTaskId, deed: Deed, run_at: Timestamp, now: Timestamp) -> Self {
        Self::new(id, deed, deed.key(), run_at, now)
    }

    /// A fresh row under a key of one's own.
    pub fn new(id: ScheduledTaskId, deed: Deed, key: String, run_at: Timestamp, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            deed,
            key,
            status: TaskStatus::Pending,
            run_at,
            attempts: 0,
            locked_by: None,
            locked_at: None,
            locked_until: None,
            last_error: None,
            created_at: now,
            completed_at: None,
            run_count: 0,
            last_run_at: None,
        }
    }

    /// Taken by a worker, if it is due and nobody holds it.
    pub fn claimed(&self, worker: &str, now: Timestamp) -> Option<Self> {
        let deed = match self.status {
            TaskStatus::Locked if !self.is_held(now) => TaskDeed::TakeOver,
            _ if self.run_at <= now => TaskDeed::Claim,
            _ => return None,
        };
        let status = self.status.next(deed).ok()?;
        Some(Self {
            status,
            attempts: self.attempts + 1,
            locked_by: Some(worker.to_owned()),
            locked_at: Some(now),
            locked_until: Some(now + LEASE),
            ..self.clone()
        })
    }

    /// True while somebody's lease on it lasts.
    pub fn is_held(&self, now: Timestamp) -> bool {
        self.status == TaskStatus::Locked && self.locked_until.is_some_and(|until| now < until)
    }

    /// The worker is still at it.
    ///
    /// # Errors
    /// [`Refused`] when the lease has run out.
    pub fn renewed(&self, now: Timestamp) -> Result<Self, Refused> {
        let status = self.next_while_held(TaskDeed::Renew, now)?;
        Ok(Self { status, locked_until: Some(now + LEASE), ..self.clone() })
    }

    /// Done.
    ///
    /// # Errors
    /// [`Refused`] when the lease has run out.
    pub fn finished(&self, now: Timestamp) -> Result<Self, Refused> {
        Ok(Self { completed_at: Some(now), last_error: None, ..self.let_go(TaskDeed::Finish, now)? })
    }

    /// Again at `run_at`; the tries start from zero.
    ///
    /// # Errors
    /// As [`Self::finished`].
    pub fn repeated(&self, run_at: Timestamp, now: Timestamp) -> Result<Self, Refused> {
        Ok(Self { run_at, attempts: 0, last_error: None, ..self.let_go(TaskDeed::Repeat, now)? })
    }

    /// Went wrong: again after 2^n minutes (at most a day), or given up after [`MAX_ATTEMPTS`]. What
    /// repeats for ever is never given up.
    ///
    /// # Errors
    /// As [`Self::finished`].
    pub fn failed(&self, why: &str, now: Timestamp) -> Result<Self, Refused> {
        let last_error = Some(why.to_owned());
        if self.attempts >= MAX_ATTEMPTS && !self.deed.repeats() {
            return Ok(Self { last_error, ..self.let_go(TaskDeed::GiveUp, now)? });
        }
        let run_at = if self.deed.repeats() { now + pause(self.attempts) } else { now + backoff(self.attempts) };
        Ok(Self { run_at, last_error, ..self.let_go(TaskDeed::Fail, now)? })
    }

    /// Abandoned as often as it may be tried: it ends its workers, and would end the next one too. None while it may be
    /// taken over.
    pub fn buried(&self, now: Timestamp) -> Option<Self> {
        let is_abandoned = self.status == TaskStatus::Locked && !self.is_held(now);
        let may = is_abandoned && self.attempts >= MAX_ATTEMPTS && !self.deed.repeats();
        let status = self.status.next(TaskDeed::GiveUp).ok().filter(|_| may)?;
        Some(Self { last_error: Some(NEVER_ENDED.to_owned()), ..self.free(status, now) })
    }

    /// A person tries again what was given up.
    ///
    /// # Errors
    /// [`Refused`] when it was not.
    pub fn revived(&self, now: Timestamp) -> Result<Self, Refused> {
        let status = self.status.next(TaskDeed::Revive)?;
        Ok(Self { status, run_at: now, attempts: 0, ..self.clone() })
    }

    /// A person does not want to wait. A deadline comes when it comes: only one that went wrong is brought forward.
    ///
    /// # Errors
    /// [`Refused`] when it waits for its deadline, is being done, or is over.
    pub fn hurried(&self, now: Timestamp) -> Result<Self, Refused> {
        let waits_for_people =
            self.status == TaskStatus::Pending && self.deed.kind().is_deadline() && self.run_at > now;
        if waits_for_people {
            return Err(self.status.refused(TaskDeed::Hurry));
        }
        Ok(Self { status: self.status.next(TaskDeed::Hurry)?, run_at: self.run_at.min(now), ..self.clone() })
    }

    fn let_go(&self, deed: TaskDeed, now: Timestamp) -> Result<Self, Refused> {
        Ok(self.free(self.next_while_held(deed, now)?, now))
    }

    fn next_while_held(&self, deed: TaskDeed, now: Timestamp) -> Result<TaskStatus, Refused> {
        let next = self.status.next(deed)?;
        if self.is_held(now) { Ok(next) } else { Err(self.status.refused(deed)) }
    }

    fn free(&self, status: TaskStatus, now: Timestamp) -> Self {
        Self {
            status,
            locked_by: None,
            locked_at: None,
            locked_until: None,
            run_count: self.run_count + 1,
            last_run_at: Some(now),
            ..self.clone()
        }
    }
}

/// 2, 4, 8, … seconds, at most a minute: the outside is asked again soon.
fn pause(attempts: u32) -> Seconds {
    Seconds((1_i64 << attempts.min(6)).min(60))
}

/// 2, 4, 8, … minutes, at most 24 hours.
pub(super) fn backoff(attempts: u32) -> Minutes {
    let day = Hours(24).0 * 60;
    Minutes(1_i64.checked_shl(attempts.min(11)).unwrap_or(day).min(day))
}
