//! Commands that fail on purpose, as `configureFailPoint` has armed them. Only with the feature `fail-points`. What a
//! fault does to a command stands in `commands`.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bson::Document;

/// When the armed fault strikes a command that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Off,
    AlwaysOn,
    /// So many commands, then never again.
    Times(u64),
    /// So many commands pass, then every one is struck.
    Skip(u64),
}

/// When a process dies of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Death {
    /// The command has not run.
    Before,
    /// It has run, and what it wrote is as durable as it promised; nobody hears of it.
    After,
}

/// What happens to a command.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fault {
    /// Names of commands.
    pub(crate) commands: Vec<String>,
    /// The command waits this long before anything else happens to it.
    pub(crate) block: Duration,
    /// The connection is closed; the command does not run.
    pub(crate) hang_up: bool,
    /// Answered instead of running the command.
    pub(crate) error_code: Option<i32>,
    /// Instead of the labels that the code would get.
    pub(crate) labels: Option<Vec<String>>,
    /// The whole process ends as if it had been killed.
    pub(crate) death: Option<Death>,
    /// The command runs, and its answer carries this.
    pub(crate) write_concern_error: Option<Document>,
}

/// The one fail point there is, `failCommand`.
#[derive(Default)]
pub(crate) struct FailPoints {
    armed: Mutex<Armed>,
}

struct Armed {
    mode: Mode,
    fault: Fault,
    strikes: i64,
}

impl Default for Armed {
    fn default() -> Self {
        Self { mode: Mode::Off, fault: Fault::default(), strikes: 0 }
    }
}

impl FailPoints {
    fn armed(&self) -> MutexGuard<'_, Armed> {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces what was armed; answers how often it has struck since the start.
    pub(crate) fn arm(&self, mode: Mode, fault: Fault) -> i64 {
        let mut armed = self.armed();
        (armed.mode, armed.fault) = (mode, fault);
        armed.strikes
    }

    /// Whether any command may be struck.
    pub(crate) fn is_armed(&self) -> bool {
        self.armed().mode != Mode::Off
    }

    /// What happens to this command, if anything; counts it.
    pub(crate) fn strike(&self, command: &str) -> Option<Fault> {
        let mut armed = self.armed();
        if !armed.fault.commands.iter().any(|named| named.eq_ignore_ascii_case(command)) {
            return None;
        }
        let (strikes, next) = match armed.mode {
            Mode::Off | Mode::Times(0) => (false, Mode::Off),
            Mode::AlwaysOn | Mode::Skip(0) => (true, Mode::AlwaysOn),
            Mode::Times(left) => (true, Mode::Times(left - 1)),
            Mode::Skip(left) => (false, Mode::Skip(left - 1)),
        };
        armed.mode = next;
        armed.strikes += i64::from(strikes);
        strikes.then(|| armed.fault.clone())
    }
}
