//! One of every thing: a wish with an offer, an order that is paid, an address, a passkey, an application.

use super::{
    Authenticator, arguing, leaving,
    people::{Who, gather},
    shop, signing, talk,
};
use actions::{Desk, FormKey, escrow, identity, market, providers, sanctions::Watchlist};
use domain::{
    AddressId, AttachmentId, CartCheckoutId, ChainEventId, Currency, DisputeId, HandRecordId, Money, NotificationId,
    PasskeyId, PurchaseRequestId, ReviewId, ScheduledTaskId, SellerApplicationId, SellerOfferId, TemplateId, UserId,
    escrow::{HandForm, Payment},
    event::Actor,
    identity::{AddressForm, ApplicationForm, Role},
    tasks::{Deed, ScheduledTask, TaskStatus},
};
use std::collections::HashMap;
use store::{Commit, NoticeFilter};
use testkit::{Given, OrderIds, PRICE_UNITS, PretendChain};

/// What there is.
pub struct Things {
    pub people: HashMap<Who, UserId>,
    pub buyer: UserId,
    pub seller: UserId,
    /// A wish of the buyer's, in the open.
    pub wish: PurchaseRequestId,
    /// The seller's offer on it.
    pub offer: SellerOfferId,
    /// A wish nobody has answered.
    pub quiet: PurchaseRequestId,
    /// An order of the two that is paid.
    pub order: OrderIds,
    /// The buyer's, about another paid order of the two.
    pub dispute: DisputeId,
    /// An order of the two that nobody has paid.
    pub unpaid: OrderIds,
    /// What came to an order's address and does not count for it.
    pub aside: ChainEventId,
    /// What an admin wrote down about an order of the two, and nobody has confirmed.
    pub by_hand: HandRecordId,
    /// What came from somebody on a list.
    pub withheld: ChainEventId,
    /// A withdrawal of the buyer's that waits for somebody of the house.
    pub payout: domain::PayoutId,
    /// An address outside on the buyer's list.
    pub listed: domain::PayoutAddressId,
    /// A signer that waits for its holder.
    pub signer: domain::TrezorAccountId,
    /// A sweep that waits for that signer's device.
    pub sweep: domain::PayoutId,
    /// What signers of that payout would sign.
    pub instruction: domain::InstructionId,
    /// The glass, broken by two others.
    pub glass: domain::BreakGlassId,
    /// The buyer's: somebody made an offer.
    pub notification: NotificationId,
    /// A task that was given up.
    pub task: ScheduledTaskId,
    /// The buyer's.
    pub address: AddressId,
    /// What the seller sells again and again, and the end of its link.
    pub template: TemplateId,
    pub slug: String,
    /// What the buyer wrote to the seller about the order.
    pub message: domain::MessageId,
    /// What the seller reported of it.
    pub report: domain::ReportId,
    /// Orders that a cart of the buyer's became.
    pub checkout: CartCheckoutId,
    /// What the buyer shows beside a wish.
    pub file: AttachmentId,
    /// What the buyer says of the seller.
    pub review: ReviewId,
    /// The buyer's.
    pub passkey: PasskeyId,
    /// Somebody's ask to become a seller, who takes no part in anything else.
    pub application: SellerApplicationId,
}

/// Makes everything.
pub async fn furnish(desk: &Desk, chain: &PretendChain) -> Things {
    let people = gather(desk).await;
    let (buyer, seller) = (people[&Who::Buyer], people[&Who::Seller]);
    let wish = Given::request(desk, buyer).await;
    let offer = Given::offer(desk, seller, wish).await;
    let (template, slug) = shop::template(desk, seller, wish).await;
    let checkout = shop::checkout(desk, buyer, template).await;
    let quiet = Given::request(desk, buyer).await;
    let order = paid_order(desk, chain, buyer, seller).await;
    let aside = wrong_token(desk, chain, buyer, seller).await;
    let withheld = listed_sender(desk, chain, buyer, seller).await;
    let unpaid = unpaid_order(desk, buyer, seller).await;
    let message = talk::message(desk, &order).await;
    let payout = leaving::payout(desk, buyer).await;
    let signer = signing::signer(desk, people[&Who::Admin]).await;
    Things {
        file: shop::file(desk, buyer, quiet).await,
        review: shop::review(desk, &unpaid).await,
        checkout,
        template,
        slug,
        wish,
        offer,
        dispute: arguing::dispute(desk, paid_order(desk, chain, buyer, seller).await).await,
        quiet,
        report: talk::report(desk, &order, message).await,
        message,
        order,
        aside,
        withheld,
        unpaid,
        by_hand: by_hand(desk, buyer, seller).await,
        payout,
        listed: desk.store.listed_addresses_of(buyer).await.unwrap()[0].id,
        signer,
        sweep: signing::sweep(desk, signer).await,
        instruction: signing::instruction(desk, people[&Who::Admin], payout).await,
        glass: signing::glass(desk).await,
        notification: desk.store.notifications(buyer, &NoticeFilter::default(), 1).await.unwrap()[0].id,
        task: given_up(desk).await,
        address: address(desk, buyer).await,
        passkey: passkey(desk, buyer, 1).await,
        application: application(desk, Given::person(desk, "Applicant").await).await,
        people,
        buyer,
        seller,
    }
}

/// An order of the two that waits for its money.
pub async fn unpaid_order(desk: &Desk, buyer: UserId, seller: UserId) -> OrderIds {
    let request = Given::request(desk, buyer).await;
    let offer = Given::offer(desk, seller, request).await;
    market::accept_offer(desk, buyer, offer).await.unwrap();
    let payment = desk.store.payment_of(request).await.unwrap().unwrap().id;
    OrderIds { buyer, seller, request, offer, payment }
}

/// An order of the two whose price is held.
pub async fn paid_order(desk: &Desk, chain: &PretendChain, buyer: UserId, seller: UserId) -> OrderIds {
    let order = unpaid_order(desk, buyer, seller).await;
    let payment = escrow::open_checkout(desk, buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), Money::new(PRICE_UNITS, Currency::USDT));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
    order
}

/// Money of another kind than was asked for, at an order's address.
async fn wrong_token(desk: &Desk, chain: &PretendChain, buyer: UserId, seller: UserId) -> ChainEventId {
    let order = unpaid_order(desk, buyer, seller).await;
    let payment = escrow::open_checkout(desk, buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), Money::new(PRICE_UNITS, Currency::USDC));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
    escrow::kept_aside(desk, order.buyer, order.request).await.unwrap()[0].id
}

/// Money that an admin says has come outside of every service.
async fn by_hand(desk: &Desk, buyer: UserId, seller: UserId) -> HandRecordId {
    let order = unpaid_order(desk, buyer, seller).await;
    let recorder = Given::person(desk, "Recorder").await;
    identity::grant_role(desk, Actor::House, recorder, Role::Admin).await.unwrap();
    let text = str::to_owned;
    let evidence = text("Page 3 of the bank's statement, line 7.");
    let form = HandForm { amount: text("12.50"), reference: text("Line 7"), evidence };
    let called = desk.store.get::<Payment>(order.payment).await.unwrap().reference();
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["by hand"]);
    providers::record_payment_by_hand(desk, recorder, &called, &form, &key).await.unwrap()
}

/// Money of somebody who stands on a list.
async fn listed_sender(desk: &Desk, chain: &PretendChain, buyer: UserId, seller: UserId) -> ChainEventId {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.txt");
    std::fs::write(&list, format!("0x{}", "a".repeat(40))).unwrap();
    let strict = Desk { sanctions: Watchlist::of_file(list, domain::Hours(48)), ..desk.clone() };
    let order = unpaid_order(&strict, buyer, seller).await;
    let payment = escrow::open_checkout(&strict, buyer, order.request).await.unwrap();
    chain.pay(&payment.on_chain.receiver.unwrap(), Money::new(PRICE_UNITS, Currency::USDT));
    chain.mine(5);
    escrow::watch_chain(&strict, chain).await.unwrap();
    desk.store.chain_events_of(order.payment).await.unwrap()[0].id
}

/// A letter that was lost before its task came.
async fn given_up(desk: &Desk) -> ScheduledTaskId {
    let task = ScheduledTask::at(desk.new_id(), Deed::SendLetter(desk.new_id()), desk.now(), desk.now());
    desk.commit(Commit::new().task(&ScheduledTask { status: TaskStatus::Failed, ..task.clone() })).await.unwrap();
    task.id
}

async fn address(desk: &Desk, user: UserId) -> AddressId {
    let text = str::to_owned;
    let form = AddressForm {
        label: text("Home"),
        recipient: text("Canary Street"),
        street: text("Canarystr. 5"),
        city: text("Berlin"),
        country: text("Germany"),
        ..AddressForm::default()
    };
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), form.values());
    identity::add_address(desk, user, &form, &key).await.unwrap();
    desk.store.addresses_of(user).await.unwrap()[0].id
}

/// A passkey of this person's.
pub async fn passkey(desk: &Desk, user: UserId, number: u8) -> PasskeyId {
    let mut device = Authenticator::new(number);
    device.origin.clone_from(&desk.settings.origin);
    let proof = identity::Proof { is_fresh: true, password: "" };
    let (options, ceremony) = identity::start_adding_passkey(desk, user, proof).await.unwrap();
    identity::finish_adding_passkey(desk, user, ceremony, &device.create(&options), "A phone").await.unwrap()
}

/// An ask to become a seller.
pub async fn application(desk: &Desk, user: UserId) -> SellerApplicationId {
    let words = "Twenty years of weaving and mending carpets in Kashan.".to_owned();
    let form = ApplicationForm { sells: "Carpets".to_owned(), words };
    let key = FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["carpets"]);
    identity::apply_as_seller(desk, user, &form, &key).await.unwrap();
    desk.store.last_application_of(user).await.unwrap().unwrap().id
}
