//! What the seller sells again and again, and what the buyer has bought of it by a cart.

use super::{World, arguing, forms::key as form_key, talk};
use actions::{Desk, FormKey, attachments::Attaching, market};
use domain::{
    AttachmentId, CartCheckoutId, EventId, PurchaseRequestId, ReviewId, TemplateId, UserId,
    attachments::AttachmentHome,
    market::{BuyForm, PurchaseRequest, RequestStatus, RequestTemplate, ShopSettings, TemplateForm},
};
use store::Commit;
use testkit::OrderIds;

/// A template in the category of some request, and the end of its link.
pub async fn template(desk: &Desk, seller: UserId, like: PurchaseRequestId) -> (TemplateId, String) {
    let request: PurchaseRequest = desk.store.get(like).await.unwrap();
    let text = str::to_owned;
    let form = TemplateForm {
        title: text("A brass lamp"),
        description: text("Made by hand, one at a time."),
        category: request.category_id.to_string(),
        price: text("12.50"),
        delivery_type: text("online"),
        delivery_amount: text("3"),
        ..TemplateForm::default()
    };
    let id = market::create_template(desk, seller, &form, &key(desk)).await.unwrap();
    let template: RequestTemplate = desk.store.get(id).await.unwrap();
    (id, template.slug)
}

/// Orders of a cart with one thing in it; another one lies in the cart afterwards.
pub async fn checkout(desk: &Desk, buyer: UserId, template: TemplateId) -> CartCheckoutId {
    market::add_to_cart(desk, buyer, template, "1").await.unwrap();
    let seen = market::cart_now(desk, buyer).await.unwrap().seen();
    let form = BuyForm { delivery_email: "canary.cart@example.org".to_owned(), ..BuyForm::default() };
    let checkout = market::check_out_cart(desk, buyer, &seen, &form, &key(desk)).await.unwrap();
    market::add_to_cart(desk, buyer, template, "1").await.unwrap();
    checkout
}

/// A file beside a request.
pub async fn file(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> AttachmentId {
    let home = AttachmentHome::Request(request);
    let mut attaching = Attaching::begin(desk, buyer, home).await.unwrap();
    attaching.add(desk, "canary-drawing.txt", b"A lamp, from the side.".to_vec()).await.unwrap();
    attaching.finish(desk).await.unwrap();
    desk.store.attachments_of(&home.text()).await.unwrap()[0].id
}

/// What the buyer of an order says of its seller: written as it stands after the end.
pub async fn review(desk: &Desk, order: &OrderIds) -> ReviewId {
    let request: PurchaseRequest = desk.store.get(order.request).await.unwrap();
    let ended = PurchaseRequest { status: RequestStatus::SellerPaid, ..request };
    let shop = ShopSettings::untouched(order.seller, desk.now());
    let said = (5, Some("As promised.".to_owned()));
    let review = ended.reviewed((order.buyer, &shop), desk.new_id(), said, desk.now()).unwrap();
    desk.commit(Commit::new().insert(&review).count_review(&review, None)).await.unwrap();
    review.id
}

fn key(desk: &Desk) -> FormKey {
    FormKey::new(&desk.new_id::<EventId>().to_string(), ["shop"])
}

/// How the deeds of templates and carts are asked for.
pub fn form_of(world: &World, deed: &str) -> Option<Vec<(&'static str, String)>> {
    let things = &world.things;
    Some(match deed {
        "create_template" => lamp(vec![("key", form_key(world))]),
        "edit_template" => lamp(vec![("template", things.template.to_string())]),
        "pause_template" | "resume_template" | "delete_template" | "remove_from_cart" => {
            vec![("template", things.template.to_string())]
        }
        "add_to_cart" | "change_cart" => {
            vec![("template", things.template.to_string()), ("quantity", "1".to_owned())]
        }
        "buy_template" => {
            let bought = vec![("key", form_key(world)), ("template", things.template.to_string())];
            bought.into_iter().chain([("seen", "1.0".to_owned()), ("delivery_email", MAIL.to_owned())]).collect()
        }
        "check_out_cart" => {
            vec![("key", form_key(world)), ("seen", things.template.to_string()), ("delivery_email", MAIL.to_owned())]
        }
        "pay_checkout_from_wallet" => {
            let text = str::to_owned;
            let sum = [("amount", text("12500000")), ("currency", text("USDT"))];
            std::iter::once(("checkout", things.checkout.to_string())).chain(sum).collect()
        }
        "withdraw" => {
            let text = str::to_owned;
            let sum = vec![("key", form_key(world)), ("currency", text("USDT")), ("chain", text("31337"))];
            let more = [("address", text(super::leaving::OUTSIDE)), ("amount", text("1")), ("fee", text("1000000"))];
            sum.into_iter().chain(more).collect()
        }
        "add_payout_address" => {
            let text = str::to_owned;
            // What is wrong with it is said before anybody is asked for a passkey: the walk has none.
            vec![("key", form_key(world)), ("address", text("0x1234")), ("label", text("My exchange"))]
        }
        "prove_payout_address" => vec![("which", things.listed.to_string()), ("signature", "0x00".to_owned())],
        "remove_payout_address" => vec![("which", things.listed.to_string())],
        "prove_signer" => vec![("which", things.signer.to_string()), ("signature", "0x00".to_owned())],
        "revoke_signer" => vec![("which", things.signer.to_string()), ("reason", "Lost on a train.".to_owned())],
        "choose_deposit_account" => vec![("which", things.signer.to_string())],
        // As with an address: the walk has no passkey.
        "ask_break_glass" => vec![("key", form_key(world)), ("reason", "Too little.".to_owned())],
        "confirm_break_glass" | "refuse_break_glass" | "close_break_glass" => vec![("which", things.glass.to_string())],
        "sweep_now" => Vec::new(),
        "sign_sweep" => vec![("which", things.sweep.to_string()), ("signature", "0x00".to_owned())],
        "plan_sweep_anew" => vec![("which", things.sweep.to_string())],
        "sign_instruction" => vec![("which", things.instruction.to_string()), ("signature", "0x00".to_owned())],
        "cancel_payout" | "approve_payout" | "retry_payout" | "make_instruction" => {
            vec![("which", things.payout.to_string())]
        }
        "reject_payout" | "reverse_payout" => {
            vec![("which", things.payout.to_string()), ("reason", "Not to that address.".to_owned())]
        }
        _ => return talk::form_of(world, deed).or_else(|| arguing::form_of(world, deed)),
    })
}

const MAIL: &str = "leila@example.org";

fn lamp(mut first: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let fields = [
        ("title", "A brass lamp"),
        ("description", "Made by hand, one at a time."),
        ("price", "12.50"),
        ("currency", "USDT"),
        ("delivery_type", "online"),
        ("delivery_amount", "3"),
        ("delivery_unit", "days"),
    ];
    first.extend(fields.map(|(name, value)| (name, value.to_owned())));
    first
}
