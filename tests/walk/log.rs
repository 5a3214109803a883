//! The log after everything was tried: every row tells its deed in the words of every language.

use crate::{Steps, world::World};
use app::{t::Locale, words::known_deed};
use std::collections::BTreeSet;
use store::LogFilter;

const ALL_ROWS: i64 = 1_000_000;

pub async fn walk(world: &World, steps: &mut Steps) {
    let rows = world.desk.store.log_rows(&LogFilter::default(), ALL_ROWS).await.unwrap();
    let deeds: BTreeSet<String> = rows.into_iter().map(|row| row.deed).collect();
    for deed in deeds {
        let speechless: Vec<_> = Locale::ALL.iter().filter(|l| known_deed(**l, &deed).is_none()).collect();
        let found = || format!("{deed:?} has no words in {speechless:?}");
        steps.one("log", (!speechless.is_empty()).then(found));
    }
}
