//! Money that leaves while the glass is broken: asked for, confirmed, the click, and the end by the clock. Whoever heard nothing
//! says the same again.

use crate::{
    authenticator::Authenticator,
    flows::{Done, Step, steps},
    instructed::{self, prove, register},
    life::World,
    outside::Outside,
    paid_out::{approve, ask},
    passing::{a_block, a_day, deep, due, seal},
};
use actions::{
    FormKey,
    custody::{ask_break_glass, asking_break_glass, confirm_break_glass, confirming_break_glass},
    identity::{self, ActAnswer, Proof},
};

const WHY: &str = "Both devices are in the flooded cellar.";

pub fn steps(flow: &str) -> Option<&'static [Step]> {
    (flow == "glass").then_some(())?;
    steps![a_day, register, prove, ask, break_it, confirm, approve, due, a_block, due, deep, due, a_day, due, seal]
}

/// Both of the house have a passkey.
pub async fn begin(world: &World) {
    instructed::begin(world).await;
    let (options, ceremony) = identity::start_adding_passkey(&world.desk, world.staff[1], Proof::FRESH).await.unwrap();
    let made = Authenticator::new(2).create(&options);
    identity::finish_adding_passkey(&world.desk, world.staff[1], ceremony, &made, "Phone").await.unwrap();
}

async fn break_it(world: &World, _: &mut Outside) -> Done {
    let yes = instructed::yes(world, &asking_break_glass(WHY)).await;
    let key = FormKey::new("break it", [WHY]);
    ask_break_glass(&world.desk, world.staff[0], WHY, &key, &yes).await.map(drop)
}

async fn confirm(world: &World, _: &mut Outside) -> Done {
    let (desk, other) = (&world.desk, world.staff[1]);
    let id = desk.store.break_glasses(None, 1).await?.remove(0).id;
    let (options, ceremony) = identity::start_act(desk, other, &confirming_break_glass(id)).await.unwrap();
    let yes = ActAnswer { ceremony: Some(ceremony), answer: Authenticator::new(2).get(&options) };
    confirm_break_glass(desk, other, id, &yes).await
}
