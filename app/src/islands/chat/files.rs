//! What a message shows, at the living end of a conversation: as the page above shows it.

use crate::api::chat::SaidFile;
use leptos::prelude::*;

/// Pictures where they stand, everything as a link that saves it.
pub(super) fn list(files: Vec<SaidFile>) -> impl IntoView {
    let one = |SaidFile { href, name, is_picture }: SaidFile| {
        let picture = is_picture.then(|| {
            view! { <img class="w-full max-h-48 object-contain" src=href.clone() alt="" loading="lazy" decoding="async"/> }
        });
        view! { <li>{picture} <p class="break-words"><a href=href download=""><bdi>{name}</bdi></a></p></li> }
    };
    let lines: Vec<_> = files.into_iter().map(one).collect();
    (!lines.is_empty()).then(|| view! { <ul class="message-files">{lines}</ul> })
}
