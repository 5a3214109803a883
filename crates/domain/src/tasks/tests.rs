//! Every status met by every deed, and the lease.

use super::{TaskDeed as D, TaskStatus as S, *};
use crate::{escrow::diagram, machine::Word};

const EDGES: &[(S, D, S)] = &[
    (S::Pending, D::Claim, S::Locked),
    (S::Failed, D::Claim, S::Locked),
    (S::Locked, D::TakeOver, S::Locked),
    (S::Locked, D::Finish, S::Completed),
    (S::Locked, D::Repeat, S::Pending),
    (S::Locked, D::Fail, S::Failed),
    (S::Locked, D::GiveUp, S::Dead),
    (S::Dead, D::Revive, S::Pending),
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
