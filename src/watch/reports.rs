//! `POST /reports`: what browsers refused to do on our pages. A report is counted and written to the log, without the
//! address of the page, which may name somebody. Anybody may send one: it costs a line, and not many of those.

use super::metrics;
use axum::{
    body::Bytes,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// No report of ours is larger.
pub const MAX_BYTES: usize = 16 * 1024;
/// So many lines in the life of a process; after that reports are only counted.
const MAX_LINES: u32 = 1000;
/// Of one delivery so many are looked at.
const MAX_OF_ONE: usize = 20;

static LINES: AtomicU32 = AtomicU32::new(0);

/// The directives of our policy; a label has no other value.
const DIRECTIVES: [&str; 16] = [
    "default-src",
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "img-src",
    "font-src",
    "connect-src",
    "manifest-src",
    "worker-src",
    "form-action",
    "base-uri",
    "frame-ancestors",
    "require-trusted-types-for",
];

/// Takes both shapes: one report (`application/csp-report`), or a list (`application/reports+json`).
pub async fn take(headers: HeaderMap, body: Bytes) -> StatusCode {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !["application/csp-report", "application/reports+json"].iter().any(|known| kind.starts_with(known)) {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE;
    }
    let Ok(sent) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST };
    for report in reports(&sent).into_iter().take(MAX_OF_ONE) {
        metrics::reported(report.directive);
        if LINES.fetch_add(1, Ordering::Relaxed) < MAX_LINES {
            tracing::warn!(directive = report.directive, blocked = report.blocked, "a browser refused something");
        }
    }
    StatusCode::NO_CONTENT
}

#[derive(Debug, PartialEq, Eq)]
struct Report {
    directive: &'static str,
    /// `inline`, `eval`, or scheme and host: nothing that names a person.
    blocked: String,
}

fn reports(sent: &Value) -> Vec<Report> {
    match sent {
        Value::Array(list) => list.iter().map(|one| report(&one["body"], "effectiveDirective", "blockedURL")).collect(),
        one => vec![report(&one["csp-report"], "effective-directive", "blocked-uri")],
    }
}

fn report(body: &Value, directive: &str, blocked: &str) -> Report {
    let said = body[directive].as_str().or_else(|| body["violated-directive"].as_str()).unwrap_or_default();
    let known = DIRECTIVES.iter().find(|known| said.split(' ').next() == Some(*known));
    Report { directive: known.copied().unwrap_or("other"), blocked: place(body[blocked].as_str().unwrap_or_default()) }
}

fn place(blocked: &str) -> String {
    match url::Url::parse(blocked) {
        Ok(url) => format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default()),
        Err(_) => blocked.chars().filter(char::is_ascii_alphanumeric).take(20).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_report_says_what_was_refused_and_of_whom_nothing() {
        let old = json!({"csp-report": {
            "document-uri": "https://amanat.example/people/usr_1?email=a@b.example",
            "effective-directive": "img-src", "blocked-uri": "https://evil.example/pixel?who=usr_1",
        }});
        let said = reports(&old);
        assert_eq!(said, [Report { directive: "img-src", blocked: "https://evil.example".to_owned() }]);
        let new = json!([{"type": "csp-violation", "body": {"effectiveDirective": "script-src-attr", "blockedURL": "inline"}}]);
        assert_eq!(reports(&new), [Report { directive: "script-src-attr", blocked: "inline".to_owned() }]);
    }

    #[test]
    fn what_somebody_made_up_becomes_no_label() {
        let made_up = json!({"csp-report": {"effective-directive": "a\nb{x=\"1\"}", "blocked-uri": "\r\n<script>"}});
        assert_eq!(reports(&made_up), [Report { directive: "other", blocked: "script".to_owned() }]);
        assert_eq!(reports(&json!(7)), [Report { directive: "other", blocked: String::new() }]);
    }
}
