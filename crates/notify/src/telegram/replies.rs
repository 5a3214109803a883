//! What the bot says to somebody who asked it something.

use super::said::{Key, Said};
use crate::{foreign, plain::address};
use domain::{
    Money,
    machine::Word,
    telegram::{OrderLine, Reply},
};
use tongue::{
    t::{self, Locale},
    words,
};

/// The message.
pub(super) fn said(l: Locale, reply: &Reply, origin: &str) -> Said {
    let place = |label: &str, path: &str| vec![Key::Place(label.to_owned(), address(origin, path))];
    match reply {
        Reply::Welcome => Said::plain(t::telegram_welcome(l)).and(t::telegram_help(l)),
        Reply::NotLinked => {
            Said::plain(t::telegram_not_linked(l)).under(place(t::telegram_settings(l), "/settings/telegram"))
        }
        Reply::Linked { name } => Said::plain(&t::telegram_linked(l, foreign::name(name))).and(t::telegram_help(l)),
        Reply::LinkNoMore => {
            Said::plain(t::telegram_link_no_more(l)).under(place(t::telegram_settings(l), "/settings/telegram"))
        }
        Reply::LinkedOtherwise => {
            Said::plain(t::telegram_linked_otherwise(l)).under(place(t::telegram_settings(l), "/settings/telegram"))
        }
        Reply::Locked => Said::plain(t::telegram_locked(l)),
        Reply::Help => Said::plain(t::telegram_help(l)).and(t::telegram_no_money(l)),
        Reply::Orders(lines) => orders(l, lines, origin),
        Reply::Balance(sums) => balance(l, sums).under(place(t::telegram_wallet(l), "/wallet")),
        Reply::Marked { .. } | Reply::Muted(_) | Reply::Spent => Said::plain(&in_a_word(l, reply)),
        Reply::Unknown => Said::plain(t::telegram_unknown(l)).and(t::telegram_help(l)),
    }
}

/// What stands over the conversation for a moment when a button was pressed.
pub(super) fn in_a_word(l: Locale, reply: &Reply) -> String {
    match reply {
        Reply::Marked { .. } => t::telegram_marked(l).to_owned(),
        Reply::Muted(category) => t::telegram_muted(l, words::word(l, "notice_category", category.word())),
        Reply::NotLinked => t::telegram_not_linked(l).to_owned(),
        Reply::Locked => t::telegram_locked(l).to_owned(),
        Reply::Spent
        | Reply::Welcome
        | Reply::Linked { .. }
        | Reply::LinkNoMore
        | Reply::LinkedOtherwise
        | Reply::Help
        | Reply::Orders(_)
        | Reply::Balance(_)
        | Reply::Unknown => t::telegram_spent(l).to_owned(),
    }
}

/// What the menu says of a command.
pub(super) fn command(l: Locale, name: &str) -> String {
    words::word(l, "telegram_command", name)
}

fn orders(l: Locale, lines: &[OrderLine], origin: &str) -> Said {
    if lines.is_empty() {
        let requests = Key::Place(t::telegram_requests(l).to_owned(), address(origin, "/requests"));
        return Said::plain(t::telegram_no_orders(l)).under(vec![requests]);
    }
    lines.iter().fold(Said::titled(t::telegram_orders(l)), |said, order| {
        let status = words::word(l, "purchase_request_status", order.status.word());
        let line = t::telegram_order(l, format!("R-{:06}", order.number), status, foreign::name(&order.title));
        said.and_line(&line, &address(origin, &format!("/orders/{}", order.id)))
    })
}

fn balance(l: Locale, sums: &[Money]) -> Said {
    if sums.is_empty() {
        return Said::plain(t::telegram_no_money_yet(l));
    }
    let lines: Vec<String> = sums.iter().map(|sum| format!("{} {}", words::amount(*sum), sum.currency)).collect();
    Said::titled(t::telegram_balance(l)).and(&lines.join("\n"))
}
