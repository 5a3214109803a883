//! A file as a page shows it: a picture where it stands, everything as a link that saves it.

use crate::{
    lang,
    t::{self, Locale},
    words::{self, number},
};
use domain::attachments::AttachedFile;
use leptos::prelude::*;

/// The kinds that are taken, as a browser offers them.
pub const TAKEN_KINDS: &str = "image/jpeg,image/png,image/webp,application/pdf,text/plain,video/mp4";

/// The file; its name is read out, so that the picture needs no words of its own.
#[component]
pub fn ShownFile(
    /// Which.
    file: AttachedFile,
) -> impl IntoView {
    let l = lang();
    let href = format!("/files/{}", file.id);
    let picture = file.kind.is_picture().then(|| {
        view! { <img class="w-full max-h-48 object-contain" src=href.clone() alt="" loading="lazy" decoding="async"/> }
    });
    view! {
        {picture}
        <p class="break-words">
            <a href=href download=""><bdi>{file.name}</bdi></a> " " <span class="hint">{size(l, file.size_bytes)}</span>
        </p>
    }
}

/// `12 kB`, `3.4 MB`: thousands, as people read them.
fn size(l: Locale, bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    match tenths {
        0..10 => t::files_kilobytes(l, number(l, bytes.div_ceil(1_000))),
        _ => t::files_megabytes(l, words::decimal(l, &format!("{}.{}", tenths / 10, tenths % 10))),
    }
}
