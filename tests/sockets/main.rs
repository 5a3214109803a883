//! Conversations over sockets, seen from outside: open to nobody else, told in order and once, whatever is cut, however
//! slowly somebody reads, and whichever process one talks to.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is a failed test")]
#![allow(clippy::print_stdout, reason = "how much was tried")]

mod cuts;
mod endings;
mod hints;
mod idle;
mod slow;
mod strangers;
mod tab;
mod talking;
mod twice;
#[path = "../world/mod.rs"]
mod world;

use domain::chat::{Asker, Chat, TypedMessage};
use world::World;

/// How much is tried: often when faults are looked for, else a little.
pub fn often(all: usize, usual: usize) -> usize {
    if std::env::var_os("AMANAT_FAULTS").is_some() { all } else { usual }
}

/// Everything that was said, as the database has it: numbers and what their authors called them.
pub async fn said(world: &World) -> Vec<(u64, String)> {
    let all = world.desk.store.messages_after(world.things.chat(), 0, 100_000).await.unwrap();
    all.into_iter().map(|message| (message.seq, message.client_id)).collect()
}

/// So many more messages of the buyer, written behind the house's back.
pub async fn fill(world: &World, count: usize, length: usize) {
    let buyer = Asker { id: world.things.buyer, helps: false };
    for number in 0..count {
        let typed = TypedMessage {
            text: format!("{number} {}", "🕊".repeat(length)),
            client_id: format!("fill-{number}"),
            reply_to: String::new(),
        };
        actions::chat::send(&world.desk, buyer, world.things.chat(), &typed).await.unwrap();
    }
}

/// The last number of the conversation.
pub async fn last(world: &World) -> u64 {
    world.desk.store.get::<Chat>(world.things.chat()).await.unwrap().last_seq
}
