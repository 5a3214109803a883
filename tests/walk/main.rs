//! The walk: everybody tries every page, every deed and every plain route, with their own things and with others'. What
//! must happen is read from the policy table in `app/src/routes.rs`; what is not in the table must not be there.
#![allow(clippy::unwrap_used, reason = "a walk that cannot go on is a failed test")]
#![allow(clippy::print_stdout, reason = "how many steps were walked")]

mod deeds;
mod doors;
mod feed;
mod fields;
mod files;
mod headers;
mod heads;
mod log;
mod multipart;
mod pages;
mod receipts;
mod shown;
mod table;
#[path = "../world/mod.rs"]
mod world;

use world::World;

/// One house for the whole walk: its parts follow each other, the ones that change things last.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_tries_everything() {
    let world = World::start().await;
    let mut steps = Steps::default();
    pages::walk(&world, &mut steps).await;
    headers::walk(&world, &mut steps).await;
    heads::walk(&world, &mut steps).await;
    doors::walk(&world, &mut steps).await;
    fields::walk(&world, &mut steps).await;
    feed::walk(&world, &mut steps).await;
    receipts::walk(&world, &mut steps).await;
    files::walk(&world, &mut steps).await;
    shown::walk(&world, &mut steps).await;
    deeds::walk(&world, &mut steps).await;
    log::walk(&world, &mut steps).await;
    steps.end();
}

/// What was tried, and what went wrong: all of it is said at once.
#[derive(Default)]
pub struct Steps {
    counts: std::collections::BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Steps {
    /// One more cell of this part; `wrong` says what was found instead, if anything.
    pub fn one(&mut self, part: &'static str, wrong: Option<String>) {
        *self.counts.entry(part).or_default() += 1;
        self.wrong.extend(wrong.map(|wrong| format!("{part}: {wrong}")));
    }

    fn end(self) {
        println!("walked: {:?}, in all {}", self.counts, self.counts.values().sum::<usize>());
        assert!(self.wrong.is_empty(), "{} of these are wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}
