#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No hidden count is in anything that is published: test_leak.py SITREP

1. An edition whose hidden counts are five-digit primes (scaled.py): none of them, nor what is left of a total without
   it, is in any public file, however written, nor in what the program says; the restricted folder has them.
2. Editions that differ only in how hidden counts are split: all public files are the same to the byte, so that no
   length, angle, order, colour or compressed size depends on what is hidden.
3. The public edition of 2014 shows none of the small counts that the printed report showed."""
import csv, html, itertools, json, pathlib, re, shutil, subprocess, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "whole"))
import openpyxl

import scaled
from edition import (EXAMPLE, SMALL_LAYOUT, Score, build, copy_edition, differences, files_of, modes_of, read_export, with_ods,
                     write_export)
from search import Search, texts_of

# ---- 1. primes ----


def hidden_numbers():
    """Label -> number: the primes, their complements, and other counts that stay unpublished with them."""
    numbers = dict(scaled.primes())
    tables = {"gender": (scaled.GENDER, scaled.CLIENTS), "housing": (scaled.HOUSING, scaled.CLIENTS),
              "kind": (scaled.KIND, scaled.CLIENTS), "region": (scaled.REGION, scaled.NEW), "ground": (scaled.GROUND, scaled.EXITS),
              "requester": (scaled.REQUESTER, scaled.REQUESTS), "decision": (scaled.ROUND, scaled.REQUESTS)}
    for name, (table, total) in tables.items():
        for key, count in scaled.counts_of(table, total).items():
            if count < scaled.THRESHOLD:
                numbers[f"{total} without {name} {key}"] = total - count
    new_men = scaled.GENDER["men"][1]
    kinds = scaled.counts_of(scaled.KIND, scaled.CLIENTS)
    # Hidden beside the small one: the four cells of the crossed table, in which each is the other's complement.
    for key in (("labour", "finland"), ("labour", "abroad"), ("other", "finland"), ("other", "abroad")):
        numbers[f"kind {key}"] = kinds[key]
    numbers["new women"] = scaled.NEW - new_men
    numbers["women"] = scaled.CLIENTS - new_men
    numbers["new labour"] = scaled.NEW_LABOUR
    numbers["new without minors"] = scaled.NEW - scaled.MINORS_NEW
    numbers["minors who are not new"] = scaled.MINORS - scaled.MINORS_NEW
    for one, two in (("ccp", "border_guard"), ("organisations", "not_stated")):
        numbers[f"{one} and {two}"] = scaled.REQUESTER[one][1] + scaled.REQUESTER[two][1]
    for one, two in itertools.combinations(("entry_refused", "disappeared", "returned", "not_stated"), 2):
        numbers[f"{one} and {two}"] = scaled.GROUND[one][1] + scaled.GROUND[two][1]
    return numbers


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number ** 0.5) + 1))


def published_numbers(out):
    with open(out / "public" / "data" / "all_figures.en.csv", encoding="utf-8", newline="") as file:
        return [int(row["value"]) for row in csv.DictReader(file) if row["value"] and row["kind"] == "count"]


def check_public(score, out, said, search, controls):
    """Searches all that is public; `controls` must be found, or the search is blind."""
    seen = {suffix: set() for suffix in (".pdf", ".xlsx", ".ods", ".csv", ".json", ".svg", ".html")}
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and "restricted" not in path.parts]
    for path in files:
        for where, text in texts_of(path):
            found = search(text)
            score.check(not found, f"{path.relative_to(out)}, {where}: {sorted(found)}")
            score.check("FORBIDDEN CHUNK" not in text, f"{path.relative_to(out)}, {where}")
            if path.suffix in seen:
                seen[path.suffix] |= controls(text)
    for what, text in said.items():
        score.check(not search(text), f"{what}: {search(text)}")
    return seen


def check_restricted(score, out, primes):
    text = "".join(path.read_text(encoding="utf-8") for path in (out / "restricted").glob("*.audit.txt"))
    missing = [label for label, number in primes.items() if not re.search(rf"\b{number}\b", text)]
    score.check(not missing, f"the restricted account knows all hidden counts, but not {missing}")
    modes = modes_of(out)
    score.check(all(mode == (0o700 if (out / name).is_dir() else 0o600) for name, mode in modes.items()
                    if name.split("/")[0] == "restricted"), "restricted files are for the owner only")


def test_primes(score, sitrep, folder):
    primes = scaled.primes()
    hidden = hidden_numbers()
    score.check(all(is_prime(number) and 9999 < number < scaled.THRESHOLD for number in primes.values()), "they are primes")
    score.check(len(set(primes.values())) == len(primes), "they are distinct")
    edition = with_ods(scaled.scaled_edition(folder, "public"))
    run = build(sitrep, edition, folder / "out")
    if not score.check(run.returncode == 0, f"the scaled edition builds: {run.stderr.decode()[-500:]}"):
        return
    published = published_numbers(folder / "out")
    score.check(len(published) > 50, "the scaled edition publishes figures")
    score.check(not set(published) & set(hidden.values()), f"published: {set(published) & set(hidden.values())}")
    controls = {f"control {number}": number for number in published if number > 9999}
    seen = check_public(score, folder / "out", {"stdout": run.stdout.decode(), "stderr": run.stderr.decode()}, Search(hidden),
                        Search(controls))
    for suffix, found in seen.items():
        score.check(len(found) >= 10, f"the search finds published numbers in {suffix}: {len(found)}")
    check_restricted(score, folder / "out", primes)


def test_search_sees(score):
    """The search itself: each way of writing is found, other numbers are not."""
    search = Search({"it": 10007})
    for text in ("10007", "10,007", "10 007", "10\u00a0007", "10\u202f007", "10.007", "10'007", "<v>10007</v>", "10007.0",
                 "1 0 0 0 7", "n=10007;", "1.0007E4", "1.0007e+04", "(10007 clients)", "10\n007"):
        score.check(search(text) == {"it"}, f"found in {text!r}")
    for text in ("110007", "100071", "0.10007", "3.10007", "a10007f", "1007", "10008", "10 0071"):
        score.check(search(text) == set(), f"not found in {text!r}")


# ---- 2. pairs ----

CASE = {"gender": 2, "birth": 3, "nationality": 4, "type": 5, "place": 6, "admitted": 7, "extension": 8, "exited": 9,
        "ground": 10, "housing": 11}
REQUEST = {"received": 2, "requester": 3, "round": 4, "decision": 5}
RAW = {"sexual": ("10", "SEKS", "30"), "labour": ("20", "TYO"), "other": ("90", "MUU", "41", "42"), "finland": ("FI", "Suomi"),
       "abroad": ("ULK",), "arranged": ("TUKI", "TURVA")}
MISSING = ("", "-", "n/a", "ei tietoa", "tuntematon")


def is_client(row):
    return row[CASE["exited"]] in MISSING


def year_of(row, column):
    date = row[CASE[column]]
    return "" if date in MISSING else date[:4] if "-" in date and date[4] == "-" else date[-4:]


def is_new(row):
    return year_of(row, "admitted") == "2014" and row[CASE["extension"]].lower() in ("", "ei", "-", "n", "0", "no", "e")


def move(rows, which, column, value, count=1):
    """Gives `count` rows for which `which` holds another value."""
    chosen = [row for row in rows if which(row)][:count]
    assert len(chosen) == count, "the example has changed: no such row"
    for row in chosen:
        row[column] = value


def split_housing(cases, requests):
    move(cases, lambda row: is_client(row) and row[CASE["housing"]] in RAW["arranged"], CASE["housing"], "")


def split_regions(cases, requests):
    # One of Asia becomes one of South America; both have further clients, so that the number of states stays.
    move(cases, lambda row: is_new(row) and is_client(row) and row[CASE["nationality"]] in ("TH", "THA", "764"),
         CASE["nationality"], "DO")


def split_grounds(cases, requests):
    move(cases, lambda row: year_of(row, "exited") == "2014" and row[CASE["ground"]] == "4", CASE["ground"], "")


def split_kinds(cases, requests):
    """Two clients who were there before the year: workforce to abroad, other to Finland. All margins stay."""
    old = [row for row in cases if is_client(row) and year_of(row, "admitted") < "2014"]
    move(old, lambda row: row[CASE["type"]] in RAW["labour"] and row[CASE["place"]] in RAW["finland"], CASE["place"], "ULK")
    move(old, lambda row: row[CASE["type"]] in RAW["other"] and row[CASE["place"]] in RAW["abroad"], CASE["place"], "FI")


def split_decisions(cases, requests):
    move(requests, lambda row: row[REQUEST["received"]][-4:] == "2014" and row[REQUEST["decision"]] in ("H", "E")
         and row[REQUEST["round"]] != "1", REQUEST["decision"], "V")


def split_requesters(cases, requests):
    move(requests, lambda row: row[REQUEST["received"]][-4:] == "2014" and row[REQUEST["requester"]] == "RVL",
         REQUEST["requester"], "KRP")


def split_minors(cases, requests):
    """A new minor becomes of age, an older client becomes a minor: as many minors as before, fewer of them new."""
    def is_minor(row):
        return row[CASE["birth"]].isdigit() and int(row[CASE["birth"]]) >= 1997
    new = [row for row in cases if is_new(row) and is_client(row)]
    old = [row for row in cases if not is_new(row) and is_client(row)]
    move(new, is_minor, CASE["birth"], "1990")
    move(old, lambda row: not is_minor(row), CASE["birth"], "2001")


def split_nationalities(cases, requests):
    """Among clients who were there before: two small nationalities change places by one."""
    move([row for row in cases if is_client(row) and not is_new(row)], lambda row: row[CASE["nationality"]] in ("SO", "SOM", "706"),
         CASE["nationality"], "TH")


def rotate(column, which):
    """The values of a column go round among some rows: no margin changes, every joint count may."""
    def change(cases, requests):
        rows = [row for row in cases if which(row)]
        values = [row[CASE[column]] for row in rows]
        for row, value in zip(rows, values[5:] + values[:5]):
            row[CASE[column]] = value
    return change


def all_splits(cases, requests):
    for change in SPLITS.values():
        change(cases, requests)


SPLITS = {
    "joined: housing": split_housing, "joined: regions": split_regions, "joined: grounds for leaving": split_grounds,
    "crossed table: type and place": split_kinds, "joined rows: decisions": split_decisions,
    "joined: requesting parties": split_requesters, "hidden figure: new minors": split_minors,
    "never printed: nationalities": split_nationalities,
}
PAIRS = SPLITS | {
    "never printed: housing by everything": rotate("housing", is_client),
    "never printed: gender by everything, of the new": rotate("gender", lambda row: is_new(row) and is_client(row)),
    "never printed: gender by everything, of the others": rotate("gender", lambda row: is_client(row) and not is_new(row)
                                                                 and year_of(row, "admitted") < "2014"),
    "all at once": all_splits,
}


def changed_edition(folder, change, audiences):
    edition = with_ods(copy_edition(folder, audiences=audiences))
    # For the audience that hides where the public edition joins, the example's claims rest on hidden figures.
    layout = folder / "layouts" / "situation.en.md"
    layout.write_text(scaled.simplified(layout.read_text(encoding="utf-8")), encoding="utf-8")
    # Sheets tell more than the layouts: what they tell may depend on what these hide.
    book = folder / "layouts" / "assistance.codebook.md"
    book.write_text(re.sub(r"^::: sheet .*?^:::$", "", book.read_text(encoding="utf-8"), flags=re.M | re.S), encoding="utf-8")
    tables = [read_export(edition / "exports" / f"{name}.csv") for name in ("cases", "requests")]
    change(tables[0][1], tables[1][1])
    for name, (heading, rows) in zip(("cases", "requests"), tables):
        write_export(edition / "exports" / f"{name}.csv", heading, rows)
    return edition


def public_files(out):
    """All but the restricted folder."""
    return {name: data for name, data in files_of(out).items() if not name.startswith("restricted/")}


def summary_of(run, out):
    """What is counted as hidden may stand in no table: the months of an average."""
    return re.sub(r"\d+ hidden", "", run.stdout.decode()).replace(str(out), "OUT")


def test_pairs(score, sitrep, folder, audience):
    reference = folder / "reference"
    run = build(sitrep, changed_edition(reference, lambda cases, requests: None, audience), reference / "out")
    if not score.check(run.returncode == 0, f"{audience}: the unchanged edition builds: {run.stderr.decode()[-400:]}"):
        return
    expected, said = public_files(reference / "out"), summary_of(run, reference / "out")
    account = (reference / "out" / "restricted" / f"{audience}.audit.txt").read_text(encoding="utf-8")
    for number, (name, change) in enumerate(PAIRS.items()):
        place = folder / str(number)
        other = build(sitrep, changed_edition(place, change, audience), place / "out")
        if not score.check(other.returncode == 0, f"{audience}, {name}: exit {other.returncode}: {other.stderr.decode()[-400:]}"):
            continue
        differ = differences(expected, public_files(place / "out"))
        score.check(not differ, f"{audience}, {name}: these depend on what is hidden: {differ}")
        score.check(summary_of(other, place / "out") == said, f"{audience}, {name}: what the run says depends on what is hidden")
        if not name.startswith("never printed: housing") and not name.startswith("never printed: gender"):
            score.check((place / "out" / "restricted" / f"{audience}.audit.txt").read_text(encoding="utf-8") != account,
                        f"{audience}, {name}: the change does change hidden counts")
        shutil.rmtree(place)


RANKING = """
# Ranks {#ranks}

They come from {{top 1 clients by nationality: name}}, then [others]{claim: top 2..3 clients by nationality > 3}:
{{clients nationality=VN}} and {{clients nationality=FI}}.
"""


def test_ties(score, sitrep, folder):
    """Two that are equal, and both listed: their order must not depend on the counts of those who are not."""
    expected = None
    for number, hidden in enumerate([None, ("SO", "TH"), ("SO", "CM"), ("IQ", "SO"), ("CM", "EE"), ("TH", "MA")]):
        def change(cases, requests):
            clients = [row for row in cases if is_client(row)]
            move(clients, lambda row: row[CASE["nationality"]] == "RO", CASE["nationality"], "FI")
            if hidden:
                move(clients, lambda row: row[CASE["nationality"]] == hidden[0], CASE["nationality"], hidden[1])
        place = folder / str(number)
        edition = changed_edition(place, change, "public")
        (place / "layouts" / "situation.en.md").write_text(SMALL_LAYOUT + RANKING, encoding="utf-8")
        run = build(sitrep, edition, place / "out")
        if score.check(run.returncode == 0, f"ties {hidden}: exit {run.returncode}: {run.stderr.decode()[-300:]}"):
            files = public_files(place / "out")
            expected = expected or files
            score.check(not differences(expected, files), f"ties {hidden}: these depend on what is hidden: {differences(expected, files)}")


# ---- 3. the edition of 2014 ----

# Table -> labels that must not have a row of their own: their counts are under five (the printed report had them).
SMALL_ROWS = {
    "new_region": ["No nationality", "South and Central America"],
    "requesters": ["Central criminal police", "Border Guard", "Organisations", "Not stated"],
    "exit_grounds": ["Entry refused", "Disappeared", "Returned home, by themselves or assisted", "Not stated"],
    "accommodation": ["Other housing arranged by the system", "Not stated"],
    "decisions": ["Pending", "Negative"],
}
# Table, row, column: cells that must stand there without a number.
HIDDEN_CELLS = [("victimization_place", "Other exploitation", "Abroad"), ("victimization_place", "Other exploitation", "In Finland"),
                ("victimization_place", "Workforce exploitation", "In Finland"), ("victimization_place", "Workforce exploitation", "Abroad")]
HIDDEN_FIGURES = [("new_minors", ""), ("requests", "decision=negative"),
                  ("clients", "victimization=other place=abroad"), ("exits", "exit_ground!=not_stated"),
                  ("clients", "accommodation!=not_stated")]
# Sentences of the printed report that gave small counts away.
SENTENCES = ["still open early in the next year.*two|two (requests )?were still open", r"81\s?%", "21 were refused", "more than three",
             "new clients? (was|were) (a )?minors?", r"\b(9|2)1 (requests )?were refused"]


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_data(score, data):
    for table, labels in SMALL_ROWS.items():
        rows, document = rows_of(data / f"{table}.en.csv"), json.loads((data / f"{table}.en.json").read_text(encoding="utf-8"))
        found = {row["row"] for row in rows} | {row["row"] for row in document["observations"]}
        score.check(found and not found & set(labels), f"{table}: rows {found & set(labels)}")
        score.check(any(all(label in row for label in labels[:2]) for row in found) or table == "decisions",
                    f"{table}: the small ones are in one joined row")
    for table, row, column in HIDDEN_CELLS:
        cells = [one for one in rows_of(data / f"{table}.en.csv") if (one["row"], one["column"]) == (row, column)]
        score.check(len(cells) == 1 and (cells[0]["value"], cells[0]["obs_status"], cells[0]["conf_status"]) == ("", "Q", "C"),
                    f"{table}, {row}, {column}: {cells}")
        document = json.loads((data / f"{table}.en.json").read_text(encoding="utf-8"))
        cells = [one for one in document["observations"] if (one["row"], one["column"]) == (row, column)]
        score.check(len(cells) == 1 and cells[0]["value"] is None, f"{table}.json, {row}, {column}: {cells}")
    figures = rows_of(data / "all_figures.en.csv")
    for measure, selection in HIDDEN_FIGURES:
        found = [row for row in figures if (row["measure"], row["selection"]) == (measure, selection)]
        score.check(len(found) == 1 and found[0]["value"] == "" and found[0]["conf_status"] == "C", f"{measure} {selection}: {found}")
    unprinted = [row for row in figures if (row["measure"], row["selection"]) == ("requests", "decision=pending")]
    # It is named by the sum that it is joined into, so its row says that it is not zero, and no more.
    score.check(len(unprinted) == 1 and unprinted[0]["value"] == "" and unprinted[0]["conf_status"] == "C",
                f"a category of a joined sum: {unprinted}")
    small = [row for row in figures if row["value"] and 0 < int(row["value"]) < 5]
    score.check(not small, f"figures under five: {small}")
    for path in sorted(data.glob("*.csv")):
        name = "OBS_VALUE" if path.name.startswith("all_figures_sdmx") else "value"
        small = [row for row in rows_of(path) if row[name] and 0 < int(row[name]) < 5]
        score.check(not small, f"{path.name}: {small}")


def check_workbook(score, workbook):
    labels = {label for table in SMALL_ROWS for label in SMALL_ROWS[table]}
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        score.check(sheet.sheet_state == "visible", f"{sheet.title} is hidden")
        for row in sheet.iter_rows():
            values = [cell.value for cell in row]
            score.check(values[0] not in labels, f"workbook, {sheet.title}: a row {values}")
            small = [cell.value for cell in row[1:] if isinstance(cell.value, (int, float)) and 0 < cell.value < 5
                     and "%" not in cell.number_format]
            score.check(not small, f"workbook, {sheet.title}: {values}")


def check_pdf(score, pdf):
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    for label in ("No nationality", "South and Central America", "Central criminal police", "Border Guard", "Organisations", "Entry refused",
                  "Disappeared", "Pending", "Other housing arranged by the system"):
        lines = [line for line in text.splitlines() if re.search(rf"^\s*{label}\s+[(\d]", line)]
        score.check(not lines, f"PDF: {lines}")
    flowing = re.sub(r"\s+", " ", text)
    for sentence in SENTENCES:
        score.check(not re.search(sentence, flowing), f"PDF: \"{sentence}\"")
    score.check("85 clients" in flowing and "74 requests" in flowing, "the PDF has the report's text")


def check_page(score, page):
    """Rows of tables, sentences, descriptions of charts."""
    source = page.read_text(encoding="utf-8")
    rows = [[html.unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
            for row in re.findall(r"<tr>(.*?)</tr>", source)]
    score.check(len(rows) > 50, f"page: {len(rows)} rows")
    labels = {label for table in SMALL_ROWS for label in SMALL_ROWS[table]}
    for row in rows:
        score.check(row[0] not in labels, f"page: a row {row}")
        score.check(not [cell for cell in row[1:] if cell.isdigit() and 0 < int(cell) < 5], f"page: {row}")
    flowing = re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]*>", "", source)))
    for sentence in SENTENCES:
        score.check(not re.search(sentence, flowing), f"page: \"{sentence}\"")
    described = re.findall(r"<desc[^>]*>(.*?)</desc>", source)
    score.check(len(described) > 8 and not [text for text in described if re.search(r": [1-4]( \(|;|\.$)", text)], f"page: {described}")
    score.check("85 clients" in flowing and "74 requests" in flowing, "the page has the report's text")


def test_2014(score, sitrep, folder):
    out = folder / "out"
    run = build(sitrep, EXAMPLE, out)
    if not score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}"):
        return
    public = out / "public"
    check_data(score, public / "data")
    check_workbook(score, public / "situation-2014.en.xlsx")
    check_pdf(score, public / "situation-2014.en.pdf")
    check_page(score, public / "situation-2014.en.html")
    known = {item["path"] for item in json.loads((public / "manifest.json").read_text(encoding="utf-8"))["outputs"]}
    own = {name for name in files_of(public) if name != "manifest.json"}
    score.check(known == own and not (out / "manifest.json").exists(),
                f"the open manifest has the hashes of open files only: small counts could be tried out on others: {known ^ own}")
    private = [name for name, mode in modes_of(out / "as-published").items() if mode & 0o077]
    score.check(not private, f"the reproduction is for the owner only: {private[:3]}")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    test_search_sees(score)
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        for name, test in (("primes", test_primes), ("2014", test_2014), ("ties", test_ties)):
            (folder / name).mkdir()
            test(score, sitrep, folder / name)
        for audience in ("public", "authorities"):
            (folder / audience).mkdir()
            test_pairs(score, sitrep, folder / audience, audience)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
