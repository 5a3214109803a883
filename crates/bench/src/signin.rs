//! Whether the door tells strangers who has an account: a wrong password of a known name beside an unknown name, one
//! after the other, in turns, through the deed itself. What both spend almost all of their time on is one Argon2 hash.

use crate::{figure::Figure, seed::somebody};
use actions::{Desk, Keys, Settings, SystemClock, identity};
use anyhow::{Context, Result, bail, ensure};
use domain::identity::{PasswordCredential, User};
use std::{sync::Arc, time::Instant};
use store::{Commit, Place, Store};

/// People, and as many names of nobody. Each is tried fewer times than close the door.
const NAMES: u8 = 110;
const TRIES: usize = 4;
/// How far the two medians may stand apart.
const APART: f64 = 0.05;
const PASSWORD: &str = "seven yaks on a bridge";

pub(crate) async fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(Place::Folder(folder.path())).await?;
    let keys = Keys::of_folder(folder.path())?;
    let desk = Desk::bare(store, Arc::new(SystemClock), Settings::default(), keys);
    furnish(&desk).await?;
    ensure!(identity::sign_in(&desk, &known(0), PASSWORD).await.is_ok(), "the right password opens nothing");
    // What is made once is made before anything is measured.
    for name in [known(0), unknown(0)] {
        millis(&desk, &name).await?;
    }
    let (somebody, nobody) = in_turns(&desk).await?;
    let (ours, theirs) = (median(&somebody), median(&nobody));
    Figure::beside("signin/known-beside-unknown", "ms", ours, theirs).print()?;
    Figure::at_most("signin/apart", "share", (ours / theirs - 1.0).abs(), APART).print()?;
    Figure::said("signin/mann-whitney-z", "z", mann_whitney_z(&somebody, &nobody)).print()
}

/// People with a password. One hash does for all: each is read from a row of its own.
async fn furnish(desk: &Desk) -> Result<()> {
    for nth in 0..=NAMES {
        let email = Some(known(nth));
        let user = User { email_key: email.clone(), email, ..somebody(nth + 1, "Reader") };
        desk.commit(Commit::new().insert(&user)).await?;
        if nth == 0 {
            identity::set_password(desk, user.id, identity::Proof::FRESH, PASSWORD).await?;
        } else {
            let kept: PasswordCredential = desk.store.get(somebody(1, "").id).await?;
            let own = PasswordCredential { id: user.id, version: 0, ..kept };
            desk.commit(Commit::new().insert(&own)).await?;
        }
    }
    Ok(())
}

fn known(nth: u8) -> String {
    format!("reader.{nth:03}@pasture.example")
}

fn unknown(nth: u8) -> String {
    format!("nobody.{nth:03}@pasture.example")
}

/// Every name in turn, somebody first and nobody first by turns: what slows the machine slows both.
async fn in_turns(desk: &Desk) -> Result<(Vec<f64>, Vec<f64>)> {
    let (mut somebody, mut nobody) = (Vec::new(), Vec::new());
    for try_ in 0..TRIES {
        for nth in 1..=NAMES {
            if (usize::from(nth) + try_).is_multiple_of(2) {
                somebody.push(millis(desk, &known(nth)).await?);
                nobody.push(millis(desk, &unknown(nth)).await?);
            } else {
                nobody.push(millis(desk, &unknown(nth)).await?);
                somebody.push(millis(desk, &known(nth)).await?);
            }
        }
    }
    Ok((somebody, nobody))
}

/// One wrong try.
async fn millis(desk: &Desk, name: &str) -> Result<f64> {
    let start = Instant::now();
    let answer = identity::sign_in(desk, name, "seven yaks on a bridge?").await;
    let took = start.elapsed().as_secs_f64() * 1_000.0;
    match answer {
        Err(actions::ActionError::Refused { code: "sign-in-refused", .. }) => Ok(took),
        Err(error) => Err(error).with_context(|| name.to_owned()),
        Ok(_) => bail!("{name} came in with a wrong password"),
    }
}

fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) { (sorted[half - 1] + sorted[half]) / 2.0 } else { sorted[half] }
}

/// How surely the one list is longer than the other: beyond ±3 hardly by chance. Ties do not occur in such times.
fn mann_whitney_z(one: &[f64], other: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> =
        one.iter().map(|it| (*it, true)).chain(other.iter().map(|it| (*it, false))).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ranks: f64 = (1_u32..).zip(&all).filter(|(_, (_, is_one))| *is_one).map(|(rank, _)| f64::from(rank)).sum();
    let count = |list: &[f64]| f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX));
    let (n, m) = (count(one), count(other));
    let above = ranks - n * (n + 1.0) / 2.0;
    (above - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_equal_lists_are_not_apart_and_two_distant_ones_are() {
        let list = |from: u32| (0..100).map(|nth| f64::from(from + 2 * nth)).collect::<Vec<_>>();
        assert!(mann_whitney_z(&list(0), &list(1)).abs() < 1.0);
        assert!(mann_whitney_z(&list(1_000), &list(0)) > 10.0);
        assert!((median(&list(0)) - 99.0).abs() < f64::EPSILON);
    }
}
