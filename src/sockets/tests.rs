//! Lines on which little has room: what a tab hears there and in which order, while others go on.

mod client;
mod house;

use super::line::Due;
use app::api::chat::wire::{NOT_ANY_MORE, Tell};
use domain::chat::Chat;
use futures::poll;
use house::{House, batch, lone_line};
use std::{pin::pin, task::Poll};
use store::Commit;

#[tokio::test]
async fn a_room_writes_to_a_tab_without_waking_it_and_calls_it_for_what_it_cannot_write() {
    let (line, mut client) = lone_line().await;
    // The tab has not let go yet.
    line.tell(&batch(1, 2));
    assert!(matches!(line.due(), Some(Due::Pass(first)) if first.span == Some((1, 2))));
    line.write(Some("What the tab makes of it.".into()), Some(2)).await.unwrap();
    assert_eq!(client.frame().await, "What the tab makes of it.");
    assert!(line.due().is_none());

    let mut called = pin!(line.called());
    assert!(poll!(called.as_mut()).is_pending());
    // Known there.
    line.tell(&batch(2, 2));
    line.tell(&batch(3, 3));
    line.tell(&batch(4, 5));
    assert_eq!((client.told().await, client.told().await), ("3-3".to_owned(), "4-5".to_owned()));
    assert_eq!((poll!(called.as_mut()), line.told()), (Poll::Pending, 5));

    line.tell(&batch(7, 7));
    line.tell(&batch(6, 6));
    called.await;
    let passed =
        std::iter::from_fn(|| line.due()).map(|due| if let Due::Pass(batch) = due { batch.span } else { None });
    assert_eq!(passed.collect::<Vec<_>>(), [Some((7, 7)), Some((6, 6))], "in the order in which they were told");
    line.tell(&batch(6, 6));
    assert_eq!(client.told().await, "6-6");
}

#[tokio::test]
async fn what_is_told_while_a_tab_writes_comes_behind_it_and_what_does_not_go_out_is_sent_by_the_tab() {
    let (line, mut client) = lone_line().await;
    let long = "x".repeat(1 << 20);
    let mut answer = Box::pin(line.write(Some(long.as_str().into()), None));
    assert!(poll!(&mut answer).is_pending(), "nobody reads");
    line.tell(&batch(1, 1));
    let (written, heard) = tokio::join!(answer, client.frame());
    written.unwrap();
    assert!(heard == long);
    assert!(matches!(line.due(), Some(Due::Pass(_))));
    line.write(Some("One.".into()), Some(1)).await.unwrap();
    assert_eq!(client.frame().await, "One.");
    assert!(line.due().is_none());

    // Now it is the room that writes more than there is room for.
    let mut told = 1;
    while poll!(pin!(line.called())).is_pending() {
        told += 1;
        line.tell(&batch(told, told));
    }
    assert_eq!(line.told(), told, "it is on its way");
    line.tell(&batch(told + 1, told + 1));
    assert!(matches!(line.due(), Some(Due::Flush)));
    let heard = async {
        for number in 2..=told {
            assert_eq!(client.told().await, format!("{number}-{number}"));
        }
    };
    let (written, ()) = tokio::join!(line.write(None, None), heard);
    written.unwrap();
    assert!(matches!(line.due(), Some(Due::Pass(_))));
}

#[tokio::test]
async fn whoever_is_further_behind_than_words_may_wait_asks_the_database() {
    let (line, _client) = lone_line().await;
    (1..=65).for_each(|number| line.tell(&batch(number, number)));
    assert!(matches!(line.due(), Some(Due::Missed)));
    assert!(line.due().is_none(), "none of it waits");
}

/// More than may wait for a tab.
const MANY: usize = 70;

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_keeps_nobody_waiting_and_hears_all_of_it_in_order_with_its_own_answers_between() {
    let house = House::open().await;
    let (mut slow, mut other) = (house.tab(0, 0).await, house.tab(1, 0).await);
    let words = "x".repeat(3_900);
    // More than it reads of what comes back: it ends up in the middle of something.
    for number in 0..20 {
        slow.say(&format!("slow-{number}"), &words).await;
    }
    for number in 0..MANY {
        let key = format!("other-{number}");
        other.say(&key, &words).await;
        while other.said().await.1 != key {}
    }
    let (mut said, mut sent) = (Vec::new(), Vec::new());
    while sent.len() < 20 || said.len() < 20 + MANY {
        match slow.word().await {
            Tell::Said(heard) => said.push((heard.said.seq, heard.key)),
            Tell::Sent { key, seq } => sent.push((seq, key)),
            Tell::Open { .. } | Tell::Changed { .. } | Tell::Mark { .. } | Tell::Typing { .. } => {}
            Tell::Refused { code, .. } => panic!("{code}"),
        }
    }
    let numbers = said.iter().map(|(seq, _)| *seq);
    assert!(numbers.eq(1..=said.len() as u64), "{said:?}");
    assert_eq!(
        sent.iter().map(|(_, key)| key.clone()).collect::<Vec<_>>(),
        (0..20).map(|n| format!("slow-{n}")).collect::<Vec<_>>()
    );
    assert!(sent.iter().all(|answer| said.contains(answer)), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_taken_out_goes_and_so_does_whoever_came_in_by_what_was_true_before() {
    let house = House::open().await;
    let before: Chat = house.chat().await;
    let (mut stays, goes) = (house.tab(0, 0).await, house.tab(1, 0).await);
    house.desk.commit(Commit::new().leave_chat(before.id, house.people[1].id)).await.unwrap();
    house.desk.feed.publish(actions::Topic::Chat(before.id));
    assert_eq!(goes.closed().await, Some(NOT_ANY_MORE));
    let late = house.tab_of(before, 1, 0).await;
    assert_eq!(late.closed().await, Some(NOT_ANY_MORE));
    stays.say("alone", "Is anybody there?").await;
    assert_eq!(stays.said().await, (1, "alone".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_room_of_many_what_all_say_at_once_is_written_together_answered_to_each_and_heard_in_one_order() {
    let house = House::of_many().await;
    let begun = house.chat().await.version;
    let mut tabs = Vec::new();
    for who in 0..house.people.len() {
        tabs.push(house.tab(who, 0).await);
    }
    let count = 3 * tabs.len();
    for round in 0..3 {
        for (who, tab) in tabs.iter_mut().enumerate() {
            tab.say(&format!("{round}-{who}"), "Hello").await;
        }
    }
    let mut all = Vec::new();
    for (who, tab) in tabs.iter_mut().enumerate() {
        let (mut said, mut sent) = (Vec::new(), Vec::new());
        while said.len() < count || sent.len() < 3 {
            match tab.word().await {
                Tell::Said(heard) => said.push((heard.said.seq, heard.key)),
                Tell::Sent { key, seq } => sent.push((seq, key)),
                Tell::Open { .. } | Tell::Changed { .. } | Tell::Mark { .. } | Tell::Typing { .. } => {}
                Tell::Refused { code, .. } => panic!("{code}"),
            }
        }
        let own: Vec<_> = said.iter().filter(|(_, key)| key.ends_with(&format!("-{who}"))).cloned().collect();
        assert_eq!(own, sent, "in the order in which they were said");
        all.push(said);
    }
    assert!(all[0].iter().map(|(seq, _)| *seq).eq(1..=count as u64), "{all:?}");
    assert!(all.iter().all(|heard| *heard == all[0]), "{all:?}");
    let chat = house.chat().await;
    assert!(chat.version - begun < chat.last_seq, "{} commits", chat.version - begun);
}
