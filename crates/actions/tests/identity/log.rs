use crate::world::{PASSWORD, World};
use actions::{
    Desk,
    admin::{self, LogForm},
    identity, ledger,
};
use domain::{
    Minutes, UserId,
    event::{Actor, EventRow, Subject, Trace},
};
use store::LogFilter;

async fn rows(world: &World) -> Vec<EventRow> {
    world.desk.store.log_rows(&LogFilter::default(), 100).await.unwrap()
}

async fn broken(world: &World) -> Vec<(String, String)> {
    let report = ledger::audit(&world.desk).await.unwrap();
    let of_chain = report.breaches().filter(|breach| breach.check == "history-chain");
    of_chain.map(|breach| (breach.subject.clone(), breach.words.clone())).collect()
}

/// Four rows, sealed.
async fn sealed_world() -> (World, Vec<EventRow>) {
    let world = World::new().await;
    let nadia = world.admin().await;
    admin::note_sign_in(&world.desk, nadia).await;
    admin::note_refusal(&world.desk, Some(nadia), "give_refund", "forbidden").await;
    let unsealed = ledger::audit(&world.desk).await.unwrap().history.unsealed;
    assert_eq!(ledger::seal_history(&world.desk).await.unwrap(), usize::try_from(unsealed).unwrap());
    assert_eq!(broken(&world).await, []);
    let mut rows = rows(&world).await;
    rows.sort_by_key(|row| row.seal.as_ref().map(|seal| seal.number));
    (world, rows)
}

#[tokio::test]
async fn a_changed_row_is_named_by_the_audit() {
    for lie in [r#"{"outcome": null}"#, r#"{"why": "nothing"}"#, r#"{"actor": "house"}"#, r#"{"trace": {"ip": "::1"}}"#]
    {
        let (world, rows) = sealed_world().await;
        let id = rows[rows.len() - 1].id.to_string();
        world.desk.store.tamper("events", &id, lie).await.unwrap();
        let found = broken(&world).await;
        assert_eq!(found.len(), 1, "{lie}: {found:?}");
        assert_eq!(found[0].0, id);
        assert!(found[0].1.contains("was changed"), "{found:?}");
    }
}

#[tokio::test]
async fn a_row_torn_out_of_the_middle_or_of_the_end_is_missed() {
    let (world, rows) = sealed_world().await;
    world.desk.store.tear_out("events", &rows[1].id.to_string()).await.unwrap();
    let found = broken(&world).await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, rows[2].id.to_string());
    assert!(found[0].1.contains("number 2 is missing"), "{found:?}");

    let (world, rows) = sealed_world().await;
    world.desk.store.tear_out("events", &rows[rows.len() - 1].id.to_string()).await.unwrap();
    assert!(broken(&world).await[0].0.contains("the end of the chain"));
}

#[tokio::test(flavor = "multi_thread")]
async fn five_sealers_at_once_make_one_chain_of_history() {
    let world = World::new().await;
    let nadia = world.admin().await;
    for _ in 0..20 {
        admin::note_sign_in(&world.desk, nadia).await;
    }
    let desks: Vec<Desk> = (0..5).map(|_| world.desk.clone()).collect();
    futures::future::join_all(desks.iter().map(ledger::seal_history)).await;
    ledger::seal_history(&world.desk).await.unwrap();
    let report = ledger::audit(&world.desk).await.unwrap();
    assert_eq!((report.history.sealed, report.history.unsealed), (u64::try_from(rows(&world).await.len()).unwrap(), 0));
    assert_eq!(broken(&world).await, []);
}

#[tokio::test]
async fn a_failed_sign_in_says_whose_name_was_used_and_from_where_but_not_what_was_typed() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let desk = world.desk.clone().asked_from(Trace::of("rq_7", "2001:db8::7".parse().ok()));
    let _ = identity::sign_in(&desk, "aigul@example.org", "a wrong password, typed").await;
    let _ = identity::sign_in(&desk, "stranger@example.org", "a wrong password, typed").await;
    let rows = rows(&world).await;
    assert_eq!((rows[0].subject, rows[1].subject), (Subject::Door, Subject::User(aigul)));
    for row in &rows[..2] {
        assert_eq!(
            (row.actor, row.deed.as_str(), row.outcome.as_deref()),
            (Actor::Nobody, "sign_in", Some("sign-in-refused"))
        );
        assert_eq!(row.trace, Trace { request_id: Some("rq_7".into()), ip: Some("2001:db8::/64".into()) });
        let text = format!("{row:?}");
        assert!(!text.contains("typed") && !text.contains("stranger"), "{text}");
    }
}

#[tokio::test]
async fn a_flood_of_refusals_writes_one_row_a_minute_and_the_next_says_how_many_had_none() {
    let world = World::new().await;
    let from = |ip: &str| world.desk.clone().asked_from(Trace::of("rq_7", ip.parse().ok()));
    let refusals = async || {
        let rows = rows(&world).await.into_iter().filter(|row| row.outcome.is_some());
        rows.map(|row| (row.deed, row.why)).collect::<Vec<_>>()
    };
    for _ in 0..50 {
        admin::note_refusal(&from("203.0.113.7"), None, "accept_offer", "sign-in-first").await;
    }
    assert_eq!(refusals().await, [("accept_offer".to_owned(), None)]);
    // Somebody else and another deed have rows of their own.
    admin::note_refusal(&from("203.0.113.8"), None, "accept_offer", "sign-in-first").await;
    admin::note_refusal(&from("203.0.113.7"), None, "give_refund", "sign-in-first").await;
    assert_eq!(refusals().await.len(), 3);
    world.clock.advance(Minutes(1));
    admin::note_refusal(&from("203.0.113.7"), None, "accept_offer", "sign-in-first").await;
    assert_eq!(refusals().await[0], ("accept_offer".to_owned(), Some("49".to_owned())));
    ledger::seal_history(&world.desk).await.unwrap();
    assert_eq!(broken(&world).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_hundred_addresses_at_once_are_one_flood() {
    let world = World::new().await;
    let askers = (0..300_u32).map(|nth| {
        let ip = std::net::Ipv4Addr::from(0xCB00_7100 + nth);
        let desk = world.desk.clone().asked_from(Trace::of("rq_7", Some(ip.into())));
        async move { admin::note_refusal(&desk, None, "accept_offer", "sign-in-first").await }
    });
    futures::future::join_all(askers).await;
    let count = async || rows(&world).await.into_iter().filter(|row| row.outcome.is_some()).count();
    assert_eq!(count().await, 60);
    world.clock.advance(Minutes(1));
    let late = world.desk.clone().asked_from(Trace::of("rq_8", "198.51.100.1".parse().ok()));
    admin::note_refusal(&late, None, "accept_offer", "sign-in-first").await;
    assert_eq!(rows(&world).await[0].why.as_deref(), Some("240"));
}

#[tokio::test]
async fn the_log_is_narrowed_by_person_deed_outcome_and_day() {
    let world = World::new().await;
    let (nadia, aigul) = (world.admin().await, world.person("Aigul").await);
    let _ = identity::sign_in(&world.desk, "aigul@example.org", "a wrong password, typed").await;
    identity::sign_in(&world.desk, "aigul@example.org", PASSWORD).await.unwrap();
    admin::note_sign_in(&world.desk, aigul).await;
    let ask = async |form: LogForm| {
        let part = admin::log(&world.desk, nadia, &form).await.unwrap();
        part.rows.into_iter().map(|row| (row.deed, row.outcome)).collect::<Vec<_>>()
    };
    let form = LogForm { person: "AIGUL@example.org".into(), deed: "sign_in".into(), ..LogForm::default() };
    let done = ("sign_in".to_owned(), None);
    let refused = ("sign_in".to_owned(), Some("sign-in-refused".to_owned()));
    assert_eq!(ask(form.clone()).await, [done.clone(), refused.clone()]);
    assert_eq!(ask(LogForm { outcome: "refused".into(), ..form.clone() }).await, [refused]);
    assert_eq!(ask(LogForm { outcome: "done".into(), ..form.clone() }).await, [done]);
    // The world's clock stands on 15 January 2027.
    assert_eq!(ask(LogForm { day: "2027-01-15".into(), ..form.clone() }).await.len(), 2);
    assert_eq!(ask(LogForm { day: "2027-01-14".into(), ..form.clone() }).await, []);
    for nonsense in ["today", "2027-13-45"] {
        assert_eq!(ask(LogForm { day: nonsense.into(), ..form.clone() }).await, []);
    }
    assert_eq!(ask(LogForm { person: "nobody@example.org".into(), ..LogForm::default() }).await, []);
}

#[tokio::test]
async fn pages_of_the_log_follow_each_other_without_gap_or_repeat() {
    let world = World::new().await;
    let nadia: UserId = world.admin().await;
    for _ in 0..120 {
        admin::note_sign_in(&world.desk, nadia).await;
    }
    let (mut seen, mut before) = (Vec::new(), String::new());
    loop {
        let form = LogForm { before: before.clone(), deed: "sign_in".into(), ..LogForm::default() };
        let part = admin::log(&world.desk, nadia, &form).await.unwrap();
        seen.extend(part.rows.iter().map(|row| row.id));
        if !part.and_more {
            break;
        }
        before = seen[seen.len() - 1].to_string();
    }
    assert_eq!(seen.len(), 120);
    assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice");
}
