//! A person takes money out to an address of their own: checked, priced, shown, and asked for once.

use super::{
    addresses_kept::usable_address,
    chain_of,
    change::commit_change,
    keystore,
    outside_address::{may_be_paid, outside_address},
};
use crate::{ActionError, Desk, FormKey, Keyed, again::once, identity::not_quiet, settings::in_force};
use domain::{
    Currency, FieldErrors, Money, PayoutId, UserId, WalletId,
    custody::{AllowedBy, NewPayout, PayoutError, PayoutPurpose, WithdrawalLimits},
    escrow::{ChainAddress, ChainId, Payment},
    event::Actor,
    ledger::LedgerAccount,
};
use payments::{Chain, Signer, TokenSettings};
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
    allowed_by: AllowedBy,
    amount: Money,
    units: u128,
    limits: WithdrawalLimits,
}

/// What of a withdrawal the person does not type: it sends a refund on.
#[derive(Clone, Copy, Default)]
pub(super) struct Sending<'a> {
    /// The posting that gave the money back, and the order's payment: saved too, so that one looks again.
    pub(super) refund: Option<(&'a str, &'a Payment)>,
    /// To where at least as much came from: no list is asked.
    pub(super) goes_back: bool,
}

/// What the typed withdrawal would cost and leave. Nothing is written.
///
/// # Errors
/// Codes at `currency`, `chain`, `address` and `amount`; 409 when nothing is paid out here.
pub async fn quote_withdrawal(desk: &Desk, person: UserId, form: &WithdrawForm) -> Result<Quoted, ActionError> {
    quote(desk, person, form, Sending::default()).await
}

pub(super) async fn quote(
    desk: &Desk,
    person: UserId,
    form: &WithdrawForm,
    sending: Sending<'_>,
) -> Result<Quoted, ActionError> {
    let checked = check(desk, person, form, sending).await?;
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
    once(desk, &keyed, || withdraw_now(desk, person, (form, fee), Sending::default(), &keyed)).await
}

/// One try of it.
pub(super) async fn withdraw_now(
    desk: &Desk,
    person: UserId,
    (form, fee): (&WithdrawForm, Money),
    sending: Sending<'_>,
    keyed: &Keyed,
) -> Result<PayoutId, ActionError> {
    not_quiet(desk, person).await?;
    let checked = check(desk, person, form, sending).await?;
    may_be_paid(desk, &checked.to)?;
    let wallet = desk.store.wallet_of(person, checked.amount.currency).await?;
    let wallet = wallet.ok_or_else(|| ActionError::field("amount", "payout-too-much"))?;
    let (limits, allowed_by, refund) = (checked.limits, checked.allowed_by, sending.refund);
    let mut change = planned(desk, checked, (person, wallet.id)).await?.withdrawal(&limits, fee, desk.now())?;
    change.payout.allowed_by = Some(allowed_by);
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

async fn check<'a>(
    desk: &'a Desk,
    person: UserId,
    form: &WithdrawForm,
    sending: Sending<'_>,
) -> Result<Checked<'a>, ActionError> {
    keystore(desk)?;
    let mut errors = FieldErrors::default();
    let currency = form.currency.parse().ok().filter(|currency| Currency::PAYABLE.contains(currency));
    let chain = form.chain.parse().ok().and_then(|id| chain_of(desk, ChainId(id)).ok());
    let way = currency.zip(chain).and_then(|(currency, chain)| Some((chain, chain.settings().token(currency)?)));
    if currency.is_none() {
        errors.add("currency", "not-a-choice");
    } else if way.is_none() {
        errors.add("chain", "payout-no-way");
    }
    let to = outside_address(desk, &mut errors, &form.address).await?;
    let allowed_by = match &to {
        Some(_) if sending.goes_back => Some(AllowedBy::Sender),
        Some(to) => usable_address(desk, &mut errors, (person, to)).await?.map(AllowedBy::Listed),
        None => None,
    };
    let amount = errors.amount("amount", &form.amount, currency.unwrap_or(Currency::USDT));
    if !errors.0.contains_key("amount") && !amount.is_positive() {
        errors.add("amount", "payout-nothing");
    }
    errors.into_result()?;
    let ((chain, token), (to, allowed_by)) = way.zip(to.zip(allowed_by)).ok_or(PayoutError::NotOffered)?;
    let units = amount.to_chain_units(token.decimals)?;
    let limits = in_force(desk).await?.withdrawal(chain.settings().chain_id, amount.currency);
    Ok(Checked { chain, token, to, allowed_by, amount, units, limits })
}
