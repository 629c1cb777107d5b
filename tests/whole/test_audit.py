#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sitrep audit and explain: what is told on the terminal, what goes to confidential files, what is refused: test_audit.py
SITREP. Expected counts are of the example edition: 74 requests, 2 pending, 21 negative; 85 clients, 5 minors (2 and 3)."""
import csv, json, os, pathlib, re, subprocess, sys, tempfile

from edition import EXAMPLE, SMALL_LAYOUT, Score, build, copy_edition, read_export, set_conf, write_export

DECISIONS = SMALL_LAYOUT  # requests by decision and round, clients by gender


def run(sitrep, *arguments):
    return subprocess.run([str(sitrep), *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)


def audit(sitrep, edition, *options):
    done = run(sitrep, "audit", edition, "--format", "json", *options)
    return done, {one["audience"]: one for one in json.loads(done.stdout)["audiences"]} if done.stdout else {}


def test_example(score, sitrep, folder):
    done, told = audit(sitrep, EXAMPLE, "-o", folder / "account")
    score.check(done.returncode == 0, f"the example: exit {done.returncode}")
    public = told["public"]
    score.check((public["unsafe"], public["lost"], public["can_be_worked_out"]) == (0, 0, []), f"the example leaks: {public}")
    account = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))
    score.check(account["totals"]["targets"] > 40 and "targets" not in public, f"how many counts were looked at is in the account: {public}")
    other = [one for one in account["entries"] if one["label"] == "clients victimization=other place=abroad @2014"]
    score.check(len(other) == 1 and other[0]["hidden"] and other[0]["count"] == 2 and max(other[0]["possible"]) >= 5, "2 abroad")
    for name in ("public.audit.json", "public.audit.txt", "as-published.audit.txt"):
        mode = (folder / "account" / name).stat().st_mode & 0o777
        score.check(mode == 0o600, f"{name} has mode {mode:o}")
    human = run(sitrep, "audit", EXAMPLE)
    score.check(human.returncode == 0 and b"public" in human.stdout and not human.stderr, "text for people")


def test_reproduction(score, sitrep, folder):
    """It hides nothing and may be made; its account says what that gives away."""
    run(sitrep, "audit", EXAMPLE, "-o", folder / "account")
    account = json.loads((folder / "account" / "as-published.audit.json").read_text(encoding="utf-8"))
    found = {one["label"]: one["count"] for one in account["entries"] if one["status"] == "can be worked out"}
    for label, count in (("requests decision=pending @2014", 2), ("exits exit_ground=returned @2014", 4),
                         ("clients victimization=other place=abroad @2014", 2), ("clients accommodation=arranged @2014", 3)):
        score.check(found.get(label) == count, f"as-published: {label}: {found.get(label)}")


def leaking(folder, **settings):
    """Minors by gender: 2 and 3, neither hidden by zero, of 5."""
    layout = SMALL_LAYOUT + "\n::: table minors\nshow: minors by gender\ntitle: Minors\njoin: none\n:::\n"
    edition = copy_edition(folder, audiences="public", layout=layout)
    set_conf(edition, **settings)
    return edition


def test_leak(score, sitrep, folder):
    edition = leaking(folder)
    done, told = audit(sitrep, edition, "-o", folder / "account")
    score.check(done.returncode == 3, f"a leak: exit {done.returncode}")
    names = {one["label"] for one in told["public"]["can_be_worked_out"]}
    score.check(names == {"minors gender=men @2014", "minors gender=women @2014"}, f"what leaks: {names}")
    entries = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))["entries"]
    arithmetic = [one["arithmetic"] for one in entries if one["label"] == "minors gender=men @2014"]
    score.check(arithmetic and "5" in arithmetic[0] and "minors" in arithmetic[0], f"the reader's arithmetic: {arithmetic}")
    made = build(sitrep, edition, folder / "out")
    score.check(made.returncode == 3 and not (folder / "out").exists(), f"build refuses: exit {made.returncode}")
    for told in (done.stdout, made.stdout, made.stderr):
        text = told.decode().replace(str(folder), "")
        text = re.sub(r'\d+ (count|small|hidden|to protect|categor|numbers)|:\d+|"\w+":\d+|20\d\d', "", text)
        score.check(not re.search(r"[0-9]", re.sub(r"line \d+", "", text)), f"a count is told on the terminal: {text}")
    advice = '"zeros: hidden" in the policy'
    score.check(advice in run(sitrep, "audit", edition).stdout.decode(), "what helps")
    book = edition.parent / "layouts" / "assistance.codebook.md"
    book.write_text(book.read_text(encoding="utf-8").replace("zeros: shown", "zeros: hidden"), encoding="utf-8")
    score.check(run(sitrep, "audit", edition).returncode == 0, "it does help")


def explain(sitrep, figure, folder=None, edition=EXAMPLE):
    """What the terminal is told; with a folder, also what the confidential file says of the public."""
    done = run(sitrep, "explain", edition, figure, *(["-o", folder] if folder else []))
    told = done.stdout.decode()
    if not folder or done.returncode:
        return told, done.stderr.decode()
    told = told.replace(str(folder), "")
    full = (folder / "explanation.txt").read_text(encoding="utf-8")
    return told, full[full.index("public\n"):full.index("as-published\n") if "as-published\n" in full else len(full)]


def test_explain(score, sitrep, folder):
    told, _ = explain(sitrep, "clients gender=women")
    score.check("clients gender=women @2014: 60" in told and "85" in told and "pie gender, situation.en.md, line" in told, f"shown: {told}")
    score.check("from admitted until exited, as on 2014-12-31; each 'person_no' counts once" in told, f"what is counted: {told}")
    told, full = explain(sitrep, "requests decision=negative", folder / "why")
    score.check("requests decision=negative @2014: hidden" in told, f"hidden: {told}")
    score.check("pending" not in told and "small" not in told and not re.search(r"\b(21|2)\b", told), f"the terminal is told why: {told}")
    score.check("it counts 21, and is hidden to protect others" in full and "- 21 requests decision=negative" in full and
                "= 2 requests decision=pending" in full, f"the reason: {full}")
    score.check((folder / "why" / "explanation.txt").stat().st_mode & 0o777 == 0o600, "the file is for its owner only")
    _, full = explain(sitrep, "clients accommodation!=not_stated", folder / "why")
    score.check("85 clients @2014" in full and "- 84 clients" in full and "= 1 clients accommodation=not_stated" in full,
                f"85 - 84 = 1: {full}")
    told, full = explain(sitrep, "exits exit_ground=returned", folder / "why")
    score.check("joined into" in told and ": 13\n" in told and "Disappeared" in told and "it counts 4" not in told, f"joined: {told}")
    score.check("it counts 4, which is small" in full, f"joined, in full: {full}")
    told, _ = explain(sitrep, "new_minors")
    score.check("where: extension != yes and age < 18\n" in told and "part of" not in told, f"the whole condition: {told}")
    for reproduced in ("requests requester=ccp", "requests by requester"):
        told, _ = explain(sitrep, reproduced)
        told = told[told.index("as-published"):]
        score.check("shown, as it was printed" in told and not re.search(r": \d", told), f"a reproduction on the terminal: {told}")


def test_explain_forms(score, sitrep, folder):
    """32 victims of labour exploitation, 26 of them in Finland; 60 of 85 are women: 70.588 per cent."""
    told, full = explain(sitrep, "clients victimization=labour place=finland: percent of clients victimization=labour", folder / "why")
    score.check("percent of: clients victimization=labour @2014: 32" in told and "percentage: not printed" in told, f"a percentage: {told}")
    score.check("percentage: 81 %" in (folder / "why" / "explanation.txt").read_text(encoding="utf-8"), "26 of 32 as printed in 2014")
    told, _ = explain(sitrep, "clients gender=women: percent 1")
    score.check("percentage: 70.6 %, rounded half up to one decimal" in told, f"one decimal: {told}")
    told, _ = explain(sitrep, "clients by gender")
    score.check("clients gender=men @2014: 25\n" in told and "clients gender=women @2014: 60\n" in told, f"a table: {told}")
    told, _ = explain(sitrep, "children_of_clients")
    score.check("counted: by hand, and typed in: by office of the assistance system, on 2015-01-12\n"
                "    rests on: count by the social workers on the last day of the year, to the nearest ten\n" in told, f"its source: {told}")
    score.check("children_of_clients @2014: 60\n" in told and "situation.en.md, line" in told, f"typed in: {told}")
    told = run(sitrep, "explain", EXAMPLE, "clients gender=women", "--language", "fi").stdout.decode()
    score.check("Sukupuoli: Naiset" in told and "Women" not in told, f"in Finnish: {told}")
    for figure, words in (("top 1 clients by nationality", "'clients by nationality'"), ("clients nationality=nigeria", "did you mean 'NG'"),
                          ("clients @1950", "no row of the exports is as old"), ("clients @2041", "later than 2014-12-31"),
                          ("clients gender=womn", "did you mean 'women'"), ("latest clients.admitted", "this is a date"),
                          ("clients by nationality, gender @2014", "expected"), ("period.to", "this is a word")):
        done = run(sitrep, "explain", EXAMPLE, figure)
        score.check(done.returncode == 1 and words in done.stderr.decode() and not done.stdout, f"{figure}: {done.stderr.decode()}")


def page_of(pdf, words):
    """The page, from 1, that has these words; 0: none."""
    pages = subprocess.run(["pdftotext", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode().split("\f")
    return next((number + 1 for number, page in enumerate(pages) if words in page.replace("\u00a0", " ")), 0)


def test_explain_places(score, sitrep, folder):
    """Where a figure stands in the report itself: as the built PDF has it. A reproduction's titles have its counts."""
    layout = SMALL_LAYOUT.replace("::: pie", "::: newpage\n\n::: pie").replace("::: table", "::: newpage\n\n::: table")
    layout += "\n::: table places\nshow: clients by place\ntitle: Places of clients\ntotals: yes\n:::\n"
    edition = copy_edition(folder, audiences="public, as-published", layout=layout)
    made = build(sitrep, edition, folder / "out")
    pdf = folder / "out" / "public" / "small-2014.en.pdf"
    score.check(made.returncode == 0, f"build: {made.stderr.decode()}")
    for figure, name, title in (("clients gender=women", "Figure 1", "Clients by gender (85 clients)"), ("requests by decision, round", "Table 1", "Requests (74 requests)"),
                                ("requests decision=pending", "Table 1", "Requests (74 requests)")):
        told, _ = explain(sitrep, figure, folder / "why", edition)
        public, reproduced = told[:told.index("as-published")], told[told.index("as-published"):]
        page = page_of(pdf, f"{name}. ")
        score.check(page > 1 and f"    in the report: {name}, page {page}: {title}\n" in public and public.count("in the report") == 1, f"{figure}, page {page}: {told}")
        score.check(f"    in the report: {name}, page {page}\n" in reproduced, f"a reproduction: {reproduced}")
        full = (folder / "why" / "explanation.txt").read_text(encoding="utf-8")
        score.check(f"    in the report: {name}, page {page}: {title}\n" in full[full.index("as-published"):], f"the producer is told the title: {full}")
    told, _ = explain(sitrep, "clients", None, edition)
    score.check("    in the report: Figure 1, page 2: Clients by gender (85 clients)\n    in the report: Table 2, page 3: Places of clients\n" in told, f"a total is in both: {told}")
    told, _ = explain(sitrep, "clients gender=women: percent of clients", None, edition)
    score.check("Figure 1, page 2" in told and "Table 2" not in told, f"a percentage is where its part is: {told}")
    told, _ = explain(sitrep, "new", None, edition)
    score.check("in the report" not in told, f"nowhere: {told}")
    (folder / "layouts" / "situation.en.md").write_text(layout + "\n[None]{claim: clients < 5} were there.\n", encoding="utf-8")
    told, _ = explain(sitrep, "clients gender=women", None, edition)
    score.check("clients gender=women @2014: 60" in told and "in the report" not in told, f"a report that cannot be made: {told}")


# Each of the women stands on a page of its own; in the paragraph that goes over two pages they are behind its many words.
PROSE = """
On the first page {{clients gender=women}} women are told of{{clients gender=women: percent of clients}} first.

::: newpage

## Of whom {{clients gender=women}} are in a heading

::: newpage

- in a list, {{clients gender=women}} women of the list

::: newpage

| Whom | How many |
| --- | --- |
| Women of the cell | {{clients gender=women}} |

::: newpage

A note stands below.[^below]

::: newpage

Not [the {{clients gender=women}} women left out]{when: clients < 5}, nor {{clients}} clients.

::: newpage

WORDS {{clients gender=women}} women behind many words.

::: newpage

::: pie places
show: new by gender
title: New clients, beside {{clients gender=women | woman | women}}
:::

[^below]: Of the note: {{clients gender=women}}.
"""


def test_explain_prose(score, sitrep, folder):
    """Figures in the prose are on the pages on which the built PDF has the words around them."""
    words = "\n".join(f"Sentence {{literal-{number}}} has words enough to fill a good part of one line of the page." for number in range(70))
    words = re.sub(r"{literal-(\d+)}", r"[\1]{literal}", words)
    layout = SMALL_LAYOUT.replace("::: pie gender\nshow: clients by gender", "::: pie gender\nshow: clients by place") + PROSE.replace("WORDS", words)
    edition = copy_edition(folder, audiences="public, as-published", layout=layout)
    made = build(sitrep, edition, folder / "out")
    score.check(made.returncode == 0, f"build: {made.stderr.decode()}")
    pdf = folder / "out" / "public" / "small-2014.en.pdf"
    pages = [page_of(pdf, words) for words in ("On the first page", "are in a heading", "women of the list", "Women of the cell", "Of the note:", "women behind many words")]
    score.check(len(set(pages)) == 6 and 0 not in pages and page_of(pdf, "Sentence 0 has") == pages[-1] - 1, f"each on its page: {pages}")
    told, _ = explain(sitrep, "clients gender=women", folder / "why", edition)
    public, reproduced = told[told.index("public\n"):told.index("as-published")], told[told.index("as-published"):]
    line = f"    in the report: text on pages {', '.join(map(str, pages))}\n"
    last = page_of(pdf, "New clients, beside")
    score.check(line in public and public.count("in the report") == 2, f"{pages}: {told}")
    score.check(f"    in the report: Figure 2, page {last}: New clients, beside 60 women\n" in public, f"in the title of a chart: {told}")
    score.check(line in reproduced and line in (folder / "why" / "explanation.txt").read_text(encoding="utf-8"), f"a reproduction's pages: {reproduced}")
    told, _ = explain(sitrep, "clients gender=women: percent of clients", None, edition)
    score.check(line in told, f"a percentage: {told}")
    told, _ = explain(sitrep, "clients gender=men", None, edition)
    score.check("in the report" not in told, f"nowhere: {told}")
    told, _ = explain(sitrep, "places", None, edition)
    score.check("text on page" not in told, f"what was asked for by its name: {told}")
    told = run(sitrep, "explain", edition, "clients gender=women", "--language", "sv").stdout.decode()
    score.check(f"    i rapporten: texten på sidorna {', '.join(map(str, pages))}\n" in told, f"in Swedish: {told}")
    (folder / "layouts" / "situation.en.md").write_text(SMALL_LAYOUT + "\nOf all, {{new}} are new.\n", encoding="utf-8")
    for language, words in (("en", "in the report: text on page 1"), ("fi", "raportissa: teksti sivulla 1"), ("sv", "i rapporten: texten på sidan 1")):
        told = run(sitrep, "explain", edition, "new", "--language", language).stdout.decode()
        score.check(f"    {words}\n" in told, f"one page, {language}: {told}")


# Women are 60 of 85. Each claim and each condition stands on a page of its own; on the last page one begins behind another.
BECAUSE = """
[Most of them are women on the page of the claim]{claim: clients gender=women > 50% of clients}.

::: newpage

They are men [by the words for it]{claim: clients gender=women < 10 ?? though other words are told here}.

::: newpage

::: when clients gender=women > 5

## The heading under the condition

::: newpage

- An item under the condition

::: newpage

| Whom | What |
| --- | --- |
| Words | Of a cell under the condition |

::: newpage

::: pie places
show: new by gender
title: A chart under the condition
:::

:::

::: newpage

::: when clients gender=women < 5

Left out are these words.

::: otherwise

Chosen instead are these words.

:::

::: newpage

Some of the words [stand in the sentence]{when: clients gender=women > 5}, [but not these]{when: clients gender=women < 5}.

::: newpage

::: bars others
show: new by gender
title: New clients[, less often than the women]{claim: clients gender=women > 20}
:::

::: newpage

::: when clients gender=women > 6

LONG

:::

::: newpage

[A claim of men]{claim: clients gender=men < 30} [and one of all]{claim: clients > 5} on one line.
"""


def pages_of(pdf, *words):
    return ", ".join(str(page_of(pdf, each)) for each in words)


def test_explain_because(score, sitrep, folder):
    """Words tied to a figure by a claim, and what stands under a condition, are on the pages on which the built PDF has them."""
    long = " ".join(f"Sentence [{number}]{{literal}} has words enough to fill a good part of one line of the page." for number in range(70))
    plain = SMALL_LAYOUT.replace("::: pie gender\nshow: clients by gender", "::: pie gender\nshow: clients by place").replace("::: table", "::: newpage\n\n::: contents\n\n::: table")
    edition = copy_edition(folder, audiences="public, as-published", layout=plain + BECAUSE.replace("LONG", long))
    made = build(sitrep, edition, folder / "out")
    pdf = folder / "out" / "public" / "small-2014.en.pdf"
    score.check(made.returncode == 0, f"build: {made.stderr.decode()}")
    claims = pages_of(pdf, "on the page of the claim", "though other words")
    pages = [page_of(pdf, words) for words in ("An item under", "Of a cell under", "A chart under", "Chosen instead", "stand in the sentence", "Sentence 0 has", "Sentence 69 has")]
    pages.insert(0, pages[0] - 1)  # the contents have the words of the heading, too
    score.check(len(set(pages)) == 8 and 0 not in pages and pages[-1] == pages[-2] + 1, f"each on its page: {pages}")
    told, _ = explain(sitrep, "clients gender=women", folder / "why", edition)
    public, reproduced = told[told.index("public\n"):told.index("as-published")], told[told.index("as-published"):]
    lines = (f"    in the report: words tied to it by a claim on pages {claims}\n"
             f"    in the report: what stands under a condition about it on pages {', '.join(map(str, pages))}\n")
    score.check(lines in public, f"{claims}; {pages}: {told}")
    titled = page_of(pdf, "less often than the women")
    score.check(f"    in the report: Figure 3, page {titled}: New clients, less often than the women\n" in public and public.count("in the report") == 3, f"a claim in a title: {told}")
    score.check("claim on" not in reproduced and "condition about" not in reproduced, f"what a reproduction says because of its numbers: {reproduced}")
    full = (folder / "why" / "explanation.txt").read_text(encoding="utf-8")
    score.check(lines in full[full.index("as-published"):], f"the producer is told: {full}")
    told, _ = explain(sitrep, "places", None, edition)
    score.check("claim on" not in told and "condition about" not in told, f"what was asked for by its name: {told}")


def test_explain_because_of_some(score, sitrep, folder):
    """Of two claims on a line only the one that asks for the figure is meant; each language has words for one page and for several."""
    more = "\n[Some of them]{claim: clients gender=women > 50% of clients}, [and men]{claim: clients gender=men < 30}.\n\n::: when requests > 5\n\nSome.\n\n:::\n"
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT + more)
    for asked, claim, condition in (("clients gender=men", 1, 0), ("clients gender=women", 1, 0), ("clients", 1, 0), ("requests", 0, 1), ("new", 0, 0)):
        told, _ = explain(sitrep, asked, None, edition)
        score.check(told.count("by a claim on page 1\n") == claim and told.count("condition about it on page 1\n") == condition, f"{asked}: {told}")
    layout = SMALL_LAYOUT + more + "\n::: newpage\n\n[Many]{claim: clients gender=men > 20}, [as is told]{when: requests > 6}.\n"
    layout = layout.replace("::: when", "::: newpage\n\nOf men: {{clients gender=men}}.\n\n[Few]{claim: clients < 100}, [so few]{claim: clients gender=women < 70}.\n\n::: when")
    (folder / "layouts" / "situation.en.md").write_text(layout, encoding="utf-8")
    for asked, language, words in (("clients gender=men", "fi", "raportissa: väitteellä siihen sidottuja sanoja sivuilla 1, 3"),
                                   ("clients gender=men", "sv", "i rapporten: ord som ett påstående binder till det på sidorna 1, 3"),
                                   ("clients gender=men", "en", "in the report: words tied to it by a claim on pages 1, 3"),
                                   ("requests", "fi", "raportissa: sitä koskevien ehtojen alaisia kohtia sivuilla 2, 3"),
                                   ("requests", "sv", "i rapporten: det som står under villkor om det på sidorna 2, 3")):
        told = run(sitrep, "explain", edition, asked, "--language", language).stdout.decode()
        score.check(f"    {words}\n" in told, f"{asked}, {language}: {told}")


def test_explain_what_depends(score, sitrep, folder):
    """Where a reproduction has what counts decide on would tell of these, who need not be those of other readers: it is not told."""
    named, found = "    in the report: Figure 1, page 1\n", "    in the report: text on page 1\n"
    edition = copy_edition(folder, audiences="public, as-published")
    for words, lines in (("Of men: {{clients gender=men}}.", named + found),
                         ("[Of men: {{clients gender=men}}.]{when: clients gender=men > 5}", named),
                         ("[Of men: {{clients gender=men}}]{claim: clients gender=men > 5 ?? Of a few men}.", named),
                         ("::: when clients gender=men is shown\n\nOf men: {{clients gender=men}}.\n\n:::", named),
                         ("A.[^m]\n\n[^m]: Of men: {{clients gender=men}}.", named + found),
                         ("[A.[^m]]{when: clients gender=men > 5}\n\n[^m]: Of men: {{clients gender=men}}.", named),
                         ("[A.[^m]]{when: clients gender=men > 5}\n\nB.[^m]\n\n[^m]: Of men: {{clients gender=men}}.", named + found),
                         ("::: when clients gender=men > 5\n\nOf men: {{clients gender=men}}.\n\n:::", ""),
                         ("::: when clients gender=men < 5\n\nOf men: {{clients gender=men}}.\n\n:::", "")):
        (folder / "layouts" / "situation.en.md").write_text(f"{SMALL_LAYOUT}\n{words}\n", encoding="utf-8")
        told, full = explain(sitrep, "clients gender=men", folder / "why", edition)
        public, reproduced = told[told.index("public\n"):told.index("as-published")], told[told.index("as-published"):]
        score.check("".join(re.findall(r"    in the report: .*\n", reproduced)) == lines, f"{words}: {reproduced}")
        score.check("Figure 1, page 1: " in public and (found in public) == ("< 5" not in words), f"{words}, readers: {public}")
        full = (folder / "why" / "explanation.txt").read_text(encoding="utf-8")
        score.check((found in full[full.index("as-published"):]) == ("< 5" not in words), f"{words}, the producer: {full}")


def test_explain_numbered(score, sitrep, folder):
    """A chart or table by the number that readers see, in any language of the report; numbers of what a condition leaves out are none."""
    for asked, name in (("Figure 3", "pie exit_grounds"), ("Kuvio 3", "pie exit_grounds"), ("figur 3", "pie exit_grounds"), ("Table 2", "table new_by_year"),
                        (" taulukko  2 ", "table new_by_year"), ("Tabell 2", "table new_by_year")):
        told, said = explain(sitrep, asked)
        score.check(told.startswith(f"{name}: ") and re.search(r"    in the report: (Figure 3|Table 2), page \d: ", told), f"{asked}: {told}{said}")
        score.check(told == explain(sitrep, name)[0], f"{asked}: as by its name")
    for asked, last in (("Figure 30", "Figure 8"), ("Kuvio 30", "Kuvio 8"), ("Tabell 4", "Tabell 3"), ("Table 0", "Table 3")):
        done = run(sitrep, "explain", EXAMPLE, asked)
        score.check(done.returncode == 1 and f"[E588]: nothing in the report is called '{asked}'" in done.stderr.decode() and f"'{last}'" in done.stderr.decode(), f"{asked}: {done.stderr.decode()}")
    layout = SMALL_LAYOUT.replace("::: pie gender", "::: when audience = as-published\n\n::: bars more\nshow: clients by gender\ntitle: More\n:::\n\n:::\n\n::: pie gender")
    edition = copy_edition(folder, audiences="public, as-published", layout=layout)
    told, said = explain(sitrep, "Figure 1", None, edition)
    score.check(told.startswith("pie gender: ") and "Figure 2, page 1" in told[told.index("as-published"):], f"a reproduction has other numbers: {told}{said}")
    set_conf(edition, audiences="as-published")
    told, said = explain(sitrep, "Figure 2", None, edition)
    score.check("[E588]" in said, f"a reproduction is for nobody: {told}{said}")
    set_conf(edition, audiences="public, authorities")
    (folder / "layouts" / "situation.en.md").write_text(layout.replace("as-published", "authorities"), encoding="utf-8")
    told, said = explain(sitrep, "Figure 1", None, edition)
    score.check("[E582]" in said and "'gender', 'more'" in said, f"for different readers different: {told}{said}")
    told, said = explain(sitrep, "Figure 2", None, edition)
    score.check(told.startswith("pie gender: ") and "Figure 1, page 1" in told and "Figure 2, page 1" in told, f"of one of them: {told}{said}")
    set_conf(edition, messages="fi")
    told, said = explain(sitrep, "Figure 3", None, edition)
    score.check("virhe[E588]: mikään raportissa ei ole 'Figure 3'" in said, f"in Finnish: {said}")
    (folder / "layouts" / "situation.en.md").write_text(layout + "\n[None]{claim: clients < 5 were there.\n", encoding="utf-8")
    told, said = explain(sitrep, "Figure 1", None, edition)
    score.check("E583" not in said and "E202" not in said and "E127" in said and not told, f"a report with faults: {said}")


def test_explain_blocks(score, sitrep, folder):
    """A chart or table by its name: each cell, joined ones too, as the built table has them: 45 and 6 positive, 18 and 5 others."""
    layout = SMALL_LAYOUT.replace("{#clients}", "{#people}") + ("\n::: bars clients\nshow: clients by gender\nwhere: place=abroad\ntitle: Abroad\n:::\n")
    edition = copy_edition(folder, audiences="public, authorities", layout=layout)
    for name in ("decisions", "table decisions", "figure decisions"):
        told, full = explain(sitrep, name, folder / "why", edition)
        public = told[told.index("public\n"):told.index("authorities\n")]
        score.check(told.startswith("table decisions: requests by decision, round\n    requests: Requests for admission (requests)\n"), f"{name}: {told}")
        for line in ("requests round=first decision=positive @2014: 45", "requests @2014: 74",
                     "requests round=repeat decision=pending @2014: joined into 'requests round=repeat decision=negative,pending @2014': 5",
                     "in the report: Table 1, page 1: Requests (74 requests)"):
            score.check(f"    {line}\n" in public, f"{name}: no line '{line}': {public}")
        score.check("decision=pending @2014: joined into 'requests round=repeat decision=negative,pending @2014': 5; it counts" in full, f"in full: {full}")
    told, _ = explain(sitrep, "months_gender", None, edition)
    score.check(told.startswith("sheet months_gender: clients by month, gender\n") and "clients gender=men @2014-01: 31\n" in told[told.index("authorities"):], f"a sheet: {told}")
    told, _ = explain(sitrep, "region_gender", None, edition)
    score.check("public\n    nothing of it is in what these readers get\nauthorities\n    clients gender=men region=" in told, f"a sheet that others do not get: {told}")
    told, _ = explain(sitrep, "bars clients", None, edition)
    score.check(told.startswith("bars clients: clients place=abroad by gender\n") and "    with Place of victimization: Abroad\n" in told, f"with a selection: {told}")
    told, _ = explain(sitrep, "clients", None, edition)
    score.check(told.startswith("clients\n") and told.endswith("\n'bars clients' asks for what has the same name in a layout or on a sheet\n"), f"a measure's name: {told}")
    told = run(sitrep, "explain", edition, "clients", "--language", "fi").stdout.decode()
    score.check("\n'bars clients' kysyy sitä, jolla on sama nimi" in told, f"in Finnish: {told}")
    for wrong, column, hint in (("decision", 1, "did you mean 'decisions'?"), ("table pie", 7, "decisions, clients"), ("nothing_of_it", 1, "children_of_clients, gender, decisions, clients, region_gender, months_gender\n"), ("month_gender", 1, "did you mean 'months_gender'?"), ("Figure x", 8, "there are: gender")):
        done = run(sitrep, "explain", edition, wrong)
        score.check(done.returncode == 1 and f"figure:1:{column}: error[" in done.stderr.decode() and hint in done.stderr.decode(), f"{wrong}: {done.stderr.decode()}")


def test_explain_names(score, sitrep, folder):
    """Where there are many names, none of which is near, the message says where they stand."""
    _, said = explain(sitrep, "nothing_of_it")
    score.check("[E583]" in said and "charts and tables have their names in layouts" in said and "sitrep list measures" in said, said)
    for category, figure in (("women", "clients gender=women"), ("reception_centres", "requests requester=reception_centres")):
        _, said = explain(sitrep, category)
        score.check(f"this is a category: ask for '{figure}'\n" in said and explain(sitrep, figure)[0], f"{category}: {said}")


def test_explain_lines(score, sitrep, folder):
    """Lines of one file stand together, each once and in their order; what other readers hold is told of them."""
    layout = SMALL_LAYOUT + "\n[Most]{claim: clients gender=women > 50% of clients} of them are women: {{clients gender=women}}.\n"
    edition = copy_edition(folder, audiences="public, authorities", layout=layout)
    lines = layout.split("\n")
    claim, pie = next(i for i, line in enumerate(lines, 1) if "claim:" in line), lines.index("::: pie gender") + 1
    told, _ = explain(sitrep, "clients gender=women", None, edition)
    places = re.findall(r"    stands in: (.*)", told)
    words = f"situation.en.md, lines {claim}, {claim} (claim)"
    score.check(len(places) == 2 and sorted(places[0].split("; ")) == sorted([words, f"pie gender, situation.en.md, line {pie}"]), f"public: {told}")
    score.check("public:" not in places[1] and words in places[1] and "sheet region_gender, assistance.codebook.md, line" in places[1], f"authorities: {told}")
    told = run(sitrep, "explain", edition, "clients gender=women", "--language", "sv").stdout.decode()
    score.check(f"situation.en.md, raderna {claim}, {claim} (påstående)" in told, f"in Swedish: {told}")
    (folder / "layouts" / "situation.en.md").write_text(layout.replace("claim: clients gender=women > 50% of clients", "when: clients gender=women > 50"), encoding="utf-8")
    told, _ = explain(sitrep, "clients gender=women", None, edition)
    score.check(f"situation.en.md, lines {claim}, {claim} (condition)" in told and "(claim)" not in told, f"words under a condition: {told}")


def test_explain_warnings(score, sitrep, folder):
    """Of warnings those about the rows that it counts; of others how many. Faults all."""
    layout = SMALL_LAYOUT + "".join(f"\nIn the year before it were {number}.\n" for number in range(60, 85))
    edition = copy_edition(folder, audiences="public", layout=layout)
    rest = f"25 warning(s) of other things: sitrep check {edition}\n"
    done = run(sitrep, "explain", edition, "clients gender=women")
    score.check(done.returncode == 0 and done.stderr.decode() == rest, f"typed numbers: {done.stderr.decode()}")
    score.check(run(sitrep, "check", edition).stderr.decode().count("W101") == 20, "check tells them")
    done = run(sitrep, "explain", edition, "client")
    words = done.stderr.decode()
    score.check(words.count("[E583]") == 1 and "W101" not in words and "\n1 error(s), 25 warning(s)\n" + rest in words, f"with a fault: {words}")
    done = run(sitrep, "explain", edition, "clients", "--language", "fi")
    score.check(done.stderr.decode() == f"25 varoitusta muista asioista: sitrep check {edition}\n", f"in Finnish: {done.stderr.decode()}")
    cases = edition / "exports" / "cases.csv"
    heading, rows = read_export(cases)
    rows[0][3] = "1814"  # born
    write_export(cases, heading, rows)
    for figure, count in (("clients", 1), ("requests", 0), ("children_of_clients", 0)):
        words = run(sitrep, "explain", edition, figure).stderr.decode()
        score.check(words.count("warning[W522]") == count and f"\n{26 - count} warning(s) of other" in "\n" + words, f"{figure}: {words}")


def test_explain_earlier(score, sitrep, folder):
    """102 = 85 - 50 - 1 + 68: last year's total gives the one extended stay away."""
    edition = copy_edition(folder, audiences="public")
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2013,,persons,102,A,F\r\n", encoding="utf-8")
    told, full = explain(sitrep, "extended", folder / "why", edition)
    score.check("no layout asks for it; the protection reckons with it" in told and "can work it out" not in told, f"extended alone: {told}")
    set_conf(edition, earlier_figures="earlier.csv")
    told, _ = explain(sitrep, "clients @2013", None, edition)
    score.check("published earlier: 102, in edition 2013" in told, f"an earlier figure: {told}")
    whose = EARLIER.replace("unit,", "audience,unit,") + "2013,clients,2013,,{},persons,102,A,F\r\n"
    (edition / "earlier.csv").write_text(whose.format("authorities"), encoding="utf-8")
    told, full = explain(sitrep, "clients @2013", folder / "others", edition)
    score.check("102" not in told and "published earlier: not told here, as other readers had it, in edition 2013" in told, f"of other readers: {told}")
    score.check("published earlier: 102, in edition 2013" in full, f"the producer gets it: {full}")
    (edition / "earlier.csv").write_text(whose.format("public"), encoding="utf-8")
    told, _ = explain(sitrep, "clients @2013", None, edition)
    score.check("published earlier: 102, in edition 2013" in told, f"of the same readers: {told}")
    told, full = explain(sitrep, "extended", folder / "why", edition)
    score.check("readers can work it out" in told and "it counts" not in told, f"extended with last year's: {told}")
    score.check("it counts 1, which is small" in full and "102 clients @2013" in full and "is at most 1" in full and
                re.search(r"added up: 68 exits @2014 \([^()]+\) \+ 85 clients @2014 \((?:[^()]|\(condition\))+; and \d+ more\) - ", full),
                f"in full: {full}")


def test_folder(score, sitrep, folder):
    """Confidential files go to a folder of their own, as an earlier run left it."""
    mine = folder / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    (folder / "link").symlink_to(folder / "elsewhere")
    (folder / "empty").mkdir()
    (folder / "other").symlink_to(folder / "empty")
    for arguments in (["audit", EXAMPLE], ["explain", EXAMPLE, "clients"]):
        for place in (mine, folder / "link", f"{folder / 'other'}/", mine / "thesis.txt", ""):
            done = run(sitrep, *arguments, "-o", place)
            score.check(done.returncode == 2 and not done.stdout and b"error" not in done.stderr, f"{arguments[0]} -o {place}: {done.stderr}")
    score.check([one.name for one in mine.iterdir()] == ["thesis.txt"] and not (folder / "elsewhere").exists(), "nothing is written")
    account = folder / "account"
    score.check(run(sitrep, "audit", EXAMPLE, "-o", account).returncode == 0, "a new folder")
    (account / "police.audit.txt").write_text("of an audience that is gone")
    score.check(run(sitrep, "explain", EXAMPLE, "clients", "-o", account).returncode == 0, "beside an account")
    score.check(run(sitrep, "audit", EXAMPLE, "-o", account).returncode == 0, "an earlier audit's folder")
    audits = [f"{name}.audit.{kind}" for name in ("as-published", "authorities", "public") for kind in ("json", "txt")]
    score.check(sorted(one.name for one in account.iterdir()) == sorted([*audits, "explanation.txt"]),
                f"what is in it: {sorted(account.iterdir())}")


def test_written_faults(score, sitrep, folder):
    """Faults of what the producer wrote: each at the part that is wrong, once, with advice."""
    edition = copy_edition(folder, audiences="public, authority", layout=SMALL_LAYOUT + "\n{{children_of_clients}} children.\n")
    done = run(sitrep, "audit", edition)
    said = done.stderr.decode()
    line = next(number for number, one in enumerate((edition / "edition.conf").read_text().splitlines(), 1) if "authority" in one)
    score.check(done.returncode == 1 and f"edition.conf:{line}:20: error[E202]" in said and "did you mean 'authorities'" in said,
                f"a policy that is not there: {said}")
    set_conf(edition, audiences="public, authorities")
    typed = edition / "typed-in.conf"
    for value, column, words in (("sixty | A | 2015-01-12 | b", 22, "'sixty' is not"), ("60 | | 2015-01-12 | b", 27, "who counted is missing"),
                                 ("60 | A | 12.1.2015 | b", 31, "'12.1.2015' is not"), ("60 | A | 2015-01-12 |", 43, "rests on is missing")):
        typed.write_text(f"children_of_clients: {value}\n", encoding="utf-8")
        said = run(sitrep, "audit", edition).stderr.decode()
        score.check(f"typed-in.conf:1:{column}: error" in said and words in said and "1 error(s)" in said, f"{value}: {said}")
    typed.write_text("", encoding="utf-8")
    said = build(sitrep, edition, folder / "out").stderr.decode()
    score.check(said.count("E307") == 1 and "1 error(s)" in said, f"two audiences, one fault: {said}")


EARLIER = "edition,measure,period,selection,unit,value,obs_status,conf_status\r\n"


def test_earlier(score, sitrep, folder):
    """85 clients = those before + 50 new + 1 extended - 68: who knows last year's 102 knows the 1."""
    layout = SMALL_LAYOUT + "\n{{new}} new, {{exits}} left.\n"
    edition = copy_edition(folder, audiences="public", layout=layout)
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2013,,persons,102,A,F\r\n", encoding="utf-8")
    done, told = audit(sitrep, edition)
    score.check(done.returncode == 0 and told["public"]["hidden"] == 0, f"alone: {told}")
    set_conf(edition, earlier_figures="earlier.csv")
    done, told = audit(sitrep, edition)
    score.check(done.returncode == 0 and told["public"]["held"] == 1 and told["public"]["hidden"] == 1, f"with last year's: {told}")
    (edition / "earlier.csv").write_text(EARLIER + "2013,requests,2014,decision=pending,requests,2,A,F\r\n", encoding="utf-8")
    done, told = audit(sitrep, edition)
    lost = {one["label"] for one in told["public"]["lost_to_earlier_publications"]}
    score.check(done.returncode == 0 and "requests decision=pending @2014" in lost, f"lost: {told}")
    (edition / "earlier.csv").write_text(EARLIER + "2013,requests,2014,decision=pendin,requests,2,A,F\r\n", encoding="utf-8")
    done = run(sitrep, "audit", edition)
    score.check(done.returncode == 1 and b"earlier.csv:2:" in done.stderr and b"'pending'" in done.stderr, f"a fault: {done.stderr.decode()}")


def test_what_nothing_shows(score, sitrep, folder):
    """An earlier list has 31 clients from Nigeria, 29 of them women; that everybody's gender is stated is told there or here. That
    two are men stands nowhere, and a terminal names no such group."""
    name = "clients gender=men nationality=NG"
    rows = ["2013,clients,2014,nationality=NG,persons,31,A,F\r\n", "2013,clients,2014,nationality=NG gender=women,persons,29,A,F\r\n"]
    stated = "2013,clients,2014,nationality=NG gender=not_stated,persons,0,A,F\r\n"
    for key, words, earlier, status in (
            ("lost_of_what_nothing_shows", "given away already, by earlier publications: 1 count(s)", [*rows, stated], 0),
            ("can_be_worked_out_of_what_nothing_shows", "CAN BE WORKED OUT: 1 count(s)", rows, 3)):
        edition = copy_edition(folder / key, audiences="public", layout=SMALL_LAYOUT)
        (edition / "earlier.csv").write_text(EARLIER + "".join(earlier), encoding="utf-8")
        set_conf(edition, earlier_figures="earlier.csv")
        account = folder / key / "account"
        done, told = audit(sitrep, edition, "-o", account)
        human = run(sitrep, "audit", edition).stdout.decode()
        score.check(done.returncode == status and told["public"][key]["counts"] == 1, f"{key}: {done.returncode} {told['public']}")
        score.check(f"{words} of groups that nothing shows" in human, f"{key}: {human}")
        score.check(name not in human and name not in done.stdout.decode(), f"{key}: it is named on the terminal: {human}")
        entries = json.loads((account / "public.audit.json").read_text(encoding="utf-8"))["entries"]
        score.check(any(one["label"].startswith(name) and one["status"] in ("lost", "can be worked out") for one in entries),
                    f"{key}: the account names it")
    score.check("from clients nationality=NG @2014 (edition 2013 (" in human, f"from what: {human}")


def test_earlier_values(score, sitrep, folder):
    """A number, or hidden: empty with its status, or the symbol. Anything else may hide a number that readers have."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    set_conf(edition, earlier_figures="earlier.csv")
    for value, status, fine in (("102", "F", True), ("", "C", True), ("[c]", "C", True), ("0", "F", True), ("", "F", False),
                                ("5x2", "F", False), ("x", "C", False), ("7O", "F", False), ("1.5", "F", False),
                                ("-3", "F", False), ("1000000001", "F", False), ("99999999999999999999", "F", False)):
        row = f"2013,clients,2013,,persons,{value},A,{status}\r\n"
        (edition / "earlier.csv").write_text(EARLIER + row, encoding="utf-8")
        done = run(sitrep, "audit", edition)
        place = f"earlier.csv:2:28: error[E109]: '{value}'".encode() in done.stderr
        score.check(done.returncode == (0 if fine else 1) and place != fine, f"'{value}' {status}: {done.returncode} {done.stderr.decode()}")
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2013,,persons,5x,A,F\r\n,,,,,,,\r\n2013,,2013,,persons,7,A,F\r\n"
                                         "2013,new,2013,,persons,7O,A,F\r\n", encoding="utf-8")
    told = run(sitrep, "audit", edition).stderr.decode()
    score.check(all(place in told for place in ("earlier.csv:2:28:", "earlier.csv:4:", "earlier.csv:5:24:")) and "csv:3:" not in told,
                f"all of them: {told}")
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2013,,categories,102,A,F\r\n", encoding="utf-8")
    score.check(audit(sitrep, edition)[1]["public"]["held"] == 0, "without a kind a number of categories is none of clients")
    (edition / "earlier.csv").write_text("edition,measure,period,selection,unit,value\r\n2013,clients,2013,,persons,\r\n", encoding="utf-8")
    score.check(run(sitrep, "audit", edition).returncode == 0, "without a status an empty value is hidden")


def test_earlier_lists(score, sitrep, folder):
    """A list without rows is a failed copy. Faults have the line and column of the cell, and show the line."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    set_conf(edition, earlier_figures="earlier.csv")
    row = "2013,clients,2013,,persons,102,A,F\r\n"

    def told(text):
        (edition / "earlier.csv").write_bytes(text.encode())
        done = run(sitrep, "audit", edition)
        return done.returncode, done.stderr.decode()

    score.check(told(EARLIER + row) == (0, ""), "a list that is right")
    for text in ("", EARLIER, EARLIER + "\r\n,,,,,,,\r\n"):
        status, words = told(text)
        score.check(status == 1 and "earlier.csv:1:1: error[E155]" in words, f"without rows: {words}")
    export = (edition / "exports" / "cases.csv").read_bytes().decode("utf-8-sig")
    table = "edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status\r\n" \
            "2013,gender,clients,2013,,gender,men,Men,,,Persons,persons,41,A,F\r\n"
    for other in (export, export.split("\n", 1)[1], table, (EXAMPLE / "published.csv").read_text(encoding="utf-8"), "Zyzzyva\r\n7\r\n", "edition,measure,Zyzzyva\r\n2013,clients,102\r\n"):
        status, words = told(other)
        score.check(status == 1 and words.startswith(f"{edition}/earlier.csv:1: error[E182]") and words.count("error[") == 1 and
                    "all_figures.en.csv" in words and other[:12] not in words and "Zyzzyva" not in words, f"another file: {words}")
    status, words = told("edition,measure,periods,selections,unit,value\r\n2013,clients,2013,,persons,102\r\n")
    score.check(status == 1 and words.count("error[E120]") == 2 and "E182" not in words, f"two headings misspelt: {words}")
    for cells, place, caret, words in (
            ("2013,clients,2013,gender=womn,persons,61,A,F", "2:26: error[E205]", 25 * " " + "^^^^ did you mean", "'womn'"),
            ('2013,clients,2013,"gender=womn",persons,61,A,F', "2:27: error[E205]", 26 * " " + "^^^^ did", "'womn'"),
            ("2013,clints,2013,gender=women,persons,61,A,F", "2:6: error[E202]", 5 * " " + "^^^^^^ did you mean", "'clints'"),
            ("2013,clients,20x4,,persons,61,A,F", "2:14: error[E133]", 13 * " " + "^^^^ write 2014, 2014H1, 2014-06 or 2013..2014", "'20x4'"),
            ("2013,clients,previous,,persons,61,A,F", "2:14: error[E133]", 13 * " " + "^^^^^^^^ write", "'previous'"),
            ("2013,new,last 5 years,,persons,61,A,F", "2:10: error[E133]", 9 * " " + "^^^^^^^^^^^^ write", "'last 5 years'"),
            ("2013,new,2013..2012,,persons,61,A,F", "2:10: error[E133]", 9 * " " + "^^^^^^^^^^ write", "'2013..2012'"),
            ("2013,new,2041,,persons,61,A,F", "2:10: error[E134]", 9 * " " + "^^^^ is the edition's period wrong?", "after the edition's"),
            ("2013,new,2014..2015,,persons,61,A,F", "2:10: error[E134]", 9 * " " + "^^^^^^^^^^ is the edition's period wrong?", "after the edition's"),
            ("2013,clients,2013,gender=women;men,persons,61,A,F", "2:31: error[E124]", 30 * " " + "^ categories are", "has no ';'"),
            ("2013,clients,2013,gender=women:,persons,61,A,F", "2:31: error[E201]", 30 * " " + "^", "or nothing more"),
            ("2013;clients;2013;;persons;61;A;F", "2:1: error[E117]", "^ cells are separated by ',' here", "1 cells, the heading has 8"),
            ("2013,clients,2013,gender=women,men,persons,61,A,F", "2:1: error[E117]", "stands in quotes", "9 cells, the heading has 8")):
        status, all_words = told(EARLIER + cells + "\r\n" + row)
        shown = all_words.replace("\r", "").split("\n")
        score.check(status == 1 and f"earlier.csv:{place}" in all_words and f"    2 | {cells}" in shown and caret in shown[2],
                    f"{cells}: {all_words}")
        score.check(words in all_words and all_words.count("error[") == 1, f"one fault: {all_words}")
    late = [f"2013,new,{period},,persons,61,A,F\r\n" for period in ("2013", "2014..2015", "2015", "2041", "2012")]
    status, words = told(EARLIER + "".join(late))
    score.check(status == 1 and words.count("error[") == 1 and "earlier.csv:3:10: error[E134]" in words and
                "this list has 3 such rows: is the edition's period wrong?" in words, f"one fault of three rows: {words}")
    for good in ("2013,new,2012..2013,,persons,61,A,F", "2013,new,2012-01-01/2013-12-31,,persons,61,A,F", "2013,new,2013-06,,persons,61,A,F"):
        score.check(told(EARLIER + good + "\r\n") == (0, ""), f"a period: {good}")
    score.check("earlier.csv:1:1: error[E123]" in told(EARLIER.replace(",", " ") + row.replace(",", " "))[1], "blanks between cells")
    score.check("earlier.csv:3:26: error[E205]" in told("\ufeff" + EARLIER + row + "2013,clients,2013,gender=womn,persons,61,A,F\r\n")[1],
                "behind a byte order mark")


def test_false_relation(score, sitrep, folder):
    """85 clients are 102 + 50 new + 1 extended - 68 who left; with +68 they are not. All that is told is one cell: the totals."""
    head = SMALL_LAYOUT[:SMALL_LAYOUT.index("::: pie")]
    edition = copy_edition(folder, audiences="public", layout=head + "{{clients @2013}}, {{new}}, {{exits}}\n")
    code_book = folder / "layouts" / "assistance.codebook.md"
    right = code_book.read_text(encoding="utf-8")
    done = run(sitrep, "audit", edition)
    score.check(b"W107" not in done.stderr, f"the relation holds: {done.stderr.decode()}")
    code_book.write_text(right.replace("extended - exits", "extended + exits"), encoding="utf-8")
    line = next(i for i, words in enumerate(right.split("\n"), 1) if words.startswith("that: clients = "))
    done = run(sitrep, "audit", edition, "-o", folder / "account")
    told = done.stderr.decode()
    score.check(done.returncode == 0 and f"codebook.md:{line}:7: warning[W107]" in told and told.count("W107") == 1 and
                "signs" in told and "clients_over_time" in told, f"one warning at its line: {told}")
    score.check(b"note" not in done.stdout and b"misled" not in done.stdout, f"no notes on the terminal: {done.stdout.decode()}")
    notes = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))["notes"]
    score.check(notes == ['"clients_over_time" does not hold in 1 cell of the data: there readers who reckon with it are misled'],
                f"the account: {notes}")
    text = (folder / "account" / "public.audit.txt").read_text(encoding="utf-8")
    score.check(text.count("misled") == 1 and '\nNotes\n"clients_over_time" does not hold in 1 cell' in text, "the account for people")


def test_dates(score, sitrep, folder):
    """The year 2014, reported on 2015-01-30: what was counted from 2014-11-30 (31 days before its end) to that day is plausible."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    typed = (edition / "typed-in.conf").read_text(encoding="utf-8")
    row, column = next((i, line.index("2015-01-12") + 1) for i, line in enumerate(typed.split("\n"), 1) if "2015-01-12" in line)
    conf = (edition / "edition.conf").read_text(encoding="utf-8")

    def told(counted="2015-01-12", **settings):
        (edition / "typed-in.conf").write_text(typed.replace("2015-01-12", counted), encoding="utf-8")
        (edition / "edition.conf").write_text(conf, encoding="utf-8")
        set_conf(edition, **settings)
        done = run(sitrep, "audit", edition)
        return done.returncode, done.stderr.decode(), (edition / "edition.conf").read_text(encoding="utf-8").split("\n")

    score.check(told()[:2] == (0, ""), "the example is plausible")
    for counted, code in (("2014-11-29", "W109"), ("2014-11-30", ""), ("2015-01-30", ""), ("2015-01-31", "W110"), ("2013-12-31", "W109")):
        status, words, _ = told(counted)
        place = f"typed-in.conf:{row}:{column}: warning[{code}]: this was counted on {counted}, "
        score.check(status == 0 and (place in words and words.count("warning[") == 1 if code else not words), f"counted {counted}: {words}")
    for key, value, code in (("date", "2014-12-31", "W110"), ("date", "2014-12-30", "W108"), ("date", "2014-01-01", "W108"),
                             ("date", "2013-12-31", "E135"), ("period", "2105", "E135"), ("period", "last 5 years", "E136"),
                             ("report_number", "nine", "E109"), ("report_number", "-3", "E109"), ("report_number", "12", "")):
        status, words, lines = told(**{key: value})
        setting = "period" if code == "E135" else key.replace("_", " ")
        line = next(i for i, text in enumerate(lines, 1) if text.startswith(setting + ":"))
        place = f"{f'typed-in.conf:{row}' if code == 'W110' else f'edition.conf:{line}'}:{column if code == 'W110' else len(setting) + 3}: "
        score.check(status == (1 if code[:1] == "E" else 0), f"{key} {value}: exit {status} {words}")
        score.check(f"{place}{'error' if code[0] == 'E' else 'warning'}[{code}]" in words if code else not words, f"{key} {value}: {words}")
        score.check(code[:1] != "E" or words.count("error[") == 1, f"{key} {value}: {words}")
    score.check("2014, 2014H1 or 2014-06" in told(period="previous")[1] and "last 5 years" not in told(period="previous")[1], "what can be written")


def test_exemption(score, sitrep, folder):
    layout = SMALL_LAYOUT + "\n{{new}} new, {{exits}} left, {{clients @2013}} before.\n"
    edition = copy_edition(folder, audiences="public", layout=layout)
    code_book = folder / "layouts" / "assistance.codebook.md"
    before = audit(sitrep, edition)[1]["public"]
    text = code_book.read_text(encoding="utf-8")
    code_book.write_text(text.replace("small parts: join\n", "small parts: join\nexempt: extended | tells nothing of a person\n"),
                         encoding="utf-8")
    done, told = audit(sitrep, edition, "-o", folder / "account")
    public = told["public"]
    score.check(done.returncode == 0 and public["exempt"] >= 1 and public["hidden"] == before["hidden"] - 1, f"exempt: {before} {public}")
    score.check("reason: tells nothing of a person" in (folder / "account" / "public.audit.txt").read_text(encoding="utf-8"), "the reason is printed")


def test_account(score, sitrep, folder):
    """Every count under a name of its own; what is hidden for others and what is joined; sums that add up."""
    run(sitrep, "audit", EXAMPLE, "-o", folder / "account")
    account = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))
    text = (folder / "account" / "public.audit.txt").read_text(encoding="utf-8")
    totals, entries, hidden, joined = (account[key] for key in ("totals", "entries", "hidden", "joined"))
    labels = [one["label"] for one in entries]
    score.check(len(labels) == len(set(labels)), f"labels twice: {[label for label in labels if labels.count(label) > 1]}")
    score.check(all(" @20" in label for label in labels), "labels without a period")
    score.check(all(len(one["possible"]) == 2 and "low" not in one for one in entries if one["status"] == "protected"), "possible")
    of = {status: sum(one["status"] == status for one in entries) for status in ("protected", "can be worked out", "lost", "exempt")}
    score.check(totals["targets"] == sum(of.values()) == of["protected"], f"the totals add up: {totals} {of}")
    why = {one["label"]: (one["why"], one["count"]) for one in hidden}
    # Victimization by place: 26, 6, 6 and 2 are hidden; the 2 is small. Requests: 2 pending are hidden with the 21 negative.
    for label, expected in (("clients victimization=labour place=finland @2014", ("protects others", 26)),
                            ("clients victimization=labour place=abroad @2014", ("protects others", 6)),
                            ("clients victimization=other place=finland @2014", ("protects others", 6)),
                            ("clients victimization=other place=abroad @2014", ("small", 2)),
                            ("requests decision=negative @2014", ("protects others", 21)),
                            ("requests decision=pending @2014", ("small", 2))):
        score.check(why.get(label) == expected and label in text, f"hidden: {label}: {why.get(label)}")
    score.check(totals["primary"] == sum(one["why"] == "small" for one in hidden) and
                totals["complementary"] == sum(one["why"] == "protects others" for one in hidden), f"numbers hidden: {totals}")
    score.check(all(one["cost"] > 0 and one["where"] for one in hidden), f"costs and places: {hidden}")
    score.check(totals["joined"] == sum(len(one["categories"]) for one in joined) > 0, "categories joined")
    for one in joined:
        score.check(one["count"] == sum(part["count"] for part in one["categories"]) >= 5, f"a joined sum: {one}")
    exits = [one for one in joined if one["label"].startswith("exits exit_ground")]
    parts = {part["category"]: part["count"] for part in exits[0]["categories"]} if exits else {}
    score.check(len(exits) == 1 and parts == {"entry_refused": 4, "disappeared": 4, "returned": 4, "not_stated": 1} and
                re.fullmatch(r"(; )?".join(rf"pie exit_grounds, situation\.{language}\.md, line \d+" for language in ("en", "fi", "sv")),
                             exits[0]["where"]), f"joined exits: {exits}")


def test_terminal(score, sitrep, folder):
    """JSON on the terminal names no more than the text; of a reproduction both tell a number only."""
    done, told = audit(sitrep, EXAMPLE)
    human = run(sitrep, "audit", EXAMPLE).stdout.decode()
    score.check(told["as-published"]["unsafe"] > 50 and "can_be_worked_out" not in told["as-published"], f"JSON: {told['as-published']}")
    score.check(f"{told['as-published']['unsafe']} small counts can be told from it" in human, f"text: {human}")
    score.check("-o DIR writes it" in human and "confidential" in human, f"where the account goes: {human}")
    made = build(sitrep, EXAMPLE, folder / "out").stdout.decode()
    line = [line for line in made.splitlines() if line.startswith("CONFIDENTIAL")]
    score.check(len(line) == 1 and "out/restricted" in line[0] and "out/as-published" in line[0], f"build: {made}")


def test_refusal(score, sitrep, folder):
    """85 clients = 102 before + 50 new + 1 extended - 68: all four are totals of tables or stand in earlier lists."""
    edition = copy_edition(folder, audiences="public")
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2013,,persons,102,A,F\r\n", encoding="utf-8")
    set_conf(edition, earlier_figures="earlier.csv")
    made = build(sitrep, edition, folder / "out")
    text = made.stdout.decode()
    first = text[text.index("CAN BE WORKED OUT: extended @2014\n"):].split("CAN BE WORKED OUT")[1]
    score.check(made.returncode == 3 and not (folder / "out").exists(), f"exit {made.returncode}")
    for name in ("from exits @2014 (", "from clients @2014 (", "from new @2014 (", "from clients @2013 (edition 2013 (", "earlier.csv:2",
                 "what everybody knows: clients_over_time"):
        score.check(name in first, f"{name} is not named: {first}")
    advice = text[text.index("These are totals"):]
    score.check(re.findall(r"^ +(\w+ @2014)$", advice, re.M) == ["exits @2014", "clients @2014", "new @2014"], f"totals: {advice}")
    for word in ("leave one of the numbers named out of the layouts", "join", "exempt: FIGURE | written reason"):
        score.check(word in advice, f"advice: {advice}")
    told = re.sub(r"line \d+", "", text.replace(str(folder), ""))
    score.check("102" not in told and "85" not in told, f"values on the terminal: {text}")
    # The one is a woman: that follows from the exemption, and no earlier publication gave it away.
    code_book = folder / "layouts" / "assistance.codebook.md"
    text = code_book.read_text(encoding="utf-8")
    code_book.write_text(text.replace("small parts: join\n", "small parts: join\nexempt: extended | known from the act\n", 1), encoding="utf-8")
    done, told = audit(sitrep, edition, "-o", folder / "account")
    exempt = [one["label"] for one in told["public"]["exempted"]]
    score.check(done.returncode == 0 and told["public"]["lost"] == 0 and told["public"]["exempt"] == len(exempt), f"exempt: {told}")
    score.check({"extended @2014", "extended gender=women @2014"} <= set(exempt), f"exempt: {exempt}")
    account = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))
    reasons = {one["label"]: one["reason"] for one in account["entries"] if one["status"] == "exempt"}
    score.check(reasons["extended gender=women @2014"] == "follows from what is exempt, 'extended @2014': known from the act", f"{reasons}")
    score.check(account["totals"]["targets"] == len(account["entries"]), "the totals add up")


def test_recounted(score, sitrep, folder):
    """The list says 3; counting gives 102. Nobody has the 102, and nothing follows from the 3."""
    edition = copy_edition(folder, audiences="public")
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2013,,persons,3,A,F\r\n", encoding="utf-8")
    set_conf(edition, earlier_figures="earlier.csv")
    done = run(sitrep, "audit", edition, "-o", folder / "account")
    text = done.stdout.decode()
    line = [line for line in text.splitlines() if "counted anew" in line]
    score.check(done.returncode == 0 and len(line) == 1 and "clients @2013" in line[0] and "earlier.csv:2" in line[0], f"told: {text}")
    score.check("102" not in line[0].replace(str(folder), ""), f"a value: {line}")
    (edition / "again.csv").write_text(EARLIER + "2013,new,2013,,persons,1,A,F\r\n2013,clients,2013,,persons,3,A,F\r\n", encoding="utf-8")
    set_conf(edition, earlier_figures="earlier.csv, again.csv")
    told = run(sitrep, "audit", edition).stdout.decode()
    score.check(told.count("counted anew") == 2 and "clients @2013, edition 2013 (earlier.csv:2); edition 2013 (again.csv:3)\n" in told, f"a figure in two lists: {told}")
    set_conf(edition, earlier_figures="earlier.csv")
    account = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))
    score.check([(one["label"], one["said"], one["before"], one["now"]) for one in account["recounted"]] ==
                [("clients @2013", "count", 3, 102)], f"in the account: {account['recounted']}")
    # Told once, whoever has it.
    set_conf(edition, audiences="public, authorities, as-published")
    for lines in (run(sitrep, "audit", edition).stdout.decode(), run(sitrep, "build", edition, "-o", folder / "out").stdout.decode()):
        score.check(lines.count("counted anew") == 1 and "\nearlier        counted anew, so that" in lines, f"for two audiences: {lines}")
    (edition / "earlier.csv").write_text(EARLIER.replace("conf_status", "conf_status,audience") + "2013,clients,2013,,persons,3,A,F,public\r\n"
                                         "2013,new,2013,,persons,2,A,F,authorities\r\n", encoding="utf-8")
    lines = run(sitrep, "audit", edition).stdout.decode()
    score.check(lines.count("counted anew") == 2 and "               counted anew, so that the earlier figure says nothing of today: new @2013, edition 2013 (earlier.csv:3)\n" in lines, f"of one audience: {lines}")
    set_conf(edition, audiences="public")
    # A bound of a ranking, and a number of categories: 85 clients of 2 genders.
    (edition / "earlier.csv").write_text("edition,measure,period,selection,kind,unit,value\r\n2013,clients,2013,,le,persons,50\r\n"
                                         "2013,clients,2014,,categories,gender,1\r\n", encoding="utf-8")
    run(sitrep, "audit", edition, "-o", folder / "account")
    account = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))
    told = sorted((one["label"], one["said"], one["before"], one["now"]) for one in account["recounted"])
    score.check(told == [("clients @2013", "at most", 50, 102), ("number of gender in clients @2014", "count", 1, 2)], f"bounds: {told}")
    text = (folder / "account" / "public.audit.txt").read_text(encoding="utf-8")
    score.check("clients @2013: at most 50 in edition 2013" in text, f"in words: {text}")
    told, _ = explain(sitrep, "clients @2013", None, edition)
    score.check("published earlier: at most 50, in edition 2013" in told, f"an earlier bound: {told}")


def test_recounted_by_hand(score, sitrep, folder):
    """Of what is typed in, only an edition that types it in, too, can tell whether it was counted anew."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    (edition / "earlier.csv").write_text(EARLIER + "2014,children_of_clients,2014,,children,60,A,F\r\n", encoding="utf-8")
    set_conf(edition, earlier_figures="earlier.csv")
    typed = edition / "typed-in.conf"
    text = typed.read_text(encoding="utf-8")
    for words, told in ((text, 0), (text.replace(": 60", ": 50"), 1), ("", 0)):
        typed.write_text(words, encoding="utf-8")
        done = run(sitrep, "audit", edition)
        score.check(done.returncode == 0 and done.stdout.decode().count("counted anew") == told, f"{words[-9:]}, {told}: {done.stdout}{done.stderr}")


def test_policies(score, sitrep, folder):
    """Names in policies, also of those that the edition does not use."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    code_book = folder / "layouts" / "assistance.codebook.md"
    text = code_book.read_text(encoding="utf-8")
    head, tail = text.split("::: policy authorities\n")
    for setting, code, words in (("exempt: extendd | known", 1, "did you mean 'extended'?"),
                                 ("exempt: extended gender=womn | known", 1, "did you mean 'women'?"),
                                 ("also holds: publik", 1, "did you mean 'public'?"),
                                 ("exact dates: latest clients.admited", 1, "did you mean 'admitted'?")):
        code_book.write_text(f"{head}::: policy authorities\n{setting}\n{tail}", encoding="utf-8")
        done = run(sitrep, "audit", edition)
        line = head.count("\n") + 2
        score.check(done.returncode == code and words in done.stderr.decode() and f"codebook.md:{line}:" in done.stderr.decode(),
                    f"{setting}: exit {done.returncode} {done.stderr.decode()}")
    for setting, words in (("exempt: extended @2011 | known", "this exemption changes nothing"),
                           ("exempt: requests decision=pending | known", None)):
        code_book.write_text(text.replace("small parts: join\n", f"small parts: join\n{setting}\n", 1), encoding="utf-8")
        done = run(sitrep, "audit", edition)
        score.check(done.returncode == 0 and (words in done.stderr.decode() if words else not done.stderr), f"{setting}: {done.stderr.decode()}")
    code_book.write_text(text.replace("threshold: 5\n", "threshold: 2\n", 1), encoding="utf-8")
    done = run(sitrep, "audit", edition)
    score.check(done.returncode == 0 and b"warning[W104]" in done.stderr, f"a threshold of 2: {done.stderr.decode()}")


def test_layout_faults(score, sitrep, folder):
    """What stops a build is told by the audit, in the same words; a leak is worse than a fault."""
    layout = SMALL_LAYOUT + "\n[Most]{claim: clients gender=women < 10} are women; {{requests decision=pending ?? few}}.\n"
    edition = copy_edition(folder, audiences="public", layout=layout)
    audited, made = run(sitrep, "audit", edition), build(sitrep, edition, folder / "out")
    told = [done.stderr.decode().split("error(s)")[0] for done in (audited, made)]
    score.check((audited.returncode, made.returncode) == (1, 1) and told[0] == told[1] and "E302" in told[0], f"faults: {told}")
    score.check(b"proved safe" in audited.stdout and b"a build would stop" in audited.stderr, "audited all the same")
    other = leaking(folder / "leaking")
    layout = other.parent / "layouts" / "situation.en.md"
    layout.write_text(layout.read_text(encoding="utf-8") + "\n[Most]{claim: clients gender=women < 10}.\n", encoding="utf-8")
    score.check(run(sitrep, "audit", other).returncode == 3, "a leak and a fault")


def test_held_audience(score, sitrep, folder):
    """Authorities have the public report too: it is reckoned with though it is not made."""
    edition = copy_edition(folder, audiences="authorities")
    done, alone = audit(sitrep, edition)
    set_conf(edition, audiences="public, authorities")
    both = audit(sitrep, edition)[1]
    score.check(done.returncode == 0 and alone == both and both["authorities"]["held"] > 0, f"alone: {alone}, both: {both}")
    set_conf(edition, audiences="authorities")
    made = build(sitrep, edition, folder / "out")
    score.check(made.returncode == 0 and b"not made now, but reckoned with" in made.stdout, f"build: {made.stdout.decode()}")
    told = run(sitrep, "explain", edition, "clients gender=women").stdout.decode()
    score.check("\nauthorities\n" in told and "\npublic (not made now, but reckoned with" in told, f"explain: {told}")
    score.check(sorted(path.name for path in (folder / "out").iterdir()) == ["authorities", "restricted"], "made for others")
    code_book = folder / "layouts" / "assistance.codebook.md"
    head, tail = code_book.read_text(encoding="utf-8").split("::: policy authorities\n")
    code_book.write_text(f"{head}::: policy authorities\nalso holds: nothing\n{tail}", encoding="utf-8")
    score.check(list(audit(sitrep, edition)[1]) == ["authorities"], "nothing else is held")


def test_usage(score, sitrep, folder):
    for arguments in (["audit"], ["audit", "a", "b"], ["audit", EXAMPLE, "--format", "xml"], ["explain", EXAMPLE], ["explain"],
                      ["explain", EXAMPLE, ""], ["explain", EXAMPLE, "clients", "--language", "xx"]):
        done = run(sitrep, *arguments)
        score.check(done.returncode == 2 and done.stderr and not done.stdout, f"{arguments}: exit {done.returncode}")
    score.check(run(sitrep, "audit", folder / "nothing").returncode == 1, "a missing edition")
    figures = ["audit", "--figures", EXAMPLE / "printed.csv"]
    for arguments, words in ((["--threshold", "1"], "--threshold 1: it can be: a whole number from 2 to 1000000"),
                             (["--threshold", "x"], "--threshold x: "), (["--threshold", "1000001"], "--threshold 1000001: "),
                             (["--format", "xml"], "--format xml: it can be: text, json"),
                             (["edition"], "'edition' has no place here: with --figures the list is all")):
        done = run(sitrep, *figures, *arguments)
        score.check(done.returncode == 2 and words in done.stderr.decode() and not done.stdout, f"{arguments}: {done.stderr.decode()}")
    score.check(run(sitrep, *figures, "--threshold", "2").returncode in (0, 1, 3), "the least threshold")


def test_empty_value(score, sitrep, folder):
    """A cell that was left empty is a number that is not printed: that has a kind of its own."""
    rows = (EXAMPLE / "printed.csv").read_text(encoding="utf-8").split("\n")
    heading = next(csv.reader(rows[:1]))
    row = dict.fromkeys(heading, "") | {"id": "S1", "kind": "count", "unit": "persons", "value": "", "cell": "clients"}
    (folder / "list.csv").write_text(rows[0] + "\n" + ",".join(row[name] for name in heading) + "\n", encoding="utf-8")
    done = run(sitrep, "audit", "--figures", folder / "list.csv")
    score.check(done.returncode == 1 and b"list.csv:2:" in done.stderr and b"has the kind 'missing'" in done.stderr, done.stderr.decode())


def test_explain_time(score, sitrep, folder):
    """A table by time is of all its steps; the percentage of a reproduction need not have been printed itself."""
    for figure, words in (("requests by month", ", 2014-01-01 to 2014-12-31 in 12 steps; "), ("new @last 5 years by year", ", 2010-01-01 to 2014-12-31 in 5 steps; "),
                          ("clients by month", ", as on 12 days from 2014-01-31 to 2014-12-31; "), ("clients", ", as on 2014-12-31; "),
                          ("new @2013", ", 2013-01-01 to 2013-12-31; "), ("requests by decision", ", 2014-01-01 to 2014-12-31; ")):
        told = run(sitrep, "explain", EXAMPLE, figure).stdout.decode()
        score.check(words in told, f"{figure}: {told}")
    told = run(sitrep, "explain", EXAMPLE, "requests decision=negative: percent of requests").stdout.decode()
    score.check("percentage: follows from the two counts, which are printed" in told and "percentage: shown" not in told, told)


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        for test in (test_example, test_reproduction, test_leak, test_explain, test_explain_forms, test_explain_places, test_explain_prose, test_explain_because, test_explain_because_of_some, test_explain_what_depends, test_explain_numbered, test_explain_blocks, test_explain_names, test_explain_lines, test_explain_warnings, test_explain_earlier, test_folder,
                     test_written_faults, test_earlier, test_what_nothing_shows, test_earlier_values, test_earlier_lists, test_false_relation, test_dates,
                     test_exemption, test_account, test_terminal,
                     test_refusal, test_recounted, test_recounted_by_hand, test_policies, test_layout_faults, test_held_audience, test_usage,
                     test_empty_value, test_explain_time):
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
