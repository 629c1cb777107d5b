#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every diagnostic as people see it: run.py SITREP [--update]

diagnostics/CODE/ holds the files in which an edition differs from base/ (a file `command` names another command than
`check edition`, a file `also` a folder that base/ is changed by first), and expected.txt: what the program says on stderr. --update writes expected.txt anew: read the difference."""
import pathlib, re, shutil, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = HERE / "diagnostics"
OURS = ("expected.txt", "command", "also")

# Codes that no file can bring about, and why.
NOT_BY_FILES = {}

# Codes that say that there is too much of another.
WITH = {"E130": "E201", "E518": "E504"}


def codes():
    return re.findall(r"^DIAGNOSTIC\((\w+), (\w+),", (ROOT / "src" / "base" / "diagnostics.def").read_text(encoding="utf-8"), re.M)


def english_phrases():
    """The phrases of several words that stand in messages, without their slots."""
    text = (ROOT / "src" / "base" / "phrases.def").read_text(encoding="utf-8")
    found = [re.sub(r"\\(.)", r"\1", phrase) for phrase in re.findall(r'^PHRASE\("((?:[^"\\]|\\.)*)",$', text, re.M)]
    return [part.strip() for phrase in found for part in re.split(r"\{\d\}", phrase) if len(re.findall(r"[a-z]+", part)) > 2]


def lay_out(case, folder, language):
    """The edition: base, the program's languages, the fonts, and what the case changes. Returns the arguments."""
    edition = folder / "edition"
    shutil.copytree(HERE / "base", edition)
    for name in ("en.language", "fi.language"):
        shutil.copy(ROOT / "layouts" / name, edition)
    if (case / "also").exists():
        shutil.copytree(HERE / (case / "also").read_text(encoding="utf-8").strip(), edition, dirs_exist_ok=True)
    for path in case.rglob("*"):
        if path.is_file() and path.name not in OURS:
            (edition / path.relative_to(case)).parent.mkdir(exist_ok=True)
            shutil.copy(path, edition / path.relative_to(case))
    (folder / "fonts").symlink_to(ROOT / "fonts")
    command = case / "command"
    arguments = command.read_text(encoding="utf-8").splitlines() if command.exists() else ["check", "edition"]
    if language and "--figures" not in arguments:
        named = next((folder / name for name in arguments[1:] if (folder / name / "edition.conf").exists()), edition)
        with open(named / "edition.conf", "a", encoding="utf-8") as conf:
            conf.write(f"messages: {language}\n")
    return arguments + (["--language", language] if language and "--figures" in arguments else [])


def said(sitrep, case, language=None):
    with tempfile.TemporaryDirectory() as place:
        arguments = lay_out(case, pathlib.Path(place), language)
        done = subprocess.run([sitrep, *arguments], cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        return done.returncode, done.stderr.decode("utf-8")


def judge(sitrep, code, severity, update):
    """What is wrong with the case of a code, or nothing."""
    case = CASES / code
    if not case.is_dir():
        return None if code in NOT_BY_FILES else "there is no case"
    status, words = said(sitrep, case)
    expected = case / "expected.txt"
    if update:
        expected.write_text(words, encoding="utf-8")
    told = re.findall(r"(?:error|warning|note)\[(\w+)\]:", words)
    if set(told) - {WITH.get(code)} != {code}:
        return f"it tells {sorted(set(told))}, not {code} alone\n{words}"
    if status != (1 if severity == "ERROR" else 0):
        return f"exit {status}"
    if not expected.exists() or words != expected.read_text(encoding="utf-8"):
        return f"it says\n{words}"
    return judge_languages(sitrep, case, words)


PLACE = re.compile(r"^(\S+?:(?:\d+:)*) (\w+)\[(\w+)\]: (.*)$", re.M)


def judge_languages(sitrep, case, english):
    """Finnish and Swedish tell the same places, and no English phrase."""
    phrases = english_phrases()
    for language in ("fi", "sv"):
        _, words = said(sitrep, case, language)
        messages = "\n".join(line for line in words.splitlines() if not re.match(r" *\d+ \| ", line))
        if [(place, code) for place, _, code, _ in PLACE.findall(words)] != [(place, code) for place, _, code, _ in PLACE.findall(english)]:
            return f"{language}: other places\n{words}"
        if {severity for _, severity, _, _ in PLACE.findall(words)} - {"virhe", "varoitus", "fel", "varning"}:
            return f"{language}: severities\n{words}"
        left = [phrase for phrase in phrases if phrase in messages]
        if left:
            return f"{language}: in English: {left}\n{words}"
    return None


def main(sitrep, update):
    sitrep = str(pathlib.Path(sitrep).resolve())
    known = codes()
    wrong = {code: fault for code, severity in known if (fault := judge(sitrep, code, severity, update))}
    for code in [path.name for path in CASES.iterdir()] + list(NOT_BY_FILES):
        if code not in dict(known):
            wrong[code] = "there is no such code in diagnostics.def"
    with tempfile.TemporaryDirectory() as place:
        for name in ("base", "translated"):
            nothing = pathlib.Path(place) / name
            nothing.mkdir()
            (nothing / "also").write_text(name, encoding="utf-8")
            if said(sitrep, nothing) != (0, ""):
                wrong[name] = f"{name}/ itself has faults: {said(sitrep, nothing)}"
    for code, fault in wrong.items():
        print(f"FAILED: {code}: {fault}")
    print(f"{len(known) + 2 - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--update" in sys.argv))
