//! Where bytes lie: a folder of this machine, or a bucket that speaks S3. A key is written once and never over.

use domain::attachments::MAX_FILE_BYTES;
use object_store::{
    Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, aws::AmazonS3Builder, local::LocalFileSystem,
    memory::InMemory, path::Path,
};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};
use std::{path::PathBuf, sync::Arc};
use url::Url;

/// The shelf did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// Nothing lies there.
    #[error("nothing lies under {0}")]
    Gone(String),
    /// What lies there is not what was put there.
    #[error("what lies under {0} has changed")]
    Changed(String),
    /// The setting is none.
    #[error("{0}")]
    Setting(String),
    /// The disk or the bucket.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Where the shelf stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfPlace {
    /// A folder; made when it is not there.
    Folder(PathBuf),
    /// `s3+https://KEY:SECRET@host[:port]/bucket[?region=…]`.
    Bucket(Url),
}

/// The shelf. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Shelf(Arc<dyn ObjectStore>);

impl ShelfPlace {
    /// Reads the setting: a bucket's address, or a folder.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ShelfError> {
        if !text.starts_with("s3+") {
            return Ok(Self::Folder(PathBuf::from(text)));
        }
        let url = Url::parse(text).map_err(|error| ShelfError::Setting(error.to_string()))?;
        let is_local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let is_safe = url.scheme() == "s3+https" || (url.scheme() == "s3+http" && is_local);
        let bucket = url.path().trim_matches('/');
        let is_whole = !bucket.is_empty() && !bucket.contains('/') && !url.username().is_empty();
        if is_safe && is_whole && url.password().is_some() {
            return Ok(Self::Bucket(url));
        }
        Err(ShelfError::Setting("wanted: s3+https://KEY:SECRET@host/bucket?region=…".to_owned()))
    }
}

impl Shelf {
    /// Opens it.
    ///
    /// # Errors
    /// When the folder cannot be made, or the setting makes no sense.
    pub fn open(place: &ShelfPlace) -> Result<Self, ShelfError> {
        let store: Arc<dyn ObjectStore> = match place {
            ShelfPlace::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| ShelfError::Setting(error.to_string()))?;
                Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(true))
            }
            ShelfPlace::Bucket(url) => Arc::new(bucket(url)?),
        };
        Ok(Self(store))
    }

    /// Nowhere but in memory: for tests.
    pub fn in_memory() -> Self {
        Self(Arc::new(InMemory::new()))
    }

    /// Puts bytes there. The same key twice is the same bytes: a repeat does nothing.
    ///
    /// # Errors
    /// The disk's or the bucket's.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), ShelfError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.0.put_opts(&Path::from(key), bytes.into(), options).await {
            Ok(_) | Err(Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What lies there, if it is still what was put there.
    ///
    /// # Errors
    /// [`ShelfError::Gone`], [`ShelfError::Changed`], or the disk's or the bucket's.
    pub async fn get(&self, key: &str, hash: &str) -> Result<Vec<u8>, ShelfError> {
        let found = match self.0.get(&Path::from(key)).await {
            Err(Error::NotFound { .. }) => return Err(ShelfError::Gone(key.to_owned())),
            other => other?,
        };
        if found.meta.size > MAX_FILE_BYTES {
            return Err(ShelfError::Changed(key.to_owned()));
        }
        let bytes = found.bytes().await?.to_vec();
        if hex::encode(Sha256::digest(&bytes)) == hash { Ok(bytes) } else { Err(ShelfError::Changed(key.to_owned())) }
    }

    /// Takes it away; nothing is there already is done.
    ///
    /// # Errors
    /// The disk's or the bucket's.
    pub async fn remove(&self, key: &str) -> Result<(), ShelfError> {
        match self.0.delete(&Path::from(key)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn bucket(url: &Url) -> Result<object_store::aws::AmazonS3, ShelfError> {
    let said = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let scheme = url.scheme().trim_start_matches("s3+");
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let endpoint = format!("{scheme}://{}{port}", url.host_str().unwrap_or_default());
    let built = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(scheme == "http")
        .with_region(said("region").unwrap_or_else(|| "us-east-1".to_owned()))
        .with_bucket_name(url.path().trim_matches('/'))
        .with_access_key_id(plain(url.username()))
        .with_secret_access_key(plain(url.password().unwrap_or_default()))
        .build();
    Ok(built?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_there_as_it_was_until_it_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let hash = hex::encode(Sha256::digest(b"lamp"));
        for shelf in [Shelf::in_memory(), Shelf::open(&ShelfPlace::Folder(folder.path().join("files"))).unwrap()] {
            shelf.put("aa/lamp", b"lamp".to_vec()).await.unwrap();
            shelf.put("aa/lamp", b"other".to_vec()).await.unwrap();
            assert_eq!(shelf.get("aa/lamp", &hash).await.unwrap(), b"lamp", "nothing is written over");
            shelf.put("aa/other", b"other".to_vec()).await.unwrap();
            assert!(matches!(shelf.get("aa/other", &hash).await, Err(ShelfError::Changed(_))));
            for _ in 0..2 {
                shelf.remove("aa/lamp").await.unwrap();
            }
            assert!(matches!(shelf.get("aa/lamp", &hash).await, Err(ShelfError::Gone(_))));
        }
    }

    #[test]
    fn a_bucket_is_said_whole_and_never_over_plain_http_elsewhere() {
        let is_bucket = |text: &str| matches!(ShelfPlace::parse(text), Ok(ShelfPlace::Bucket(_)));
        assert!(is_bucket("s3+https://key:se%2Fcret@objects.example/amanat?region=eu-central-1"));
        assert!(is_bucket("s3+http://key:secret@127.0.0.1:9000/amanat"));
        for bad in [
            "s3+http://key:secret@objects.example/amanat",
            "s3+https://objects.example/amanat",
            "s3+https://key:secret@objects.example/",
            "s3+https://key:secret@objects.example/a/b",
            "s3+ftp://key:secret@objects.example/amanat",
        ] {
            assert!(ShelfPlace::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(ShelfPlace::parse("data/files").unwrap(), ShelfPlace::Folder("data/files".into()));
        // The process chooses who encrypts, once; an error means that another test did.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let url = Url::parse("s3+https://key:secret@objects.example:9443/amanat").unwrap();
        assert!(Shelf::open(&ShelfPlace::Bucket(url)).is_ok());
    }
}
