//! One request: where it stands, what is wanted, and its offers as far as the reader may see them.

use super::{
    files::{Files, around},
    id_here,
    offers::Offers,
    own_offer::OwnOffers,
    progress::request_steps,
    request_facts::Facts,
    unread, visible,
};
use crate::{
    Fault, Viewer,
    head::{Described, Unlisted},
    lang,
    pages::{loaded, sign_in_address},
    parts::{DeedForm, Dialog, HiddenField, LinkButton, Notice, Submit, Timeline},
    ssr, t,
};
use actions::attachments::FilesAround;
use domain::{
    PurchaseRequestId, Timestamp, UserId,
    attachments::AttachmentHome,
    event::EventRow,
    identity::{Role, User},
    market::{Category, OfferStatus, PurchaseRequest, SellerOffer},
};
use leptos::{either::EitherOf4, prelude::*};
use leptos_meta::Title;
use std::collections::BTreeMap;

struct Shown {
    request: PurchaseRequest,
    branches: Vec<Category>,
    people: BTreeMap<UserId, User>,
    offers: Vec<SellerOffer>,
    history: Vec<EventRow>,
    files: FilesAround,
    viewer: Option<Viewer>,
    now: Timestamp,
}

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<Shown, Fault> {
    let (desk, viewer) = (ssr::desk(), ssr::viewer());
    let me = viewer.as_ref().map(|viewer| viewer.id);
    let request = visible(id?, me).await?;
    let offers = match me {
        Some(me) if me == request.buyer_id => desk.store.offers_of(request.id).await,
        Some(me) => desk.store.offers_by_on(me, request.id).await,
        None => Ok(Vec::new()),
    };
    let mut offers = offers.map_err(unread)?;
    if me == Some(request.buyer_id) {
        offers = offers.into_iter().map(SellerOffer::without_notes).collect();
    }
    let mut ids: Vec<UserId> = offers.iter().map(|offer| offer.seller_id).collect();
    ids.push(request.buyer_id);
    let people = desk.store.users_by_ids(&ids).await.map_err(unread)?;
    let categories = desk.store.categories().await.map_err(unread)?;
    let history = desk.store.history(request.id).await.map_err(unread)?;
    let branches = branches_of(&request, categories);
    let files = around(&request, &offers).await?;
    Ok(Shown { request, branches, people, offers, history, files, viewer, now: desk.now() })
}

/// The request's category with all that stand above it, from the root.
fn branches_of(request: &PurchaseRequest, categories: Vec<Category>) -> Vec<Category> {
    let leaf = categories.iter().find(|category| category.id == request.category_id);
    let path = leaf.map(|leaf| leaf.path.clone()).unwrap_or_default();
    path.iter().filter_map(|id| categories.iter().find(|category| category.id == *id).cloned()).collect()
}

/// The page of a request.
#[component]
pub fn Request() -> impl IntoView {
    loaded(load(id_here()), |shown| view! { <Whole shown/> })
}

#[component]
fn Whole(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { request, branches, people, offers, history, files, viewer, now } = shown;
    let (home, beside) = (AttachmentHome::Request(request.id), files.beside(AttachmentHome::Request(request.id)));
    let is_involved = viewer.as_ref().is_some_and(|viewer| request.is_party(viewer.id));
    let steps = (request.status.is_open() || is_involved).then(|| request_steps(&request, &history));
    let buyer = people.get(&request.buyer_id).map(|user| user.display_name.clone());
    let (id, title, description) = (request.id, request.title.clone(), request.description.clone());
    let below = view! { <Below request=request.clone() offers files people viewer=viewer.clone() now/> };
    view! {
        <Title text=title.clone()/>
        <Described text=format!("{title}: {description}")/>
        {(!request.is_public).then(|| view! { <Unlisted/> })}
        <div class="page-wide stack" data-gap="loose">
            <div class="stack" data-gap="tight">
                <p class="hint">{t::market_request_number(l, format!("R-{:06}", request.number))}</p>
                <h1><bdi>{title}</bdi></h1>
            </div>
            <div class="grid gap-8 lg:grid-cols-3">
                <div class="stack lg:col-span-2" data-gap="loose">
                    <p class="whitespace-pre-line" dir="auto">{description}</p>
                    <Facts request=request.clone() branches buyer viewer/>
                    <Files home beside/>
                    <Share id is_public=request.is_public/>
                </div>
                {steps.map(|steps| view! {
                    <section class="stack" aria-labelledby="progress">
                        <h2 id="progress">{t::market_progress(l)}</h2>
                        <Timeline steps/>
                    </section>
                })}
            </div>
            {below}
        </div>
    }
}

/// What this reader may do here.
#[component]
fn Below(
    request: PurchaseRequest,
    offers: Vec<SellerOffer>,
    files: FilesAround,
    people: BTreeMap<UserId, User>,
    viewer: Option<Viewer>,
    now: Timestamp,
) -> impl IntoView {
    let l = lang();
    let id = request.id;
    let is_open = request.status.is_open();
    let to_order = viewer.as_ref().filter(|viewer| !is_open && request.is_party(viewer.id)).map(|_| {
        view! { <div><a class="btn btn-primary" href=format!("/orders/{id}")>{t::market_to_order(l)}</a></div> }
    });
    let main = match viewer {
        Some(viewer) if viewer.id == request.buyer_id => EitherOf4::A(view! {
            <Offers offers sellers=people files can_accept=is_open now/>
            {is_open.then(|| view! { <BuyerDeeds id/> })}
        }),
        _ if !is_open && offers.is_empty() => EitherOf4::B(view! {
            <Notice kind="info"><p>{t::market_closed(l)}</p></Notice>
        }),
        Some(viewer) => {
            let has_live = offers.iter().any(|offer| offer.status_at(now) == OfferStatus::Pending);
            let can_offer = is_open && !has_live;
            EitherOf4::C(view! {
                {can_offer.then(|| view! { <OfferLink id viewer/> })}
                {(!offers.is_empty()).then(|| view! { <OwnOffers offers files now/> })}
            })
        }
        None => {
            let href = sign_in_address(&format!("/requests/{id}/offer"));
            EitherOf4::D(view! { <div class="thumb"><LinkButton href label=t::market_offer_sign_in(l)/></div> })
        }
    };
    view! { {to_order} {main} }
}

#[component]
fn OfferLink(id: PurchaseRequestId, viewer: Viewer) -> impl IntoView {
    let l = lang();
    let (href, text) = if viewer.is(Role::Seller) {
        (format!("/requests/{id}/offer"), t::market_make_offer(l))
    } else {
        ("/become-a-seller".to_owned(), t::market_become_seller(l))
    };
    view! { <div class="thumb"><LinkButton href label=text/></div> }
}

#[component]
fn BuyerDeeds(id: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    view! {
        <section class="stack" data-gap="tight">
            <div class="cluster">
                <a class="btn btn-outline" href=format!("/requests/{id}/edit")>{t::market_edit(l)}</a>
                <Dialog id="cancel" open=t::market_cancel(l) title=t::market_cancel_title(l) kind="danger">
                    <p>{t::market_cancel_hint(l)}</p>
                    <DeedForm deed="cancel_request">
                        <HiddenField name="request" value=id.to_string()/>
                        <Submit label=t::market_cancel(l) kind="danger"/>
                    </DeedForm>
                </Dialog>
            </div>
        </section>
    }
}

#[component]
fn Share(id: PurchaseRequestId, is_public: bool) -> impl IntoView {
    let l = lang();
    is_public.then(|| {
        let link = format!("{}/requests/{id}", ssr::desk().settings.origin);
        view! {
            <div class="field">
                <label for="share">{t::market_share(l)}</label>
                <input class="input" id="share" type="url" dir="ltr" readonly=true value=link aria-describedby="share-hint"/>
                <p class="hint" id="share-hint">{t::market_share_hint(l)}</p>
            </div>
        }
    })
}
