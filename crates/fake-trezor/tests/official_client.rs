//! The official client of these devices, from its own packages, asks our double over UDP what it asks of a real one; what it
//! gets are the signatures of the firmware's fixtures.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use fake_trezor::{TrezorDouble, TrezorModel, TrezorSetup, UdpTrezor};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// The client's packages, with exact versions.
const PACKAGES: &str = include_str!("official_client.txt");

#[test]
fn the_official_client_talks_with_a_device_that_reads_typed_data() {
    agrees(TrezorSetup::of(TrezorModel::Safe5), "");
}

#[test]
fn the_official_client_talks_with_the_first_model_and_its_pin() {
    let pin = Some("1234".to_owned());
    agrees(TrezorSetup { pin, ..TrezorSetup::of(TrezorModel::One) }, "5697");
}

#[test]
fn the_official_client_opens_the_standard_wallet_of_a_device_that_asks_for_a_passphrase() {
    agrees(TrezorSetup { asks_passphrase: true, ..TrezorSetup::of(TrezorModel::Safe3) }, "");
}

fn agrees(setup: TrezorSetup, positions: &str) {
    let device = TrezorDouble::new(setup);
    let port = UdpTrezor::start(&device).port();
    let client = Command::new(python())
        .arg(format!("{HERE}/official_client.py"))
        .arg(format!("udp:127.0.0.1:{port}"))
        .arg(format!("{HERE}/official_client.json"))
        .arg(positions)
        .output()
        .unwrap();
    let (said, wrong) = (String::from_utf8(client.stdout).unwrap(), String::from_utf8_lossy(&client.stderr));
    assert!(client.status.success(), "{said}{wrong}");
    let said: BTreeMap<String, Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let questions: Value = serde_json::from_str(include_str!("official_client.json")).unwrap();
    let expected = questions["expected"].as_object().unwrap();
    for (name, value) in expected {
        assert_eq!(said.get(name), Some(value), "{name}");
    }
    assert_eq!(said.len(), expected.len() + 1, "the model and every answer");
    assert!(!device.screens().is_empty());
}

/// A Python that has the client. Made once for all tests, in the target folder.
fn python() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("official-client");
    let (python, stamp) = (folder.join("bin/python"), folder.join("packages.txt"));
    fs::create_dir_all(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let turn = File::create(folder.with_extension("lock")).unwrap();
    turn.lock().unwrap();
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == PACKAGES) {
        return python;
    }
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    let packages = format!("{HERE}/official_client.txt");
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--no-deps", "-r", &packages]));
    fs::write(&stamp, PACKAGES).unwrap();
    python
}

fn run(command: &mut Command) {
    let done =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; install python3 and python3-venv"));
    assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
}
