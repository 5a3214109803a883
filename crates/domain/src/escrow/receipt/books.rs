//! Whether a receipt's postings carry their own hashes, add up to its sums and book its transfers.

use super::facts::{Amount, FeeLine, JournalFacts, ReceiptFacts, TransferFacts};
use crate::{
    Currency, Money, MoneyError, PurchaseRequestId,
    ledger::{Chained, Entry, Journal, LedgerAccount},
};
use std::collections::BTreeMap;

/// What journals took out of an order's escrow as fees, by kind.
pub(super) fn fee_lines(order: PurchaseRequestId, journals: &[Journal]) -> Result<Vec<FeeLine>, MoneyError> {
    let mut lines: BTreeMap<String, Money> = BTreeMap::new();
    for entry in journals.iter().flat_map(|journal| &journal.entries) {
        let Some((kind, fee)) = fee_of(order, entry) else { continue };
        let sum = lines.entry(kind).or_insert(Money::zero(fee.currency));
        *sum = sum.plus(fee)?;
    }
    let line = |(kind, sum): (String, Money)| FeeLine { kind, sum: Amount::of(sum) };
    Ok(lines.into_iter().filter(|(_, sum)| !sum.is_zero()).map(line).collect())
}

/// What an entry takes as a fee; less than nothing when it gives one back.
fn fee_of(order: PurchaseRequestId, entry: &Entry) -> Option<(String, Money)> {
    let escrow = LedgerAccount::Escrow(order);
    match (&entry.debit, &entry.credit) {
        (from, LedgerAccount::FeeRevenue(kind)) if *from == escrow => Some((kind.clone(), entry.amount)),
        (LedgerAccount::FeeRevenue(kind), into) if *into == escrow => {
            Some((kind.clone(), Money::new(-entry.amount.units, entry.amount.currency)))
        }
        _ => None,
    }
}

/// The paths of postings that are not what their hash was made of, stand in a wrong place or belong elsewhere.
pub(super) fn broken_seals(facts: &ReceiptFacts) -> Vec<String> {
    let journals = facts.journals.iter().enumerate();
    let mut wrong: Vec<String> = journals.filter_map(|(at, facts)| broken_seal(at, facts)).collect();
    for (at, pair) in facts.journals.windows(2).enumerate() {
        let (Some(first), Some(next)) = (&pair[0].seal, &pair[1].seal) else { continue };
        let follows = Some(next.number) != first.number.checked_add(1) || next.previous == first.hash;
        if !follows || next.number <= first.number {
            wrong.push(format!("journals.{}.seal.previous", at + 1));
        }
    }
    let elsewhere = |facts: &JournalFacts, order| facts.request_id != Some(order);
    let others = facts.journals.iter().enumerate().filter(|(_, it)| elsewhere(it, facts.order.request_id));
    wrong.extend(others.map(|(at, _)| format!("journals.{at}.request_id")));
    wrong
}

fn broken_seal(at: usize, facts: &JournalFacts) -> Option<String> {
    let Some(journal) = facts.journal() else { return Some(format!("journals.{at}")) };
    let seal = facts.seal.as_ref()?;
    let is_right = journal.sealed_after(seal.number, &seal.previous) == *seal;
    (!is_right).then(|| format!("journals.{at}.seal.hash"))
}

/// The sums that do not add up, by path.
pub(super) fn broken_sums(facts: &ReceiptFacts) -> Vec<String> {
    let sums = &facts.money;
    let moneys = [&sums.price, &sums.funded, &sums.held, &sums.released, &sums.refunded, &sums.fees];
    let Some([_, funded, held, released, refunded, fees]) = moneys_of(moneys) else { return vec!["money".to_owned()] };
    let parts = [held, released, refunded, fees];
    let whole = parts.iter().try_fold(Money::zero(funded.currency), |sum, part| sum.plus(*part));
    let lines = sums.fee_lines.iter().try_fold(Money::zero(fees.currency), |sum, line| add(sum, line.sum.money()));
    let mut wrong = Vec::new();
    let mut say = |is_right: bool, path: &str| {
        if !is_right {
            wrong.push(path.to_owned());
        }
    };
    say(whole == Ok(funded), "money.funded");
    say(lines == Some(fees), "money.fee_lines");
    say(held_by(facts, funded.currency) == Some(held), "money.held");
    say(taken_by(facts, fees.currency) == Some(fees), "money.fees");
    say(facts.quote.as_ref().is_none_or(|quote| quote.digest() == quote.hash), "quote.hash");
    wrong
}

fn moneys_of<const N: usize>(amounts: [&Amount; N]) -> Option<[Money; N]> {
    let moneys: Option<Vec<Money>> = amounts.iter().map(|amount| amount.money()).collect();
    moneys?.try_into().ok()
}

fn add(sum: Money, more: Option<Money>) -> Option<Money> {
    sum.plus(more?).ok()
}

fn entries(facts: &ReceiptFacts) -> Option<Vec<Entry>> {
    let journals: Option<Vec<Journal>> = facts.journals.iter().map(JournalFacts::journal).collect();
    Some(journals?.into_iter().flat_map(|journal| journal.entries).collect())
}

/// What the postings leave in the order's escrow.
fn held_by(facts: &ReceiptFacts, currency: Currency) -> Option<Money> {
    let escrow = LedgerAccount::Escrow(facts.order.request_id);
    entries(facts)?.iter().try_fold(Money::zero(currency), |sum, entry| {
        let sum = if entry.credit == escrow { sum.plus(entry.amount).ok()? } else { sum };
        if entry.debit == escrow { sum.minus(entry.amount).ok() } else { Some(sum) }
    })
}

/// What the postings took as fees.
fn taken_by(facts: &ReceiptFacts, currency: Currency) -> Option<Money> {
    let order = facts.order.request_id;
    let entries = entries(facts)?;
    let mut fees = entries.iter().filter_map(|entry| fee_of(order, entry));
    fees.try_fold(Money::zero(currency), |sum, (_, fee)| sum.plus(fee).ok())
}

/// The transfers that no posting of the receipt books as they are said, by path.
pub(super) fn broken_transfers(facts: &ReceiptFacts) -> Vec<String> {
    let is_booked = |transfer: &TransferFacts| {
        let start = format!("credit:{}:{}:", transfer.chain_id, transfer.tx_hash);
        let journal = facts.journals.iter().find(|journal| journal.key == transfer.booked_as);
        transfer.booked_as.starts_with(&start) && journal.is_some_and(|journal| booked(journal) == transfer.sum.money())
    };
    let transfers = facts.transfers.iter().enumerate();
    transfers.filter(|(_, transfer)| !is_booked(transfer)).map(|(at, _)| format!("transfers.{at}")).collect()
}

/// Everything that a posting took in from outside; none when it cannot be added up.
fn booked(journal: &JournalFacts) -> Option<Money> {
    let came = journal.entries.iter().filter(|entry| entry.debit.is_outside());
    let sums: Option<Vec<Money>> = came.map(|entry| entry.sum.money()).collect();
    let sums = sums?;
    let first = *sums.first()?;
    sums[1..].iter().try_fold(first, |sum, more| sum.plus(*more).ok())
}
