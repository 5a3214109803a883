//! A hand that reaches past every rule into the database, so that tests can show that `audit` notices. Only
//! with the feature `tamper`, which nothing but the workshop turns on.

use crate::{Store, StoreError};
use bson::{Bson, Document as BsonDocument, doc};
use futures::TryStreamExt;
use mongodb::{
    Client,
    event::{EventHandler, command::CommandEvent},
    options::ClientOptions,
};

impl Store {
    /// Sets fields of one row, given as JSON (extended, canonical or relaxed).
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or the database's own.
    pub async fn tamper(&self, collection: &str, id: &str, fields: &str) -> Result<(), StoreError> {
        let fields: BsonDocument =
            serde_json::from_str(fields).map_err(|error| StoreError::Shape(error.to_string()))?;
        let rows = self.rows::<BsonDocument>(collection);
        let done = rows.update_one(doc! {"_id": id}, doc! {"$set": fields}).await?;
        if done.matched_count == 1 { Ok(()) } else { Err(StoreError::NotFound(id.to_owned())) }
    }

    /// Every row of a collection as text, a line each: what somebody sees who reads the database.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn dump(&self, collection: &str) -> Result<String, StoreError> {
        let rows: Vec<BsonDocument> = self.rows(collection).find(doc! {}).await?.try_collect().await?;
        Ok(rows.into_iter().map(|row| format!("{}\n", said(&row.into()))).collect())
    }

    /// Every collection, as [`Store::dump`].
    ///
    /// # Errors
    /// Only the database's.
    pub async fn dump_all(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut dumps = Vec::new();
        for name in self.db().list_collection_names().await? {
            dumps.push((name.clone(), self.dump(&name).await?));
        }
        Ok(dumps)
    }

    /// The connection string of our own engine, if this process runs it.
    pub fn own_uri(&self) -> Option<String> {
        self.engine.as_ref().as_ref().and_then(embedded_mongo::Tenure::uri)
    }

    /// The same database by another way.
    ///
    /// # Errors
    /// Only what is wrong with the connection string; nobody is asked yet.
    pub async fn over(&self, uri: &str) -> Result<Self, StoreError> {
        let client = Client::with_options(ClientOptions::parse(uri).await?)?;
        Ok(Self { db: client.database(self.db.name()), client, has_bulk: self.has_bulk, engine: self.engine.clone() })
    }

    /// The same database through an ear: it is told the name of every collection that is read.
    ///
    /// # Errors
    /// Only the database's; also when it is neither our own engine nor the server that `AMANAT_TEST_URI` names.
    pub async fn overheard(&self, ear: impl Fn(&str) + Send + Sync + 'static) -> Result<Self, StoreError> {
        let uri = self.own_uri().or_else(|| std::env::var("AMANAT_TEST_URI").ok());
        let mut options = ClientOptions::parse(uri.unwrap_or_default()).await?;
        options.command_event_handler = Some(EventHandler::callback(move |event| {
            let CommandEvent::Started(event) = event else { return };
            let read = ["find", "aggregate", "distinct"].iter().find_map(|verb| event.command.get_str(verb).ok());
            read.into_iter().for_each(&ear);
        }));
        let client = Client::with_options(options)?;
        Ok(Self { db: client.database(self.db.name()), client, has_bulk: self.has_bulk, engine: self.engine.clone() })
    }

    /// Lets commands of the database fail on purpose: `mode` and `data` of MongoDB's fail point `failCommand`, as JSON.
    /// Answers how often it has struck so far. Our own engine can; a server only with its test commands on.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn fail_commands(&self, mode: &str, data: &str) -> Result<i64, StoreError> {
        let read = |text: &str| serde_json::from_str(text).map_err(|error| StoreError::Shape(error.to_string()));
        let (mode, data): (Bson, Bson) = (read(mode)?, read(data)?);
        let point = doc! {"configureFailPoint": "failCommand", "mode": mode, "data": data};
        let reply = self.client().database("admin").run_command(point).await?;
        Ok(reply.get_i64("count").unwrap_or(0))
    }

    /// Removes one row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or the database's own.
    pub async fn tear_out(&self, collection: &str, id: &str) -> Result<(), StoreError> {
        let done = self.rows::<BsonDocument>(collection).delete_one(doc! {"_id": id}).await?;
        if done.deleted_count == 1 { Ok(()) } else { Err(StoreError::NotFound(id.to_owned())) }
    }
}

/// A value as text; bytes as the text they may hold.
fn said(value: &Bson) -> String {
    match value {
        Bson::Document(row) => row.iter().map(|(key, value)| format!("{key}: {}, ", said(value))).collect(),
        Bson::Array(values) => values.iter().map(|value| format!("{}, ", said(value))).collect(),
        Bson::Binary(binary) => String::from_utf8_lossy(&binary.bytes).into_owned(),
        other => other.to_string(),
    }
}
