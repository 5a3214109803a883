//! Text as markup. Leptos escapes text everywhere but inside `<title>`, `<textarea>`, `<noscript>`, `<script>` and
//! `<style>`, where it writes what it is given: whatever somebody typed goes through here first.

/// The text, so that a browser reads it as text and nothing in it ends the element it stands in.
pub fn as_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::as_text;

    #[test]
    fn what_somebody_typed_does_not_end_the_element_it_stands_in() {
        assert_eq!(
            as_text("</title><script>alert(1)</script> & more"),
            "&lt;/title>&lt;script>alert(1)&lt;/script> &amp; more"
        );
        assert_eq!(as_text("&lt;/textarea>"), "&amp;lt;/textarea>");
    }
}
