//! Draws the icon sprite: the icons of style/icons.txt, taken from lucide-static.

use crate::{setup, trunk::Bundle};
use anyhow::{Context, Result};
use std::{env, fmt::Write, fs, path::Path};

/// Writes `icons.svg` with one symbol per name of style/icons.txt.
pub fn draw(folder: &Path) -> Result<()> {
    let names = fs::read_to_string("style/icons.txt").context("style/icons.txt")?;
    let mut sprite = String::from("<!-- Lucide, ISC License -->\n<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for name in names.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let drawing = fs::read_to_string(format!("node_modules/lucide-static/icons/{name}.svg"))
            .with_context(|| format!("style/icons.txt: Lucide has no icon `{name}`"))?;
        let strokes = strokes(&drawing).with_context(|| format!("cannot read the icon `{name}`"))?;
        writeln!(sprite, "<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{strokes}</symbol>")?;
    }
    sprite.push_str("</svg>\n");
    fs::create_dir_all(folder)?;
    let target = folder.join("icons.svg");
    if fs::read_to_string(&target).is_ok_and(|drawn| drawn == sprite) {
        return Ok(());
    }
    fs::write(target, sprite)?;
    Ok(())
}

/// Called by Trunk after its build, into the folder it names.
pub fn for_trunk() -> Result<()> {
    setup::npm_packages()?;
    match env::var_os("TRUNK_STAGING_DIR") {
        Some(folder) => draw(Path::new(&folder)),
        None => draw(&Bundle::read()?.pkg),
    }
}

/// What stands between `<svg …>` and `</svg>`, on one line.
fn strokes(drawing: &str) -> Option<String> {
    let (_, tag_and_rest) = drawing.split_once("<svg")?;
    let (_, rest) = tag_and_rest.split_once('>')?;
    let (inside, _) = rest.split_once("</svg>")?;
    Some(inside.lines().map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::strokes;

    #[test]
    fn only_the_strokes_of_a_drawing_are_taken() {
        let drawing =
            "<!-- licence -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M1 1\" />\n  <circle r=\"2\" />\n</svg>\n";
        assert_eq!(strokes(drawing).unwrap(), "<path d=\"M1 1\" /><circle r=\"2\" />");
    }
}
