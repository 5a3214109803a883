//! What happens when nobody says a word: for each side what is asked of it and by when, and what the ledger has after it,
//! to the unit. The rule that the clock follows is asked; nothing is worked out here.

use super::load::{OrderView, Side};
use crate::{
    dates,
    islands::Countdown,
    lang,
    pages::disputes::silence_said,
    parts::MoneyView,
    t::{self, Locale},
    words::word,
};
use domain::{
    Days, Timestamp,
    disputes::{self, Dispute},
    escrow::{Order, Silence, Silent, SilentStep, StandsStill},
    machine::Word,
    tasks::Deed,
};
use leptos::prelude::*;

/// The panel, on every order.
#[component]
pub(super) fn SilencePanel(view: OrderView) -> impl IntoView {
    let l = lang();
    let (side, now) = (view.side, view.now);
    let Silence { stands_still, steps } = silence(&view);
    let standing = stands_still.map(|why| view! { <p>{standing(l, why)}</p> });
    let is_over = stands_still.is_none() && steps.is_empty();
    let over = is_over.then(|| view! { <p class="hint">{t::silence_over(l)}</p> });
    let lines = (!steps.is_empty()).then(|| {
        let asked = [Side::Buyer, Side::Seller].map(|of| view! { <Asked of side steps=steps.clone()/> });
        let line = |step: SilentStep| {
            let text = then(l, view.dispute.as_ref(), step.deed);
            view! { <Line step text side now/> }
        };
        let lines: Vec<_> = steps.iter().cloned().map(line).collect();
        view! {
            <dl class="facts">{asked.into_iter().collect_view()}</dl>
            <ol class="stack list-none p-0" data-gap="loose">{lines}</ol>
        }
    });
    view! {
        <section class="card p-5 stack" aria-labelledby="silence">
            <h2 id="silence">{t::escrow_deadlines_title(l)}</h2>
            {standing}
            {over}
            {lines}
        </section>
    }
}

/// While both argue, the dispute's clock is asked in place of the order's.
fn silence(view: &OrderView) -> Silence {
    let OrderView { request, escrow, payment, inspection_days, .. } = view.clone();
    let Some(payment) = payment else { return Silence::default() };
    let (order, inspection) = (Order { request, escrow, payment }, Days(inspection_days));
    let argued = view.dispute.as_ref().map(|dispute| dispute.silent_steps(&order, inspection));
    let silence = order.silence(inspection);
    Silence { steps: argued.unwrap_or(silence.steps), ..silence }
}

fn standing(l: Locale, why: StandsStill) -> &'static str {
    match why {
        StandsStill::Incident => t::incident_clock(l),
        StandsStill::Chain => t::silence_chain(l),
        StandsStill::Dispute => t::silence_dispute(l),
        StandsStill::Payout => t::silence_payout(l),
    }
}

/// What is asked of one side, and by when; or that nothing is.
#[component]
fn Asked(of: Side, side: Side, steps: Vec<SilentStep>) -> impl IntoView {
    let l = lang();
    let own = match of {
        Side::Buyer => Silent::Buyer,
        Side::Seller => Silent::Seller,
    };
    let who = match of {
        _ if of == side => t::silence_you(l),
        Side::Buyer => t::silence_buyer(l),
        Side::Seller => t::silence_seller(l),
    };
    let asked = match steps.into_iter().find(|step| step.silent == own) {
        Some(step) => format!("{}: {}", deadline(l, step.deed).0, dates::moment(l, step.at)),
        None => t::silence_nothing(l).to_owned(),
    };
    view! { <div><dt>{who}</dt><dd>{asked}</dd></div> }
}

/// One deadline: whose silence, until when, and what the ledger has then.
#[component]
fn Line(step: SilentStep, text: String, side: Side, now: Timestamp) -> impl IntoView {
    let l = lang();
    let label = deadline(l, step.deed).0;
    let whose = match (step.silent, side) {
        (Silent::Buyer, Side::Buyer) | (Silent::Seller, Side::Seller) => t::silence_if_you(l),
        (Silent::Buyer, Side::Seller) => t::silence_if_buyer(l),
        (Silent::Seller, Side::Buyer) => t::silence_if_seller(l),
        (Silent::Both, _) => t::silence_if_both(l),
        (Silent::House, _) => t::silence_if_house(l),
    };
    let moves: Vec<_> = step
        .moves
        .into_iter()
        .map(|(to, money)| view! { <div><dt>{word(l, "goes_to", to.word())}</dt><dd><MoneyView money/></dd></div> })
        .collect();
    let is_quiet = moves.is_empty();
    let left_ms = step.at.millis_since(now);
    view! {
        <li class="stack" data-gap="tight">
            <h3>{whose}</h3>
            <p>
                {label} " " <time datetime=step.at.to_string()>{dates::moment(l, step.at)}</time>
                " (" {dates::relative(l, step.at, now)} ") "
                <Countdown left_ms word=t::escrow_ask_left(l).to_owned()/>
            </p>
            <p class="hint">{text}</p>
            {is_quiet.then(|| view! { <p class="hint">{t::silence_no_money(l)}</p> })}
            {(!is_quiet).then(|| view! { <dl class="facts">{moves}</dl> })}
        </li>
    }
}

/// What a deadline does, in words: a dispute's says so itself, and once the house has it, what was shown from the start.
fn then(l: Locale, dispute: Option<&Dispute>, deed: Deed) -> String {
    match (deed, dispute) {
        (Deed::EndDisputeTime(_, round), Some(dispute)) if round == dispute.clock_round => {
            silence_said(l, dispute.silence)
        }
        (Deed::EndDisputeTime(..), Some(dispute)) => silence_said(l, disputes::Silence::Pays(dispute.undecided)),
        _ => deadline(l, deed).1.to_owned(),
    }
}

/// What a deadline is called, and what it does, in words.
fn deadline(l: Locale, deed: Deed) -> (&'static str, &'static str) {
    match deed {
        Deed::EndTimeToTopUp(_) => (t::escrow_deadline_top_up(l), t::escrow_deadline_top_up_text(l)),
        Deed::EndTimeToSend(_) => (t::escrow_deadline_send(l), t::escrow_deadline_send_text(l)),
        Deed::PromisedTimeCame(_) => (t::escrow_deadline_arrive(l), t::escrow_deadline_arrive_text(l)),
        Deed::EndInspection(_) => (t::escrow_deadline_inspect(l), t::escrow_deadline_inspect_text(l)),
        Deed::EndDisputeTime(..) => (t::silence_act_by(l), t::silence_dispute(l)),
        _ => (t::escrow_deadline_pay(l), t::escrow_deadline_pay_text(l)),
    }
}
