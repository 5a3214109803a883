//! The buyer picks by which rate what came back becomes coins: both sums side by side, the rate of the day held for as long
//! as a quote, and chosen once. What may be chosen, and why, is `domain::escrow::refund_rate`'s.

use super::{
    refund_file::{CameBack, refund_file},
    refund_offer::{RateChoice, RateForm, offered, sealed},
};
use crate::{
    ActionError, Desk, FormKey, Keyed, again::once, escrow::open_wallet, identity::not_quiet, prices,
    settings::in_force,
};
use domain::{
    Currency, Money, PurchaseRequestId, UserId,
    escrow::{
        EscrowError, Order, RateSource, RefundRule, RefundWorth, refund_exchange, refund_exchange_key, today_counts,
    },
    event::{Actor, EventRow, Subject},
    ledger::LedgerAccount,
};
use store::{Commit, JOURNAL_KEY_INDEX, StoreError};

/// Both rules for one line; the code of why one is not offered.
#[derive(Clone, Debug)]
pub struct RateChoices {
    /// What came back.
    pub line: CameBack,
    /// The same, said both ways.
    pub worth: RefundWorth,
    /// By the rate of the payment; none when the coins are in the wallet by it already.
    pub paid: Option<Result<RateChoice, &'static str>>,
    /// By the rate of the day.
    pub today: Result<RateChoice, &'static str>,
}

/// What a line becomes by either rate. Nothing is written.
///
/// # Errors
/// As `refund_file`; 409 for what is no line of this order or leaves no choice, was chosen about or sent on, and while the
/// order stands still.
pub async fn rate_choices(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    line: &str,
) -> Result<RateChoices, ActionError> {
    let (order, line, worth) = open_choice(desk, buyer, request, line).await?;
    let until = desk.now() + in_force(desk).await?.quote_time;
    let seal = |rule, coins, source| {
        sealed(desk, buyer, &line.key, RateChoice { rule, coins, source, until, seal: String::new() })
    };
    let is_paid_already = line.amount == worth.paid;
    let paid = match is_possible(desk, &order, &line, worth.paid).await? {
        _ if is_paid_already => None,
        Ok(()) => Some(Ok(seal(RefundRule::Paid, worth.paid, None))),
        Err(code) => Some(Err(code)),
    };
    let today = match todays(desk, &order, &line, worth).await? {
        Ok((coins, source)) => Ok(seal(RefundRule::Today, coins, source)),
        Err(code) => Err(code),
    };
    Ok(RateChoices { line, worth, paid, today })
}

/// Makes coins of a line as it was offered. Each line once.
///
/// # Errors
/// As [`rate_choices`]; 403 for a while after a recovery; 409 for an offer that is none of ours or has run out, when the
/// wallet holds less than came back, and when the house has too few of the coin. Nothing moved then.
pub async fn choose_refund_rate(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RateForm,
    key: &FormKey,
) -> Result<PurchaseRequestId, ActionError> {
    let keyed = Keyed::new(buyer, "choose_refund_rate", key);
    let chosen = once(desk, &keyed, || choose_now(desk, buyer, request, form, &keyed)).await;
    chosen.map_err(|error| match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == JOURNAL_KEY_INDEX => chosen_before(),
        other => other,
    })
}

async fn choose_now(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RateForm,
    keyed: &Keyed,
) -> Result<PurchaseRequestId, ActionError> {
    let (order, line, worth) = open_choice(desk, buyer, request, &form.line).await?;
    not_quiet(desk, buyer).await?;
    let (rule, coins, rate) = offered(desk, buyer, (&line, worth.paid.currency), form)?;
    if let Err(code) = is_possible(desk, &order, &line, coins).await? {
        // What is not there any more may have gone by the same choice, a moment ago.
        open_choice(desk, buyer, request, &form.line).await?;
        return Err(ActionError::conflict(code));
    }
    let from = open_wallet(desk, buyer, line.amount.currency).await?.id;
    let to = open_wallet(desk, buyer, coins.currency).await?.id;
    let journal = refund_exchange(&line.key, (line.amount, from), (coins, to));
    let row = desk.event(
        Subject::Payment(order.payment.id),
        Actor::User(buyer),
        "choose_refund_rate",
        None,
        order.payment.status,
    );
    let why = format!("{}: {coins} for {}, {rule}, {rate}", line.key, line.amount);
    let row = EventRow { request_id: Some(request), why: Some(why), ..row };
    // The payment is saved too: what came back is sent on, taken back by its chain or chosen about, one after the other.
    let commit = Commit::new().save(&order.payment).record(&row).once(&keyed.answer(desk, &request.to_string()));
    match desk.commit(commit.post(&journal.written(desk.new_id(), Actor::User(buyer), desk.now()))).await {
        // Somebody spent from the wallet at this moment: what is left of it decides anew.
        Err(ActionError::Store(StoreError::NotEnough { account })) => Err(StoreError::Conflict(account).into()),
        done => done.map(|()| request),
    }
}

async fn open_choice(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    line: &str,
) -> Result<(Order, CameBack, RefundWorth), ActionError> {
    let file = refund_file(desk, buyer, request).await?;
    file.order.not_frozen()?;
    if file.lines.iter().any(|chosen| chosen.key == refund_exchange_key(line)) {
        return Err(chosen_before());
    }
    let line = file.lines.into_iter().find(|open| open.key == line).ok_or(EscrowError::NothingToClaim)?;
    let worth = line.worth.ok_or(EscrowError::NothingToClaim)?;
    Ok((file.order, line, worth))
}

/// Coins by the rate of the day, and where that was read; the code of why not.
async fn todays(
    desk: &Desk,
    order: &Order,
    line: &CameBack,
    worth: RefundWorth,
) -> Result<Result<(Money, Option<RateSource>), &'static str>, ActionError> {
    if !today_counts(line.at, desk.now()) {
        return Ok(Err("refund-rate-too-late"));
    }
    let Some(chain) = order.payment.quote.as_ref().map(|quote| quote.chain_id) else {
        return Ok(Err("refund-no-rate"));
    };
    match prices::rate(desk, (worth.paid.currency, chain), worth.worth.currency).await {
        Ok((rate, source)) => {
            let coins = worth.by(rate)?;
            Ok(is_possible(desk, order, line, coins).await?.map(|()| (coins, source)))
        }
        Err(ActionError::Refused { .. }) => Ok(Err("refund-no-rate")),
        Err(error) => Err(error),
    }
}

/// What came back must still be in the wallet, and the house must have the coins: those that were exchanged for prices,
/// and its own.
async fn is_possible(
    desk: &Desk,
    order: &Order,
    line: &CameBack,
    coins: Money,
) -> Result<Result<(), &'static str>, ActionError> {
    let currency = line.amount.currency;
    let Some(wallet) = desk.store.wallet_of(order.escrow.buyer_id, currency).await? else {
        return Ok(Err("refund-spent"));
    };
    let there = desk.store.balance(&LedgerAccount::Wallet(wallet.id), currency).await?;
    if there.minus(line.amount)?.units < 0 {
        return Ok(Err("refund-spent"));
    }
    let own = has(desk, coins.currency).await?;
    let given = if currency == coins.currency { line.amount.units } else { 0 };
    let is_there = coins.is_positive() && own.saturating_add(given) >= coins.units;
    Ok(if is_there { Ok(()) } else { Err("refund-house-short") })
}

/// What the house has of a coin that it owes to nobody as that coin.
async fn has(desk: &Desk, coin: Currency) -> Result<i128, ActionError> {
    let exchanged = desk.store.balance_now(&LedgerAccount::Fx(coin), coin).await?;
    Ok(exchanged.plus(desk.store.balance_now(&LedgerAccount::Operator, coin).await?)?.units)
}

const fn chosen_before() -> ActionError {
    ActionError::conflict("refund-rate-chosen")
}
