//! Files beside a request or an offer: seen by its people, brought and taken away by whose it is, as long as it is open.

use super::unread;
use crate::{
    Fault, Refused, lang,
    pages::loaded,
    parts::{DeedForm, FileField, Notice, ShownFile, Submit, TAKEN_KINDS},
    ssr, t,
    words::number,
};
use actions::attachments::{FilesAround, FilesBeside, files_around};
use domain::{
    attachments::{AttachedFile, Attachment, AttachmentHome, MAX_FILE_BYTES, MAX_FILES},
    market::{PurchaseRequest, SellerOffer},
};
use leptos::{either::Either, prelude::*};

/// The form's name; it is posted past the door, see `src/uploads.rs`.
const FORM: &str = "attach_files";

/// What lies beside a request and its offers, for the reader; nothing for a stranger.
pub(super) async fn around(request: &PurchaseRequest, offers: &[SellerOffer]) -> Result<FilesAround, Fault> {
    let Some(viewer) = ssr::viewer() else { return Ok(FilesAround::default()) };
    files_around(&ssr::desk(), viewer.id, request, offers).await.map_err(ssr::refuse)
}

/// The files of an order: what its buyer showed, and what its seller did.
#[component]
pub fn OrderFiles(
    /// Of which order.
    request: PurchaseRequest,
) -> impl IntoView {
    let loading = async move {
        let offer = match request.selected_offer_id {
            Some(id) => ssr::desk().store.find::<SellerOffer>(id).await.map_err(unread)?,
            None => None,
        };
        let around = around(&request, offer.as_slice()).await?;
        let homes = [Some(AttachmentHome::Request(request.id)), offer.map(|offer| AttachmentHome::Offer(offer.id))];
        Ok(homes.into_iter().flatten().map(|home| around.beside(home).files).collect::<Vec<_>>().concat())
    };
    loaded(loading, |files: Vec<Attachment>| {
        (!files.is_empty()).then(|| {
            let beside = FilesBeside { files, may_attach: false };
            view! {
                <section class="card p-5 stack" aria-labelledby="files">
                    <h2 id="files">{t::files_title(lang())}</h2>
                    <List beside/>
                </section>
            }
        })
    })
}

/// What lies beside this, and the form that brings more, for who may.
#[component]
pub(super) fn Files(home: AttachmentHome, beside: FilesBeside) -> impl IntoView {
    let l = lang();
    let may_attach = beside.may_attach;
    let is_full = beside.files.len() >= usize::try_from(MAX_FILES).unwrap_or_default();
    let labelled = format!("files-{}", home.text());
    let (id, title) = (labelled.clone(), t::files_title(l));
    // A request is what its page is about; an offer stands in a list there.
    let heading = match home {
        AttachmentHome::Request(_) => Either::Left(view! { <h2 id=id>{title}</h2> }),
        AttachmentHome::Offer(_) | AttachmentHome::Evidence(..) | AttachmentHome::Message(_) => {
            Either::Right(view! { <h3 id=id>{title}</h3> })
        }
    };
    (!beside.files.is_empty() || may_attach).then(|| {
        view! {
            <section class="stack" aria-labelledby=labelled>
                {heading}
                <List beside/>
                {(may_attach && !is_full).then(|| view! { <Bring home/> })}
            </section>
        }
    })
}

/// Only their names, for a place with little room.
#[component]
pub(super) fn FileNames(beside: FilesBeside) -> impl IntoView {
    let names: Vec<_> = beside
        .files
        .into_iter()
        .map(|file| view! { <li><a href=format!("/files/{}", file.id) download=""><bdi>{file.name}</bdi></a></li> })
        .collect();
    (!names.is_empty()).then(|| view! { <ul class="list-none p-0" aria-label=t::files_title(lang())>{names}</ul> })
}

#[component]
fn List(beside: FilesBeside) -> impl IntoView {
    let may_attach = beside.may_attach;
    let lines: Vec<_> = beside.files.into_iter().map(|file| view! { <Line file may_attach/> }).collect();
    (!lines.is_empty()).then(|| view! { <ul class="grid gap-4 sm:grid-cols-2 list-none p-0">{lines}</ul> })
}

#[component]
fn Line(file: Attachment, may_attach: bool) -> impl IntoView {
    let l = lang();
    let id = file.id.to_string();
    let away = may_attach.then(|| {
        view! { <DeedForm deed="take_file_away" which=id><Submit label=t::files_take_away(l) kind="quiet"/></DeedForm> }
    });
    view! {
        <li class="card p-4 stack" data-gap="tight">
            <ShownFile file=AttachedFile::from(&file)/>
            {away}
        </li>
    }
}

/// A plain form: it works before any script has loaded.
#[component]
fn Bring(home: AttachmentHome) -> impl IntoView {
    let l = lang();
    let home = home.text();
    let refused = Refused::of(FORM).filter(|refused| refused.values.get("which") == Some(&home));
    let refused = refused.map(|refused| {
        view! { <Notice kind="error" title=t::files_refused(l)><p>{refused.fault.sentence(l)}</p></Notice> }
    });
    let most = number(l, MAX_FILES.into());
    view! {
        <form class="stack" method="post" enctype="multipart/form-data" action=format!("/attach/{home}")>
            {refused}
            <FileField deed=FORM name="files" label=t::files_bring(l) accept=TAKEN_KINDS multiple=true
                hint=t::files_hint(l, most, number(l, MAX_FILE_BYTES / 1024 / 1024))/>
            <Submit label=t::files_send(l) kind="quiet"/>
        </form>
    }
}
