//! What passes without anybody: time, blocks, and what the clock and the watcher make of them.

use crate::{flows::Done, life::World, outside::Outside};
use actions::{escrow, ledger, tasks};

pub async fn look(world: &World, _: &mut Outside) -> Done {
    match world.node {
        Some(_) => escrow::watch_chain(&world.desk, &world.desk.chains[0]).await.map(drop),
        None => escrow::watch_chain(&world.desk, &world.chain).await.map(drop),
    }
}

pub async fn due(world: &World, _: &mut Outside) -> Done {
    while tasks::run_due(&world.desk, &world.worker()).await? > 0 {}
    Ok(())
}

pub async fn seal(world: &World, _: &mut Outside) -> Done {
    ledger::seal(&world.desk).await.map(drop)
}

pub async fn blocks(world: &World, outside: &mut Outside) -> Done {
    mined(world, outside, 5);
    Ok(())
}

/// One block, which may still be undone.
pub async fn a_block(world: &World, outside: &mut Outside) -> Done {
    mined(world, outside, 1);
    a_minute(world, outside).await
}

/// So many that nothing below is undone.
pub async fn deep(world: &World, outside: &mut Outside) -> Done {
    mined(world, outside, 3);
    a_minute(world, outside).await
}

fn mined(world: &World, outside: &mut Outside, blocks: u64) {
    match &world.node {
        Some(node) => node.anvil.mine(blocks),
        None => outside.mine(&world.chain, blocks),
    }
}

pub async fn a_minute(world: &World, outside: &mut Outside) -> Done {
    outside.pass(&world.desk, 1);
    Ok(())
}

/// After which a payout is called stuck.
pub async fn long(world: &World, outside: &mut Outside) -> Done {
    outside.pass(&world.desk, 15);
    Ok(())
}

pub async fn a_day(world: &World, outside: &mut Outside) -> Done {
    outside.pass(&world.desk, 24 * 60);
    Ok(())
}

pub async fn two_days(world: &World, outside: &mut Outside) -> Done {
    outside.pass(&world.desk, 2 * 24 * 60);
    Ok(())
}

/// After which nobody agrees any more.
pub async fn a_week(world: &World, outside: &mut Outside) -> Done {
    outside.pass(&world.desk, 8 * 24 * 60);
    Ok(())
}
