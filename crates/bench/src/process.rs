//! A server process under measurement: started, asked, and its processor time and memory read from the kernel.

use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A child that dies with us.
pub(crate) struct Server {
    child: Child,
    /// Somebody who is not signed in.
    pub(crate) stranger: Visitor,
    /// From the start of the process to its first answered page.
    pub(crate) first_page: Duration,
}

/// Somebody who asks for pages and keeps the connections open. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Visitor {
    client: reqwest::Client,
    base: String,
    session: Option<String>,
    is_packed: bool,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The program built beside this one.
pub(crate) fn beside_us(name: &str) -> Result<PathBuf> {
    let path = std::env::current_exe()?.parent().context("no folder")?.join(name);
    ensure!(path.exists(), "{} is not built: cargo build --release --bin {name}", path.display());
    Ok(path)
}

/// Processor time of this process so far, threads that have ended too, in milliseconds; a kernel's tick is ten.
pub(crate) fn own_cpu_ms() -> Result<f64> {
    let text = fs::read_to_string("/proc/self/stat")?;
    // The name stands in brackets and may hold anything; user and system time are the 12th and 13th field behind it.
    let (_, fields) = text.rsplit_once(')').context("the kernel says no processor time")?;
    let ticks: f64 = fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks * 10.0)
}

impl Server {
    /// Starts it and waits for its first page.
    pub(crate) async fn start(program: &Path, args: &[&str], envs: &[(&str, String)], port: u16) -> Result<Self> {
        let started = Instant::now();
        let child = Command::new(program)
            .args(args)
            .envs(envs.iter().map(|(key, value)| (*key, value.as_str())))
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let base = format!("http://127.0.0.1:{port}");
        let stranger = Visitor { client: reqwest::Client::new(), base, session: None, is_packed: false };
        let mut server = Self { child, stranger, first_page: Duration::ZERO };
        while server.stranger.page("/").await.is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("{} ended with {status}", program.display());
            }
            ensure!(started.elapsed() < Duration::from_secs(60), "{} shows no page", program.display());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.first_page = started.elapsed();
        Ok(server)
    }

    /// Processor time of all its threads so far, in milliseconds.
    pub(crate) fn cpu_ms(&self) -> Result<f64> {
        let mut nanos = 0_u64;
        for task in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            // A thread may end between the listing and the reading.
            if let Ok(text) = fs::read_to_string(task?.path().join("schedstat")) {
                nanos += text.split_whitespace().next().and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
            }
        }
        Ok(nanos as f64 / 1e6)
    }

    /// Memory that it holds now, in megabytes of a million bytes.
    pub(crate) fn resident_mb(&self) -> Result<f64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the kernel says no VmRSS")?;
        let kib: f64 = line.split_whitespace().next().context("VmRSS")?.parse()?;
        Ok(kib * 1_024.0 / 1e6)
    }
}

impl Visitor {
    /// The same, signed in.
    pub(crate) fn signed_in(&self, session: &str) -> Self {
        Self { session: Some(session.to_owned()), ..self.clone() }
    }

    /// The same, with a browser that unpacks brotli.
    pub(crate) fn with_packing(&self) -> Self {
        Self { is_packed: true, ..self.clone() }
    }

    /// One page, whole; packed it is only taken.
    pub(crate) async fn page(&self, path: &str) -> Result<String> {
        let mut ask = self.client.get(format!("{}{path}", self.base)).header("accept-language", "en");
        if let Some(session) = &self.session {
            ask = ask.header("cookie", format!("sid={session}"));
        }
        if self.is_packed {
            ask = ask.header("accept-encoding", "br");
        }
        let answer = ask.send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        Ok(answer.text().await?)
    }
}
