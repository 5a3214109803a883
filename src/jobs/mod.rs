//! What the clock does: a worker that claims due tasks and runs each as one action, inside `serve` and for `work`.

use crate::{stop::Stop, watch::Pulse};
use actions::{Desk, tasks};
use domain::tasks::Lane;
use std::{process, time::Duration};

/// How long a worker sleeps when nothing is due.
const TICK: Duration = Duration::from_millis(500);
/// How often this machine's clock is compared with the one that counts.
const COMPARE_CLOCKS: Duration = Duration::from_secs(60);

/// Runs due tasks until it is time to stop; what is running then is finished first. A post office that is slow keeps
/// letters waiting and nothing else, and so does Telegram. The pulse is the house's own.
pub async fn run(desk: Desk, stop: Stop, pulse: Pulse) {
    crate::post::mind(&desk);
    let of_the_house = lane(Lane::House, desk.clone(), stop.clone(), Some(pulse));
    let of_the_post = lane(Lane::Post, desk.clone(), stop.clone(), None);
    let of_the_bot = lane(Lane::Bot, desk.clone(), stop.clone(), None);
    tokio::join!(of_the_house, of_the_post, of_the_bot, keep_time(&desk, &stop));
}

/// A database that is away says nothing, and everybody else says that it is away.
async fn keep_time(desk: &Desk, stop: &Stop) {
    while !stop.within(COMPARE_CLOCKS).await {
        if let Err(error) = desk.clock.put_right(&desk.store).await {
            tracing::debug!(%error, "the clocks are not compared");
        }
    }
}

async fn lane(lane: Lane, desk: Desk, stop: Stop, pulse: Option<Pulse>) {
    let worker = format!("worker-{}", process::id());
    let (mut complaint, mut is_standing) = (None, lane != Lane::House);
    loop {
        let round = round(&desk, &worker, lane, &mut is_standing).await;
        if let Some(pulse) = &pulse {
            pulse.beat();
        }
        complaint = tell_once(complaint, round.as_ref().err());
        let wait = if round.is_ok_and(|ran| ran > 0) { Duration::ZERO } else { TICK };
        if stop.within(wait).await {
            return;
        }
    }
}

/// The standing tasks first, once: a chain may be new in the settings, a database new altogether.
async fn round(desk: &Desk, worker: &str, lane: Lane, is_standing: &mut bool) -> Result<usize, actions::ActionError> {
    if !*is_standing {
        tasks::ensure_standing_tasks(desk).await?;
        *is_standing = true;
    }
    tasks::run_lane(desk, worker, lane).await
}

/// A failure that lasts is told when it begins and when it is over.
fn tell_once(before: Option<String>, error: Option<&actions::ActionError>) -> Option<String> {
    let now = error.map(ToString::to_string);
    match (&before, &now) {
        (None, Some(error)) => tracing::error!(%error, "the worker cannot read its queue"),
        (Some(_), None) => tracing::info!("the worker reads its queue again"),
        (None, None) | (Some(_), Some(_)) => {}
    }
    now
}
