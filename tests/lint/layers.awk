# SPDX-License-Identifier: GPL-3.0-or-later
# Fails when a file includes what its folder may not: awk -f layers.awk layers.txt FILE…
FNR == NR {
    if (/^#/ || !NF) next
    who = $1; sub(/:$/, "", who); known[who] = 1
    for (i = 2; i <= NF; i++) may[who, $i] = 1
    next
}
match($0, /^#[ \t]*include[ \t]+"[a-z_]+\//) {
    path = FILENAME; sub(/^.*src\//, "", path)
    from = path; sub(/\/.*/, "", from)
    to = $0; sub(/^[^"]*"/, "", to); sub(/\/.*/, "", to)
    if (!(from in known)) { printf "%s:%d: the folder '%s' is not in layers.txt\n", FILENAME, FNR, from; bad = 1 }
    else if (from != to && !((from, to) in may) && !((path, to) in may)) {
        printf "%s:%d: %s must not include %s/\n", FILENAME, FNR, path, to; bad = 1
    }
    checked++
}
END { if (!checked) { print "no include was checked"; bad = 1 } exit bad }
