//! The receipt of an order, written from the ledger and signed under a key of its own. Nothing is kept: the same facts
//! at the same moment make the same text.

use super::order_of;
use crate::{ActionError, Desk, again::again};
use domain::{
    PurchaseRequestId, UserId,
    escrow::{
        Order,
        receipt::{
            House, MoneyFacts, OrderFacts, Parties, Party, ReceiptFacts, SignedReceipt, Signer, TransferFacts, verify,
        },
    },
    identity::User,
    ledger::Journal,
    market::PurchaseRequest,
};
use store::StoreError;

/// Who signs this house's receipts.
pub fn receipt_signer(desk: &Desk) -> Signer {
    Signer::new(&desk.keys.derive("receipts 1"))
}

/// The receipt of an order, for its two sides and for people of the house; `None` while nothing has moved.
///
/// # Errors
/// [`ActionError::NotFound`] for everybody else; [`ActionError::Broken`] when the ledger's own figures do not fit
/// together: what does not hold is not given out.
pub async fn receipt_of(
    desk: &Desk,
    viewer: UserId,
    is_staff: bool,
    request: PurchaseRequestId,
) -> Result<Option<SignedReceipt>, ActionError> {
    let asked: PurchaseRequest = desk.store.get(request).await?;
    if !is_staff && !asked.is_party(viewer) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    // No offer was accepted yet.
    if desk.store.payment_of(request).await?.is_none() {
        return Ok(None);
    }
    again(|| written(desk, request)).await
}

/// Order and postings are read one after the other: what does not fit together has moved in between, and is read again.
async fn written(desk: &Desk, request: PurchaseRequestId) -> Result<Option<SignedReceipt>, ActionError> {
    let order = order_of(desk, request).await?;
    let journals = desk.store.journals_of_request(request).await?;
    if journals.is_empty() {
        return Ok(None);
    }
    let facts = facts(desk, &order, &journals).await?;
    let signer = receipt_signer(desk);
    let receipt = signer.sign(facts);
    let verdict = verify(&receipt.text, Some(&signer.key()));
    if verdict.is_valid() {
        return Ok(Some(receipt));
    }
    if order_of(desk, request).await?.escrow.version != order.escrow.version {
        return Err(StoreError::Conflict(request.to_string()).into());
    }
    let wrong: Vec<_> = verdict.faults().flat_map(|checked| checked.wrong.clone()).collect();
    Err(ActionError::Broken(format!("the receipt of {request} does not hold: {}", wrong.join(", "))))
}

async fn facts(desk: &Desk, order: &Order, journals: &[Journal]) -> Result<ReceiptFacts, ActionError> {
    let Order { request, escrow, payment } = order;
    let money = MoneyFacts::of(escrow, journals).map_err(|error| ActionError::Broken(error.to_string()))?;
    let seen = desk.store.chain_events_of(payment.id).await?;
    let is_booked = |facts: &TransferFacts| journals.iter().any(|journal| journal.key == facts.booked_as);
    Ok(ReceiptFacts {
        house: House { origin: desk.settings.origin.clone(), issued_at: desk.now().to_string() },
        order: OrderFacts::of(request, escrow, Some(payment.reference())),
        parties: Parties { buyer: party(desk, escrow.buyer_id).await?, seller: party(desk, escrow.seller_id).await? },
        money,
        journals: journals.iter().map(Into::into).collect(),
        quote: payment.quote.clone().filter(|_| payment.exchanged.is_some()),
        transfers: seen.iter().filter_map(TransferFacts::of).filter(is_booked).collect(),
    })
}

async fn party(desk: &Desk, id: UserId) -> Result<Party, ActionError> {
    Ok(Party { id, name: desk.store.get::<User>(id).await?.display_name })
}
