//! A worker that is killed with -9 while it holds a task, before and after what it does; another process goes on.

use crate::{
    post::{TestPost, a_letter},
    row,
};
use domain::{
    Hours,
    letters::Letter,
    tasks::{LEASE, RunOutcome, TaskStatus},
};
use std::{env, path::PathBuf, process::Command};
use testkit::desk_in;

const FOLDER: &str = "AMANAT_KILLED_FOLDER";

/// Not a test of its own: the process that is killed.
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_killed() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    let (mut desk, _chain) = desk_in(&folder).await;
    desk.desk.post = Some(TestPost::after(Box::new(|| {
        let me = std::process::id().to_string();
        Command::new("kill").args(["-9", &me]).status().unwrap();
        Box::pin(std::future::pending())
    })));
    actions::tasks::run_due(&desk, "killed").await.unwrap();
    unreachable!("it was killed while it handed the letter over");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_whose_worker_was_killed_before_the_effect_has_it_once_after_the_lease() {
    let folder = tempfile::tempdir().unwrap();
    let (letter, deed) = {
        let (desk, _chain) = desk_in(folder.path()).await;
        let made = a_letter(&desk).await;
        desk.store.clone().close().await;
        made
    };
    let killed = Command::new(env::current_exe().unwrap())
        .args(["--exact", "killed::a_worker_that_is_killed"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    assert!(!killed.status.success() && killed.status.code().is_none(), "{killed:?}");
    let (mut desk, _chain) = desk_in(folder.path()).await;
    let post = TestPost::at_once();
    desk.desk.post = Some(post.clone());
    assert_eq!(row(&desk, deed).await.locked_by.as_deref(), Some("killed"));
    assert_eq!((desk.run_due().await, post.count()), (0, 0));
    desk.advance(LEASE);
    assert_eq!((desk.run_due().await, post.count()), (1, 1));
    desk.advance(Hours(9));
    assert_eq!((desk.run_due().await, post.count()), (0, 1));
    let sent: Letter = desk.store.get(letter).await.unwrap();
    assert!(sent.sent_at.is_some() && sent.tries == 2, "{sent:?}");
    assert_eq!(row(&desk, deed).await.status, TaskStatus::Completed);
    let runs = desk.store.task_runs(None, 9).await.unwrap();
    assert_eq!(runs.iter().map(|run| run.outcome).collect::<Vec<_>>(), [RunOutcome::Done, RunOutcome::Abandoned]);
}
