#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: exit codes, streams, output folders, faulty exports: test_cli.py SITREP"""
import fcntl, os, pathlib, re, shutil, subprocess, sys, tempfile

from edition import (EXAMPLE, ROOT, SMALL_LAYOUT, Score, build, copy_edition, differences, files_of, leftovers, read_export,
                     set_conf, write_export)

CANARY = "Zyzzyva7Qx"
VERSION = re.search(r"version: '([^']+)'", (ROOT / "meson.build").read_text(encoding="utf-8")).group(1)


def run(sitrep, *arguments, **options):
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run([str(sitrep), *map(str, arguments)], stderr=subprocess.PIPE, timeout=120, **options)


# ---- progress ----

def test_progress(score, sitrep, folder):
    """A terminal is told what is being worked on, in lines that are wiped again; who is none is told nothing."""
    edition = copy_edition(folder / "progress", audiences="public", layout=SMALL_LAYOUT)
    for language, words in (("en", "what must be hidden from the readers of 'public'"), ("fi", "mitä lukijoilta 'public' on salattava")):
        master, slave = os.openpty()
        with os.fdopen(master, "rb", buffering=0) as screen:
            done = subprocess.run([str(sitrep), "build", str(edition), "-o", str(folder / "out"), "--language", language],
                                  stdout=subprocess.PIPE, stderr=slave, timeout=120)
            os.close(slave)
            seen = b""
            try:
                while part := screen.read(65536):
                    seen += part
            except OSError:  # its other end is closed
                pass
        lines = seen.decode().split("\r")
        score.check(done.returncode == 0 and any(words in line for line in lines) and "\n" not in seen.decode(), f"{language}: {lines}")
        score.check(lines[-1] == "" and lines[-2].strip() == "" and len(lines[-2]) >= len(lines[-3]), f"{language}: wiped: {lines[-3:]}")
        score.check(not re.search(r"[0-9]", seen.decode()), f"{language}: no figure: {lines}")
    quiet = build(sitrep, edition, folder / "out")
    score.check(quiet.returncode == 0 and not quiet.stderr and "…".encode() not in quiet.stdout, f"no terminal: {quiet.stderr}")


# ---- starting ----

def libraries_of(sitrep, *arguments):
    """The loader's own account, which is in the standard error stream of a program that says nothing there itself."""
    done = run(sitrep, *arguments, env={**os.environ, "LD_DEBUG": "files"})
    return set(re.findall(rb"file=(lib[A-Za-z0-9_+-]+)[.0-9]*\.so", done.stderr))


def test_start(score, sitrep, folder):
    """What most commands never call is not loaded for them: that takes longer than the commands themselves."""
    late = {b"libpango-1", b"libpangocairo-1", b"libcairo", b"libfontconfig", b"libxlsxwriter", b"libcrypto", b"libX11"}
    for arguments in (["--version"], ["check", EXAMPLE], ["list", "measures", EXAMPLE]):
        loaded = libraries_of(sitrep, *arguments)
        score.check(b"libharfbuzz" in loaded and not loaded & late, f"{arguments}: {sorted(loaded)}")
    edition = copy_edition(folder / "start", audiences="public", layout=SMALL_LAYOUT)
    loaded = libraries_of(sitrep, "build", edition, "-o", folder / "started")
    score.check(late - {b"libX11", b"libcrypto"} <= loaded, f"build: {sorted(loaded)}")


# ---- usage ----

def test_usage(score, sitrep, folder):
    version = run(sitrep, "--version")
    score.check((version.returncode, version.stdout.decode(), version.stderr) == (0, f"sitrep {VERSION}\n", b""), "--version")
    for arguments in (["--help"], ["help"]):
        shown = run(sitrep, *arguments)
        score.check(shown.returncode == 0 and b"sitrep build EDITION" in shown.stdout and not shown.stderr, f"{arguments}")
    for arguments, words in ((["build", "--help"], b"-o, --output DIR"), (["audit", "-h"], b"--threshold N"),
                             (["explain", "x", "--help"], b"--language LANGUAGE"), (["audit", "--figures", "x", "--help"], b"--cells FILE")):
        shown = run(sitrep, *arguments)
        score.check(shown.returncode == 0 and words in shown.stdout and b"Exit status" in shown.stdout and not shown.stderr, f"{arguments}")
    wrong = [[], ["bild"], ["build"], ["build", "a", "b"], ["build", "--nonsense", "a"], ["build", "-o"], ["--nonsense"],
             ["build", EXAMPLE, "-o", ""], ["build", EXAMPLE, "-o", "."], ["build", EXAMPLE, "-o", "/"],
             ["build", EXAMPLE, "-o", ".."]]
    for arguments in wrong:
        done = run(sitrep, *arguments, cwd=folder)
        score.check(done.returncode == 2 and done.stderr and not done.stdout, f"{arguments[:3]}: exit {done.returncode}")
    for name, near in (("bild", "; did you mean 'build'? sitrep"), ("publish", "; sitrep")):
        done = run(sitrep, name, EXAMPLE)
        score.check(done.stderr.decode() == f"sitrep: there is no command '{name}'{near} --help tells all\n", f"nothing hides it: {done.stderr.decode()}")
    for command in (["check"], ["build"], ["audit"], ["explain"], ["list", "measures"]):
        done = run(sitrep, *command, EXAMPLE / "edition.conf", *(["clients"] if command == ["explain"] else []))
        score.check(done.returncode == 2 and done.stderr.decode() == f"sitrep: {EXAMPLE / 'edition.conf'}: this is a file; name the "
                    "folder that holds edition.conf, or have one made: sitrep init FOLDER\n", f"{command} of edition.conf: {done.returncode} {done.stderr}")
    for missing, words in ((folder / "no thing", f"there is no such folder; an edition is a folder with edition.conf, and this makes one: sitrep init '{folder / 'no thing'}'"),
                           (ROOT / "src", "this folder is no edition, since it holds no edition.conf; a new one is made by: sitrep init FOLDER")):
        for command in (["check"], ["build", "-o", folder / "out"], ["audit"], ["explain"], ["list", "measures"], ["seal", "--archive", folder / "a"]):
            done = run(sitrep, *command, missing, *(["clients"] if command == ["explain"] else []))
            score.check(done.returncode == 1 and done.stderr.decode().startswith(f"sitrep: {missing}: {words}\n"), f"{command} {missing}: {done.returncode} {done.stderr}")
    score.check(not (folder / "out").exists(), "nothing is written for a missing edition")
    score.check(list(folder.iterdir()) == [], "nothing is left in the working directory")


# ---- streams ----

def close_stdin():
    os.close(0)


def close_all():
    for stream in (0, 1, 2):
        os.close(stream)


def test_streams(score, sitrep, edition, expected, folder):
    out = folder / "out"
    done = run(sitrep, "build", edition, "-o", out, preexec_fn=close_stdin)
    score.check(done.returncode == 0 and not differences(expected, files_of(out)), f"stdin closed: exit {done.returncode}")
    with open("/dev/full", "wb") as full:
        done = run(sitrep, "build", edition, "-o", out, stdout=full)
        score.check(done.returncode == 5 and done.stderr.count(b"\n") == 1, f"stdout full: exit {done.returncode}")
        for arguments in (["--help"], ["--version"]):
            score.check(run(sitrep, *arguments, stdout=full).returncode == 5, f"{arguments} to a full disk")
        done = subprocess.run([str(sitrep), "build", str(folder / "nothing"), "-o", str(out)], stdout=full, stderr=full)
        score.check(done.returncode == 1, f"stderr full: exit {done.returncode}")
    shutil.rmtree(out)
    done = subprocess.run([str(sitrep), "build", str(edition), "-o", str(out)], preexec_fn=close_all, timeout=60)
    score.check(done.returncode == 5, f"all streams closed: exit {done.returncode}")
    score.check(out.exists() and not differences(expected, files_of(out)), "all streams closed: the outputs are whole")
    reading, writing = os.pipe()
    os.close(reading)
    done = run(sitrep, "build", edition, "-o", out, stdout=writing)
    os.close(writing)
    score.check(done.returncode == 5, f"reader of stdout gone: exit {done.returncode}")
    quiet = build(sitrep, edition, out)
    score.check(quiet.returncode == 0 and quiet.stderr == b"" and quiet.stdout.startswith(b"Edition 2014\n"),
                "a good run says what it did on stdout, and nothing on stderr")


# ---- output folders ----

def test_folders(score, sitrep, edition, expected, folder):
    folder.mkdir()
    foreign = folder / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    (foreign / "manifest.json").write_text("{\"format\": \"something else\"}")
    done = build(sitrep, edition, foreign)
    score.check(done.returncode == 2 and b"foreign" in done.stderr, f"a folder of other things: exit {done.returncode}")
    score.check(files_of(foreign) == {"thesis.txt": b"years of work", "manifest.json": b"{\"format\": \"something else\"}"},
                "a folder of other things stays as it was")
    (folder / "file").write_text("a file")
    score.check(build(sitrep, edition, folder / "file").returncode == 2 and (folder / "file").read_text() == "a file",
                "a file in the place of the output folder is left alone")
    os.mkfifo(folder / "fifo")
    score.check(build(sitrep, edition, folder / "fifo").returncode == 2 and (folder / "fifo").is_fifo(), "a FIFO is left alone")
    score.check(build(sitrep, edition, folder / "no" / "such" / "out").returncode == 5, "no folder to put it in: exit 5")
    test_replacing(score, sitrep, edition, expected, folder)
    test_links(score, sitrep, edition, folder)
    test_leftovers(score, sitrep, edition, expected, folder)


def test_replacing(score, sitrep, edition, expected, folder):
    out = folder / "out [1] *"
    out.mkdir()
    score.check(build(sitrep, edition, f"{out}/").returncode == 0, "an empty folder is used; a slash at its end means nothing")
    (out / "public" / "note.txt").write_text("mine")
    score.check(build(sitrep, edition, out).returncode == 0, "a second run replaces the first")
    score.check(not differences(expected, files_of(out)), "nothing of the first run is left")
    score.check(not leftovers(out), "no staging folder is left")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (out, out / "restricted", out / "public")}
    score.check(modes == {out.name: 0o755, "restricted": 0o700, "public": 0o755}, f"modes of folders: {modes}")
    private = [path.stat().st_mode & 0o777 for path in (out / "restricted").iterdir()]
    score.check(private and set(private) == {0o600}, "restricted files are for the owner only")


def test_links(score, sitrep, edition, folder):
    target = folder / "target"
    build(sitrep, edition, target)
    before = files_of(target)
    os.symlink(target, folder / "link")
    os.symlink(folder / "nowhere", folder / "dangling")
    for name in ("link", "dangling"):
        done = build(sitrep, edition, folder / name)
        score.check(done.returncode == 2, f"{name} as output folder: exit {done.returncode}")
        score.check((folder / name).is_symlink() and not (folder / "nowhere").exists(), f"{name}: the link stays")
    score.check(not differences(before, files_of(target)), "what a link leads to stays as it was")
    # The manifest of an earlier report must be a file, not a way to elsewhere: a FIFO would hang the run.
    trap = folder / "trap"
    trap.mkdir()
    (trap / "restricted").mkdir()
    os.mkfifo(trap / "restricted" / "manifest.json")
    score.check(build(sitrep, edition, trap).returncode == 2, "a FIFO for a manifest")


def test_leftovers(score, sitrep, edition, expected, folder):
    out = folder / "again"
    stale, other = folder / ".again.sitrep-aB3dE6", folder / ".again.sitrep-notes-of-mine"
    for place in (stale, other):
        (place / "public").mkdir(parents=True)
        (place / "public" / "half.pdf").write_text("half")
    score.check(build(sitrep, edition, out).returncode == 0 and not stale.exists(), "what a killed run left is removed")
    score.check((other / "public" / "half.pdf").exists(), "another folder with a like name is not")
    first, second = (subprocess.Popen([str(sitrep), "build", str(edition), "-o", str(out)], stdout=subprocess.DEVNULL)
                     for _ in range(2))
    score.check(first.wait(60) == 0 and second.wait(60) == 0, "two runs at once both end well")
    score.check(not differences(expected, files_of(out)) and not leftovers(out), "two runs at once leave one whole report")


# ---- faulty exports ----

CASE = {"number": 0, "person": 1, "gender": 2, "birth": 3, "nationality": 4, "type": 5, "place": 6, "admitted": 7,
        "extension": 8, "exited": 9, "ground": 10, "housing": 11, "status": 12}
# The last row has no exit date, no quoted line breaks before it change its row number in the file: see line_of().
ROW = 40


def put(column, value):
    def change(heading, rows):
        rows[ROW][CASE[column]] = value
    return change


def drop_column(heading, rows):
    del heading[CASE["gender"]]
    for row in rows:
        del row[CASE["gender"]]


def exit_before_admission(heading, rows):
    rows[ROW][CASE["admitted"]], rows[ROW][CASE["exited"]], rows[ROW][CASE["ground"]] = "2.5.2013", "1.5.2013", "1"


def extra_column(heading, rows):
    heading.append(CANARY)
    for row in rows:
        row.append(CANARY)


def short_row(heading, rows):
    del rows[ROW][-2:]


def twice(heading, rows):
    rows[ROW][0] = rows[ROW - 1][0]


# Name -> change, and the column (from 1) of the cell; None: any column. Values are from public lists of invented codes.
FAULTS = {
    "unknown code": (put("type", CANARY), 5),
    "unknown nationality": (put("nationality", CANARY), 4),
    "missing column": (drop_column, None),
    "column that is not in the code book": (extra_column, 13),
    "impossible date": (put("admitted", "31.2.2013"), 7),
    "not a date": (put("admitted", CANARY), 7),
    "exit before admission": (exit_before_admission, 9),
    "no date of admission": (put("admitted", ""), 7),
    "not a year": (put("birth", CANARY), 3),
    "too few fields": (short_row, None),
    "case number twice": (twice, 0),
    "personal identity code": (put("person", "010594Y9032"), None),
    "personal identity code within text": (put("status", f"{CANARY} 020594X903P"), None),
    "e-mail address": (put("status", f"{CANARY}@example.org"), None),
    "telephone number": (put("status", "+358 40 1234567"), None),
}
SECRETS = [CANARY, CANARY.lower(), "010594Y9032", "020594X903P", "1234567", "31.2.2013", "2.5.2013"]


def line_of(path, row):
    """The line on which a row begins: quoted fields of the example hold line breaks."""
    heading, rows = read_export(path)
    return 2 + sum(1 + sum(cell.count("\n") for cell in one) for one in rows[:row])


def starts_of_fields(path, line):
    """The column of each field of a line without quotes, in characters from 1."""
    text = path.read_text(encoding="utf-8-sig").split("\n")[line - 1]
    starts = [1]
    for position, character in enumerate(text):
        if character == ";":
            starts.append(position + 2)
    return starts


def refused(score, sitrep, edition, name):
    """Runs; checks what holds for every fault. Returns what was said."""
    out = edition.parent / "out"
    done = build(sitrep, edition, out)
    said = done.stderr.decode("utf-8", "replace")
    score.check(done.returncode == 1, f"{name}: exit {done.returncode}: {said[-300:]}")
    score.check(not any(secret in said + done.stdout.decode() for secret in SECRETS), f"{name}: a cell's text is told: {said}")
    score.check(not out.exists() and not leftovers(out), f"{name}: nothing is written")
    score.check(not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", said), f"{name}: control characters on the terminal")
    return said


def test_faults(score, sitrep, folder):
    for number, (name, (change, column)) in enumerate(FAULTS.items()):
        edition = copy_edition(folder / str(number), audiences="public", layout=SMALL_LAYOUT)
        path = edition / "exports" / "cases.csv"
        heading, rows = read_export(path)
        change(heading, rows)
        write_export(path, heading, rows)
        said = refused(score, sitrep, edition, name)
        # What is missing from the heading has a line, but no column.
        place = re.search(r"cases\.csv:(\d+):(\d+): error" if name != "missing column" else r"cases\.csv:(1)(:)", said)
        if not score.check(place, f"{name}: no file:line:column: {said[:300]}"):
            continue
        line, at = int(place.group(1)), place.group(2)
        wanted = 1 if name in ("missing column", "column that is not in the code book") else line_of(path, ROW)
        score.check(line == wanted, f"{name}: line {line}, not {wanted}")
        if column is not None:
            start = starts_of_fields(path, wanted)[column]
            score.check(int(at) == start, f"{name}: column {at}, not {start}")


def bytes_fault(data):
    """Name -> the bytes of an export that is no CSV in a known encoding."""
    broken = data.replace(b"valmis", b"valm\xff\xc3(", 1)
    quoted = data.split(b"\r\n")
    quoted[60] = quoted[60].rsplit(b";", 1)[0] + b";\"" + CANARY.encode()
    return {"unclosed quote": b"\r\n".join(quoted), "mixed encodings": broken + b"\xc3\xa4" + b"\xe4",
            "NUL bytes": data.replace(b"valmis", b"val\0is", 1), "a PDF": b"%PDF-1.4\n" + CANARY.encode(),
            "a ZIP": b"PK\x03\x04" + CANARY.encode() * 9, "an empty file": b"",
            "a login page": b"<!DOCTYPE html><html>" + CANARY.encode(), "half a file": data[:len(data) // 2 + 3]}


def test_bytes(score, sitrep, folder):
    data = (EXAMPLE / "exports" / "cases.csv").read_bytes()
    for number, (name, faulty) in enumerate(bytes_fault(data).items()):
        edition = copy_edition(folder / str(number), audiences="public", layout=SMALL_LAYOUT)
        (edition / "exports" / "cases.csv").write_bytes(faulty)
        said = refused(score, sitrep, edition, name)
        score.check("cases.csv" in said, f"{name}: the file is named: {said[:300]}")


def test_faulty_rows_allowed(score, sitrep, folder):
    def faulty(place, count, allowed):
        edition = copy_edition(folder / place, audiences="public", layout=SMALL_LAYOUT)
        path = edition / "exports" / "cases.csv"
        heading, rows = read_export(path)
        for row in rows[ROW:ROW + count]:
            row[CASE["type"]] = CANARY
        write_export(path, heading, rows)
        set_conf(edition, faulty_rows_allowed=allowed)
        return edition

    edition = faulty("two of two", 2, 2)
    heading, rows = read_export(edition / "exports" / "cases.csv")
    rows[ROW][CASE["gender"]] = rows[ROW][CASE["exited"]] = CANARY
    write_export(edition / "exports" / "cases.csv", heading, rows)
    done = build(sitrep, edition, edition.parent / "out")
    said = done.stderr.decode()
    score.check(done.returncode == 0, f"two faulty rows where two are allowed: exit {done.returncode}: {said[-300:]}")
    score.check(said.count("cases.csv:") == 4 and CANARY not in said, f"each faulty cell of the two is told, without its text: {said}")
    score.check("250 rows in 1 file(s) = 248 used + 0 excluded by rule + 2 rejected" in done.stdout.decode(),
                f"no row is lost unsaid: {done.stdout.decode()[:200]}")
    refused(score, sitrep, faulty("three of two", 3, 2), "three faulty rows where two are allowed")
    edition = faulty("personal", 0, 9)
    heading, rows = read_export(edition / "exports" / "cases.csv")
    rows[ROW][CASE["status"]] = "010594Y9032"
    write_export(edition / "exports" / "cases.csv", heading, rows)
    refused(score, sitrep, edition, "personal data where faulty rows are allowed")
    refused(score, sitrep, faulty("nonsense", 1, "some"), "a limit that is no number")


def test_private_columns_are_dropped(score, sitrep, folder):
    """What the code book drops stands in no output, restricted ones included."""
    edition = copy_edition(folder / "dropped")
    path = edition / "exports" / "cases.csv"
    heading, rows = read_export(path)
    rows[ROW][CASE["status"]] = CANARY
    rows[ROW][CASE["number"]], rows[ROW][CASE["person"]] = "T-2013-" + CANARY, "A" + CANARY
    write_export(path, heading, rows)
    out = folder / "dropped" / "out"
    done = build(sitrep, edition, out)
    score.check(done.returncode == 0, f"a note in a dropped column does not stop the run: {done.stderr[-300:]}")
    found = [name for name, data in files_of(out).items() if CANARY.encode() in data]
    score.check(not found and CANARY.encode() not in done.stdout + done.stderr, f"a record's text is in {found}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "usage").mkdir()
        test_usage(score, sitrep, folder / "usage")
        test_start(score, sitrep, folder)
        test_progress(score, sitrep, folder / "terminal")
        edition = copy_edition(folder / "good", audiences="public", layout=SMALL_LAYOUT)
        build(sitrep, edition, folder / "expected")
        expected = files_of(folder / "expected")
        score.check(len(expected) > 5, "the small edition builds")
        test_streams(score, sitrep, edition, expected, folder / "good")
        test_folders(score, sitrep, edition, expected, folder / "folders")
        test_faults(score, sitrep, folder / "faults")
        test_bytes(score, sitrep, folder / "bytes")
        test_faulty_rows_allowed(score, sitrep, folder / "allowed")
        test_private_columns_are_dropped(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
