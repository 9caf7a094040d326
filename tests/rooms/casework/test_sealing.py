"""What a seal is for: a record rewritten by its owner from end to end, with every hash reckoned anew, is found."""

import datetime as dt
import random
import uuid

import pytest
from django.db import connections, transaction
from django.utils import timezone

from goldenthread.casework import chain, linking, sealing, verifying
from goldenthread.casework.verifying import verify_chains
from goldenthread.doors.command.main import main
from goldenthread.record.models import Entry, Look, SealMade
from tests import chained, trials
from tests.authority import Authority

SUBJECTS, EACH = trials.count(60, 5_000), trials.count(10, 20)
# Drawn at random from all of them: in the trials one in ten of a hundred thousand.
TRIED = trials.count(60, 10_000)
WHOLE_EVERY = trials.count(15, 500)
# Divided among those who can do it at the same time.
PARTS = trials.count(1, 2)


def broken(folder):
    return list(sealing.broken(sealing.seals(folder)))


def newer(folder):
    return sealing.newer(sealing.seals(folder))


@pytest.fixture
def guards_off(owner):
    """The owner's connection, with every guard taken away that an owner can take away."""
    for table in ("record_entry", "record_look", "record_sealmade"):
        owner.execute(f"alter table {table} disable trigger user")
    return owner


# ---- Any one of very many ----


def change(cursor, about, position, chance):
    """One column of one entry, whichever."""
    column, value = chance.choice(
        [
            ("answers", 'answers || \'{"seen": "no"}\''),
            ("answers", "answers - 'words'"),
            ("salt", "decode('00', 'hex')"),
            ("step", "step || 's'"),
            ("happened_on", "happened_on - 1"),
            ("happened_at", "coalesce(happened_at, now()) - interval '1 second'"),
            ("known_at", "known_at - interval '1 microsecond'"),
            ("author", "'Somebody'"),
            ("worker_id", "worker_id + 1"),
            ("post_id", "null"),
            ("compartment", "'adoption'"),
            ("follows_id", "id"),
            ("corrects_id", "id"),
            ("key", "key || 'x'"),
            ("nth", "nth + 1000"),
            ("digest", "hash"),
            ("previous", "digest"),
            ("hash", "digest"),
            ("id", "gen_random_uuid()"),
        ]
    )
    cursor.execute(
        f"update record_entry set {column} = {value} where about_id = %s and position = %s", [about, position]
    )


def remove(cursor, about, position, chance):
    cursor.execute("delete from record_entry where about_id = %s and position = %s", [about, position])


def reorder(cursor, about, position, chance):
    other = chance.choice([each for each in range(1, EACH + 1) if each != position])
    for now, then in ((position, 10_000), (other, position), (10_000, other)):
        cursor.execute(
            "update record_entry set position = %s where about_id = %s and position = %s", [then, about, now]
        )


def insert(cursor, about, position, chance):
    """A copy of it after it, those after it moved on."""
    for each in range(EACH, position, -1):
        cursor.execute(
            "update record_entry set position = position + 1 where about_id = %s and position = %s", [about, each]
        )
    cursor.execute(
        "insert into record_entry (id, about_id, position, step, happened_on, happened_at, known_at, author, "
        "worker_id, post_id, compartment, answers, salt, digest, previous, hash, key, nth) "
        "select gen_random_uuid(), about_id, position + 1, step, happened_on, happened_at, known_at, author, "
        "worker_id, post_id, compartment, answers, salt, digest, hash, hash, 'inserted', 0 from record_entry "
        "where about_id = %s and position = %s",
        [about, position],
    )


def reckoned_anew(tampering):
    """The same, and then every hash of the chain reckoned anew and its head moved, as whoever knows how could."""

    def do(cursor, about, position, chance):
        tampering(cursor, about, position, chance)
        reckon_anew(cursor, about)

    return do


def reckon_anew(cursor, about):
    previous, position = b"", 0
    rows = Entry.objects.using("owner").filter(about=about).select_related("occasion").order_by("position")
    for position, entry in enumerate(rows, start=1):
        cursor.execute("update record_entry set position = -position where id = %s", [entry.pk])
        entry.position, before = position, previous or chain.GENESIS
        entry.digest = chain.digest(entry.answers, bytes(entry.salt))
        previous = linking.link_of(entry).hash(before)
        cursor.execute(
            "update record_entry set position = %s, digest = %s, previous = %s, hash = %s where id = %s",
            [position, entry.digest, before, previous, entry.pk],
        )
    cursor.execute("update record_subject set head = %s, position = %s where id = %s", [previous, position, about])


TAMPERINGS = [
    change, change, remove, reorder, insert,
    reckoned_anew(remove), reckoned_anew(reorder), reckoned_anew(insert),
]  # fmt: skip


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_any_one_of_many_sealed_events_that_was_tampered_with_is_found(guards_off, monkeypatch, tmp_path, part):
    """Each once: changed, removed, moved or doubled by the owner, by hand or with every hash after it made good."""
    ids = chained.grow(Authority.found(), guards_off, subjects=SUBJECTS, each=EACH, words=5)
    guards_off.execute("alter table record_entry disable trigger user")
    seal = sealing.seal(tmp_path)
    assert verify_chains(sealed_at=seal.at).faults == ()
    owner, chance = connections["owner"], random.Random(TRIED)
    monkeypatch.setattr(verifying, "connection", owner)
    events = [(about, position) for about in ids for position in range(1, EACH + 1)]

    for nth, (about, position) in enumerate(chance.sample(events, TRIED)[part::PARTS]):
        tampering = TAMPERINGS[nth % len(TAMPERINGS)]
        with transaction.atomic(using="owner"):
            with owner.cursor() as cursor:
                tampering(cursor, about, position, chance)
            seen = is_missed(about, seal, whole=nth % WHOLE_EVERY == 0)
            transaction.set_rollback(True, using="owner")
        assert seen, f"{tampering} of position {position} of {about}"
    assert verify_chains(sealed_at=seal.at).heads.parts == seal.parts
    owner.close()


def is_missed(about, seal, *, whole):
    """Whether it is found: by this one chain, by the part of the seal that it is in, or by looking at everything."""
    if whole:
        looked_at = verify_chains(sealed_at=seal.at)
        return [fault for fault in looked_at.faults if fault.subject == about] or (
            f"Records whose id begins with {about.hex[:2]} are not" in " ".join(sealing.broken([seal], looked_at.heads))
        )
    if verify_chains((about, about)).faults:
        return True
    part = about.hex[:2]
    between = uuid.UUID(part + "0" * 30), uuid.UUID(part + "f" * 30)
    return verify_chains(between, sealed_at=seal.at).heads.parts.get(part) != seal.parts[part]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_what_is_added_after_the_seal_is_said_to_be_newer(guards_off, monkeypatch, tmp_path):
    """Nothing can be said of it but that: it looks as if it had been recorded."""
    (about,) = chained.grow(Authority.found(), guards_off, subjects=1, each=EACH, words=5)
    guards_off.execute("alter table record_entry disable trigger user")
    seal = sealing.seal(tmp_path)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        insert(cursor, about, EACH, None)
        cursor.execute("update record_entry set known_at = clock_timestamp() where key = 'inserted'")
        reckon_anew(cursor, about)
    connections["owner"].close()

    assert verify_chains(sealed_at=seal.at).faults == ()
    assert broken(tmp_path) == []
    assert newer(tmp_path)["entry"] == 1


# ---- The looks ----


def look_about(authority, folder):
    """Three looks that are sealed in two seals, and one that is not."""
    child, sam = authority.child("Jay"), authority.actor("Sam")
    for page in ("child", "chronology", "", "people", "", "papers"):
        if page:
            Look.objects.create(
                about_id=child, worker_id=sam.worker, post_id=sam.post, at=timezone.now(), page=page, why="Allocated"
            )
        else:
            sealing.seal(folder)


def test_looks_are_sealed_once_each(authority, tmp_path, capsys):
    look_about(authority, tmp_path)
    first, second = (seal.batches["record_look"] for seal in sealing.seals(tmp_path))

    assert (first.after, first.rows) == (0, 2)
    assert (second.after, second.rows) == (first.upto, 1)
    assert broken(tmp_path) == []
    main(["verify", "--chains", "--seals", str(tmp_path)])
    assert "Newer than the last seal, and not sealed yet: 1 look." in capsys.readouterr().out


LOOKS = {
    "changed": "update record_look set page = 'keys' where page = 'chronology'",
    "a minute earlier": "update record_look set at = at - interval '1 minute' where page = 'people'",
    "removed": "delete from record_look where page = 'child'",
    "the last removed": "delete from record_look where page = 'people'",
    "swapped": "update record_look set page = case page when 'child' then 'people' else 'child' end "
    "where page in ('child', 'people')",
    "inserted": "insert into record_look (id, about_id, worker_id, post_id, at, page, why) overriding system value "
    "select -1, about_id, worker_id, post_id, at, page, why from record_look where page = 'child'; "
    "update record_look set id = id + 1 where page = 'papers'; "
    "update record_look set id = id + 1 where page = 'people'; "
    "update record_look set id = (select id + 1 from record_look where page = 'chronology') where id = -1",
}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_look_tampered_with_by_the_owner_is_missed(guards_off, monkeypatch, tmp_path):
    look_about(Authority.found(), tmp_path)
    monkeypatch.setattr(sealing, "connection", connections["owner"])

    for what, statements in LOOKS.items():
        with transaction.atomic(using="owner"):
            with connections["owner"].cursor() as cursor:
                cursor.execute(statements)
            assert [says for says in broken(tmp_path) if says.startswith("Rows of record_look from")], what
            transaction.set_rollback(True, using="owner")
    assert broken(tmp_path) == []
    connections["owner"].close()


# ---- The seals themselves ----


def test_what_is_newer_than_the_last_seal_is_said(authority, tmp_path):
    authority.child("Jay")
    assert newer(tmp_path)["entry"] == 1
    sealing.seal(tmp_path)

    authority.child("Kai")

    assert newer(tmp_path)["entry"] == 1
    assert broken(tmp_path) == []
    sealing.seal(tmp_path)
    assert newer(tmp_path)["entry"] == 0
    assert len(sealing.seals(tmp_path)) == 2


def test_a_chain_rewritten_from_end_to_end_is_found_by_the_seal_alone(authority, tmp_path):
    """Somebody who owns the tables and knows how the hashes are made can forge a chain, but not what was sealed."""
    child = authority.child("Jay")
    sealing.seal(tmp_path)
    entry = Entry.objects.get(about=child)
    forged = linking.link_of(entry)._replace(author="Nobody").hash(chain.GENESIS)
    heads = verify_chains(sealed_at=sealing.seals(tmp_path)[0].at).heads

    assert list(sealing.broken(sealing.seals(tmp_path), heads)) == []
    other = verifying.Heads(heads.records, heads.entries, {child.hex[:2]: forged.hex()})
    (says,) = sealing.broken(sealing.seals(tmp_path), other)
    assert f"Records whose id begins with {child.hex[:2]}" in says


@pytest.fixture
def sealed(authority, tmp_path):
    """Three seals in one file, as its lines."""
    for name in ("Jay", "Kai", "Lee"):
        authority.child(name)
        sealing.seal(tmp_path)
    (file,) = tmp_path.glob("*.json")
    return file, file.read_text().splitlines(keepends=True)


def test_a_seal_that_was_changed_breaks_the_chain_of_seals(sealed, tmp_path):
    file, lines = sealed
    file.write_text("".join(lines).replace('"entries":1,', '"entries":7,'))

    assert any("does not continue from the one before it" in says for says in broken(tmp_path))


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (0, "is not the first that was made"),
        (1, "does not continue from the one before it"),
        (2, "1 that the database knows to have been made is not among the seals"),
    ],
)
def test_a_seal_that_is_gone_is_missed(sealed, tmp_path, gone, said):
    file, lines = sealed
    assert broken(tmp_path) == []
    file.write_text("".join(line for nth, line in enumerate(lines) if nth != gone))

    assert any(said in says for says in broken(tmp_path))


def test_all_seals_gone_are_missed(sealed, tmp_path):
    sealed[0].unlink()

    (says,) = broken(tmp_path)
    assert says.startswith("3 that the database knows to have been made are not among the seals")


def test_a_seal_that_the_database_does_not_know_is_no_fault(authority, tmp_path):
    """The file is written first: whoever is killed between the two has lost nothing. So it is after a restore."""
    with transaction.atomic():
        sealing.seal(tmp_path)
        transaction.set_rollback(True)

    assert (len(sealing.seals(tmp_path)), SealMade.objects.count()) == (1, 0)
    assert broken(tmp_path) == []


def test_hours_without_a_seal_are_said():
    at = dt.datetime(2026, 3, 10, 9, 40, tzinfo=dt.UTC)
    hours = [sealing.Seal(at + dt.timedelta(hours=hour), 0, 0, {}, "") for hour in (0, 1, 2, 5, 6)]

    (gap,) = sealing.gaps(hours, now=at + dt.timedelta(hours=7))
    assert gap == (hours[2].at, hours[3].at)
    assert sealing.gaps(hours, now=at + dt.timedelta(hours=9))[-1] == (hours[4].at, at + dt.timedelta(hours=9))
    assert sealing.gaps(hours[:3], now=at + dt.timedelta(hours=3)) == []


def test_verify_says_when_no_seal_came(authority, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GOLDENTHREAD_VAR", str(tmp_path))
    monkeypatch.setattr(sealing, "AT_MOST_APART", dt.timedelta(0))
    main(["seal"])
    main(["verify", "--chains"])

    assert "For more than an hour no seal was made 1 time, and none since " in capsys.readouterr().out
