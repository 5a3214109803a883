//! One chain: the outside is read at a block that stays, so it cannot move; our own rows are read after it, again while
//! they look different, because the watcher may be writing one of them.

use super::{
    candidates::{self, Seen},
    expected::{Asked, Expected, expected, in_chain_units, in_our_units},
    vaults::vaults,
};
use crate::{ActionError, Desk, settings::in_force};
use domain::{
    Money,
    escrow::ChainAddress,
    ledger::{BooksVerdict, ReconciliationLine, Sides},
};
use payments::{Chain, ChainError};
use std::{collections::BTreeMap, time::Duration};

/// How long to wait before what looks different is read again.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];

/// What lies outside, by address in lower case.
type Outside = BTreeMap<String, i128>;

/// A line per token and vault.
pub(super) async fn compare(desk: &Desk, chain: &Chain) -> Result<Vec<ReconciliationLine>, ActionError> {
    let settings = chain.settings();
    let block = chain.block_that_stays(in_force(desk).await?.confirmations(settings)).await;
    let mut lines = Vec::new();
    for vault in vaults(desk).await? {
        for token in &settings.tokens {
            let asked = Asked { settings, token, vault: &vault, block: *block.as_ref().unwrap_or(&0) };
            lines.push(match &block {
                Ok(_) => of_vault(desk, chain, &asked).await?,
                Err(error) => ReconciliationLine { block: None, ..no_verdict(desk, &asked, error).await? },
            });
        }
    }
    Ok(lines)
}

async fn of_vault(desk: &Desk, chain: &Chain, asked: &Asked<'_>) -> Result<ReconciliationLine, ActionError> {
    let outside = match outside(desk, chain, asked).await? {
        Ok(outside) => outside,
        Err(error) => return no_verdict(desk, asked, &error).await,
    };
    let mut pauses = PAUSES.iter();
    loop {
        let (sides, ours) = both(desk, asked, &outside).await?;
        let is_sure = sides.verdict() == BooksVerdict::Balanced;
        match pauses.next().filter(|_| !is_sure) {
            Some(pause) => tokio::time::sleep(*pause).await,
            None => return line(desk, &Seen { chain, asked, outside: &outside, ours: &ours, sides }).await,
        }
    }
}

async fn outside(desk: &Desk, chain: &Chain, asked: &Asked<'_>) -> Result<Result<Outside, ChainError>, ActionError> {
    let (mut held, mut after) = (Outside::new(), String::new());
    loop {
        let addresses = asked.vault.addresses_after(desk, &after).await?;
        let Some(last) = addresses.last() else { return Ok(Ok(held)) };
        after = last.key();
        let balances = match chain.balances(&asked.token.contract, &addresses, asked.block).await {
            Ok(balances) => balances,
            Err(error) => return Ok(Err(error)),
        };
        let units = balances.into_iter().map(|units| i128::try_from(units).unwrap_or(i128::MAX));
        held.extend(addresses.iter().map(ChainAddress::key).zip(units));
    }
}

async fn both(desk: &Desk, asked: &Asked<'_>, outside: &Outside) -> Result<(Sides, Expected), ActionError> {
    let ours = expected(desk, asked).await?;
    let sides = Sides {
        booked: in_chain_units(ledger(desk, asked).await?, asked.token) - ours.booked_later,
        dust: ours.dust,
        on_its_way: ours.on_its_way,
        outside: outside.values().sum(),
    };
    Ok((sides, ours))
}

async fn ledger(desk: &Desk, asked: &Asked<'_>) -> Result<Money, ActionError> {
    let account = asked.vault.account(asked.settings.chain_id, asked.token.currency);
    Ok(desk.store.balance_now(&account, asked.token.currency).await?)
}

async fn line(desk: &Desk, seen: &Seen<'_>) -> Result<ReconciliationLine, ActionError> {
    let (asked, sides, difference) = (seen.asked, seen.sides, seen.sides.difference());
    let candidates = if difference == 0 { Vec::new() } else { candidates::of(desk, seen).await? };
    let ours = |units| in_our_units(units, asked.token);
    Ok(ReconciliationLine {
        address_count: seen.outside.len() as u64,
        booked: ours(sides.booked),
        on_its_way: ours(sides.on_its_way),
        outside: Some(ours(sides.outside)),
        difference_units: Some(difference.to_string()),
        difference: Some(ours(difference)),
        verdict: sides.verdict(),
        candidates,
        ..blank(asked)
    })
}

/// Nothing is claimed about an outside that could not be read.
async fn no_verdict(desk: &Desk, asked: &Asked<'_>, error: &ChainError) -> Result<ReconciliationLine, ActionError> {
    tracing::warn!(chain = %asked.settings.chain_id, %error, "a chain could not be compared with the books");
    let booked = ledger(desk, asked).await?;
    Ok(ReconciliationLine { booked, trouble: Some(error.code().to_owned()), ..blank(asked) })
}

fn blank(asked: &Asked<'_>) -> ReconciliationLine {
    let (chain_id, currency) = (asked.settings.chain_id, asked.token.currency);
    ReconciliationLine {
        account: asked.vault.account(chain_id, currency),
        chain_id,
        currency,
        block: Some(asked.block),
        address_count: 0,
        booked: Money::zero(currency),
        on_its_way: Money::zero(currency),
        outside: None,
        difference_units: None,
        difference: None,
        verdict: BooksVerdict::Unknown,
        trouble: None,
        candidates: Vec::new(),
    }
}
