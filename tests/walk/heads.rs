//! What machines read of a page: those that everybody may see say what they are about and where they stand, all others
//! ask not to be found.

use crate::{
    Steps,
    pages::address,
    world::{Who, World},
};
use app::routes::{May, ROUTES};
use std::collections::BTreeMap;

pub async fn walk(world: &World, steps: &mut Steps) {
    let mut about = BTreeMap::new();
    for page in ROUTES {
        let path = address(world, page.path);
        let who = if page.may == May::Anyone { Who::Nobody } else { Who::Admin };
        let answer = world.page_as(who, &format!("{path}?utm_source=letter&done=posted")).await;
        if page.may != May::Anyone {
            let is_hidden = answer.status != 200 || is_hidden(&answer.text);
            steps.one("heads", (!is_hidden).then(|| format!("{} may be found", page.path)));
        } else if answer.status == 200 {
            let canonical = format!("<link rel=\"canonical\" href=\"{}{path}\">", world.origin);
            let is_there = answer.text.contains(&canonical) && !is_hidden(&answer.text);
            steps.one("heads", (!is_there).then(|| format!("{}: without {canonical}", page.path)));
            let said = descriptions(&answer.text);
            let is_own = said.len() == 1 && !said[0].is_empty() && about.insert(said[0].clone(), page.path).is_none();
            steps.one("heads", (!is_own).then(|| format!("{}: says {said:?}", page.path)));
        }
    }
    let lost = world.page("", "/nothing/here").await.text;
    steps.one("heads", (!is_hidden(&lost)).then(|| "a page that is not there may be found".to_owned()));
    unlisted(world, steps).await;
}

/// What somebody typed describes their request, whatever it was; one that only a link leads to stays unfound.
async fn unlisted(world: &World, steps: &mut Steps) {
    let id = world.things.wish;
    let mut wish = world.desk.store.get::<domain::market::PurchaseRequest>(id).await.unwrap();
    let before = (wish.title.clone(), wish.is_public);
    wish.title = "\"><script>alert(1)</script> 'x' & more".to_owned();
    wish.is_public = false;
    world.desk.commit(store::Commit::new().save(&wish)).await.unwrap();
    let html = world.page_as(Who::Buyer, &format!("/requests/{id}")).await.text;
    let is_text = !html.contains("<script>alert") && descriptions(&html).len() == 1;
    steps.one("heads", (!is_text).then(|| format!("a title ends the head: {:?}", descriptions(&html))));
    steps.one("heads", (!is_hidden(&html)).then(|| "a private request may be found".to_owned()));
    let mut wish = world.desk.store.get::<domain::market::PurchaseRequest>(id).await.unwrap();
    (wish.title, wish.is_public) = before;
    world.desk.commit(store::Commit::new().save(&wish)).await.unwrap();
}

fn is_hidden(html: &str) -> bool {
    html.contains("<meta name=\"robots\" content=\"noindex\"")
}

fn descriptions(html: &str) -> Vec<String> {
    let all = html.split("<meta name=\"description\" content=\"").skip(1);
    all.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}
