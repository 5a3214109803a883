//! Everybody × every deed, about the buyer's and the seller's things. Those who must not come first; those who may come
//! last, because they change what the others try.

use crate::{
    Steps,
    table::{Must, is_right, must},
    world::{ALL, Who, World, form_of},
};
use app::routes::{DEEDS, Deed, Whose};

/// Ending a session that is not one's own says nothing, and ends nothing: whether it is there is nobody's business.
const SAYS_NOTHING: &str = "end_session";

pub async fn walk(world: &World, steps: &mut Steps) {
    for deed in DEEDS {
        let (may, mut not): (Vec<Who>, Vec<Who>) =
            ALL.into_iter().partition(|who| must(deed.may, deed.whose, *who) == Must::Pass);
        not.extend(may);
        for who in not {
            one(world, steps, deed, who).await;
        }
        if deed.after_step_up {
            only_after_step_up(world, steps, deed).await;
        }
    }
    unknown_deeds(world, steps).await;
}

async fn one(world: &World, steps: &mut Steps, deed: &Deed, who: Who) {
    let form = form(world, deed);
    let must = must(deed.may, deed.whose, who);
    for way in ["/api/", "/?deed="] {
        // The page of a form shows the refusal; only who was kept out is tried twice.
        if way != "/api/" && must == Must::Pass {
            continue;
        }
        let session = world.session(who).await;
        let answer = world.post(&session, &format!("{way}{}", deed.name), &form).await;
        let is_quiet = deed.name == SAYS_NOTHING && must == Must::NotTheirs && matches!(answer.status, 200 | 303);
        let is_right = is_quiet || is_right(must, answer.status);
        let found = || format!("{who:?} {way}{} must {must:?}, got {} {}", deed.name, answer.status, answer.code());
        steps.one("deeds", (!is_right).then(found));
    }
}

fn form(world: &World, deed: &Deed) -> Vec<(String, String)> {
    let known = form_of(world, deed.name);
    let is_about_a_thing = !matches!(deed.whose, Whose::Oneself | Whose::Anybody);
    assert!(known.is_some() || !is_about_a_thing, "{}: say in tests/world/forms.rs how it is asked for", deed.name);
    known.unwrap_or_default()
}

/// Whoever may, but has not proved just now who they are.
async fn only_after_step_up(world: &World, steps: &mut Steps, deed: &Deed) {
    for who in ALL.into_iter().filter(|who| must(deed.may, deed.whose, *who) == Must::Pass && who.is_in()) {
        let session = world.session_since(who, 0, false).await;
        let answer = world.deed(&session, deed.name, &form(world, deed)).await;
        let is_right = answer.status == 403 && answer.code() == "step-up-first";
        steps.one("step-up", (!is_right).then(|| format!("{who:?} {}: {} {}", deed.name, answer.status, answer.text)));
    }
}

async fn unknown_deeds(world: &World, steps: &mut Steps) {
    for deed in ["no_such_deed", "sign_in/", "..%2Fsign_in", "SIGN_IN", "sign_in%00"] {
        let got = world.deed_as(Who::Admin, deed, &[]).await.status;
        steps.one("deeds", (!matches!(got, 404 | 405)).then(|| format!("{deed:?} got {got}")));
    }
}
