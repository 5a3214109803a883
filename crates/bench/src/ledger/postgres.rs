//! The baseline: PostgreSQL 15 as Debian packs it, over its Unix socket, with `fsync` and `synchronous_commit` on.

use super::{AMOUNT, Books, CLIENTS, Posting, RICHES, WALLETS};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};
use tempfile::TempDir;
use tokio::sync::Mutex;
use tokio_postgres::{Client, NoTls, Statement};

const PROGRAMS: &str = "/usr/lib/postgresql/15/bin";
/// It refuses to run as root, and then runs as nobody.
const NOBODY: u32 = 65_534;
/// The row that hot postings credit; wallets are numbered from 0.
const HOT: i64 = -1;

/// What a fair comparison needs, and a log that is not checkpointed in the middle of it.
const SETTINGS: &str = "listen_addresses = ''\nfsync = on\nsynchronous_commit = on\nfull_page_writes = on\n\
    shared_buffers = 256MB\nmax_wal_size = 4GB\nmax_connections = 40\n";
const TABLES: &str = "
    create table accounts (id bigint primary key, balance bigint not null);
    create table entries (id bigserial primary key, key text not null unique, debit bigint not null,
        credit bigint not null, amount bigint not null, at timestamptz not null default now());";

pub(super) struct Postgres {
    clients: Vec<Mutex<Connected>>,
    folder: TempDir,
}

/// A client with its statements prepared.
struct Connected {
    client: Client,
    take: Statement,
    give: Statement,
    enter: Statement,
}

impl Postgres {
    /// A server of its own in a folder of its own, and rich wallets in it.
    pub(super) async fn start() -> Result<Self> {
        ensure!(Path::new(PROGRAMS).exists(), "PostgreSQL 15 is missing: apt-get install postgresql-15");
        let folder = tempfile::tempdir()?;
        if fs::metadata(folder.path())?.uid() == 0 {
            chown(folder.path(), Some(NOBODY), Some(NOBODY))?;
        }
        let data = folder.path().join("data");
        run(tool(folder.path(), "initdb")?.arg("-D").arg(&data).args(["-U", "bench", "-A", "trust"]))?;
        let settings = format!("{SETTINGS}unix_socket_directories = '{}'\n", folder.path().display());
        fs::write(data.join("postgresql.auto.conf"), settings)?;
        let log = folder.path().join("log");
        run(tool(folder.path(), "pg_ctl")?.arg("-D").arg(&data).arg("-l").arg(log).args(["-w", "start"]))?;
        let mut server = Self { clients: Vec::new(), folder };
        server.furnish().await?;
        Ok(server)
    }

    async fn furnish(&mut self) -> Result<()> {
        let client = self.connect().await?;
        client.batch_execute(TABLES).await?;
        let rich = "insert into accounts select id, $1 from generate_series(0, $2::bigint - 1) id";
        client.execute(rich, &[&RICHES, &i64::try_from(WALLETS)?]).await?;
        client.execute("insert into accounts values ($1, 0)", &[&HOT]).await?;
        client.batch_execute("vacuum analyze accounts").await?;
        for _ in 0..CLIENTS {
            let client = self.connect().await?;
            let take = "update accounts set balance = balance - $1 where id = $2 and balance >= $1";
            let give = "update accounts set balance = balance + $1 where id = $2";
            let enter = "insert into entries (key, debit, credit, amount) values ($1, $2, $3, $4)";
            let (take, give) = (client.prepare(take).await?, client.prepare(give).await?);
            let enter = client.prepare(enter).await?;
            self.clients.push(Mutex::new(Connected { client, take, give, enter }));
        }
        Ok(())
    }

    async fn connect(&self) -> Result<Client> {
        let way = format!("host={} user=bench dbname=postgres", self.folder.path().display());
        let (client, connection) = tokio_postgres::connect(&way, NoTls).await?;
        // It ends with its client; what it complains of, the client's next question is answered with.
        tokio::spawn(async move { drop(connection.await) });
        Ok(client)
    }

    /// Money is neither made nor lost, and every wallet's loss stands in the entries.
    pub(super) async fn add_up(&self) -> Result<()> {
        let client = self.connect().await?;
        let sums = "select sum(balance)::bigint, (select sum(amount)::bigint from entries where credit = $1), \
            (select balance from accounts where id = $1) from accounts";
        let row = client.query_one(sums, &[&HOT]).await?;
        ensure!(row.get::<_, i64>(0) == RICHES * i64::try_from(WALLETS)?, "money was made or lost");
        ensure!(row.get::<_, i64>(1) == row.get::<_, i64>(2), "the hot row is not the sum of its entries");
        Ok(())
    }
}

impl Books for Postgres {
    async fn post(&self, client: usize, posting: Posting) -> Result<()> {
        let mut connected = self.clients[client].lock().await;
        let Connected { client, take, give, enter } = &mut *connected;
        let from = i64::try_from(posting.from)?;
        let to = posting.to.map(i64::try_from).transpose()?.unwrap_or(HOT);
        let work = client.transaction().await?;
        work.execute(enter, &[&format!("bench:{}", posting.number), &from, &to, &AMOUNT]).await?;
        // Rows in one order, so that no two postings wait for each other; the hot one last, held as short as can be.
        let mut steps = [(&*take, from), (&*give, to)];
        if to != HOT && to < from {
            steps.reverse();
        }
        let mut changed = 0;
        for (step, row) in steps {
            changed += work.execute(step, &[&AMOUNT, &row]).await?;
        }
        ensure!(changed == 2, "a wallet is missing or empty");
        Ok(work.commit().await?)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stop = tool(self.folder.path(), "pg_ctl");
        let stopped = stop.and_then(|mut stop| {
            run(stop.arg("-D").arg(self.folder.path().join("data")).args(["-m", "immediate", "-w", "stop"]))
        });
        if let Err(error) = stopped {
            eprintln!("PostgreSQL was not stopped: {error:#}");
        }
    }
}

/// One of its programs, as the owner of the folder.
fn tool(folder: &Path, name: &str) -> Result<Command> {
    let owner = fs::metadata(folder)?;
    let mut command = Command::new(Path::new(PROGRAMS).join(name));
    command.current_dir(folder).env("TMPDIR", folder).uid(owner.uid()).gid(owner.gid());
    Ok(command)
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).status().with_context(|| format!("{command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}
