//! What the house itself puts into the hot vault: coin for gas, tokens to pay out from. Its transaction is read from the
//! chain before anything is booked, and stands for one booking of each currency.

use super::{chain_of, keystore, outside};
use crate::{ActionError, Desk, FormKey, Keyed, admin::must_be, again::once, settings::in_force};
use domain::{
    Currency, FieldErrors, JournalId, Money, UserId,
    custody::{HOT_VAULT, gas_coin},
    escrow::{ChainAddress, ChainId, TxHash},
    event::{Actor, EventRow, Subject, one_line},
    identity::KEEP_BOOKS,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use payments::{Chain, Receipt, Signer, U256};
use store::{Commit, StoreError};

/// What was put in, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct CapitalForm {
    pub chain: String,
    pub currency: String,
    pub amount: String,
    pub tx: String,
    pub note: String,
}

/// What can be put in, for the form.
#[derive(Clone, Debug, Default)]
pub struct CapitalWays {
    /// Chains by name.
    pub chains: Vec<(ChainId, String)>,
    /// Their tokens, and the coins that gas is paid in.
    pub currencies: Vec<Currency>,
}

/// Where it is put; none without a keystore.
pub fn hot_vault(desk: &Desk) -> Option<ChainAddress> {
    desk.keystore.as_deref().map(|keys| keys.vault().address())
}

/// What can be put in; nothing without a keystore.
pub fn capital_ways(desk: &Desk) -> CapitalWays {
    if keystore(desk).is_err() {
        return CapitalWays::default();
    }
    let settings = desk.chains.iter().map(Chain::settings);
    let mut currencies: Vec<Currency> = settings
        .clone()
        .flat_map(|chain| chain.tokens.iter().map(|token| token.currency).chain([gas_coin(chain.chain_id)]))
        .collect();
    currencies.sort_unstable_by_key(|currency| currency.code());
    currencies.dedup();
    CapitalWays { chains: settings.map(|chain| (chain.chain_id, chain.name.clone())).collect(), currencies }
}

/// Books what the house has put into the hot vault. Sent twice, it is booked once.
///
/// # Errors
/// Codes at `chain`, `currency`, `amount`, `tx` and `note`; 403 for people who do not keep the books; 409 for a
/// transaction that is booked or one of our own; [`ActionError::Outside`] when the chain does not answer.
pub async fn book_capital(
    desk: &Desk,
    keeper: UserId,
    form: &CapitalForm,
    key: &FormKey,
) -> Result<JournalId, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    let keyed = Keyed::new(keeper, "book_capital", key);
    once(desk, &keyed, || book_once(desk, keeper, form, &keyed)).await
}

async fn book_once(desk: &Desk, keeper: UserId, form: &CapitalForm, keyed: &Keyed) -> Result<JournalId, ActionError> {
    let (chain, amount, tx, note) = check(desk, form)?;
    must_be_there(desk, chain, amount, &tx).await?;
    let (id, actor) = (chain.settings().chain_id, Actor::User(keeper));
    let debit =
        LedgerAccount::Vault { chain: id, token: amount.currency.code().to_owned(), vault: HOT_VAULT.to_owned() };
    let journal = NewJournal {
        kind: JournalKind::Adjustment,
        key: format!("capital:{id}:{}:{}", tx.0, amount.currency),
        entries: vec![Entry { debit, credit: LedgerAccount::Operator, amount }],
        request_id: None,
        payment_id: None,
    };
    let journal = journal.written(desk.new_id(), actor, desk.now());
    let row = desk.event(Subject::Books, actor, "book_capital", None, amount.currency);
    let row = EventRow { why: Some(format!("{amount}, {}: {note}", tx.0)), ..row };
    let commit = Commit::new().once(&keyed.answer(desk, &journal.id.to_string())).post(&journal);
    match desk.commit(commit.record(&row)).await {
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == store::JOURNAL_KEY_INDEX => {
            Err(ActionError::conflict("capital-booked-before"))
        }
        done => done.map(|()| journal.id),
    }
}

fn check<'a>(desk: &'a Desk, form: &CapitalForm) -> Result<(&'a Chain, Money, TxHash, String), ActionError> {
    let mut errors = FieldErrors::default();
    let chain = form.chain.parse().ok().and_then(|id| chain_of(desk, ChainId(id)).ok());
    let currency = form.currency.parse::<Currency>().ok();
    let carries = |chain: &&Chain| {
        let settings = chain.settings();
        currency.is_some_and(|it| settings.token(it).is_some() || gas_coin(settings.chain_id) == it)
    };
    if chain.is_none() {
        errors.add("chain", "not-a-choice");
    } else if chain.filter(carries).is_none() {
        errors.add("currency", "payout-no-way");
    }
    let amount = errors.amount("amount", &form.amount, currency.unwrap_or(Currency::USDT));
    if !errors.0.contains_key("amount") && !amount.is_positive() {
        errors.add("amount", "payout-nothing");
    }
    let tx = form.tx.trim().to_lowercase();
    let digits = tx.strip_prefix("0x").unwrap_or_default();
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        errors.add("tx", "capital-not-a-hash");
    }
    let note = errors.text("note", &form.note, 3, 300);
    errors.into_result()?;
    let chain = chain.ok_or(ActionError::field("chain", "not-a-choice"))?;
    Ok((chain, amount, TxHash(tx), one_line(&note, 300)))
}

/// In a block that stays, done, none of ours; and of tokens, exactly so many came to the vault. Of a coin the chain's
/// receipt names no sum: what the keeper says is compared by the reconciliation.
async fn must_be_there(desk: &Desk, chain: &Chain, amount: Money, tx: &TxHash) -> Result<(), ActionError> {
    let settings = chain.settings();
    if desk.store.payout_with_transaction(settings.chain_id, tx).await? {
        return Err(ActionError::conflict("capital-own-payout"));
    }
    let receipt = chain.receipt(tx).await.map_err(outside)?.filter(|receipt| receipt.success);
    let receipt = receipt.ok_or(ActionError::field("tx", "capital-not-there"))?;
    let stays = chain.block_that_stays(in_force(desk).await?.confirmations(settings)).await.map_err(outside)?;
    if receipt.block_number > stays {
        return Err(ActionError::field("tx", "capital-not-final"));
    }
    let Some(token) = settings.token(amount.currency) else { return Ok(()) };
    let vault = keystore(desk)?.vault().address();
    let came = |receipt: &Receipt| {
        let ours = receipt.transfers.iter();
        let ours = ours.filter(|it| it.token.key() == token.contract.key() && it.to.key() == vault.key());
        ours.fold(U256::ZERO, |sum, it| sum.saturating_add(it.units))
    };
    if came(&receipt) != U256::from(amount.to_chain_units(token.decimals)?) {
        return Err(ActionError::field("amount", "capital-other-amount"));
    }
    Ok(())
}
