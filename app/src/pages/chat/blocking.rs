//! Not hearing the other side any more, and hearing it again. Orders go on whatever stands here.

use super::load::View;
use crate::{
    lang,
    parts::{DeedForm, FoldedForm, HiddenField, Notice, Submit},
    t,
};
use domain::chat::ChatType;
use leptos::{either::EitherOf3, prelude::*};
use std::sync::Arc;

/// Where two talk alone: how they stand to each other, and what can be done about it.
#[component]
pub(super) fn Blocking(view: Arc<View>) -> impl IntoView {
    let is_of_two = view.room.chat.chat_type == ChatType::Direct && view.is_member();
    is_of_two.then(|| {
        let l = lang();
        let chat = view.room.chat.id.to_string();
        let blocked = view.standing.blocked;
        let told = blocked.by_other.then(|| {
            view! { <Notice kind="info" title=t::chat_blocked_title(l)><p>{t::chat_blocked_text(l)}</p></Notice> }
        });
        let deed = if blocked.by_me {
            EitherOf3::A(view! {
                <Notice kind="info" title=t::chat_blocked_by_you(l)>
                    <p>{t::chat_block_orders(l)}</p>
                    <DeedForm deed="unblock_person">
                        <HiddenField name="chat" value=chat/>
                        <Submit label=t::chat_unblock(l) kind="quiet"/>
                    </DeedForm>
                </Notice>
            })
        } else {
            EitherOf3::B(view! {
                <FoldedForm deed="block_person" title=t::chat_block(l)>
                    <HiddenField name="chat" value=chat/>
                    <p class="hint">{t::chat_block_text(l)} " " {t::chat_block_orders(l)}</p>
                    <Submit label=t::chat_block_do(l) kind="danger"/>
                </FoldedForm>
            })
        };
        let deed: EitherOf3<_, _, ()> = deed;
        view! { <section class="stack" data-gap="tight" aria-label=t::chat_block_about(l)>{told} {deed}</section> }
    })
}
