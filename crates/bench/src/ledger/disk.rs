//! What the disk itself can do: one page written and synced, again and again.

use anyhow::Result;
use std::{
    io::{Seek, Write},
    time::{Duration, Instant},
};

const LONG: Duration = Duration::from_secs(1);
const PAGE: [u8; 8_192] = [7; 8_192];

/// How often in a second a written page reaches the disk that both ledgers write to.
pub(super) fn fdatasyncs_per_second() -> Result<f64> {
    let mut file = tempfile::tempfile()?;
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < LONG {
        file.rewind()?;
        file.write_all(&PAGE)?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / start.elapsed().as_secs_f64())
}
