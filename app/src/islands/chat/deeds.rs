//! What a reader may do with a message that came while they looked: the links and plain forms that the page would have beneath
//! it. The house decides what may be done, as it does everywhere.

use crate::{api::chat::SaidNow, lang, t};
use domain::{chat::ReactionKind, machine::Word};
use leptos::prelude::*;

/// The fold beneath a message.
pub(super) fn fold(said: &SaidNow, chat: &str) -> impl IntoView + use<> {
    let l = lang();
    let about = t::chat_more_about(l, said.name.clone(), said.time.clone());
    let link = |what: &str, label: &'static str| {
        let href = format!("/chats/{chat}?{what}={}#write", said.id);
        view! { <a class="btn btn-ghost btn-sm" href=href>{label}</a> }
    };
    let (is_own, is_words) = (said.whose == "own", said.look.is_none());
    let reply = link("reply", t::chat_reply(l));
    let edit = (is_own && is_words).then(|| link("edit", t::chat_edit(l)));
    let delete = (is_own && is_words).then(|| {
        let (id, action) = (said.id.clone(), format!("/chats/{chat}?deed=delete_message"));
        view! {
            <form method="post" action=action class="contents">
                <input type="hidden" name="which" value=id/>
                <button type="submit" class="btn btn-outline btn-error">{t::chat_delete(l)}</button>
            </form>
        }
    });
    let report = (!is_own).then(|| link("report", t::chat_report(l)));
    view! {
        <details class="message-deeds">
            <summary aria-label=about>{t::chat_more(l)}</summary>
            <div class="cluster">{reactions(said.id.clone(), chat)} {reply} {edit} {delete} {report}</div>
        </details>
    }
}

/// A button per answer without words.
fn reactions(id: String, chat: &str) -> impl IntoView + use<> {
    let (l, action) = (lang(), format!("/chats/{chat}?deed=react_to_message"));
    let buttons: Vec<_> = ReactionKind::ALL
        .iter()
        .map(|kind| {
            let label = match kind {
                ReactionKind::Agree => t::word_reaction_agree(l),
                ReactionKind::Love => t::word_reaction_love(l),
                ReactionKind::Laugh => t::word_reaction_laugh(l),
                ReactionKind::Thanks => t::word_reaction_thanks(l),
                ReactionKind::Surprise => t::word_reaction_surprise(l),
            };
            view! {
                <button class="btn btn-ghost btn-sm" type="submit" name="reaction" value=kind.word() aria-label=label>
                    <span aria-hidden="true">{kind.sign()}</span>
                </button>
            }
        })
        .collect();
    view! {
        <form method="post" action=action class="cluster">
            <input type="hidden" name="which" value=id/>
            {buttons}
        </form>
    }
}
