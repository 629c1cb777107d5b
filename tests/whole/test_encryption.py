#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audience whose policy says 'encrypt: yes': what it gets, what opens that, what does not, where the password may come from:
test_encryption.py SITREP"""
import json, os, pathlib, re, subprocess, sys, tempfile

import pikepdf

from edition import ROOT, SMALL_LAYOUT, Score, build, copy_edition, files_of, modes_of

PASSWORD = "Kuusi kuivaa käpyä 1952"
VARIABLE = "SITREP_PASSWORD_AUTHORITIES"
NAME = "small-2014.en.pdf"
WORKBOOKS = ("small-2014.en.xlsx", "small-2014.en.ods")


def in_the_open(folder):
    return copy_edition(folder, audiences="public, authorities", layout=SMALL_LAYOUT)


def encrypting(folder):
    edition = in_the_open(folder)
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8")
    opener = "::: policy authorities\n"
    assert opener in text
    book.write_text(text.replace(opener, opener + "encrypt: yes\n"), encoding="utf-8")
    return edition


def environment(**more):
    return {**{name: value for name, value in os.environ.items() if not name.startswith("SITREP_PASSWORD")}, **more}


def opens(path, password):
    try:
        with pikepdf.open(path, password=password) as pdf:
            return len(pdf.pages)
    except pikepdf.PasswordError:
        return 0


def test_the_file(score, sitrep, folder):
    edition, out = encrypting(folder), folder / "out"
    run = build(sitrep, edition, out, env=environment(**{VARIABLE: PASSWORD}))
    if b"built without encryption" in run.stderr:
        score.check(run.returncode == 2 and not out.exists(), f"without libqpdf nothing is written: {run}")
        return False
    if not score.check(run.returncode == 0, f"it builds: {run.stderr.decode()}"):
        return True
    path = out / "authorities" / NAME
    score.check(not opens(path, "") and not opens(path, PASSWORD[:-1]) and not opens(path, VARIABLE), "nothing else opens it")
    score.check(opens(path, PASSWORD) > 0, "the password does")
    score.check(opens(out / "public" / NAME, "") > 0, "the public's has none")
    with pikepdf.open(path, password=PASSWORD) as pdf:
        said = pdf.encryption
        score.check((said.R, said.bits, str(said.stream_method)) == (6, 256, "EncryptionMethod.aesv3"), f"AES-256: {said}")
        score.check(pdf.allow.accessibility and pdf.allow.extract and pdf.allow.print_highres and not pdf.allow.modify_other, f"{pdf.allow}")
        score.check(not pdf.owner_password_matched and pdf.user_password_matched, "the owner's password is another")
        score.check(b"pdfaid" not in pdf.Root.Metadata.read_bytes() and b"<pdfuaid:part>1" in pdf.Root.Metadata.read_bytes(),
                    "it is accessible, and does not say that it is an archive's")
    raw = path.read_bytes()
    score.check(b"pdfuaid" not in raw and b"A small report" not in raw and b"gender.csv" not in raw, "its metadata are closed, too")
    verdict = subprocess.run([sys.executable, str(ROOT / "tests" / "tools" / "uacheck.py"), "--no-pdfa", f"--password={PASSWORD}", str(path)],
                             stdout=subprocess.PIPE, text=True)
    score.check(verdict.returncode == 0, f"uacheck: {verdict.stdout[-400:]}")
    test_manifests(score, out)
    test_nothing_else_is_there(score, run, out)
    test_attached_files(score, sitrep, path, folder)
    secret = PASSWORD.encode()
    found = [name for name, data in files_of(out).items() if secret in data]
    score.check(not found and secret not in run.stdout + run.stderr, f"the password stands nowhere: {found}")
    test_instead_of_an_open_one(score, sitrep, edition, folder)
    test_again(score, sitrep, edition, out, folder)
    return True


def test_manifests(score, out):
    for manifest, path in ((out / "authorities" / "manifest.json", NAME), (out / "restricted" / "manifest.json", f"authorities/{NAME}")):
        outputs = {item["path"]: item for item in json.loads(manifest.read_text(encoding="utf-8"))["outputs"]}
        for said in (("reproducible", False), ("encrypted", True)):
            names = {name for name, item in outputs.items() if item.get(said[0]) is said[1]}
            score.check(names == {path}, f"{manifest}: {said}: {names}")


def test_nothing_else_is_there(score, run, out):
    """No file of the audience's but the PDF, and a manifest that only says how long it is and what its hash is."""
    audience = out / "authorities"
    score.check(sorted(files_of(audience)) == ["manifest.json", NAME], f"the PDF alone: {sorted(files_of(audience))}")
    said = json.loads((audience / "manifest.json").read_text(encoding="utf-8"))
    score.check(set(said) == {"format", "program", "edition", "outputs"} and
                [set(item) for item in said["outputs"]] == [{"path", "bytes", "sha256", "encrypted", "reproducible"}], f"{said}")
    modes = modes_of(out)
    private = {name: mode for name, mode in modes.items() if pathlib.Path(name).parts[:1] in (("authorities",), ("restricted",))}
    score.check(all(mode == (0o700 if (out / name).is_dir() else 0o600) for name, mode in private.items()), f"{private}")
    score.check(b"encrypted      authorities: PDFs that open with the password only" in run.stdout and run.stdout.count(b"encrypted") == 1,
                f"the summary says so: {run.stdout.decode()}")


def detached(path, password, folder):
    """What pdfdetach, which is poppler's, takes out of the file."""
    folder.mkdir()
    command = ["pdfdetach", "-saveall", "-upw", password, "-o", str(folder), str(path)]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return run.returncode, files_of(folder)


def test_attached_files(score, sitrep, path, folder):
    """The workbook, all charts and data files, as they are where nothing is encrypted."""
    (folder / "open").mkdir()
    run = build(sitrep, in_the_open(folder / "open"), folder / "clear")
    score.check(run.returncode == 0 and b"encrypted" not in run.stdout, run.stderr.decode())
    clear = files_of(folder / "clear" / "authorities")
    wanted = {re.sub(r"\.en(\.\w+)$", r"\1", pathlib.Path(name).name): data for name, data in clear.items() if name.startswith(("data/", "charts/"))}
    wanted |= {name.replace(".en", ""): clear[name] for name in WORKBOOKS}
    score.check({"gender.csv", "gender.json", "all_figures.csv", "region_gender.csv", "small-2014.xlsx", "small-2014.ods", "gender.svg", "gender.png"} <= set(wanted), f"{sorted(wanted)}")
    status, found = detached(path, PASSWORD, folder / "detached")
    score.check(status == 0 and sorted(found) == sorted(wanted), f"{sorted(set(found) ^ set(wanted))}")
    score.check(found == wanted, f"byte for byte: {[name for name in wanted if found.get(name) != wanted[name]]}")
    status, found = detached(path, PASSWORD[:-1], folder / "not")
    score.check(status != 0 and not found, f"not without the password: {sorted(found)}")
    with pikepdf.open(path, password=PASSWORD) as pdf:
        specs = {name: pdf.attachments[name].obj for name in pdf.attachments}
        score.check({name: str(spec.AFRelationship) for name, spec in specs.items()} ==
                    {name: "/Supplement" if name.endswith((".xlsx", ".ods", ".schema.json", ".svg", ".png")) else "/Data" for name in wanted}, "what each is to the report")
        score.check(all(str(spec.Desc) for spec in specs.values()) and len(pdf.Root.AF) == len(wanted), "and described")
        score.check(str(specs["small-2014.xlsx"].Desc) == "A small report", f"{specs['small-2014.xlsx'].Desc}")
    raw, inner = path.read_bytes(), [data[:40] for name, data in wanted.items() if len(data) >= 40]
    score.check(not any(data in raw for data in inner), "no attached file lies open in it")
    listing = subprocess.run(["qpdf", "--list-attachments", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    score.check(listing.returncode == 2 and b"invalid password" in listing.stderr and not listing.stdout, f"qpdf: {listing}")


def test_instead_of_an_open_one(score, sitrep, edition, folder):
    """What an earlier run without a password left open in the same place is gone."""
    score.check((folder / "clear" / "authorities" / WORKBOOKS[0]).exists(), "there is an open one")
    run = build(sitrep, edition, folder / "clear", env=environment(**{VARIABLE: PASSWORD}))
    left = sorted(files_of(folder / "clear" / "authorities"))
    score.check(run.returncode == 0 and left == ["manifest.json", NAME], f"{left}: {run.stderr.decode()}")


def test_again(score, sitrep, edition, out, folder):
    build(sitrep, edition, folder / "again", env=environment(**{VARIABLE: PASSWORD}))
    first, second = files_of(out), files_of(folder / "again")
    differing = {name for name in first if first[name] != second.get(name)}
    score.check(differing == {f"authorities/{NAME}", "authorities/manifest.json", "restricted/manifest.json"},
                f"only that file is another each time, and what has its hash: {differing}")


def test_where_from(score, sitrep, folder):
    edition = encrypting(folder)
    secret = folder / "secret"
    secret.write_text(PASSWORD + "\nsecond line\n", encoding="utf-8")
    secret.chmod(0o600)
    run = build(sitrep, edition, folder / "out", env=environment(**{VARIABLE + "_FILE": str(secret)}))
    score.check(run.returncode == 0 and opens(folder / "out" / "authorities" / NAME, PASSWORD), f"a file: {run.stderr.decode()}")
    inside = edition / "secret"
    inside.write_text(PASSWORD, encoding="utf-8")
    inside.chmod(0o600)
    open_file = folder / "open"
    open_file.write_text(PASSWORD, encoding="utf-8")
    open_file.chmod(0o640)
    for more, words in (({}, b"put its password into the environment as SITREP_PASSWORD_AUTHORITIES"),
                        ({VARIABLE: "short"}, b"12 characters or more"), ({VARIABLE: "x" * 128}, b"at most 127 bytes"),
                        ({VARIABLE: "twelve chars\nmore"}, b"on one line"),
                        ({VARIABLE + "_FILE": str(inside)}, b"does not belong into an edition"),
                        ({VARIABLE + "_FILE": str(open_file)}, b"others may read this password"),
                        ({VARIABLE + "_FILE": str(folder / "none")}, b"cannot open")):
        run = build(sitrep, edition, folder / "refused", env=environment(**more))
        score.check(run.returncode in (1, 2) and words in run.stderr and not (folder / "refused").exists(), f"{more}: {run.stderr.decode()}")
        score.check(PASSWORD.encode() not in run.stderr and b"xxxx" not in run.stderr, "no message has it")
    check = subprocess.run([str(sitrep), "check", str(edition)], env=environment(), capture_output=True)
    score.check(check.returncode == 0, f"check needs none: {check.stderr.decode()}")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name in ("file", "from"):
            (folder / name).mkdir()
        if test_the_file(score, sitrep, folder / "file"):
            test_where_from(score, sitrep, folder / "from")
    return score.finish()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
