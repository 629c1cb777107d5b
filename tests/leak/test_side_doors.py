#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers have beside the printed tables: lists of figures, manifests, dates, figures typed in: test_side_doors.py
SITREP. Small editions; the counts that would follow are reckoned beside each test."""
import hashlib, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "whole")]

from edition import Score, build, files_of, modes_of
from small import KINDS, edition, made, measure, numbers, policy, table

W, M = "N", "M"


# ---- manifests ----

def test_manifests(score, sitrep, folder):
    """Authorities are shown 3 of 43, which the public must not try out on hashes: 20 and 20 are printed."""
    exempt = policy("authorities", exempt="clients gender=men | they know")
    where = edition(folder / "e", "{{clients}} clients {{clients gender=men ?? x}}.\n\n" + table("clients by gender"),
                    [dict(n=20), dict(n=3, gender=M), dict(n=20, place="ULK")],
                    policies=policy("public") + exempt, audiences="public, authorities")
    score.check(made(sitrep, where) == 0, "the edition is made")
    out = where / "out"
    score.check(numbers(where, "authorities")["clients", "gender=men", "count"] == "3", "the exempt count is shown")
    score.check(not (out / "manifest.json").exists(), "no manifest beside the folders")
    # The schema of the JSON files is the same for all readers of all editions.
    private = [hashlib.sha256(data).hexdigest() for name, data in files_of(out).items()
               if not name.startswith("public/") and not name.endswith("/data/figure.schema.json")]
    private += [hashlib.sha256(data).hexdigest() for data in files_of(where / "exports").values()]
    public = b"".join(files_of(out / "public").values())
    score.check(not [one for one in private if one.encode() in public], "no hash of what is not public")
    everything = (out / "restricted" / "manifest.json").read_bytes()
    score.check(all(hashlib.sha256(data).hexdigest().encode() in everything for name, data in files_of(out).items()
                    if name != "restricted/manifest.json"), "the restricted manifest has the hash of every file")
    score.check({mode for mode in modes_of(out / "authorities").values()} == {0o700, 0o600}, "authorities' files are for their owner")
    score.check({mode for mode in modes_of(out / "public").values()} == {0o755, 0o644}, "public files are for all")


# ---- earlier editions' lists of figures ----

def later(folder, layout, rows, **settings):
    """The next edition, which names the list of `folder`/first as its earlier figures."""
    return edition(folder / "second", layout, rows, earlier_figures="../first/out/public/data/all_figures.en.csv", **settings)


def test_empty_categories(score, sitrep, folder):
    """First gamma is 7, and delta has no row: nobody. So gamma or delta abroad, 5, are 5 of gamma, and 7 - 5 = 2."""
    rows = [dict(n=30, place="ULK"), dict(n=5, kind="C", place="ULK"), dict(n=2, kind="C"), dict(n=4, kind="B", place="ULK"),
            dict(n=5, kind="E", place="ULK")]
    first = edition(folder / "first", table("clients by kind"), rows)
    score.check(made(sitrep, first) == 0, "the first edition is made")
    known = numbers(first)
    score.check(known["clients", "kind=gamma", "count"] == "7" and known["clients", "kind=beta", "count"] == "", f"first: {known}")
    score.check(known.get(("clients", "kind=delta,phi,chi,psi,not_stated", "count")) == "0", f"who is empty: {known}")
    second = later(folder, "{{clients}} clients. {{clients kind=gamma,delta place=abroad ?? some}} of gamma or delta.\n", rows)
    score.check(made(sitrep, second) == 0, "the second edition is made")
    known = numbers(second)
    score.check(known["clients", "place=abroad kind=gamma,delta", "count"] == "", f"7 - 5 is not told: {known}")


def test_hidden_that_may_be_zero(score, sitrep, folder):
    """Zeros are hidden: of 35, alpha is 30, and beta (3) to psi may each be 0 to 5. The second edition's dates say that beta and
    gamma (2) are not zero: beside the 30 both would be 1 to 4. What the first one hid was taken not to be zero, so lost."""
    measures = measure("beta", "like: clients\nwhere: kind = beta") + measure("gamma", "like: clients\nwhere: kind = gamma")
    dates = policy("public", zeros="hidden", exact_dates="earliest beta.admitted: year; earliest gamma.admitted: year")
    rows = [dict(n=30), dict(n=3, kind="B"), dict(n=2, kind="C")]
    first = edition(folder / "first", table("clients by kind"), rows, measures, dates)
    score.check(made(sitrep, first) == 0, "the first edition is made")
    known = numbers(first)
    score.check(known["clients", "kind=alpha", "count"] == "30" and known.get(("clients", "kind=beta", "zero_or_more")) == ""
                and known.get(("clients", "kind=delta", "zero_or_more")) == "", f"first: {known}")
    told = "«{{earliest beta.admitted: year ?? x}}» «{{earliest gamma.admitted: year ?? x}}»\n\n"
    second = later(folder, told + table("clients by kind"), rows, measures=measures, policies=dates)
    done = build(sitrep, second, second / "out")
    score.check(done.returncode == 0 and b"given away" not in done.stderr, f"second: {done.stderr.decode()}")
    score.check("«x» «x»" in words(second), f"what the first edition tells beside the dates: {words(second)}")


def test_joined_categories(score, sitrep, folder):
    """First: beta, gamma and delta (5, 3 and 2) are 10. Each is named, so none is zero: with beta's 5, gamma and delta would be 1
    to 4."""
    joins = policy("public", small_parts="join")
    rows = [dict(n=20), dict(n=5, kind="B"), dict(n=3, kind="C"), dict(n=2, kind="D")]
    first = edition(folder / "first", table("clients by kind"), rows, policies=joins)
    score.check(made(sitrep, first) == 0, "the first edition is made")
    known = numbers(first)
    score.check(known["clients", "kind=beta,gamma,delta", "count"] == "10"
                and all(known.get(("clients", f"kind={name}", "count")) == "" for name in ("beta", "gamma", "delta")), f"first: {known}")
    second = later(folder, "{{clients kind=beta ?? some}} of beta.\n", rows, policies=joins)
    score.check(made(sitrep, second) == 0 and numbers(second)["clients", "kind=beta", "count"] == "", f"beta: {numbers(second)}")


def test_earlier_dates(score, sitrep, folder):
    """First: a date of beta (2), so it is not zero. 30 of alpha, 35 in all, rows that may be zero: gamma (3) would be 4 at most."""
    beta = measure("beta", "like: clients\nwhere: kind = beta")
    dates = policy("public", zeros="hidden", exact_dates="earliest beta.admitted: year")
    rows = [dict(n=30), dict(n=2, kind="B"), dict(n=3, kind="C")]
    first = edition(folder / "first", "First in «{{earliest beta.admitted: year ?? x}}».\n", rows, beta, dates)
    score.check(made(sitrep, first) == 0 and "«2014»" in words(first), "the first edition tells the year")
    score.check(numbers(first) == {("beta", "", "count"): ""}, f"first: {numbers(first)}")
    second = later(folder, table("clients by kind"), rows, measures=beta, policies=dates)
    score.check(made(sitrep, second) == 0 and numbers(second).get(("clients", "kind=alpha", "zero_or_more")) == "",
                f"alpha: {numbers(second)}")


RANKED = [dict(n=20, kind="C"), dict(n=15, kind="D"), dict(n=6, kind="F"), dict(n=4), dict(n=6, kind="G"), dict(n=7, kind="")]


def test_rankings(score, sitrep, folder):
    """First: gamma 20, delta 15, phi 6. So chi has 6 at most and alpha, which comes before phi, 5. Beside 58 - 20 - 15 - 6 - 7 =
    10 for both, alpha would be 4 or 5. So the 7 not stated is hidden: 58 - 20 - 15 - 6 - 6 = 11 leaves alpha 1 to 5."""
    first = edition(folder / "first", "{{top 3 clients by kind: name}} lead.\n", RANKED)
    score.check(made(sitrep, first) == 0, "the first edition is made")
    known = numbers(first)
    bounds = {name: known.get(("clients", f"kind={name}", "le")) for name in ("alpha", "beta", "epsilon", "chi", "psi", "phi")}
    score.check(bounds == {"alpha": "5", "beta": "5", "epsilon": "5", "chi": "6", "psi": "6", "phi": None}, f"bounds: {bounds}")
    second = later(folder, table("clients by kind"), RANKED)
    score.check(made(sitrep, second) == 0, "the second edition is made")
    known = numbers(second)
    hidden = {name for name in ("alpha", "chi", "not_stated") if known["clients", f"kind={name}", "count"] == ""}
    score.check(hidden >= {"alpha", "not_stated"}, f"hidden: {hidden}")


def test_numbers_of_categories(score, sitrep, folder):
    """First: 3 kinds, which counts as if it told that they are alpha, beta and gamma. Then gamma's 7 and 5 of gamma or delta
    abroad make 7 - 5 = 2 of gamma in Finland; who does not know that delta is empty cannot tell."""
    rows = [dict(n=20), dict(n=5, kind="B"), dict(n=5, kind="C", place="ULK"), dict(n=2, kind="C")]
    layout = "{{clients kind=gamma ?? some}} of gamma, {{clients kind=gamma,delta place=abroad ?? some}} of gamma or delta abroad.\n"
    first = edition(folder / "first", "Clients of {{number of kind in clients}} kinds.\n", rows)
    score.check(made(sitrep, first) == 0 and numbers(first)["clients", "", "categories"] == "3", f"first: {numbers(first)}")
    shown = []
    for where in (edition(folder / "alone", layout, rows), later(folder, layout, rows)):
        score.check(made(sitrep, where) == 0, f"{where.name} is made")
        known = numbers(where)
        shown.append("" not in (known["clients", "kind=gamma", "count"], known["clients", "place=abroad kind=gamma,delta", "count"]))
    score.check(shown == [True, False], f"both are shown alone, and not after the first edition: {shown}")


def test_faults_of_lists(score, sitrep, folder):
    """What is neither a number nor empty was taken for a hidden count."""
    first = edition(folder / "e", "{{clients}} clients.\n", [dict(n=20)], earlier_figures="list.csv")
    heading = "edition,measure,period,selection,kind,unit,value\n"
    for row, at in (("2013,clients,2013,,count,persons,5x2", b"list.csv:2:34"), ("2013,clients,2013,,lt,persons,52", b"list.csv:2:20"),
                    ("2013,clients,2013,,le,persons,some", b"list.csv:2:31")):
        (first / "list.csv").write_text(heading + row + "\n", encoding="utf-8")
        done = build(sitrep, first, first / "out")
        score.check(done.returncode == 1 and at in done.stderr, f"{row}: exit {done.returncode}, {done.stderr.decode()}")


def test_other_audiences(score, sitrep, folder):
    """What stands in a part for authorities, or in one whose condition is false, is not in the public list."""
    rows = [dict(n=20), dict(n=10, gender=M, kind="B"), dict(n=9, place="ULK"), dict(n=12, gender=M, place="ULK")]
    layout = ("{{clients}} clients.\n\n::: when audience = authorities\n\n{{clients kind=beta}} of beta.\n\n"
              + table("clients by gender, place") + ":::\n\n::: when clients gender=men > 1000\n\n{{clients kind=alpha}}.\n\n:::\n")
    where = edition(folder / "e", layout, rows, policies=policy("public") + policy("authorities"), audiences="public, authorities")
    score.check(made(sitrep, where) == 0, "the edition is made")
    public, authorities = numbers(where), numbers(where, "authorities")
    score.check(public == {("clients", "", "count"): "51", ("clients", "gender=men", "count"): "22"}, f"public: {public}")
    score.check(authorities["clients", "kind=beta", "count"] == "10" and authorities["clients", "gender=men place=abroad", "count"] == "12"
                and ("clients", "kind=alpha", "count") not in authorities, f"authorities: {authorities}")


def test_recounts_in_messages(score, sitrep, folder):
    """Authorities had and get the new ones of beta, 4 then and 3 now, which the public does not. All new ones, 27 then and 25 now,
    are in both lists and in both reports: only of these a message has the numbers."""
    rows = [dict(n=22, admitted="2013-03-01"), dict(n=3, kind="B", admitted="2013-03-01"), dict(n=20)]
    new = measure("new", "unit: persons\ncount: cases\ncounted: admitted during the period")
    listed = "edition,audience,measure,period,selection,kind,unit,value\n2013,authorities,new,2013,kind=beta,count,persons,4\n"
    for name, layout, numbers_told in (("hidden", "{{new kind=beta @2013 ?? some}} of beta.\n", False), ("shown", "{{new @2013}} new.\n", True),
                                       ("a table", table("new @2013 by kind"), False)):
        where = edition(folder / name, layout, rows, new, policy("public") + policy("authorities", threshold=2, also_holds="public"),
                        audiences="public, authorities", earlier_figures="list.csv")
        (where / "list.csv").write_text(listed + ("2013,public,new,2013,,count,persons,27\n" if name == "shown" else ""), encoding="utf-8")
        done = build(sitrep, where, where / "out")
        said = done.stderr.decode()
        score.check(done.returncode == 0 and "W310" in said and numbers(where, "public").get(("new", "kind=beta", "count"), "") == "", f"{name}: {said}")
        score.check(("27 then, which is printed, and 25 now" in said) == numbers_told and "4 then" not in said and "3 now" not in said, f"{name}: {said}")


def test_numbers_of_small_counts(score, sitrep, folder):
    """6 clients, and both genders hidden. If one of the two were known to be small, they would be 1 and 5; if both, neither is 1."""
    told = {}
    for women, men in ((1, 5), (2, 4)):
        where = edition(folder / f"{women}", "{{clients}} clients.\n\n" + table("clients by gender"), [dict(n=women), dict(n=men, gender=M)])
        score.check(made(sitrep, where) == 0 and numbers(where)["clients", "gender=women", "count"] == "", f"{women} are hidden")
        runs = [subprocess.run([sitrep, *command], capture_output=True, timeout=600)
                for command in (["build", where, "-o", where / "again"], ["audit", where], ["audit", where, "--format", "json"])]
        told[women] = [(done.stdout + done.stderr).decode().replace(str(where), "") for done in runs]
    score.check(told[1] == told[2] and "2 hidden" in told[1][0], f"what the terminal says depends on what is hidden: {told}")


def test_rankings_that_are_not_printed(score, sitrep, folder):
    """6 clients, and who is first is not printed: 5 women and 1 man, or 4 and 2. Neither explain nor the numbers of a build say that
    the first are enough to be named."""
    told = {}
    for women, men in ((5, 1), (4, 2)):
        for name, more in (("table", table("clients by gender")), ("alone", "")):
            where = edition(folder / f"{women} {name}", "{{clients}} clients.\n\n«{{top 1 clients by gender: name ?? x}}»\n\n" + more,
                            [dict(n=women), dict(n=men, gender=M)])
            score.check(made(sitrep, where) == 0 and "«x»" in words(where), f"{women}, {name}: nobody is named")
            runs = [subprocess.run([sitrep, *command], capture_output=True, timeout=600)
                    for command in (["build", where, "-o", where / "again"], ["audit", where, "--format", "json"],
                                    ["explain", where, "clients gender=women"], ["explain", where, "clients by gender"])]
            told[women, name] = [(done.stdout + done.stderr).decode().replace(str(where), "") for done in runs]
    for name in ("table", "alone"):
        score.check(told[5, name] == told[4, name], f"{name}: what the terminal says depends on what is hidden: {told[5, name]} {told[4, name]}")


# ---- small counts that somebody else printed ----

def test_small_counts_are_not_repeated(score, sitrep, folder):
    """A list says that men are 3: lost, but no reason to print it again. Nor are the 4 women in Finland, exempt for authorities
    alone, printed for the police, who hold the authorities' report."""
    where = edition(folder / "e", table("clients by gender"), [dict(n=20), dict(n=3, gender=M)], earlier_figures="old.csv")
    (where / "old.csv").write_text("edition,measure,period,selection,unit,value\n2014,clients,2014,gender=men,persons,3\n", encoding="utf-8")
    done = build(sitrep, where, where / "out")
    known = numbers(where)
    score.check(done.returncode == 0 and known["clients", "gender=men", "count"] == "" and known["clients", "gender=women", "count"] == "20",
                f"men: {known}")
    audit = (where / "out" / "restricted" / "public.audit.json").read_text(encoding="utf-8")
    score.check(audit.count('"status":"lost"') == 1, f"what is lost: {audit}")
    where = edition(folder / "exempt", table("clients by gender, place"),
                    [dict(n=4), dict(n=20, place="ULK"), dict(n=30, gender=M), dict(n=40, gender=M, place="ULK")],
                    policies=policy("public") + policy("authorities", exempt="clients gender=women place=finland | they know")
                    + policy("police", also_holds="public, authorities"), audiences="public, authorities, police")
    score.check(made(sitrep, where) == 0, "the edition is made")
    shown = [numbers(where, audience)["clients", "gender=women place=finland", "count"] for audience in ("public", "authorities", "police")]
    score.check(shown == ["", "4", ""], f"the 4: {shown}")


# ---- rows that are there only if filled ----

BLANK = policy("public", zeros="hidden")


def test_not_stated_where_zeros_are_hidden(score, sitrep, folder):
    """30 men, 4 women and 1 not stated, a row that is only there if filled: beside 35 - 30 = 5, women would be 1 to 4."""
    where = edition(folder / "e", table("clients by gender"), [dict(n=30, gender=M), dict(n=4), dict(gender="")], policies=BLANK)
    score.check(made(sitrep, where) == 0, "the edition is made")
    known = numbers(where)
    score.check(("clients", "", "count") in known and known.get(("clients", "gender=men", "zero_or_more")) == "", f"men are hidden: {known}")


def test_many_categories_where_zeros_are_hidden(score, sitrep, folder):
    """Of 28 kinds only those with somebody have rows: beside 35 - 30 = 5, beta (3) and gamma (2) would be 1 to 4."""
    where = edition(folder / "e", table("clients by kind"), [dict(n=30), dict(n=3, kind="B"), dict(n=2, kind="C")], policies=BLANK,
                    kinds=KINDS | {f"Z{i}": f"z{i}" for i in range(20)})
    score.check(made(sitrep, where) == 0, "the edition is made")
    known = numbers(where)
    score.check(known["clients", "kind=alpha", "count"] == "" and ("clients", "kind=z1", "count") not in known, f"alpha: {known}")


# ---- dates and numbers of categories ----

def words(folder):
    """What the public PDF prints, in one line."""
    text = subprocess.run(["pdftotext", str(folder / "out" / "public" / "small-2014.en.pdf"), "-"], capture_output=True, check=True)
    return " ".join(text.stdout.decode().split())


def test_dates(score, sitrep, folder):
    """8 of beta, the first admitted in 2014; 10 of beta were admitted in 2014: so 2 of them left. That year is told only if the
    policy names it, to the year or to the day."""
    measures = measure("new", "unit: persons\ncount: cases\ncounted: admitted during the period") + \
        measure("beta", "like: clients\nwhere: kind = beta")
    rows = [dict(n=30, admitted="2012-01-01"), dict(n=8, kind="B"), dict(n=2, kind="B", admitted="2014-02-01", exited="2014-06-01")]
    layout = ("{{clients kind=beta}} from «{{earliest beta.admitted: year ?? then}}» on. {{new kind=beta}} admitted. "
              "First «{{earliest clients.admitted: year ?? then}}», last «{{latest clients.admitted ?? then}}».\n")
    where = edition(folder / "e", layout, rows, measures,
                    policies=policy("public", exact_dates="earliest clients.admitted: year; latest clients.admitted"))
    score.check(made(sitrep, where) == 0, "the edition is made")
    said = words(where)
    score.check("from «then» on" in said, f"a year that nobody allowed: {said}")
    score.check("First «2012», last «1 March 2014»" in said, f"dates that the policy names: {said}")


def test_numbers_of_states(score, sitrep, folder):
    """9 clients of 8 kinds: one kind has 2, the others 1. The 9 is told, the 8 is not."""
    where = edition(folder / "e", "{{clients}} clients come from {{number of kind in clients ?? several}} states.\n",
                    [dict(n=2), *(dict(kind=kind) for kind in "BCDEFGH")])
    score.check(made(sitrep, where) == 0, "the edition is made")
    score.check("9 clients come from several states" in words(where), words(where))
    score.check(numbers(where)["clients", "", "categories"] == "", f"{numbers(where)}")


# ---- figures typed in ----

CHILDREN = "".join(measure(name, "unit: children\ntyped in: yes") for name in ("children", "girls", "boys"))


def typed(folder, layout, rules="::: relation r\nthat: children = girls + boys\n:::\n", figures=(20, 3, 17), rows=(dict(n=20),), **conf):
    where = edition(folder, layout, rows, CHILDREN, rules=rules, typed_in="typed.conf", **conf)
    names = zip(("children", "girls", "boys"), figures)
    (where / "typed.conf").write_text("".join(f"{name}: {value} | a | 2015-01-01 | x\n" for name, value in names), encoding="utf-8")
    return where


ALL_TYPED = "{{children ?? x}} children, {{girls ?? x}} girls and {{boys ?? x}} boys.\n"


def test_typed_relation(score, sitrep, folder):
    """20 children, x girls and 17 boys: 3 girls, which the code book's relation tells the program as well."""
    where = typed(folder / "e", ALL_TYPED)
    score.check(made(sitrep, where) == 0, "the edition is made")
    known = numbers(where)
    shown = {name: known.get((name, "", "count")) for name in ("children", "girls", "boys")}
    score.check(shown["girls"] == "" and sorted(shown.values()) in (["", "", "17"], ["", "", "20"]), f"told: {shown}")
    alone = typed(folder / "alone", ALL_TYPED, rules="")
    score.check(made(sitrep, alone) == 0, "the edition without the relation is made")
    known = numbers(alone)
    shown = [known.get((name, "", "count")) for name in ("children", "girls", "boys")]
    score.check(shown == ["20", "", "17"], f"without the relation: {shown}")


def test_typed_beside_counted(score, sitrep, folder):
    """20 clients, counted, are 17 boys and 3 girls, typed in. The girls are not printed; 20 - 17 would tell them."""
    where = typed(folder / "e", "{{clients ?? x}} clients, {{boys ?? x}} boys.\n", "::: relation r\nthat: clients = girls + boys\n:::\n")
    score.check(made(sitrep, where) == 0, "the edition is made")
    known = numbers(where)
    score.check(sorted((known["clients", "", "count"], known["boys", "", "count"])) in (["", "17"], ["", "20"]), f"told: {known}")
    score.check(("girls", "", "count") not in known, "what no layout prints is not listed")


def test_typed_earlier(score, sitrep, folder):
    """An edition of the same period told the 17 boys; this one corrects its words and prints the 20 children."""
    heading = "edition,measure,period,selection,kind,unit,value\n"
    where = typed(folder / "e", "{{children ?? x}} children.\n", earlier_figures="list.csv")
    (where / "list.csv").write_text(heading + "2013,boys,2013,,count,children,4\n2014,boys,2014,,count,children,17\n", encoding="utf-8")
    score.check(made(sitrep, where) == 0 and numbers(where)["children", "", "count"] == "", "the 20 is hidden beside the 17")
    (where / "list.csv").write_text(heading + "2013,boys,2013,,count,children,17\n", encoding="utf-8")
    score.check(made(sitrep, where) == 0 and numbers(where)["children", "", "count"] == "20", "another year's tells nothing")


def test_typed_missing(score, sitrep, folder):
    where = typed(folder / "e", "{{children ?? x}} children.\n", figures=(20, 3))
    done = build(sitrep, where, where / "out")
    score.check(done.returncode == 1 and b"c.codebook.md:" in done.stderr and b"E307" in done.stderr and b"'boys'" in done.stderr,
                f"a relation without one of its figures: exit {done.returncode}, {done.stderr.decode()}")


def explain(sitrep, *arguments):
    return subprocess.run([sitrep, "explain", *arguments], capture_output=True, timeout=600)


def test_typed_explained(score, sitrep, folder):
    """3 girls: 20 - 17, if both were printed. An edition that is not given a figure cannot explain it."""
    where = typed(folder / "e", ALL_TYPED)
    done = explain(sitrep, where, "girls", "-o", folder / "why")
    told = done.stdout.decode()
    full = (folder / "why" / "explanation.txt").read_text(encoding="utf-8")
    score.check("counted: by hand" in told and "girls @2014: hidden" in told and "l.en.md, line" in told, f"told: {told}")
    score.check("it counts 3, which is small" in full and "20 children @2014" in full and "17 boys @2014" in full, f"in full: {full}")
    missing = typed(folder / "missing", "{{children ?? x}} children.\n", rules="", figures=(20, 3))
    for figure in ("boys", "girls: percent of boys"):
        done = explain(sitrep, missing, figure)
        score.check(done.returncode == 1 and b"E307" in done.stderr and b"'boys'" in done.stderr, f"{figure}: {done.stderr.decode()}")


TESTS = (test_typed_relation, test_typed_beside_counted, test_typed_earlier, test_typed_missing,
         test_typed_explained, test_dates, test_numbers_of_states, test_manifests, test_empty_categories,
         test_small_counts_are_not_repeated, test_hidden_that_may_be_zero, test_joined_categories, test_earlier_dates,
         test_not_stated_where_zeros_are_hidden, test_many_categories_where_zeros_are_hidden, test_rankings, test_numbers_of_categories, test_faults_of_lists, test_other_audiences,
         test_recounts_in_messages, test_numbers_of_small_counts, test_rankings_that_are_not_printed)


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        for test in TESTS:
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
