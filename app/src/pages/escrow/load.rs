//! What an order's page shows, loaded once. Strangers get 404: to them the order does not exist.

use crate::{
    Fault,
    ssr::{desk, refuse, signed_in},
};
use actions::Desk;
use domain::{
    Money, PurchaseRequestId, Timestamp, UserId,
    escrow::{Escrow, Payment},
    event::EventRow,
    identity::User,
    ledger::Journal,
    market::PurchaseRequest,
};

/// Which side of an order somebody is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Who pays.
    Buyer,
    /// Who is paid.
    Seller,
}

/// An order as one of its two sides sees it.
#[derive(Clone)]
pub(super) struct OrderView {
    pub side: Side,
    pub request: PurchaseRequest,
    pub escrow: Escrow,
    pub payment: Option<Payment>,
    pub journals: Vec<Journal>,
    pub history: Vec<EventRow>,
    pub buyer: String,
    pub seller: String,
    /// The digits, for the buyer alone.
    pub code: Option<String>,
    pub inspection_days: i64,
    pub now: Timestamp,
}

/// An order, or `None` while the viewer's own request is not an order yet.
pub(super) async fn order(id: Result<PurchaseRequestId, Fault>) -> Result<Option<OrderView>, Fault> {
    let (viewer, desk, id) = (signed_in()?, desk(), id?);
    let request: PurchaseRequest = desk.store.get(id).await.map_err(|error| refuse(error.into()))?;
    if !request.is_party(viewer.id) {
        return Err(Fault::new(404, "not-found"));
    }
    let Some(escrow) = desk.store.find::<Escrow>(id).await.map_err(|error| refuse(error.into()))? else {
        return Ok(None);
    };
    let side = if viewer.id == request.buyer_id { Side::Buyer } else { Side::Seller };
    view(&desk, side, request, escrow).await.map(Some).map_err(refuse)
}

async fn view(
    desk: &Desk,
    side: Side,
    request: PurchaseRequest,
    escrow: Escrow,
) -> Result<OrderView, actions::ActionError> {
    let payment = desk.store.payment_of(request.id).await?;
    let code = match side {
        Side::Buyer => actions::escrow::delivery_code_for(desk, request.buyer_id, request.id).await?,
        Side::Seller => None,
    };
    Ok(OrderView {
        side,
        journals: desk.store.journals_of_request(request.id).await?,
        history: desk.store.history(request.id).await?,
        buyer: name_of(desk, request.buyer_id).await?,
        seller: name_of(desk, escrow.seller_id).await?,
        inspection_days: actions::escrow::terms_of(desk, &escrow).await?.inspection.0,
        now: desk.now(),
        request,
        escrow,
        payment,
        code,
    })
}

/// The shown name of a person.
pub(super) async fn name_of(desk: &Desk, user: UserId) -> Result<String, actions::ActionError> {
    Ok(desk.store.get::<User>(user).await?.display_name)
}

impl OrderView {
    /// What lies in escrow now.
    pub fn held(&self) -> Money {
        self.escrow.held().unwrap_or(Money::zero(self.escrow.price.currency))
    }
}
