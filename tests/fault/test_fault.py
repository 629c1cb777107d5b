#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever fails, the output folder holds the old report or the whole new one: test_fault.py SITREP

The n-th call of a function fails, for n = 1, 2, … until the run succeeds; memory runs out; the program is killed; the
disk is full; files may not grow. Kills and memory come at places that are the same in each run of this test."""
import os, pathlib, resource, shutil, signal, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "whole"))
from edition import ROOT, SMALL_LAYOUT, Score, build, compile_preload, copy_edition, files_of, leftovers, modes_of, set_conf

CALLS = ("write", "open", "rename", "fsync", "mkdir", "chmod", "close", "stream")
ONE_BY_ONE = 40  # so many calls of a kind fail one by one, of the others every seventh
CALLS_MAX = 5000  # far more than the small edition needs of any
KILLS = 20


class Setting:
    """A small edition, what it makes, and another one that was there before."""

    def __init__(self, score, sitrep, folder):
        self.score, self.sitrep, self.folder = score, sitrep, folder
        self.edition = copy_edition(folder / "new", audiences="public", layout=SMALL_LAYOUT)
        older = copy_edition(folder / "old", audiences="public", layout=SMALL_LAYOUT.replace("A small", "An older"))
        for edition, name in ((self.edition, "new"), (older, "old")):
            score.check(build(sitrep, edition, folder / name / "out").returncode == 0, f"the {name} edition builds")
        self.new, self.old = files_of(folder / "new" / "out"), files_of(folder / "old" / "out")
        score.check(self.new != self.old, "the two differ")
        self.library = compile_preload(folder)
        self.mark = folder / "mark"
        self.out = folder / "place" / "out"
        self.out.parent.mkdir()

    def clear(self, old):
        shutil.rmtree(self.out.parent)
        self.out.parent.mkdir()
        self.mark.unlink(missing_ok=True)
        if old:
            shutil.copytree(self.folder / "old" / "out", self.out)

    def fail(self, call, nth, **more):
        """Lets the n-th call fail; whether there were so many, and the run."""
        env = {"LD_PRELOAD": str(self.library), "FAIL_CALL": call, "FAIL_NTH": str(nth), "FAIL_MARK": str(self.mark), **more}
        done = build(self.sitrep, self.edition, self.out, env=env)
        return self.mark.exists(), done

    def check_failed(self, done, old, what, codes=(5,)):
        """The run failed, said so in a line, and what was there is there still."""
        said = done.stderr.decode("utf-8", "replace")
        own = [line for line in said.splitlines() if line.startswith("sitrep: ")]
        self.score.check(done.returncode in codes and len(own) == 1, f"{what}: exit {done.returncode}: {said[-300:]}")
        self.check_place(old, what)

    def check_place(self, old, what):
        found = files_of(self.out) if self.out.exists() else {}
        self.score.check(found == (self.old if old else {}), f"{what}: the place is not as it was")
        self.score.check(list(self.out.parent.iterdir()) == ([self.out] if old else []), f"{what}: something is left")


def test_calls(setting):
    for call in CALLS:
        for nth in [*range(1, ONE_BY_ONE), *range(ONE_BY_ONE, CALLS_MAX, 7 if call != "stream" else 41)]:
            old = nth % 2 == 1
            setting.clear(old)
            failed, done = setting.fail(call, nth)
            what = f"{call} no. {nth}"
            if done.returncode == 0:
                setting.score.check(files_of(setting.out) == setting.new and not leftovers(setting.out),
                                    f"{what}: exit 0, but not the whole report")
            elif b"the outputs are in place" in done.stderr:
                setting.score.check(call == "stream" and done.returncode == 5 and files_of(setting.out) == setting.new,
                                    f"{what}: exit {done.returncode}, not all outputs are in place")
            else:
                # Libraries that open fonts say only that a font cannot be read.
                setting.check_failed(done, old, what, codes=(1, 5) if call == "open" else (5,))
            if not failed:
                setting.score.check(done.returncode == 0 and nth > 1, f"without a fault: exit {done.returncode}")
                break
        else:
            setting.score.check(False, f"{call}: more than {CALLS_MAX} calls")


def test_every_writing_call_counts(setting):
    """Of the calls that make the outputs none may be unheard: the first of each kind that fails must fail the run."""
    for call in ("write", "fsync", "rename", "mkdir", "chmod"):
        setting.clear(False)
        failed, done = setting.fail(call, 1)
        setting.score.check(failed and done.returncode == 5, f"the first {call} fails: exit {done.returncode}")


def check_memory(setting, nth, old):
    """Whether there were so many calls: then the run ends with a failure, whichever library asked."""
    setting.clear(old)
    failed, done = setting.fail("memory", nth)
    if failed:
        setting.check_failed(done, old, f"memory no. {nth}")
    else:
        setting.score.check(done.returncode == 0 and files_of(setting.out) == setting.new, f"memory suffices: exit {done.returncode}")
    return failed


def test_memory(setting):
    """Steps grow, so that all stages are met; then the last calls, among which the outputs are put in place."""
    nth, step, runs = 1, 1.0, 0
    while check_memory(setting, nth, runs % 2 == 1):
        runs += 1
        step *= 1.13
        nth += max(1, int(step))
    setting.score.check(runs > 40, f"only {runs} places where memory ran out")
    low, high = nth - int(step) - 1, nth
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if check_memory(setting, middle, True) else (low, middle)
    for nth in range(low - 12, low + 3):
        check_memory(setting, nth, True)


def test_memory_of_threads(setting):
    """Pango's thread finds no memory, at whatever the program does meanwhile: as if the program were killed then."""
    failures = 0
    for nth in [*range(1, 10), *range(10, CALLS_MAX, 97)]:
        setting.clear(True)
        failed, done = setting.fail("memory", nth, FAIL_THREAD="yes")
        found = files_of(setting.out)
        if done.returncode == 0:
            setting.score.check(found == setting.new, f"memory no. {nth} of threads: exit 0, but other outputs")
        else:
            said = done.stderr.decode("utf-8", "replace")
            setting.score.check(done.returncode == 5 and said.count("\n") == 1, f"memory no. {nth} of threads: {said[-300:]}")
            setting.score.check(found in (setting.old, setting.new), f"memory no. {nth} of threads: half a report")
            failures += 1
        if not failed:
            break
    setting.score.check(failures > 10, f"only {failures} places where a thread ran out of memory")


def test_kills(setting):
    """Killed at any moment: the old report or the new one, both whole; the next run clears up."""
    started = time.monotonic()
    setting.clear(True)
    build(setting.sitrep, setting.edition, setting.out)
    whole = time.monotonic() - started
    seen_old = 0
    for number in range(KILLS):
        setting.clear(True)
        process = subprocess.Popen([str(setting.sitrep), "build", str(setting.edition), "-o", str(setting.out)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Most kills towards the end, where files are written.
        time.sleep(whole * (1 - (1 - number / KILLS) ** 2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = files_of(setting.out)
        seen_old += found == setting.old
        setting.score.check(found in (setting.old, setting.new), f"kill {number}: half a report")
        others = [path for path in setting.out.parent.iterdir() if path != setting.out]
        setting.score.check(others == leftovers(setting.out) and len(others) <= 1, f"kill {number}: left {others}")
        setting.score.check(all(path.stat().st_mode & 0o077 == 0 or modes_of(path).get("restricted", 0o700) == 0o700
                                for path in others), f"kill {number}: something restricted that others may read")
        setting.score.check(build(setting.sitrep, setting.edition, setting.out).returncode == 0 and not leftovers(setting.out)
                            and files_of(setting.out) == setting.new, f"kill {number}: the next run clears up")
    setting.score.check(seen_old > 0, "some kills came in time")


def test_signals(setting):
    """Kills between two writes: the program is stopped by the file-size limit's signal or a full pipe in no case."""
    for limit in (0, 100, 5000, 20000):
        setting.clear(True)
        done = build(setting.sitrep, setting.edition, setting.out,
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        setting.check_failed(done, True, f"files may grow to {limit} bytes only")
    for limit in (3, 4, 5, 6, 8):
        setting.clear(False)
        done = build(setting.sitrep, setting.edition, setting.out,
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
        if done.returncode == 127:
            continue  # the loader itself found no descriptor
        if done.returncode == 0:
            setting.score.check(files_of(setting.out) == setting.new, f"{limit} descriptors: exit 0, but other outputs")
        else:
            setting.check_failed(done, False, f"{limit} descriptors")
    for megabytes in (60, 80, 120):
        setting.clear(True)
        size = megabytes << 20
        done = build(setting.sitrep, setting.edition, setting.out,
                     preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)))
        if done.returncode not in (0, 127):
            setting.check_failed(done, True, f"{megabytes} MiB of memory")


def mount_small(place, kib):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place)], capture_output=True).returncode == 0


def test_full_disk(setting):
    place = setting.folder / "small"
    place.mkdir()
    if os.geteuid() != 0 or not mount_small(place, 64):
        print("skipped: full disk (no right to mount a small file system)")
        return
    subprocess.run(["umount", str(place)], check=True)
    for kib in (4, 16, 40, 80, 120, 160, 200):
        mount_small(place, kib)
        try:
            done = build(setting.sitrep, setting.edition, place / "out")
            if done.returncode == 0:
                setting.score.check(files_of(place / "out") == setting.new, f"{kib} KiB: exit 0, but other outputs")
            else:
                setting.score.check(done.returncode == 5 and done.stderr.count(b"\n") == 1, f"{kib} KiB: {done.stderr[-300:]}")
                setting.score.check(list(place.iterdir()) == [], f"{kib} KiB: something is left")
        finally:
            subprocess.run(["umount", str(place)], check=True)


def test_unwritable(setting):
    setting.clear(True)
    place = setting.out.parent
    # The superuser may write anywhere: the program runs as nobody, with copies of what nobody might not reach.
    drop = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    program = shutil.copy2(setting.sitrep, setting.folder / "sitrep")
    shutil.copytree(ROOT / "fonts", setting.folder / "fonts")
    set_conf(setting.edition, fonts=setting.folder / "fonts")
    for path in [setting.folder, *setting.folder.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    place.chmod(0o555)
    done = build(program, setting.edition, setting.out, **drop)
    setting.check_failed(done, True, "a folder that may not be written to")
    place.chmod(0o755)


def main(sitrep):
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(score, pathlib.Path(sitrep).resolve(), pathlib.Path(folder))
        for test in (test_every_writing_call_counts, test_calls, test_memory, test_memory_of_threads, test_kills, test_signals,
                     test_full_disk, test_unwritable):
            started = time.monotonic()
            test(setting)
            if os.environ.get("SITREP_TEST_TIMES"):
                print(f"{test.__name__}: {time.monotonic() - started:.1f} s")
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
