//! State machines drawn by themselves into `docs/diagrams/`. A stale drawing fails its test;
//! `UPDATE_DIAGRAMS=1` draws it again.

use crate::machine::{Refused, Word};
use std::{env, fs, path::Path};

/// Compares `docs/diagrams/{name}.md` with the machine.
pub(crate) fn check<S: Word, D: Word>(name: &str, title: &str, start: S, next: impl Fn(S, D) -> Result<S, Refused>) {
    let drawn = draw(title, start, next);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagrams");
    let file = folder.join(format!("{name}.md"));
    if env::var_os("UPDATE_DIAGRAMS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        fs::write(&file, &drawn).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(kept, drawn, "{} is stale: run the tests with UPDATE_DIAGRAMS=1", file.display());
}

fn draw<S: Word, D: Word>(title: &str, start: S, next: impl Fn(S, D) -> Result<S, Refused>) -> String {
    let mut lines = vec![format!("    [*] --> {}", start.word())];
    for state in S::ALL {
        let mut is_end = true;
        for deed in D::ALL {
            if let Ok(to) = next(*state, *deed) {
                is_end = false;
                lines.push(format!("    {} --> {} : {}", state.word(), to.word(), deed.word()));
            }
        }
        if is_end {
            lines.push(format!("    {} --> [*]", state.word()));
        }
    }
    format!(
        "# {title}\n\nDrawn from the code; do not edit.\n\n```mermaid\nstateDiagram-v2\n{}\n```\n",
        lines.join("\n")
    )
}
