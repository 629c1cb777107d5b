#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the include rule over src/; writes the file named as argument when it holds.
set -eu
lint=$(dirname "$0")
find "$lint/../../src" -name '*.[ch]' -print0 | sort -z | xargs -0 awk -f "$lint/layers.awk" "$lint/layers.txt"
[ $# -eq 0 ] || : > "$1"
