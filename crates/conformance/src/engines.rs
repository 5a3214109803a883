//! The two sides, and one case run on both.

use crate::{
    answer::comparable,
    cases::{Case, TABLE},
};
use anyhow::Result;
use bson::{Bson, Document, doc};
use mongodb::{Client, Database};
use std::sync::atomic::{AtomicU32, Ordering};

/// How a case ended.
pub(crate) enum Judgement {
    Same,
    Differs(String),
}

/// Our engine in memory, and the server.
pub(crate) struct Both {
    ours: Database,
    theirs: Database,
    next: AtomicU32,
    _engine: embedded_mongo::Serving,
    _folder: tempfile::TempDir,
}

impl Both {
    /// Opens both; the server gets a database of its own, which [`Both::tidy`] drops.
    pub(crate) async fn connect(uri: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let engine = embedded_mongo::Engine::in_memory().serve(&folder.path().join("engine.sock")).await?;
        let name = format!("conformance_{}", std::process::id());
        let ours = Client::with_uri_str(engine.uri()).await?.database(&name);
        let theirs = Client::with_uri_str(uri).await?.database(&name);
        Ok(Self { ours, theirs, next: AtomicU32::new(0), _engine: engine, _folder: folder })
    }

    /// Runs the case on both sides, command by command, and looks at the whole collection after each change.
    pub(crate) async fn judge(&self, case: &Case) -> Result<Judgement> {
        let table = format!("t{}", self.next.fetch_add(1, Ordering::Relaxed));
        for command in begin(case, &table) {
            for side in [&self.ours, &self.theirs] {
                side.run_command(command.clone()).await?;
            }
        }
        for command in &case.commands {
            for command in [named(command, &table), doc! {"find": &table, "sort": {"_id": 1}}] {
                let ours = comparable(self.ours.run_command(command.clone()).await)?;
                let theirs = comparable(self.theirs.run_command(command.clone()).await)?;
                if ours != theirs {
                    return Ok(Judgement::Differs(told(case, &command, &ours, &theirs)));
                }
            }
        }
        self.theirs.collection::<Document>(&table).drop().await?;
        Ok(Judgement::Same)
    }

    /// Leaves nothing on the server.
    pub(crate) async fn tidy(self) -> Result<()> {
        Ok(self.theirs.drop().await?)
    }
}

fn begin(case: &Case, table: &str) -> Vec<Document> {
    let mut commands = vec![doc! {"create": table}];
    if !case.indexes.is_empty() {
        commands.push(doc! {"createIndexes": table, "indexes": case.indexes.clone()});
    }
    if !case.documents.is_empty() {
        commands.push(doc! {"insert": table, "documents": case.documents.clone()});
    }
    commands
}

/// The command with the collection's name in it, which is the value of its first field.
fn named(command: &Document, table: &str) -> Document {
    let put = |(name, value): (&String, &Bson)| {
        let is_table = value.as_str() == Some(TABLE);
        (name.clone(), if is_table { Bson::from(table) } else { value.clone() })
    };
    command.iter().map(put).collect()
}

fn told(case: &Case, command: &Document, ours: &Document, theirs: &Document) -> String {
    let rows: Vec<String> = case.documents.iter().map(|row| format!("    {row}")).collect();
    format!("{command}\n  ours:   {ours:?}\n  theirs: {theirs:?}\n  rows:\n{}", rows.join("\n"))
}
