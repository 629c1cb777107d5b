#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers have beside the printed tables: lists of figures, manifests, dates, figures typed in: test_side_doors.py
SITREP. Small editions; the counts that would follow are reckoned beside each test."""
import pathlib, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "whole")]

import hashlib

from edition import Score, files_of, modes_of
from small import edition, made, measure, numbers, policy, table

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
    score.check(numbers(where, "authorities")["clients", "2014", "gender=men", "persons"] == "3", "the exempt count is shown")
    score.check(not (out / "manifest.json").exists(), "no manifest beside the folders")
    private = [hashlib.sha256(data).hexdigest() for name, data in files_of(out).items() if not name.startswith("public/")]
    private += [hashlib.sha256(data).hexdigest() for data in files_of(where / "exports").values()]
    public = b"".join(files_of(out / "public").values())
    score.check(not [one for one in private if one.encode() in public], "no hash of what is not public")
    everything = (out / "restricted" / "manifest.json").read_bytes()
    score.check(all(hashlib.sha256(data).hexdigest().encode() in everything for name, data in files_of(out).items()
                    if name != "restricted/manifest.json"), "the restricted manifest has the hash of every file")
    score.check({mode for mode in modes_of(out / "authorities").values()} == {0o700, 0o600}, "authorities' files are for their owner")
    score.check({mode for mode in modes_of(out / "public").values()} == {0o755, 0o644}, "public files are for all")


TESTS = (test_manifests,)


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
