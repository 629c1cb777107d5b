#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sitrep list: the names of a code book, and the program's own words as the parsers take them: test_list.py SITREP"""
import pathlib, re, subprocess, sys, tempfile

from edition import EXAMPLE, ROOT, SMALL_LAYOUT, Score, copy_edition, set_conf

CODEBOOK = (ROOT / "layouts" / "assistance.codebook.md").read_text(encoding="utf-8")


def run(sitrep, *arguments):
    return subprocess.run([str(sitrep), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def lines_of(sitrep, *arguments):
    """[(name, words)] of a list that must be printed."""
    done = run(sitrep, "list", *arguments)
    assert done.returncode == 0 and not done.stderr, (arguments, done)
    return [tuple(part.strip() for part in re.split(r"  (?=\S+(?: \S+)*$)", line, maxsplit=1))
            for line in done.stdout.decode("utf-8").splitlines()]


def test_codebook(score, sitrep):
    blocks = re.findall(r"^::: (\w+) (\S+)\n(?:title: (.*)\n)?", CODEBOOK, re.M)
    for number, language in enumerate(("fi", "sv", "en")):
        titles = {name: title.split(" | ")[number] for kind, name, title in blocks if kind == "measure"}
        found = lines_of(sitrep, "measures", EXAMPLE, "--language", language)
        score.check([name for name, _ in found] == list(titles), f"{language}: the measures, in the order of the code book")
        score.check(all(words.startswith(titles[name] + " (") for name, words in found), f"{language}: titles: {found}")
    found = dict(lines_of(sitrep, "variables", EXAMPLE, "--language", "en"))
    score.check(found["decision"] == "Decision (of requests)" and found["region"].startswith("Region (of clients, minors"),
                f"variables: {found}")
    for language, words in (("en", "Children of clients (children, typed in)"), ("fi", "Asiakkaiden lapset (lasta, käsin syötetty)"),
                            ("sv", "Klienternas barn (barn, inmatat)")):
        found = dict(lines_of(sitrep, "measures", EXAMPLE, "--language", language))
        score.check(found["children_of_clients"] == words, f"{language}: {found}")
    found = dict(lines_of(sitrep, "variables", EXAMPLE, "--language", "fi"))
    score.check(found["decision"] == "Päätös (mitoilla requests)" and found["month, half, year"].startswith("aika, taulukoissa"), f"variables: {found}")
    score.check(lines_of(sitrep, "measures", EXAMPLE) == lines_of(sitrep, "measures", EXAMPLE, "--language", "en"), "the language of messages")
    found = lines_of(sitrep, "categories", "decision", EXAMPLE, "--language", "sv")
    score.check(found == [("decision=positive", "Positivt"), ("decision=negative", "Negativt"), ("decision=pending", "Anhängigt"),
                          ("decision=not_stated", "Uppgift saknas")], f"categories of one variable: {found}")
    every = lines_of(sitrep, "categories", EXAMPLE)
    score.check({"gender=women", "nationality=NG", "region=not_stated"} <= {name for name, _ in every}, "all categories")
    score.check(len(every) == len(set(every)), "each category is told once")


def settings_of(sitrep, kinds):
    return [name.split("  ")[-1].strip() for name, _ in lines_of(sitrep, "settings") if name.startswith(kinds + "  ")]


def test_words(score, sitrep, folder):
    """Every format, block and setting that is listed is one to the parsers; and one that is not listed is none."""
    formats = [name for name, words in lines_of(sitrep, "formats") if "of counts" in words]
    score.check(len(formats) == 7, f"formats of counts: {formats}")
    cases = [name for name, words in lines_of(sitrep, "formats") if "a CASE may follow" in words]
    score.check(cases == ["words", "Words", "ordinal", "date", "month", "year"], f"formats with cases: {cases}")
    text = "".join(f"{{{{clients gender=women: {name}{' 10' if name == 'round' else ''}}}}}\n\n" for name in formats)
    settings = {kinds: settings_of(sitrep, kinds) for kinds in ("pie", "bars", "columns", "line", "table")}
    score.check("axis" in settings["line"] and "axis" not in settings["pie"] and "labels" in settings["pie"] and
                "totals" in settings["table"] and "totals" not in settings["line"], f"settings of figures: {settings}")
    values = {"show": "clients by gender", "order": "largest", "width": "half", "side": "left", "base": "all", "totals": "no",
              "join": "none", "labels": "percent", "stack": "gender", "where": "nationality!=not_stated", "top": "1",
              "axis": "0..100 step 20", "sheet": "no", "scale": "counts"}
    layout = SMALL_LAYOUT + "\n" + text
    for kinds, names in settings.items():
        shown = ({"show": "clients by month, gender", "labels": "name"} if "line" in kinds else
                 {"show": "clients by gender, place"} if "stack" in names else {})
        block = "".join(f"{name}: {(values | shown).get(name, 'Words')}\n" for name in names)
        layout += "".join(f"\n::: {kind} of_{kind}\n{block}:::\n" for kind in kinds.split(", "))
    edition = copy_edition(folder / "words", audiences="public", layout=layout)
    done = run(sitrep, "check", edition)
    score.check(done.returncode == 0, f"all of the words together: {done.stderr.decode()[:600]}")
    periods = [line.split("  ")[0] for line in run(sitrep, "list", "periods").stdout.decode("utf-8").splitlines()]
    score.check({"@previous", "@year before", "@last 5 years", "@2013..2014"} <= set(periods), f"periods: {periods}")
    texts = [one if one.startswith("{{") else f"{{{{new {one}}}}}" for one in periods]
    edition = copy_edition(folder / "periods", audiences="public", layout=SMALL_LAYOUT + "".join(f"\n{one}\n" for one in texts))
    done = run(sitrep, "check", edition)
    score.check(done.returncode == 0 and b"E2" not in done.stderr, f"all forms of periods: {done.stderr.decode()[:600]}")
    score.check(lines_of(sitrep, "blocks", edition) == lines_of(sitrep, "blocks"), "an edition makes no difference to blocks")


def test_faults(score, sitrep, folder):
    for arguments, words in ((["list"], b"sitrep list measures"), (["list", "measure", EXAMPLE], b"did you mean 'measures'?"),
                             (["list", "measures"], b"EDITION"), (["list", "categories", "gendr", EXAMPLE], b"did you mean 'gender'?"),
                             (["list", "measures", EXAMPLE, "--language", "de"], b"no language 'de'"),
                             (["list", "blocks", "a", "b"], b"sitrep list")):
        done = run(sitrep, *arguments)
        score.check(done.returncode == 2 and words in done.stderr and not done.stdout, f"{arguments[1:]}: {done}")
    edition = copy_edition(folder / "faulty", layout=SMALL_LAYOUT)
    set_conf(edition, date="yesterday")
    done = run(sitrep, "list", "measures", edition)
    score.check(done.returncode == 1 and b"E109" in done.stderr and b"clients" in done.stdout, f"a fault elsewhere: {done}")
    done = run(sitrep, "list", "measures", folder / "nowhere")
    score.check(done.returncode == 1 and not done.stdout and b"edition.conf" in done.stderr, f"no edition: {done}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    test_codebook(score, sitrep)
    with tempfile.TemporaryDirectory() as place:
        test_words(score, sitrep, pathlib.Path(place))
        test_faults(score, sitrep, pathlib.Path(place))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
