//! Who is told what about an order, by letter: in the commit of what the letter is about.

use crate::{ActionError, Desk, letters};
use domain::{
    Money,
    escrow::OrderChange,
    identity::User,
    ledger::{JournalKind, LedgerAccount, NewJournal},
    letters::LetterKind,
};
use store::Commit;

/// A letter to the buyer for every posting that gives something back: the posting's key is unique for ever, so there is
/// one letter for each. Somebody whose e-mail is not proved has none, and finds it on the page.
pub(super) async fn told(desk: &Desk, change: &OrderChange, commit: Commit) -> Result<Commit, ActionError> {
    let given: Vec<_> = change.journals.iter().filter_map(given_back).collect();
    if given.is_empty() {
        return Ok(commit);
    }
    let order = &change.order;
    let buyer = desk.store.find::<User>(order.escrow.buyer_id).await?;
    let Some(buyer) = buyer.filter(|buyer| buyer.email_verified_at.is_some()) else { return Ok(commit) };
    let (request, number) = (order.request.id, order.request.number);
    let letter = |amount| LetterKind::MoneyBack { request, number, amount };
    Ok(given.into_iter().fold(commit, |commit, amount| letters::add(commit, desk, &buyer, letter(amount))))
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
