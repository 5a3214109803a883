//! Every status met by every deed, and the lease.

use super::{TaskDeed as D, TaskStatus as S, lease::backoff, *};
use crate::{
    Hours, Minutes, Seconds, TaskRunId,
    escrow::diagram,
    machine::{Refused, Word},
};

const EDGES: &[(S, D, S)] = &[
    (S::Pending, D::Claim, S::Locked),
    (S::Failed, D::Claim, S::Locked),
    (S::Locked, D::TakeOver, S::Locked),
    (S::Locked, D::Renew, S::Locked),
    (S::Locked, D::Finish, S::Completed),
    (S::Locked, D::Repeat, S::Pending),
    (S::Locked, D::Fail, S::Failed),
    (S::Locked, D::GiveUp, S::Dead),
    (S::Dead, D::Revive, S::Pending),
    (S::Pending, D::Hurry, S::Pending),
    (S::Failed, D::Hurry, S::Pending),
    (S::Pending, D::Cancel, S::Cancelled),
    (S::Failed, D::Cancel, S::Cancelled),
    (S::Dead, D::Cancel, S::Cancelled),
];

const NOW: Timestamp = Timestamp::from_millis(1_763_000_000_000);

fn task() -> ScheduledTask {
    let deed = Deed::EndInspection(PurchaseRequestId::from_bytes([1; 16]));
    ScheduledTask::at(ScheduledTaskId::from_bytes([2; 16]), deed, NOW, NOW)
}

#[test]
fn every_status_answers_every_deed_as_the_table_says() {
    for status in S::ALL {
        for deed in D::ALL {
            let wanted = EDGES.iter().find(|(from, by, _)| (from, by) == (status, deed)).map(|(_, _, to)| *to);
            assert_eq!(status.next(*deed).ok(), wanted, "{status} + {deed}");
        }
    }
}

#[test]
fn the_diagram_is_what_the_code_does() {
    diagram::check("scheduled-task", "ScheduledTask", S::Pending, S::next);
}

#[test]
fn a_task_is_held_by_one_worker_until_the_lease_ends() {
    let held = task().claimed("one", NOW).unwrap();
    assert_eq!(held.claimed("two", NOW + Seconds(14)), None);
    assert_eq!(held.claimed("two", NOW + LEASE).unwrap().locked_by.as_deref(), Some("two"));
}

#[test]
fn a_task_is_not_taken_before_its_time() {
    let early = ScheduledTask { run_at: NOW + Minutes(1), ..task() };
    assert_eq!(early.claimed("one", NOW), None);
}

#[test]
fn a_task_that_goes_wrong_waits_longer_each_time_and_is_given_up_after_five_tries() {
    let (mut present, mut now, mut waits) = (task(), NOW, Vec::new());
    while present.status != S::Dead {
        present = present.claimed("one", now).unwrap().failed("no", now).unwrap();
        waits.push(present.run_at.millis_since(now) / 60_000);
        now = present.run_at;
    }
    assert_eq!((present.attempts, waits.as_slice()), (5, [2, 4, 8, 16, 0].as_slice()));
    assert_eq!(backoff(30), Minutes(24 * 60));
}

#[test]
fn what_repeats_is_never_given_up_and_asks_again_within_a_minute() {
    let deed = Deed::WatchChain(1);
    let (mut present, mut now) = (ScheduledTask { deed, ..task() }, NOW);
    for _ in 0..20 {
        present = present.claimed("one", now).unwrap().failed("no", now).unwrap();
        assert!(present.run_at <= now + Minutes(1));
        now = present.run_at;
    }
    assert_eq!(present.status, S::Failed);
}

type End = fn(&ScheduledTask, Timestamp) -> Result<ScheduledTask, Refused>;

#[test]
fn whoever_holds_it_no_longer_writes_no_end() {
    let held = task().claimed("slow", NOW).unwrap();
    let (in_time, late) = (NOW + Seconds(14), NOW + LEASE);
    let ends: [End; 4] = [
        ScheduledTask::finished,
        ScheduledTask::renewed,
        |held, now| held.failed("no", now),
        |held, now| held.repeated(now + Hours(1), now),
    ];
    for end in ends {
        assert!(end(&held, in_time).is_ok());
        assert_eq!(end(&held, late).unwrap_err().from, "locked");
    }
    let renewed = held.renewed(in_time).unwrap();
    assert!(renewed.finished(in_time + Seconds(14)).is_ok() && renewed.claimed("other", late).is_none());
}

#[test]
fn what_ends_its_worker_five_times_is_given_up() {
    let (mut present, mut now) = (task(), NOW);
    for _ in 0..5 {
        assert_eq!(present.buried(now), None);
        present = present.claimed("doomed", now).unwrap();
        now = now + LEASE;
    }
    let dead = present.buried(now).unwrap();
    assert_eq!((dead.status, dead.run_count), (S::Dead, 1));
    let watcher = ScheduledTask { deed: Deed::WatchChain(1), ..present };
    assert_eq!(watcher.buried(now), None);
}

#[test]
fn nobody_brings_a_deadline_forward_and_everything_else_may_be() {
    let later = NOW + Hours(5);
    let deadline = ScheduledTask { run_at: later, ..task() };
    assert!(deadline.hurried(NOW).is_err());
    let missed = ScheduledTask { status: S::Failed, attempts: 2, ..deadline.clone() };
    let hurried = missed.hurried(NOW).unwrap();
    assert_eq!((hurried.status, hurried.run_at, hurried.attempts), (S::Pending, NOW, 2));
    let watcher = ScheduledTask { deed: Deed::WatchChain(1), ..deadline };
    assert_eq!(watcher.hurried(NOW).unwrap().run_at, NOW);
    assert_eq!(task().hurried(later).unwrap().run_at, NOW);
}

#[test]
fn what_was_given_up_starts_over_when_a_person_says_so() {
    let dead = ScheduledTask { status: S::Dead, attempts: 5, last_error: Some("no".to_owned()), ..task() };
    let again = dead.revived(NOW + Hours(9)).unwrap();
    assert_eq!((again.status, again.attempts, again.run_at), (S::Pending, 0, NOW + Hours(9)));
    assert_eq!(again.last_error.as_deref(), Some("no"));
    assert!(task().revived(NOW).is_err());
}

#[test]
fn every_run_has_a_row_but_the_rounds_of_what_never_ends() {
    let id = TaskRunId::from_bytes([3; 16]);
    let run = |held: &ScheduledTask, ended: &ScheduledTask| TaskRun::of(id, held, ended, NOW);
    let held = task().claimed("one", NOW).unwrap();
    let said = |ended: &ScheduledTask| run(&held, ended).map(|run| (run.outcome, run.attempt, run.error));
    assert_eq!(said(&held.finished(NOW).unwrap()), Some((RunOutcome::Done, 1, None)));
    assert_eq!(said(&held.failed("no", NOW).unwrap()), Some((RunOutcome::Failed, 1, Some("no".to_owned()))));
    assert_eq!(said(&held.repeated(NOW, NOW).unwrap()), Some((RunOutcome::Again, 1, None)));
    let watcher = ScheduledTask { deed: Deed::WatchChain(1), ..held };
    assert_eq!(run(&watcher, &watcher.repeated(NOW, NOW).unwrap()), None);
    let wrong = watcher.failed("outside", NOW).unwrap();
    assert_eq!(run(&watcher, &wrong).unwrap().outcome, RunOutcome::Failed);
    let still = wrong.claimed("one", wrong.run_at).unwrap();
    assert_eq!(run(&still, &still.failed("outside", wrong.run_at).unwrap()), None);
}

#[test]
fn a_key_begins_with_its_kind() {
    let deeds = [Deed::WatchChain(1), Deed::SealJournals, Deed::Reconcile, task().deed];
    for deed in deeds {
        assert_eq!(deed.key().split(':').next(), Some(deed.kind().word()));
    }
}
