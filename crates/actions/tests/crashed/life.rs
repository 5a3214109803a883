//! One life of the process: it opens what is there, goes on where nobody was answered, and ends or is ended.

use crate::{
    arguments,
    ending::ending,
    flows::{begin, is_paid_out, steps_of},
    node::Node,
    outside::Outside,
};
use actions::identity::grant_role;
use domain::{Seconds, UserId, event::Actor, identity::Role};
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_in};

/// Every command that leaves something behind.
const WRITES: &str = r#"["insert", "update", "delete", "bulkWrite", "findAndModify", "commitTransaction"]"#;
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
    /// Instead of the pretended one, where something is paid out.
    pub node: Option<Node>,
    pub order: OrderIds,
    /// Two of the house.
    pub staff: [UserId; 2],
    life: i64,
}

impl World {
    /// Every life is another worker.
    pub fn worker(&self) -> String {
        format!("life {}", self.life)
    }

    /// In a flow that pays out.
    pub fn node(&self) -> &Node {
        self.node.as_ref().expect("the flow is paid out")
    }
}

/// Lays a folder out for a flow, up to where it begins; answers the chain it is paid out on, if it is.
pub async fn prepare(flow: &str, folder: &Path) -> Option<Node> {
    let node = is_paid_out(flow).then(Node::start);
    let (mut desk, chain) = desk_in(&folder.join("data")).await;
    if let Some(node) = &node {
        node.keep(folder);
        node.serve(&mut desk);
        node.fill_vault(&desk).await;
    }
    arguments::sign_for(flow, &mut desk);
    let staff = [somebody_of_the_house(&desk).await, somebody_of_the_house(&desk).await];
    let attached = Node::in_folder(folder);
    let order = nobody(&desk);
    let mut world = World { desk, chain, node: attached, order, staff, life: 0 };
    let mut outside = Outside::in_folder(folder);
    world.order = begin(flow, &world, &mut outside).await;
    outside.keep(folder);
    let OrderIds { buyer, seller, request, offer, payment } = world.order;
    let people = format!("{buyer}\n{seller}\n{}\n{}", staff[0], staff[1]);
    fs::write(folder.join("order"), format!("{people}\n{request}\n{offer}\n{payment}")).unwrap();
    // An engine that is still closing writes its pages and empties its log while the folder is copied.
    world.desk.close().await;
    node
}

/// Until the flow has begun.
fn nobody(desk: &TestDesk) -> OrderIds {
    OrderIds {
        buyer: desk.new_id(),
        seller: desk.new_id(),
        request: desk.new_id(),
        offer: desk.new_id(),
        payment: desk.new_id(),
    }
}

async fn somebody_of_the_house(desk: &TestDesk) -> UserId {
    let id = Given::person(desk, "Nadia").await;
    grant_role(desk, Actor::House, id, Role::Admin).await.unwrap();
    id
}

fn order_in(folder: &Path) -> (OrderIds, [UserId; 2]) {
    let text = fs::read_to_string(folder.join("order")).unwrap();
    let ids: Vec<&str> = text.lines().collect();
    let order = OrderIds {
        buyer: ids[0].parse().unwrap(),
        seller: ids[1].parse().unwrap(),
        request: ids[4].parse().unwrap(),
        offer: ids[5].parse().unwrap(),
        payment: ids[6].parse().unwrap(),
    };
    (order, [ids[2].parse().unwrap(), ids[3].parse().unwrap()])
}

/// Goes on with the flow; writes `ending.json` when it comes to its end.
pub async fn live(plan: &Plan) {
    let mut outside = Outside::in_folder(&plan.folder);
    outside.lives += 1;
    outside.keep(&plan.folder);
    let (mut desk, chain) = desk_in(&plan.folder.join("data")).await;
    arguments::sign_for(&plan.flow, &mut desk);
    let node = Node::in_folder(&plan.folder);
    if let Some(node) = &node {
        node.serve(&mut desk);
    }
    desk.advance(domain::Minutes(outside.minutes));
    desk.advance(Seconds(BETWEEN_LIVES * outside.lives));
    outside.replay(&chain);
    let (order, staff) = order_in(&plan.folder);
    let world = World { desk, chain, node, order, staff, life: outside.lives };
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
