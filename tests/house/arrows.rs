//! Who may know whom. A new arrow is written into ARCHITECTURE.md first, with its reason, and then here.

use serde_json::Value;
use std::process::Command;

/// A room: what it may use of ours, and what it must never know.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    must_not_know: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room {
        name: "domain",
        may_use: &[],
        must_not_know: &["tokio", "futures", "async-trait", "rand", "mongodb", "leptos", "axum", "reqwest", "tracing"],
    },
    Room {
        name: "store",
        may_use: &["domain", "embedded-mongo"],
        must_not_know: &["leptos", "axum", "tower-sessions", "reqwest"],
    },
    Room { name: "payments", may_use: &["domain"], must_not_know: &["mongodb", "bson", "leptos", "axum"] },
    // Bytes that people bring: what they are and where they lie, not whose they are.
    Room { name: "files", may_use: &["domain"], must_not_know: &["mongodb", "bson", "leptos", "axum"] },
    // The tongue of hardware signers, in the browser too: nothing of ours, and small.
    Room {
        name: "signing",
        may_use: &[],
        must_not_know: &["leptos", "axum", "mongodb", "bson", "reqwest", "serde", "regex", "alloy-primitives", "bip32"],
    },
    Room {
        name: "actions",
        may_use: &["domain", "store", "payments", "files"],
        must_not_know: &["leptos", "axum", "mongodb", "bson", "reqwest", "tower-sessions"],
    },
    // Words for whoever speaks to people; in the browser too.
    Room {
        name: "tongue",
        may_use: &["domain"],
        must_not_know: &["leptos", "axum", "tokio", "mongodb", "bson", "reqwest", "lettre"],
    },
    Room { name: "notify", may_use: &["domain", "tongue"], must_not_know: &["mongodb", "bson", "leptos", "axum"] },
    Room {
        name: "app",
        may_use: &["domain", "tongue", "notify", "actions", "store", "payments"],
        must_not_know: &["mongodb", "bson", "reqwest", "redb", "webauthn-rs", "argon2", "lettre"],
    },
    Room { name: "frontend", may_use: &["app"], must_not_know: &["mongodb", "axum", "leptos_axum"] },
    Room { name: "conversation", may_use: &["app"], must_not_know: &["mongodb", "axum", "leptos_axum"] },
    Room { name: "embedded-mongo", may_use: &[], must_not_know: &["leptos", "axum", "reqwest"] },
    Room {
        name: "testkit",
        may_use: &["domain", "store", "actions", "payments", "fake-trezor"],
        must_not_know: &["leptos", "axum", "mongodb"],
    },
    // A device that is none, with keys that everybody knows: for tests, and light enough for journeys.
    Room { name: "fake-trezor", may_use: &["signing"], must_not_know: &["leptos", "axum", "mongodb", "reqwest"] },
    Room { name: "xtask", may_use: &[], must_not_know: &["mongodb", "leptos", "axum"] },
    // The bench has a hand-written twin of three pages, seeds its own rows, and times the deed of signing in; orders from
    // end to end are made by the workshop's people, in a program of their own.
    Room {
        name: "bench",
        may_use: &["domain", "store", "actions", "embedded-mongo", "testkit"],
        must_not_know: &["leptos"],
    },
    // A rule in a bundle, for browsers.
    Room { name: "verifier", may_use: &["domain"], must_not_know: &["leptos", "axum", "mongodb", "bson", "tokio"] },
    // The signer's tongue in a bundle, for browsers: nothing else of ours.
    Room {
        name: "signer",
        may_use: &["signing"],
        must_not_know: &["leptos", "axum", "mongodb", "bson", "tokio", "serde"],
    },
    // The judge knows one engine and any server, nothing of what is kept in them.
    Room { name: "conformance", may_use: &["embedded-mongo"], must_not_know: &["leptos", "axum", "reqwest"] },
    // The process assembles everything.
    Room {
        name: "amanat",
        may_use: &["app", "actions", "domain", "files", "notify", "payments", "store"],
        must_not_know: &["mongodb"],
    },
];

#[test]
fn no_room_knows_what_it_must_not() {
    let mut faults = Vec::new();
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
            faults.push(format!("{name} is a room without a line in tests/house/arrows.rs"));
            continue;
        };
        for used in dependencies(&package) {
            let is_ours = ROOMS.iter().any(|room| room.name == used);
            if is_ours && !room.may_use.contains(&used.as_str()) {
                faults.push(format!("{name} uses {used}: an arrow that ARCHITECTURE.md does not have"));
            }
            if room.must_not_know.contains(&used.as_str()) {
                faults.push(format!("{name} must never know {used}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_without_the_demo_feature_reaches_the_demo_wallet() {
    assert!(features_of("--features=demo").contains("demo-wallet"), "the features of a build are not read");
    assert!(!features_of("--no-default-features").contains("demo-wallet"), "a build without `demo` has it in it");
}

#[test]
fn nothing_but_tests_can_make_the_engine_fail_or_reach_past_the_rules() {
    let tree = features_of("--features=demo");
    for feature in ["fail-points", "tamper", "test-way"] {
        assert!(!tree.contains(feature), "a build that people use has `{feature}` in it");
    }
}

/// The crates of a build, each with the features it is built with.
fn features_of(build: &str) -> String {
    cargo(&["tree", "--offline", "-p", "amanat", "-e", "normal,build", "-f", "{p} {f}", build])
}

fn packages() -> Vec<Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--offline", "--no-deps", "--format-version=1"])).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// What a package needs outside of its tests.
fn dependencies(package: &Value) -> Vec<String> {
    let all = package["dependencies"].as_array().unwrap().iter();
    let not_for_tests = all.filter(|dependency| dependency["kind"] != "dev");
    not_for_tests.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
}

fn cargo(args: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
