//! Everybody × every page, and what changes when a role does.

use crate::{
    Steps,
    table::{Must, must},
    world::{ALL, Answer, Who, World},
};
use app::routes::{PLAIN, ROUTES};
use domain::identity::Role;

/// Pages whose thing must be in a certain state before there is anything to see: what else they may answer. A house that
/// is no demo keeps no letters to show.
const NOT_YET: &[(&str, u16)] =
    &[("/orders/:id/review", 409), ("/orders/:id/review", 404), ("/requests/:id/edit", 409), ("/outbox", 404)];

/// The address of the page about a thing of the buyer's and the seller's.
pub fn address(world: &World, path: &str) -> String {
    let things = &world.things;
    let id = match path {
        "/admin/payments/:id" => things.order.payment.to_string(),
        "/admin/signers/:id" => things.signer.to_string(),
        "/admin/sweeps/:id" => things.sweep.to_string(),
        "/admin/break-glass" => String::new(),
        "/admin/instructions/:id" => things.instruction.to_string(),
        path if path.starts_with("/people/") || path.starts_with("/admin/") => things.buyer.to_string(),
        "/requests/:id/offer" => things.quiet.to_string(),
        path if path.starts_with("/requests/") => things.wish.to_string(),
        "/my/templates/:id" => things.template.to_string(),
        "/t/:slug" => return format!("/t/{}", things.slug),
        "/wallet/withdrawals/:id" => things.payout.to_string(),
        "/chats/:id" => things.chat().to_string(),
        path if path.starts_with("/disputes/") => things.dispute.to_string(),
        "/cart/checkouts/:id" => things.checkout.to_string(),
        path if path.starts_with("/orders/") => things.order.request.to_string(),
        path if path.contains([':', '*']) => panic!("{path}: say in tests/walk/pages.rs which thing it is about"),
        _ => String::new(),
    };
    path.replace(":id", &id)
}

pub async fn walk(world: &World, steps: &mut Steps) {
    for page in ROUTES {
        let path = address(world, page.path);
        for who in ALL {
            let answer = world.page_as(who, &path).await;
            let must = must(page.may, page.whose, who);
            let is_right = is_right(must, page.path, &answer);
            let found =
                || format!("{who:?} at {} must {must:?}, got {} {}", page.path, answer.status, answer.leads_to());
            steps.one("pages", (!is_right).then(found));
        }
    }
    password_alone(world, steps).await;
    roles_change_at_once(world, steps).await;
    sessions_end(world, steps).await;
    nothing_else_is_there(world, steps).await;
}

fn is_right(must: Must, path: &str, answer: &Answer) -> bool {
    let leads_in = answer.leads_to().starts_with("/sign-in");
    match must {
        Must::Pass => match answer.status {
            200 => true,
            // A door that one is through already, a wizard that shows its first step.
            300..=399 => !leads_in,
            status => NOT_YET.contains(&(path, status)),
        },
        Must::SignIn => answer.status == 303 && leads_in,
        Must::Forbidden => answer.status == 403,
        Must::NotTheirs => matches!(answer.status, 403 | 404),
        Must::NotHere => answer.status == 404,
    }
}

/// People of the house who came in by a password alone have no powers yet, and keep what is their own.
async fn password_alone(world: &World, steps: &mut Steps) {
    for page in ROUTES.iter().filter(|page| page.path.starts_with("/admin/")) {
        let session = world.session_by_password(Who::Admin).await;
        let got = world.page(&session, &address(world, page.path)).await.status;
        steps.one("password alone", (got != 403).then(|| format!("{}: {got}", page.path)));
    }
    why_not_yet(world, steps).await;
    let session = world.session_by_password(Who::Admin).await;
    let got = world.page(&session, "/settings/passkeys").await.status;
    steps.one("password alone", (got != 200).then(|| format!("an admin adds no passkey: {got}")));
}

/// The page that is shut says what is missing and leads there; who has no role reads nothing of it.
async fn why_not_yet(world: &World, steps: &mut Steps) {
    for (who, is_told) in [(Who::Admin, true), (Who::Buyer, false)] {
        let session = world.session_by_password(who).await;
        let page = world.page(&session, "/admin/users").await;
        let is_led = page.text.contains("data-step-up") && page.text.contains("href=\"/settings/authenticator\"");
        let is_right = page.status == 403 && is_led == is_told;
        steps.one("password alone", (!is_right).then(|| format!("{who:?}: {} and led on: {is_led}", page.status)));
    }
}

async fn roles_change_at_once(world: &World, steps: &mut Steps) {
    let (session, person) = (world.session(Who::OtherBuyer).await, world.id(Who::OtherBuyer));
    for (has, wanted) in [(false, 403), (true, 200), (false, 403)] {
        crate::world::change(&world.desk, person, |user| {
            user.roles.retain(|role| *role != Role::Admin);
            user.roles.extend(has.then_some(Role::Admin));
        })
        .await;
        let got = world.page(&session, "/admin/sellers").await.status;
        steps.one("roles", (got != wanted).then(|| format!("admin: {has}, wanted {wanted}, got {got}")));
    }
}

/// A session of one month ends, however busy it was; one that nobody has is nobody's.
async fn sessions_end(world: &World, steps: &mut Steps) {
    let young = world.session_since(Who::Buyer, 29, false).await;
    let old = world.session_since(Who::Buyer, 31, false).await;
    for (session, wanted) in [(young.as_str(), 200), (old.as_str(), 303), ("made-up", 303), ("", 303)] {
        let got = world.page(session, "/wallet").await.status;
        steps.one("sessions", (got != wanted).then(|| format!("{session}: wanted {wanted}, got {got}")));
    }
    let again = world.page(&old, "/wallet").await.status;
    steps.one("sessions", (again != 303).then(|| "an old session came back".to_owned()));
}

/// What no table names is not there: for nobody and for an admin.
async fn nothing_else_is_there(world: &World, steps: &mut Steps) {
    let others = [
        "/api",
        "/api/",
        "/admin",
        "/metrics",
        "/.git/config",
        "/.env",
        "/debug",
        "/data",
        "/secret.key",
        "/feed",
        "/feed/",
        "/b/x/pkg/main.css",
        "/index.html.br",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
    ];
    let listed = |path: &str| ROUTES.iter().any(|page| page.path == path) || PLAIN.iter().any(|it| it.path == path);
    for path in others.into_iter().filter(|path| *path == "/metrics" || !listed(path)) {
        for who in [Who::Nobody, Who::Admin] {
            let got = world.page_as(who, path).await.status;
            // Below /api everything asks first where it comes from.
            let is_right = got == 404 || (path.starts_with("/api") && matches!(got, 403 | 405));
            steps.one("nothing", (!is_right).then(|| format!("{who:?} at {path} got {got}")));
        }
    }
}
