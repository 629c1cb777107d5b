#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sitrep check, and diagnostics as JSON: test_check.py SITREP"""
import json, pathlib, re, shlex, subprocess, sys, tempfile

from edition import EXAMPLE, SMALL_LAYOUT, Score, build, copy_edition, files_of, read_export, set_conf, write_export

KEYS = ["code", "severity", "file", "line", "column", "end_column", "words", "hint", "repeats"]
# The printed report of 2014 has 85 clients, 60 women and 25 men.
TRUE = "\n[More women than men.]{claim: clients gender=women > clients gender=men}\n"
FALSE = "\n[Few women.]{claim: clients gender=women < 10}\n"


def run(sitrep, *arguments):
    return subprocess.run([str(sitrep), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)


def test_a_good_edition(score, sitrep, folder):
    edition = copy_edition(folder / "good", layout=SMALL_LAYOUT + TRUE)
    before = files_of(folder)
    done = run(sitrep, "check", edition)
    said = done.stdout.decode()
    score.check(done.returncode == 0 and not done.stderr, f"a good edition: exit {done.returncode} {done.stderr[:300]}")
    score.check(said.startswith("Edition 2014\n") and "250 rows" in said and "only build" in said, f"what was judged: {said}")
    score.check(before == files_of(folder), "check writes nothing")
    done = run(sitrep, "check", edition, "--format", "json")
    score.check(done.returncode == 0 and json.loads(done.stdout) == [] and not done.stderr, f"no faults as JSON: {done.stdout}")
    for wrong in (["check"], ["check", "a", "b"], ["check", edition, "--format", "xml"], ["check", edition, "-o", "x"]):
        score.check(run(sitrep, *wrong).returncode == 2, f"wrong usage: {wrong[1:]}")


def test_claims_and_checks(score, sitrep, folder):
    """A claim that is false for the true counts, and a check, are told together; no count is."""
    edition = copy_edition(folder / "false", layout=SMALL_LAYOUT + FALSE)
    book = edition.parent / "layouts" / "assistance.codebook.md"
    book.write_text(book.read_text(encoding="utf-8") + "\n::: check more_minors\nthat: minors > clients\n:::\n", encoding="utf-8")
    for command in (["check", edition], ["build", edition, "-o", folder / "out"]):
        done = run(sitrep, *command, "--format", "json")
        found = json.loads(done.stdout)
        score.check(done.returncode == 1 and sorted(one["code"] for one in found) == ["E302", "E306"],
                    f"{command[0]}: a false check and a false claim: {done.returncode} {found}")
        score.check(not any(number in (one["words"] + (one["hint"] or "")).replace(str(folder), "") for number in ("85", "60") for one in found), "no count is told")
    score.check(not (folder / "out").exists(), "nothing is written")


def test_false_claims_lead_to_their_figures(score, sitrep, folder):
    """Before anything is protected a message names the questions, which explain answers; then the numbers that readers get, but
    none where one of them is hidden, or where only a reproduction has them."""
    claims = {"clients gender=women < 10": "'clients gender=women': 60",
              "top 1 clients by gender = men": "'top 1 clients by gender': women 60",
              "clients < 10 and exits exit_ground=entry_refused > 0": None}
    layout = SMALL_LAYOUT + "".join(f"\n[False.]{{claim: {claim}}}\n" for claim in claims)
    edition = copy_edition(folder / "what isn't so", audiences="public", layout=layout)
    found = {command: json.loads(run(sitrep, command, edition, *more, "--format", "json").stdout)
             for command, more in (("check", []), ("build", ["-o", folder / "out"]))}
    for (claim, numbers), one, two in zip(claims.items(), found["check"], found["build"]):
        score.check((one["code"], two["code"]) == ("E302", "E302"), f"{claim}: {one} {two}")
        commands = [shlex.split(part[part.index("explain"):]) for part in one["hint"].split("; ") if "sitrep explain" in part]
        score.check(commands and not re.search(r"': \d", one["hint"]), f"{claim}: check tells {one['hint']}")
        for explain, place, question in commands:
            done = run(sitrep, explain, place, question)
            score.check(done.stdout.decode().startswith(question) and b"E2" not in done.stderr, f"{question}: {done.stdout} {done.stderr}")
        score.check(two["hint"].startswith(f"the figures are {numbers};") if numbers else two["hint"] == one["hint"], f"{claim}: build tells {two['hint']}")
    set_conf(edition, audiences="as-published")
    done = json.loads(run(sitrep, "build", edition, "-o", folder / "out", "--format", "json").stdout)
    score.check([one["hint"] for one in done] == [one["hint"] for one in found["check"]], f"a reproduction tells {done}")


def test_checks_lead_to_their_figures(score, sitrep, folder):
    """What does not hold of figures that readers get is told with them; of others, how to ask: also where it stops a build."""
    checks = {"women": ("clients gender=women < clients gender=men", "the figures are 'clients gender=women': 60, 'clients gender=men': 25"),
              "minors": ("minors > clients gender=women", None),  # nothing prints the minors
              "refused": ("exits exit_ground=entry_refused > clients gender=men", None),  # printed, and hidden
              "earlier": ("new @2013 > clients gender=men and clients < 1", None)}  # reports may say what was published then
    layout = SMALL_LAYOUT + "\n{{clients gender=women}}, {{clients gender=men}}, {{exits exit_ground=entry_refused ?? few}}, {{new @2013}}.\n"
    edition = copy_edition(folder / "checks", audiences="as-published, public", layout=layout)
    (edition / "earlier.csv").write_text("edition,measure,period,selection,unit,value,obs_status,conf_status\r\n2013,new,2013,,persons,70,A,F\r\n", encoding="utf-8")
    set_conf(edition, earlier_figures="earlier.csv")
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8").split("::: check")[0]
    book.write_text(text + "".join(f"\n::: check {name}\nthat: {that}\nelse: warning\n:::\n" for name, (that, _) in checks.items()), encoding="utf-8")
    built = run(sitrep, "build", edition, "-o", folder / "out", "--format", "json")
    told = {one["words"].rsplit(" ", 1)[1]: one["hint"] for one in json.loads(built.stdout) if one["code"] == "W306"}
    score.check(built.returncode == 0 and list(told) == list(checks), f"a build: {built.returncode} {told} {built.stderr.decode()}")
    for name, (that, numbers) in checks.items():
        hint = told.get(name, "")
        score.check(hint == numbers if numbers else hint.startswith("look at the figures with: ") and not re.search(r"': \d", hint), f"{name}: {hint}")
        for question in re.findall(r"'([^']+)'", hint) if not numbers else []:
            done = run(sitrep, "explain", edition, question)
            score.check(question in that and done.returncode == 0 and done.stdout.decode().startswith(question), f"{question}: {done.stderr.decode()}")
    set_conf(edition, audiences="as-published")
    for command in (["check", edition], ["build", edition, "-o", folder / "out"]):
        found = [one["hint"] for one in json.loads(run(sitrep, *command, "--format", "json").stdout) if one["code"] == "W306"]
        score.check(len(found) == 4 and not any("the figures are" in hint for hint in found), f"{command[0]}: {found}")
    book.write_text(text + "\n::: check women\nthat: clients gender=women < 10\n:::\n", encoding="utf-8")
    for command in (["check", edition], ["build", edition, "-o", folder / "out"]):
        done = run(sitrep, *command)
        score.check(done.returncode == 1 and f"look at the figures with: sitrep explain {edition} 'clients gender=women'" in done.stderr.decode(), done.stderr.decode())
    set_conf(edition, audiences="public", messages="fi")
    done = run(sitrep, "explain", edition, "clients gender=women")
    score.check(done.returncode == 0 and "@2014: 60" in done.stdout.decode() and "W306" not in done.stderr.decode(), f"asked: {done.stderr.decode()}")
    done = run(sitrep, "check", edition)
    score.check("ei pidä paikkaansa: women" in done.stderr.decode() and "katso lukuja" in done.stderr.decode(), f"in Finnish: {done.stderr.decode()}")


def test_no_message_tells_one_reader_of_another(score, sitrep, folder):
    """Authorities are shown how many were refused entry, which is below the public's threshold: no message has the number, unless
    nobody else gets the report. 60 clients are women."""
    that = "exits exit_ground=entry_refused > clients gender=women"
    words = "\n{{exits exit_ground=entry_refused ?? few}} and {{clients gender=women}}.\n"
    claim = f"\n::: when audience = authorities\n\n[Many.]{{claim: {that}}}\n\n:::\n"
    for name, layout, code in (("check", SMALL_LAYOUT + words, "W306"), ("claim", SMALL_LAYOUT + words + claim, "E302")):
        edition = copy_edition(folder / name, audiences="public, authorities", layout=layout)
        book = edition.parent / "layouts" / "assistance.codebook.md"
        text = book.read_text(encoding="utf-8").split("::: check")[0].replace("::: policy authorities\nthreshold: 5", "::: policy authorities\nthreshold: 2")
        book.write_text(text + (f"\n::: check refused\nthat: {that}\nelse: warning\n:::\n" if code == "W306" else ""), encoding="utf-8")
        for command in ("build", "audit"):
            done = run(sitrep, command, edition, "-o", folder / f"{name} {command}", "--format", "json")
            found = json.loads(done.stdout)
            hints = [one["hint"] for one in (found if command == "build" else found["diagnostics"]) if one["code"] == code]
            score.check(len(hints) == 1 and hints[0].startswith("look at the figures with: ") and not re.search(r"': \d", hints[0]), f"{command}, {name}: {hints}")
        set_conf(edition, audiences="authorities")
        done = json.loads(run(sitrep, "build", edition, "-o", folder / f"{name} alone", "--format", "json").stdout)
        score.check([re.findall(r"': (\d+)", one["hint"])[1:] for one in done if one["code"] == code] == [["60"]], f"{name}, one reader: {done}")


def test_each_audience(score, sitrep, folder):
    """What stands in a part for one audience only is judged for it: the claim is false, the table of the other is not."""
    part = "\n::: when audience = as-published\n" + FALSE + "\n:::\n"
    edition = copy_edition(folder / "both", layout=SMALL_LAYOUT + part)
    score.check(run(sitrep, "check", edition).returncode == 1, "a false claim for the second audience")
    set_conf(edition, audiences="public")
    score.check(run(sitrep, "check", edition).returncode == 0, "a false claim for nobody")
    audiences = ("public", "authorities", "as-published")
    for told in audiences:
        for condition in (f"audience = {told}", "audience != " + audiences[audiences.index(told) - 1]):
            part = f"\n::: when {condition}\n{FALSE}\n:::\n"
            edition = copy_edition(folder / f"{told} {condition}", audiences=", ".join(audiences), layout=SMALL_LAYOUT + part)
            done = run(sitrep, "check", edition, "--format", "json")
            score.check([one["code"] for one in json.loads(done.stdout)] == ["E302"], f"{condition}: {done.stdout}")


def test_words_and_axes_of_figures(score, sitrep, folder):
    """What only becomes words in a chart is judged as well: its title, note, other text and axis. There are 85 clients."""
    words = "[Few.]{claim: clients < 10}"
    for form, setting, code in (("pie", f"title: {words}", "E302"), ("table", f"title: T\nnote: {words}", "E302"),
                                ("bars", f"title: T\nalt: {words}", "E302"), ("bars", "title: T\naxis: 0..10", "W309"),
                                ("bars", "title: T\naxis: 0..100", None)):
        layout = SMALL_LAYOUT + f"\n::: {form} judged\nshow: clients by gender\n{setting}\n:::\n"
        edition = copy_edition(folder / f"{form} {len(setting)}", layout=layout)
        done = run(sitrep, "check", edition, "--format", "json")
        score.check([one["code"] for one in json.loads(done.stdout)] == ([code] if code else []), f"{form}, {setting}: {done.stdout}")


def test_hidden_figures(score, sitrep, folder):
    """Exits by 'entry_refused' are too few to be told: a claim on them stops build, but not check."""
    claim = "\n[Some.]{claim: exits exit_ground=entry_refused < clients}\n"
    edition = copy_edition(folder / "hidden", audiences="public", layout=SMALL_LAYOUT + claim)
    checked, built = run(sitrep, "check", edition), build(sitrep, edition, folder / "out")
    score.check(checked.returncode == 0, f"check: {checked.stderr.decode()}")
    score.check(built.returncode == 1 and b"E303" in built.stderr, f"build: {built.returncode} {built.stderr.decode()[:300]}")


def with_unknown_housing(folder, count):
    """The example with so many codes of housing that the code book does not know; they mean 'other'."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    path = edition / "exports" / "cases.csv"
    heading, rows = read_export(path)
    at = heading.index("Majoitus")
    for row in rows[-count:] if count else []:
        row[at] = "ZELT"
    write_export(path, heading, rows)
    return edition


def test_unknown_codes(score, sitrep, folder):
    """How many rows have an unknown code is told, where it is no small count; else only in the restricted folder."""
    for count, told in ((0, None), (4, "some"), (5, "5"), (41, "41")):
        edition, out = with_unknown_housing(folder / str(count), count), folder / f"out{count}"
        for done in (run(sitrep, "check", edition), build(sitrep, edition, out)):
            said = done.stdout.decode()
            lines = [line.split() for line in said.splitlines() if "count as 'other' in 'accommodation'" in line]
            score.check(done.returncode == 0 and [line[0] for line in lines] == ([told] if told else []), f"{count}: {said}")
            score.check("ZELT" not in said, "no code is told")
        path = out / "restricted" / "unknown-codes.txt"
        words = path.read_text(encoding="utf-8") if count else None
        score.check(path.exists() == bool(count), f"{count}: the restricted file")
        score.check(not count or (words.startswith(f"cases: {count} rows count as 'other'") and path.stat().st_mode & 0o777 == 0o600),
                    f"{count}: {words}")
    edition = with_unknown_housing(folder / "star", 12)
    book = edition.parent / "layouts" / "assistance.codebook.md"
    text = book.read_text(encoding="utf-8")
    start = text.index("::: codes accommodation")
    rest = text[start:].replace("unknown: other\n", "", 1).replace("| MUU         |", "| MUU, *      |", 1)
    book.write_text(text[:start] + rest, encoding="utf-8")
    done = run(sitrep, "check", edition)
    score.check(done.returncode == 0 and "count as" not in done.stdout.decode(), f"a row '*' means them: {done.stdout.decode()}")


def test_json(score, sitrep, folder):
    """The same faults as the text: file, line, columns; one document on stdout, exit codes unchanged."""
    layout = SMALL_LAYOUT.replace("clients by gender", "clients by gendr") + "\nÄäkkösiä {{clint}} 5 here.\n"
    edition = copy_edition(folder / "json", layout=layout)
    path = edition.parent / "layouts" / "situation.en.md"
    heading, rows = read_export(edition / "exports" / "cases.csv")
    rows[40][5] = "Zyzzyva7Qx"
    write_export(edition / "exports" / "cases.csv", heading, rows)
    found = {}
    for command in ("check", "build", "audit"):
        more = ["-o", folder / "out"] if command == "build" else []
        text, done = run(sitrep, command, edition, *more), run(sitrep, command, edition, *more, "--format", "json")
        document = json.loads(done.stdout)
        found[command] = document["diagnostics"] if command == "audit" else document
        score.check(text.returncode == done.returncode == 1, f"{command}: exit {text.returncode}, {done.returncode}")
        score.check(b"Zyzzyva7Qx" not in done.stdout + done.stderr, f"{command}: a cell's text is told")
        score.check(b"error[" not in done.stderr, f"{command}: faults are told once: {done.stderr.decode()}")
        if command == "audit":
            score.check(document["edition"] == "" and document["audiences"] == [], f"nothing was audited: {document}")
    score.check(found["check"] == found["build"] == found["audit"], "the same faults by each command")
    score.check(all(list(one) == KEYS for one in found["check"]), f"keys: {[list(one) for one in found['check']]}")
    lines = path.read_text(encoding="utf-8").split("\n")
    by_code = {one["code"]: one for one in found["check"]}
    score.check(sorted(by_code) == ["E202", "E204", "E504", "W101"], f"codes: {sorted(by_code)}")
    last = next(i for i, line in enumerate(lines, 1) if "clint" in line)
    for code, severity, line, word in (("E202", "error", last, "clint"), ("W101", "warning", last, "5")):
        one = by_code[code]
        column = lines[line - 1].index(word) + 1
        score.check((one["severity"], one["file"], one["line"], one["column"], one["end_column"]) ==
                    (severity, str(path), line, column, column + len(word)), f"{code}: {one}")
    score.check(by_code["E202"]["hint"] == "did you mean 'clients'?", f"hint: {by_code['E202']}")
    score.check(by_code["E504"]["column"] and by_code["E504"]["file"].endswith("cases.csv"), f"export: {by_code['E504']}")
    done = run(sitrep, "build", EXAMPLE, "-o", folder / "good", "--format", "json")
    score.check(done.returncode == 0 and json.loads(done.stdout) == [] and not done.stderr, "a good build as JSON")


def test_language(score, sitrep, folder):
    """Messages speak what the command line says, else what edition.conf says, else English; programs read the same codes."""
    edition = copy_edition(folder / "language", layout=SMALL_LAYOUT.replace("clients by gender", "clients by gendr"))
    said = {}
    for wanted, conf, more in (("en", None, []), ("fi", "fi", []), ("sv", "fi", ["--language", "sv"]), ("en", "fi", ["--language", "en"])):
        set_conf(edition, messages=conf)
        for command in ("check", "build", "audit"):
            out = ["-o", folder / "out"] if command == "build" else []
            done = run(sitrep, command, edition, *out, *more)
            words = {"en": "error[E204]", "fi": "virhe[E204]", "sv": "fel[E204]"}[wanted]
            score.check(done.returncode == 1 and words in done.stderr.decode(), f"{command} {conf} {more}: {done.stderr.decode()}")
        found = json.loads(run(sitrep, "check", edition, "--format", "json", *more).stdout)
        said[wanted] = [one["words"] for one in found]
        score.check([(one["code"], one["severity"]) for one in found] == [("E204", "error")], f"the same to programs: {found}")
    score.check(len({tuple(words) for words in said.values()}) == 3, f"three languages: {said}")
    done = run(sitrep, "explain", edition, "clients", "--language", "fi")
    score.check("virhe[E204]" in done.stderr.decode(), f"explain: {done.stderr.decode()}")
    set_conf(edition, messages="de")
    score.check("E109" in run(sitrep, "check", edition).stderr.decode(), "a language that messages do not have")
    score.check(run(sitrep, "check", edition, "--language", "de").returncode == 2, "nor on the command line")


def test_empty_settings(score, sitrep, folder):
    """A setting that stands there without a value is no missing line: the message leads to it, in the first line, too."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    conf = edition / "edition.conf"
    lines = [line for line in conf.read_text(encoding="utf-8").splitlines() if line and not line.startswith("%%")]
    words = {"en": "error[E108]: the setting '{}' has no value", "fi": "virhe[E108]: asetus '{}' on vailla arvoa", "sv": "fel[E108]: inställningen '{}' saknar värde"}
    for key in ("id", "period", "report number", "date", "publisher", "code book", "layouts", "audiences", "exports"):
        at = next(number for number, line in enumerate(lines) if line.startswith(key + ":"))
        for language, said in words.items():
            conf.write_text("\n".join(lines[:at] + [f"{key}:  "] + lines[at + 1:]) + "\n", encoding="utf-8")
            done = run(sitrep, "check", edition, "--language", language)
            score.check(done.returncode == 1 and done.stderr.decode().startswith(f"{conf}:{at + 1}:1: {said.format(key)}\n"), done.stderr.decode())
        conf.write_text("\n".join([f"{key}:"] + lines[:at] + lines[at + 1:]) + "\n", encoding="utf-8")
        done = run(sitrep, "check", edition)
        score.check(done.stderr.decode().startswith(f"{conf}:1:1: {words['en'].format(key)}\n"), f"first: {done.stderr.decode()}")
        conf.write_text("\n".join(lines[:at] + lines[at + 1:]) + "\n", encoding="utf-8")
        done = run(sitrep, "check", edition)
        score.check(f"{conf}:1:1: error[E108]: the setting '{key}' is missing\n" in done.stderr.decode(), f"missing: {done.stderr.decode()}")
    conf.write_text("\n".join("earlier figures:" if line.startswith("earlier figures:") else line for line in lines) + "\n", encoding="utf-8")
    at = next(number for number, line in enumerate(lines, 1) if line.startswith("earlier figures:"))
    done = run(sitrep, "check", edition)
    score.check(done.stderr.decode().startswith(f"{conf}:{at}:1: error[E139]"), f"earlier figures: {done.stderr.decode()}")


def test_failures(score, sitrep, folder):
    """What failed as a whole is told in the language of the messages: as the command line says, or the edition."""
    edition = copy_edition(folder / "failures", audiences="public", layout=SMALL_LAYOUT)
    for language, opened, taken, built, audited in (
            ("en", "there is no such folder; an edition is a folder with edition.conf, and this makes one", "this is a link or a file", "not built; nothing was written", "not audited"),
            ("fi", "tällaista kansiota ei ole; julkaisu on kansio, jossa on edition.conf, ja sellaisen tekee", "tämä on linkki tai tiedosto", "ei tehty; mitään ei kirjoitettu", "ei tarkastettu"),
            ("sv", "det finns ingen sådan mapp; en utgåva är en mapp med edition.conf, och en sådan gör", "detta är en länk eller en fil", "byggdes inte; ingenting skrevs", "granskades inte")):
        said = run(sitrep, "check", folder / "nowhere", "--language", language)
        score.check(said.returncode == 1 and said.stderr.decode() == f"sitrep: {folder}/nowhere: {opened}: sitrep init {folder}/nowhere\n", said.stderr.decode())
        said = run(sitrep, "audit", folder / "nowhere", "--language", language)
        score.check(said.stderr.decode() == f"sitrep: {folder}/nowhere: {opened}: sitrep init {folder}/nowhere\n", said.stderr.decode())
        said = run(sitrep, "build", edition, "-o", edition / "edition.conf", "--language", language)
        score.check(said.returncode == 2 and f"edition.conf: {taken}" in said.stderr.decode(), said.stderr.decode())
        faulty = copy_edition(folder / language, layout=SMALL_LAYOUT.replace("clients by gender", "clients by gendr"))
        set_conf(faulty, messages=language)
        for command, words in (("build", built), ("audit", audited)):
            said = run(sitrep, command, faulty)
            score.check(said.stderr.decode().endswith(f"sitrep: {faulty}: {words}\n"), said.stderr.decode())
    leaking = copy_edition(folder / "leak", audiences="public",
                           layout=SMALL_LAYOUT + "\n::: table minors\nshow: minors by gender\ntitle: Minors\njoin: none\n:::\n")
    refused = folder / "refused"
    refused.mkdir()
    (refused / "mine").write_text("mine", encoding="utf-8")
    for place, status, words in ((refused, 2, "holds something else"), (folder / "nowhere" / "out", 5, "nowhere: cannot open the folder")):
        said = run(sitrep, "build", leaking, "-o", place)
        score.check(said.returncode == status and words in said.stderr.decode() and not said.stdout and "worked out" not in said.stderr.decode(),
                    f"refused before the work: {said.returncode} {said.stderr.decode()}")
    score.check([path.name for path in refused.iterdir()] == ["mine"], "nothing is changed there")
    said = run(sitrep, "build", leaking, "-o", folder / "out", "--language", "sv")
    score.check(said.returncode == 3 and "ingenting skrevs" in said.stderr.decode() and "skriver uträkningen i mappen" in said.stderr.decode() and
                not re.search(r"nothing was written|worked out", said.stderr.decode()), said.stderr.decode())


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        for test in (test_a_good_edition, test_claims_and_checks, test_false_claims_lead_to_their_figures, test_checks_lead_to_their_figures,
                     test_no_message_tells_one_reader_of_another, test_each_audience, test_words_and_axes_of_figures,
                     test_hidden_figures, test_unknown_codes, test_json, test_language, test_empty_settings, test_failures):
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
