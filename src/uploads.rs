//! `POST /attach/{home}`: a plain form with files, and words if its deed has any. All of it is kept, or none is, and the page
//! of the form says why. Without a deed the files lie beside what the path names; `?deed=` says what else becomes of them.

mod form;

use crate::{
    door::{self, named},
    page::House,
};
use actions::{ActionError, Desk, attachments::Attaching, chat, disputes};
use app::{
    Refused, Viewer,
    ssr::{ShownElsewhere, refuse},
};
use axum::{
    extract::{Path, Request, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ChatId, DisputeId, PurchaseRequestId,
    attachments::{AttachmentHome, MAX_FILE_BYTES, MAX_FILES},
    chat::{Asker, TypedMessage},
    disputes::{DisputeForm, ProposalForm},
    identity::Role,
};
use form::Words;
use std::time::Duration;

/// All files of one form, with what stands between them.
pub const MAX_BYTES: usize = (MAX_FILES as usize) * (MAX_FILE_BYTES as usize) + 64 * 1024;
/// Nobody sends longer than this.
const LONGEST: Duration = Duration::from_secs(300);

/// What a form with files is for.
#[derive(Clone, Copy)]
enum Deed {
    AttachFiles(AttachmentHome),
    OpenDispute(PurchaseRequestId),
    LayEvidence(DisputeId),
    SendFiles(ChatId),
}

/// Files for what the path names.
pub async fn attach(State(house): State<House>, Path(home): Path<String>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let viewer = parts.extensions.get::<Viewer>().cloned();
    let deed = Deed::parse(&home, named(&parts.uri, "deed=").as_deref());
    let (Some(viewer), Some(deed)) = (viewer.clone(), deed) else {
        return house.error_page(parts, if viewer.is_none() { 401 } else { 404 }).await;
    };
    let desk = house.desk.clone().asked_from(parts.extensions.get().cloned().unwrap_or_default());
    let attaching = match deed.begin(&desk, &viewer).await {
        Ok(attaching) => attaching,
        Err(error) => {
            let fault = door::numbered(refuse(error), &parts);
            door::note(&house, &parts, deed.name(), &fault).await;
            return house.error_page(parts, fault.status).await;
        }
    };
    let page = deed.page(&attaching);
    let files = Request::from_parts(parts.clone(), body);
    match tokio::time::timeout(LONGEST, deed.take(&desk, &viewer, attaching, files)).await {
        Ok((_, Ok(to))) => Redirect::to(&to).into_response(),
        Ok((mut values, Err(error))) => {
            let fault = door::numbered(refuse(error), &parts);
            door::note(&house, &parts, deed.name(), &fault).await;
            parts.uri = Uri::try_from(page).unwrap_or_default();
            parts.extensions.insert(ShownElsewhere);
            if let Deed::AttachFiles(home) = deed {
                values.insert("which".to_owned(), home.text());
            }
            door::refused_page(house, Refused { deed: deed.name().to_owned(), fault, values }, parts).await
        }
        // What was begun is an orphan, and swept.
        Err(_) => house.error_page(parts, 503).await,
    }
}

impl Deed {
    fn parse(home: &str, deed: Option<&str>) -> Option<Self> {
        match deed {
            None => AttachmentHome::parse(home).map(Self::AttachFiles),
            Some("open_dispute") => home.parse().map(Self::OpenDispute).ok(),
            Some("lay_evidence") => home.parse().map(Self::LayEvidence).ok(),
            Some("send_files") => home.parse().map(Self::SendFiles).ok(),
            Some(_) => None,
        }
    }

    /// As its page knows it.
    const fn name(self) -> &'static str {
        match self {
            Self::AttachFiles(_) => "attach_files",
            Self::OpenDispute(_) => "open_dispute",
            Self::LayEvidence(_) => "lay_evidence",
            Self::SendFiles(_) => "send_files",
        }
    }

    /// Where its form stands.
    fn page(self, attaching: &Attaching) -> String {
        match self {
            Self::AttachFiles(_) => attaching.request().map(|id| format!("/requests/{id}")).unwrap_or_default(),
            Self::OpenDispute(id) => format!("/orders/{id}"),
            Self::LayEvidence(id) => format!("/disputes/{id}"),
            Self::SendFiles(id) => format!("/chats/{id}"),
        }
    }

    /// Who may not is refused before anything is listened to.
    async fn begin(self, desk: &Desk, viewer: &Viewer) -> Result<Attaching, ActionError> {
        match self {
            Self::AttachFiles(home) => Attaching::begin(desk, viewer.id, home).await,
            Self::OpenDispute(id) => disputes::begin_dispute(desk, viewer.id, id).await,
            Self::LayEvidence(id) => disputes::begin_evidence(desk, viewer.id, id).await,
            Self::SendFiles(id) => chat::begin_files(desk, asker(viewer), id).await,
        }
    }

    /// Everything of the form, or nothing; answers with what was typed, and where it leads.
    async fn take(
        self,
        desk: &Desk,
        viewer: &Viewer,
        mut attaching: Attaching,
        files: Request,
    ) -> (Words, Result<String, ActionError>) {
        let (words, read) = form::read(desk, &mut attaching, files).await;
        let done = match read {
            Ok(()) => self.finish(desk, viewer, &attaching, &words).await,
            Err(refused) => Err(refused),
        };
        if done.is_err() {
            attaching.give_up(desk).await;
        }
        (words, done)
    }

    async fn finish(
        self,
        desk: &Desk,
        viewer: &Viewer,
        brought: &Attaching,
        words: &Words,
    ) -> Result<String, ActionError> {
        let word = |name: &str| words.get(name).cloned().unwrap_or_default();
        let (key, evidence) = (word("key"), word("evidence"));
        match self {
            Self::AttachFiles(_) => {
                brought.finish(desk).await?;
                Ok(format!("{}#files", self.page(brought)))
            }
            Self::OpenDispute(id) => {
                let form = complaint(word);
                let all = (&form, &*evidence, brought);
                let opened = disputes::open_dispute_with(desk, viewer.id, id, all, &key).await?;
                Ok(format!("/disputes/{opened}"))
            }
            Self::LayEvidence(id) => {
                disputes::lay_evidence(desk, viewer.id, id, (&evidence, brought), &key).await?;
                Ok(format!("/disputes/{id}#evidence"))
            }
            Self::SendFiles(id) => {
                let typed = TypedMessage { text: word("text"), client_id: key, reply_to: word("reply_to") };
                chat::send_files(desk, asker(viewer), id, &typed, brought).await?;
                chat::mark_read(desk, asker(viewer), id, word("seen").parse().unwrap_or(0)).await?;
                Ok(format!("/chats/{id}#newest"))
            }
        }
    }
}

fn complaint(word: impl Fn(&str) -> String) -> DisputeForm {
    let proposal =
        ProposalForm { asks: word("asks"), buyer: word("buyer"), seller: word("seller"), words: word("words") };
    DisputeForm { category: word("category"), reason: word("reason"), description: word("description"), proposal }
}

fn asker(viewer: &Viewer) -> Asker {
    Asker { id: viewer.id, helps: viewer.is(Role::Support) || viewer.is(Role::Admin) }
}
