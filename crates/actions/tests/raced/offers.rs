//! Several offers on one request, accepted and taken back at once.

use crate::rounds::{Try, done, rounds};
use actions::{Desk, market};
use domain::{
    PurchaseRequestId, SellerOfferId, UserId,
    market::{OfferStatus, PurchaseRequest, RequestStatus, SellerOffer},
};
use rand::{Rng, seq::IndexedRandom};
use testkit::Given;

fn accepted(desk: Desk, buyer: UserId, offer: SellerOfferId) -> Try {
    Box::pin(async move { ("accept", market::accept_offer(&desk, buyer, offer).await.map(drop)) })
}

fn withdrawn(desk: Desk, seller: UserId, offer: SellerOfferId) -> Try {
    Box::pin(async move { ("withdraw", market::withdraw_offer(&desk, seller, offer).await) })
}

fn given_up(desk: Desk, buyer: UserId, request: PurchaseRequestId) -> Try {
    Box::pin(async move { ("give up", market::cancel_request(&desk, buyer, request).await) })
}

#[tokio::test(flavor = "multi_thread")]
async fn of_all_offers_that_are_accepted_at_once_one_becomes_the_order() {
    rounds("accept-accept", async |round| {
        let buyer = Given::person(&round.desk, "Aigul").await;
        let request = Given::request(&round.desk, buyer).await;
        let mut offers = Vec::new();
        for _ in 0..round.dice.random_range(2..6) {
            let seller = Given::seller(&round.desk, "Reza").await;
            offers.push((seller, Given::offer(&round.desk, seller, request).await));
        }
        let tries = (0..round.dice.random_range(4..24)).map(|_| {
            let (seller, offer) = *offers.choose(&mut round.dice).unwrap();
            match round.dice.random_range(0..8) {
                0 => withdrawn(round.twin(), seller, offer),
                1 => given_up(round.twin(), buyer, request),
                _ => accepted(round.twin(), buyer, offer),
            }
        });
        let tries: Vec<Try> = tries.collect();
        let count = tries.len();
        let outcomes = round.at_once(tries).await;
        let mut winners = Vec::new();
        for (_, offer) in offers {
            let offer: SellerOffer = round.desk.store.get(offer).await.unwrap();
            if offer.status == OfferStatus::Accepted {
                winners.push(offer.id);
            } else if done(&outcomes, "accept") > 0 {
                assert!(matches!(offer.status, OfferStatus::Rejected | OfferStatus::Withdrawn), "{:?}", offer.status);
            }
        }
        let after: PurchaseRequest = round.desk.store.get(request).await.unwrap();
        assert_eq!(winners.len(), usize::from(done(&outcomes, "accept") > 0), "{outcomes:?}");
        assert_eq!(after.status == RequestStatus::Payment, winners.len() == 1, "{:?}", after.status);
        let payment = round.desk.store.payment_of(request).await.unwrap();
        assert_eq!(payment.map(|payment| payment.offer_id), winners.first().copied());
        count
    })
    .await;
}
