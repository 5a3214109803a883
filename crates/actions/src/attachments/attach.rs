//! Bringing files: one after the other, all or none.

use super::{Home, unshelved};
use crate::{ActionError, Desk, again::again};
use domain::{
    Days, PurchaseRequestId, UserId,
    attachments::{AttachedFile, Attachment, AttachmentError, AttachmentHome, MAX_FILES, NewAttachment, shown_name},
    event::{Actor, EventRow},
    identity::User,
};
use store::Commit;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Files one person may bring in a day.
const MOST_A_DAY: usize = 100;
const DAY: Days = Days(1);
/// Pictures that are read at once: each fills memory while it is.
static READING: Semaphore = Semaphore::const_new(2);

/// Files on their way to one home.
#[derive(Debug)]
pub struct Attaching {
    who: UserId,
    home: AttachmentHome,
    request: Option<PurchaseRequestId>,
    /// How many lie there already.
    taken: usize,
    /// How many this person has brought today.
    today: usize,
    begun: Vec<Attachment>,
}

impl Attaching {
    /// Somebody brings files to a thing.
    ///
    /// # Errors
    /// 404 for who may not see what lies there, 403 for who may not add to it; 429 after too many in a day.
    pub async fn begin(desk: &Desk, who: UserId, home: AttachmentHome) -> Result<Self, ActionError> {
        let (person, place): (User, Home) = (desk.store.get(who).await?, Home::of(desk, home).await?);
        if !place.shows_to(desk, &person).await? {
            return Err(ActionError::NotFound(home.text()));
        }
        place.may_attach(desk, who)?;
        let request = place.request().map(|request| request.id);
        Ok(Self { request, ..Self::to(desk, who, home).await? })
    }

    /// The same for a thing whose own deed asks who may: it gives the files their places by [`Attaching::put_beside`].
    pub(crate) async fn to(desk: &Desk, who: UserId, home: AttachmentHome) -> Result<Self, ActionError> {
        let most = i64::try_from(MOST_A_DAY).unwrap_or(i64::MAX);
        Ok(Self {
            who,
            home,
            request: None,
            taken: desk.store.attachments_of(&home.text()).await?.len(),
            today: desk.store.attachments_since(who, desk.now() - DAY, most).await?,
            begun: Vec::new(),
        })
    }

    /// What they lie beside.
    pub const fn home(&self) -> AttachmentHome {
        self.home
    }

    /// The request whose page shows what lies there.
    pub const fn request(&self) -> Option<PurchaseRequestId> {
        self.request
    }

    /// What was brought so far, as what it belongs to will know it.
    pub fn files(&self) -> Vec<AttachedFile> {
        self.begun.iter().map(AttachedFile::from).collect()
    }

    /// The same commit, in which each of them has its place; none of it is written if others are quicker.
    pub(crate) async fn put_beside(&self, desk: &Desk, commit: Commit) -> Result<Commit, ActionError> {
        let there = desk.store.attachments_of(&self.home.text()).await?;
        let taken: Vec<u32> = there.iter().filter_map(|file| file.place).collect();
        let places = AttachmentHome::free_places(&taken, self.begun.len())?;
        let placed = self.begun.iter().zip(places).map(|(file, place)| file.placed(place));
        Ok(placed.fold(commit, |commit, file| commit.save(&file)))
    }

    /// One more file. It is looked at, made anew if it is a picture, and put on the shelf; it is nowhere to be seen yet.
    ///
    /// # Errors
    /// Why it is not taken; the shelf's.
    pub async fn add(&mut self, desk: &Desk, name: &str, bytes: Vec<u8>) -> Result<(), ActionError> {
        let most = usize::try_from(MAX_FILES).unwrap_or_default();
        if self.taken + self.begun.len() >= most {
            return Err(AttachmentError::Full.into());
        }
        if self.today + self.begun.len() >= MOST_A_DAY {
            return Err(AttachmentError::TooMany.into());
        }
        let checked = read(bytes).await?;
        let size_bytes = u64::try_from(checked.bytes.len()).unwrap_or(u64::MAX);
        let name = shown_name(name, checked.kind);
        let new = NewAttachment { name, kind: checked.kind, size_bytes, hash: checked.hash };
        let owned = (self.who, self.request, self.home);
        let file = Attachment::begun(desk.new_id(), owned, new, desk.now());
        desk.commit(Commit::new().insert(&file)).await?;
        let key = file.key();
        // From here on it can be an orphan, which the sweep finds by its row.
        self.begun.push(file);
        desk.files.put(&key, checked.bytes).await.map_err(unshelved)
    }

    /// All of them are there: each has its place, or none has.
    ///
    /// # Errors
    /// 422 when there is none; 403 when the thing was closed meanwhile; 409 when others were quicker and it is full.
    pub async fn finish(&self, desk: &Desk) -> Result<(), ActionError> {
        if self.begun.is_empty() {
            return Err(AttachmentError::Nothing.into());
        }
        again(|| async {
            let place = Home::of(desk, self.home).await?;
            place.may_attach(desk, self.who)?;
            let row = row(desk, self.who, (&place, self.home), "attach_files");
            let commit = row.iter().fold(Commit::new(), Commit::record);
            desk.commit(self.put_beside(desk, commit).await?).await
        })
        .await
    }

    /// Nothing of it is kept. What cannot be taken away now the sweep takes.
    pub async fn give_up(self, desk: &Desk) {
        for file in &self.begun {
            if let Err(error) = desk.files.remove(&file.key()).await {
                tracing::warn!(%error, "an orphan stays on the shelf until it is swept");
                continue;
            }
            if let Err(error) = desk.commit(Commit::new().remove(file)).await {
                tracing::warn!(%error, "the row of an orphan stays until it is swept");
            }
        }
    }
}

/// Away from the threads that others wait for, and not many at once.
async fn read(bytes: Vec<u8>) -> Result<files::Checked, ActionError> {
    let broken = |why: &str| ActionError::Broken(why.to_owned());
    let _turn = READING.acquire().await.map_err(|_| broken("nobody reads files any more"))?;
    let read = spawn_blocking(move || files::checked(bytes)).await;
    Ok(read.map_err(|_| broken("a file stopped who read it"))??)
}

/// Of a file beside a request, history speaks of the request; of one beside an offer, of the offer. What was said and what
/// was laid before a dispute have rows of their own.
pub(super) fn row(desk: &Desk, who: UserId, (place, home): (&Home, AttachmentHome), deed: &str) -> Option<EventRow> {
    let row = desk.event(place.subject()?, Actor::User(who), deed, None, home.text());
    Some(EventRow { request_id: place.request().map(|request| request.id), ..row })
}
