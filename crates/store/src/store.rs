//! The open door to one database: connect, read one, read many.

use crate::{Document, StoreError, batch, collections, migrations};
use bson::{Document as Bson, doc};
use embedded_mongo::{Attached, Tenure};
use futures::TryStreamExt;
use mongodb::{
    Client, Collection, Database,
    options::{ClientOptions, FindOptions},
};
use serde::de::DeserializeOwned;
use std::path::Path;

/// Connections at once, unless the URI says otherwise: every commit that waits for the disk holds one.
const CONNECTIONS: u32 = 32;

/// Where the data lives.
pub enum Place<'a> {
    /// A MongoDB replica set or cluster.
    Uri(&'a str),
    /// A data folder: a running process's engine, or our own.
    Folder(&'a Path),
}

/// A database with our collections in it. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) client: Client,
    pub(crate) db: Database,
    /// It writes what goes together in one command.
    pub(crate) has_bulk: bool,
    /// Keeps our own engine alive as long as anybody uses it.
    pub(crate) engine: std::sync::Arc<Option<Tenure>>,
}

impl Store {
    /// The database's name when a URI names none.
    pub const DATABASE: &'static str = "amanat";

    /// Connects and brings collections and indexes up to date.
    ///
    /// # Errors
    /// When the database cannot be reached or a migration fails.
    pub async fn open(place: Place<'_>) -> Result<Self, StoreError> {
        Self::open_with(place, |attached| attached.serving.map(Tenure::from)).await
    }

    /// The same for a process that is to go on alone: when the one that runs the engine is gone, this one runs it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_to_stay(place: Place<'_>) -> Result<Self, StoreError> {
        Self::open_with(place, |attached| Some(attached.to_stay())).await
    }

    async fn open_with(place: Place<'_>, keep: fn(Attached) -> Option<Tenure>) -> Result<Self, StoreError> {
        let folder = match place {
            Place::Uri(uri) => return Self::connect(uri, None, None).await,
            Place::Folder(folder) => folder,
        };
        let attached = embedded_mongo::attach(folder).await.map_err(|error| StoreError::Engine(error.to_string()))?;
        Self::connect(&attached.uri.clone(), None, keep(attached)).await
    }

    /// A store of its own name: tests on a shared server do not meet.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_named(uri: &str, database: &str) -> Result<Self, StoreError> {
        Self::connect(uri, Some(database), None).await
    }

    /// A store in memory, gone with its last clone.
    ///
    /// # Errors
    /// When the socket cannot be made.
    pub async fn in_memory(folder: &Path) -> Result<Self, StoreError> {
        let engine = embedded_mongo::Engine::in_memory()
            .serve(&folder.join("engine.sock"))
            .await
            .map_err(|error| StoreError::Engine(error.to_string()))?;
        Self::connect(&engine.uri(), None, Some(engine.into())).await
    }

    async fn connect(uri: &str, database: Option<&str>, engine: Option<Tenure>) -> Result<Self, StoreError> {
        let mut options = ClientOptions::parse(uri).await?;
        options.app_name = Some("amanat".to_owned());
        options.max_pool_size.get_or_insert(CONNECTIONS);
        let client = Client::with_options(options)?;
        let db = match database {
            Some(name) => client.database(name),
            None => client.default_database().unwrap_or_else(|| client.database(Self::DATABASE)),
        };
        migrations::run(&db).await?;
        Ok(Self { has_bulk: batch::has_bulk(&db).await?, client, db, engine: engine.into() })
    }

    /// Ends cleanly our own engine, when this is the last clone.
    pub async fn close(self) {
        let Self { client, engine, .. } = self;
        client.shutdown().await;
        if let Some(Some(tenure)) = std::sync::Arc::into_inner(engine) {
            tenure.stop().await;
        }
    }

    /// Says whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.db.run_command(doc! {"ping": 1}).await?;
        Ok(())
    }

    /// The document with this id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn get<T: Document>(&self, id: T::Id) -> Result<T, StoreError> {
        self.find(id).await?.ok_or_else(|| StoreError::NotFound(id.to_string()))
    }

    /// The document with this id, if there is one.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn find<T: Document>(&self, id: T::Id) -> Result<Option<T>, StoreError> {
        Ok(self.of::<T>().find_one(doc! {"_id": id.to_string()}).await?)
    }

    /// Drops the whole database. For tests on a shared server.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn drop_database(&self) -> Result<(), StoreError> {
        Ok(self.db.drop().await?)
    }

    /// Drops a database that need not be opened first, and leaves no connection behind. For tests on a shared server.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn drop_named(uri: &str, database: &str) -> Result<(), StoreError> {
        let client = Client::with_options(ClientOptions::parse(uri).await?)?;
        let dropped = client.database(database).drop().await;
        client.shutdown().await;
        Ok(dropped?)
    }

    #[cfg(feature = "tamper")]
    pub(crate) fn db(&self) -> &Database {
        &self.db
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The typed collection of a noun, for this room's queries.
    pub(crate) fn of<T: Document>(&self) -> Collection<T> {
        self.db.collection(T::COLLECTION)
    }

    /// A collection by name, for rows that are not [`Document`]s.
    pub(crate) fn rows<T: Send + Sync>(&self, name: &str) -> Collection<T> {
        self.db.collection(name)
    }

    /// The first document that matches.
    pub(crate) async fn first<T: Document>(&self, filter: Bson) -> Result<Option<T>, StoreError> {
        Ok(self.of::<T>().find_one(filter).await?)
    }

    /// Every document that matches, in the order asked, at most `options.limit`.
    pub(crate) async fn list<T: Document>(&self, filter: Bson, options: FindOptions) -> Result<Vec<T>, StoreError> {
        Self::list_rows(&self.of::<T>(), filter, options).await
    }

    /// As [`Store::list`] for a collection that is not a [`Document`]'s.
    pub(crate) async fn list_rows<T: DeserializeOwned + Send + Sync + Unpin>(
        rows: &Collection<T>,
        filter: Bson,
        options: FindOptions,
    ) -> Result<Vec<T>, StoreError> {
        Ok(rows.find(filter).with_options(options).await?.try_collect().await?)
    }

    /// History of one order, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn history(
        &self,
        request: domain::PurchaseRequestId,
    ) -> Result<Vec<domain::event::EventRow>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(500).build();
        Self::list_rows(&self.rows(collections::EVENTS), doc! {"request_id": request.to_string()}, options).await
    }
}
