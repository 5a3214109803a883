//! The two sides: our release build with its engine inside, and Socket.IO in node.

use super::crowd::Tongue;
use crate::{
    process::{Server, beside_us, free_port},
    seed::{session_of, somebody},
};
use anyhow::Result;
use domain::{
    ChatId, Timestamp,
    chat::{Chat, ChatType},
};
use std::path::Path;
use store::{Commit, Place, Store};

/// Ours: everybody signed in, every message a durable commit with its number.
pub(super) struct Ours {
    port: u16,
    /// Where people talk, and where nobody ever did.
    rooms: [ChatId; 2],
    sessions: Vec<String>,
}

pub(super) async fn ours(folder: &Path, count: u8) -> Result<(Server, Ours)> {
    let port = free_port()?;
    let envs = [
        ("AMANAT_DATA", folder.display().to_string()),
        ("AMANAT_ADDR", format!("127.0.0.1:{port}")),
        ("AMANAT_ORIGIN", format!("http://localhost:{port}")),
        ("RUST_LOG", "error".to_owned()),
    ];
    let server = Server::start(&beside_us("amanat")?, &["serve"], &envs, port).await?;
    let store = Store::open(Place::Folder(folder)).await?;
    let mut sessions = Vec::new();
    let mut participants = Vec::new();
    for nth in 1..=count {
        let person = somebody(nth, "Somebody");
        store.commit(Commit::new().insert(&person)).await?;
        sessions.push(session_of(&store, person.id).await?);
        participants.push(person.id);
    }
    let rooms = [7, 8].map(|byte| ChatId::from_bytes([byte; 16]));
    for id in rooms {
        let begun = Chat::support(participants[0], Timestamp::from_millis(1_760_000_000_000));
        let chat = Chat { id, chat_type: ChatType::Group, participants: participants.clone(), ..begun };
        store.commit(Commit::new().ensure_chat(&chat)).await?;
    }
    Ok((server, Ours { port, rooms, sessions }))
}

impl Tongue for Ours {
    fn door(&self, client: usize, is_idle: bool) -> (String, Vec<(&'static str, String)>) {
        let session = &self.sessions[client % self.sessions.len()];
        let room = self.rooms[usize::from(is_idle)];
        let address = format!("ws://127.0.0.1:{}/socket/{room}?after=0", self.port);
        (address, vec![("origin", format!("http://localhost:{}", self.port)), ("cookie", format!("sid={session}"))])
    }

    fn greeting(&self) -> Option<&'static str> {
        None
    }

    fn say(&self, key: u64, text: &str) -> String {
        format!(r#"{{"send":{{"key":"bench-{key}","text":"{text}"}}}}"#)
    }

    fn answer(&self, _frame: &str) -> Option<&'static str> {
        None
    }
}

/// Theirs: nobody asks who it is, every message a line that is on the disk.
pub(super) struct Theirs {
    port: u16,
}

pub(super) async fn theirs(folder: &Path) -> Result<(Server, Theirs)> {
    let port = free_port()?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/chat/socketio.mjs");
    let book = folder.join("book").display().to_string();
    let server = Server::start(Path::new("node"), &[script, &port.to_string(), &book], &[], port).await?;
    Ok((server, Theirs { port }))
}

impl Tongue for Theirs {
    fn door(&self, _client: usize, is_idle: bool) -> (String, Vec<(&'static str, String)>) {
        let idle = if is_idle { "&idle=1" } else { "" };
        (format!("ws://127.0.0.1:{}/socket.io/?EIO=4&transport=websocket{idle}", self.port), Vec::new())
    }

    /// A connection to the namespace `/`.
    fn greeting(&self) -> Option<&'static str> {
        Some("40")
    }

    fn say(&self, key: u64, text: &str) -> String {
        format!(r#"42{key}["say",{{"key":"bench-{key}","text":"{text}"}}]"#)
    }

    fn answer(&self, frame: &str) -> Option<&'static str> {
        (frame == "2").then_some("3")
    }
}
