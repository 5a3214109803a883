//! Paths of sockets: short enough, private, and not left over.

use std::{
    env,
    fmt::Write,
    fs, io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, FileTypeExt, MetadataExt, PermissionsExt},
        net::UnixStream,
    },
    path::{Path, PathBuf},
};

use tokio::net::UnixListener;

/// A socket address holds 104 bytes on some systems and 108 on others, with a zero at the end.
const MAX_PATH_BYTES: usize = 99;

/// The path itself, or a short one that stands for it; see [`crate::Engine::serve`].
pub(super) fn usable(socket: &Path) -> io::Result<PathBuf> {
    if socket.as_os_str().len() <= MAX_PATH_BYTES {
        return Ok(socket.to_owned());
    }
    let name = format!("amanat-{:016x}", fnv1a(socket.as_os_str().as_bytes()));
    let in_temp = env::temp_dir().join(&name);
    let fits = in_temp.as_os_str().len() + "/engine.sock".len() <= MAX_PATH_BYTES;
    let folder = if fits { in_temp } else { Path::new("/tmp").join(&name) };
    make_private(&folder)?;
    Ok(folder.join("engine.sock"))
}

/// Everyone may write to the temporary folder, so what is found there has to be ours and closed to others.
fn make_private(folder: &Path) -> io::Result<()> {
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let found = fs::symlink_metadata(folder)?;
    let probe = tempfile_owner(folder)?;
    if !found.is_dir() || found.mode() & 0o077 != 0 || found.uid() != probe {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!("{} is not a private folder of this user", folder.display()),
        ));
    }
    Ok(())
}

/// The user that new files belong to: our own.
fn tempfile_owner(folder: &Path) -> io::Result<u32> {
    let probe = folder.join(format!("owner-{}", std::process::id()));
    let owner = fs::File::create(&probe)?.metadata()?.uid();
    fs::remove_file(&probe)?;
    Ok(owner)
}

/// The FNV-1a hash: the same in every build, which the standard hasher does not promise.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Binds with mode 0600, after removing a socket that nobody listens on.
pub(super) fn bind(socket: &Path) -> io::Result<UnixListener> {
    match fs::symlink_metadata(socket) {
        Ok(found) if !found.file_type().is_socket() => {
            return Err(io::Error::new(
                io::ErrorKind::AlreadyExists,
                format!("{} is there and is no socket", socket.display()),
            ));
        }
        Ok(_) if UnixStream::connect(socket).is_ok() => {
            return Err(io::Error::new(io::ErrorKind::AddrInUse, format!("{} is in use", socket.display())));
        }
        Ok(_) => fs::remove_file(socket)?,
        Err(_) => {}
    }
    let listener = UnixListener::bind(socket)?;
    fs::set_permissions(socket, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// `mongodb://<percent-encoded path>/?replicaSet=rs0`.
pub(super) fn uri(socket: &Path) -> String {
    let mut host = String::new();
    for byte in socket.as_os_str().as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => host.push(char::from(*byte)),
            other => write!(host, "%{other:02X}").expect("a string takes every write"),
        }
    }
    format!("mongodb://{host}/?replicaSet=rs0")
}

/// How `hello` names the socket. The driver turns host names into lower case and then decodes percent signs, so capital
/// letters travel encoded.
pub(super) fn host_name(socket: &Path) -> String {
    let mut host = String::new();
    for letter in socket.to_string_lossy().chars() {
        match letter {
            'A'..='Z' | '%' => write!(host, "%{:02x}", u32::from(letter)).expect("a string takes every write"),
            other => host.push(other),
        }
    }
    host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_percent_encodes_the_socket() {
        assert_eq!(uri(Path::new("/tmp/a b/x.sock")), "mongodb://%2Ftmp%2Fa%20b%2Fx.sock/?replicaSet=rs0");
    }

    #[test]
    fn capital_letters_survive_a_driver_that_lowers_them() {
        assert_eq!(host_name(Path::new("/tmp/aB%/x.sock")), "/tmp/a%42%25/x.sock");
    }

    #[test]
    fn a_long_path_gets_a_short_private_stand_in() {
        let long = PathBuf::from("/nowhere").join("long".repeat(40)).join("engine.sock");
        let short = usable(&long).unwrap();
        assert!(short.as_os_str().len() <= MAX_PATH_BYTES);
        assert_eq!(usable(&long).unwrap(), short, "the same path always has the same stand-in");
        assert_eq!(fs::metadata(short.parent().unwrap()).unwrap().mode() & 0o777, 0o700);
        fs::remove_dir(short.parent().unwrap()).unwrap();
    }
}
