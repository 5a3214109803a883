//! The cells of a fault: every write of a flow, before and after. Each is two processes over a copy of one folder.

use crate::{life::prepare, node::Node};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::index};
use serde_json::Value;
use std::{
    env, fs,
    path::Path,
    process::{Command, Output},
};

/// Cells of a flow that are tried unless all are asked for.
const FEW: usize = 6;

/// A flow's folder and chain as it begins.
struct Beginning {
    folder: tempfile::TempDir,
    chain: Option<(Node, Value)>,
}

impl Beginning {
    async fn of(flow: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let node = prepare(flow, folder.path()).await;
        let chain = node.map(|node| {
            let beginning = node.begin();
            (node, beginning)
        });
        Self { folder, chain }
    }

    /// Once more, for lives of its own.
    fn again(&mut self) -> tempfile::TempDir {
        if let Some((node, beginning)) = &mut self.chain {
            node.rewind(beginning);
        }
        copy_of(self.folder.path())
    }
}

/// Kills the flow at each of its writes, lets another process go on, and compares the endings: as it ends undisturbed,
/// `wanted` is in it.
pub async fn dies_everywhere(row: &str, flow: &str, wanted: &[&str]) {
    // Another process cannot be killed from here with a database that is not in a folder.
    if env::var_os("AMANAT_TEST_URI").is_some() {
        return;
    }
    let mut beginning = Beginning::of(flow).await;
    let (undisturbed, writes) = {
        let folder = beginning.again();
        assert_lived(&life(folder.path(), flow, None), "undisturbed");
        (ending(folder.path()), fs::read_to_string(folder.path().join("writes")).unwrap().parse::<usize>().unwrap())
    };
    for wanted in [&[r#""audit":"clean""#], wanted].concat() {
        assert!(undisturbed.contains(wanted), "{wanted} is not in {undisturbed}");
    }
    let cells = cells(flow, writes);
    for (count, cell) in cells.iter().enumerate() {
        let folder = beginning.again();
        let killed = life(folder.path(), flow, Some(cell));
        assert!(!killed.status.success() && !folder.path().join("ending.json").exists(), "{flow}@{cell}: not killed");
        let name = format!("{flow}@{cell}");
        assert_lived(&life(folder.path(), flow, None), &name);
        assert_eq!(ending(folder.path()), undisturbed, "AMANAT_FAULT_CELL={name}");
        println!("fault {row} {} of {} ({name} of {writes} writes)", count + 1, cells.len());
    }
}

fn cells(flow: &str, writes: usize) -> Vec<String> {
    if let Ok(one) = env::var("AMANAT_FAULT_CELL") {
        return one.strip_prefix(&format!("{flow}@")).map(str::to_owned).into_iter().collect();
    }
    let all: Vec<String> =
        (0..writes).flat_map(|write| [format!("{write}:before"), format!("{write}:after")]).collect();
    if env::var("AMANAT_FAULTS").is_ok_and(|how| how == "all") {
        return all;
    }
    let seed = env::var("AMANAT_FAULT_SEED").ok().map(|seed| seed.parse().expect("a number"));
    let seed = seed.unwrap_or_else(|| rand::rng().random_range(0..1 << 48));
    println!("faults of {flow}: AMANAT_FAULT_SEED={seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    index::sample(&mut dice, all.len(), FEW.min(all.len())).iter().map(|cell| all[cell].clone()).collect()
}

fn copy_of(template: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new("cp").arg("-r").arg(template.join(".")).arg(folder.path()).status().unwrap();
    assert!(done.success());
    folder
}

/// This program once more, as a process that may be killed.
fn life(folder: &Path, flow: &str, death: Option<&str>) -> Output {
    let mut life = Command::new(env::current_exe().unwrap());
    life.args(["--exact", "a_life", "--nocapture"]);
    life.env("AMANAT_LIFE_FOLDER", folder).env("AMANAT_LIFE_FLOW", flow).env_remove("AMANAT_LIFE_DEATH");
    if let Some(death) = death {
        life.env("AMANAT_LIFE_DEATH", death);
    }
    life.output().unwrap()
}

fn assert_lived(life: &Output, name: &str) {
    let said = || String::from_utf8_lossy(&life.stderr).into_owned() + &String::from_utf8_lossy(&life.stdout);
    assert!(life.status.success(), "AMANAT_FAULT_CELL={name}: {}", said());
}

fn ending(folder: &Path) -> String {
    fs::read_to_string(folder.join("ending.json")).unwrap()
}
