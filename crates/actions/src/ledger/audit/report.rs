//! What an audit found, for people and for exit codes.

use super::{books::Books, chain::ChainEnd};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// Every promise that is checked, in the order of the report, and what it says.
const PROMISES: [(&str, &str); 28] = [
    ("readable", "every stored document is one of ours, every word in it is known"),
    ("journals", "every posting moves more than nothing from one account to another"),
    ("sums", "assets equal liabilities, revenue and equity in every currency"),
    ("cached-balances", "every cached balance is the sum of its entries"),
    ("floors", "no wallet, escrow or unclaimed account is below nothing"),
    ("hash-chain", "no sealed posting was changed, removed or put in between"),
    ("history-chain", "no sealed row of history was changed, removed or put in between"),
    ("escrow-held", "held = funded - released - refunded - fees = what the ledger says"),
    ("ends-empty", "no order that is over holds money"),
    ("credited-once", "every transfer is credited exactly once, every credit has its transfer"),
    ("reversals", "what chains took back left the books once, by the word of two admins"),
    ("evidence", "what was credited passed every check"),
    ("quotes", "every quote is as it was made, and nothing that came late to it was forgotten"),
    ("aside", "what lies aside is what came of the wrong kind, late or from a listed sender"),
    ("statuses-agree", "request, escrow and payment tell one story"),
    ("holds", "what is set aside, and every seller's security, is where its row says, and nowhere once it ended"),
    ("disputes", "an order in dispute has one that is open, and its money moves by the end of that alone"),
    ("laid-before", "what was laid before a dispute is as it came, and nothing of it is gone"),
    ("payouts", "what is owed outside and on its way is what payouts say, each signed in a place of its own"),
    ("addresses", "what left for people went to where its owner had listed it for a day, or a refund came from"),
    (
        "signers",
        "every hardware signer was proved by its own signature under its own words, every address of its account is its own",
    ),
    ("instructions", "what signers are asked for moves only as those signed it who counted, each number once"),
    ("break-glass", "what left past signers was approved by an admin while two had broken the glass, for an hour"),
    ("settings", "what was decided about money held a day later, what was taken back never, and nothing else holds"),
    ("references", "everything that is named exists"),
    ("deadlines", "every deadline has a living task, no task is given up"),
    ("counts", "every counted figure is what counting gives"),
    ("history", "every move was one that its machine knows, and together they lead to where things stand"),
];

/// Something that is not as promised.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// Which promise.
    pub check: &'static str,
    /// What is concerned.
    pub subject: String,
    /// What is wrong with it.
    pub words: String,
}

/// One promise and how it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditCheck {
    /// Stable name.
    pub name: &'static str,
    /// The promise.
    pub promise: &'static str,
    /// Rows looked at.
    pub looked_at: u64,
    /// Where it is broken.
    pub breaches: Vec<Breach>,
}

/// Everything an audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditReport {
    /// Every promise.
    pub checks: Vec<AuditCheck>,
    /// The chain of postings.
    pub postings: ChainEnd,
    /// The chain of history.
    pub history: ChainEnd,
    /// What people are owed, per currency.
    pub liabilities: Vec<String>,
    /// Rows that were being written while they were read; audit again when it is quieter.
    pub moving: usize,
}

impl AuditReport {
    /// True when every promise is kept.
    pub fn is_clean(&self) -> bool {
        self.checks.iter().all(|check| check.breaches.is_empty())
    }

    /// Everything that is broken.
    pub fn breaches(&self) -> impl Iterator<Item = &Breach> {
        self.checks.iter().flat_map(|check| &check.breaches)
    }

    /// What looked different a moment ago was being written.
    pub(super) fn keep(&mut self, before: &BTreeSet<Breach>) {
        self.moving = self.breaches().filter(|breach| !before.contains(breach)).count();
        for check in &mut self.checks {
            check.breaches.retain(|breach| before.contains(breach));
        }
    }
}

impl fmt::Display for AuditReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for check in &self.checks {
            let mark = if check.breaches.is_empty() { "ok    " } else { "BROKEN" };
            writeln!(f, "{mark} {:<16} {:>8}  {}", check.name, check.looked_at, check.promise)?;
            for breach in &check.breaches {
                writeln!(f, "         {}: {}", breach.subject, breach.words)?;
            }
        }
        for (noun, chain) in [("postings", &self.postings), ("history", &self.history)] {
            let ChainEnd { sealed, unsealed, root } = chain;
            writeln!(f, "{noun}: {sealed} sealed, {unsealed} waiting for the sealer; root {root}")?;
        }
        writeln!(
            f,
            "owed to people: {}",
            if self.liabilities.is_empty() { "nothing".to_owned() } else { self.liabilities.join(", ") }
        )?;
        if self.moving > 0 {
            writeln!(
                f,
                "{} rows were being written while they were read: audit again when it is quieter",
                self.moving
            )?;
        }
        let broken = self.breaches().count();
        if broken == 0 { write!(f, "everything is as promised") } else { write!(f, "{broken} breaches") }
    }
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Findings {
    looked: BTreeMap<&'static str, u64>,
    breaches: Vec<Breach>,
}

impl Findings {
    pub(super) fn looked(&mut self, check: &'static str) {
        debug_assert!(PROMISES.iter().any(|(name, _)| *name == check), "{check} would not be reported");
        *self.looked.entry(check).or_insert(0) += 1;
    }

    pub(super) fn breach(&mut self, check: &'static str, subject: impl ToString, words: impl Into<String>) {
        debug_assert!(PROMISES.iter().any(|(name, _)| *name == check), "{check} would not be reported");
        self.breaches.push(Breach { check, subject: subject.to_string(), words: words.into() });
    }

    /// Looks at one row of a promise.
    pub(super) fn must(
        &mut self,
        check: &'static str,
        kept: bool,
        subject: impl ToString,
        words: impl FnOnce() -> String,
    ) {
        self.looked(check);
        if !kept {
            self.breach(check, subject, words());
        }
    }

    pub(super) fn into_report(self, books: &Books, history: ChainEnd) -> AuditReport {
        let check = |(name, promise): (&'static str, &'static str)| AuditCheck {
            name,
            promise,
            looked_at: self.looked.get(name).copied().unwrap_or(0),
            breaches: self.breaches.iter().filter(|breach| breach.check == name).cloned().collect(),
        };
        AuditReport {
            checks: PROMISES.map(check).into(),
            postings: books.chain.clone(),
            history,
            liabilities: books.liabilities(),
            moving: 0,
        }
    }
}
