//! The clock of a dispute: what silence does, as both were shown from the start.

use super::{
    change::{Act, commit_end, commit_talk, resolved, settled},
    legs::may_be_paid,
    sign::{knows_signer, waits_for_signature},
};
use crate::{ActionError, Desk, again::again, escrow::order_of, tasks::Ran};
use domain::{
    Change, DisputeId, Minutes,
    disputes::{Dispute, DisputeNews, Lapsed},
    event::Actor,
};
use store::Commit;

/// While a chain has taken back what the order was paid with, an ended time asks again this much later.
const WAIT_FOR_PEOPLE: Minutes = Minutes(60);
/// A process without the vault's keys pays nothing that was decided; one that has them may come next. With another key of the
/// vault than it was signed with, somebody has to sign it anew.
const WAIT_FOR_KEYS: Minutes = Minutes(1);

/// While signers of the house have not said yes to all of its money, an ended time asks again this much later. Their last yes
/// asks at once.
const WAIT_FOR_SIGNERS: Minutes = Minutes(10);

/// The time to act, in its n-th round, is over.
///
/// # Errors
/// Only the database's.
pub async fn end_time(desk: &Desk, id: DisputeId, round: u32) -> Result<Ran, ActionError> {
    again(|| async move {
        let dispute: Dispute = desk.store.get(id).await?;
        let Change::Made(lapsed) = dispute.lapsed(round, desk.now())? else {
            let is_early = dispute.is_open && dispute.clock_round == round;
            return Ok(if is_early { Ran::Again(dispute.respond_by) } else { Ran::Done });
        };
        let order = order_of(desk, dispute.request_id).await?;
        let act = |news| Act { actor: Actor::Clock, news: Some(news), why: Some("nobody-answered") };
        match lapsed {
            Lapsed::ToTheHouse(change) => {
                commit_talk(desk, &order, &change, &act(DisputeNews::WithTheHouse), Commit::new()).await?;
            }
            Lapsed::Over(change, None) => {
                let lifted = order.dispute_lifted(desk.now())?;
                commit_end(desk, &lifted, &change, &act(DisputeNews::Over), Commit::new()).await?;
            }
            Lapsed::Over(..) | Lapsed::Decided(..) if order.escrow.incident.is_some() => {
                return Ok(Ran::Again(desk.now() + WAIT_FOR_PEOPLE));
            }
            Lapsed::Decided(_)
                if waits_for_signature(desk, &dispute)
                    || !dispute.decisions.last().is_some_and(|it| knows_signer(desk, it)) =>
            {
                return Ok(Ran::Again(desk.now() + WAIT_FOR_KEYS));
            }
            Lapsed::Decided(_) if !may_be_paid(desk, &dispute, &order).await? => {
                if !dispute.status.is_argued() {
                    return Ok(Ran::Again(desk.now() + WAIT_FOR_SIGNERS));
                }
                let stands = dispute.stands_unpaid(desk.now())?;
                commit_talk(desk, &order, &stands, &act(DisputeNews::Final), Commit::new()).await?;
            }
            Lapsed::Decided(change) => {
                let ended = resolved(desk, &order, &change).await?;
                let act = Act { actor: Actor::Clock, news: Some(DisputeNews::Over), why: None };
                commit_end(desk, &ended, &change, &act, Commit::new()).await?;
            }
            Lapsed::Over(change, Some(outcome)) => {
                let ended = settled(desk, &order, outcome).await?;
                commit_end(desk, &ended, &change, &act(DisputeNews::Over), Commit::new()).await?;
            }
        }
        Ok(Ran::Done)
    })
    .await
}
