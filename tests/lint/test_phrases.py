#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every English fragment that the sources put into a message is a phrase of phrases.def: test_phrases.py [SITREP, not used]"""
import pathlib, re, sys

SRC = pathlib.Path(__file__).resolve().parents[2] / "src"
CALLS = re.compile(r"\b(?:diagnose|codebook_complain|parser_fault|parser_expected|complain|prose_complain|prose_complain_at|prose_complain_within|fault|refuse|warn_at|error_set|print_failure|say|run_say|said|said_word|told)\s*\(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
# Tables of texts that are put into messages.
TABLES = {"base/csv_fault.c": r"WORDS\[\] = \{(.*?)\n\};", "ingest/personal.c": r"TEXT_INIT\(.*?\n\s*\};",
          "codebook/codebook.c": r"\} NAMED\[NAMED_KINDS\] = \{(.*?)\n\};", "cli/edition.c": r"names\[TYPED_PARTS\] = \{(.*?)\};"}
# No phrases: names of settings, words and forms of the files' own language, signs.
NAMES = set("""where scale axis fonts languages date dates count counted unit type year labels stack base stated join none exempt complete relation
    threshold audience encrypt edition.conf""".split()) | {
    "category label", "in system", "over time", "once per", "also holds", "exact dates", "mark every page", "count, zero_or_more, le, categories",
    "clients = before + new - exits", "clients place", "%.*s.language", "yyyy-mm-dd..yyyy-mm-dd", "2013H1..2014H2", "'previous'",
    "'and'", "'='", "'%.*s'", "faulty rows allowed", "persons", "percent", "ordinal endings", "group from", "{percent}", "plurals", "top", "rest", "order: %.*s", "totals: %.*s", "labels: percent", "base: stated",
    "order", "alt", "title", "subtitle", "symbol", "series", "%s: cannot %s: %s"}


# Operations that fail only where the program itself, or a library, is at fault: their words stay English.
OWN_FAULTS = re.compile(r"protect/(system|suppress)\.c|render/(pdf/(?!glyphs)|xlsx/(verify|build|native_chart|package|zip)|ods/(verify|package)).*|render/image/image\.c")


def unescape(literal):
    return re.sub(r"\\(.)", lambda found: {"t": "\t", "n": "\n"}.get(found.group(1), found.group(1)), literal)


def arguments_of(text, start):
    """From behind a '(' to its ')', strings passed over."""
    depth, at = 1, start
    while depth:
        if text[at] == '"':
            at = LITERAL.match(text, at).end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return text[start:at]


def fragments():
    for path in sorted(SRC.rglob("*.c")):
        name, text = str(path.relative_to(SRC)), path.read_text(encoding="utf-8")
        for call in CALLS.finditer(text):
            if call.group(0).startswith("error_set") and OWN_FAULTS.fullmatch(name):
                continue
            for literal in LITERAL.findall(re.sub(r'"\s*\n\s*"', "", arguments_of(text, call.end()))):
                yield name, unescape(literal)
        for verb in re.findall(r'\bfailed\(err, "([a-z ]+)"', text) if name == "base/file.c" else []:
            yield name, f"%s: cannot {verb}: %s"
        if name in TABLES:
            table = re.search(TABLES[name], text, re.S)
            assert table, f"{name}: the table is not there"
            for literal in LITERAL.findall(table.group(0)):
                yield name, unescape(literal)


def main():
    phrases = [unescape(one) for one in re.findall(r'^PHRASE\("((?:[^"\\]|\\.)*)",$', (SRC / "base" / "phrases.def").read_text(encoding="utf-8"), re.M)]
    patterns = {re.sub(r"\{\d\}", "{}", phrase) for phrase in phrases}
    passed, missing = 0, []
    for name, fragment in fragments():
        form = re.sub(r"%[.*0-9]*[a-zX]+", "{}", fragment)
        if fragment in NAMES or not re.search(r"[A-Za-z]{2}", form):
            continue
        form = re.sub(r"'\{\} @previous'", "'{}'", form)  # a figure, whatever it is
        form = form.replace("{}/{}", "{}")  # a path
        if form in patterns or "\t" + form in patterns:  # a word by itself stands behind a tab
            passed += 1
        else:
            missing.append((name, fragment))
    for name, fragment in missing:
        print(f"FAILED: {name}: no phrase for '{fragment}'")
    print(f"{passed} passed, {len(missing)} failed")
    return 1 if missing or passed < 80 else 0


if __name__ == "__main__":
    sys.exit(main())
