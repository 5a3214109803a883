//! The text of a page, so that both sides are known to show the same.

/// What a person reads of a page: the words between the tags of the body, in order, without scripts.
pub(super) fn text_of(html: &str) -> String {
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
