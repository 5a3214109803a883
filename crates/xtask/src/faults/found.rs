//! What cargo-nextest says while it runs the tests of a fault, test by test: what was tried, what failed, and from which
//! seed it is drawn again.

/// How a line begins that says what became of a test; a leak is a test that passed and left a process behind.
const PASSED: [&str; 2] = ["PASS", "LEAK"];
const FAILED: [&str; 4] = ["FAIL", "ABORT", "TIMEOUT", "LEAK-FAIL"];
/// What a test says it draws from.
const ROUND: &str = "AMANAT_RACE_SEED=";
const CELL: &str = "AMANAT_FAULT_CELL=";

/// A test of a fault.
#[derive(Debug, Default, PartialEq, Eq)]
struct Test {
    name: String,
    has_failed: bool,
    /// What it says it tried; none when it does not count.
    cells: u64,
    /// The round and the cell it said last: where it stood when it failed.
    round: Option<String>,
    cell: Option<String>,
}

/// What became of a fault.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    tests: Vec<Test>,
    now: usize,
}

impl Found {
    /// Another line of the runner. What a test said stands below the line that says what became of it.
    pub(super) fn hear(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [status, .., binary, name] if PASSED.contains(status) => self.meet(&format!("{binary} {name}"), false),
            [status, .., binary, name] if FAILED.contains(status) || is_signal(status) => {
                self.meet(&format!("{binary} {name}"), true);
            }
            _ => self.hear_test(&words),
        }
    }

    /// A failure that is no test's, e.g. of a build.
    pub(super) fn could_not_run(&mut self, why: &str) {
        self.tests.push(Test { name: why.to_owned(), has_failed: true, ..Test::default() });
    }

    /// A filter that has lost a test finds fewer, and nobody would see it.
    pub(super) fn must_have_met_all_of(&mut self, filter: &str) {
        let words = filter.split('/').skip(1).step_by(2).flat_map(|regex| regex.split('|'));
        let is_met = |word: &str| self.tests.iter().any(|test| test.name.contains(word.trim_start_matches('^')));
        let missing: Vec<&str> = words.filter(|word| !is_met(word)).collect();
        missing.into_iter().for_each(|word| self.could_not_run(&format!("no test is called {word}")));
    }

    pub(super) fn is_bad(&self) -> bool {
        self.tests.is_empty() || self.tests.iter().any(|test| test.has_failed)
    }

    /// Passed, and of how many. A test counts what it tried, and at least itself; one that failed counts itself as failed.
    pub(super) fn score(&self) -> (u64, u64) {
        let passed = self.tests.iter().map(|test| if test.has_failed { test.cells } else { test.cells.max(1) }).sum();
        let failed = self.tests.iter().filter(|test| test.has_failed).count() as u64;
        (passed, passed + failed)
    }

    /// Every test that failed, and the command that makes it fail again.
    pub(super) fn failures(&self, row: &str, seed: u64) -> Vec<(&str, String)> {
        let again = |test: &Test| {
            let cell = test.cell.as_ref().map(|cell| format!("{CELL}{cell} ")).unwrap_or_default();
            match &test.round {
                Some(round) => format!("{cell}cargo xtask faults {row} --seed {round} --rounds 1 --tries 1"),
                None => format!("{cell}cargo xtask faults {row} --seed {seed}"),
            }
        };
        let failed = self.tests.iter().filter(|test| test.has_failed);
        failed.map(|test| (test.name.as_str(), again(test))).collect()
    }

    /// The runner names what failed a second time at its end.
    fn meet(&mut self, name: &str, has_failed: bool) {
        if let Some(known) = self.tests.iter().position(|test| test.name == name) {
            self.now = known;
            self.tests[known].has_failed |= has_failed;
        } else {
            self.now = self.tests.len();
            self.tests.push(Test { name: name.to_owned(), has_failed, ..Test::default() });
        }
    }

    fn hear_test(&mut self, words: &[&str]) {
        let Some(test) = self.tests.get_mut(self.now) else { return };
        match words {
            ["fault", ..] => test.cells += 1,
            ["race", _, tries, "tries", ..] => test.cells += tries.parse().unwrap_or(0),
            _ => {}
        }
        let said = |kind: &str| words.iter().rev().find_map(|word| word.strip_prefix(kind)).map(bare);
        test.round = said(ROUND).or(test.round.take());
        test.cell = said(CELL).or(test.cell.take());
    }
}

/// As it stands in a sentence.
fn bare(word: &str) -> String {
    word.trim_end_matches([':', ',', '.']).to_owned()
}

/// SIGABRT, SIGKILL and the like.
fn is_signal(status: &str) -> bool {
    status.starts_with("SIG") && status.chars().all(|letter| letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Found {
        let mut found = Found::default();
        lines.iter().for_each(|line| found.hear(line));
        found
    }

    #[test]
    fn a_test_counts_what_it_tried_and_at_least_itself() {
        let plain = "        PASS [   0.1s] (1/3) actions::raced a_thing";
        assert_eq!(heard(&[plain]).score(), (1, 1));
        let cells = ["PASS [ 1s] (2/3) actions::crashed all", "    fault F1 1 of 2 (x)", "    fault F1 2 of 2 (y)"];
        assert_eq!(heard(&cells).score(), (2, 2));
        let tries = ["LEAK [ 1s] (3/3) actions::raced all", "    race offers: 120 tries in 6 rounds"];
        assert_eq!(heard(&tries).score(), (120, 120));
        assert_eq!(heard(&[&[plain], &cells[..]].concat()).score(), (3, 3), "one that counts beside one that does not");
    }

    #[test]
    fn what_fails_is_never_counted_as_passed_and_counted_once() {
        let found =
            heard(&["FAIL [ 1s] (1/1) actions::crashed all", "fault F1 1 of 9 (x)", "FAIL [ 1s] actions::crashed all"]);
        assert_eq!((found.score(), found.is_bad()), ((1, 2), true));
        assert_eq!(heard(&["SIGABRT [ 1s] actions::crashed all"]).score(), (0, 1));
        assert!(Found::default().is_bad(), "nothing was run");
        let mut found = heard(&["PASS [ 1s] actions::raced a_thing"]);
        found.could_not_run("the runner ended with 101");
        assert_eq!((found.score(), found.is_bad()), ((1, 2), true));
    }

    #[test]
    fn a_filter_whose_test_is_gone_has_failed() {
        let filter = "binary(raced) & test(/^offers::|orders::/) & not test(~never_both)";
        let mut found = heard(&["PASS [ 1s] (1/1) actions::raced offers::one"]);
        found.must_have_met_all_of(filter);
        assert_eq!((found.score(), found.failures("F20", 3)[0].0), ((1, 2), "no test is called orders::"));
        let mut found = heard(&["PASS [ 1s] actions::raced offers::one", "PASS [ 1s] actions::raced orders::two"]);
        found.must_have_met_all_of(filter);
        assert_eq!(found.score(), (2, 2));
    }

    #[test]
    fn a_failure_names_its_test_and_what_makes_it_again() {
        let found = heard(&[
            "PASS [ 1s] (1/4) actions::raced offers::one",
            "    race offers: AMANAT_RACE_SEED=1 AMANAT_RACE_ORDERS=1",
            "FAIL [ 1s] (2/4) actions::raced orders::never_both",
            "    race orders: AMANAT_RACE_SEED=7 AMANAT_RACE_ORDERS=4",
            "    race orders: AMANAT_RACE_SEED=8 AMANAT_RACE_ORDERS=4",
            "FAIL [ 1s] (3/4) actions::crashed a_release",
            "    assertion failed: AMANAT_FAULT_CELL=release@17:after: it was not",
            "SIGKILL [ 1s] (4/4) actions::providers forged::no_forged",
        ]);
        let again = |how: &str| format!("{how} --seed 3");
        let failures = [
            ("actions::raced orders::never_both", "cargo xtask faults F9 --seed 8 --rounds 1 --tries 1".to_owned()),
            ("actions::crashed a_release", again("AMANAT_FAULT_CELL=release@17:after cargo xtask faults F9")),
            ("actions::providers forged::no_forged", again("cargo xtask faults F9")),
        ];
        assert_eq!(found.failures("F9", 3), failures);
    }
}
