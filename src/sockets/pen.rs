//! Who writes down what is said in a room of many: one hand for all. What is said while it writes, or within the time in which
//! a room tells things together anyway, it writes together. In a room of few everybody writes themselves, at once.

use super::{host::WINDOW, room::Floor};
use actions::{
    ActionError,
    chat::{Spoken, send_in, send_together},
};
use domain::chat::Message;
use std::sync::{Arc, OnceLock};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};

/// So many are written together at most.
const AT_ONCE: usize = 64;

/// The way to the hand; it is there from the first word on, and rests when the room is closed.
#[derive(Default)]
pub(super) struct Pen(OnceLock<mpsc::UnboundedSender<Told>>);

/// What is to be written, and who waits for it.
struct Told {
    spoken: Spoken,
    written: oneshot::Sender<Result<Message, ActionError>>,
}

impl Pen {
    /// Says it in this room; durable when it returns.
    pub(super) async fn say(&self, floor: &Arc<Floor>, spoken: Spoken) -> Result<Message, ActionError> {
        let chat = floor.chat();
        if chat.is_small() {
            return send_in(&spoken.desk, spoken.who, &chat, &spoken.typed).await;
        }
        let hand = self.0.get_or_init(|| {
            let (hand, told) = mpsc::unbounded_channel();
            tokio::spawn(write(floor.clone(), told));
            hand
        });
        let (written, answer) = oneshot::channel();
        // Without an answer nobody knows whether it was said: it is said again under its own name.
        let gone = || ActionError::Broken("nobody writes in this room any more".to_owned());
        hand.send(Told { spoken, written }).map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }
}

/// Until the room is closed.
async fn write(floor: Arc<Floor>, mut told: mpsc::UnboundedReceiver<Told>) {
    let mut begun = Instant::now() - WINDOW;
    // The last number that was written here.
    let mut last = 0;
    let mut all = Vec::new();
    while told.recv_many(&mut all, AT_ONCE).await > 0 {
        sleep_until(begun + WINDOW).await;
        while all.len() < AT_ONCE
            && let Ok(more) = told.try_recv()
        {
            all.push(more);
        }
        begun = Instant::now();
        let (spoken, waiting): (Vec<_>, Vec<_>) = all.drain(..).map(|told| (told.spoken, told.written)).unzip();
        let answers = send_together(&floor.chat(), floor.last().max(last), &spoken).await;
        for (answer, waiting) in answers.into_iter().zip(waiting) {
            last = answer.as_ref().map_or(last, |message| message.seq.max(last));
            // Whoever has gone asks again under the same name.
            let _ = waiting.send(answer);
        }
    }
}
