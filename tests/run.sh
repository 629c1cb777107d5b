#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds with gcc and clang (warnings are errors) and with the sanitizers, and runs every test. The last line is "N passed, N failed".
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
builds=$top/build
export LSAN_OPTIONS="suppressions=$top/tests/leaks.supp:print_suppressions=0" ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1
broken=0

# Debian's npm where there is none: other makers' Node.js has its own, and does not go together with it.
command -v npm > /dev/null && npm= || npm="nodejs npm"
# shellcheck disable=SC2046,SC2086 # one package a line
sh "$top/examples/install.sh" $(cat "$top/examples/packages.txt" "$top/tests/packages.txt") $npm || exit 5

# build NAME COMPILER OPTION…: makes build/NAME with all test programs.
build() {
    name=$1 compiler=$2; shift 2
    echo "== $name"
    if [ ! -f "$builds/$name/build.ninja" ]; then
        CC=$compiler /usr/bin/meson setup -Dwerror=true "$@" "$builds/$name" "$top" > "$builds/$name.log" 2>&1 ||
            { cat "$builds/$name.log"; broken=$((broken + 1)); return 1; }
    fi
    /usr/bin/ninja -C "$builds/$name" --quiet all tests-all || { broken=$((broken + 1)); return 1; }
}

# check NAME OPTION…: runs the tests of build/NAME; their output goes to its log.
check() {
    name=$1; shift
    /usr/bin/meson test -C "$builds/$name" --no-rebuild --num-processes 2 "$@" > "$builds/$name.tests" 2>&1
    status=$?
    cp "$builds/$name/meson-logs/testlog.txt" "$builds/$name.results" 2> /dev/null
    # A program that ended badly without saying so in its own count is a failure too.
    if [ $status -ne 0 ]; then
        grep -E '^ *[0-9]+/[0-9]+ .*(FAIL|TIMEOUT|ERROR)' "$builds/$name.tests"
        grep -E ':[FE]:|Traceback|runtime error|AddressSanitizer|LeakSanitizer|: .* != |Assertion' "$builds/$name.results" | head -40
        broken=$((broken + 1))
    fi
}

mkdir -p "$builds"
rm -f "$builds"/*.results
build gcc gcc --buildtype=debugoptimized -Dencryption=enabled && check gcc
build clang clang --buildtype=debugoptimized && check clang --suite unit
# Instrumented code makes gcc warn of what cannot happen; the two builds above have judged the warnings.
build sanitized gcc -Dwerror=false --buildtype=debugoptimized -Db_sanitize=address,undefined && check sanitized --suite unit

# Check says "100%: Checks: 12, Failures: 0, Errors: 0"; the scripts say "12 passed, 0 failed".
cat "$builds"/*.results 2> /dev/null | awk -v broken="$broken" '
    match($0, /Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/) {
        split(substr($0, RSTART), n, /[^0-9]+/); passed += n[2] - n[3] - n[4]; failed += n[3] + n[4]
    }
    /^[0-9]+ passed, [0-9]+ failed/ { passed += $1; failed += $3 }
    END {
        if (broken && !failed) failed = broken
        printf "%d passed, %d failed\n", passed, failed
        exit failed > 0 || passed == 0
    }'
