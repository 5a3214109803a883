//! A dispute of the two, and how its deeds are asked for.

use super::{World, forms::key as form_key};
use actions::{Desk, FormKey, disputes};
use domain::{
    DecisionId, DisputeId, EventId, ProposalId,
    disputes::{DisputeForm, ProposalForm},
};
use testkit::OrderIds;

/// The buyer's, about this order.
pub async fn dispute(desk: &Desk, order: OrderIds) -> DisputeId {
    let text = str::to_owned;
    let form = DisputeForm {
        category: text("wrong_item"),
        reason: text("Another kettle came"),
        description: text("It is blue, has no lid, and does not sing."),
        proposal: ProposalForm { asks: text("refund"), ..ProposalForm::default() },
    };
    let key = FormKey::new(&desk.new_id::<EventId>().to_string(), ["dispute"]);
    disputes::open_dispute(desk, order.buyer, order.request, &form, &key).await.unwrap()
}

/// What the deed's form sends.
pub fn form_of(world: &World, deed: &str) -> Option<Vec<(&'static str, String)>> {
    let (things, text) = (&world.things, str::to_owned);
    let dispute = || ("dispute", things.dispute.to_string());
    let proposal = || ("proposal", world.desk.new_id::<ProposalId>().to_string());
    let decision = || ("decision", world.desk.new_id::<DecisionId>().to_string());
    Some(match deed {
        "open_dispute" => {
            let about = [("key", form_key(world)), ("request", things.order.request.to_string())];
            let said = [("category", text("other")), ("reason", text("It is late")), ("asks", text("refund"))];
            let more = [("description", text("It should have been here a week ago."))];
            about.into_iter().chain(said).chain(more).collect()
        }
        "propose_outcome" => vec![("key", form_key(world)), dispute(), ("asks", text("split")), ("buyer", text("1"))],
        "accept_outcome" | "drop_outcome" => vec![dispute(), proposal()],
        "ask_the_house" | "withdraw_dispute" | "claim_dispute" | "let_go_dispute" | "sign_decision" => {
            vec![dispute()]
        }
        "prioritise_dispute" => vec![dispute(), ("priority", text("high"))],
        "mediate_dispute" => vec![("key", form_key(world)), dispute(), ("asks", text("refund"))],
        "decide_dispute" => {
            let reasons = ("reasons", text("The seller's own picture shows another kettle."));
            vec![("key", form_key(world)), dispute(), ("seen", text("0")), ("asks", text("refund")), reasons]
        }
        "confirm_decision" | "waive_appeal" => vec![dispute(), decision()],
        "make_leg_instruction" => vec![dispute(), decision(), ("which", text("buyer"))],
        "drop_decision" | "appeal_decision" => {
            vec![dispute(), decision(), ("reason", text("It overlooks the picture."))]
        }
        _ => return None,
    })
}
