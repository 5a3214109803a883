//! A person takes money out to an address of their own: checked, priced, shown, and asked for once.

use super::{chain_of, change::commit_change, keystore};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::once,
    identity::not_quiet,
    sanctions::{Screening, screen},
    settings::in_force,
};
use domain::{
    Currency, FieldErrors, Money, PayoutId, UserId, WalletId,
    custody::{NewPayout, PayoutError, PayoutPurpose, WithdrawalLimits},
    escrow::{ChainAddress, ChainId, Payment},
    event::Actor,
    ledger::LedgerAccount,
};
use payments::{AddressError, Chain, Signer, TokenSettings, read_address};
use store::Commit;

/// A withdrawal as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct WithdrawForm {
    pub currency: String,
    pub chain: String,
    pub address: String,
    pub amount: String,
}

/// A withdrawal as it is shown before it is asked for.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// By which chain, and what people call it.
    pub chain: (ChainId, String),
    /// To whom, with its checksum.
    pub to: ChainAddress,
    /// What arrives.
    pub amount: Money,
    /// What the network costs the person.
    pub fee: Money,
    /// What leaves the wallet.
    pub total: Money,
    /// What the wallet holds now.
    pub balance: Money,
    /// True when somebody of the house must agree.
    pub must_ask: bool,
}

/// What was typed, once it makes sense.
struct Checked<'a> {
    chain: &'a Chain,
    token: &'a TokenSettings,
    to: ChainAddress,
    amount: Money,
    units: u128,
    limits: WithdrawalLimits,
}

/// What the typed withdrawal would cost and leave. Nothing is written.
///
/// # Errors
/// Codes at `currency`, `chain`, `address` and `amount`; 409 when nothing is paid out here.
pub async fn quote_withdrawal(desk: &Desk, person: UserId, form: &WithdrawForm) -> Result<Quoted, ActionError> {
    let checked = check(desk, form).await?;
    let currency = checked.amount.currency;
    let balance = match desk.store.wallet_of(person, currency).await? {
        Some(wallet) => desk.store.balance(&LedgerAccount::Wallet(wallet.id), currency).await?,
        None => Money::zero(currency),
    };
    let total = checked.amount.plus(checked.limits.fee)?;
    if balance.minus(total)?.units < 0 {
        return Err(ActionError::field("amount", "payout-too-much"));
    }
    let settings = checked.chain.settings();
    Ok(Quoted {
        chain: (settings.chain_id, settings.name.clone()),
        to: checked.to,
        must_ask: checked.limits.approve_above.minus(checked.amount)?.units < 0,
        amount: checked.amount,
        fee: checked.limits.fee,
        total,
        balance,
    })
}

/// Asks for it: the money is out of the wallet at once. `fee` is what the person saw. Sent twice, it is asked once.
///
/// # Errors
/// As [`quote_withdrawal`]; 403 for a while after a recovery; 409 when the fee is another one now, the address is on a
/// list, or the wallet holds less. Nothing moved then.
pub async fn withdraw(
    desk: &Desk,
    person: UserId,
    form: &WithdrawForm,
    fee: Money,
    key: &FormKey,
) -> Result<PayoutId, ActionError> {
    let keyed = Keyed::new(person, "withdraw", key);
    once(desk, &keyed, || withdraw_now(desk, person, (form, fee), None, &keyed)).await
}

/// One try of it. `refund` is what gave the money back, and the order's payment: saved too, so that one looks again.
pub(super) async fn withdraw_now(
    desk: &Desk,
    person: UserId,
    (form, fee): (&WithdrawForm, Money),
    refund: Option<(&str, &Payment)>,
    keyed: &Keyed,
) -> Result<PayoutId, ActionError> {
    not_quiet(desk, person).await?;
    let checked = check(desk, form).await?;
    may_be_paid(desk, &checked.to)?;
    let wallet = desk.store.wallet_of(person, checked.amount.currency).await?;
    let wallet = wallet.ok_or_else(|| ActionError::field("amount", "payout-too-much"))?;
    let limits = checked.limits;
    let mut change = planned(desk, checked, (person, wallet.id)).await?.withdrawal(&limits, fee, desk.now())?;
    change.payout.refund_of = refund.map(|(key, _)| key.to_owned());
    let commit = Commit::new().once(&keyed.answer(desk, &change.payout.id.to_string()));
    let commit = if let Some((_, payment)) = refund { commit.save(payment) } else { commit };
    Ok(commit_change(desk, Actor::User(person), &change, None, commit).await?.id)
}

async fn planned(desk: &Desk, checked: Checked<'_>, owner: (UserId, WalletId)) -> Result<NewPayout, ActionError> {
    let settings = checked.chain.settings();
    Ok(NewPayout {
        id: desk.new_id(),
        purpose: PayoutPurpose::Withdrawal,
        owner: Some(owner),
        chain: (settings.chain_id, settings.name.clone()),
        from: (keystore(desk)?.vault().address(), None),
        to: checked.to,
        amount: checked.amount,
        token: Some(checked.token.contract.clone()),
        units: checked.units,
        confirmations_needed: in_force(desk).await?.confirmations(settings),
        lock: None,
    })
}

/// A list that is needed and cannot be read says no, too.
pub(super) fn may_be_paid(desk: &Desk, to: &ChainAddress) -> Result<(), PayoutError> {
    match screen(desk, to) {
        Screening::NoList | Screening::Clear(_) => Ok(()),
        Screening::Hit(..) | Screening::Unavailable(_) => Err(PayoutError::Screened),
    }
}

async fn check<'a>(desk: &'a Desk, form: &WithdrawForm) -> Result<Checked<'a>, ActionError> {
    let vault = keystore(desk)?.vault().address();
    let mut errors = FieldErrors::default();
    let currency = form.currency.parse().ok().filter(|currency| Currency::PAYABLE.contains(currency));
    let chain = form.chain.parse().ok().and_then(|id| chain_of(desk, ChainId(id)).ok());
    let way = currency.zip(chain).and_then(|(currency, chain)| Some((chain, chain.settings().token(currency)?)));
    if currency.is_none() {
        errors.add("currency", "not-a-choice");
    } else if way.is_none() {
        errors.add("chain", "payout-no-way");
    }
    let to = address(&mut errors, &form.address);
    if let Some(to) = &to {
        let is_ours = to.key() == vault.key() || desk.store.destination_at(to).await?.is_some();
        let is_token = desk.chains.iter().any(|chain| chain.settings().token_at(to).is_some());
        if is_ours || is_token {
            errors.add("address", if is_ours { "payout-own-address" } else { "payout-token-address" });
        }
    }
    let amount = errors.amount("amount", &form.amount, currency.unwrap_or(Currency::USDT));
    if !errors.0.contains_key("amount") && !amount.is_positive() {
        errors.add("amount", "payout-nothing");
    }
    errors.into_result()?;
    let ((chain, token), to) = way.zip(to).ok_or(PayoutError::NotOffered)?;
    let units = amount.to_chain_units(token.decimals)?;
    let limits = in_force(desk).await?.withdrawal(chain.settings().chain_id, amount.currency);
    Ok(Checked { chain, token, to, amount, units, limits })
}

pub(super) fn address(errors: &mut FieldErrors, typed: &str) -> Option<ChainAddress> {
    let typed = typed.trim();
    if typed.is_empty() {
        errors.add("address", "required");
        return None;
    }
    match read_address(typed) {
        Ok(address) if address.key().trim_start_matches("0x").bytes().all(|digit| digit == b'0') => {
            errors.add("address", "payout-zero-address");
            None
        }
        Ok(address) => Some(address),
        Err(AddressError::NotAnAddress) => {
            errors.add("address", "payout-not-an-address");
            None
        }
        Err(AddressError::BadChecksum) => {
            errors.add("address", "payout-bad-checksum");
            None
        }
    }
}
