//! The binary as a stranger starts it: on an empty folder, with nothing else installed.
#![allow(clippy::unwrap_used, reason = "a start that fails is a failed test")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running `amanat serve`; told to stop when dropped.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(data: &Path) -> Self {
        let mut command = amanat(data);
        let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said =
            lines.map_while(Result::ok).filter_map(|line| Some(line.strip_prefix("listening on http://")?.to_owned()));
        let address = said.next().expect("the server ended before it listened");
        Self { child, address }
    }

    /// Status line, headers and body of one request.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let head = request.replacen("\r\n", &format!("\r\nHost: {host}\r\nConnection: close\r\n"), 1);
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str, headers: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\n{headers}\r\n"))
    }

    fn stop(mut self) -> bool {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn amanat(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amanat"));
    command
        .env_clear()
        .env("AMANAT_DATA", data)
        .env("AMANAT_ADDR", "127.0.0.1:0")
        .env("AMANAT_SITE", data.join("none"));
    command.env("RUST_LOG", "warn");
    command
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn an_empty_folder_becomes_a_house_that_answers_stops_and_audits() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path());
    assert_eq!(status(&running.get("/healthz", "")), "200");

    let page = running.get("/", "Accept-Language: fa-IR,fa;q=0.9\r\n");
    assert_eq!(status(&page), "200", "{page}");
    assert!(page.contains("<html lang=\"fa\" dir=\"rtl\""), "{page}");
    let (head, body) = page.split_once("\r\n\r\n").unwrap();
    let nonce = head.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    assert!(body.contains(&format!("nonce=\"{nonce}\"")), "the markup carries another nonce than the header");
    assert!(!body.contains(" style="), "an inline style, which the policy refuses");

    // A second process reads the same folder while the first one serves it.
    assert!(amanat(folder.path()).arg("audit").status().unwrap().success());
    assert!(running.stop());
    assert!(amanat(folder.path()).arg("audit").status().unwrap().success());
}

#[test]
fn what_is_wrong_gets_a_page_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path());
    let html = "Accept: text/html\r\n";
    let missing = running.get("/no-such-page", html);
    assert_eq!(status(&missing), "404");
    assert!(missing.contains("<html lang=\"en\""), "{missing}");

    let post = |path: &str, headers: &str, body: &str| {
        let form = "Content-Type: application/x-www-form-urlencoded\r\n";
        running.ask(&format!("POST {path} HTTP/1.1\r\n{form}{headers}Content-Length: {}\r\n\r\n{body}", body.len()))
    };
    let ours = "Sec-Fetch-Site: same-origin\r\nAccept: text/html\r\n";
    assert_eq!(status(&post("/lang", "Accept: text/html\r\n", "l=fa&to=/")), "403", "a form from nowhere");
    assert_eq!(status(&post("/lang", "Origin: https://evil.example\r\n", "l=fa&to=/")), "403", "another site's form");
    assert_eq!(status(&post("/?deed=no_such_deed", ours, "a=b")), "404");
    assert_eq!(status(&post("/api/no_such_deed", ours, "a=b")), "404");
    assert_eq!(status(&post("/", ours, "a=b")), "405");
    let chosen = post("/lang", ours, "l=fa&to=//evil.example");
    assert_eq!(status(&chosen), "303");
    assert!(chosen.to_lowercase().contains("location: /\r\n") && chosen.contains("lang=fa; Path=/"), "{chosen}");
}

/// Words that only the demo's code holds.
const MARKERS: [&str; 4] = [
    "the demo wallet only pays on the local chains",
    "made-up person",
    "This is a demo: letters go nowhere.",
    "demo-minutes-ahead",
];

#[test]
fn a_build_without_the_demo_feature_has_nothing_of_the_demo_in_it() {
    let binary = std::fs::read(env!("CARGO_BIN_EXE_amanat")).unwrap();
    let holds = |marker: &str| binary.windows(marker.len()).any(|window| window == marker.as_bytes());
    for marker in MARKERS {
        assert_eq!(holds(marker), cfg!(feature = "demo"), "{marker:?}");
    }
    // Only crates/actions/src/providers/test_way.rs says so, and no build that people run has it, with the demo or without.
    assert!(!holds("money of a test is worth nothing outside of it"), "the way to pay of tests");
}

#[test]
fn a_keystore_is_made_once_says_only_what_is_public_and_must_fit_the_account() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys.json");
    let keystore = |what: &str, password: &str| {
        let mut command = amanat(folder.path());
        command.args(["keystore", what]).env("AMANAT_KEYSTORE", &file).env("AMANAT_KEYSTORE_PASSWORD", password);
        command.stdin(Stdio::null()).output().unwrap()
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert!(!keystore("new", "too short").status.success());
    let made = keystore("new", "seven yaks on a bridge");
    assert!(made.status.success(), "{}", text(made.stderr));
    let said = text(made.stdout);
    assert!(said.contains("AMANAT_XPUB=xpub") && said.contains("0x") && !said.contains("xprv"), "{said}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!keystore("new", "seven yaks on a bridge").status.success(), "it was written over");
    assert_eq!(text(keystore("show", "seven yaks on a bridge").stdout), said);
    assert!(!keystore("show", "eight yaks on a bridge").status.success());
    let next = folder.path().join("next.json");
    let into = |asked: &[&str], to: &Path| {
        let mut command = amanat(folder.path());
        command.arg("keystore").args(asked).arg("--to").arg(to);
        command.env("AMANAT_KEYSTORE", &file).env("AMANAT_KEYSTORE_PASSWORD", "seven yaks on a bridge");
        text(command.stdin(Stdio::null()).output().unwrap().stdout)
    };
    let rotated = into(&["rotate", "--until", "2026-03-01T12:00:00Z"], &next);
    let vault = said.lines().find_map(|line| line.strip_prefix("hot vault  ")).unwrap();
    let before = format!("before     {vault}, what it signed before 2026-03-01T12:00:00.000Z");
    assert!(rotated.lines().any(|line| line == before) && next.exists(), "{rotated}");
    assert_eq!(text(keystore("show", "seven yaks on a bridge").stdout), said, "the old file stays as it was");
    let alone = into(&["without-account"], &folder.path().join("alone.json"));
    assert!(alone.contains(vault) && !alone.contains("xpub"), "{alone}");
    let other = "xpub6Ce9NcJvTk372KjsGfWqbcex5DumjpNquQLApoeQUavSCjEc823BV1tb4rXUuPuht8h2hSxkg2EXUaKUJmniJvRZAELxypsCzBFdtosmV76";
    let mut serve = amanat(folder.path());
    serve.arg("serve").env("AMANAT_KEYSTORE", &file).env("AMANAT_XPUB", other);
    let refused =
        serve.env("AMANAT_KEYSTORE_PASSWORD", "seven yaks on a bridge").stdin(Stdio::null()).output().unwrap();
    let why = text(refused.stderr);
    assert!(!refused.status.success() && why.contains("another account than the keystore's"), "{why}");
}
