use crate::world::{World, asker, refusal, say_at, says, typed};
use actions::{
    ActionError,
    chat::{self, Spoken},
};
use domain::{
    ChatId, UserId,
    chat::{Asker, Chat, Message, ReadMark},
};
use store::Commit;
use testkit::Given;

/// Ten people in a room that is about no request.
struct Room {
    world: World,
    people: Vec<Asker>,
    id: ChatId,
}

impl Room {
    async fn new() -> Self {
        let world = World::new().await;
        let mut people = vec![world.buyer, world.seller];
        for name in ["Ada", "Bahar", "Cyrus", "Dara", "Elham", "Farid", "Giti", "Hamed"] {
            people.push(asker(Given::person(&world.desk, name).await));
        }
        let mut chat = Chat::support(world.buyer.id, world.desk.now());
        chat.participants = people.iter().map(|person| person.id).collect();
        world.desk.commit(Commit::new().ensure_chat(&chat)).await.unwrap();
        Self { world, people, id: chat.id }
    }

    async fn chat(&self) -> Chat {
        self.world.desk.store.get(self.id).await.unwrap()
    }

    fn spoken(&self, who: Asker, text: &str) -> Spoken {
        Spoken { desk: self.world.desk.twin(), who, typed: typed(&text.replace(' ', "-"), text) }
    }

    /// Said at once, each by another one, in a conversation that is said to stand at this number.
    async fn together(&self, stands_at: u64, said: &[(usize, &str)]) -> Vec<Result<Message, ActionError>> {
        self.together_in(&self.chat().await, stands_at, said).await
    }

    async fn together_in(
        &self,
        known: &Chat,
        stands_at: u64,
        said: &[(usize, &str)],
    ) -> Vec<Result<Message, ActionError>> {
        let all: Vec<Spoken> = said.iter().map(|(who, text)| self.spoken(self.people[*who], text)).collect();
        chat::send_together(known, stands_at, &all).await
    }

    /// Everything that stands there, with its number.
    async fn read(&self) -> Vec<(u64, String)> {
        let all = self.world.desk.store.messages_after(self.id, 0, 1_000).await.unwrap();
        all.into_iter().map(|message| (message.seq, message.text)).collect()
    }

    async fn mark(&self, person: UserId) -> ReadMark {
        self.world.desk.store.get(ReadMark::id_of(self.id, person)).await.unwrap()
    }
}

fn numbers(said: &[Result<Message, ActionError>]) -> Vec<u64> {
    said.iter().map(|said| said.as_ref().expect("it is said").seq).collect()
}

fn listed(all: &[(u64, &str)]) -> Vec<(u64, String)> {
    all.iter().map(|(number, text)| (*number, (*text).to_owned())).collect()
}

#[tokio::test]
async fn what_ten_say_together_is_one_commit_in_their_order_and_everybodys_own_is_not_new_to_them() {
    let room = Room::new().await;
    let before = room.chat().await.version;
    let said = room.together(0, &[(0, "One"), (1, "Two"), (2, "Three"), (0, "Four")]).await;
    assert_eq!(numbers(&said), [1, 2, 3, 4]);
    assert_eq!(room.read().await, listed(&[(1, "One"), (2, "Two"), (3, "Three"), (4, "Four")]));
    let chat = room.chat().await;
    assert_eq!((chat.last_seq, chat.version), (4, before + 1), "written once");
    assert_eq!(chat.last_message_id, Some(said[3].as_ref().unwrap().id));
    let own = [0, 1, 2, 3].map(|who| room.mark(room.people[who].id));
    let own: Vec<u64> = futures::future::join_all(own).await.iter().map(|mark| mark.own_after).collect();
    assert_eq!(own, [2, 1, 1, 0]);
}

#[tokio::test]
async fn where_the_conversation_stands_elsewhere_by_now_each_is_said_alone_and_once() {
    let room = Room::new().await;
    say_at(&room.world.desk, room.people[4], room.id, "before", "Before").await.unwrap();
    let said = room.together(0, &[(0, "One"), (1, "Two")]).await;
    assert_eq!(numbers(&said), [2, 3]);
    let said = room.together(7, &[(2, "Three"), (3, "Four")]).await;
    assert_eq!(numbers(&said), [4, 5]);
    let all = [(1, "Before"), (2, "One"), (3, "Two"), (4, "Three"), (5, "Four")];
    assert_eq!((room.read().await, room.chat().await.last_seq), (listed(&all), 5));
}

#[tokio::test]
async fn what_is_refused_among_them_is_refused_alone_and_the_rest_is_said() {
    let room = Room::new().await;
    let mut without = room.chat().await;
    let known = without.clone();
    let gone = without.participants.remove(5);
    room.world.desk.commit(Commit::new().save(&without)).await.unwrap();
    let first = room.together(0, &[(0, "One")]).await;
    let said = [(1, "Two"), (5, "Taken out meanwhile"), (0, "One"), (2, " "), (3, "Three")];
    let mut said = room.together_in(&known, 1, &said).await;
    assert_eq!(refusal(said.remove(3)), says(422, "text"));
    assert_eq!(refusal(said.remove(1)), says(403, "chat-not-a-member"));
    assert_eq!(said[1].as_ref().unwrap().id, first[0].as_ref().unwrap().id, "said before, and the same");
    assert_eq!(room.read().await, listed(&[(1, "One"), (2, "Two"), (3, "Three")]));
    assert_eq!(room.mark(gone).await.own_after, 0);
}

#[tokio::test]
async fn a_twin_in_the_same_breath_is_the_same_message() {
    let room = Room::new().await;
    let said = room.together(0, &[(0, "One"), (1, "Two"), (0, "One")]).await;
    assert_eq!(numbers(&said), [1, 2, 1]);
    assert_eq!(room.read().await, listed(&[(1, "One"), (2, "Two")]));
}

#[tokio::test]
async fn in_a_conversation_of_few_everybody_writes_themselves() {
    let world = World::new().await;
    let spoken = [(world.buyer, "Is it new?"), (world.seller, "Yes.")].map(|(who, text)| Spoken {
        desk: world.desk.twin(),
        who,
        typed: typed(&text.replace(' ', "-"), text),
    });
    let before = world.chat().await.version;
    let said = chat::send_together(&world.chat().await, 0, &spoken).await;
    assert_eq!((numbers(&said), world.numbers().await), (vec![1, 2], vec![1, 2]));
    assert_eq!(world.chat().await.version, before + 2, "each in a commit of its own");
}
