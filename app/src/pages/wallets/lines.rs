//! A wallet's lines with the balance after each, added up from the journals.

use super::aside::{self, Aside};
use crate::{
    Fault,
    ssr::{desk, refuse, signed_in},
};
use actions::{ActionError, Desk};
use domain::{
    Money, PurchaseRequestId, Timestamp, UserId,
    ledger::{Journal, LedgerAccount},
    machine::Word,
    market::PurchaseRequest,
    wallets,
};

const LINES_OF_A_PAGE: usize = 25;
/// How many journals a statement reads at once.
const BATCH: usize = 500;
/// Nobody reads further back here; a statement does.
const LAST_PAGE: usize = 40;

/// One wallet, one page of its lines, latest first.
#[derive(Clone)]
pub(super) struct WalletLines {
    pub balance: Money,
    pub lines: Vec<Line>,
    pub page: u64,
    pub last_page: u64,
}

/// What one journal did to the wallet.
#[derive(Clone, Debug)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// Why, as a word of `journal_kind`.
    pub what: &'static str,
    /// Plus comes, minus goes.
    pub amount: Money,
    /// What the wallet held then.
    pub after: Money,
    /// The order it belongs to, and its number.
    pub order: Option<(PurchaseRequestId, String)>,
}

/// The viewer's wallets, and what is set aside out of them.
pub(super) async fn load(page: usize) -> Result<(Vec<WalletLines>, Vec<Aside>), Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    let page = page.clamp(1, LAST_PAGE);
    let wallets = desk.store.wallets_of(viewer.id).await.map_err(|error| refuse(error.into()))?;
    let mut shown = Vec::with_capacity(wallets.len());
    for wallet in wallets {
        shown.push(of_wallet(&desk, &wallet, page).await.map_err(refuse)?);
    }
    shown.retain(|wallet| !wallet.lines.is_empty() || wallet.page > 1);
    let aside = aside::of_person(&desk, viewer.id).await.map_err(refuse)?;
    Ok((shown, aside))
}

async fn of_wallet(desk: &Desk, wallet: &wallets::Wallet, page: usize) -> Result<WalletLines, ActionError> {
    let account = LedgerAccount::Wallet(wallet.id);
    let (balance, journals) = same_moment(desk, &account, wallet, page * LINES_OF_A_PAGE + 1).await?;
    let has_more = journals.len() > page * LINES_OF_A_PAGE && page < LAST_PAGE;
    let mut after = balance;
    let mut lines = Vec::with_capacity(LINES_OF_A_PAGE);
    for (place, journal) in journals.iter().take(page * LINES_OF_A_PAGE).enumerate() {
        let amount = effect(journal, &account, balance)?;
        if place >= (page - 1) * LINES_OF_A_PAGE {
            let (what, order) = (what(journal), order(desk, journal).await?);
            lines.push(Line { at: journal.at, what, amount, after, order });
        }
        after = after.minus(amount)?;
    }
    let here = u64::try_from(page).unwrap_or(1);
    Ok(WalletLines { balance, lines, page: here, last_page: here + u64::from(has_more) })
}

/// Every line of a person's wallets, latest first, a currency after the other.
///
/// # Errors
/// Only the database's.
pub async fn statement(desk: &Desk, person: UserId) -> Result<Vec<Line>, ActionError> {
    let mut lines = Vec::new();
    for wallet in desk.store.wallets_of(person).await? {
        let account = LedgerAccount::Wallet(wallet.id);
        let (mut after, mut journals) = same_moment(desk, &account, &wallet, BATCH).await?;
        while let Some(oldest) = journals.last().map(|journal| journal.id) {
            for journal in &journals {
                let amount = effect(journal, &account, after)?;
                let (what, order) = (what(journal), order(desk, journal).await?);
                lines.push(Line { at: journal.at, what, amount, after, order });
                after = after.minus(amount)?;
            }
            let batch = i64::try_from(BATCH).unwrap_or(i64::MAX);
            journals = desk.store.journals_of_account(&account, Some(oldest), batch).await?;
        }
    }
    Ok(lines)
}

/// Balance and journals of one moment: read again while a posting came in between.
async fn same_moment(
    desk: &Desk,
    account: &LedgerAccount,
    wallet: &wallets::Wallet,
    limit: usize,
) -> Result<(Money, Vec<Journal>), ActionError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut before = desk.store.balance(account, wallet.currency).await?;
    loop {
        let journals = desk.store.journals_of_account(account, None, limit).await?;
        let after = desk.store.balance(account, wallet.currency).await?;
        if before == after {
            return Ok((after, journals));
        }
        before = after;
    }
}

/// What a journal did to an account: credits less debits, because a wallet grows by credits.
fn effect(journal: &Journal, account: &LedgerAccount, like: Money) -> Result<Money, ActionError> {
    let mut sum = Money::zero(like.currency);
    for entry in journal.entries.iter().filter(|entry| entry.amount.currency == like.currency) {
        if entry.credit == *account {
            sum = sum.plus(entry.amount)?;
        }
        if entry.debit == *account {
            sum = sum.minus(entry.amount)?;
        }
    }
    Ok(sum)
}

/// What is set aside is not held for an order yet.
fn what(journal: &Journal) -> &'static str {
    let is_set_aside = journal.entries.iter().any(|entry| matches!(entry.credit, LedgerAccount::Hold(_)));
    if is_set_aside { "set_aside" } else { journal.kind.word() }
}

/// A security deposit that came back names its order by its account.
fn order_named(journal: &Journal) -> Option<PurchaseRequestId> {
    let by_account = journal.entries.iter().find_map(|entry| match entry.debit {
        LedgerAccount::SellerDeposit(order) => Some(order),
        _ => None,
    });
    journal.request_id.or(by_account)
}

async fn order(desk: &Desk, journal: &Journal) -> Result<Option<(PurchaseRequestId, String)>, ActionError> {
    let Some(id) = order_named(journal) else { return Ok(None) };
    let request = desk.store.find::<PurchaseRequest>(id).await?;
    Ok(request.map(|request| (id, format!("R-{:06}", request.number))))
}
