#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sheetcheck.py - check an XLSX statistics workbook for release.

Checks the machine-checkable points of the UK Analysis Function guidance
("Releasing statistics in spreadsheets" and its checklist), the Office
accessibility rules, and a set of disclosure ("leak") points.

    sheetcheck.py FILE.xlsx [options]

  --threshold N   counts 1..N-1 in tables are an error (default 5; 0 switches off)
  --org TEXT      the only author/company string allowed (repeatable)
  --ignore CODES  comma-separated codes to skip
  --strict        warnings fail too
  --json          findings as JSON
  --quiet         only the verdict

Exit: 0 clean, 1 findings (errors, or warnings with --strict), 2 unreadable.
E = essential or leak, W = desirable.  Needs openpyxl; nothing else outside the standard library.
"""
import argparse, collections, io, json, posixpath, re, sys, warnings, zipfile
import xml.etree.ElementTree as ET
try:
    import openpyxl
    from openpyxl.utils import range_boundaries, get_column_letter
except ImportError:
    sys.exit("sheetcheck: needs openpyxl (Debian: python3-openpyxl)")
warnings.simplefilter("ignore")

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
MAXPART = 400 << 20
SHORT = {"[c]", "[x]", "[z]", "[low]", "[u]", "[w]", "[b]", "[p]", "[r]", "[e]", "[f]", "[er]", "[d]", "[ns]", "[s]", "[ss]", "[sss]"}
SUPPRESSED = {"[c]"}
BADMARK = {"-", "--", "–", "—", "*", "**", ".", "..", "...", ":", "~", "n/a", "na", "n.a.", "nil", "#", "?", "x", "c", "z"}
NUMTEXT = re.compile(r"^\s*[+\-−]?(\d{1,3}([,  ]\d{3})+|\d+)([.,]\d+)?\s*%?\s*$")
INJECT = re.compile(r"^[=@\t\r]|^[+\-](?!\s*\d[\d.,]*\s*%?$)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
PATHLEAK = re.compile(r"[A-Za-z]:\\|\\\\\w|/home/|/Users/|file:", re.I)
TOTAL = re.compile(r"^(total|all|year\b|sum\b|grand total)", re.I)
IDCOL = re.compile(r"^names?$|\b(first|last|full|family|given|victim'?s?|person'?s?)[ _]names?\b|\b(surname|forename|birth|dob|passport|phone|address|case[ _]?(id|no|number|ref)|person[ _]?id|victim[ _]?id|record[ _]?id)\b", re.I)
BADPARTS = [(r"vbaProject|vbaData", "macro"), (r"externalLinks?/", "link to another workbook"), (r"pivotCache", "pivot cache (holds source records)"),
            (r"pivotTables?/", "pivot table"), (r"connections\.xml|queryTables?/", "data connection"), (r"embeddings?/", "embedded file"),
            (r"activeX|ctrlProps", "control"), (r"comments|threadedComments|persons?/", "comment"), (r"customXml/", "custom XML"),
            (r"revisions?/|userNames", "tracked changes"), (r"printerSettings", "printer settings (can name a printer or user)"),
            (r"thumbnail", "thumbnail"), (r"slicer|timeline", "slicer"), (r"webextension", "web extension"), (r"model/|xl/customData", "data model")]

class Check:
    def __init__(s, path, opt):
        s.path, s.opt, s.out = path, opt, []
        s.parts = {}
    def add(s, sev, code, where, msg):
        if code not in s.opt.ignore: s.out.append((sev, code, where, msg))
    def E(s, *a): s.add("E", *a)
    def W(s, *a): s.add("W", *a)
    def xml(s, name):
        if name not in s.parts: return None
        if s.parts[name] is None:
            try:
                b = s.z.read(name)
                if b"<!DOCTYPE" in b or b"<!ENTITY" in b: raise ValueError("document type declaration")
                s.parts[name] = ET.fromstring(b)
            except Exception as e:
                s.E("P02", name, "part is empty or not well-formed XML (%s)" % e); s.parts[name] = False
        r = s.parts[name]
        return None if r is False else r
    def rels(s, part):
        d, b = posixpath.split(part)
        r = s.xml(posixpath.join(d, "_rels", b + ".rels"))
        if r is None: return []
        return [(x.get("Id"), x.get("Type", "").rsplit("/", 1)[-1], x.get("Target", "") if x.get("TargetMode") == "External"
                 else posixpath.normpath(posixpath.join(d, x.get("Target", ""))).lstrip("/") if not x.get("Target", "").startswith("/")
                 else x.get("Target")[1:], x.get("TargetMode") == "External") for x in r]

    # ---------------------------------------------------------------- package
    def package(s):
        try: s.z = zipfile.ZipFile(s.path)
        except Exception as e: s.E("P01", s.path, "not a readable zip file: %s" % e); return False
        names = [i.filename for i in s.z.infolist()]
        for n, k in collections.Counter(x.lower() for x in names).items():
            if k > 1: s.E("P01", n, "appears %d times in the zip" % k)
        for i in s.z.infolist():
            if i.flag_bits & 1: s.E("P01", i.filename, "encrypted"); return False
            if i.filename.startswith("/") or ".." in i.filename.split("/"): s.E("P01", i.filename, "unsafe path")
            if i.file_size > MAXPART or (i.file_size > 1 << 22 and i.file_size > 400 * max(1, i.compress_size)): s.E("P01", i.filename, "implausible size"); return False
            if i.extra: s.W("P06", i.filename, "zip extra field (may hold user ids or times)")
            if i.date_time[0] != 1980: s.W("P05", i.filename, "zip date %04d-%02d-%02d: build time shows and output is not reproducible" % i.date_time[:3])
            if i.comment: s.E("P06", i.filename, "zip comment")
            s.parts[i.filename] = None
        if s.z.comment: s.E("P06", s.path, "zip comment")
        try: bad = s.z.testzip()
        except Exception as e: bad = str(e)
        if bad: s.E("P01", str(bad), "checksum error"); return False
        for n in names:
            if n.endswith((".xml", ".rels")): s.xml(n)
        for need in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"):
            if s.xml(need) is None: s.E("P02", need, "missing"); return False
        for n in names:
            for pat, what in BADPARTS:
                if re.search(pat, n, re.I): s.E("P04", n, what); break
        # reachability
        seen, todo = set(), [t for _, _, t, ext in s.rels("") if not ext]
        while todo:
            p = todo.pop()
            if p in seen: continue
            seen.add(p)
            if p not in s.parts: s.E("P02", p, "relationship to a part that is not there"); continue
            todo += [t for _, _, t, ext in s.rels(p) if not ext]
        for n in names:
            if not n.endswith(".rels") and n != "[Content_Types].xml" and not n.endswith("/") and n not in seen: s.E("P03", n, "part not reachable from the workbook: left-over content")
        return True

    def props(s):
        core = s.xml("docProps/core.xml"); g = lambda t: (core.findtext(t) or "").strip() if core is not None else ""
        s.title = g(DC + "title"); s.lang = g(DC + "language")
        if not s.title: s.E("D01", "docProps/core.xml", "no document title")
        elif re.search(r"\.xlsx?$|^(book|workbook|untitled)\d*$", s.title, re.I): s.E("D01", "docProps/core.xml", "title is a file name: " + s.title)
        cust = s.xml("docProps/custom.xml"); cl = ""
        if cust is not None:
            for p in cust:
                v = "".join(p.itertext()); 
                if (p.get("name") or "").lower() == "language": cl = v
                if EMAIL.search(v) or PATHLEAK.search(v): s.E("D03", "docProps/custom.xml", "%s holds an address or path: %s" % (p.get("name"), v))
        if not s.lang:
            (s.W if cl else s.E)("D02", "docProps/core.xml", "no dc:language" + (" (only a custom Language property)" if cl else ""))
        app = s.xml("docProps/app.xml"); who = {"creator": g(DC + "creator"), "lastModifiedBy": g(CP + "lastModifiedBy")}
        if app is not None:
            for x in app:
                t = x.tag.rsplit("}", 1)[-1]
                if t in ("Manager", "Company", "HyperlinkBase", "Template"): who[t] = (x.text or "").strip()
        for k, v in who.items():
            if not v or v in s.opt.org: continue
            if EMAIL.search(v) or PATHLEAK.search(v) or k in ("Manager", "HyperlinkBase", "Template"): s.E("D03", "docProps", "%s: %s" % (k, v))
            elif s.opt.org: s.E("D03", "docProps", "%s is not the organisation: %s" % (k, v))
            elif k in ("creator", "lastModifiedBy") and not re.search(r"office|statist|ministry|agency|department|bureau|institute|authority|government|national|service", v, re.I): s.E("D03", "docProps", "%s looks like a person or user name: %s" % (k, v))
        for t in ("subject", "description"):
            v = g(DC + t)
            if EMAIL.search(v) or PATHLEAK.search(v): s.E("D03", "docProps/core.xml", "%s holds an address or path" % t)

    # --------------------------------------------------------------- workbook
    def workbook(s):
        wb = s.xml("xl/workbook.xml"); rel = {i: t for i, _, t, e in s.rels("xl/workbook.xml")}
        s.sheets = []
        raw = s.z.read("xl/workbook.xml").decode("utf8", "replace")
        for m in re.finditer(r'absPath[^>]*url="([^"]*)"|userName="([^"]*)"', raw): s.E("L01", "xl/workbook.xml", "path or user name: " + (m.group(1) or m.group(2)))
        for sh in wb.iter(M + "sheet"):
            n = sh.get("name"); p = rel.get(sh.get(R + "id"), "")
            s.sheets.append((n, p))
            if sh.get("state", "visible") != "visible": s.E("L02", n, "hidden worksheet (%s)" % sh.get("state"))
            if re.match(r"^(sheet|feuil|tabelle|hoja|foglio)\s*\d+$", n, re.I): s.W("B01", n, "default worksheet name")
            if re.search(r"[^A-Za-z0-9_]", n): s.W("B01", n, "worksheet name has spaces or symbols")
            if "/chartsheets/" in "/" + p: s.W("B02", n, "chart sheet: no cells for a screen reader")
        low = [n.lower() for n, _ in s.sheets]
        for want in ("cover", "contents", "notes"):
            if not any(want in x for x in low): s.W("B03", "workbook", "no %s worksheet" % want)
        v = next(wb.iter(M + "workbookView"), None)
        if v is not None and int(v.get("activeTab", 0)) != 0: s.E("B04", "workbook", "does not open on the first worksheet")
        if wb.find(M + "workbookProtection") is not None: s.W("B05", "workbook", "workbook structure is protected")
        for d in wb.iter(M + "definedName"):
            n, t = d.get("name"), d.text or ""
            if "#REF!" in t or not t.strip(): s.E("L03", n, "defined name points to nowhere: " + t)
            if re.search(r"\[\d+\]|\[[^\]]+\.xls|https?:|file:", t): s.E("L03", n, "defined name points outside the workbook: " + t)
            if d.get("hidden") == "1" and "_FilterDatabase" not in n: s.E("L03", n, "hidden defined name")
            for q in re.findall(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!", t):
                q = (q[0] or q[1]).replace("''", "'")
                if q.lower() not in low and not q.startswith("["): s.E("L03", n, "defined name points to a missing worksheet: " + q)
        for _, _, t, ext in s.rels("xl/workbook.xml"):
            if ext: s.E("L04", "xl/workbook.xml", "external relationship: " + t)
        st = s.xml("xl/styles.xml"); s.heading = set()
        if st is not None:
            hs = {x.get("xfId") for x in st.iter(M + "cellStyle") if re.match(r"^(Heading 1|Title)$", x.get("name", "")) or x.get("builtinId") in ("15", "16")}
            cx = st.find(M + "cellXfs")
            if cx is not None: s.heading = {i for i, x in enumerate(cx) if x.get("xfId", "0") in hs}
        s.sst_used = set(); s.tnames = collections.Counter(); s.markers = set(); s.alltext = []; s.notes_used = set(); s.notes_def = set(); s.linked = set(); s.tablesheets = []
        for n, p in s.sheets:
            if s.xml(p) is not None and "worksheets/" in p: s.sheet(n, p)
        sst = s.xml("xl/sharedStrings.xml")
        if sst is not None:
            for i, si in enumerate(sst.findall(M + "si")):
                if i not in s.sst_used: s.E("L05", "xl/sharedStrings.xml", "text not used by any cell (left over): %r" % "".join(t.text or "" for t in si.iter(M + "t"))[:60])
                if si.find(M + "rPr") is not None or any(x.get("val") == "superscript" for x in si.iter(M + "vertAlign")): s.E("F05", "xl/sharedStrings.xml", "superscript or subscript: %r" % "".join(t.text or "" for t in si.iter(M + "t"))[:60])
        txt = "\n".join(s.alltext)
        for m in sorted(s.markers):
            if not re.search(r"(by|as|with|symbol|use)\s+" + re.escape(m), txt, re.I) and not re.search(re.escape(m) + r"\s*\S{0,3}\s*(=|:|means|indicates|is |confidential|not |suppress|rounds|,|low|provisional|revised|estimate)", txt, re.I): s.E("T09", "workbook", "shorthand %s is used but not explained" % m)
        for x in sorted(s.notes_used - s.notes_def): s.E("N01", "workbook", "%s is used but not in a notes table" % x)
        for x in sorted(s.notes_def - s.notes_used): s.W("N01", "workbook", "%s is defined but never used" % x)
        if any("contents" in x for x in low):
            for n in s.tablesheets:
                if n.lower() not in s.linked and "contents" not in n.lower(): s.W("B06", n, "no link to this worksheet from the contents")
        for n, k in s.tnames.items():
            if k > 1: s.E("T03", n, "table name used %d times" % k)

    # ------------------------------------------------------------------ sheet
    def sheet(s, n, p):
        x = s.xml(p); ws = s.wb[n] if n in s.wb.sheetnames else None
        if ws is None: return
        cells = {}
        for c in x.iter(M + "c"):
            f, v = c.find(M + "f"), c.find(M + "v")
            if c.get("t") == "s" and v is not None: s.sst_used.add(int(v.text))
            if f is not None:
                w = "%s!%s" % (n, c.get("r"))
                if v is None or v.text is None: s.E("X01", w, "formula without a stored value: readers that do not calculate see nothing")
                else: s.W("X02", w, "formula in a released table")
                if re.search(r"\[\d+\]|HYPERLINK|WEBSERVICE|FILTERXML|\bDDE|cmd\||RTD\(|IMPORT", f.text or "", re.I): s.E("X03", w, "formula reaches outside: " + (f.text or "")[:60])
        maxr = maxc = 0
        for row in ws.iter_rows():
            for c in row:
                if c.value is not None and str(c.value) != "":
                    cells[c.row, c.column] = c; maxr = max(maxr, c.row); maxc = max(maxc, c.column)
        for (r, k), c in cells.items():
            if isinstance(c.value, str): s.alltext.append(c.value)
        if not cells: s.E("S01", n, "blank worksheet"); return
        a1 = cells.get((1, 1))
        if a1 is None or not isinstance(a1.value, str): s.E("S02", n + "!A1", "no title in A1")
        else:
            c = next((c for c in x.iter(M + "c") if c.get("r") == "A1"), None)
            if c is not None and int(c.get("s", 0)) not in s.heading: s.W("S02", n + "!A1", "title is not in the Heading 1 style")
        for v in x.iter(M + "sheetView"):
            for sel in v.iter(M + "selection"):
                if sel.get("activeCell", "A1") != "A1" and sel.get("pane") is None:
                    (s.E if n == s.sheets[0][0] else s.W)("S03", n, "cursor is in %s, not A1" % sel.get("activeCell"))
            pane = v.find(M + "pane")
            if pane is not None: s.W("S06", n, "freeze or split panes")
        for c in x.iter(M + "col"):
            if c.get("hidden") in ("1", "true") or float(c.get("width", 9) or 9) == 0: s.E("L06", n, "hidden column %s" % c.get("min"))
            if int(c.get("outlineLevel", 0)): s.W("S04", n, "grouped columns")
        for r in x.iter(M + "row"):
            if r.get("hidden") in ("1", "true") or (r.get("ht") and float(r.get("ht")) == 0): s.E("L06", n, "hidden row %s" % r.get("r"))
            if int(r.get("outlineLevel", 0)): s.W("S04", n, "grouped rows")
        sf = x.find(M + "sheetFormatPr")
        if sf is not None and sf.get("zeroHeight") in ("1", "true"): s.E("L06", n, "rows hidden by default")
        for m in x.iter(M + "mergeCell"): s.E("S05", n, "merged cells " + m.get("ref"))
        if x.find(M + "autoFilter") is not None: s.W("S06", n, "filter")
        hf = x.find(M + "headerFooter")
        if hf is not None and any((e.text or "").strip() for e in hf):
            s.E("S07", n, "header or footer (not read by screen readers)")
            for e in hf:
                if re.search(r"&[ZF]", e.text or ""): s.E("L01", n, "header or footer prints the file path or name")
        if x.find(M + "sheetProtection") is not None: s.W("B05", n, "worksheet is protected")
        if x.find(M + "dataValidations") is not None: s.W("L07", n, "data validation (can hold hidden lists)")
        if x.find(M + "conditionalFormatting") is not None: s.W("F06", n, "conditional formatting")
        if x.find(M + "picture") is not None: s.E("G03", n, "background image")
        if ws.sheet_properties.tabColor is not None: s.W("F06", n, "tab colour")
        ign = " ".join(e.get("sqref", "") for e in x.iter(M + "ignoredError") if e.get("numberStoredAsText") == "1")
        igcells = set()
        for q in ign.split():
            b = range_boundaries(q); igcells |= {(r, c) for r in range(b[1], min(b[3], maxr) + 1) for c in range(b[0], b[2] + 1)}
        # hyperlinks
        rel = {i: (t, ext) for i, _, t, ext in s.rels(p)}
        for h in x.iter(M + "hyperlink"):
            w = "%s!%s" % (n, h.get("ref")); b = range_boundaries(h.get("ref")); c = cells.get((b[1], b[0])); t = str(c.value) if c else ""
            tgt, ext = rel.get(h.get(R + "id"), ("", False))
            if not t: s.E("H01", w, "link without text")
            elif re.match(r"^(https?://|www\.|mailto:)", t, re.I) or re.match(r"^(here|click here|link|more)$", t.strip(), re.I): s.E("H01", w, "link text does not describe the target: " + t[:50])
            if ext and re.match(r"^(file:|\\\\|[A-Za-z]:|/)", tgt, re.I): s.E("L04", w, "link to a local file: " + tgt)
            elif ext and not re.match(r"^(https://|mailto:)", tgt, re.I): s.W("H02", w, "link is not https: " + tgt)
            loc = h.get("location") or (tgt[1:] if tgt.startswith("#") else "")
            if loc:
                m = re.match(r"^#?'?((?:[^'!]|'')+)'?!", loc)
                if not m or m.group(1).replace("''", "'").lower() not in [q.lower() for q, _ in s.sheets]:
                    if loc.lstrip("#") not in s.wb.defined_names and loc.lstrip("#") not in {t.displayName for w_ in s.wb for t in w_.tables.values()}: s.E("H03", w, "link to a place that is not there: " + loc)
                elif "contents" in n.lower() or "cover" in n.lower(): s.linked.add(m.group(1).lower())
        # text hygiene and formats
        for (r, k), c in cells.items():
            w = "%s!%s" % (n, c.coordinate); v = c.value
            if isinstance(v, str) and c.data_type != "f":
                if c.data_type == "e" or re.match(r"^#(REF|VALUE|N/A|NAME\?|DIV/0|NUM|NULL)", v): s.E("X04", w, "error value " + v)
                if INJECT.match(v) and v.strip() not in ("-", "+"): s.E("X05", w, "text starts like a formula; it runs if the sheet is re-saved as CSV: " + v[:40])
                if v != v.strip() or "  " in v: s.W("F01", w, "leading, trailing or double space")
                if PATHLEAK.search(v): s.E("L01", w, "file path in text: " + v[:60])
                if k == 1 and r > 1 and "note" in n.lower() and re.match(r"^(note )?\d+$", v, re.I): s.notes_def.add("[note %s]" % re.sub(r"\D", "", v))
                for q in re.findall(r"\[note \d+\]", v, re.I): (s.notes_def if k == 1 and r > 1 and "note" in n.lower() else s.notes_used).add(q.lower())
            elif isinstance(v, int) and k == 1 and "note" in n.lower(): s.notes_def.add("[note %d]" % v)
            if re.search(r"(^|;)\s*;\s*;\s*;?$|^;;;", c.number_format or "") or c.number_format == ";;;": s.E("L08", w, "number format hides the value")
            fc = c.font.color; rgb = fc.rgb if fc is not None and fc.type == "rgb" and isinstance(fc.rgb, str) else None
            fill = c.fill.fgColor.rgb if c.fill is not None and c.fill.patternType == "solid" and c.fill.fgColor.type == "rgb" else None
            if fc is not None and fc.type == "theme" and fc.theme == 0 and not fill: rgb = "FFFFFFFF"
            if rgb or fill:
                k2 = contrast(rgb or "FF000000", fill or "FFFFFFFF")
                if k2 < 1.3: s.E("L08", w, "text colour hides the value (contrast %.1f)" % k2)
                elif k2 < 4.5: s.E("F02", w, "contrast %.1f is under 4.5" % k2)
            if fill: s.W("F03", w, "background fill")
            if c.font.sz and c.font.sz < 10: s.W("F04", w, "font size %g" % c.font.sz)
            if c.font.i: s.W("F04", w, "italic")
            if c.font.vertAlign: s.E("F05", w, "superscript or subscript")
            if "[red]" in (c.number_format or "").lower() and not re.search(r"-|\(", c.number_format.split(";")[1] if ";" in c.number_format else ""): s.W("F06", w, "negative numbers shown by colour only")
        s.tables(n, p, x, ws, cells, igcells, maxr, maxc)
        s.drawings(n, p, ws)

    def tables(s, n, p, x, ws, cells, igcells, maxr, maxc):
        tabs = [(t, s.xml(t)) for _, ty, t, _ in s.rels(p) if ty == "table"]
        tabs = [(t, q) for t, q in tabs if q is not None]
        cover = "cover" in n.lower()
        if not tabs and not cover: s.E("T01", n, "no table is marked up"); 
        if tabs: s.tablesheets.append(n)
        if len(tabs) > 1: s.W("T02", n, "%d tables on one worksheet" % len(tabs))
        inside = set()
        for tp, t in tabs:
            name, ref = t.get("displayName") or t.get("name"), t.get("ref"); w = "%s!%s" % (n, ref)
            s.tnames[(name or "").lower()] += 1
            c0, r0, c1, r1 = range_boundaries(ref)
            inside |= {(r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
            if re.match(r"^table_?\d+$", name or "", re.I): s.W("T03", w, "default table name " + name)
            if not re.match(r"^[A-Za-z_\\][\w.\\]{0,254}$", name or ""): s.E("T03", w, "invalid table name %r" % name)
            if c0 != 1: s.E("T04", w, "table does not start in column A")
            if t.get("headerRowCount") == "0": s.E("T05", w, "table has no header row")
            if t.find(M + "autoFilter") is not None: s.W("S06", w, "filter buttons on the table")
            ext = next(t.iter(X14 + "table"), None)
            if ext is None or not (ext.get("altText") or ext.get("altTextSummary")): s.W("T06", w, "table has no alternative text")
            heads = [q.get("name") for q in t.iter(M + "tableColumn")]
            seen = collections.Counter((h or "").lower() for h in heads)
            for i, h in enumerate(heads):
                c = cells.get((r0, c0 + i)); cv = "" if c is None else str(c.value)
                if not (h or "").strip() or re.match(r"^column\s*\d+$", h, re.I): s.E("T05", w, "blank or default heading in column %d" % (i + 1))
                elif cv.replace("\r", "").replace("\n", "") != re.sub(r"_x000[aAdD]_|\n", "", h): s.E("T05", w, "heading %r does not match its cell %r (Excel repairs the file)" % (h, cv))
                if IDCOL.search(h or ""): s.E("L09", w, "heading suggests personal or record-level data: " + h)
            for h, k in seen.items():
                if k > 1: s.E("T05", w, "heading %r appears %d times" % (h, k))
            for r in range(r0 + 1, r1 + 1):
                if not any((r, c) in cells for c in range(c0, c1 + 1)): s.E("T07", w, "blank row %d" % r)
            for c in range(c0, c1 + 1):
                if not any((r, c) in cells for r in range(r0 + 1, r1 + 1)): s.E("T07", w, "blank column " + get_column_letter(c))
            blanks = [(r, c) for r in range(r0 + 1, r1 + 1) for c in range(c0, c1 + 1) if (r, c) not in cells]
            if blanks:
                said = any(isinstance(q.value, str) and re.search(r"\bblank|\bempty", q.value, re.I) for (r, c), q in cells.items() if r < r0)
                (s.W if said else s.E)("T08", w, "%d blank cells%s, first %s%d" % (len(blanks), "" if said else " and no sentence above the table says why", get_column_letter(blanks[0][1]), blanks[0][0]))
            if r1 - r0 > 20000: s.W("L09", w, "%d rows: check that this is not record-level data" % (r1 - r0))
            s.columns(n, w, cells, igcells, heads, r0, r1, c0, c1)
            # width
            for c in range(c0, c1 + 1):
                d = width(ws, c)
                for r in range(r0, r1 + 1):
                    q = cells.get((r, c))
                    if q is None: continue
                    tx = str(q.value)
                    if isinstance(q.value, (int, float)) and not isinstance(q.value, bool):
                        dec = decimals(q.number_format); tx = "{:,.{}f}".format(q.value, dec if dec is not None else 0)
                        if len(tx) + 1 > d * 12 / max(q.font.sz or 11, 11) + 2: s.W("F07", "%s!%s" % (n, q.coordinate), "column too narrow for the number"); break
                    elif max((len(u) for u in re.split(r"\s", tx)), default=0) > d + 2: s.W("F07", "%s!%s" % (n, q.coordinate), "column too narrow for a word"); break
                    elif len(tx) > d + 4 and not (q.alignment and q.alignment.wrap_text) and (r, c + 1) in cells: s.W("F07", "%s!%s" % (n, q.coordinate), "text cut off and not wrapped"); break
        for (r, k), c in cells.items():
            if (r, k) in inside or cover or not tabs: continue
            first = min(range_boundaries(t.get("ref"))[1] for _, t in tabs); last = max(range_boundaries(t.get("ref"))[3] for _, t in tabs)
            if r > last: s.W("T10", "%s!%s" % (n, c.coordinate), "content below the table")
            elif k > 1: s.E("L10", "%s!%s" % (n, c.coordinate), "stray content outside the table: %r" % str(c.value)[:40])
        # wrapped rows with no stored height: LibreOffice does not grow them
        hts = {int(r.get("r")) for r in x.iter(M + "row") if r.get("ht")}
        for (r, k), c in cells.items():
            if r not in hts and ((c.alignment and c.alignment.wrap_text and isinstance(c.value, str) and len(c.value) > 1.15 * width(ws, k)) or (c.font.sz or 11) >= 14):
                s.W("F08", "%s!%s" % (n, c.coordinate), "needs a stored row height (LibreOffice does not grow the row)")

    def columns(s, n, w, cells, ig, heads, r0, r1, c0, c1):
        grid, th = {}, s.opt.threshold
        for c in range(c0, c1 + 1):
            col = [(r, cells[r, c]) for r in range(r0 + 1, r1 + 1) if (r, c) in cells]
            num = [q for _, q in col if isinstance(q.value, (int, float)) and not isinstance(q.value, bool)]
            txt = [(r, q) for r, q in col if isinstance(q.value, str)]
            marks = [q for _, q in txt if q.value.strip().lower() in SHORT]
            numeric = bool(num) or bool(marks)
            if c == c0 and not num: numeric = False
            for r, q in txt:
                a = "%s!%s" % (n, q.coordinate); v = q.value.strip()
                if v.lower() in SHORT: s.markers.add(v.lower())
                if NUMTEXT.match(v) and (r, c) not in ig:
                    if numeric: s.E("T11", a, "number stored as text: " + v)
                    else: s.W("T11", a, "digits stored as text: " + v)
                elif numeric and v.lower() not in SHORT:
                    if v.lower() in BADMARK: s.E("T09", a, "symbol %r: use shorthand such as [c], [x], [z]" % v)
                    elif re.search(r"\d", v) and re.search(r"[\[(*]|\b(note|r|p)\b", v): s.E("T09", a, "number mixed with a marker: " + v)
                    elif num: s.E("T09", a, "text in a number column: " + v[:40])
            for q in num:
                a = "%s!%s" % (n, q.coordinate); dec = decimals(q.number_format); v = float(q.value)
                if dec is not None and abs(v * (100 if "%" in q.number_format else 1) - round(v * (100 if "%" in q.number_format else 1), dec)) > 1e-9: s.E("L11", a, "stored value %r is more precise than shown: may give away a suppressed count" % q.value)
                elif dec is None and len(repr(q.value).split(".")[-1]) > 4 and isinstance(q.value, float) and "e" not in repr(q.value): s.W("L11", a, "unrounded value %r" % q.value)
                if th and v == int(v) and 0 < v < th and not re.search(r"note|year|^(table|row|sheet|worksheet|no\.?|number)$", heads[c - c0], re.I) and not dec and "%" not in q.number_format: s.E("L12", a, "count of %d is under the threshold of %d" % (v, th))
            for r, q in col: grid[r, c] = q.value
        # recoverable suppression: one line with a total
        def line(label, vals, total):
            sup = [v for v in vals if isinstance(v, str) and v.strip() in SUPPRESSED]; known = [v for v in vals if isinstance(v, (int, float))]
            if isinstance(total, str) and total.strip() in SUPPRESSED and not sup and known: s.E("L13", w, "%s: the total is suppressed but every part is shown" % label); return
            if not isinstance(total, (int, float)) or not sup: return
            if any(isinstance(v, str) and v.strip() not in SUPPRESSED for v in vals): return
            rest = total - sum(known); k = len(sup)
            if rest < 0: return
            if k == 1: s.E("L13", w, "%s: the only suppressed figure is total minus the rest (%g)" % (label, rest))
            elif rest == k: s.E("L13", w, "%s: the %d suppressed figures must all be 1" % (label, k))
            elif th and rest == k * (th - 1) and rest: s.W("L13", w, "%s: if all %d are under %d they must all be %d" % (label, k, th, th - 1))
        rows = list(range(r0 + 1, r1 + 1)); trow = [r for r in rows if isinstance(grid.get((r, c0)), str) and TOTAL.match(grid[r, c0])]
        if len(trow) == 1:
            for c in range(c0 + 1, c1 + 1): line("column %r" % heads[c - c0], [grid.get((r, c)) for r in rows if r != trow[0]], grid.get((trow[0], c)))
        tcol = [i for i, h in enumerate(heads) if i and TOTAL.match(h or "")]
        if len(tcol) == 1:
            parts = [c0 + i for i, h in enumerate(heads) if 0 < i < tcol[0]]
            whole = [r for r in rows if all(isinstance(grid.get((r, c)), (int, float)) for c in parts + [c0 + tcol[0]])]
            if parts and whole and all(abs(sum(grid[r, c] for c in parts) - grid[r, c0 + tcol[0]]) < 1e-6 for r in whole):
                for r in rows: line("row %r" % grid.get((r, c0)), [grid.get((r, c)) for c in parts], grid.get((r, c0 + tcol[0])))

    # --------------------------------------------------------------- drawings
    def drawings(s, n, p, ws):
        for _, ty, d, _ in s.rels(p):
            if ty != "drawing": continue
            x = s.xml(d)
            if x is None: continue
            rel = {i: (t, tt) for i, tt, t, _ in s.rels(d)}
            for kind in ("graphicFrame", "pic", "sp", "cxnSp", "grpSp"):
                for o in x.iter(XDR + kind):
                    pr = next(o.iter(XDR + "cNvPr"), None)
                    deco = any(e.tag.endswith("}decorative") and e.get("val") == "1" for e in o.iter())
                    w = "%s: %s" % (n, pr.get("name") if pr is not None else kind)
                    desc = (pr.get("descr") or "").strip() if pr is not None else ""
                    if pr is not None and pr.get("hidden") == "1": s.E("L06", w, "hidden object")
                    if not desc and not deco: s.E("G01", w, "no alternative text")
                    elif desc and (len(desc) < 20 or re.search(r"\.(png|jpe?g|gif|bmp)$", desc, re.I)): s.E("G01", w, "alternative text is not a description: " + desc[:40])
                    elif len(desc) > 500: s.W("G01", w, "alternative text is %d characters" % len(desc))
                    if kind == "pic": s.W("G02", w, "image in a spreadsheet")
                    if kind == "sp": s.E("G02", w, "text box or shape")
            for i, (t, tt) in rel.items():
                if tt == "chart": s.chart(n, t)
                if tt == "image" and t in s.parts:
                    b = s.z.read(t)
                    if re.search(rb"Exif|eXIf|tEXt|iTXt|zTXt|photoshop|<x:xmpmeta|GPS", b): s.E("L14", t, "image carries metadata")

    def chart(s, n, t):
        x = s.xml(t)
        if x is None: return
        w = "%s: %s" % (n, posixpath.basename(t))
        for _, ty, tt, ext in s.rels(t):
            if ext or ty in ("package", "oleObject", "externalLink"): s.E("L04", w, "chart is linked to or carries another workbook: " + tt)
        if x.find(".//" + C + "externalData") is not None: s.E("L04", w, "chart has external data")
        if x.find(".//" + C + "title") is None: s.W("G04", w, "chart has no title")
        lg = x.find(C + "lang")
        if lg is not None and s.lang and lg.get("val", "").split("-")[0] != s.lang.split("-")[0]: s.W("G05", w, "chart language %s, document language %s" % (lg.get("val"), s.lang))
        elif lg is not None and s.lang and lg.get("val") != s.lang: s.W("G05", w, "chart language %s, document language %s" % (lg.get("val"), s.lang))
        if x.find(".//" + C + "numLit") is not None: s.W("L15", w, "chart holds its own figures, not cell references")
        nser = len(list(x.iter(C + "ser")))
        if nser > 1 and x.find(".//" + C + "legend") is None: s.W("G04", w, "several series and no legend")
        for ref in list(x.iter(C + "numRef")) + list(x.iter(C + "strRef")):
            f = ref.findtext(C + "f") or ""
            if "[" in f or "#REF" in f: s.E("L04", w, "chart refers outside the workbook or to nowhere: " + f); continue
            m = re.match(r"^'?((?:[^'!]|'')+)'?!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)$", f)
            if not m: s.W("L15", w, "chart range not checked: " + f); continue
            sn = m.group(1).replace("''", "'")
            if sn not in s.wb.sheetnames: s.E("L04", w, "chart refers to a missing worksheet: " + f); continue
            b = range_boundaries(m.group(2).replace("$", "")); vals = [s.wb[sn].cell(r, c).value for r in range(b[1], b[3] + 1) for c in range(b[0], b[2] + 1)]
            cache = ref.find(C + "numCache"); isnum = cache is not None
            cache = cache if isnum else ref.find(C + "strCache")
            if cache is None: s.W("L15", w, "no stored values for %s: viewers that do not calculate show an empty chart" % f); continue
            for pt in cache.iter(C + "pt"):
                i = int(pt.get("idx")); v = pt.findtext(C + "v") or ""; cv = vals[i] if i < len(vals) else None
                if not isnum:
                    v = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), v)  # ST_Xstring
                    if str(cv if cv is not None else "") != v: s.E("L16", w, "stored label %r differs from cell %r (%s)" % (v, cv, f))
                elif isinstance(cv, (int, float)):
                    if abs(float(v) - cv) > 1e-9 * max(1, abs(cv)): s.E("L16", w, "stored figure %s differs from cell %r (%s)" % (v, cv, f))
                elif float(v) == 0: s.W("G06", w, "stored as 0 but the cell is %r: shown as zero by viewers" % cv)
                else: s.E("L16", w, "LEAK: chart stores %s where the cell shows %r (%s)" % (v, cv, f))
            if isnum and any(isinstance(v, str) and v.strip().lower() in SHORT for v in vals): s.W("G07", w, "charted range holds shorthand text: Excel plots 0, LibreOffice leaves a gap (%s)" % f)

    def repaired(s):
        """copy without dangling relationships and bad colours, only so that the cells can be checked"""
        b = io.BytesIO()
        with zipfile.ZipFile(b, "w") as o:
            for n in s.parts:
                d = s.z.read(n)
                if n.endswith(".rels"):
                    base = posixpath.dirname(posixpath.dirname(n)); root = ET.fromstring(d)
                    for r in list(root):
                        t = r.get("Target", ""); t = t[1:] if t.startswith("/") else posixpath.normpath(posixpath.join(base, t))
                        if r.get("TargetMode") != "External" and t not in s.parts: root.remove(r)
                    ET.register_namespace("", PR[1:-1]); d = ET.tostring(root)
                elif n == "xl/styles.xml": d = re.sub(rb'<color rgb="(?![0-9A-Fa-f]{6,8}")[^"]*"/>', b'<color auto="1"/>', d)
                elif "/worksheets/sheet" in n: d = re.sub(rb'<(legacyDrawing|drawing) r:id="[^"]*"/>', lambda m: m.group(0) if (b"drawing" in s.z.read(posixpath.join(posixpath.dirname(n), "_rels", posixpath.basename(n) + ".rels")) and any("drawing" in t for _, ty, t, _ in s.rels(n) if t in s.parts)) else b"", d)
                o.writestr(n, d)
        b.seek(0); return b

    def run(s):
        if not s.package(): return
        s.props()
        try: s.wb = openpyxl.load_workbook(s.path, keep_links=False)
        except Exception as e:
            s.E("P07", s.path, "openpyxl cannot read it: %s: %s" % (type(e).__name__, e))
            try: s.wb = openpyxl.load_workbook(s.repaired(), keep_links=False)
            except Exception as e2: s.E("P08", s.path, "nor after repair: %s" % e2); return
        s.workbook()

def decimals(fmt):
    """shown decimals of a number format, None for General/text/date."""
    f = (fmt or "General").split(";")[0]; f = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", f)
    if f in ("General", "@", "") or re.search(r"[dmyhs]", f, re.I) or not re.search(r"[0#?]", f): return None
    m = re.search(r"\.([0#?]+)", f); return len(m.group(1)) if m else 0
def lum(h):
    def f(x): x /= 255; return x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4
    h = h[-6:]; return 0.2126 * f(int(h[:2], 16)) + 0.7152 * f(int(h[2:4], 16)) + 0.0722 * f(int(h[4:], 16))
def contrast(a, b):
    try: x, y = sorted((lum(a), lum(b))); return (y + 0.05) / (x + 0.05)
    except ValueError: return 21
def width(ws, c):
    for d in ws.column_dimensions.values():
        if d.min and d.min <= c <= (d.max or d.min) and d.width: return d.width
    return ws.sheet_format.defaultColWidth or 8.43

def main():
    ap = argparse.ArgumentParser(); ap.add_argument("file"); ap.add_argument("--threshold", type=int, default=5); ap.add_argument("--org", action="append", default=[])
    ap.add_argument("--ignore", default="", type=lambda v: set(filter(None, v.split(",")))); ap.add_argument("--strict", action="store_true"); ap.add_argument("--json", action="store_true"); ap.add_argument("--quiet", action="store_true")
    o = ap.parse_args(); k = Check(o.file, o); k.run()
    e = sum(x[0] == "E" for x in k.out); w = len(k.out) - e
    if o.json: print(json.dumps([dict(zip(("severity", "code", "where", "message"), x)) for x in k.out], indent=1, ensure_ascii=False))
    elif not o.quiet:
        for x in sorted(k.out, key=lambda x: (x[0], x[1])): print("%s %s %s: %s" % x)
    if not o.json: print("%s: %d errors, %d warnings" % (o.file, e, w))
    if any(x[1] in ("P01", "P08") for x in k.out): return 2
    return 1 if e or (w and o.strict) else 0
if __name__ == "__main__": sys.exit(main())
