//! One side complains: the order's money stands still in the same commit.

use super::{
    change::clock,
    evidence::beside_complaint,
    told::{Told, told},
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    attachments::Attaching,
    escrow::{commit_change, order_of},
};
use domain::{
    DisputeId, PurchaseRequestId, UserId,
    attachments::AttachmentHome,
    chat::Chat,
    disputes::{Dispute, DisputeError, DisputeForm, DisputeNews, DisputeOpened},
    event::{Actor, EventRow, Subject},
};
use store::{Commit, OPEN_DISPUTE_INDEX};

/// Opens a dispute about an order, with what is asked for; once per form key. From now on nothing but its end moves the
/// order's money.
///
/// # Errors
/// Codes at `category`, `reason`, `description`, `asks`, `buyer`, `seller` and `words`; 403 for strangers; 409 when one is
/// open already, no money is held, or it has left.
pub async fn open_dispute(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    form: &DisputeForm,
    key: &FormKey,
) -> Result<DisputeId, ActionError> {
    let keyed = Keyed::new(who, "open_dispute", key);
    once(desk, &keyed, || open_now(desk, who, request, (form, None), &keyed)).await
}

/// Somebody brings files for the complaint that will open a dispute.
///
/// # Errors
/// 403 for strangers; 404 where there is no order; 429 after too many in a day.
pub async fn begin_dispute(desk: &Desk, who: UserId, request: PurchaseRequestId) -> Result<Attaching, ActionError> {
    if !order_of(desk, request).await?.is_party(who) {
        return Err(DisputeError::NotAParty.into());
    }
    Attaching::to(desk, who, AttachmentHome::Evidence(desk.new_id(), who)).await
}

/// As [`open_dispute`], with evidence laid before it in the same commit.
///
/// # Errors
/// Those of [`open_dispute`], and a code at `evidence`.
pub async fn open_dispute_with(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    (form, typed, brought): (&DisputeForm, &str, &Attaching),
    key: &str,
) -> Result<DisputeId, ActionError> {
    let (order, files) = (request.to_string(), brought.files());
    let hashes = files.iter().map(|file| file.hash.as_str());
    let values = [&*order, typed].into_iter().chain(form.values()).chain(hashes);
    let keyed = Keyed::new(who, "open_dispute", &FormKey::new(key, values));
    once(desk, &keyed, || again(|| open_now(desk, who, request, (form, Some((typed, brought))), &keyed))).await
}

async fn open_now(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    (form, evidence): (&DisputeForm, Option<(&str, &Attaching)>),
    keyed: &Keyed,
) -> Result<DisputeId, ActionError> {
    let order = order_of(desk, request).await?;
    // What cannot be argued about is said before the fields: none of them would mend it.
    Dispute::can_open(&order, who)?;
    let complaint = form.check(&order.escrow, (desk.new_id(), who, desk.now()))?;
    // Files lie beside the dispute that they came for.
    let id = match evidence.map(|(_, brought)| brought.home()) {
        Some(AttachmentHome::Evidence(id, _)) => id,
        _ => desk.new_id(),
    };
    let DisputeOpened { dispute, order: change } = Dispute::open(id, &order, complaint, desk.now())?;
    let (actor, subject) = (Actor::User(who), Subject::Dispute(dispute.id));
    let row = desk.event(subject, actor, "open_dispute", None, dispute.status);
    let row = EventRow { request_id: Some(request), ..row };
    let commit = Commit::new().insert(&dispute).record(&row).task(&clock(desk, &dispute, dispute.respond_by));
    let commit = commit.once(&keyed.answer(desk, &dispute.id.to_string()));
    let commit = commit.ensure_chat(&Chat::group(&dispute, desk.now()));
    let commit = match evidence {
        Some(evidence) => beside_complaint(desk, commit, &dispute, evidence).await?,
        None => commit,
    };
    let number = order.request.number;
    let commit = told(desk, commit, &Told { dispute: &dispute, number, news: DisputeNews::Opened, actor }).await?;
    match commit_change(desk, actor, &change, None, commit).await {
        Err(ActionError::Store(error)) if error.is_duplicate(OPEN_DISPUTE_INDEX) => {
            Err(DisputeError::AlreadyOpen.into())
        }
        done => done.map(|()| dispute.id),
    }
}
