use crate::{
    tab::{Way, asked},
    world::{ALL, Answer, Who, World},
};
use domain::chat::Chat;
use reqwest::Method;

#[tokio::test(flavor = "multi_thread")]
async fn a_room_opens_to_those_who_take_part_and_to_nobody_else() {
    let world = World::start().await;
    let of_buyer = actions::chat::start_support(&world.desk, world.things.buyer).await.unwrap();
    let of_other = actions::chat::start_support(&world.desk, world.id(Who::OtherBuyer)).await.unwrap();
    let nowhere = Chat::support_id(world.id(Who::Treasurer));
    let helps = [Who::Support, Who::Admin];
    let rooms: [(_, Vec<Who>); 4] = [
        (world.things.chat(), vec![Who::Buyer, Who::Seller]),
        (of_buyer, [Who::Buyer].into_iter().chain(helps).collect()),
        (of_other, [Who::OtherBuyer].into_iter().chain(helps).collect()),
        (nowhere, vec![]),
    ];
    for (room, members) in rooms {
        for who in ALL {
            let way = Way::to(&world, room, &world.session(who).await);
            let got = way.try_open(0).await.map(drop);
            let wanted = if members.contains(&who) { Ok(()) } else { Err(404) };
            assert_eq!(got, wanted, "{who:?} in {room}");
        }
    }
}

/// A page is begun by one thread and ended by another: nothing in it may belong to the one that began it.
#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_that_many_open_at_once_is_shown_to_each_of_them() {
    const MANY: usize = 300;
    let world = World::start().await;
    let (path, session) = (format!("/chats/{}", world.things.chat()), world.session(Who::Buyer).await);
    let ask = || world.ask(Method::GET, &path, &session).header("accept", "text/html");
    let answers = (0..MANY).map(|_| tokio::spawn(Answer::read(ask()))).collect::<Vec<_>>();
    for answer in answers {
        let answer = answer.await.unwrap();
        let answer = answer.unwrap_or_else(|lost| panic!("{lost:?}\n{}", world.last_lines()));
        assert!(answer.status == 200 && answer.text.contains("</html>"), "cut: {}", answer.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_opens_no_socket_with_our_cookie() {
    let world = World::start().await;
    let way = Way::to(&world, world.things.chat(), &world.session(Who::Buyer).await);
    for origin in ["https://evil.example", "null", "http://localhost:1", &format!("{}.evil.example", world.origin)] {
        let mut request = way.request(0);
        request.headers_mut().insert("origin", origin.parse().unwrap());
        assert_eq!(asked(&way.address, request).await.err(), Some(403), "{origin}");
    }
    let mut nameless = way.request(0);
    nameless.headers_mut().remove("origin");
    assert_eq!(asked(&way.address, nameless).await.err(), Some(403));
    let path = format!("/socket/{}", way.chat);
    let plain = world.ask(Method::GET, &path, &way.session).header("origin", &world.origin).send().await.unwrap();
    assert_eq!(plain.status(), 426);
}
