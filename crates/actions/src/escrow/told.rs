//! Who is told what about an order: in the commit of what it is about.

use crate::{ActionError, Desk, letters};
use domain::{
    Money, UserId,
    escrow::OrderChange,
    event::Actor,
    identity::User,
    ledger::{JournalKind, LedgerAccount, NewJournal},
    letters::{LetterKind, news_of},
};
use store::Commit;

/// The two sides, of what the other one, the clock or a network did; and the buyer, of every posting that gives something
/// back: the posting's key is unique for ever, so each is told once.
pub(super) async fn told(
    desk: &Desk,
    actor: Actor,
    change: &OrderChange,
    mut commit: Commit,
) -> Result<Commit, ActionError> {
    let order = &change.order;
    let (request, number) = (order.request.id, order.request.number);
    let back = change.journals.iter().filter_map(given_back);
    let back = back.map(|amount| (order.escrow.buyer_id, LetterKind::MoneyBack { request, number, amount }));
    let news: Vec<(UserId, LetterKind)> = back.chain(news_of(change, actor)).collect();
    for side in [order.escrow.buyer_id, order.escrow.seller_id] {
        let of_side: Vec<LetterKind> =
            news.iter().filter(|(to, _)| *to == side).map(|(_, kind)| kind.clone()).collect();
        if of_side.is_empty() {
            continue;
        }
        let Some(person) = desk.store.find::<User>(side).await? else { continue };
        commit = of_side.into_iter().fold(commit, |commit, kind| letters::add(commit, desk, &person, kind));
    }
    Ok(commit)
}

/// What of a posting comes into the buyer's wallet: of these kinds nothing goes into anybody else's.
fn given_back(journal: &NewJournal) -> Option<Money> {
    if !matches!(journal.kind, JournalKind::Refund | JournalKind::PayIn | JournalKind::Claim) {
        return None;
    }
    let is_wallet = |account: &LedgerAccount| matches!(account, LedgerAccount::Wallet(_));
    let mut came = journal.entries.iter().filter(|entry| is_wallet(&entry.credit)).map(|entry| entry.amount);
    let first = came.next()?;
    came.try_fold(first, Money::plus).ok()
}
