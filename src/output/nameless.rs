//! Files without a name until they are whole: a run that is killed leaves nothing of them. Linux has them, where the
//! file system does; elsewhere, and where it does not, a temporary file has a name.

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd;
    use std::path::{Path, PathBuf};

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, openat};

    /// A file without a name on the disk of the folder, readable by its owner only.
    pub(crate) fn open(folder: &Path) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        let file = File::from(openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
        // the name is given by way of /proc, which a container may lack
        opened(&file).exists().then_some(file)
    }

    /// Gives it a name that no file has.
    pub(crate) fn name(file: &File, path: &Path) -> io::Result<()> {
        Ok(linkat(CWD, opened(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }

    fn opened(file: &File) -> PathBuf {
        format!("/proc/self/fd/{}", file.as_raw_fd()).into()
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(crate) fn open(_: &Path) -> Option<File> {
        None
    }

    pub(crate) fn name(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) use elsewhere::{name, open};
#[cfg(target_os = "linux")]
pub(crate) use linux::{name, open};
