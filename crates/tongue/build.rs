//! Words: `locales/<language>/*.json` become `t.rs`, one function per key. A key that one language lacks, a surplus
//! key, a key twice, other variables than the first language's or a missing plural form end the build.
//!
//! `"key": "text with {name}"` is `t::key(l, name)` (variables in alphabetical order); `"key": {"one": …, "other": …}`
//! is `t::key(l, count)`. `code_…` and `word_…` can also be looked up while running, by `t::by_code(l, key)`.
//! A further language is one more folder; `locales/README.md` says what must be in it.

#[path = "build/language.rs"]
mod language;
#[path = "build/pseudo.rs"]
mod pseudo;
#[path = "build/rust.rs"]
mod rust;
#[path = "build/table.rs"]
mod table;

use std::{env, fs, path::Path, process};

/// Seen from this crate, whose folder a build script runs in.
const LOCALES: &str = "../../app/locales";

fn main() {
    for watched in [LOCALES, "build", "build.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut faults = Vec::new();
    let mut spoken = table::spoken(Path::new(LOCALES), &mut faults);
    if env::var_os("CARGO_FEATURE_PSEUDO").is_some() {
        let (first, table) = &spoken[0];
        spoken.push((pseudo::language(first), pseudo::table(table)));
    }
    if faults.is_empty() {
        let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
        fs::write(Path::new(&out).join("t.rs"), rust::generate(&spoken)).expect("OUT_DIR can be written");
        return;
    }
    for fault in faults {
        println!("cargo::error={fault}");
    }
    process::exit(1);
}
