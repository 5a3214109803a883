//! By SHKeeper: an invoice with an address of SHKeeper's. What came is what its confirmed transactions say when it is
//! asked again; its callbacks, and its own word "paid" (which has a tolerance), count for nothing.

use super::{
    AfterCancel, Provider, closed,
    hosted::{chain_where, decimal, money, outside},
};
use crate::{ActionError, Desk};
use domain::{
    Currency, Days,
    escrow::{Arrival, HostedInvoice, Order, Payment, PaymentProvider},
    ledger::LedgerAccount,
};
use payments::shkeeper::{Invoice, InvoiceTransaction, NewInvoice, TransactionStatus, coin};

/// What prices are said in: our currencies are dollars on chains, and SHKeeper must be set to one for one, without fee.
const FIAT: &str = "USD";
/// After a payment is closed it is asked for so long: money may still be sent to its address.
const ASKED_FOR: Days = Days(30);

/// One SHKeeper of the operator's.
#[derive(Clone, Copy, Debug)]
pub struct Shkeeper;

impl Provider for Shkeeper {
    fn name(&self) -> PaymentProvider {
        PaymentProvider::Shkeeper
    }

    fn carries(&self, desk: &Desk, currency: Currency) -> bool {
        desk.hosted.shkeeper.is_some() && chain_where(desk, currency, |chain| coin(chain, currency)).is_some()
    }

    async fn open(&self, desk: &Desk, order: &Order) -> Result<Option<HostedInvoice>, ActionError> {
        let payment = &order.payment;
        if let Some(known) = desk.store.hosted_invoice_of(payment.id, self.name()).await? {
            return Ok(Some(known));
        }
        let currency = payment.amount.currency;
        let access = desk.hosted.shkeeper.as_ref().ok_or_else(closed)?;
        let (chain_id, coin) = chain_where(desk, currency, |chain| coin(chain, currency)).ok_or_else(closed)?;
        let amount = decimal(payment.amount)?;
        let new = NewInvoice {
            external_id: payment.id.to_string(),
            fiat: FIAT.to_owned(),
            amount,
            callback_url: format!("{}/webhooks/shkeeper", desk.settings.origin),
        };
        let asked = access.api.payment_request(coin, &new).await.map_err(outside)?;
        if asked.amount != amount {
            // Its rate is not one, or it adds a fee: the payer would be asked for another sum than was agreed.
            return Err(ActionError::Outside(format!("SHKeeper asks {} instead of {amount} {coin}", asked.amount)));
        }
        Ok(Some(HostedInvoice {
            id: desk.new_id(),
            version: 0,
            payment_id: payment.id,
            provider: self.name(),
            service_id: new.external_id,
            asked: payment.amount,
            chain_id,
            coin: coin.to_owned(),
            pay_at: payments::read_address(&asked.wallet.0)
                .map_err(|error| ActionError::Outside(format!("SHKeeper: its address is none: {error}")))?,
            page: None,
            payment_reference: None,
            paid_in: None,
            created_at: desk.now(),
        }))
    }

    async fn look(&self, desk: &Desk, payment: &Payment) -> Result<Vec<Arrival>, ActionError> {
        let Some(ours) = desk.store.hosted_invoice_of(payment.id, self.name()).await? else { return Ok(Vec::new()) };
        let Some(access) = desk.hosted.shkeeper.as_ref() else { return Ok(Vec::new()) };
        let mut arrivals = Vec::new();
        for theirs in access.api.invoices(&ours.service_id).await.map_err(outside)? {
            must_be_ours(&ours, &theirs)?;
            arrivals.extend(theirs.txs.iter().filter_map(|tx| arrival(desk, &ours, tx)));
        }
        Ok(arrivals)
    }

    fn after_cancel(&self) -> AfterCancel {
        AfterCancel::AskedFor(ASKED_FOR)
    }
}

/// The invoice of our id asks what we asked for; else somebody changed it, and nothing of it is believed.
fn must_be_ours(ours: &HostedInvoice, theirs: &Invoice) -> Result<(), ActionError> {
    let is_ours =
        theirs.external_id == ours.service_id && theirs.fiat == FIAT && theirs.amount_fiat == decimal(ours.asked)?;
    let said = || format!("SHKeeper: the invoice {} is another one than was made", ours.service_id);
    if is_ours { Ok(()) } else { Err(ActionError::Outside(said())) }
}

/// What a confirmed transaction brought; nothing for one in another coin, at another address, or not confirmed.
fn arrival(desk: &Desk, ours: &HostedInvoice, tx: &InvoiceTransaction) -> Option<Arrival> {
    let currency = ours.asked.currency;
    let is_there = tx.addr.as_ref().is_none_or(|addr| addr.key() == ours.pay_at.key());
    if tx.status != TransactionStatus::Confirmed || tx.crypto != ours.coin || !is_there {
        return None;
    }
    let txid = tx.txid.0.trim().to_ascii_lowercase();
    Some(Arrival {
        key: format!("arrived:{}:{}:{txid}", ours.provider, ours.payment_id),
        account: LedgerAccount::Provider { name: ours.provider.to_string(), currency },
        amount: money(tx.amount, currency)?,
        seen_at: desk.now(),
        reference: Some(txid),
        from: None,
        is_as_asked: true,
    })
}
