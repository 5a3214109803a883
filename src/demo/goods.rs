//! What the people of the demo ask for, offer and pay: eight requests, each at another point of its way. Everything
//! goes through the same deeds as a real person's.

use super::{people::People, talk};
use actions::{
    ActionError, Desk, FormKey,
    escrow::{self, delivery_code_for},
    market,
};
use anyhow::{Context, Result};
use domain::{
    PurchaseRequestId, SellerOfferId, UserId,
    escrow::{Payment, PaymentStatus},
    market::{Category, OfferForm, RequestForm, ReviewForm},
};

/// How far a request has come.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Way {
    Posted,
    Offered,
    Accepted,
    Paid,
    Sent,
    Done,
}

/// Title, description, slug of the category, kind, urgency, least and most, and how far it has come.
type Wish = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, Way);

const WISHES: [Wish; 8] = [
    (
        "Logo for a small bakery",
        "We open in spring. A simple mark that works in one colour, on paper bags and as a stamp. Two rounds of changes.",
        "design",
        "service",
        "low",
        "60",
        "140",
        Way::Done,
    ),
    (
        "Hand coffee grinder with steel burrs",
        "For two cups a morning. Used is fine if the burrs are sharp. Please add a picture of the burrs.",
        "kitchen",
        "physical_product",
        "low",
        "35",
        "80",
        Way::Sent,
    ),
    (
        "Camera lens, 50 mm f/1.8, Fuji X",
        "Clean glass, no fungus. A scratch on the barrel is no trouble.",
        "audio-photo",
        "physical_product",
        "medium",
        "90",
        "160",
        Way::Paid,
    ),
    (
        "Oak desk, 140 × 70 cm",
        "Solid oak or good veneer, height 74 cm, delivered to the second floor.",
        "furniture",
        "physical_product",
        "medium",
        "150",
        "320",
        Way::Accepted,
    ),
    (
        "ترجمهٔ یک نامهٔ اداری از فارسی به انگلیسی",
        "دو صفحه، متن رسمی. مهر مترجم لازم نیست ولی اصطلاح‌های حقوقی باید دقیق باشند.",
        "translation",
        "service",
        "high",
        "20",
        "45",
        Way::Offered,
    ),
    (
        "Phone with a good camera, unlocked",
        "At most two years old, battery above 85 %, with the box if you have it.",
        "phones",
        "physical_product",
        "high",
        "180",
        "300",
        Way::Offered,
    ),
    (
        "تعمیر ترمز دوچرخهٔ شهری",
        "ترمز عقب صدا می‌دهد و سیم آن ساییده است. در همین محله، تا آخر هفته.",
        "repairs",
        "service",
        "urgent",
        "10",
        "25",
        Way::Posted,
    ),
    (
        "An hour about renting a flat abroad",
        "I need to know which papers to bring and what to look for in the contract. By video call.",
        "consultation",
        "consultation",
        "medium",
        "25",
        "50",
        Way::Posted,
    ),
];

/// Posts the wishes and takes each one its way.
pub(super) async fn lay_out(desk: &Desk, people: &People) -> Result<()> {
    let categories = desk.store.categories().await?;
    for (i, wish) in WISHES.iter().enumerate() {
        let request = post(desk, people.buyer, i, wish, &categories).await?;
        if wish.7 >= Way::Offered {
            let offer = offers(desk, people, i, request, wish).await?;
            onward(desk, people, request, offer, wish.7).await.with_context(|| wish.0)?;
        }
        if wish.7 == Way::Sent {
            talk::about(desk, people, request).await.context("what they said")?;
        }
    }
    Ok(())
}

async fn post(desk: &Desk, buyer: UserId, i: usize, wish: &Wish, categories: &[Category]) -> Result<PurchaseRequestId> {
    let (title, description, slug, kind, urgency, min, max, _) = *wish;
    let category = categories.iter().find(|category| category.slug == slug).context(slug)?;
    let is_parcel = kind == "physical_product";
    let form = RequestForm {
        title: title.to_owned(),
        description: description.to_owned(),
        category: category.id.to_string(),
        product_type: kind.to_owned(),
        urgency: urgency.to_owned(),
        quantity: "1".to_owned(),
        budget_min: min.to_owned(),
        budget_max: max.to_owned(),
        budget_currency: "USDT".to_owned(),
        delivery_type: if is_parcel { "physical" } else { "online" }.to_owned(),
        delivery_email: "leila@demo.example".to_owned(),
        visibility: "public".to_owned(),
        ..if is_parcel { address() } else { RequestForm::default() }
    };
    Ok(market::post_request(desk, buyer, &form, &key(i, "post")).await?)
}

fn address() -> RequestForm {
    RequestForm {
        recipient: "Leila Rahimi".to_owned(),
        street: "12 Garden Lane".to_owned(),
        city: "Exampleton".to_owned(),
        postal_code: "10115".to_owned(),
        country: "Demoland".to_owned(),
        ..RequestForm::default()
    }
}

/// Two bids; the second one is what a buyer would choose.
async fn offers(
    desk: &Desk,
    people: &People,
    i: usize,
    request: PurchaseRequestId,
    wish: &Wish,
) -> Result<SellerOfferId> {
    let bid = |price: &str, days: &str, words: &str| OfferForm {
        title: wish.0.to_owned(),
        description: words.to_owned(),
        price: price.to_owned(),
        currency: "USDT".to_owned(),
        delivery_amount: days.to_owned(),
        delivery_unit: "days".to_owned(),
        ..OfferForm::default()
    };
    let dear = bid(wish.6, "2", "I can start today and keep you posted at every step.");
    market::make_offer(desk, people.sara, request, &dear, &key(i, "sara")).await?;
    let fair = bid(wish.5, "5", "همین را دارم و می‌توانم پیش از فرستادن چند عکس نشان بدهم.");
    Ok(market::make_offer(desk, people.kaveh, request, &fair, &key(i, "kaveh")).await?)
}

async fn onward(
    desk: &Desk,
    people: &People,
    request: PurchaseRequestId,
    offer: SellerOfferId,
    way: Way,
) -> Result<()> {
    if way < Way::Accepted {
        return Ok(());
    }
    market::accept_offer(desk, people.buyer, offer).await?;
    // Without a chain nobody can pay, and the order waits for it.
    if way < Way::Paid || desk.demo_wallet.is_none() || !pay(desk, people.buyer, request).await? {
        return Ok(());
    }
    if way >= Way::Sent {
        escrow::mark_sent(desk, people.kaveh, request).await?;
    }
    if way >= Way::Done {
        let code = delivery_code_for(desk, people.buyer, request).await?.context("no delivery code")?;
        escrow::confirm_delivery(desk, people.buyer, request, &code).await?;
        let review = ReviewForm { rating: "5".to_owned(), comment: "Exactly as promised, and a day early.".to_owned() };
        market::leave_review(desk, people.buyer, request, &review, &key(0, "review")).await?;
    }
    Ok(())
}

/// Pays on the chain and lets the watcher see it; false when the chain was too slow for a start.
async fn pay(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<bool> {
    const TRIES: u32 = 40;
    let payment = escrow::open_checkout(desk, buyer, request).await?;
    escrow::pay_from_demo_wallet(desk, buyer, payment.id).await?;
    for _ in 0..TRIES {
        mine(desk).await?;
        for chain in desk.chains.iter() {
            escrow::watch_chain(desk, chain).await?;
        }
        let payment: Payment = desk.store.get(payment.id).await.map_err(ActionError::from)?;
        if payment.status == PaymentStatus::Confirmed {
            return Ok(true);
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    Ok(false)
}

async fn mine(desk: &Desk) -> Result<()> {
    let needed = desk.chains.first().map_or(1, |chain| chain.settings().confirmations);
    if let Some(wallet) = &desk.demo_wallet {
        wallet.mine(needed).await?;
    }
    Ok(())
}

fn key(i: usize, part: &str) -> FormKey {
    FormKey::new(&format!("demo-{i}-{part}"), [])
}
