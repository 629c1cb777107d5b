#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Same inputs, same bytes: test_determinism.py SITREP

The 2014 edition is built in many surroundings; every file must be the same as in the first run. Where the exports are
the same rows in another order or in other files, only the restricted manifest's hashes of inputs may differ."""
import json, os, pathlib, shutil, subprocess, sys, tempfile

from edition import Score, build, copy_edition, differences, files_of, modes_of, read_export, with_ods, write_export

MANIFEST = "restricted/manifest.json"


def make_locales(folder):
    """Locales with a comma for the decimal point, and one where i and I are different letters."""
    made = []
    for name in ("fi_FI", "de_DE", "tr_TR"):
        command = ["localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")]
        if shutil.which("localedef") and subprocess.run(command, capture_output=True).returncode <= 1:
            made.append(f"{name}.UTF-8")
    return made


def surroundings(folder):
    """Name -> environment and other options of the run."""
    locales = folder / "locales"
    locales.mkdir()
    odd = folder / "a folder; with 'odd' $(signs)"
    odd.mkdir()
    base = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    runs = {"again": {"env": base}}
    for zone in ("Asia/Tokyo", "America/Sao_Paulo", "Pacific/Kiritimati", "nonsense", ":/etc/passwd"):
        runs[f"TZ={zone}"] = {"env": base | {"TZ": zone}}
    for locale in make_locales(locales):
        runs[f"LC_ALL={locale}"] = {"env": base | {"LC_ALL": locale, "LANG": locale, "LOCPATH": str(locales)}}
    runs["LC_ALL=C"] = {"env": base | {"LC_ALL": "C", "LANG": "C"}}
    runs["LANGUAGE=fi"] = {"env": base | {"LANGUAGE": "fi", "LANG": "xx_YY.ISO-8859-1"}}
    runs["umask 000"] = {"env": base, "umask": 0o000}
    runs["umask 077"] = {"env": base, "umask": 0o077}
    runs["no environment"] = {"env": {}}
    for value in ("/nonexistent", "", str(odd), "relative/place"):
        runs[f"TMPDIR={value}"] = {"env": base | {"TMPDIR": value}}
    (folder / "fonts.conf").write_text("<nonsense")
    runs["FONTCONFIG_FILE=nonsense"] = {"env": base | {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "FC_DEBUG": "0"}}
    runs["FONTCONFIG_PATH=/nonexistent"] = {"env": base | {"FONTCONFIG_PATH": "/nonexistent", "XDG_DATA_HOME": str(odd),
                                                           "XDG_CACHE_HOME": "/nonexistent"}}
    runs["PANGO and CAIRO variables"] = {"env": base | {"PANGOCAIRO_BACKEND": "win32", "PANGO_LANGUAGE": "tr",
                                                        "CAIRO_DEBUG": "x", "FREETYPE_PROPERTIES": "truetype:interpreter-version=35",
                                                        "HB_SHAPER_LIST": "fallback"}}
    runs["SOURCE_DATE_EPOCH=1"] = {"env": base | {"SOURCE_DATE_EPOCH": "1"}}
    runs["MALLOC_PERTURB_"] = {"env": base | {"MALLOC_PERTURB_": "165"}}
    runs["another working directory"] = {"env": base, "cwd": str(odd)}
    return runs


def without_inputs(files):
    """The outputs, the manifest without what is said about the exports."""
    manifest = json.loads(files[MANIFEST])
    manifest["inputs"] = [item for item in manifest["inputs"] if item["kind"] != "export"]
    return files | {MANIFEST: json.dumps(manifest).encode()}


def shuffled(rows):
    """Another order, the same each time."""
    return sorted(rows, key=lambda row: row[0][::-1])


def split_exports(edition, order):
    for name in ("cases", "requests"):
        heading, rows = read_export(edition / "exports" / f"{name}.csv")
        rows = order(rows)
        (edition / "exports" / f"{name}.csv").unlink()
        write_export(edition / "exports" / f"{name}1.csv", heading, rows[:len(rows) // 3])
        write_export(edition / "exports" / f"{name}2.csv", heading, rows[len(rows) // 3:])


def shuffle_exports(edition, order):
    for name in ("cases", "requests"):
        heading, rows = read_export(edition / "exports" / f"{name}.csv")
        write_export(edition / "exports" / f"{name}.csv", heading, order(rows))


def shuffle_columns(edition):
    for name in ("cases", "requests"):
        heading, rows = read_export(edition / "exports" / f"{name}.csv")
        write_export(edition / "exports" / f"{name}.csv", heading[::-1], [row[::-1] for row in rows])


EXPORT_CHANGES = {
    "rows in reverse order": lambda edition: shuffle_exports(edition, lambda rows: rows[::-1]),
    "rows shuffled": lambda edition: shuffle_exports(edition, shuffled),
    "columns in reverse order": shuffle_columns,
    "exports in two files each": lambda edition: split_exports(edition, lambda rows: rows),
    "exports in two files each, shuffled": lambda edition: split_exports(edition, shuffled),
}


def test_surroundings(score, sitrep, folder):
    reference, edition = folder / "reference", with_ods(copy_edition(folder / "one", audiences="public"))
    score.check(build(sitrep, edition, reference).returncode == 0, "the example builds")
    expected, modes = files_of(reference), modes_of(reference)
    score.check(len(expected) > 30 and "public/situation-2014.en.ods" in expected, "the example has files")
    for number, (name, options) in enumerate(surroundings(folder).items()):
        out = folder / f"out{number}"
        run = build(sitrep, edition, out, **options)
        if score.check(run.returncode == 0, f"{name}: exit {run.returncode}: {run.stderr[-300:]}"):
            score.check(not differences(expected, files_of(out)), f"{name}: other bytes in {differences(expected, files_of(out))}")
            score.check(modes_of(out) == modes, f"{name}: other permissions")
            score.check(run.stderr == b"", f"{name}: says {run.stderr[-300:]}")
        shutil.rmtree(out, ignore_errors=True)


def test_exports(score, sitrep, folder):
    copy_edition(folder / "plain", audiences="public")
    build(sitrep, folder / "plain" / "edition", folder / "plain" / "out")
    expected = without_inputs(files_of(folder / "plain" / "out"))
    for number, (name, change) in enumerate(EXPORT_CHANGES.items()):
        place = folder / f"changed{number}"
        edition = copy_edition(place, audiences="public")
        change(edition)
        run = build(sitrep, edition, place / "out")
        if score.check(run.returncode == 0, f"{name}: exit {run.returncode}: {run.stderr[-300:]}"):
            other = differences(expected, without_inputs(files_of(place / "out")))
            score.check(not other, f"{name}: other bytes in {other}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as folder:
        test_surroundings(score, sitrep, pathlib.Path(folder))
        test_exports(score, sitrep, pathlib.Path(folder))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
