//! Forms with files, as a browser writes them.

/// What such a form says it is.
pub const KIND: &str = "multipart/form-data; boundary=----a-form-of-ours";
const BOUNDARY: &str = "----a-form-of-ours";

/// Words and files.
pub fn form(words: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in words {
        body.extend(
            format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes(),
        );
    }
    for (name, bytes) in files {
        let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n");
        body.extend(head.as_bytes());
        // What the sender calls it counts for nothing.
        body.extend(b"content-type: image/png\r\n\r\n");
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}
