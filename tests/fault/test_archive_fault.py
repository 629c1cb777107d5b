#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever fails, and whenever the program is killed, the archive is the old one or the new one: test_archive_fault.py SITREP

An archive with one edition gets a second one, the inputs of the first are destroyed, and one of an older version is migrated: the n-th call of a function fails or is the last
one, for n = 1, 2, … until the run succeeds. Then verify must be content, and the same command must finish what was begun."""
import pathlib, shutil, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "whole"))
from edition import SMALL_LAYOUT, Score, compile_preload, copy_edition, set_conf
from test_archive import NAMES, OLD, ON, copy_archive, fingerprint_of, outputs_in, rows_of, run, seal

# Of these each one fails; of those below every so many: most come before anything is written.
STEPS = {"write": 1, "rename": 1, "fsync": 1, "chmod": 1, "open": 9, "close": 9}
CALLS_MAX = 3000


class Setting:
    """An archive with one edition, in a folder of its own, and a second edition."""

    def __init__(self, score, sitrep, folder):
        self.score, self.sitrep, self.folder = score, sitrep, folder
        first = copy_edition(folder / "first", audiences="public", layout=SMALL_LAYOUT)
        self.edition = copy_edition(folder / "second", audiences="public", layout=SMALL_LAYOUT.replace("A small", "Another"))
        self.kept = folder / "kept"
        self.kept.mkdir()
        score.check(seal(sitrep, first, self.kept / "a.sitrep").returncode == 0, "the first edition is sealed")
        (self.edition / "earlier.csv").write_bytes(outputs_in(self.kept / "a.sitrep")["public/data/all_figures.en.csv"])
        set_conf(self.edition, id="2014b", earlier_figures="earlier.csv")
        self.fingerprint = fingerprint_of(run(sitrep, "seal", self.edition, "--archive", self.kept / "a.sitrep"))
        self.library, self.mark = compile_preload(folder), folder / "mark"
        self.place = folder / "place"
        self.archive = self.place / "a.sitrep"

    def clear(self, command):
        shutil.rmtree(self.place, ignore_errors=True)
        if command == "migrate":
            self.place.mkdir()
            copy_archive(OLD, self.place, self.archive.name)
        else:
            shutil.copytree(self.kept, self.place)
        self.mark.unlink(missing_ok=True)

    def arguments(self, command):
        if command == "migrate":
            return ["migrate", "--archive", self.archive]
        if command == "seal":
            return ["seal", self.edition, "--archive", self.archive, *NAMES, *ON, "--fingerprint", self.fingerprint]
        return ["purge-inputs", "2014", "--archive", self.archive, *NAMES, *ON]

    def fail(self, command, call, nth, kill):
        self.clear(command)
        env = {"LD_PRELOAD": str(self.library), "FAIL_CALL": call, "FAIL_NTH": str(nth), "FAIL_MARK": str(self.mark)}
        return run(self.sitrep, *self.arguments(command), env={**env, "FAIL_HOW": "kill"} if kill else env)

    def is_done(self, command):
        """Whether the second edition is sealed, the inputs of the first are said to be destroyed, the file is of the new version."""
        done = run(self.sitrep, "verify", "--archive", self.archive)
        self.score.check(done.returncode == 0, f"verify: {done.stderr}")
        return rows_of(self.archive)[0] == 2 if command == "migrate" else ("2014b" if command == "seal" else " purge ") in done.stdout

    def check_after(self, command, done, what):
        is_done = self.is_done(command)
        if command == "migrate":
            self.score.check(rows_of(self.archive)[1] == rows_of(OLD)[1], f"{what}: every row is there")
        if done.returncode == 0:
            self.score.check(is_done, f"{what}: exit 0, and nothing done")
        elif done.returncode != -9:
            self.score.check(done.returncode in (1, 5) and sum(line.startswith("sitrep: ") for line in done.stderr.splitlines()) == 1,
                             f"{what}: exit {done.returncode}: {done.stderr[-300:]}")
            left = [path.name for path in self.place.iterdir() if not path.name.startswith("a.sitrep")]
            self.score.check(not left, f"{what}: left {left}")
        again = run(self.sitrep, *self.arguments(command))
        self.score.check(again.returncode == 0, f"{what}: the same command again: {again.returncode} {again.stderr}")
        self.score.check(self.is_done(command), f"{what}: it is done then")
        self.score.check(sorted(path.name for path in self.place.iterdir()) == ["a.sitrep", "a.sitrep.inputs"], f"{what}: nothing else is there")
        if command == "purge-inputs":
            self.score.check(outputs_in(f"{self.archive}.inputs", "input") == {}, f"{what}: nothing is left of the inputs")


def test_calls(setting, command, kill):
    for call, step in STEPS.items():
        for nth in range(1, CALLS_MAX, step):
            done = setting.fail(command, call, nth, kill)
            what = f"{command}, {call} no. {nth}{', killed' if kill else ''}"
            if not setting.mark.exists():
                setting.score.check(done.returncode == 0 and nth > 1, f"{what}: without a fault: exit {done.returncode} {done.stderr}")
                break
            setting.check_after(command, done, what)
        else:
            setting.score.check(False, f"{command}: more than {CALLS_MAX} calls of {call}")


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(score, pathlib.Path(sitrep).resolve(), pathlib.Path(folder))
        for command in ("seal", "purge-inputs", "migrate"):
            for kill in (False, True):
                test_calls(setting, command, kill)
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
