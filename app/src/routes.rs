//! Every page and every deed in one table each, with who may. A page or deed that is not here does not exist: the
//! router is made from this table, and the door answers 404 to a deed it does not find.

mod deed;
mod may;
mod pattern;
mod plain;

pub use deed::Deed;
pub use may::{May, Whose};
pub use pattern::pattern_of;
pub use plain::{PLAIN, Plain};

use self::{
    deed::deed,
    may::{KEEPERS, MODERATORS, READERS, RESOLVERS},
};
use crate::{
    pages::{admin, chat, custody, disputes, escrow, house, identity, leads_to_sign_in, market, notices, wallets},
    ssr::viewer,
};
use domain::identity::Role;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{Route, RouteProps},
    path,
};

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its path, as the router reads it: `/requests/:id`.
    pub path: &'static str,
    /// Who may see it.
    pub may: May,
    /// Whose the thing in its path is.
    pub whose: Whose,
}

/// Writes [`ROUTES`] and the router's list from one table. Every page is rendered whole before the first byte is
/// sent: its status is right, and nothing says "loading" where there is no JavaScript. What stands last in a row is a
/// `cfg`: the page exists only in such builds.
macro_rules! pages {
    ($($path:tt => $view:path, $may:expr, $whose:ident $(, $only:meta)?;)*) => {
        /// Every page.
        pub const ROUTES: &[Page] = &[$($(#[cfg($only)])? Page { path: $path, may: $may, whose: Whose::$whose },)*];

        /// The router's list.
        pub fn router_list() -> Vec<AnyNestedRoute> {
            Vec::from([$($(#[cfg($only)])? Route(
                RouteProps::builder()
                    .path(path!($path))
                    .view(|| guarded($may, || $view().into_any()))
                    .ssr(SsrMode::Async)
                    .build(),
            )
            .into_any_nested_route(),)*])
        }
    };
}

pages! {
    "/" => house::Landing, May::Anyone, Anybody;
    "/offline" => house::Offline, May::Anyone, Anybody;
    "/about-escrow" => house::AboutEscrow, May::Anyone, Anybody;
    "/changes" => house::Changes, May::Anyone, Anybody;
    "/about-disputes" => disputes::AboutDisputes, May::Anyone, Anybody;
    "/design" => house::Design, May::Anyone, Anybody, feature = "demo-wallet";
    "/outbox" => house::Outbox, May::Anyone, Anybody, feature = "demo-wallet";
    "/sign-up" => identity::SignUp, May::Anyone, Anybody;
    "/sign-up/check" => identity::SignUpCheck, May::Anyone, Anybody;
    "/sign-in" => identity::SignIn, May::Anyone, Anybody;
    "/sign-in/telegram" => identity::SignInTelegram, May::Anyone, Anybody;
    "/sign-in/code" => identity::SignInCode, May::Anyone, Anybody;
    "/recover" => identity::Recover, May::Anyone, Anybody;
    "/forgot-password" => identity::ForgotPassword, May::Anyone, Anybody;
    "/reset-password" => identity::ResetPassword, May::Anyone, Anybody;
    "/settings" => identity::Settings, May::SignedIn, Oneself;
    "/settings/passkeys" => identity::Passkeys, May::SignedIn, Oneself;
    "/settings/authenticator" => identity::Authenticator, May::SignedIn, Oneself;
    "/settings/recovery-codes" => identity::RecoveryCodesPage, May::SignedIn, Oneself;
    "/settings/email" => identity::EmailPage, May::SignedIn, Oneself;
    "/settings/sessions" => identity::Sessions, May::SignedIn, Oneself;
    "/settings/devices" => identity::Devices, May::SignedIn, Oneself;
    "/settings/addresses" => identity::Addresses, May::SignedIn, Oneself;
    "/settings/payout-addresses" => custody::PayoutAddresses, May::SignedIn, Oneself;
    "/unsubscribe" => notices::Unsubscribe, May::Anyone, Anybody;
    "/settings/telegram" => notices::TelegramSettings, May::SignedIn, Oneself;
    "/settings/notifications" => notices::NotificationSettings, May::SignedIn, Oneself;
    "/notifications" => notices::Notifications, May::SignedIn, Oneself;
    "/become-a-seller" => identity::BecomeASeller, May::SignedIn, Oneself;
    "/admin/sellers" => identity::AdminSellers, May::Has(Role::Admin), Anybody;
    "/admin/users" => admin::People, May::Has(Role::Admin), Anybody;
    "/admin/users/:id" => admin::Person, May::Has(Role::Admin), Anybody;
    "/admin/log" => admin::Log, May::Has(Role::Admin), Anybody;
    "/admin/payments" => admin::Payments, READERS, Anybody;
    "/admin/payouts" => custody::Payouts, KEEPERS, Anybody;
    "/admin/signers" => custody::Signers, KEEPERS, Anybody;
    "/admin/signers/:id" => custody::Signer, KEEPERS, Anybody;
    "/admin/vaults" => custody::Vaults, KEEPERS, Anybody;
    "/admin/break-glass" => custody::BreakGlass, KEEPERS, Anybody;
    "/admin/sweeps/:id" => custody::Sweep, KEEPERS, Anybody;
    "/admin/instructions" => custody::Instructions, KEEPERS, Anybody;
    "/admin/instructions/:id" => custody::Instruction, KEEPERS, Anybody;
    "/admin/unclaimed" => admin::Aside, READERS, Anybody;
    "/admin/statistics" => admin::Statistics, KEEPERS, Anybody;
    "/admin/treasury" => admin::Treasury, KEEPERS, Anybody;
    "/admin/differences" => admin::Differences, KEEPERS, Anybody;
    "/admin/incidents" => admin::Incidents, KEEPERS, Anybody;
    "/admin/screening" => admin::Screening, KEEPERS, Anybody;
    "/admin/disputes" => disputes::Console, RESOLVERS, Anybody;
    "/admin/reports" => admin::Reports, MODERATORS, Anybody;
    "/admin/settings" => admin::Settings, May::Has(Role::Admin), Anybody;
    "/admin/tasks" => admin::Tasks, May::Has(Role::Admin), Anybody;
    "/admin/payments/by-hand" => admin::ByHand, May::Has(Role::Admin), Anybody;
    "/admin/payments/:id" => admin::PaymentPage, READERS, Anybody;
    "/admin/permissions" => house::Permissions, May::Has(Role::Admin), Anybody;
    "/people/:id" => identity::PersonPage, May::Anyone, Anybody;
    "/requests" => market::Browse, May::Anyone, Anybody;
    "/requests/new" => market::NewRequest, May::SignedIn, Oneself;
    "/requests/:id" => market::Request, May::Anyone, Anybody;
    "/requests/:id/edit" => market::EditRequest, May::SignedIn, Buyer;
    "/requests/:id/offer" => market::Offer, May::Has(Role::Seller), Anybody;
    "/my/requests" => market::MyRequests, May::SignedIn, Oneself;
    "/my/offers" => market::MyOffers, May::SignedIn, Oneself;
    "/my/shop" => market::MyShop, May::Has(Role::Seller), Oneself;
    "/my/templates" => market::MyTemplates, May::Has(Role::Seller), Oneself;
    "/my/templates/new" => market::NewTemplate, May::Has(Role::Seller), Oneself;
    "/my/templates/:id" => market::EditTemplate, May::SignedIn, Seller;
    "/t/:slug" => market::Template, May::Anyone, Anybody;
    "/cart" => market::Cart, May::SignedIn, Oneself;
    "/cart/checkouts/:id" => market::CartCheckout, May::SignedIn, Buyer;
    "/orders/:id/review" => market::LeaveReview, May::SignedIn, Party;
    "/orders/:id" => escrow::Order, May::SignedIn, Party;
    "/orders/:id/checkout" => escrow::Checkout, May::SignedIn, Buyer;
    "/orders/:id/unclaimed" => escrow::Unclaimed, May::SignedIn, Buyer;
    "/orders/:id/refund" => escrow::Refund, May::SignedIn, Buyer;
    "/orders/:id/receipt" => escrow::Receipt, May::SignedIn, PartyOrHouse;
    "/disputes/:id" => disputes::Room, May::SignedIn, PartyOrHouse;
    "/disputes/:id/resolution" => disputes::Paper, May::SignedIn, PartyOrHouse;
    "/verify" => escrow::Verify, May::Anyone, Anybody;
    "/chats" => chat::Chats, May::SignedIn, Oneself;
    "/chats/:id" => chat::Chat, May::SignedIn, Party;
    "/wallet" => wallets::Wallet, May::SignedIn, Oneself;
    "/wallet/withdraw" => custody::Withdraw, May::SignedIn, Oneself;
    "/wallet/withdrawals/:id" => custody::Withdrawal, May::SignedIn, Owner;
}

/// Every deed and every question an island asks: what is not here is answered with 404.
pub const DEEDS: &[Deed] = &[
    deed("sign_up", May::Anyone, Whose::Oneself),
    deed("confirm_sign_up", May::Anyone, Whose::Oneself),
    deed("mail_again", May::Anyone, Whose::Oneself),
    deed("forgot_password", May::Anyone, Whose::Oneself),
    deed("reset_password", May::Anyone, Whose::Oneself),
    deed("change_email", May::SignedIn, Whose::Oneself).after_step_up(),
    deed("confirm_email", May::SignedIn, Whose::Oneself),
    deed("sign_in", May::Anyone, Whose::Oneself),
    deed("sign_in_by_telegram", May::Anyone, Whose::Oneself),
    deed("start_passkey_sign_up", May::Anyone, Whose::Oneself),
    deed("finish_passkey_sign_up", May::Anyone, Whose::Oneself),
    deed("start_passkey_sign_in", May::Anyone, Whose::Oneself),
    deed("finish_passkey_sign_in", May::Anyone, Whose::Oneself),
    deed("sign_in_code", May::Anyone, Whose::Oneself),
    deed("recover", May::Anyone, Whose::Oneself),
    deed("start_step_up", May::SignedIn, Whose::Oneself),
    deed("finish_step_up", May::SignedIn, Whose::Oneself),
    deed("step_up_by_password", May::SignedIn, Whose::Oneself),
    deed("start_act", May::SignedIn, Whose::Oneself),
    deed("start_totp", May::SignedIn, Whose::Oneself),
    deed("confirm_totp", May::SignedIn, Whose::Oneself),
    deed("remove_totp", May::SignedIn, Whose::Oneself).after_step_up(),
    deed("new_recovery_codes", May::SignedIn, Whose::Oneself).after_step_up(),
    deed("hide_recovery_codes", May::SignedIn, Whose::Oneself),
    deed("start_adding_passkey", May::SignedIn, Whose::Oneself),
    deed("finish_adding_passkey", May::SignedIn, Whose::Oneself),
    deed("rename_passkey", May::SignedIn, Whose::Owner),
    deed("remove_passkey", May::SignedIn, Whose::Owner).after_step_up(),
    deed("set_password", May::SignedIn, Whose::Oneself),
    deed("remove_password", May::SignedIn, Whose::Oneself),
    deed("end_session", May::SignedIn, Whose::Owner),
    deed("disown_place", May::SignedIn, Whose::Oneself),
    deed("end_other_sessions", May::SignedIn, Whose::Oneself),
    deed("change_profile", May::SignedIn, Whose::Oneself),
    deed("start_telegram_link", May::SignedIn, Whose::Oneself),
    deed("unlink_telegram", May::SignedIn, Whose::Oneself),
    deed("switch_notifications", May::SignedIn, Whose::Oneself),
    deed("set_quiet_hours", May::SignedIn, Whose::Oneself),
    deed("end_quiet_hours", May::SignedIn, Whose::Oneself),
    deed("unsubscribe", May::Anyone, Whose::Anybody),
    deed("read_notification", May::SignedIn, Whose::Owner),
    deed("read_notifications", May::SignedIn, Whose::Oneself),
    deed("add_address", May::SignedIn, Whose::Oneself),
    deed("edit_address", May::SignedIn, Whose::Owner),
    deed("make_primary_address", May::SignedIn, Whose::Owner),
    deed("remove_address", May::SignedIn, Whose::Owner),
    deed("apply_as_seller", May::SignedIn, Whose::Oneself),
    deed("approve_seller", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("refuse_seller", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("lock_user", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("unlock_user", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("set_verification_level", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("grant_role", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("revoke_role", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("end_user_sessions", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("change_setting", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("cancel_setting", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("retry_task", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("run_task_now", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("pause_tasks", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("resume_tasks", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("let_in_transfer", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("keep_withheld", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("compare_books", KEEPERS, Whose::Anybody).after_step_up(),
    deed("claim_dispute", RESOLVERS, Whose::Anybody),
    deed("let_go_dispute", RESOLVERS, Whose::Anybody),
    deed("prioritise_dispute", RESOLVERS, Whose::Anybody),
    deed("mediate_dispute", RESOLVERS, Whose::Anybody),
    deed("decide_dispute", RESOLVERS, Whose::Anybody).after_step_up(),
    deed("confirm_decision", RESOLVERS, Whose::Anybody).after_step_up(),
    deed("drop_decision", RESOLVERS, Whose::Anybody),
    deed("sign_decision", RESOLVERS, Whose::Anybody).after_step_up(),
    deed("save_draft", May::SignedIn, Whose::Oneself),
    deed("discard_draft", May::SignedIn, Whose::Oneself),
    deed("publish_request", May::SignedIn, Whose::Oneself),
    deed("edit_request", May::SignedIn, Whose::Buyer),
    deed("cancel_request", May::SignedIn, Whose::Buyer),
    deed("make_offer", May::Has(Role::Seller), Whose::Anybody),
    deed("edit_offer", May::SignedIn, Whose::Seller),
    deed("withdraw_offer", May::SignedIn, Whose::Seller),
    deed("accept_offer", May::SignedIn, Whose::Buyer),
    deed("take_file_away", May::SignedIn, Whose::Buyer),
    deed("leave_review", May::SignedIn, Whose::Party),
    deed("reply_to_review", May::SignedIn, Whose::Seller),
    deed("change_shop", May::Has(Role::Seller), Whose::Oneself),
    deed("create_template", May::Has(Role::Seller), Whose::Oneself),
    deed("edit_template", May::SignedIn, Whose::Seller),
    deed("pause_template", May::SignedIn, Whose::Seller),
    deed("resume_template", May::SignedIn, Whose::Seller),
    deed("buy_template", May::SignedIn, Whose::Anybody),
    deed("add_to_cart", May::SignedIn, Whose::Anybody),
    deed("change_cart", May::SignedIn, Whose::Oneself),
    deed("remove_from_cart", May::SignedIn, Whose::Oneself),
    deed("check_out_cart", May::SignedIn, Whose::Oneself),
    deed("pay_checkout_from_wallet", May::SignedIn, Whose::Buyer),
    deed("delete_template", May::SignedIn, Whose::Seller),
    deed("checkout_status", May::SignedIn, Whose::Buyer),
    deed("open_checkout", May::SignedIn, Whose::Buyer),
    deed("choose_way", May::SignedIn, Whose::Buyer),
    deed("record_payment_by_hand", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("confirm_payment_by_hand", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("refuse_payment_by_hand", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("ask_reversal", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("drop_reversal", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("confirm_reversal", May::Has(Role::Admin), Whose::Anybody).after_step_up(),
    deed("more_time_to_pay", May::SignedIn, Whose::Buyer),
    deed("pay_from_wallet", May::SignedIn, Whose::Buyer),
    deed("claim_transfer", May::SignedIn, Whose::Buyer),
    deed("withdraw", May::SignedIn, Whose::Oneself).after_step_up(),
    deed("claim_refund", May::SignedIn, Whose::Buyer).after_step_up(),
    deed("choose_refund_rate", May::SignedIn, Whose::Buyer),
    deed("choose_payout", May::SignedIn, Whose::Seller).after_step_up(),
    deed("add_payout_address", May::SignedIn, Whose::Oneself).by_act(),
    deed("prove_payout_address", May::SignedIn, Whose::Owner),
    deed("remove_payout_address", May::SignedIn, Whose::Owner),
    deed("cancel_payout", May::SignedIn, Whose::Owner),
    deed("book_capital", KEEPERS, Whose::Anybody).after_step_up(),
    deed("approve_payout", KEEPERS, Whose::Anybody).after_step_up(),
    deed("reject_payout", KEEPERS, Whose::Anybody).after_step_up(),
    deed("retry_payout", KEEPERS, Whose::Anybody).after_step_up(),
    deed("reverse_payout", KEEPERS, Whose::Anybody).after_step_up(),
    deed("begin_signer", KEEPERS, Whose::Anybody).after_step_up(),
    deed("prove_signer", KEEPERS, Whose::Anybody).by_act(),
    deed("revoke_signer", KEEPERS, Whose::Anybody).after_step_up(),
    deed("choose_deposit_account", May::Has(Role::Admin), Whose::Anybody).by_act(),
    deed("ask_break_glass", May::Has(Role::Admin), Whose::Anybody).by_act(),
    deed("confirm_break_glass", May::Has(Role::Admin), Whose::Anybody).by_act(),
    deed("refuse_break_glass", May::Has(Role::Admin), Whose::Anybody),
    deed("close_break_glass", May::Has(Role::Admin), Whose::Anybody),
    deed("sweep_now", KEEPERS, Whose::Anybody),
    deed("sign_sweep", KEEPERS, Whose::Anybody).after_step_up(),
    deed("plan_sweep_anew", KEEPERS, Whose::Anybody),
    deed("make_instruction", KEEPERS, Whose::Anybody),
    deed("make_leg_instruction", KEEPERS, Whose::Anybody),
    deed("sign_instruction", KEEPERS, Whose::Anybody).by_act(),
    deed("settle_late", May::SignedIn, Whose::Buyer),
    #[cfg(feature = "demo-wallet")]
    deed("pay_from_demo_wallet", May::SignedIn, Whose::Buyer),
    deed("mark_sent", May::SignedIn, Whose::Seller),
    deed("mark_arrived", May::SignedIn, Whose::Seller),
    deed("hand_over", May::SignedIn, Whose::Seller),
    deed("confirm_delivery", May::SignedIn, Whose::Buyer),
    deed("renew_delivery_code", May::SignedIn, Whose::Buyer),
    deed("cancel_order", May::SignedIn, Whose::Party),
    deed("give_refund", May::SignedIn, Whose::Seller),
    deed("give_part_back", May::SignedIn, Whose::Seller),
    deed("propose_split", May::SignedIn, Whose::Party),
    deed("accept_split", May::SignedIn, Whose::Party),
    deed("decline_split", May::SignedIn, Whose::Party),
    deed("withdraw_split", May::SignedIn, Whose::Party),
    deed("start_chat", May::SignedIn, Whose::Party),
    deed("ask_support", May::SignedIn, Whose::Oneself),
    deed("send_message", May::SignedIn, Whose::Party),
    deed("chat_since", May::SignedIn, Whose::Party),
    deed("make_counter_offer", May::SignedIn, Whose::Party),
    deed("answer_counter_offer", May::SignedIn, Whose::Party),
    deed("mark_chat_read", May::SignedIn, Whose::Party),
    deed("react_to_message", May::SignedIn, Whose::Party),
    deed("edit_message", May::SignedIn, Whose::Owner),
    deed("delete_message", May::SignedIn, Whose::Owner),
    deed("report_message", May::SignedIn, Whose::Party),
    deed("block_person", May::SignedIn, Whose::Party),
    deed("unblock_person", May::SignedIn, Whose::Party),
    deed("handle_report", MODERATORS, Whose::Anybody),
    deed("dismiss_report", MODERATORS, Whose::Anybody),
    deed("open_dispute", May::SignedIn, Whose::Party),
    deed("propose_outcome", May::SignedIn, Whose::Party),
    deed("accept_outcome", May::SignedIn, Whose::Party),
    deed("drop_outcome", May::SignedIn, Whose::Party),
    deed("ask_the_house", May::SignedIn, Whose::Party),
    deed("withdraw_dispute", May::SignedIn, Whose::Owner),
    deed("waive_appeal", May::SignedIn, Whose::Party),
    deed("appeal_decision", May::SignedIn, Whose::Party),
    deed("verify_receipt", May::Anyone, Whose::Anybody),
];

/// What the table says of this deed; `None` when there is no such deed.
pub fn policy_of(endpoint: &str) -> Option<&'static Deed> {
    DEEDS.iter().find(|deed| deed.name == endpoint)
}

impl May {
    /// What stands in the way: 401 or 403.
    pub fn refuses(self, viewer: Option<&crate::Viewer>) -> Option<u16> {
        match (self, viewer) {
            (Self::Anyone, _) | (Self::SignedIn, Some(_)) => None,
            (Self::SignedIn | Self::Has(_) | Self::HasOneOf(_), None) => Some(401),
            (Self::HasOneOf(roles), Some(viewer)) => (!roles.iter().any(|role| viewer.is(*role))).then_some(403),
            (Self::Has(role), Some(viewer)) => (!viewer.is(role)).then_some(403),
            (Self::Operator, _) => Some(404),
        }
    }
}

/// True when the viewer may see the page or take the file of this path.
pub fn is_open_to_viewer(path: &str) -> bool {
    let pages = ROUTES.iter().map(|page| (page.path, page.may));
    let mut all = pages.chain(PLAIN.iter().map(|plain| (plain.path, plain.may)));
    all.any(|(known, may)| known == path && may.refuses(viewer().as_ref()).is_none())
}

fn guarded(may: May, page: impl FnOnce() -> AnyView) -> AnyView {
    match may.refuses(viewer().as_ref()) {
        None => page(),
        Some(401) => leads_to_sign_in(),
        Some(status) => house::error_page(status),
    }
}
