//! Dated files of database commands, built into the binary, each run once and safe to run again.
//! See `migrations/README.md` for the safe order of a change.

use crate::{StoreError, collections};
use bson::{Document as BsonDocument, doc};
use mongodb::Database;

/// Every migration, oldest first. A change adds a file and a line.
const MIGRATIONS: &[(&str, &str)] = &[
    ("2026-11-21-house", include_str!("../../../migrations/2026-11-21-house.json")),
    ("2026-11-21-identity", include_str!("../../../migrations/2026-11-21-identity.json")),
    ("2026-11-21-market", include_str!("../../../migrations/2026-11-21-market.json")),
    ("2026-11-21-escrow", include_str!("../../../migrations/2026-11-21-escrow.json")),
    ("2026-11-21-ledger", include_str!("../../../migrations/2026-11-21-ledger.json")),
    ("2026-11-21-trust", include_str!("../../../migrations/2026-11-21-trust.json")),
    ("2026-11-21-letters", include_str!("../../../migrations/2026-11-21-letters.json")),
    ("2026-11-21-marks", include_str!("../../../migrations/2026-11-21-marks.json")),
    ("2026-11-21-settings", include_str!("../../../migrations/2026-11-21-settings.json")),
    ("2026-11-21-templates", include_str!("../../../migrations/2026-11-21-templates.json")),
    ("2026-11-21-providers", include_str!("../../../migrations/2026-11-21-providers.json")),
    ("2026-11-21-books", include_str!("../../../migrations/2026-11-21-books.json")),
    ("2026-11-21-booked", include_str!("../../../migrations/2026-11-21-booked.json")),
    ("2026-11-21-payouts", include_str!("../../../migrations/2026-11-21-payouts.json")),
    ("2026-11-21-holds", include_str!("../../../migrations/2026-11-21-holds.json")),
    ("2026-11-21-incidents", include_str!("../../../migrations/2026-11-21-incidents.json")),
    ("2026-11-21-refunds", include_str!("../../../migrations/2026-11-21-refunds.json")),
    ("2026-11-21-refunds-again", include_str!("../../../migrations/2026-11-21-refunds-again.json")),
    ("2026-11-22-reviews", include_str!("../../../migrations/2026-11-22-reviews.json")),
    ("2026-11-22-attachments", include_str!("../../../migrations/2026-11-22-attachments.json")),
    ("2026-11-22-chat", include_str!("../../../migrations/2026-11-22-chat.json")),
    ("2026-11-22-reports", include_str!("../../../migrations/2026-11-22-reports.json")),
    ("2026-11-22-disputes", include_str!("../../../migrations/2026-11-22-disputes.json")),
    ("2026-11-22-resolver", include_str!("../../../migrations/2026-11-22-resolver.json")),
    ("2026-11-22-evidence", include_str!("../../../migrations/2026-11-22-evidence.json")),
    ("2026-11-22-tasks", include_str!("../../../migrations/2026-11-22-tasks.json")),
    ("2026-11-22-notices", include_str!("../../../migrations/2026-11-22-notices.json")),
    ("2026-11-22-dispatches", include_str!("../../../migrations/2026-11-22-dispatches.json")),
    ("2026-11-22-telegram", include_str!("../../../migrations/2026-11-22-telegram.json")),
    ("2026-11-22-news", include_str!("../../../migrations/2026-11-22-news.json")),
    ("2026-11-22-needs", include_str!("../../../migrations/2026-11-22-needs.json")),
    ("2026-11-23-signers", include_str!("../../../migrations/2026-11-23-signers.json")),
    ("2026-11-23-settings-wait", include_str!("../../../migrations/2026-11-23-settings-wait.json")),
    ("2026-11-23-instructions", include_str!("../../../migrations/2026-11-23-instructions.json")),
    ("2026-11-23-legs", include_str!("../../../migrations/2026-11-23-legs.json")),
    ("2026-11-23-payout-addresses", include_str!("../../../migrations/2026-11-23-payout-addresses.json")),
    ("2026-11-23-sweeps", include_str!("../../../migrations/2026-11-23-sweeps.json")),
    ("2026-11-23-break-glass", include_str!("../../../migrations/2026-11-23-break-glass.json")),
];

/// Runs what has not run yet. Two processes at once do no harm: every command may be repeated.
pub(crate) async fn run(db: &Database) -> Result<(), StoreError> {
    let done = db.collection::<BsonDocument>(collections::MIGRATIONS);
    for (name, text) in MIGRATIONS {
        if done.find_one(doc! {"_id": *name}).await?.is_some() {
            continue;
        }
        let commands: Vec<BsonDocument> =
            serde_json::from_str(text).map_err(|error| StoreError::Shape(format!("migration {name}: {error}")))?;
        for command in commands {
            db.run_command(command).await?;
        }
        let row = doc! {"_id": *name, "at": bson::DateTime::now()};
        done.replace_one(doc! {"_id": *name}, row).upsert(true).await?;
    }
    Ok(())
}
