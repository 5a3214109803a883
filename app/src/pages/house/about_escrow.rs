//! What escrow is, explained once.

use crate::{
    Fault,
    head::Described,
    lang,
    pages::{escrow::rate_said, loaded},
    ssr::{desk, refuse},
    t,
};
use domain::escrow::FeeRate;
use leptos::prelude::*;
use leptos_meta::Title;

/// How escrow works, in five short sections.
#[component]
pub fn AboutEscrow() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t::house_escrow_title(l)/>
        <Described text=format!("{} {}", t::house_escrow_lead(l), t::house_escrow_pay_text(l))/>
        <div class="page stack" data-gap="loose">
            <div class="stack">
                <h1>{t::house_escrow_title(l)}</h1>
                <p class="lead">{t::house_escrow_lead(l)}</p>
            </div>
            <Section title=t::house_escrow_pay(l) text=t::house_escrow_pay_text(l)/>
            <Section title=t::house_escrow_code(l) text=t::house_escrow_code_text(l)/>
            {loaded(fee_said(), move |(fee, buyers)| view! {
                <Section title=t::house_escrow_release(l) text=format!("{} {buyers}", t::house_escrow_release_text(l, fee))/>
            })}
            <p>{t::changes_see(l)} " " <a href="/changes">{t::changes_title(l)}</a></p>
            <Section title=t::house_escrow_refund(l) text=t::house_escrow_refund_text(l)/>
            <Section title=t::house_escrow_never(l) text=t::house_escrow_never_text(l)/>
            <div><a class="btn btn-primary" href="/requests/new">{t::house_landing_post(l)}</a></div>
        </div>
    }
}

#[component]
fn Section(#[prop(into)] title: String, #[prop(into)] text: String) -> impl IntoView {
    view! { <section class="stack" data-gap="tight"><h2>{title}</h2><p>{text}</p></section> }
}

/// The seller's fee as people say it, and what buyers pay. From the database itself, because pages that say it are kept
/// longer than this process keeps its settings.
pub(super) async fn fee_said() -> Result<(String, String), Fault> {
    let (l, desk) = (lang(), desk());
    let fee = actions::settings::read(&desk).await.map_err(refuse)?.fee;
    let buyers = match fee.buyer == FeeRate::default() {
        true => t::house_escrow_buyer_none(l).to_owned(),
        false => t::house_escrow_buyer_fee(l, rate_said(l, fee.buyer)),
    };
    Ok((rate_said(l, fee.seller), buyers))
}

/// Hundredths of a percent in percent, without needless zeros.
pub(in crate::pages) fn percent(basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_fee_is_said_without_needless_zeros() {
        assert_eq!(percent(250), "2.5");
        assert_eq!(percent(100), "1");
        assert_eq!(percent(0), "0");
    }
}
