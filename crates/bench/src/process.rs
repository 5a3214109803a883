//! A server process under measurement: started, asked, and its processor time read from the kernel.

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
    client: reqwest::Client,
    base: String,
    /// From the start of the process to its first answered page.
    pub(crate) first_page: Duration,
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
        let client = reqwest::Client::new();
        let mut server = Self { child, client, base: format!("http://127.0.0.1:{port}"), first_page: Duration::ZERO };
        while server.page("/").await.is_err() {
            if let Some(status) = server.child.try_wait()? {
                bail!("{} ended with {status}", program.display());
            }
            ensure!(started.elapsed() < Duration::from_secs(60), "{} shows no page", program.display());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        server.first_page = started.elapsed();
        Ok(server)
    }

    /// One page, whole.
    pub(crate) async fn page(&self, path: &str) -> Result<String> {
        let answer = self.client.get(format!("{}{path}", self.base)).header("accept-language", "en").send().await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        Ok(answer.text().await?)
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
}
