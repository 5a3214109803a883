//! Processor time per page: ours, and a twin in axum and maud that shows the same text of the same rows through the
//! same store. Rounds are interleaved, so that a noisy machine is noisy for both.

use crate::{
    figure::Figure,
    process::{Server, beside_us, free_port},
    seed,
};
use anyhow::{Result, ensure};
use domain::PurchaseRequestId;

/// Requests in the database.
const ROWS: u32 = 2_000;
/// Pages asked for before anything counts.
const WARM_UP: u32 = 60;
/// Interleaved rounds of each side.
const ROUNDS: u32 = 20;
/// Pages per round and side.
const PAGES: u32 = 50;

pub(crate) async fn measure() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let engine = embedded_mongo::attach(folder.path()).await?;
    // First: the product makes the category tree at its first start.
    let ours = ours(&engine.uri, folder.path()).await?;
    let shown = seed::fill(&engine.uri, ROWS).await?;
    let port = free_port()?;
    let twin = Server::start(&std::env::current_exe()?, &["twin", &engine.uri, &port.to_string()], &[], port).await?;
    for (name, path) in pages(shown) {
        compare(name, &path, &ours, &twin).await?.print()?;
    }
    Ok(())
}

fn pages(shown: PurchaseRequestId) -> [(&'static str, String); 3] {
    [
        ("ssr/home", "/".to_owned()),
        ("ssr/browse", "/requests".to_owned()),
        ("ssr/request", format!("/requests/{shown}")),
    ]
}

/// The release build of the product on that database.
pub(crate) async fn ours(uri: &str, folder: &std::path::Path) -> Result<Server> {
    let port = free_port()?;
    let envs = [
        ("MONGODB_URI", uri.to_owned()),
        ("AMANAT_DATA", folder.display().to_string()),
        ("AMANAT_SECRET", "5a".repeat(32)),
        ("AMANAT_ADDR", format!("127.0.0.1:{port}")),
        ("AMANAT_ORIGIN", format!("http://localhost:{port}")),
        ("RUST_LOG", "error".to_owned()),
    ];
    Server::start(&beside_us("amanat")?, &["serve"], &envs, port).await
}

async fn compare(name: &str, path: &str, ours: &Server, twin: &Server) -> Result<Figure> {
    let (our_text, twin_text) = (text_of(&ours.page(path).await?), text_of(&twin.page(path).await?));
    ensure!(our_text == twin_text, "{path}: the twin shows another text\nours: {our_text}\ntwin: {twin_text}");
    for _ in 0..WARM_UP {
        ours.page(path).await?;
        twin.page(path).await?;
    }
    let (mut our_ms, mut twin_ms) = (0.0, 0.0);
    for _ in 0..ROUNDS {
        our_ms += spent(ours, path).await?;
        twin_ms += spent(twin, path).await?;
    }
    let each = f64::from(ROUNDS * PAGES);
    Ok(Figure::beside(name, "cpu_ms", our_ms / each, twin_ms / each))
}

async fn spent(server: &Server, path: &str) -> Result<f64> {
    let before = server.cpu_ms()?;
    for _ in 0..PAGES {
        server.page(path).await?;
    }
    Ok(server.cpu_ms()? - before)
}

/// What a person reads of a page: the words between the tags of the body, in order, without scripts.
pub(crate) fn text_of(html: &str) -> String {
    let body = html.split_once("<body").map_or(html, |(_, body)| body);
    let mut text = String::new();
    let mut rest = body.split_once('>').map_or("", |(_, rest)| rest);
    while let Some((words, tail)) = rest.split_once('<') {
        text.push_str(words);
        text.push(' ');
        rest = after_tag(tail);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What follows a tag (whose `<` is already read); a script or a comment is skipped whole.
fn after_tag(tail: &str) -> &str {
    let end = match tail {
        script if script.starts_with("script") => "</script>",
        comment if comment.starts_with("!--") => "-->",
        _ => ">",
    };
    tail.split_once(end).map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn only_what_people_read_is_compared() {
        let html = "<html><head><title>x</title></head><body class=a><p>one <b>two</b><!-- no --></p><script>no<no</script> three</body></html>";
        assert_eq!(text_of(html), "one two three");
    }
}
