#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sealing editions, and what the archive says of them later: test_archive.py SITREP

The hashes of the archive are worked out anew by Python's own sqlite3 and hashlib, from its description in examples/ARCHIVE.md."""
import datetime, hashlib, os, pathlib, re, shutil, sqlite3, subprocess, sys, tempfile, time, zlib

from edition import ROOT, SMALL_LAYOUT, Score, build, copy_edition, files_of, read_export, set_conf, write_export

NAMES = ["--prepared-by", "Anna Esimerkki", "--approved-by", "Bertil Exempel"]
ON = ["--on", "2015-02-02"]


# Totals that are broken down nowhere cannot be hidden.
LEAK = """
Of them {{minors gender=women}} and {{minors gender=men}}.
"""


def run(sitrep, *arguments, **options):
    return subprocess.run([str(sitrep), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                          **options)


def fingerprint_of(done):
    return re.search(r"^fingerprint +([0-9a-f]{16})$", done.stdout, re.M).group(1)


def seal(sitrep, edition, archive, *more):
    """Both steps, as two persons take them."""
    shown = run(sitrep, "seal", edition, "--archive", archive)
    if not re.search("^fingerprint", shown.stdout, re.M):
        return shown
    return run(sitrep, "seal", edition, "--archive", archive, *NAMES, "--fingerprint", fingerprint_of(shown), *(more or ON))


def to_come():
    """A day that has not begun anywhere."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)).date().isoformat()


def small(folder, **settings):
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    set_conf(edition, **settings)
    return edition


def outputs_in(archive, table="output"):
    """Path -> bytes, by Python alone."""
    base = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    rows = base.execute(f"SELECT path, bytes, data FROM {table} JOIN content ON sha256 = content").fetchall()
    base.close()
    return {path: data if size == len(data) else zlib.decompress(data) for path, size, data in rows}


# ---- the hashes, as examples/ARCHIVE.md describes them ----

EDITION_TABLES = (("edition", ""), ("library", "name"), ("input", "number"), ("typed_in", "measure"), ("output", "path"),
                  ("statement", "audience, number"), ("released", "audience, number"),
                  ("released_part", "audience, number, place, part"), ("released_cell", "audience, number, cell"),
                  ("released_rank", "audience, number, place"), ("released_date", "audience, number"),
                  ("protected_with", "sealed, audience"), ("unencrypted", "path"))
SINCE_2 = ("protected_with", "unencrypted")
RESTRICTED_TABLES = (("kept", ""), ("input", "number"), ("output", "path"))
ACT = "number, act, edition, day, done_by, approved_by, edition_sha256, before_sha256"


def canonical(value):
    if isinstance(value, int):
        return b"I%d\n" % value
    data = value.encode() if isinstance(value, str) else value
    return (b"T" if isinstance(value, str) else b"B") + b"%d:" % len(data) + data + b"\n"


def hash_rows(named_rows):
    digest = hashlib.sha256(b"sitrep archive 1\n")
    for name, rows in named_rows:
        for row in rows:
            digest.update(b"R" + name.encode() + b"\n" + b"".join(map(canonical, row)))
    return digest.hexdigest()


def version_of(base):
    return base.execute("PRAGMA user_version").fetchone()[0]


def hash_edition(base, edition, tables):
    tables = [table for table in tables if version_of(base) > 1 or table[0] not in SINCE_2]
    return hash_rows((table, base.execute(f"SELECT * FROM {table} WHERE edition = ?" + (f" ORDER BY {order}" if order else ""),
                                          (edition,)).fetchall()) for table, order in tables)


def check_hashes(score, archive, what):
    base, restricted = sqlite3.connect(archive), sqlite3.connect(f"{archive}.inputs")
    before = ""
    for *act, sha256 in base.execute(f"SELECT {ACT}, sha256 FROM journal ORDER BY number").fetchall():
        score.check(act[6] == hash_edition(base, act[2], EDITION_TABLES), f"{what}: the hash of edition {act[2]}")
        score.check(act[7] == before and sha256 == hash_rows([("journal", [act])]), f"{what}: the hash of act {act[0]}")
        before = sha256
    for edition, in restricted.execute("SELECT edition FROM kept").fetchall():
        said = base.execute("SELECT restricted FROM edition WHERE edition = ?", (edition,)).fetchone()[0]
        score.check(said == hash_edition(restricted, edition, RESTRICTED_TABLES), f"{what}: the hash of what is restricted of {edition}")
    base.close()
    restricted.close()
    return before


OLD = pathlib.Path(__file__).resolve().parents[1] / "unit" / "archive" / "format-1.sitrep"


def rows_of(archive):
    """All rows, but what the file says of itself."""
    base = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    tables = [name for name, in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'about'")]
    rows = {(table, *row) for table in tables for row in base.execute(f"SELECT * FROM {table}")}
    version = version_of(base)
    base.close()
    return version, rows


def test_old_version(score, sitrep, folder):
    """A file that the first program with archives wrote: its hash stands in a unit test, too. It is read as it is, and migrated."""
    old = copy_archive(OLD, folder, "old.sitrep")
    last = check_hashes(score, old, "version 1")
    score.check(last in (OLD.parent / "test_format.c").read_text(encoding="utf-8"), f"version 1: the last act: {last}")
    before, inputs = old.read_bytes(), pathlib.Path(f"{old}.inputs").read_bytes()
    done = run(sitrep, "verify", "--archive", old, "--last", last)
    score.check(done.returncode == 0 and "The file is of version 1: sitrep migrate" in done.stdout and last in done.stdout, f"verified: {done.stdout} {done.stderr}")
    done = seal(sitrep, small(folder / "into-old", id="2016"), old)
    score.check(done.returncode == 1 and f"run sitrep migrate --archive {old} first" in done.stderr and old.read_bytes() == before, f"not sealed in: {done.stderr}")
    rows = rows_of(old)
    for words in (f"version        1 was, 2 is: nothing that was sealed has changed\nlast act       {last}, as before\n",
                  f"version        2, which is that of this program: nothing is to be done\nlast act       {last}, as before\n"):
        done = run(sitrep, "migrate", "--archive", old)
        score.check(done.returncode == 0 and done.stdout == words, f"migrated: {done.stdout} {done.stderr}")
        score.check(check_hashes(score, old, "migrated") == last and rows_of(old) == (2, rows[1]), "every row and every hash is as it was")
        score.check(pathlib.Path(f"{old}.inputs").read_bytes() == inputs, "the inputs are not touched")
    done = run(sitrep, "verify", "--archive", old, "--last", last)
    score.check(done.returncode == 0 and "of version" not in done.stdout and "case-level inputs are there" in done.stdout, f"verified: {done.stdout} {done.stderr}")
    score.check(run(sitrep, "migrate").returncode == 2 and run(sitrep, "migrate", "--archive", folder / "none").returncode == 1, "an archive must be named")
    test_versions(score, sitrep, folder, old, last)
    new = copy_archive(OLD.with_name("format-2.sitrep"), folder, "new.sitrep")
    score.check(check_hashes(score, new, "version 2") in (OLD.parent / "test_format.c").read_text(encoding="utf-8"), "version 2: the last act")
    done = run(sitrep, "verify", "--archive", new)
    score.check(done.returncode == 0 and done.stdout.count("  seal ") == 2, f"version 2: {done.stdout} {done.stderr}")


def test_versions(score, sitrep, folder, migrated, last):
    """What is newer is left alone; so is what says that it is another version than it is. An old one can be purged as it is."""
    for version, words in ((3, "it is of version 3, made by a newer program, and this one knows version 2: take that one"), (1, "damaged"), (0, "damaged")):
        other = copy_archive(migrated, folder, f"version-{version}.sitrep")
        base = sqlite3.connect(other)
        base.execute(f"PRAGMA user_version = {version}")
        base.close()
        before = other.read_bytes()
        for command in (["verify"], ["migrate"], ["reproduce", "2014"]):
            done = run(sitrep, *command, "--archive", other)
            score.check(done.returncode == 1 and words in done.stderr and other.read_bytes() == before, f"version {version}: {command}: {done.stderr}")
    old = copy_archive(OLD, folder, "purged-old.sitrep")
    done = run(sitrep, "purge-inputs", "2014", "--archive", old, *NAMES, "--on", "2021-01-01")
    score.check(done.returncode == 0 and rows_of(old)[0] == 1 and outputs_in(f"{old}.inputs", "input") == {}, f"purged: {done.stdout} {done.stderr}")
    check_hashes(score, old, "version 1, purged")
    done = run(sitrep, "migrate", "--archive", old)
    score.check(done.returncode == 0 and rows_of(old)[0] == 2 and last not in done.stdout, f"and migrated then: {done.stdout} {done.stderr}")
    check_hashes(score, old, "version 1, purged and migrated")


# ---- sealing ----

def test_sealing(score, sitrep, folder):
    edition, archive = small(folder / "sealing", **{"inputs kept until": "2020-12-31"}), folder / "a.sitrep"
    out = folder / "sealing" / "out"
    built = build(sitrep, edition, out)
    score.check(built.returncode == 0, "the edition builds")
    shown = run(sitrep, "seal", edition, "--archive", archive)
    score.check(shown.returncode == 0 and not shown.stderr and not archive.exists(), f"the first step shows it, and is no fault: {shown}")
    named = f"not sealed     yet: once it is read and approved, add --prepared-by NAME --approved-by NAME --fingerprint {fingerprint_of(shown)}\n"
    score.check(shown.stdout.endswith(named), f"the second step is named: {shown.stdout[-200:]}")
    for language, words in (("fi", "sinetöimättä   vielä: "), ("sv", "oförseglad     ännu: ")):
        told = run(sitrep, "seal", edition, "--archive", archive, "--language", language).stdout
        score.check(words in told and fingerprint_of(shown) in told, f"{language}: {told[-200:]}")
    for words in ("Edition 2014: 2014-01-01 to 2014-12-31", "../layouts/situation.en.md", "exports/cases.csv", "kept until 2020-12-31",
                  "fonts/SourceSans3-Regular.ttf"):
        score.check(words in shown.stdout, f"what is about to be sealed is shown: {words}")
    fingerprint = fingerprint_of(shown)
    for names, why in ((NAMES[:2], "--approved-by"), (["--prepared-by", "Anna", "--approved-by", "ANNA "], "somebody else"),
                       (["--prepared-by", "Anna Å. Ek", "--approved-by", "anna  a\u030a ek"], "somebody else"),
                       (["--prepared-by", "...", "--approved-by", "Bo"], "the name of a person"),
                       (["--prepared-by", "Anna\u202e", "--approved-by", "Bo"], "the name of a person"),
                       (["--prepared-by", "  ", "--approved-by", "Bo"], "the name of a person"), (NAMES, "names what is approved")):
        done = run(sitrep, "seal", edition, "--archive", archive, *names, "--fingerprint", "0123456789abcdef")
        score.check(done.returncode == 2 and why in done.stderr and not archive.exists(), f"refused: {why}: {done.stderr}")
    done = run(sitrep, "seal", edition, "--archive", archive, *NAMES, "--fingerprint", fingerprint, "--on", "2.2.2015")
    score.check(done.returncode == 2 and "yyyy-mm-dd" in done.stderr, "a day in another form is refused")
    done = run(sitrep, "seal", edition, "--archive", archive, *NAMES, "--fingerprint", fingerprint, "--on", to_come())
    score.check(done.returncode == 2 and "yet to come" in done.stderr and not archive.exists(), f"nobody seals tomorrow: {done.stderr}")
    done = run(sitrep, "seal", edition, "--archive", archive, *NAMES, "--fingerprint", fingerprint, *ON)
    score.check(done.returncode == 0 and "approved by Bertil Exempel" in done.stdout, f"sealed: {done.stdout} {done.stderr}")
    made = files_of(out)
    score.check(outputs_in(archive) == {path: data for path, data in made.items() if not path.startswith("restricted/")},
                "what is published is in the archive, byte for byte")
    score.check(outputs_in(f"{archive}.inputs") == {path: data for path, data in made.items() if path.startswith("restricted/")},
                "what is restricted is in the other file")
    check_hashes(score, archive, "one edition")
    before = archive.read_bytes(), pathlib.Path(f"{archive}.inputs").read_bytes()
    again = seal(sitrep, edition, archive, "--on", "2016-01-01")
    score.check(again.returncode == 0 and "on 2015-02-02" in again.stdout, f"sealing it again does nothing: {again.stderr}")
    again = run(sitrep, "seal", edition, "--archive", archive)
    score.check(again.returncode == 0 and "before, on 2015-02-02" in again.stdout and "not sealed" not in again.stdout, f"that it is sealed is told: {again}")
    score.check(before == (archive.read_bytes(), pathlib.Path(f"{archive}.inputs").read_bytes()), "and changes nothing")
    return edition, archive


def test_other_content(score, sitrep, folder, archive):
    before = archive.read_bytes()
    changed = small(folder / "changed", publisher="Somebody else")
    done = seal(sitrep, changed, archive)
    score.check(done.returncode == 4 and "sealed already" in done.stderr and archive.read_bytes() == before,
                f"an edition of the same id is refused: {done.returncode} {done.stderr}")


def test_earlier(score, sitrep, folder, archive):
    """Readers have what was sealed before: its list must be among the earlier figures."""
    mine = copy_archive(archive, folder, "earlier.sitrep")
    before = mine.read_bytes()
    later = copy_edition(folder / "later", audiences="public", layout=SMALL_LAYOUT)
    set_conf(later, id="2014b")
    for arguments in ([], [*NAMES, "--fingerprint", "0"]):
        done = run(sitrep, "seal", later, "--archive", mine, *arguments)
        score.check(done.returncode == 1 and "'2014' is sealed" in done.stderr and mine.read_bytes() == before, f"not reckoned with: {done.stderr}")
    shutil.copy(folder / "sealing" / "out" / "public" / "data" / "all_figures.en.csv", later / "earlier.csv")
    set_conf(later, **{"earlier figures": "earlier.csv"})
    done = seal(sitrep, later, mine)
    score.check(done.returncode == 0 and "reckoned with  2014: public\n" in done.stdout, f"reckoned with: {done.stdout} {done.stderr}")
    check_hashes(score, mine, "two editions")
    base = sqlite3.connect(mine)
    known = base.execute("SELECT edition, sealed, audience, act_sha256 = (SELECT sha256 FROM journal WHERE number = 1) FROM protected_with").fetchall()
    base.close()
    score.check(known == [("2014b", "2014", "public", 1)], f"and that is kept: {known}")
    done = seal(sitrep, folder / "sealing" / "edition", mine)
    score.check(done.returncode == 0 and "before, on 2015-02-02" in done.stdout, f"sealing the first one again does nothing still: {done.stderr}")
    for edition in ("2014", "2014b"):
        for source in ("inputs", "release"):
            done = run(sitrep, "reproduce", edition, "--archive", mine, "--from", source)
            score.check(done.returncode == 0 and ", 0 different" in done.stdout, f"{edition} from {source}: {done.stdout} {done.stderr}")


def test_refusals(score, sitrep, folder):
    archive = folder / "refused.sitrep"
    done = seal(sitrep, copy_edition(folder / "reproduction", audiences="public, as-published", layout=SMALL_LAYOUT), archive)
    score.check(done.returncode == 3 and "as-published" in done.stderr and not archive.exists(), f"a reproduction is refused: {done.stderr}")
    broken = small(folder / "broken", layouts="../layouts/nothing.en.md")
    done = run(sitrep, "seal", broken, "--archive", archive, *NAMES)
    score.check(done.returncode == 1 and not archive.exists(), "a faulty edition is refused")
    done = run(sitrep, "seal", small(folder / "unnamed"))
    score.check(done.returncode == 2 and "--archive" in done.stderr, "an archive must be named")
    leaking = copy_edition(folder / "leaking", audiences="public", layout=SMALL_LAYOUT + LEAK)
    done = run(sitrep, "seal", leaking, "--archive", archive, *NAMES)
    score.check(done.returncode == 3 and "could be worked out" in done.stderr and not archive.exists(),
                f"a leaking edition is refused: {done.returncode} {done.stderr}")


def test_places(score, sitrep, folder):
    """Named in edition.conf, seen from it; the same fingerprint from wherever the program is called."""
    edition = small(folder / "places", archive="../kept/archive.sitrep")
    (folder / "places" / "kept").mkdir()
    prints = {fingerprint_of(run(sitrep, "seal", edition)), fingerprint_of(run(sitrep, "seal", ".", cwd=edition)),
              fingerprint_of(run(sitrep, "seal", "places/edition", cwd=folder))}
    score.check(len(prints) == 1, f"one fingerprint: {prints}")
    done = run(sitrep, "seal", ".", *NAMES, "--fingerprint", prints.pop(), cwd=edition)
    score.check(done.returncode == 0 and (folder / "places" / "kept" / "archive.sitrep").exists(), f"sealed where it says: {done.stderr}")
    done = run(sitrep, "seal", edition, "-o", folder / "places" / "read", *NAMES)
    score.check(files_of(folder / "places" / "read").keys() > {"public/small-2014.en.pdf"}, f"what is to be approved can be read: {done.stderr}")


# ---- verifying ----

def test_verify(score, sitrep, folder, archive):
    done = run(sitrep, "verify", "--archive", archive)
    last = check_hashes(score, archive, "verified")
    score.check(done.returncode == 0 and "Nothing was changed" in done.stdout and last in done.stdout and "2015-02-02" in done.stdout,
                f"a good archive: {done.stdout} {done.stderr}")
    score.check(run(sitrep, "verify", "--archive", archive, "--last", last).returncode == 0, "the last act is the one written down")
    done = run(sitrep, "verify", "--archive", archive, "--last", "0" * 64)
    score.check(done.returncode == 4 and "0" * 64 in done.stderr, "an act that is missing")
    alone = folder / "alone.sitrep"
    shutil.copy(archive, alone)
    done = run(sitrep, "verify", "--archive", alone)
    score.check(done.returncode == 0 and "are not there" in done.stdout, "without the restricted file")
    base = sqlite3.connect(alone)
    base.execute("UPDATE statement SET value = value + 1 WHERE number = 0")
    base.commit()
    base.close()
    before = alone.read_bytes()
    done = run(sitrep, "verify", "--archive", alone)
    score.check(done.returncode == 4 and "edition 2014" in done.stderr and "Nothing" not in done.stdout, f"a number was changed: {done.stderr}")
    score.check(alone.read_bytes() == before and run(sitrep, "verify", "--archive", folder / "none").returncode == 1, "nothing is written")


# ---- making it anew ----

def forge(archive, path, change):
    """Changes a published file, and every hash over it: nobody could tell from the archive alone."""
    base = sqlite3.connect(archive)
    size, data, old = base.execute("SELECT bytes, data, sha256 FROM output JOIN content ON sha256 = content WHERE path = ?", (path,)).fetchone()
    text = change(data if size == len(data) else zlib.decompress(data))
    new = hashlib.sha256(text).hexdigest()
    base.execute("INSERT INTO content VALUES (?, ?, ?)", (new, len(text), text))
    base.execute("DELETE FROM content WHERE sha256 = ?", (old,))
    base.execute("UPDATE output SET content = ? WHERE path = ?", (new, path))
    mend_hashes(base)


def mend_hashes(base):
    """The hashes of an archive that was changed."""
    before = ""
    for number, edition in base.execute("SELECT number, edition FROM journal ORDER BY number").fetchall():
        base.execute("UPDATE journal SET edition_sha256 = ?, before_sha256 = ? WHERE number = ?",
                     (hash_edition(base, edition, EDITION_TABLES), before, number))
        before = hash_rows([("journal", [base.execute(f"SELECT {ACT} FROM journal WHERE number = ?", (number,)).fetchone()])])
        base.execute("UPDATE journal SET sha256 = ? WHERE number = ?", (before, number))
    base.commit()
    base.execute("VACUUM")
    base.close()


def copy_archive(archive, folder, name):
    shutil.copy(archive, folder / name)
    shutil.copy(f"{archive}.inputs", folder / f"{name}.inputs")
    return folder / name


def leftovers():
    return set(pathlib.Path("/tmp").glob("sitrep-edition-*"))


def go_away(folders):
    """Whether none of them stays: those of other runs on this machine are there for moments."""
    for _ in range(200):
        if not any(folder.exists() for folder in folders):
            return True
        time.sleep(0.1)
    return False


def test_reproduce(score, sitrep, folder, archive):
    """From the archive alone: the edition itself is elsewhere by now."""
    there = folder / "there"
    there.mkdir()
    before, stray = archive.read_bytes(), leftovers()
    (folder / "sealing" / "edition").rename(folder / "sealing" / "gone")
    copy = copy_archive(archive, there, "b.sitrep")
    done = run(sitrep, "reproduce", "2014", "--archive", copy, cwd=there)
    score.check(done.returncode == 0 and re.search(r"^\d\d files identical, 0 different$", done.stdout, re.M),
                f"everything comes out as it was: {done.stdout} {done.stderr}")
    score.check("from its case-level inputs" in done.stdout and copy.read_bytes() == before and sorted(there.iterdir()) == [copy, there / "b.sitrep.inputs"],
                "nothing is written")
    run(sitrep, "reproduce", "2014", "--archive", copy, "-o", there / "out")
    score.check(files_of(there / "out") == files_of(folder / "sealing" / "out"), "the files can be had")
    score.check(go_away(leftovers() - stray), "nothing is left in /tmp")
    (folder / "sealing" / "gone").rename(folder / "sealing" / "edition")
    done = run(sitrep, "reproduce", "2013", "--archive", copy)
    score.check(done.returncode == 2 and done.stderr == "sitrep: the archive has no edition '2013'; it has: 2014\n", f"an edition that is not there: {done.stderr}")


def test_differences(score, sitrep, folder, archive):
    one = copy_archive(archive, folder, "one.sitrep")
    forge(one, "public/data/gender.en.csv", lambda data: data.replace(b",25,A", b",26,A", 1))
    done = run(sitrep, "verify", "--archive", one)
    score.check(done.returncode == 0, f"forged well: {done.stderr}")
    done = run(sitrep, "reproduce", "2014", "--archive", one)
    score.check(done.returncode == 4 and "public/data/gender.en.csv" in done.stdout and ", 1 different" in done.stdout, f"one file differs: {done.stdout}")
    score.check(re.search(r"row \d+, column 'value': '26' was sealed, and it is '25' now", done.stdout), f"and just there: {done.stdout}")
    score.check("cause          inputs, fonts" in done.stdout, "the versions are the same")
    two = copy_archive(archive, folder, "two.sitrep")
    base = sqlite3.connect(two)
    base.execute("UPDATE library SET version = '0.9' WHERE name = 'pango'")
    base.execute("UPDATE edition SET program = 'sitrep 0.0.1'")
    mend_hashes(base)
    forge(two, "public/small-2014.en.html", lambda data: data.replace(b"small report", b"tall report", 1))
    done = run(sitrep, "reproduce", "2014", "--archive", two)
    score.check(done.returncode == 4 and "pango: 0.9 then" in done.stdout and "program: sitrep 0.0.1 then" in done.stdout and "from line" in done.stdout,
                f"what else is not as it was: {done.stdout}")


def test_paths(score, sitrep, folder, archive):
    """A well-formed archive whose paths lead elsewhere writes nothing there."""
    for path in ("/etc/x", "../" * 20 + "x", "a/../../x", "a//b", "", ".", "exports/../x"):
        bad = copy_archive(archive, folder, "bad.sitrep")
        base = sqlite3.connect(bad)
        base.execute("UPDATE input SET path = ? WHERE kind = 'layout'", (path,))
        mend_hashes(base)
        done = run(sitrep, "reproduce", "2014", "--archive", bad)
        score.check(done.returncode == 1 and "no edition has" in done.stderr, f"a path is refused: {path!r}: {done.returncode} {done.stderr}")
    for name in ("..", "a/b", "", "."):
        bad = copy_archive(archive, folder, "bad.sitrep")
        base = sqlite3.connect(bad)
        base.execute("UPDATE edition SET folder = ?", (name,))
        mend_hashes(base)
        score.check(run(sitrep, "reproduce", "2014", "--archive", bad).returncode == 1, f"a folder is refused: {name!r}")


# ---- from what was released ----

def test_release(score, sitrep, folder, archive):
    """The restricted file is not there."""
    alone = folder / "released.sitrep"
    shutil.copy(archive, alone)
    made = {path: data for path, data in files_of(folder / "sealing" / "out").items() if not path.startswith("restricted/")}
    for arguments in ((), ("--from", "release")):
        done = run(sitrep, "reproduce", "2014", "--archive", alone, *arguments)
        score.check(done.returncode == 0 and "from what was released" in done.stdout and f"{len(made)} files identical, 0 different" in done.stdout,
                    f"all that was published comes out as it was: {done.stdout} {done.stderr}")
    run(sitrep, "reproduce", "2014", "--archive", alone, "-o", folder / "released")
    found = {path: data for path, data in files_of(folder / "released").items() if not path.startswith("restricted/")}
    score.check(found == made, "and can be had")
    done = run(sitrep, "reproduce", "2014", "--archive", alone, "--from", "inputs")
    score.check(done.returncode == 2 and "are not there" in done.stderr, "from inputs that are not there")
    score.check(run(sitrep, "reproduce", "2014", "--archive", archive, "--from", "elsewhere").returncode == 2, "from elsewhere")


def test_whole_example(score, sitrep, folder):
    """Two audiences, three languages, sheets, rankings, dates, figures typed in, joined categories; with zeros shown, and hidden."""
    for zeros in ("shown", "hidden"):
        edition, archive = copy_edition(folder / f"zeros-{zeros}", audiences="public, authorities"), folder / f"zeros-{zeros}.sitrep"
        set_conf(edition, layouts="../layouts/situation.en.md, ../layouts/situation.fi.md")
        book = folder / f"zeros-{zeros}" / "layouts" / "assistance.codebook.md"
        book.write_text(book.read_text(encoding="utf-8").replace("zeros: shown", f"zeros: {zeros}"), encoding="utf-8")
        done = seal(sitrep, edition, archive)
        score.check(done.returncode == 0, f"zeros {zeros}: sealed: {done.stderr}")
        base = sqlite3.connect(archive)
        counts = {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("released_rank", "released_date", "typed_in")}
        joined = base.execute("SELECT count(*) FROM released_part WHERE instr(categories, ' ')").fetchone()[0]
        statuses = dict(base.execute("SELECT status, count(*) FROM released_cell GROUP BY status").fetchall())
        score.check(all(counts.values()) and joined and statuses["hidden"], f"there is something of every kind: {counts} {joined} {statuses}")
        score.check(("hidden_or_zero" in statuses) == (zeros == "hidden"), f"zeros {zeros}: {statuses}")
        score.check(base.execute("SELECT max(abs(value)) FROM released_cell WHERE status <> 'shown'").fetchone()[0] == 0
                    and base.execute("SELECT max(abs(value)) FROM statement WHERE status <> 'shown'").fetchone()[0] == 0, "hidden numbers have no value")
        base.close()
        for source in ("inputs", "release"):
            done = run(sitrep, "reproduce", "2014", "--archive", archive, "--from", source)
            score.check(done.returncode == 0 and ", 0 different" in done.stdout, f"zeros {zeros}, from {source}: {done.stdout} {done.stderr}")
    test_open_workbook(score, sitrep, folder, archive)


def test_open_workbook(score, sitrep, folder, archive):
    """The authorities have their workbook in two forms: the second one is a file like all others."""
    name = "authorities/situation-2014.fi.ods"
    score.check(name in outputs_in(archive), "both forms are filed")
    other = copy_archive(archive, folder, "workbook.sitrep")
    forge(other, name, lambda data: data + b" ")
    done = run(sitrep, "reproduce", "2014", "--archive", other)
    score.check(done.returncode == 4 and name in done.stdout and ", 1 different" in done.stdout, f"another workbook: {done.stdout}")


def test_rows(score, sitrep, folder, archive):
    """Rows that are of no release of these layouts, under hashes that are right."""
    table = "(SELECT min(number) FROM released WHERE kind = 'table')"
    for sql in (f"DELETE FROM released_cell WHERE number = {table} AND cell = 0", f"UPDATE released_part SET categories = 'nobody' WHERE number = {table}",
                f"UPDATE released_part SET categories = '' WHERE number = {table}", f"UPDATE released_part SET part = part + 10 WHERE number = {table}",
                f"UPDATE released_part SET place = 3 WHERE number = {table}", f"UPDATE released_part SET variable = 'age' WHERE number = {table}",
                "UPDATE released SET kind = 'sum' WHERE kind = 'table'", "UPDATE released SET period = '2013' WHERE number = 0",
                "UPDATE released SET measure = 'requests' WHERE number = 0", "UPDATE released SET number = 999999 WHERE number = 0",
                "UPDATE released_cell SET status = 'perhaps' WHERE cell = 0",
                f"DELETE FROM released_cell WHERE number = {table}; UPDATE released SET kind = 'latest' WHERE number = {table}"):
        bad = folder / "bad-rows.sitrep"
        shutil.copy(archive, bad)
        base = sqlite3.connect(bad)
        base.executescript(sql)
        if "999999" in sql:
            base.execute("UPDATE released_cell SET number = 999999 WHERE number = 0")
        mend_hashes(base)
        done = run(sitrep, "reproduce", "2014", "--archive", bad)
        score.check(done.returncode == 1 and len(done.stderr.splitlines()) == 1, f"{sql}: {done.returncode} {done.stderr}")


# ---- destroying inputs ----

def test_purge(score, sitrep, folder, archive):
    mine = copy_archive(archive, folder, "purged.sitrep")
    inputs = pathlib.Path(f"{mine}.inputs")
    row = (folder / "sealing" / "edition" / "exports" / "cases.csv").read_bytes()
    score.check(row in outputs_in(inputs, "input").values(), "the export is in the restricted file")
    before = mine.read_bytes(), inputs.read_bytes()
    for arguments, why in (([], "--prepared-by"), (NAMES[:2], "--approved-by"), ([*NAMES, "--on", "2020-12-31"], "kept until 2020-12-31"),
                           ([*NAMES, "--on", to_come()], "yet to come")):
        done = run(sitrep, "purge-inputs", "2014", "--archive", mine, *arguments)
        score.check(done.returncode == 2 and why in done.stderr and before == (mine.read_bytes(), inputs.read_bytes()), f"refused: {done.stderr}")
    stray = folder / f".{inputs.name}.sitrep-aB3xYz"
    stray.write_bytes(row)
    done = run(sitrep, "purge-inputs", "2014", "--archive", mine, *NAMES, "--on", "2021-01-01")
    score.check(done.returncode == 0 and "exports/cases.csv" in done.stdout and "on 2021-01-01" in done.stdout, f"destroyed: {done.stdout} {done.stderr}")
    score.check(not stray.exists(), "what a killed run left goes")
    score.check(outputs_in(inputs, "input") == {} and outputs_in(inputs) == {} and len(inputs.read_bytes()) < len(before[1]), "nothing is in the restricted file")
    check_hashes(score, mine, "purged")
    done = run(sitrep, "verify", "--archive", mine)
    score.check(done.returncode == 0 and "were destroyed" in done.stdout and "2021-01-01  purge" in done.stdout, f"the act is written down: {done.stdout}")
    done = run(sitrep, "reproduce", "2014", "--archive", mine)
    score.check(done.returncode == 0 and "from what was released" in done.stdout and ", 0 different" in done.stdout, f"all that was published stays: {done.stdout}")
    again = mine.read_bytes()
    done = run(sitrep, "purge-inputs", "2014", "--archive", mine, *NAMES)
    score.check(done.returncode == 0 and "before, on 2021-01-01" in done.stdout and mine.read_bytes() == again, "once is enough")
    done = seal(sitrep, folder / "sealing" / "edition", mine)
    score.check(done.returncode == 0 and "before, on 2015-02-02" in done.stdout and mine.read_bytes() == again and outputs_in(inputs) == {},
                f"sealing it again does not bring them back: {done.stderr}")
    older = copy_archive(archive, folder, "older.sitrep")
    base = sqlite3.connect(f"{older}.inputs")
    base.execute("INSERT INTO kept SELECT 'never', secret FROM kept")
    base.execute("INSERT INTO input SELECT 'never', number, kind, path, content FROM input")
    base.commit()
    base.execute("VACUUM")
    base.close()
    done = run(sitrep, "verify", "--archive", older)
    score.check(done.returncode == 0 and "inputs of never, which the archive has not" in done.stdout, f"inputs of no edition are told: {done.stdout} {done.stderr}")
    unchanged = older.read_bytes()
    done = run(sitrep, "purge-inputs", "never", "--archive", older, *NAMES)
    score.check(done.returncode == 0 and older.read_bytes() == unchanged and "never, which" not in run(sitrep, "verify", "--archive", older).stdout,
                f"and can be destroyed: {done.stderr}")
    alone = folder / "elsewhere.sitrep"
    shutil.copy(archive, alone)
    done = run(sitrep, "purge-inputs", "2014", "--archive", alone, *NAMES)
    score.check(done.returncode == 2 and "are not there" in done.stderr and alone.read_bytes() == before[0], "a restricted file that is elsewhere")


# ---- passwords ----

PASSWORD = "Kuusi kuivaa käpyä 1952"
LOCKED = "authorities/small-2014.en.pdf"


def locked(folder, layout=SMALL_LAYOUT):
    edition = copy_edition(folder, audiences="public, authorities", layout=layout)
    book = folder / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8")
    book.write_text(text.replace("::: policy authorities\n", "::: policy authorities\nencrypt: yes\n"), encoding="utf-8")
    return edition


def with_password(password):
    return {**os.environ, "SITREP_PASSWORD_AUTHORITIES": password}


def test_passwords(score, sitrep, folder):
    """An encrypted PDF has other bytes each time: what it holds is compared, by its hash or by its password."""
    edition, archive, env = locked(folder / "locked"), folder / "locked.sitrep", with_password(PASSWORD)
    shown = [run(sitrep, "seal", edition, "--archive", archive, env=env) for _ in range(2)]
    if "built without encryption" in shown[0].stderr:
        return
    score.check(fingerprint_of(shown[0]) == fingerprint_of(shown[1]), "one fingerprint, whatever the password does")
    done = run(sitrep, "seal", edition, "--archive", archive, *NAMES, "--fingerprint", fingerprint_of(shown[0]), env=env)
    score.check(done.returncode == 0 and LOCKED in outputs_in(archive), f"sealed: {done.stderr}")
    check_hashes(score, archive, "encrypted")
    for source, alike in (("inputs", 3), ("release", 2)):
        for env in (None, with_password(PASSWORD), with_password("another password")):
            done = run(sitrep, "reproduce", "2014", "--archive", archive, "--from", source, env=env)
            score.check(done.returncode == 0 and ", 0 different" in done.stdout and f"{alike} files the same but for encryption" in done.stdout
                        and "not compared" not in done.stdout, f"from {source}: {done.stdout} {done.stderr}")
    out = folder / "locked-out"
    done = run(sitrep, "reproduce", "2014", "--archive", archive, "-o", out)
    score.check(done.returncode == 0 and not (out / "authorities").exists() and b'"authorities/' not in (out / "restricted" / "manifest.json").read_bytes(),
                f"what is to be encrypted is not written without it: {done.stderr}")
    check_without_hash(score, sitrep, folder, archive)
    check_other_content(score, sitrep, folder, archive)


def check_without_hash(score, sitrep, folder, archive):
    """As editions of version 1 are: without the password nobody can tell, and that is said."""
    old = copy_archive(archive, folder, "locked-old.sitrep")
    base = sqlite3.connect(old)
    base.execute("DELETE FROM unencrypted")
    mend_hashes(base)
    for env, words in ((None, "its password is not given"), (with_password("another password"), "the password that is given does not open it")):
        done = run(sitrep, "reproduce", "2014", "--archive", old, env=env)
        score.check(done.returncode == 0 and f"not compared   {LOCKED}: {words}" in done.stdout and "\n1 files not compared\n" in done.stdout
                    and "2 files the same but for encryption" in done.stdout, f"{words}: {done.stdout} {done.stderr}")
    done = run(sitrep, "reproduce", "2014", "--archive", old, env=with_password(PASSWORD))
    score.check(done.returncode == 0 and "3 files the same but for encryption" in done.stdout and "not compared" not in done.stdout, f"with it: {done.stdout}")
    done = run(sitrep, "reproduce", "2014", "--archive", old, env={**os.environ, "SITREP_PASSWORD_AUTHORITIES_FILE": str(folder / "none")})
    score.check(done.returncode in (1, 5) and "none" in done.stderr, f"a file that is not there: {done.returncode} {done.stderr}")


def check_other_content(score, sitrep, folder, archive):
    """A hash that is another, a file that holds something else, and a list that has something else than other hashes."""
    other = copy_archive(archive, folder, "locked-hash.sitrep")
    base = sqlite3.connect(other)
    base.execute("UPDATE unencrypted SET sha256 = ?", ("0" * 64,))
    mend_hashes(base)
    done = run(sitrep, "reproduce", "2014", "--archive", other)
    score.check(done.returncode == 4 and f"different      {LOCKED}\n               what it holds is not the same" in done.stdout, f"by the hash: {done.stdout}")
    done = build(sitrep, locked(folder / "locked-2", SMALL_LAYOUT.replace("A small", "Another")), folder / "locked-2" / "out",
                 env=with_password(PASSWORD))
    other = copy_archive(archive, folder, "locked-file.sitrep")
    forge(other, LOCKED, lambda data: (folder / "locked-2" / "out" / LOCKED).read_bytes())
    done = run(sitrep, "reproduce", "2014", "--archive", other, env=with_password(PASSWORD))
    score.check(done.returncode == 4 and f"different      {LOCKED}\n               what it holds is not the same" in done.stdout
                and ", 1 different" in done.stdout, f"by what it holds: {done.stdout} {done.stderr}")
    other = copy_archive(archive, folder, "locked-list.sitrep")
    forge(other, "authorities/manifest.json", lambda data: data.replace(b'"edition": "2014"', b'"edition": "2013"'))
    done = run(sitrep, "reproduce", "2014", "--archive", other)
    score.check(done.returncode == 4 and "different      authorities/manifest.json\n               from line 4 on" in done.stdout, f"a list: {done.stdout}")


# ---- two editions ----

def test_diff(score, sitrep, folder, archive):
    """Rows came late: eight more women among the clients of 2014, and another layout."""
    mine = copy_archive(archive, folder, "diff.sitrep")
    later = copy_edition(folder / "diff", audiences="public", layout=SMALL_LAYOUT.replace("A small", "Another"))
    heading, rows = read_export(later / "exports" / "cases.csv")
    woman = next(row for row in rows if row[2] == "N" and not row[9].strip() and row[7].endswith("2014"))
    more = [[f"L{number}", f"Q{number}", *woman[2:]] for number in range(8)]
    write_export(later / "exports" / "cases.csv", heading, rows + more)
    shutil.copy(folder / "sealing" / "out" / "public" / "data" / "all_figures.en.csv", later / "earlier.csv")
    set_conf(later, id="2014b", **{"earlier figures": "earlier.csv"})
    done = seal(sitrep, later, mine)
    score.check(done.returncode == 0, f"sealed: {done.stdout} {done.stderr}")
    done = run(sitrep, "diff", "2014", "2014b", "--archive", mine)
    for line in ("clients @2014: 85 in 2014, 93 in 2014b", "clients gender=women @2014: 60 in 2014, 68 in 2014b",
                 "../layouts/situation.en.md: not the same", "exports/cases.csv: not the same", "earlier.csv: the second one only"):
        score.check(line in done.stdout, f"{line}: {done.stdout} {done.stderr}")
    score.check("gender=men" not in done.stdout and "requests.csv" not in done.stdout and "countries.csv" not in done.stdout, f"and nothing else: {done.stdout}")
    done = run(sitrep, "diff", "2014", "2014", "--archive", mine)
    score.check(done.returncode == 0 and ", of these otherwise: 0\n" in done.stdout and "made from" not in done.stdout, f"the same edition: {done.stdout}")
    score.check(run(sitrep, "diff", "2014", "2013", "--archive", mine).returncode == 2, "an edition that is not there")
    pathlib.Path(f"{mine}.inputs").unlink()
    score.check("case-level inputs: those of both are needed" in run(sitrep, "diff", "2014", "2014b", "--archive", mine).stdout, "without the inputs")


# ---- what the documents say ----

def section(path, heading):
    text = path.read_text(encoding="utf-8")
    return text[text.index(f"## {heading}\n"):].split("\n## ", 1)[0].replace(" \\\n        ", " ")


def test_documents(score, sitrep, folder):
    """The commands of README.md and examples/ARCHIVE.md, as they stand, in a copy of the project."""
    project = folder / "project"
    for name in ("examples", "layouts", "fonts"):
        shutil.copytree(ROOT / name, project / name)
    (project / "sitrep").symlink_to(sitrep)
    words = section(ROOT / "README.md", "Sealing, and making it anew") + section(ROOT / "examples" / "ARCHIVE.md", "Reading it without the program")
    commands = [re.sub(r"  +\S.*$", "", line.strip()) for line in re.findall(r"^    ((?:sitrep|sqlite3) .*)$", words, re.M)]
    score.check(len(commands) == 11, f"commands: {commands}")
    fingerprint = ""
    for command in commands:
        if command.startswith("sqlite3") and not shutil.which("sqlite3"):
            continue
        done = subprocess.run(command.replace("sitrep ", "./sitrep ", 1).replace("0123456789abcdef", fingerprint) if command.startswith("sitrep") else command,
                              shell=True, cwd=project, capture_output=True, text=True, check=False)
        if not fingerprint:
            fingerprint = fingerprint_of(done)
        else:
            score.check(done.returncode == 0 and done.stdout, f"{command}: exit {done.returncode} {done.stderr}")
    take_out = re.search(r"SELECT writefile.*?;", words, re.S).group(0)
    if shutil.which("sqlite3"):
        subprocess.run(["sqlite3", "archive.sitrep", re.sub(r"\s+", " ", take_out)], cwd=project, capture_output=True, check=True)
        score.check((project / "report.pdf").read_bytes() == outputs_in(project / "archive.sitrep")["public/review-2015H1.en.pdf"], "the shell takes a file out")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        test_old_version(score, sitrep, folder)
        test_documents(score, sitrep, folder)
        edition, archive = test_sealing(score, sitrep, folder)
        test_other_content(score, sitrep, folder, archive)
        test_earlier(score, sitrep, folder, archive)
        test_refusals(score, sitrep, folder)
        test_places(score, sitrep, folder)
        test_verify(score, sitrep, folder, archive)
        test_reproduce(score, sitrep, folder, archive)
        test_differences(score, sitrep, folder, archive)
        test_paths(score, sitrep, folder, archive)
        test_release(score, sitrep, folder, archive)
        test_diff(score, sitrep, folder, archive)
        test_whole_example(score, sitrep, folder)
        test_rows(score, sitrep, folder, archive)
        test_purge(score, sitrep, folder, archive)
        test_passwords(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
