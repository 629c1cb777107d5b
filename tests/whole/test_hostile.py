#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that claim to be an archive: refused within five seconds, in one line, and not a byte of them changed; a control is taken.
test_hostile.py SITREP"""
import os, pathlib, random, shutil, sqlite3, struct, sys, tempfile, time, zlib

from edition import SMALL_LAYOUT, Score, copy_edition
from test_archive import NAMES, mend_hashes, outputs_in, run, seal

PAGE = 4096


def patched(good, at, data):
    return good[:at] + data + good[at + len(data):]


def by_bytes(good):
    """Name -> bytes of what is no archive."""
    chosen = random.Random(7)
    files = {
        "empty": b"", "words": b"not a database\n" * 400, "a header alone": good[:100], "half": good[:len(good) // 2 // PAGE * PAGE],
        "cut in a page": good[:-PAGE // 2], "a page more": good + b"\xde\xad" * (PAGE // 2), "a page of zeros": patched(good, PAGE, bytes(PAGE)),
        "no page size": patched(good, 16, b"\0\0"), "another page size": patched(good, 16, b"\x02\0"), "another file format": patched(good, 18, b"\x09\x09"),
        "a write-ahead log": patched(good, 18, b"\2\2"), "reserved bytes": patched(good, 20, b"\xff"), "a loop of free pages": patched(good, 32, struct.pack(">II", 2, 9999)),
        "another encoding": patched(good, 56, struct.pack(">I", 7)), "another application": patched(good, 68, struct.pack(">I", 1234567)),
        "a newer version": patched(good, 60, struct.pack(">I", 2 ** 31 - 1)), "an older version": patched(good, 60, struct.pack(">I", 0)),
        "zipped": b"PK\3\4" + good, "compressed": zlib.compress(good),
    }
    for number in range(40):
        data = bytearray(good)
        for _ in range(chosen.choice((3, 20, 200))):
            data[chosen.randrange(100, len(data))] = chosen.randrange(256)
        files[f"random bytes {number}"] = bytes(data)
    return files


RENAMED = "ALTER TABLE statement RENAME TO other;"
BY_SQL = {
    "a trigger that empties": "CREATE TRIGGER x AFTER INSERT ON journal BEGIN DELETE FROM journal; END",
    "a trigger that swallows": "CREATE TRIGGER x BEFORE UPDATE ON journal BEGIN SELECT raise(ignore); END",
    "a view for a table": RENAMED + "CREATE VIEW statement AS SELECT * FROM other",
    "an endless view": RENAMED + "CREATE VIEW statement AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS edition FROM c",
    "another table": "CREATE TABLE other (x)", "another column": "ALTER TABLE statement ADD COLUMN x TEXT", "a table less": "DROP VIEW figures; DROP TABLE released_cell",
    "an index by a function": "CREATE INDEX x ON output (hex(path))", "a heavy check": "CREATE TABLE h (x CHECK (length(zeroblob(1000000000)) > 0))",
    "a virtual table": "CREATE VIRTUAL TABLE v USING fts5(a)", "a table called like a path": 'CREATE TABLE "../../x" (a)',
    "a table called like a statement": 'CREATE TABLE "a""; drop table edition; --" (x)', "statistics": "ANALYZE",
    "a broken statement": "PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = 'CREATE TABLE edition (x' WHERE name = 'edition'",
    "a table twice": "PRAGMA writable_schema = 1; INSERT INTO sqlite_master SELECT * FROM sqlite_master WHERE name = 'edition'",
    "a table in the schema's place": "PRAGMA writable_schema = 1; UPDATE sqlite_master SET rootpage = 1 WHERE name = 'edition'",
    "two tables in one place": "PRAGMA writable_schema = 1; UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'edition') WHERE name = 'library'",
    "other sentences": "UPDATE about SET sentence = sentence || ' '",
}

# The hashes are right; what they are over is nonsense.
FORGED = {
    "a bomb": None, "a path that leads away": "UPDATE input SET path = '../../../../../../../../../../../../../../../../../../etc/x' WHERE number = 1",
    "no edition.conf": "DELETE FROM input WHERE kind = 'edition'; DELETE FROM content WHERE sha256 NOT IN (SELECT content FROM input UNION SELECT content FROM output)",
    "an edition with a folder for a name": "UPDATE edition SET folder = '../..'",
    "rows of nothing": "DELETE FROM released", "a day that does not exist": "UPDATE typed_in SET day = '2014-99-99'",
}


def write_variants(folder, good):
    for name, data in by_bytes(good).items():
        (folder / f"{name}.sitrep").write_bytes(data)
    for name, sql in BY_SQL.items():
        path = folder / f"{name}.sitrep"
        path.write_bytes(good)
        base = sqlite3.connect(path, isolation_level=None)
        base.executescript(sql)
        base.close()


def commands(edition, path):
    names = [*NAMES, "--on", "2021-01-01"]
    return (["verify", "--archive", path], ["reproduce", "2014", "--archive", path], ["purge-inputs", "2014", "--archive", path, *names],
            ["seal", edition, "--archive", path, *names, "--fingerprint", "0"])


def try_all(score, sitrep, folder, edition, path, may_hold):
    """No command takes long, crashes or changes it."""
    before = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    names = sorted(os.listdir(folder))
    for arguments in commands(edition, path):
        started = time.monotonic()
        done = run(sitrep, *arguments)
        what = f"{path.name}: {arguments[0]}: exit {done.returncode} {done.stderr[-200:]}"
        score.check(done.returncode in ((0, 1, 2, 4) if may_hold else (1, 2, 4)) and time.monotonic() - started < 5, what)
        score.check(done.returncode == 0 or len(done.stderr.splitlines()) == 1 or arguments[0] == "seal", f"in one line: {what}")
        score.check(arguments[0] != "verify" or may_hold or done.returncode in (1, 4), f"verify refuses: {what}")
    score.check(before is None or before == path.read_bytes(), f"{path.name}: it was changed")
    score.check(sorted(os.listdir(folder)) == names, f"{path.name}: something is beside it")


def test_variants(score, sitrep, folder, edition, archive):
    place = folder / "variants"
    place.mkdir()
    write_variants(place, archive.read_bytes())
    (place / "a link.sitrep").symlink_to(archive)
    os.mkfifo(place / "a pipe.sitrep")
    (place / "a folder.sitrep").mkdir()
    for path in sorted(place.glob("*.sitrep")):
        # Bytes between the cells of a page say nothing.
        try_all(score, sitrep, place, edition, path, path.name.startswith("random bytes"))


def forge(path, name, sql):
    base = sqlite3.connect(path)
    if sql:
        base.executescript(sql)
    else:
        data = zlib.compress(bytes(200_000_000))
        base.execute("UPDATE content SET bytes = 2000000000, data = ? WHERE sha256 = (SELECT content FROM input WHERE kind = 'layout')", (data,))
    mend_hashes(base)


def test_forged(score, sitrep, folder, edition, archive):
    place = folder / "forged"
    place.mkdir()
    for name, sql in FORGED.items():
        path = place / f"{name}.sitrep"
        shutil.copy(archive, path)
        forge(path, name, sql)
        started = time.monotonic()
        done = run(sitrep, "reproduce", "2014", "--archive", path)
        score.check(done.returncode in (1, 4) and time.monotonic() - started < 5, f"{name}: exit {done.returncode} {done.stdout[-200:]} {done.stderr[-200:]}")
        score.check(not pathlib.Path("/etc/x").exists(), f"{name}: nothing is written elsewhere")


def test_restricted(score, sitrep, folder, edition, archive):
    """The second file is judged as the first one is."""
    place = folder / "restricted"
    place.mkdir()
    good = pathlib.Path(f"{archive}.inputs").read_bytes()
    variants = {"empty": b"", "the archive itself": archive.read_bytes(), "half": good[:len(good) // 2 // PAGE * PAGE]}
    for name, data in variants.items():
        shutil.copy(archive, place / "a.sitrep")
        (place / "a.sitrep.inputs").write_bytes(data)
        for arguments in commands(edition, place / "a.sitrep"):
            score.check(run(sitrep, *arguments).returncode in (1, 2), f"{name}: {arguments[0]} refuses")
        score.check((place / "a.sitrep.inputs").read_bytes() == data, f"{name}: it was changed")


def test_beside(score, sitrep, folder, archive):
    """What SQLite would take for a journal is not looked at."""
    place = folder / "beside"
    place.mkdir()
    shutil.copy(archive, place / "a.sitrep")
    pages = len(archive.read_bytes()) // PAGE
    journal = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + struct.pack(">IIIII", 1, 0, pages, 512, PAGE) + bytes(484) + struct.pack(">I", 1) + bytes(PAGE) + struct.pack(">I", 0)
    for ending in ("-journal", "-wal", "-shm"):
        (place / f"a.sitrep{ending}").write_bytes(journal)
    done = run(sitrep, "verify", "--archive", place / "a.sitrep")
    score.check(done.returncode == 0 and (place / "a.sitrep").read_bytes() == archive.read_bytes(), f"a planted journal: {done.stderr}")
    score.check(outputs_in(archive), "the control is an archive")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        edition, archive = copy_edition(folder / "good", audiences="public", layout=SMALL_LAYOUT), folder / "good.sitrep"
        score.check(seal(sitrep, edition, archive).returncode == 0, "the control is sealed")
        test_variants(score, sitrep, folder, edition, archive)
        test_forged(score, sitrep, folder, edition, archive)
        test_restricted(score, sitrep, folder, edition, archive)
        test_beside(score, sitrep, folder, archive)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
