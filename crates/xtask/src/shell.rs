//! Starting tools and speaking about it: every command of the other files goes through here.

use anyhow::{Context, Result, bail, ensure};
use std::{
    env,
    fmt::Display,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// One line of progress. On stderr, so that stdout stays free for answers.
pub fn say(what: impl Display) {
    eprintln!("xtask: {what}");
}

/// Runs a tool in front of the reader.
///
/// # Errors: the tool is missing or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", shown(command)))?;
    ensure!(status.success(), "`{}` ended with {status}", shown(command));
    Ok(())
}

/// Runs a tool silently; what it said is shown only if it fails.
pub fn run_quietly(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        eprint!("{said}{}", String::from_utf8_lossy(&output.stderr));
        bail!("`{}` ended with {}", shown(command), output.status);
    }
    Ok(said)
}

/// Where a program is, if it is on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|candidate| candidate.is_file())
}

/// Refuses to go on without a program, and says how to get it.
pub fn need(program: &str, cure: &str) -> Result<PathBuf> {
    find(program).with_context(|| format!("`{program}` is missing: {cure}"))
}

/// Copies a file unless the copy is there already; what is unchanged keeps its date.
pub fn copy_if_changed(from: &Path, to: &Path) -> Result<()> {
    let copied = || -> io::Result<bool> {
        let (source, copy) = (fs::metadata(from)?, fs::metadata(to)?);
        Ok(source.len() == copy.len() && source.modified()? <= copy.modified()?)
    };
    if copied().unwrap_or(false) {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

/// Is `product` there and at least as new as `source`?
pub fn up_to_date(product: &Path, source: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|it| it.modified());
    matches!((changed(product), changed(source)), (Ok(product), Ok(source)) if product >= source)
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
