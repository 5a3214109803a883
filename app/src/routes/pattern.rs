//! What a count may say of a request: the pattern of its path, never the path.

use super::{PLAIN, ROUTES, policy_of};

/// The pattern that a path is an address of: what a count may say of a request. `other` when there is none, and for
/// files.
pub fn pattern_of(path: &str) -> &'static str {
    if let Some(deed) = path.strip_prefix("/api/").and_then(policy_of) {
        return deed.name;
    }
    let pages = ROUTES.iter().map(|page| page.path);
    let all: Vec<_> = pages.chain(PLAIN.iter().map(|plain| plain.path)).collect();
    // What is named wins over what stands for anything: /requests/new is not /requests/:id.
    let exact = all.iter().find(|pattern| **pattern == path);
    exact.or_else(|| all.iter().find(|pattern| fits(pattern, path))).copied().unwrap_or("other")
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || wanted.starts_with([':', '{']) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_knows_patterns_and_never_an_address() {
        assert_eq!(pattern_of("/requests/new"), "/requests/new");
        assert_eq!(pattern_of("/requests/req_01ABC"), "/requests/:id");
        assert_eq!(pattern_of("/feed/pay_1"), "/feed/{id}");
        assert_eq!(pattern_of("/api/sign_in"), "sign_in");
        assert_eq!(pattern_of("/api/leila@example.com"), "/api/{deed}");
        assert_eq!(pattern_of("/leila@example.com"), "other");
    }
}
