//! What the house puts into its hot vault, written down by those who keep the books.

use crate::{
    Refused, lang,
    pages::identity::StepUp,
    parts::{Address, DeedForm, SelectField, Submit, TextField},
    t,
};
use actions::custody::CapitalWays;
use domain::escrow::ChainAddress;
use leptos::prelude::*;

const DEED: &str = "book_capital";

/// Folded until it is wanted; nothing while nobody here can sign.
#[component]
pub(super) fn Capital(ways: CapitalWays, vault: Option<ChainAddress>) -> impl IntoView {
    let l = lang();
    let vault = vault?;
    let chains: Vec<_> = ways.chains.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let coins: Vec<_> = ways.currencies.iter().map(|it| (it.code().to_owned(), it.code().to_owned())).collect();
    let open = Refused::of(DEED).is_some();
    Some(view! {
        <section class="stack" aria-labelledby="capital">
            <h2 id="capital">{t::capital_title(l)}</h2>
            <p class="hint">{t::capital_text(l)}</p>
            <p>{t::capital_vault(l)} " " <Address address=vault/></p>
            <details open=open>
                <summary class="btn btn-outline">{t::capital_open(l)}</summary>
                <div class="pt-3 stack">
                    <StepUp/>
                    <DeedForm deed=DEED>
                        <SelectField deed=DEED name="chain" label=t::capital_chain(l) options=chains required=true/>
                        <SelectField deed=DEED name="currency" label=t::capital_currency(l) options=coins required=true/>
                        <TextField deed=DEED name="amount" label=t::capital_amount(l) hint=t::capital_amount_hint(l)
                            inputmode="decimal" required=true max=40/>
                        <TextField deed=DEED name="tx" label=t::capital_tx(l) hint=t::capital_tx_hint(l) required=true
                            max=80/>
                        <TextField deed=DEED name="note" label=t::capital_note(l) hint=t::capital_note_hint(l)
                            required=true max=300/>
                        <Submit label=t::capital_do(l) kind="primary"/>
                    </DeedForm>
                </div>
            </details>
        </section>
    })
}
