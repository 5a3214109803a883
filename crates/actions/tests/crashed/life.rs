//! One life of the process: it opens what is there, goes on where nobody was answered, and ends or is ended.

use crate::{
    flows::{begin, steps_of},
    outside::Outside,
};
use actions::ledger::audit;
use domain::{Seconds, event::Subject};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};
use testkit::{OrderIds, PretendChain, TestDesk, desk_in};

/// Every command that leaves something behind.
const WRITES: &str = r#"["insert", "update", "delete", "findAndModify", "commitTransaction"]"#;
/// Longer than a worker's lease: what a dead one held is free again.
const BETWEEN_LIVES: i64 = 60;

/// What a life is to do; said in its environment.
pub struct Plan {
    /// Where everything lies.
    pub folder: PathBuf,
    /// Which flow.
    pub flow: String,
    /// `17:after`: dies of the eighteenth write, when it is done.
    pub death: Option<String>,
}

impl Plan {
    /// None in a process that nobody planned.
    pub fn of_environment() -> Option<Self> {
        let folder = PathBuf::from(env::var_os("AMANAT_LIFE_FOLDER")?);
        Some(Self { folder, flow: env::var("AMANAT_LIFE_FLOW").ok()?, death: env::var("AMANAT_LIFE_DEATH").ok() })
    }
}

/// What the steps find.
pub struct World {
    pub desk: TestDesk,
    pub chain: PretendChain,
    pub order: OrderIds,
    life: i64,
}

impl World {
    /// Every life is another worker.
    pub fn worker(&self) -> String {
        format!("life {}", self.life)
    }
}

/// Everything that must be the same however often the process died, without what is drawn or told by the time.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    machines: String,
    journals: Vec<String>,
    history: BTreeMap<String, usize>,
    transfers: Vec<String>,
    audit: String,
}

/// Lays a folder out for a flow, up to where it begins.
pub async fn prepare(flow: &str, folder: &Path) {
    let (desk, chain) = desk_in(&folder.join("data")).await;
    let nobody: OrderIds = OrderIds {
        buyer: desk.new_id(),
        seller: desk.new_id(),
        request: desk.new_id(),
        offer: desk.new_id(),
        payment: desk.new_id(),
    };
    let world = World { desk, chain, order: nobody, life: 0 };
    let order = begin(flow, &world).await;
    let ids = [order.buyer.to_string(), order.seller.to_string(), order.request.to_string()];
    let more = [order.offer.to_string(), order.payment.to_string()];
    fs::write(folder.join("order"), ids.into_iter().chain(more).collect::<Vec<_>>().join("\n")).unwrap();
}

fn order_in(folder: &Path) -> OrderIds {
    let text = fs::read_to_string(folder.join("order")).unwrap();
    let ids: Vec<&str> = text.lines().collect();
    OrderIds {
        buyer: ids[0].parse().unwrap(),
        seller: ids[1].parse().unwrap(),
        request: ids[2].parse().unwrap(),
        offer: ids[3].parse().unwrap(),
        payment: ids[4].parse().unwrap(),
    }
}

/// Goes on with the flow; writes `ending.json` when it comes to its end.
pub async fn live(plan: &Plan) {
    let mut outside = Outside::in_folder(&plan.folder);
    outside.lives += 1;
    outside.keep(&plan.folder);
    let (desk, chain) = desk_in(&plan.folder.join("data")).await;
    desk.advance(domain::Minutes(outside.minutes));
    desk.advance(Seconds(BETWEEN_LIVES * outside.lives));
    outside.replay(&chain);
    let world = World { desk, chain, order: order_in(&plan.folder), life: outside.lives };
    arm(&world, plan.death.as_deref()).await;
    for step in steps_of(&plan.flow).iter().skip(outside.answered) {
        step(&world, &mut outside).await.unwrap();
        outside.answered += 1;
        outside.keep(&plan.folder);
    }
    let writes = world.desk.store.fail_commands(r#""off""#, r#"{"failCommands": []}"#).await.unwrap();
    let ending = ending(&world).await;
    fs::write(plan.folder.join("ending.json"), serde_json::to_string(&ending).unwrap()).unwrap();
    fs::write(plan.folder.join("writes"), writes.to_string()).unwrap();
}

/// Without a death the writes are counted.
async fn arm(world: &World, death: Option<&str>) {
    let (mode, data) = match death.and_then(|death| death.split_once(':')) {
        Some((skip, when)) => {
            (format!(r#"{{"skip": {skip}}}"#), format!(r#"{{"failCommands": {WRITES}, "dies": "{when}"}}"#))
        }
        None => (r#""alwaysOn""#.to_owned(), format!(r#"{{"failCommands": {WRITES}}}"#)),
    };
    world.desk.store.fail_commands(&mode, &data).await.unwrap();
}

async fn ending(world: &World) -> Ending {
    let store = &world.desk.store;
    let order = actions::escrow::order_of(&world.desk, world.order.request).await.unwrap();
    let journals = store.journals_of_request(world.order.request).await.unwrap();
    let amounts = |journal: &domain::ledger::Journal| {
        let amounts: Vec<String> = journal.entries.iter().map(|entry| entry.amount.to_string()).collect();
        format!("{} {}", journal.kind, amounts.join(" "))
    };
    let mut history = BTreeMap::new();
    for event in store.history(world.order.request).await.unwrap() {
        let subject = match event.subject {
            Subject::Request(_) => "request",
            Subject::Escrow(_) => "escrow",
            Subject::Payment(_) => "payment",
            _ => "other",
        };
        let from = event.from.unwrap_or_default();
        *history.entry(format!("{subject} {} {from}→{}", event.deed, event.to)).or_default() += 1;
    }
    let mut journals: Vec<String> = journals.iter().map(amounts).collect();
    journals.sort();
    let transfers = store.chain_events_of(world.order.payment).await.unwrap();
    Ending {
        machines: format!(
            "{} {} {:?} {} {}",
            order.request.status, order.payment.status, order.payment.flag, order.escrow.state, order.payment.credited
        ),
        journals,
        history,
        transfers: transfers.iter().map(|event| format!("{} {}", event.chain_units, event.status)).collect(),
        audit: audit(&world.desk).await.unwrap().is_clean().to_string(),
    }
}
