# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the whole program share: copies of the example edition, runs, and outputs to be compared."""
import csv, hashlib, io, os, pathlib, re, shutil, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "2014"

# A layout with little in it, for tests that run the program many times.
SMALL_LAYOUT = """---
report: small
language: en
title: A small report
subtitle: Clients in {{period}}
series: Report {{report.number}}
page number: {n} ({N})
---

# Clients {#clients}

There {{clients | is one client | are # clients}}.

::: pie gender
show: clients by gender
title: Clients by gender ({{clients | client | clients}})
labels: count, percent
:::

::: table decisions
show: requests by decision, round
title: Requests ({{requests | request | requests}})
join: decision
:::
"""


class Score:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, good, what):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print("FAILED:", what)
        return bool(good)

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def install_npm(lock, folder):
    """The packages that the lock file in the folder `lock` names, in `folder`, beside nothing of ours."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(lock / name, folder / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", str(folder / "cache")]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", timeout=200)
    if done.returncode != 0:
        raise SystemExit(f"npm ci failed: {done.stderr[-600:]}")
    return folder / "node_modules"


def copy_edition(folder, audiences="public, as-published", layout=None):
    """A copy of the example in `folder`/edition, with layouts of its own in `folder`/layouts. Returns the edition."""
    folder = pathlib.Path(folder)
    edition = folder / "edition"
    shutil.copytree(EXAMPLE, edition)
    shutil.copytree(ROOT / "layouts", folder / "layouts")
    if layout is not None:
        (folder / "layouts" / "situation.en.md").write_text(layout, encoding="utf-8")
    set_conf(edition, **{"code book": "../layouts/assistance.codebook.md", "layouts": "../layouts/situation.en.md",
                         "audiences": audiences, "fonts": ROOT / "fonts"})
    return edition


def set_conf(edition, **settings):
    conf = edition / "edition.conf"
    lines = conf.read_text(encoding="utf-8").splitlines()
    for key, value in settings.items():
        key = key.replace("_", " ")
        lines = [line for line in lines if not line.startswith(key + ":")]
        if value is not None:
            lines.append(f"{key}: {value}")
    conf.write_text("\n".join(lines) + "\n", encoding="utf-8")


def with_ods(edition):
    """The same copy, whose audiences all get their workbook as OpenDocument, too."""
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8").replace("\nworkbook as ods: yes\n", "\n")
    book.write_text(re.sub(r"(?m)^::: policy .*$", r"\g<0>\nworkbook as ods: yes", text), encoding="utf-8")
    return edition


def read_export(path):
    """Heading and rows of an export of the example (semicolons, a byte order mark)."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    return rows[0], rows[1:]


def write_export(path, heading, rows):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([heading, *rows])
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def build(sitrep, edition, out, **options):
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([str(sitrep), "build", str(edition), "-o", str(out)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120, **options)


def files_of(folder):
    """Relative path -> bytes of every file below."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def modes_of(folder):
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.stat().st_mode & 0o7777 for path in [folder, *folder.rglob("*")]}


def differences(one, two):
    return [name for name in sorted(set(one) | set(two)) if one.get(name) != two.get(name)]


def leftovers(out):
    """Staging folders beside `out`."""
    out = pathlib.Path(out)
    return sorted(out.parent.glob(f".{out.name}.sitrep-??????"))


def compile_preload(folder):
    """Builds the library that lets calls fail; returns its path."""
    library = pathlib.Path(folder) / "fail_nth.so"
    subprocess.run([os.environ.get("CC", "cc"), "-O1", "-shared", "-fPIC", "-o", str(library),
                    str(ROOT / "tests" / "fault" / "fail_nth.c"), "-ldl"], check=True)
    return library


def digest(files):
    return hashlib.sha256(repr(sorted((name, hashlib.sha256(data).hexdigest()) for name, data in files.items()))
                          .encode()).hexdigest()
