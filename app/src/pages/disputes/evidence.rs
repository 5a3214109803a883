//! What was laid before a dispute: words and files with their hashes and times, the same for everybody who may see them; and
//! the form that lays more before it, for as long as people argue.

use super::said;
use crate::{
    dates, lang,
    parts::{DeedForm, FileField, ShownFile, Submit, TAKEN_KINDS, TextArea, missed},
    t,
    words::{self, number},
};
use domain::{
    UserId,
    attachments::{AttachedFile, MAX_FILE_BYTES, MAX_FILES},
    disputes::{Dispute, EVIDENCE_WORDS_MAX, Evidence},
    event::Actor,
};
use leptos::prelude::*;

const DEED: &str = "lay_evidence";
/// What a browser counts as the most; the law counts the same.
const MOST: u32 = EVIDENCE_WORDS_MAX as u32;

/// Every piece, in the order it came.
#[component]
pub(super) fn Gallery(
    dispute: Dispute,
    evidence: Vec<Evidence>,
    viewer: UserId,
    /// The viewer may open the files: one of the two sides, or somebody who decides.
    may_open: bool,
) -> impl IntoView {
    let l = lang();
    let is_none = evidence.is_empty();
    let pieces = match dispute.is_party(viewer) {
        true => in_order(&dispute, evidence, may_open),
        false => beside_each_other(&dispute, &evidence, may_open),
    };
    let form = match dispute.may_lay_evidence(viewer) {
        Ok(()) => Some(bring(&dispute)),
        Err(_) => missed(DEED),
    };
    view! {
        <section class="card p-5 stack" aria-labelledby="evidence">
            <h2 id="evidence">{t::evidence_title(l)}</h2>
            <p class="hint">{t::evidence_text(l)}</p>
            {is_none.then(|| view! { <p>{t::evidence_none(l)}</p> })}
            {(!is_none).then_some(pieces)}
            {form}
        </section>
    }
}

/// For a side of it: as it came.
fn in_order(dispute: &Dispute, evidence: Vec<Evidence>, may_open: bool) -> AnyView {
    let pieces: Vec<_> = evidence.into_iter().map(|piece| one(dispute, piece, may_open)).collect();
    view! { <ol class="stack list-none p-0" data-gap="loose">{pieces}</ol> }.into_any()
}

/// For who decides: what both sides laid, one beside the other; on a phone one below the other.
fn beside_each_other(dispute: &Dispute, evidence: &[Evidence], may_open: bool) -> AnyView {
    let l = lang();
    let side = |who: UserId, word: &'static str, title: &'static str| {
        let own: Vec<_> = evidence.iter().filter(|piece| piece.by == who).cloned().collect();
        let pieces = match own.is_empty() {
            true => view! { <h3>{title}</h3> <p class="hint">{t::evidence_none(l)}</p> }.into_any(),
            false => in_order(dispute, own, may_open),
        };
        view! { <div class="stack min-w-0" data-side=word>{pieces}</div> }
    };
    view! {
        <div class="grid gap-8 items-start sm:grid-cols-2">
            {side(dispute.buyer_id, "buyer", t::dispute_the_buyer(l))}
            {side(dispute.seller_id, "seller", t::dispute_the_seller(l))}
        </div>
    }
    .into_any()
}

fn one(dispute: &Dispute, piece: Evidence, may_open: bool) -> AnyView {
    let l = lang();
    let (by, at) = (said::by(l, dispute, Actor::User(piece.by)), piece.created_at);
    let words = piece.words.map(|words| {
        let hash = piece.words_hash.unwrap_or_default();
        view! { <p dir="auto" class="whitespace-pre-line break-words">{words}</p> <Hash label=t::evidence_words_hash(l) hash/> }
    });
    let files: Vec<_> = piece.files.into_iter().map(|file| shown(file, may_open)).collect();
    view! {
        <li class="stack" data-gap="tight" id=piece.id.to_string()>
            <h3>{by} " · " <time datetime=at.to_string()>{dates::moment(l, at)}</time></h3>
            {words}
            {(!files.is_empty()).then(|| view! { <ul class="grid gap-4 grid-cols-[repeat(auto-fit,minmax(min(14rem,100%),1fr))] list-none p-0">{files}</ul> })}
        </li>
    }
    .into_any()
}

fn shown(file: AttachedFile, may_open: bool) -> AnyView {
    let l = lang();
    let kind = words::word(l, "evidence_type", &file.evidence_type().to_string());
    let (name, hash) = (file.name.clone(), file.hash.clone());
    let file = if may_open {
        view! { <ShownFile file/> }.into_any()
    } else {
        view! { <p class="break-words"><bdi>{name}</bdi></p> }.into_any()
    };
    view! {
        <li class="card p-4 stack min-w-0" data-gap="tight">
            {file}
            <Hash label=kind hash/>
        </li>
    }
    .into_any()
}

/// A hash reads from left to right in every language, and breaks where it must.
#[component]
fn Hash(#[prop(into)] label: String, hash: String) -> impl IntoView {
    view! { <p class="hint">{label} ": " <code dir="ltr" class="break-all" translate="no">{hash}</code></p> }
}

fn bring(dispute: &Dispute) -> AnyView {
    let l = lang();
    view! {
        <DeedForm deed=DEED files_for=dispute.id.to_string()>
            <h3>{t::evidence_lay_title(l)}</h3>
            <p class="hint">{t::evidence_lay_text(l)}</p>
            <Fields deed=DEED/>
            <Submit label=t::evidence_lay_do(l) kind="quiet"/>
        </DeedForm>
    }
    .into_any()
}

/// Words and files, in whichever form.
#[component]
pub(super) fn Fields(deed: &'static str) -> impl IntoView {
    let l = lang();
    let hint = t::evidence_files_hint(l, number(l, MAX_FILES.into()), number(l, MAX_FILE_BYTES / 1024 / 1024));
    view! {
        <TextArea deed=deed name="evidence" label=t::evidence_words(l) max=MOST rows=3/>
        <FileField deed=deed name="files" label=t::evidence_files(l) hint accept=TAKEN_KINDS multiple=true/>
    }
}
