#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sitrep audit and explain: what is told on the terminal, what goes to confidential files, what is refused: test_audit.py
SITREP. Expected counts are of the example edition: 74 requests, 2 pending, 21 negative; 85 clients, 5 minors (2 and 3)."""
import json, os, pathlib, re, subprocess, sys, tempfile

from edition import EXAMPLE, SMALL_LAYOUT, Score, build, copy_edition, set_conf

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
    score.check(public["targets"] > 40, f"only {public['targets']} counts were looked at")
    account = json.loads((folder / "account" / "public.audit.json").read_text(encoding="utf-8"))
    score.check(account["totals"]["targets"] == public["targets"], "the account counts the same targets")
    other = [one for one in account["entries"] if one["label"] == "clients victimization=other place=abroad @2014"]
    score.check(len(other) == 1 and other[0]["hidden"] and other[0]["count"] == 2 and other[0]["high"] >= 5, "2 abroad")
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


def test_explain(score, sitrep, folder):
    shown = run(sitrep, "explain", EXAMPLE, "clients gender=women").stdout.decode()
    score.check("clients gender=women @2014: 60" in shown and "85" in shown and "pie gender" in shown, f"shown: {shown}")
    hidden = run(sitrep, "explain", EXAMPLE, "requests decision=negative").stdout.decode()
    public = hidden[hidden.index("public\n"):hidden.index("as-published\n")]
    score.check("requests decision=negative @2014: hidden" in public and "21" not in public, f"hidden: {public}")
    score.check("'requests decision=pending @2014' would follow" in public, f"what it protects: {public}")
    nowhere = run(sitrep, "explain", EXAMPLE, "exits gender=women").stdout.decode()
    score.check("no layout asks for it" in nowhere, f"not published: {nowhere}")
    wrong = run(sitrep, "explain", EXAMPLE, "clients gender=womn")
    score.check(wrong.returncode == 1 and b"did you mean 'women'" in wrong.stderr, f"a wrong name: {wrong.stderr.decode()}")


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
    (edition / "earlier.csv").write_text("edition,measure,period,selection,unit,value\r\n2013,clients,2013,,persons,\r\n", encoding="utf-8")
    score.check(run(sitrep, "audit", edition).returncode == 0, "without a status an empty value is hidden")


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


def test_usage(score, sitrep, folder):
    for arguments in (["audit"], ["audit", "a", "b"], ["audit", EXAMPLE, "--format", "xml"], ["explain", EXAMPLE], ["explain"]):
        done = run(sitrep, *arguments)
        score.check(done.returncode == 2 and done.stderr and not done.stdout, f"{arguments}: exit {done.returncode}")
    score.check(run(sitrep, "audit", folder / "nothing").returncode == 1, "a missing edition")


def main(sitrep):
    score = Score()
    sitrep = pathlib.Path(sitrep).resolve()
    with tempfile.TemporaryDirectory() as place:
        for test in (test_example, test_reproduction, test_leak, test_explain, test_earlier, test_earlier_values, test_exemption, test_usage):
            folder = pathlib.Path(place) / test.__name__
            folder.mkdir()
            test(score, sitrep, folder)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
