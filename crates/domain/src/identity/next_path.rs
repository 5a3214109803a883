//! Where to go after signing in: a page of ours, or home. Never another house.

/// The path, if it is one of ours: one slash, no way to name a host, nothing a browser would strip or turn.
pub fn own_path(next: &str) -> Option<&str> {
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace() && c != '\\';
    let tail = next.strip_prefix('/')?;
    (!tail.starts_with('/') && next.len() <= 2000 && next.chars().all(is_plain)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_followed() {
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            " /x",
            "x",
            "///x",
            "/ok\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
        for good in ["/", "/requests?q=%D8%A7&page=2", "/orders/req_1#top", "/sign-in?next=//x"] {
            assert_eq!(own_path(good), Some(good));
        }
    }
}
