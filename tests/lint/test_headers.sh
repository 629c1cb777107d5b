#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every header compiles by itself, twice in a row. Arguments: the compiler, then its flags.
set -u
src=$(dirname "$0")/../../src
passed=0 failed=0
for header in $(cd "$src" && find . -name '*.h' | sort | sed 's|^\./||'); do
    if printf '#include "%s"\n#include "%s"\n' "$header" "$header" |
        "$@" -x c -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -I"$src" -; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$header does not compile alone"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
