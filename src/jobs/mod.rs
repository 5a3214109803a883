//! What the clock does: a worker that claims due tasks and runs each as one action, inside `serve` and for `work`.

use crate::{stop::Stop, watch::Pulse};
use actions::{Desk, tasks};
use std::{process, time::Duration};

/// How long a worker sleeps when nothing is due.
const TICK: Duration = Duration::from_millis(500);

/// Runs due tasks until it is time to stop; what is running then is finished first.
pub async fn run(desk: Desk, stop: Stop, pulse: Pulse) {
    let worker = format!("worker-{}", process::id());
    let (mut complaint, mut is_standing) = (None, false);
    loop {
        let round = round(&desk, &worker, &mut is_standing).await;
        pulse.beat();
        complaint = tell_once(complaint, round.as_ref().err());
        let wait = if round.is_ok_and(|ran| ran > 0) { Duration::ZERO } else { TICK };
        if stop.within(wait).await {
            return;
        }
    }
}

/// The standing tasks first, once: a chain may be new in the settings, a database new altogether.
async fn round(desk: &Desk, worker: &str, is_standing: &mut bool) -> Result<usize, actions::ActionError> {
    if !*is_standing {
        tasks::ensure_standing_tasks(desk).await?;
        *is_standing = true;
    }
    tasks::run_due(desk, worker).await
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
