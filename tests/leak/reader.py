# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader with time: all that is published of some counts as equations and bounds, and what follows for any sum.

Whole numbers, by narrowing of bounds and trial; no code and no method of the program's own audit."""

FAR = 10 ** 6


class Contradiction(Exception):
    pass


class Reader:
    def __init__(self, cells):
        """cells: what the unknown counts are called. Each is a whole number from 0."""
        self.cells = list(cells)
        self.number = {cell: number for number, cell in enumerate(self.cells)}
        self.statements = {}  # set of numbers -> (least, most)

    def told(self, cells, least, most):
        """The sum over `cells` is from `least` to `most`."""
        key = frozenset(self.number[cell] for cell in cells)
        before = self.statements.get(key, (0, FAR))
        self.statements[key] = max(before[0], least), min(before[1], most)

    def holds(self, counts):
        """The statements that are not true of these counts: there must be none, or the reader misread."""
        return [(sorted(str(self.cells[n]) for n in key), bounds, sum(counts[self.cells[n]] for n in key))
                for key, bounds in self.statements.items()
                if not bounds[0] <= sum(counts[self.cells[n]] for n in key) <= bounds[1]]

    def narrow(self, low, high, statements):
        """Narrows the bounds of every count as far as single statements tell; raises Contradiction."""
        changed = True
        while changed:
            changed = False
            for key, (least, most) in statements:
                lowest, highest = sum(low[n] for n in key), sum(high[n] for n in key)
                if lowest > most or highest < least:
                    raise Contradiction
                for n in key:
                    new_high, new_low = most - lowest + low[n], least - highest + high[n]
                    if new_high < high[n]:
                        highest -= high[n] - new_high
                        high[n], changed = new_high, True
                    if new_low > low[n]:
                        lowest += new_low - low[n]
                        low[n], changed = new_low, True
                    if low[n] > high[n]:
                        raise Contradiction

    def possible(self, statements, low, high):
        """Whether whole numbers fit: narrow, then try both halves of the first open count."""
        try:
            self.narrow(low, high, statements)
        except Contradiction:
            return False
        open_ones = [n for n in range(len(low)) if low[n] < high[n]]
        if not open_ones:
            return True
        n = min(open_ones, key=lambda one: high[one] - low[one])
        middle = (low[n] + high[n]) // 2
        for new_low, new_high in ((low[n], middle), (middle + 1, high[n])):
            lower, higher = low[:], high[:]
            lower[n], higher[n] = new_low, new_high
            if self.possible(statements, lower, higher):
                return True
        return False

    def can_be(self, cells, value):
        key = frozenset(self.number[cell] for cell in cells)
        statements = [*self.statements.items(), (key, (value, value))]
        return self.possible(statements, [0] * len(self.cells), [FAR] * len(self.cells))

    def interval(self, cells, truth, enough=None):
        """Least and most that the sum can be; `enough` ends the search upwards."""
        least = next(value for value in range(truth + 1) if self.can_be(cells, value))
        most = truth
        while (enough is None or most < enough) and self.can_be(cells, most + 1):
            most += 1
        # A gap in what is possible: whole numbers above it count too.
        for value in range(most + 2, (enough or most) + 1):
            if self.can_be(cells, value):
                most = value
        return least, most
