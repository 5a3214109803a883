//! Programs we start and must end: each is told to stop, waited for, and killed only if it does not listen.

use crate::shell::say;
use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

const TICK: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(15);

/// A running program with a name for people. Dropping it ends it.
pub struct Running {
    name: &'static str,
    child: Child,
}

/// Turns true at Ctrl-C (or when we are told to end).
pub fn stop_requested() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

impl Running {
    /// Starts a program in a process group of its own: Ctrl-C reaches us alone, and we end the children in order.
    pub fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        Ok(Self { name, child: child.with_context(|| format!("cannot start {name}"))? })
    }

    /// Hands every line the program prints on stdout (which must be piped) to `hear`, on a thread.
    pub fn listen(&mut self, hear: impl FnMut(String) + Send + 'static) {
        if let Some(stdout) = self.child.stdout.take() {
            thread::spawn(move || BufReader::new(stdout).lines().map_while(Result::ok).for_each(hear));
        }
    }

    /// # Errors: the program has ended, which a child of ours never does by itself.
    pub fn check(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => bail!("{} has ended by itself: {status}; the reason stands above", self.name),
            None => Ok(()),
        }
    }

    fn end(&mut self) {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        let (Ok(None), Some(pid)) = (self.child.try_wait(), pid) else { return };
        // Anvil writes its chain down on an interrupt; amanat finishes its requests.
        let _ = kill_process(pid, Signal::INT);
        let given_up_at = Instant::now() + PATIENCE;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > given_up_at {
                say(format_args!("{} does not stop and is killed", self.name));
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            thread::sleep(TICK);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Waits until `ready`, while all children live and nobody asks us to stop.
///
/// # Errors: a child has ended, or `timeout` has passed.
pub fn wait_until(
    what: &str,
    timeout: Duration,
    children: &mut [&mut Running],
    stop: &AtomicBool,
    mut ready: impl FnMut() -> bool,
) -> Result<()> {
    let started = Instant::now();
    while !stop.load(Ordering::Relaxed) && !ready() {
        children.iter_mut().try_for_each(|child| child.check())?;
        if started.elapsed() > timeout {
            bail!("{what} did not happen within {} s", timeout.as_secs());
        }
        thread::sleep(TICK);
    }
    Ok(())
}
