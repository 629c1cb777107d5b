#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The include rule holds, and the check of it can fail: forbidden includes planted in a copy are found.
set -u
lint=$(dirname "$0"); src=$lint/../../src
passed=0 failed=0
check() { if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$2"; fi; }
layers() { find "$1" -name '*.[ch]' -print0 | sort -z | xargs -0 awk -f "$lint/layers.awk" "$lint/layers.txt"; }
layers "$src"; check $? "the include rule is broken"
copy=$(mktemp -d); trap 'rm -rf "$copy"' EXIT
for plant in "render/pdf/pdf.c:aggregate/tally.h" "document/bind.c:ingest/cases.h" "base/text.c:codebook/codebook.h" \
             "cli/build.c:aggregate/tally.h" "cli/run_publish.c:aggregate/tally.h" "chart/pie.c:document/document.h"; do
    rm -rf "$copy/src"; cp -R "$src" "$copy/src"
    printf '#include "%s"\n' "${plant#*:}" >> "$copy/src/${plant%:*}"
    layers "$copy/src" > /dev/null; [ $? -ne 0 ]; check $? "a planted include was not found: $plant"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
