//! Orders from wish to held money: request, offer, accepted, quoted and given an address, paid, funded. Every step is the
//! deed that a page calls, over the engine's file, durable before the next one starts. One watcher reads the chain for
//! all, as in a house; the chain itself is the tests' own and costs nothing.

use crate::{figure::Figure, process::own_cpu_ms};
use actions::{Desk, FormKey, escrow, market};
use anyhow::{Context, Result, ensure};
use domain::{CategoryId, Currency, EventId, Money, PaymentId, UserId, escrow::PaymentStatus, market::RequestForm};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use testkit::{Given, PRICE_UNITS, PretendChain, TestDesk, desk_in};
use tokio::sync::oneshot;

/// How many order at once.
const CLIENTS: [usize; 3] = [1, 8, 16];
const TURN: Duration = Duration::from_secs(8);
/// Orders of each client before the first turn.
const WARM_UP: usize = 3;

pub(crate) async fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (desk, chain) = desk_in(folder.path()).await;
    let category = Given::category(&desk).await;
    let house = Arc::new(House { desk, chain, category, waiting: Mutex::default() });
    let watcher = tokio::spawn(watch(Arc::clone(&house)));
    for clients in CLIENTS {
        turn(&house, clients).await?;
    }
    watcher.abort();
    actions::ledger::seal(&house.desk).await?;
    let report = actions::ledger::audit(&house.desk).await?;
    ensure!(report.is_clean(), "{report}");
    Ok(())
}

/// What everybody shares.
struct House {
    desk: TestDesk,
    chain: PretendChain,
    category: CategoryId,
    /// Who waits for which payment.
    waiting: Mutex<BTreeMap<PaymentId, oneshot::Sender<()>>>,
}

impl House {
    fn waiting(&self) -> std::sync::MutexGuard<'_, BTreeMap<PaymentId, oneshot::Sender<()>>> {
        self.waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// So many clients order, one order after the other, for a turn.
async fn turn(house: &Arc<House>, clients: usize) -> Result<()> {
    let mut people = Vec::new();
    for _ in 0..clients {
        let pair = (Given::person(&house.desk, "Aigul").await, Given::seller(&house.desk, "Reza").await);
        for _ in 0..WARM_UP {
            order(house, pair).await?;
        }
        people.push(pair);
    }
    let (start, cpu) = (Instant::now(), own_cpu_ms()?);
    let running: Vec<_> = people
        .into_iter()
        .map(|pair| {
            let house = Arc::clone(house);
            tokio::spawn(async move {
                let mut slowest = Vec::new();
                while start.elapsed() < TURN {
                    let began = Instant::now();
                    order(&house, pair).await?;
                    slowest.push(began.elapsed().as_secs_f64() * 1_000.0);
                }
                anyhow::Ok(slowest)
            })
        })
        .collect();
    let mut took = Vec::new();
    for client in running {
        took.extend(client.await.context("a client broke")??);
    }
    took.sort_by(f64::total_cmp);
    #[allow(clippy::cast_precision_loss, reason = "nobody counts that many orders")]
    let count = took.len().max(1) as f64;
    let name = |figure| format!("checkout/{clients}-clients/{figure}");
    Figure::said(name("rate"), "orders/s", count / start.elapsed().as_secs_f64()).print()?;
    Figure::said(name("cpu"), "cpu_ms/order", (own_cpu_ms()? - cpu) / count).print()?;
    Figure::said(name("median"), "ms", took[took.len() / 2]).print()
}

/// One order, until its price is held.
async fn order(house: &House, (buyer, seller): (UserId, UserId)) -> Result<()> {
    let desk: &Desk = &house.desk;
    let key = FormKey::new(&desk.new_id::<EventId>().to_string(), []);
    let request = market::post_request(desk, buyer, &wish(house.category), &key).await?;
    let offer = Given::offer(desk, seller, request).await;
    market::accept_offer(desk, buyer, offer).await?;
    let payment = escrow::open_checkout(desk, buyer, request).await?;
    let address = payment.on_chain.receiver.context("an opened checkout has an address")?;
    let (told, funded) = oneshot::channel();
    house.waiting().insert(payment.id, told);
    house.chain.pay(&address, Money::new(PRICE_UNITS, Currency::USDT));
    funded.await.context("the watcher broke")
}

fn wish(category: CategoryId) -> RequestForm {
    let text = str::to_owned;
    RequestForm {
        title: text("A kettle"),
        category: category.to_string(),
        description: text("For four cups, with a lid"),
        budget_max: text("20"),
        delivery_type: text("online"),
        delivery_email: text("aigul@example.org"),
        ..RequestForm::default()
    }
}

/// Blocks come, and whoever's price is held is told.
async fn watch(house: Arc<House>) -> Result<()> {
    loop {
        house.chain.mine(5);
        escrow::watch_chain(&house.desk, &house.chain).await?;
        let asked: Vec<PaymentId> = house.waiting().keys().copied().collect();
        for id in asked {
            let payment: domain::escrow::Payment = house.desk.store.get(id).await?;
            if payment.status == PaymentStatus::Confirmed
                && let Some(told) = house.waiting().remove(&id)
            {
                let _ = told.send(());
            }
        }
        tokio::task::yield_now().await;
    }
}
