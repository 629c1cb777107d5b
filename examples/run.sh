#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds sitrep, and makes the 2014 report in out/ (or in the folder given).
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$top/out}
# shellcheck disable=SC2046 # one package a line
sh "$top/examples/install.sh" $(cat "$top/examples/packages.txt")
build=$top/build/release
[ -f "$build/build.ninja" ] || /usr/bin/meson setup --buildtype=release -Db_lto=true "$build" "$top" > "$top/build-setup.log" 2>&1 ||
    { cat "$top/build-setup.log" >&2; exit 5; }
rm -f "$top/build-setup.log"
/usr/bin/ninja -C "$build" --quiet sitrep layers.checked
"$build/sitrep" build "$top/examples/2014" -o "$out"
echo
echo "The report:    $out/public/situation-2014.fi.pdf, .sv.pdf and .en.pdf"
echo "The web page:  $out/public/situation-2014.fi.html, .sv.html and .en.html"
echo "The workbook:  $out/public/situation-2014.fi.xlsx, .sv.xlsx and .en.xlsx"
