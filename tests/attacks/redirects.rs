//! Every `next` and every `to`: nobody is sent to another site.

use crate::world::{Who, World};

const ELSEWHERE: [&str; 24] = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "http:evil.example",
    "https:/evil.example",
    "https:\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "/@evil.example\\",
    ".evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "\u{2f}\u{2f}evil.example",
];

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_to_another_site() {
    let world = World::start().await;
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut check = |where_: &str, to: &str, leads_to: &str| {
        tried += 1;
        if !stays(&world.origin, leads_to) {
            wrong.push(format!("{where_} {to:?} leads to {leads_to:?}"));
        }
    };
    for to in ELSEWHERE {
        let form =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        for (path, fields) in [("/lang", [("l", "fa"), ("to", to)]), ("/theme", [("theme", "dark"), ("to", to)])] {
            let answer = world.post("", path, &form(&fields)).await;
            assert_eq!(answer.status, 303, "{path} {to:?}");
            check(path, to, answer.leads_to());
        }
        for door in ["/sign-in", "/sign-up"] {
            let query = serde_urlencoded::to_string([("next", to)]).unwrap();
            for who in [Who::Nobody, Who::Buyer] {
                let answer = world.page_as(who, &format!("{door}?{query}")).await;
                check(door, to, answer.leads_to());
                // A link in the page that leads elsewhere would be as good.
                let links = answer.text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
                let leads = links.filter(|link| link.contains("evil.example") && !link.contains("next=")).count();
                assert_eq!(leads, 0, "{door}?{query} links to it");
            }
        }
    }
    println!("redirects tried: {tried}");
    assert!(wrong.is_empty(), "{} lead away:\n{}", wrong.len(), wrong.join("\n"));
}

/// As a browser reads it: on this site, or nowhere.
fn stays(origin: &str, leads_to: &str) -> bool {
    let here = url::Url::parse(origin).unwrap();
    here.join(leads_to).is_ok_and(|to| to.origin() == here.origin())
}
