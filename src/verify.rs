//! `amanat verify FILE`: whether a receipt, or what a dispute ended with, holds, without network, database or settings.

use anyhow::{Context, Result, ensure};
use app::{
    t::{self, Locale},
    words::word,
};
use domain::{
    disputes::SummaryVerdict,
    escrow::receipt::{Checked, ReceiptCheck, Verdict},
    event::one_line,
    machine::Word,
    paper::{Looked, look_at},
};
use std::{
    fmt::Write,
    fs::File,
    io::{Read, stdin},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// No receipt is longer.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What is said when nobody said whose key it must be.
const UNKNOWN_KEY: &str =
    "Whose key that is, only the file says. Hold it against the house's own (/verify there), or say --key.\n";

/// What is looked at.
#[derive(clap::Args, Clone)]
pub struct Asked {
    /// The receipt, as downloaded; - reads it from standard input
    file: PathBuf,
    /// The house's public key, 64 hex digits [default: the key in the file itself is believed]
    #[arg(long)]
    key: Option<String>,
}

/// Prints what was found; ends with 1 when the receipt does not hold.
///
/// # Errors
/// When the file cannot be read, or the key is none.
#[allow(clippy::print_stdout, reason = "the verdict is what the command was called for")]
pub fn verify(asked: &Asked) -> Result<ExitCode> {
    let key = asked.key.as_deref().map(str::trim);
    let is_key = |key: &str| key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit());
    ensure!(key.is_none_or(is_key), "--key: not 64 hex digits");
    let text = read(&asked.file).with_context(|| format!("{} cannot be read", asked.file.display()))?;
    let looked = look_at(&text, key);
    let said = match &looked {
        Looked::Receipt(verdict) => report(verdict),
        Looked::Summary(verdict) => resolution(verdict, key.is_some()),
    };
    print!("{said}");
    Ok(if looked.is_valid() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(file: &Path) -> Result<String> {
    let source: Box<dyn Read> = if file == Path::new("-") { Box::new(stdin()) } else { Box::new(File::open(file)?) };
    let mut bytes = Vec::new();
    source.take(MAX_BYTES).read_to_end(&mut bytes)?;
    // What is no text is no receipt, and is told so like any other.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The same for what a dispute ended with.
fn resolution(verdict: &SummaryVerdict, is_key_known: bool) -> String {
    let word = if verdict.is_valid() { "valid" } else { "CHANGED" };
    let mut said = match &verdict.facts {
        None => format!("{word}\n"),
        Some(facts) => {
            let (number, house) = (one_line(&facts.dispute.order_number, 40), one_line(&facts.house.origin, 200));
            let last = facts.decisions.last().map(|decision| format!(", {}", decision.action)).unwrap_or_default();
            format!("{word}: the dispute about {number} at {house}{last}\n")
        }
    };
    said.push_str(&lines(&verdict.checks));
    said.push_str(&signed_with(verdict.key.as_ref(), is_key_known));
    said
}

fn lines(checks: &[Checked]) -> String {
    let mut said = String::new();
    for found in checks {
        let (l, check) = (Locale::En, found.check.word());
        let line = if found.wrong.is_empty() {
            format!("  ok  {}", word(l, "receipt_check", check))
        } else {
            let places: Vec<String> = found.wrong.iter().map(|place| one_line(place, 120)).collect();
            format!("  NO  {} {}", word(l, "receipt_fault", check), places.join(", "))
        };
        let _ = writeln!(said, "{line}");
    }
    said
}

fn signed_with(key: Option<&(String, String)>, is_key_known: bool) -> String {
    let Some((key, key_id)) = key else { return String::new() };
    let (key, key_id) = (one_line(key, 64), one_line(key_id, 16));
    let doubt = if is_key_known { "" } else { UNKNOWN_KEY };
    format!("signed with the key {key_id} ({key})\n{doubt}")
}

/// The verdict first, then a line per check. What stands in the file never writes a line of its own.
fn report(verdict: &Verdict) -> String {
    let l = Locale::En;
    let mut said = headline(verdict);
    said.push_str(&lines(&verdict.checks));
    if verdict.checks.len() < ReceiptCheck::ALL.len() {
        let _ = writeln!(said, "  ?   {}", t::receipt_unseen(l));
    }
    said.push_str(&signed_with(verdict.key.as_ref(), verdict.is_key_known));
    said
}

fn headline(verdict: &Verdict) -> String {
    let word = if verdict.is_valid() { "valid" } else { "CHANGED" };
    let Some(facts) = &verdict.facts else { return format!("{word}\n") };
    let (number, house) = (one_line(&facts.order.number, 40), one_line(&facts.house.origin, 200));
    let outcome = facts.order.outcome;
    let unsealed = verdict.unsealed_count();
    let later = if unsealed > 0 { format!("; postings without a seal yet: {unsealed}") } else { String::new() };
    format!("{word}: receipt {number} of {house}, {outcome}{later}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_file_writes_no_line_of_its_own() {
        let said = report(&domain::escrow::receipt::verify(
            "{\"amanat_receipt\":1,\"facts\":{\"x\\nvalid\":1},\"digests\":{}}",
            None,
        ));
        assert!(
            said.starts_with("CHANGED\n") && said.lines().filter(|line| line.starts_with("valid")).count() == 0,
            "{said}"
        );
    }
}
