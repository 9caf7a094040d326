"""Whether a database is of a release that this one can go on from: if not, a sentence, and nothing is changed."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from goldenthread.doors.command.trouble import Code, Trouble

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

Migration = tuple[str, str]

OURS = "goldenthread."
# Before this one chains had another form, and no entry of theirs could be verified any more.
OLDEST_CHAINS = ("record", "0010_seal_made")


def refuse(owner: "BaseDatabaseWrapper") -> None:
    """Raises Trouble where a database was made by a release that this one knows no way from: too old, or newer."""
    from django.apps import apps
    from django.db.migrations.exceptions import InconsistentMigrationHistory
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    from goldenthread.casework import reworking

    applied = set(MigrationRecorder(owner).applied_migrations())
    if not applied:
        return
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    folded = {key: set(migration.replaces) for key, migration in loader.disk_migrations.items() if key[0] in rooms}
    ours = {(room, name) for room, name in applied if room in rooms}
    known = folded.keys() | {each for replaced in folded.values() for each in replaced}
    if newer := newer_than(known, ours - known):
        raise Trouble(too_new(newer), code=Code.NOT_SET_UP)
    # What was folded and is still there is done one by one.
    gone = {key: replaced - folded.keys() for key, replaced in folded.items() if key not in ours}
    half = {each for replaced in gone.values() for each in replaced - ours if replaced & ours}
    if half or ours - known:
        raise Trouble(too_old(half, ours - known), code=Code.NOT_SET_UP)
    # A first start that was killed half-way has recorded nothing, and goes on.
    begun = any(room == OLDEST_CHAINS[0] for room, _ in ours)
    if begun and OLDEST_CHAINS not in applied and reworking.anything_recorded(using=owner.alias):
        raise Trouble(too_old({OLDEST_CHAINS}), code=Code.NOT_SET_UP)
    try:
        MigrationLoader(owner).check_consistent_history(owner)
    except InconsistentMigrationHistory as error:
        raise Trouble(f"{too_old(())} In the words of what migrates it: {error}", code=Code.NOT_SET_UP) from error


def newer_than(known: Collection[Migration], unknown: Collection[Migration]) -> list[Migration]:
    """Of migrations that are not known here, those that come after all that are: they are numbered."""
    last = {room: max(name for its, name in known if its == room) for room, _ in known}
    return sorted((room, name) for room, name in unknown if name > last.get(room, ""))


def too_new(migrations: Collection[Migration]) -> str:
    """What is wrong with a database of a later release, and what to do."""
    return (
        f"The database was brought up to a later release of Golden Thread than this one: it has {named(migrations)}, "
        "which this one does not know. Nothing was changed. Start that release or a later one, or restore a backup "
        "that was made before (docs/how-to/backup.md)."
    )


def too_old(lacks: Collection[Migration], unknown: Collection[Migration] = ()) -> str:
    """What is wrong with a database that this release knows no way from, and what to do."""
    why = f"it lacks {named(lacks)}" if lacks else f"it has {named(unknown)}" if unknown else "its tables do not fit"
    return (
        f"The database was made by an earlier Golden Thread that this release cannot go on from ({why}). Nothing was "
        "changed. If it holds the made-up authority alone, `make reset` starts it anew. If anything in it must be "
        "kept, go on with the release that made it, and keep a backup made by that one (docs/how-to/backup.md)."
    )


def named(migrations: Collection[Migration]) -> str:
    """Migrations as somebody may look them up."""
    return ", ".join(f"{room}.{name}" for room, name in sorted(migrations)[:3])
