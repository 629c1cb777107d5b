# SPDX-License-Identifier: GPL-3.0-or-later
"""What Excel asks of a workbook and other readers forgive: it offers to repair a file that breaks one of these rules, or drops
what is wrong without a word. faults(parts) has a line for each, that begins with the name of the rule.

From ECMA-376 part 1: 18 (sheets, styles, tables), 21.2 (charts), 20.5 (drawings); part 2: 9 (packages). Only what our workbooks
have is known here: any other element is a fault, too, so that whoever adds one looks up where it belongs."""
import posixpath, re, xml.etree.ElementTree as ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"

LABELS = "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator " \
         "showLeaderLines leaderLines"
AXIS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx " \
       "crosses crossesAt "
# The children of an element, in the order of its schema.
ORDER = {MAIN + name: words.split() for name, words in {
    "workbook": "fileVersion workbookPr bookViews sheets definedNames calcPr",
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells hyperlinks printOptions pageMargins "
                 "pageSetup headerFooter rowBreaks ignoredErrors drawing tableParts",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles",
    "font": "b i strike u vertAlign sz color name family scheme",
    "border": "left right top bottom diagonal",
    "xf": "alignment protection",
    "table": "autoFilter tableColumns tableStyleInfo extLst",
    "c": "f v is",
}.items()} | {CHART + name: words.split() for name, words in {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr printSettings",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "title": "tx layout overlay spPr txPr",
    "plotArea": "layout barChart lineChart pieChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker axId",
    "pieChart": "varyColors ser dLbls firstSliceAng",
    "dLbls": LABELS,
    "dLbl": "idx delete layout tx " + LABELS.removeprefix("dLbl delete "),
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "catAx": AXIS + "auto lblAlgn lblOffset tickLblSkip noMultiLvlLbl",
    "valAx": AXIS + "crossBetween majorUnit minorUnit",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "strCache": "ptCount pt", "numCache": "formatCode ptCount pt",
}.items()} | {DRAWING + "oneCellAnchor": "from ext graphicFrame clientData".split(), DRAWING + "from": "col colOff row rowOff".split()}
SERIES = {"barChart": "idx order tx spPr invertIfNegative dPt dLbls cat val", "lineChart": "idx order tx spPr marker dPt dLbls cat val smooth",
          "pieChart": "idx order tx spPr explosion dPt dLbls cat val"}
# Where numbers may stand, by what is drawn and how it is grouped.
PLACES = {("barChart", "clustered"): {"ctr", "inBase", "inEnd", "outEnd"}, ("barChart", "stacked"): {"ctr", "inBase", "inEnd"},
          ("barChart", "percentStacked"): {"ctr", "inBase", "inEnd"}, ("lineChart", "standard"): {"t", "b", "l", "r", "ctr"},
          ("pieChart", None): {"bestFit", "ctr", "inEnd", "outEnd"}}
BUILTIN_FORMATS = {0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 37, 38, 39, 40, 45, 46, 47, 48, 49}


def local(element):
    return element.tag.split("}")[-1]


def units(text):
    """Excel counts the units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def column_of(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(reference):
    """(first column, first row, last column, last row) of A1 or $A$1:$B$2; None: it is neither."""
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?", reference)
    if not found:
        return None
    first, row, last, end = found.groups()
    area = column_of(first), int(row), column_of(last or first), int(end or row)
    return area if 1 <= area[0] <= area[2] <= 16384 and 1 <= area[1] <= area[3] <= 1048576 else None


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def unescaped(text):
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def repeated(values):
    return sorted({value for value in values if values.count(value) > 1})


class Rules:
    def __init__(self, parts):
        self.parts, self.found = parts, []
        self.trees = {}
        for name, content in parts.items():
            try:
                self.trees[name] = ElementTree.fromstring(content)
            except ElementTree.ParseError as error:
                self.fault("xml", f"{name}: {error}")
        self.cells = {}  # sheet: {(column, row): number, text}
        self.widest = {}  # sheet: (last column, last row)
        self.tables = []  # (id, name)

    def fault(self, rule, what):
        self.found.append(f"{rule}: {what}")

    def expect(self, rule, good, what):
        if not good:
            self.fault(rule, what)

    def targets(self, part):
        """{id: part} of what the part refers to."""
        folder, name = posixpath.split(part)
        rels = self.trees.get(posixpath.join(folder, "_rels", name + ".rels"), [])
        ids = [rel.get("Id") for rel in rels]
        self.expect("relation", not repeated(ids), f"{part}: relations {ids}")
        return {rel.get("Id"): posixpath.normpath(posixpath.join(folder, rel.get("Target"))) for rel in rels}

    # ---- the package ----

    def check_package(self):
        types = self.trees["[Content_Types].xml"]
        defaults = {child.get("Extension") for child in types.findall(TYPES + "Default")}
        overrides = [child.get("PartName").lstrip("/") for child in types.findall(TYPES + "Override")]
        self.expect("type", not repeated(overrides) and set(overrides) <= set(self.parts), f"types of {overrides}")
        for name in self.parts:
            known = name in overrides or name == "[Content_Types].xml" or (name.endswith(".rels") and "rels" in defaults)
            self.expect("type", known, f"{name} has no type of its own")
        for name in self.parts:
            for target in self.targets(name).values():
                self.expect("relation", target in self.parts, f"{name} refers to {target}, which is not there")
        for name, tree in self.trees.items():
            for element in tree.iter():
                self.check_order(name, element)

    def check_order(self, name, element):
        order = ORDER.get(element.tag)
        if not order:
            return
        places = [order.index(local(child)) if local(child) in order else None for child in element]
        self.expect("order", None not in places and places == sorted(places),
                    f"{name}: {local(element)} has {[local(child) for child in element]}")

    # ---- the book and its styles ----

    def check_book(self):
        book, targets = self.trees["xl/workbook.xml"], self.targets("xl/workbook.xml")
        sheets = list(book.iter(MAIN + "sheet"))
        names = [sheet.get("name") for sheet in sheets]
        for name in names:
            good = 0 < units(name) <= 31 and not re.search(r"[][:*?/\\]", name) and name.strip("'") == name and name.lower() != "history"
            self.expect("sheet name", good, repr(name))
        self.expect("sheet name", not repeated([name.lower() for name in names]), f"{names}")
        ids = [int(sheet.get("sheetId")) for sheet in sheets]
        self.expect("sheet id", not repeated(ids) and all(0 < number < 65535 for number in ids), f"{ids}")
        sheet_parts = {sheet.get("name"): targets.get(sheet.get(LINK + "id")) for sheet in sheets}
        for name, part in sheet_parts.items():
            if self.expect_part(part, f"sheet {name}"):
                self.check_cells(name, self.trees[part])
        selected = [name for name, part in sheet_parts.items() if part in self.trees
                    and any(view.get("tabSelected") == "1" for view in self.trees[part].iter(MAIN + "sheetView"))]
        self.expect("selection", selected == names[:1], f"selected are {selected}")  # else whatever is typed goes to several sheets
        self.check_names(book, names)
        return sheet_parts

    def expect_part(self, part, what):
        self.expect("relation", part in self.trees, f"{what}: no part {part}")
        return part in self.trees

    def check_names(self, book, sheets):
        names = [(name.get("localSheetId"), name.get("name").lower()) for name in book.iter(MAIN + "definedName")]
        self.expect("defined name", not repeated(names), f"{names}")
        for name in book.iter(MAIN + "definedName"):
            good = re.fullmatch(r"[A-Za-z_\\][\w.\\]{0,254}", name.get("name")) and not area_of(name.get("name").upper())
            self.expect("defined name", good, name.get("name"))
            place = int(name.get("localSheetId", -1))
            found = re.fullmatch(r"'((?:[^']|'')+)'!\$(\d+):\$(\d+)", name.text or "")
            inside = found and -1 < place < len(sheets) and found[1].replace("''", "'") == sheets[place]
            if name.get("name") == "_xlnm.Print_Titles":
                self.expect("defined name", inside and 1 <= int(found[2]) <= int(found[3]), f"print titles {name.text} of sheet {place}")

    def check_styles(self):
        styles = self.trees["xl/styles.xml"]
        counts = {}
        for group in styles:
            counts[local(group)] = len(group)
            self.expect("style", group.get("count") in (None, str(len(group))), f"{local(group)} are {len(group)}")
        formats = [int(one.get("numFmtId")) for one in styles.iter(MAIN + "numFmt")]
        self.expect("style", not repeated(formats) and all(number >= 164 for number in formats), f"formats {formats}")
        self.expect("style", all(0 < units(one.get("formatCode")) <= 255 for one in styles.iter(MAIN + "numFmt")), "length of a format")
        first = [fill.find(MAIN + "patternFill").get("patternType") for fill in styles.find(MAIN + "fills")][:2]
        self.expect("style", first == ["none", "gray125"], f"fills begin with {first}")
        for xf in styles.iter(MAIN + "xf"):
            number = int(xf.get("numFmtId"))
            good = (number in BUILTIN_FORMATS or number in formats) and int(xf.get("xfId", 0)) < counts["cellStyleXfs"] and all(
                int(xf.get(name)) < counts[group] for name, group in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")))
            self.expect("style", good, f"a format refers to what is not there: {xf.attrib}")
        for style in styles.iter(MAIN + "cellStyle"):
            self.expect("style", int(style.get("xfId")) < counts["cellStyleXfs"], f"style {style.get('name')}")
        self.formats = counts["cellXfs"]

    # ---- sheets ----

    def check_cells(self, sheet, tree):
        cells, before = {}, 0
        for row in tree.iter(MAIN + "row"):
            number = int(row.get("r"))
            self.expect("cell", before < number <= 1048576, f"{sheet}: row {number} after {before}")
            self.expect("size", 0 < float(row.get("ht", 15)) <= 409.5, f"{sheet}: row {number} is {row.get('ht')} high")
            before, last = number, 0
            for cell in row:
                area = area_of(cell.get("r", ""))
                if not area or area[1] != number or area[0] <= last:
                    self.fault("cell", f"{sheet}: {cell.get('r')} in row {number}")
                    continue
                last = area[0]
                cells[area[:2]] = self.value(sheet, cell)
        self.cells[sheet] = cells
        self.widest[sheet] = max(column for column, _ in cells), max(row for _, row in cells)
        wanted = area_of(tree.find(MAIN + "dimension").get("ref"))
        self.expect("cell", wanted and wanted[2:] == self.widest[sheet], f"{sheet}: dimension {wanted}, filled to {self.widest[sheet]}")

    def value(self, sheet, cell):
        place = f"{sheet}: {cell.get('r')}"
        self.expect("style", 0 <= int(cell.get("s", 0)) < self.formats, f"{place} has style {cell.get('s')}")
        formula, number, text = (cell.find(MAIN + name) for name in ("f", "v", "is"))
        self.expect("formula", formula is None or (number is not None and number.text), f"{place}: a formula without its value")
        if cell.get("t", "n") == "n":
            try:
                return float(number.text)
            except (AttributeError, ValueError, TypeError):
                self.fault("cell", f"{place} is no number")
                return None
        self.expect("cell", cell.get("t") == "inlineStr" and text is not None and number is None, f"{place}: type {cell.get('t')}")
        said = "".join(text.itertext()) if text is not None else ""
        self.expect("text", 0 < units(unescaped(said)) <= 32767, f"{place} has {units(said)} characters")
        for part in cell.iter(MAIN + "t"):
            self.expect("text", (part.text or "").strip() == (part.text or "") or part.get(PRESERVE), f"{place}: spaces at its ends")
        return unescaped(said)

    def check_sheet(self, name, part):
        tree, targets = self.trees[part], self.targets(part)
        taken = 0
        for column in tree.iter(MAIN + "col"):
            first, last = int(column.get("min")), int(column.get("max"))
            good = taken < first <= last <= 16384 and 0 < float(column.get("width")) <= 255
            self.expect("size", good, f"{name}: columns {first} to {last}, {column.get('width')} wide, after {taken}")
            taken = last
        merged = [area_of(one.get("ref")) for one in tree.iter(MAIN + "mergeCell")]
        self.expect("merged", all(merged) and not any(overlap(a, b) for i, a in enumerate(merged) for b in merged[:i]), f"{name}: {merged}")
        for link in tree.iter(MAIN + "hyperlink"):
            found = re.fullmatch(r"'((?:[^']|'')+)'!([A-Z]+\d+)", link.get("location", ""))
            good = found and found[1].replace("''", "'") in self.cells and area_of(link.get("ref")) and units(link.get("location")) < 256
            self.expect("link", good, f"{name}: {link.get('location')}")
        setup = tree.find(MAIN + "pageSetup")
        if setup is not None:
            good = 10 <= int(setup.get("scale", 100)) <= 400 and all(0 <= int(setup.get(one, 1)) <= 32767 for one in ("fitToHeight", "fitToWidth"))
            self.expect("page", good and setup.get("orientation") in ("portrait", "landscape"), f"{name}: {setup.attrib}")
        self.check_tables(name, tree, targets, merged)
        drawings = [targets.get(one.get(LINK + "id")) for one in tree.iter(MAIN + "drawing")]
        for drawing in drawings:
            if self.expect_part(drawing, name):
                self.check_drawing(name, drawing)

    def check_tables(self, sheet, tree, targets, merged):
        areas = list(merged)
        listed = tree.find(MAIN + "tableParts")
        self.expect("table", listed is None or listed.get("count") == str(len(listed)) and len(listed), f"{sheet}: number of tables")
        for one in tree.iter(MAIN + "tablePart"):
            part = targets.get(one.get(LINK + "id"))
            if not self.expect_part(part, f"table of {sheet}"):
                continue
            table = self.trees[part]
            area = area_of(table.get("ref"))
            columns = [column.get("name") for column in table.iter(MAIN + "tableColumn")]
            if not area or area[3] <= area[1] or any(overlap(area, other) for other in areas):
                self.fault("table", f"{sheet}: area {table.get('ref')}")
                continue
            areas.append(area)
            self.tables.append((table.get("id"), table.get("displayName").lower()))
            name = table.get("displayName")
            self.expect("table", re.fullmatch(r"[A-Za-z_\\][\w.\\]{0,254}", name) and not area_of(name.upper()) and
                        not re.fullmatch(r"[cr]|r\d*c\d*", name.lower()), f"{sheet}: name {name}")
            heads = [self.cells[sheet].get((column, area[1])) for column in range(area[0], area[2] + 1)]
            self.expect("table", [unescaped(column) for column in columns] == heads, f"{sheet}: columns {columns} under {heads}")
            good = not repeated([column.lower() for column in columns]) and all(0 < units(column) <= 255 for column in columns)
            self.expect("table", good and table.find(MAIN + "tableColumns").get("count") == str(len(columns)), f"{sheet}: columns {columns}")
            ids = [column.get("id") for column in table.iter(MAIN + "tableColumn")]
            self.expect("table", not repeated(ids), f"{sheet}: ids of columns {ids}")

    # ---- charts ----

    def check_drawing(self, sheet, part):
        tree, targets = self.trees[part], self.targets(part)
        ids = [one.get("id") for one in tree.iter(DRAWING + "cNvPr")]
        self.expect("drawing", not repeated(ids) and "0" not in ids, f"{sheet}: ids {ids}")
        for extent in tree.iter(DRAWING + "ext"):
            self.expect("drawing", int(extent.get("cx")) > 0 and int(extent.get("cy")) > 0, f"{sheet}: {extent.attrib}")
        for chart in tree.iter(CHART + "chart"):
            target = targets.get(chart.get(LINK + "id"))
            if self.expect_part(target, f"chart of {sheet}"):
                self.check_chart(sheet, self.trees[target])

    def check_chart(self, sheet, tree):
        plot = tree.find(f"{CHART}chart/{CHART}plotArea")
        axes = {axis.find(CHART + "axId").get("val"): axis.find(CHART + "crossAx").get("val") for axis in plot
                if local(axis) in ("catAx", "valAx")}
        self.expect("axis", all(axes.get(other) == one and one != other for one, other in axes.items()), f"{sheet}: {axes}")
        for kind in plot:
            if local(kind) in SERIES:
                self.check_kind(sheet, kind, axes)
        for axis in plot.iter(CHART + "valAx"):
            self.check_scale(sheet, axis)

    def check_scale(self, sheet, axis):
        limits = [axis.find(f"{CHART}scaling/{CHART}{name}") for name in ("min", "max")]
        least, most = (float(limit.get("val")) if limit is not None else None for limit in limits)
        unit = axis.find(CHART + "majorUnit")
        good = (unit is None or float(unit.get("val")) > 0) and (least is None or most is None or least < most)
        self.expect("axis", good, f"{sheet}: an axis from {least} to {most}")

    def check_kind(self, sheet, kind, axes):
        grouping = kind.find(CHART + "grouping")
        grouping = grouping.get("val") if grouping is not None else None
        named = [one.get("val") for one in kind.findall(CHART + "axId")]
        self.expect("axis", sorted(named) == sorted(axes), f"{sheet}: {local(kind)} has the axes {named}")
        places = PLACES.get((local(kind), grouping))
        self.expect("label", places is not None, f"{sheet}: {local(kind)} is {grouping}")
        for place in kind.iter(CHART + "dLblPos"):
            self.expect("label", place.get("val") in (places or ()), f"{sheet}: a label at {place.get('val')} of {local(kind)}, {grouping}")
        lap = kind.find(CHART + "overlap")
        if local(kind) == "barChart" and grouping != "clustered":
            self.expect("label", lap is not None and lap.get("val") == "100", f"{sheet}: piles stand beside each other")
        series = kind.findall(CHART + "ser")
        for name in ("idx", "order"):
            numbers = [one.find(CHART + name).get("val") for one in series]
            self.expect("series", series and not repeated(numbers), f"{sheet}: {name} {numbers}")
        self.expect("series", local(kind) != "pieChart" or len(series) == 1, f"{sheet}: a pie of {len(series)} series")
        self.expect("series", len({one.findtext(f"{CHART}cat/{CHART}strRef/{CHART}f") for one in series}) == 1, f"{sheet}: several names of categories")
        for one in series:
            self.check_series(sheet, one, SERIES[local(kind)].split())

    def check_series(self, sheet, series, order):
        places = [order.index(local(child)) if local(child) in order else None for child in series]
        self.expect("order", None not in places and places == sorted(places), f"{sheet}: ser has {[local(child) for child in series]}")
        name = self.check_reference(sheet, series.find(f"{CHART}tx/{CHART}strRef"))
        names = self.check_reference(sheet, series.find(f"{CHART}cat/{CHART}strRef"))
        values = self.check_reference(sheet, series.find(f"{CHART}val/{CHART}numRef"))
        self.expect("series", len(name) == 1 and 0 < len(values) <= len(names), f"{sheet}: {len(values)} numbers of {len(names)} categories")
        for point in [*series.findall(CHART + "dPt"), *series.iter(CHART + "dLbl")]:
            number = int(point.find(CHART + "idx").get("val"))
            self.expect("series", number < len(values), f"{sheet}: the look of point {number} of {len(values)}")

    def check_reference(self, sheet, reference):
        """The cells that it refers to, which the chart has a copy of; an area after the other, in brackets where there are several."""
        if reference is None:
            self.fault("reference", f"{sheet}: none")
            return []
        formula = reference.findtext(CHART + "f") or ""
        inner = formula[1:-1] if formula.startswith("(") and formula.endswith(")") else formula
        found = re.findall(r"'((?:[^']|'')+)'!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)", inner)
        whole = ",".join(f"'{name}'!{place}" for name, place in found)
        good = whole == inner and (inner != formula) == (len(found) > 1) and units(formula) <= 8192
        if not good or {name.replace("''", "'") for name, _ in found} != {sheet} or not all(area_of(place) for _, place in found):
            self.fault("reference", f"{sheet}: {formula}")
            return []
        cells = [self.cells[sheet].get((column, row)) for _, place in found for area in [area_of(place)]
                 for row in range(area[1], area[3] + 1) for column in range(area[0], area[2] + 1)]
        self.check_copy(sheet, reference, formula, cells)
        return cells

    def check_copy(self, sheet, reference, formula, cells):
        is_text = local(reference) == "strRef"
        cache = reference.find(CHART + ("strCache" if is_text else "numCache"))
        if cache is None or cache.find(CHART + "ptCount").get("val") != str(len(cells)):
            self.fault("copy", f"{sheet}: {formula}: not {len(cells)} points")
            return
        points = [(int(point.get("idx")), point.findtext(CHART + "v") or "") for point in cache.findall(CHART + "pt")]
        kept = {number: unescaped(value) if is_text else float(value) for number, value in points}
        wanted = {number: value for number, value in enumerate(cells) if value is not None}
        self.expect("copy", [number for number, _ in points] == sorted(wanted) and kept == wanted, f"{sheet}: {formula}: {points}")

    # ---- the whole ----

    def check(self):
        if len(self.trees) < len(self.parts):
            return self.found
        self.check_package()
        self.check_styles()
        for name, part in self.check_book().items():
            if part in self.trees:
                self.check_sheet(name, part)
        for place in (0, 1):
            self.expect("table", not repeated([table[place] for table in self.tables]), f"tables {self.tables}")
        return self.found


def faults(parts):
    """`parts`: {name: bytes} of a workbook."""
    return Rules(parts).check()
