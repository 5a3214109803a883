//! Breakings of the glass: each was two admins', for an hour at most, and everything that names one was approved under it as it
//! says. What left past signers without any is found beside instructions.

use super::{next_readable, orders::Orders, report::Findings};
use crate::{ActionError, Desk, custody::was_broken_by_admins};
use domain::{
    BreakGlassId,
    custody::{BreakGlass, BreakGlassStatus as S, Payout, TIME_OPEN, TIME_TO_CONFIRM},
    tasks::Deed,
};
use std::collections::BTreeMap;

const CHECK: &str = "break-glass";

/// Where each stands.
pub(super) struct BreakGlasses(pub(super) BTreeMap<BreakGlassId, S>);

impl BreakGlasses {
    pub(super) async fn check(desk: &Desk, orders: &Orders, findings: &mut Findings) -> Result<Self, ActionError> {
        let mut statuses = BTreeMap::new();
        let mut rows = desk.store.every::<BreakGlass>().await?;
        while let Some(glass) = next_readable(&mut rows, "break_glass", findings).await? {
            let by_admins = glass.confirmed.is_none() || was_broken_by_admins(desk, &glass).await?;
            findings.must(CHECK, by_admins, glass.id, || "it was not broken by two admins".to_owned());
            findings.must(CHECK, is_of_one_piece(&glass), glass.id, || {
                format!("it is {}, and its times say otherwise", glass.status)
            });
            check_clock(&glass, orders, findings);
            for used in &glass.uses {
                let payout = desk.store.find::<Payout>(used.payout_id).await?;
                let says_so = payout.is_some_and(|payout| glass.use_for(&payout).is_some());
                findings.must(CHECK, says_so, glass.id, || format!("{} was not approved under it so", used.payout_id));
            }
            statuses.insert(glass.id, glass.status);
        }
        Ok(Self(statuses))
    }
}

/// Its times are those of where it stands, and none is longer than the law says.
fn is_of_one_piece(glass: &BreakGlass) -> bool {
    let was_open = glass.confirmed.is_some();
    let stands = match glass.status {
        S::Asked => !was_open && glass.ended.is_none(),
        S::Open => was_open && glass.ended.is_none(),
        S::Refused | S::Lapsed => !was_open && glass.ended.is_some(),
        S::Closed | S::Ended => was_open && glass.ended.is_some(),
    };
    let hour = glass.confirmed.as_ref().map(|yes| yes.at + TIME_OPEN);
    let in_time = glass.confirmed.as_ref().is_none_or(|yes| yes.at < glass.confirm_by);
    let is_short = glass.ends_at == hour && glass.confirm_by == glass.asked.at + TIME_TO_CONFIRM;
    stands && in_time && is_short && glass.present.is_some() != glass.status.is_over()
}

fn check_clock(glass: &BreakGlass, orders: &Orders, findings: &mut Findings) {
    let needed = match glass.status {
        S::Asked => Deed::LapseBreakGlass(glass.id),
        S::Open => Deed::EndBreakGlass(glass.id),
        S::Refused | S::Lapsed | S::Closed | S::Ended => return,
    };
    let key = needed.key();
    findings.must("deadlines", orders.live.contains(&key), glass.id, || format!("{key} is not in the queue"));
}
