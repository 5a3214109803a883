//! The form of a decision: what becomes of the money, what besides, and why.

use super::forms::Ends;
use crate::{
    lang,
    parts::{CheckField, FoldedForm, HiddenField, SelectField, Submit, TextArea},
    t,
};
use actions::disputes::DisputeRoom;
use domain::disputes::DisputePhase;
use leptos::prelude::*;

/// Folded until somebody wants it, or it was refused.
pub(super) fn decide(room: &DisputeRoom) -> AnyView {
    const DEED: &str = "decide_dispute";
    let (l, dispute) = (lang(), &room.dispute);
    let (id, seen) = (dispute.id, dispute.decisions.len());
    let word = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    let mut besides = vec![
        word("", t::console_besides_nothing(l)),
        word("replacement", t::console_besides_replacement(l)),
        word("compensation", t::console_besides_compensation(l)),
        word("warning_seller", t::console_besides_warning(l)),
    ];
    besides.extend(room.may_ban.then(|| word("ban_seller", t::console_besides_ban(l))));
    let ours = (!room.may_ban).then(|| view! { <p class="hint">{t::console_besides_ours(l)}</p> });
    let security = room.order.escrow.deposit_held().is_some().then(|| {
        view! { <CheckField deed=DEED name="security" label=t::console_security(l) hint=t::console_security_hint(l)/> }
    });
    let text =
        if dispute.phase == DisputePhase::Appeal { t::console_decide_last(l) } else { t::console_decide_text(l) };
    view! {
        <FoldedForm deed=DEED title=t::console_decide(l)>
            <HiddenField name="dispute" value=id.to_string()/>
            <HiddenField name="seen" value=seen.to_string()/>
            <p class="hint">{text}</p>
            <Ends deed=DEED or_nothing=true/>
            <SelectField deed=DEED name="besides" label=t::console_besides(l) options=besides/>
            {ours}
            {security}
            <TextArea deed=DEED name="reasons" label=t::console_reasons(l) hint=t::console_reasons_hint(l) rows=6
                max=4000 required=true/>
            <Submit label=t::console_decide_do(l) kind="danger"/>
        </FoldedForm>
    }
    .into_any()
}
