"""Files that only the holders of a key can read, in the age format (https://age-encryption.org/v1): backups.

What is encrypted streams through, so that nothing of it is ever on the disk as it is. A file is written under another
name and renamed when it is whole; age marks the last piece, so that a file that was cut is seen to be.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import FileIO, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyrage

from goldenthread.doors.command.places import var
from goldenthread.doors.command.trouble import Code, Trouble

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

AT_ONCE = 1 << 20


def new_key(path: Path) -> str:
    """Make a key, keep its secret half in a file for its owner alone, and answer its public half.

    :raises Trouble: where there is a file already, or where the file would lie in var, beside what it is to open
    """
    if path.resolve().is_relative_to(var().resolve()):
        raise Trouble(f"{path} is in {var()}, beside the records. Keep the key where they are not.", code=Code.USAGE)
    key = pyrage.x25519.Identity.generate()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Trouble(f"There is a {path} already, and a key is never written over.", code=Code.USAGE) from error
    with open(handle, "w") as file:
        file.write(f"# public key: {key.to_public()}\n{key}\n")
    return str(key.to_public())


def recipients(public: str, *, name: str = "BACKUP_KEY") -> list[pyrage.x25519.Recipient]:
    """Those who will be able to read: public keys, with commas between. name: the setting that they come from.

    :raises Trouble: where there is none, or one cannot be read
    """
    words = [word.strip() for word in public.split(",") if word.strip()]
    if not words:
        raise Trouble(
            f"{name} is not set: nobody could read the file. Make a key on another machine with `goldenthread backup "
            f"--new-key FILE`, and set {name} to the public half that it prints (docs/how-to/backup.md).",
            code=Code.NOT_SET_UP,
        )
    try:
        return [pyrage.x25519.Recipient.from_str(word) for word in words]
    except pyrage.RecipientError as error:
        raise Trouble(
            f"{name} is not a public key of age: it begins with age1 (several with commas between).",
            code=Code.NOT_SET_UP,
        ) from error


def identities(path: Path) -> list[pyrage.x25519.Identity]:
    """The secret keys of a key file.

    :raises Trouble: where there is no such file or it holds no key
    """
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"The key file {path} cannot be read ({error}).", code=Code.USAGE) from error
    try:
        found = [pyrage.x25519.Identity.from_str(word) for word in lines if word.startswith("AGE-SECRET-KEY-1")]
    except pyrage.IdentityError as error:
        raise Trouble(f"The key in {path} is damaged ({error}).", code=Code.USAGE) from error
    if not found:
        raise Trouble(f"There is no key in {path}: it has a line that begins with AGE-SECRET-KEY-1.", code=Code.USAGE)
    return found


@contextmanager
def writing(path: Path, to: Sequence[pyrage.x25519.Recipient]) -> Iterator["_Fed"]:
    """What is written here becomes an encrypted file, which has its name only once it is whole and on the disk.

    Raises OSError where the disk is full; whatever is raised, nothing of the file is left.
    """
    making = path.with_name(f".{path.name}.making")
    making.unlink(missing_ok=True)
    read_end, write_end = os.pipe()
    try:
        with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            keeper = _Keeper(file)

            def encrypt() -> None:
                with open(read_end, "rb") as plain:
                    try:
                        pyrage.encrypt_io(plain, keeper, to)
                    except pyrage.EncryptError:
                        # age's own error forgets that the disk is full.
                        raise keeper.refused or OSError(f"{path} could not be encrypted") from None

            with _beside(encrypt) as task, open(write_end, "wb", buffering=0) as pipe:
                yield _Fed(pipe, task)
            task.result()
            file.flush()
            os.fsync(file.fileno())
        making.rename(path)
    finally:
        making.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def reading(path: Path, keys: Sequence[pyrage.x25519.Identity]) -> Iterator[BinaryIO]:
    """What an encrypted file holds, in the order in which it was written.

    Each piece is proved before it is handed out, and at the end that it was the last.

    :raises Trouble: where another key is needed, or the file was damaged or cut
    """
    read_end, write_end = os.pipe()
    refused: list[Exception] = []

    def decrypt() -> None:
        with open(write_end, "wb") as plain, path.open("rb") as file:
            try:
                pyrage.decrypt_io(file, plain, keys)
            except (pyrage.DecryptError, OSError) as error:
                refused.append(error)

    with _beside(decrypt) as task:
        with open(read_end, "rb") as plain:
            try:
                yield plain
                while plain.read(AT_ONCE):
                    pass
            except Exception as error:
                # What was read made no sense because it came to an end, or it made none of itself.
                if plain.read(1) == b"" and task.exception() is None and refused:
                    raise _not_readable(path, refused[0]) from error
                raise
        task.result()
        if refused:
            raise _not_readable(path, refused[0])


def _not_readable(path: Path, error: Exception) -> Trouble:
    if "No matching keys" in str(error):
        return Trouble(f"{path} was not made for this key, or its first lines were changed. Nothing was done.")
    return Trouble(
        f"{path} is damaged or was cut short ({error}). Nothing was done: take another copy of it, or an earlier one."
    )


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[Future[None]]:
    """Work done in a thread beside this one, ended before this goes on."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work)


class _Keeper:
    """A file that remembers why it would not be written to."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.refused: OSError | None = None

    def write(self, some: bytes) -> int:
        try:
            return self.file.write(some)
        except OSError as error:
            self.refused = error
            raise

    def flush(self) -> None:
        self.file.flush()


class _Fed(RawIOBase):
    """The end of the pipe that is written to: where the other end is gone, it says why."""

    def __init__(self, pipe: FileIO, task: Future[None]) -> None:
        self.pipe, self.task = pipe, task

    def writable(self) -> bool:
        return True

    def write(self, some: "ReadableBuffer") -> int:
        left = memoryview(some)
        size = len(left)
        try:
            while left:
                left = left[self.pipe.write(left) :]
        except BrokenPipeError:
            self.task.result()
            raise
        return size
