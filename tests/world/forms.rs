//! How each deed is asked for, about the buyer's and the seller's things. A deed of somebody's thing that is not here
//! fails the walk: whose thing it is about could not be tried.

use super::{World, shop};

/// What the deed's form sends; `None` for a deed without a thing of its own that was not written down here.
pub fn form_of(world: &World, deed: &str) -> Option<Vec<(String, String)>> {
    let things = &world.things;
    let order = things.order.request.to_string();
    let fields: Vec<(&str, String)> = match deed {
        "remove_passkey" => vec![("which", things.passkey.to_string())],
        "rename_passkey" => vec![("which", things.passkey.to_string()), ("name", "Another phone".to_owned())],
        "end_session" => vec![("which", "0".repeat(32))],
        "make_primary_address" | "remove_address" => vec![("which", things.address.to_string())],
        "edit_address" => place(vec![("which", things.address.to_string())]),
        "add_address" => place(vec![("key", key(world))]),
        "approve_seller" => vec![("which", things.application.to_string())],
        "refuse_seller" => vec![("which", things.application.to_string()), ("reason", "Too little said.".to_owned())],
        "edit_request" => wish(things.wish.to_string()),
        "cancel_request" => vec![("request", things.wish.to_string())],
        "make_offer" => offer(vec![("key", key(world)), ("request", things.quiet.to_string())]),
        "edit_offer" => offer(vec![("offer", things.offer.to_string())]),
        "withdraw_offer" => vec![("offer", things.offer.to_string())],
        "accept_offer" => {
            let text = str::to_owned;
            vec![("offer", things.offer.to_string()), ("price", text("12.50")), ("currency", text("USDT"))]
        }
        "leave_review" => {
            let text = str::to_owned;
            vec![("key", key(world)), ("request", order), ("rating", text("5")), ("comment", text("Good."))]
        }
        "take_file_away" => vec![("which", things.file.to_string())],
        "reply_to_review" => vec![("which", things.review.to_string()), ("text", "Thank you.".to_owned())],
        "open_checkout" | "checkout_status" => vec![("request", things.unpaid.request.to_string())],
        "choose_way" => {
            vec![("request", things.unpaid.request.to_string()), ("which", "decentralized".to_owned())]
        }
        "record_payment_by_hand" => {
            let text = str::to_owned;
            let payment = vec![("key", key(world)), ("payment", text("PAY-000002")), ("amount", text("1"))];
            let evidence = ("evidence", text("Page 3 of the bank's statement."));
            payment.into_iter().chain([("reference", key(world)), evidence]).collect()
        }
        "confirm_payment_by_hand" => vec![("which", things.by_hand.to_string())],
        "refuse_payment_by_hand" => {
            vec![("which", things.by_hand.to_string()), ("reason", "There is no such line.".to_owned())]
        }
        "retry_task" | "run_task_now" => vec![("which", things.task.to_string())],
        "pause_tasks" => vec![("which", "reconcile".to_owned()), ("reason", "The node is being moved.".to_owned())],
        "resume_tasks" => vec![("which", "reconcile".to_owned())],
        "read_notification" => vec![("which", things.notification.to_string()), ("and", "stay".to_owned())],
        "switch_notifications" => vec![("which", "orders.email".to_owned()), ("to", "off".to_owned())],
        "set_quiet_hours" => {
            let text = str::to_owned;
            vec![("from", text("22:00")), ("until", text("07:00")), ("zone", text("Asia/Tehran"))]
        }
        "unsubscribe" => vec![("link", "none".to_owned())],
        "read_notifications" => vec![("category", String::new())],
        "more_time_to_pay" => vec![("request", things.unpaid.request.to_string()), ("from", "0".to_owned())],
        "settle_late" => {
            let text = str::to_owned;
            let order = things.unpaid.request.to_string();
            vec![("request", order), ("late", text("none")), ("choice", text("refund"))]
        }
        "claim_transfer" => vec![("transfer", things.aside.to_string())],
        "let_in_transfer" | "keep_withheld" => {
            vec![("which", things.withheld.to_string()), ("reason", "Another person of that name.".to_owned())]
        }
        "claim_refund" => {
            let text = str::to_owned;
            let refund = vec![("key", key(world)), ("request", order.clone()), ("line", format!("refund:{order}"))];
            refund.into_iter().chain([("chain", text("1")), ("address", text("0x1")), ("fee", text("1"))]).collect()
        }
        "choose_refund_rate" => {
            let text = str::to_owned;
            let rate = vec![("key", key(world)), ("request", order.clone()), ("line", format!("refund:{order}"))];
            rate.into_iter().chain([("offer", text("today 1 1 00"))]).collect()
        }
        "give_part_back" => vec![("key", key(world)), ("request", order), ("amount", "1".to_owned())],
        "propose_split" => vec![("key", key(world)), ("request", order), ("buyer", "1".to_owned())],
        "accept_split" | "decline_split" | "withdraw_split" => {
            vec![("request", order), ("split", world.desk.new_id::<domain::SplitProposalId>().to_string())]
        }
        "pay_from_wallet" => {
            let text = str::to_owned;
            vec![("request", things.unpaid.request.to_string()), ("amount", text("1250")), ("currency", text("USDT"))]
        }
        "pay_from_demo_wallet" => {
            vec![("request", things.unpaid.request.to_string()), ("payment", things.unpaid.payment.to_string())]
        }
        "mark_sent" | "mark_arrived" | "renew_delivery_code" | "give_refund" => vec![("request", order)],
        "choose_payout" => {
            vec![("request", order), ("address", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed".to_owned())]
        }
        "hand_over" | "confirm_delivery" => vec![("request", order), ("code", "000000".to_owned())],
        "change_setting" => {
            let text = str::to_owned;
            let seen = vec![("which", text("top_up_hours")), ("seen", text("0"))];
            seen.into_iter().chain([("value", text("36")), ("reason", text("Banks are slow here."))]).collect()
        }
        "cancel_setting" => {
            let text = str::to_owned;
            vec![("which", text("fee_max")), ("seen", text("1")), ("reason", text("Nobody asked the sellers."))]
        }
        "cancel_order" => vec![("request", order), ("why", "changed my mind".to_owned())],
        _ => shop::form_of(world, deed)?,
    };
    Some(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

pub fn key(world: &World) -> String {
    world.desk.new_id::<domain::EventId>().to_string()
}

fn place(mut first: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let fields = [
        ("label", "Work"),
        ("recipient", "Leila Rahimi"),
        ("street", "Lindenstr. 5"),
        ("city", "Berlin"),
        ("country", "Germany"),
    ];
    first.extend(fields.map(|(name, value)| (name, value.to_owned())));
    first
}

fn offer(mut first: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let fields = [
        ("title", "A kettle, new"),
        ("description", "In its box, with a lid."),
        ("price", "12.50"),
        ("currency", "USDT"),
        ("delivery_amount", "3"),
        ("delivery_unit", "days"),
    ];
    first.extend(fields.map(|(name, value)| (name, value.to_owned())));
    first
}

fn wish(request: String) -> Vec<(&'static str, String)> {
    let fields = [("title", "A kettle that sings"), ("description", "One that sings, not one that whistles.")];
    std::iter::once(("request", request)).chain(fields.map(|(name, value)| (name, value.to_owned()))).collect()
}
