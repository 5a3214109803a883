//! Accounts with payment services: what the ledger booked there, beside what the service says when it is asked. Who cannot
//! be asked is said to be so, and is never called right.

use crate::{ActionError, Desk};
use domain::{
    Currency, Money,
    escrow::PaymentProvider,
    ledger::{BooksVerdict, LedgerAccount, ProviderLine},
};
use payments::{HostedError, shkeeper::ShkeeperApi};

/// A line per account.
pub(super) async fn compare(desk: &Desk) -> Result<Vec<ProviderLine>, ActionError> {
    let mut lines = Vec::new();
    for (account, booked) in accounts(desk).await? {
        lines.push(of_account(desk, account, booked).await?);
    }
    Ok(lines)
}

async fn accounts(desk: &Desk) -> Result<Vec<(LedgerAccount, Money)>, ActionError> {
    let (balances, _) = desk.store.balances_now().await?;
    let is_theirs = |account: &LedgerAccount| matches!(account, LedgerAccount::Provider { .. });
    let accounts = balances.into_iter().map(|row| (row.account, row.balance));
    Ok(accounts.filter(|(account, _)| is_theirs(account)).collect())
}

async fn of_account(desk: &Desk, account: LedgerAccount, booked: Money) -> Result<ProviderLine, ActionError> {
    let shkeeper = desk.hosted.shkeeper.as_ref().filter(|_| is_shkeeper(&account));
    let Some(access) = shkeeper else { return Ok(ProviderLine::not_told(account, booked)) };
    let line = match held(desk, &access.api, booked.currency).await {
        Ok(told) => ProviderLine::told(account.clone(), booked, told),
        Err(error) => return Ok(ProviderLine::silent(account, booked, error.code().to_owned())),
    };
    if line.verdict == Some(BooksVerdict::Balanced) {
        return Ok(line);
    }
    // What was booked while it was asked is no difference.
    let told = line.told.unwrap_or(booked);
    let booked = desk.store.balance_now(&account, booked.currency).await?;
    Ok(ProviderLine::told(account, booked, told))
}

fn is_shkeeper(account: &LedgerAccount) -> bool {
    matches!(account, LedgerAccount::Provider { name, .. } if *name == PaymentProvider::Shkeeper.to_string())
}

/// What it holds of a currency on every chain of ours.
async fn held(desk: &Desk, api: &ShkeeperApi, currency: Currency) -> Result<Money, HostedError> {
    let mut units = 0;
    for chain in desk.chains.iter() {
        let Some(coin) = payments::shkeeper::coin(chain.settings().chain_id, currency) else { continue };
        let amount = match api.balance(coin).await {
            Ok(amount) => amount,
            // It does not carry that coin: nothing lies there.
            Err(HostedError::Refused { .. }) => continue,
            Err(error) => return Err(error),
        };
        units += amount
            .units_rounded_down(currency.exponent())
            .ok()
            .and_then(|units| i128::try_from(units).ok())
            .unwrap_or(i64::MAX.into());
    }
    Ok(Money::new(units, currency))
}
