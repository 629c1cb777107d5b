#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_uacheck.py WRITE_SAMPLE_PDF FONTS
Writes the sample and looks at it with several readers; then breaks copies of it, each in one way, and asks that
uacheck.py finds every defect. Needs python3-pikepdf, qpdf, poppler-utils. Ends with "N passed, N failed"."""
import contextlib, io, os, re, struct, subprocess, sys, tempfile

import pikepdf
from pikepdf import Array, Dictionary, Name, String

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import uacheck

TEXT = """\
1 (n)
Situation of “made-up” clients – ä & ö
30 January 2015
Clients in flight 1
Figures 2
Clients in flight
Affiliated offices flagged fifty files: AVATAR To, LT. The words “ä ö å – Å”
stay as they are, and some of them lead to an explanation of terms that
is long enough to be broken over a line. Kerning moves AV apart.
1. An item
2. An item
Ett citat på svenska.
Clients by sex, persons
Sex 2013 2014
Women 25 31
Men 1 234
1 A note at the foot."""

STRUCTURE = """\
Document
  Div
    H1
      'Situation of “made-up” clients – ä & ö'
    P
      '30 January 2015'
  TOC
    TOCI
      Reference
        Link
          'Clients in flight 1'
          [Link]
    TOCI
      Reference
        Link
          'Figures 2'
          [Link]
  Sect
    H2
      'Clients in flight'
    P
      'Affiliated offices flagged fifty files: AVATAR To, LT. The words “ä ö å – Å” stay as they are, and some of them lead to an '
      Note ID='note-1'
        '1 A note at the foot.'
      Link
        'explanation of terms that'
        [Link]
      ' is long enough to be broken over a line. Kerning moves AV apart. '
      'The paragraph goes on overleaf.'
    L ListNumbering=Decimal
      LI
        Lbl
          '1.'
        LBody
          P
            'An item'
      LI
        Lbl
          '2.'
        LBody
          P
            'An item'
    BlockQuote
      P Lang='sv'
        'Ett citat på svenska.'
    Table
      Caption
        'Clients by sex, persons'
      TR
        TH Scope=Both
          'Sex'
        TH Scope=Column
          '2013'
        TH Scope=Column
          '2014'
      TR
        TH Scope=Row
          'Women'
        TD
          '25'
        TD
          '31'
      TR
        TH Scope=Row
          'Men'
        TD
          '1 234'
        TD
  Sect
    H2
      'Figures'
    Figure Alt='Pie: 25 women, 40 men – 20 girls.'
"""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{command[0]} failed: {done.stdout}{done.stderr}")
    return done.stdout


def report(path, dump=False):
    """What uacheck.py says: (no failure, its words)."""
    words = io.StringIO()
    with contextlib.redirect_stdout(words):
        good = uacheck.check(path, dump)
    return good, words.getvalue()


# ---- the sample as readers see it ----

def accessible(path):
    good, words = report(path)
    assert good and "warnings=0" in words, words


def structure_is_complete_and_in_order(path):
    words = report(path, dump=True)[1]
    assert words.startswith(STRUCTURE), words


def sound_for_qpdf(path):
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


def fonts_are_embedded_subsets_with_unicode(path):
    rows = run("pdffonts", path).splitlines()[2:]
    assert len(rows) == 2, rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+SourceSans3-\w+ +CID TrueType +Identity-H +yes yes yes ", row), row


def text_comes_back(path):
    lines = run("pdftotext", "-layout", "-l", "1", path, "-").splitlines()
    found = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    assert found == TEXT, found


def poppler_sees_the_tags(path):
    words = run("pdfinfo", "-struct-text", path)
    for part in ('H1 (block)\n      "Situation of “made-up” clients – ä & ö"', "/Scope /Column\n          \"2013\"",
                 "Note <note-1>", "/ListNumbering /Decimal"):
        assert part in words, part


def tree_lines(words):
    """The types of elements, each as deep in the tree as it stands."""
    return [line.rstrip() for line in re.findall(r"(?m)^ *(?!Object )[A-Z]\w*", words)]


def poppler_reads_the_same_tree(path):
    """The second reader: it shares no line with pikepdf, which uacheck.py reads with."""
    found, wanted = tree_lines(run("pdfinfo", "-struct", path)), tree_lines(STRUCTURE)
    assert found[:len(wanted)] == wanted and found.count("      TR") == 3, found


def metadata_are_shown(path):
    words = run("pdfinfo", path)
    for part in ("Situation of “made-up” clients – ä & ö", "Office of Examples", "Tagged:          yes",
                 "PDF version:     1.7", "595.276 x 841.89 pts (A4)"):
        assert part in words, part


def attachments_come_out(path):
    with pikepdf.open(path) as pdf:
        files = {str(spec.UF): spec for spec in pdf.Root.AF}
        assert sorted(files) == ["asiakkaat-ä.csv", "requests.csv"], files
        spec = files["requests.csv"]
        assert spec.EF.F.read_bytes() == b"month;requests\n2014-01;12\n"
        assert spec.AFRelationship == "/Data" and spec.EF.F.Subtype == "/text/csv"
        assert files["asiakkaat-ä.csv"].AFRelationship == "/Supplement"
        assert spec.EF.F.Params.Size == 26 and str(spec.EF.F.Params.ModDate) == "D:20150130000000Z"


def bookmarks_lead_to_headings(path):
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Situation of “made-up” clients – ä & ö"]
        children = outline.root[0].children
        assert [item.title for item in children] == ["Clients in flight", "Figures – ä"]
        pages = [page.obj.objgen for page in pdf.pages]
        assert [pages.index(item.destination[0].objgen) for item in children] == [0, 1]
        assert pdf.Root.Outlines.Count == 3 and children[0].destination[1] == "/XYZ"


def links_lead_where_they_should(path):
    with pikepdf.open(path) as pdf:
        notes = list(pdf.pages[0].Annots)
        assert [str(note.Contents) for note in notes] == ["Clients in flight", "Figures", "What the words mean"]
        assert notes[1].Dest[0].objgen == pdf.pages[1].obj.objgen
        assert float(notes[1].Dest[3]) - (841.89 - 200) < 0.01
        assert str(notes[2].A.URI) == "https://example.org/k%C3%A4site?a=1%202"


def links_cover_their_words(path):
    words = run("pdftotext", "-bbox", "-l", "1", path, "-")
    box = re.search(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">explanation<', words)
    left, top, right, bottom = map(float, box.groups())
    with pikepdf.open(path) as pdf:
        rect = [float(number) for number in pdf.pages[0].Annots[2].Rect]
    assert abs(rect[0] - left) < 0.5 and rect[2] > right, (rect, box.groups())
    assert 841.89 - rect[3] < (top + bottom) / 2 < 841.89 - rect[1], (rect, box.groups())


def table(program, tag):
    """A table of a TrueType font."""
    for i in range(struct.unpack(">H", program[4:6])[0]):
        name, _, at, size = struct.unpack(">4sIII", program[12 + 16 * i:28 + 16 * i])
        if name == tag:
            return program[at:at + size]
    raise KeyError(tag)


def widths_are_those_of_the_font_program(path):
    with pikepdf.open(path) as pdf:
        for font in [pdf.pages[0].Resources.Font[key] for key in ("/F1", "/F2")]:
            cid = font.DescendantFonts[0]
            program, glyphs = cid.FontDescriptor.FontFile2.read_bytes(), cid.CIDToGIDMap.read_bytes()
            units = struct.unpack(">H", table(program, b"head")[18:20])[0]
            long_count, metrics = struct.unpack(">H", table(program, b"hhea")[34:36])[0], table(program, b"hmtx")
            runs = list(cid.W)
            assert len(runs) % 2 == 0 and len(glyphs) == 2 * (1 + sum(len(run) for run in runs[1::2]))
            for first, widths in zip(runs[0::2], runs[1::2]):
                for code, width in enumerate(widths, int(first)):
                    glyph = struct.unpack(">H", glyphs[2 * code:2 * code + 2])[0]
                    assert glyph != 0, f"code {code} shows .notdef"
                    at = 4 * min(glyph, long_count - 1)
                    wanted = struct.unpack(">H", metrics[at:at + 2])[0] * 1000 / units
                    assert abs(wanted - int(width)) <= 0.5, (code, width, wanted)


def words_stand_where_they_were_set(path):
    words = run("pdftotext", "-bbox", "-l", "1", path, "-")
    left = {text: float(x) for x, text in re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)</word>', words)}
    for text, x in (("Situation", 72), ("Sex", 72), ("2013", 172), ("2014", 272), ("Affiliated", 72)):
        assert abs(left[text] - x) < 0.5, (text, left[text])


# ---- defects: (the code that uacheck.py must report, what to break) ----

def element(pdf, kind):
    """The first structure element of that type."""
    found = []
    def walk(node):
        if isinstance(node, Dictionary) and "/S" in node:
            found.append(node)
        kids = node.get("/K", []) if isinstance(node, Dictionary) else []
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)
    walk(pdf.Root.StructTreeRoot.K[0])
    return next(node for node in found if node.S == kind)


def edit_content(pdf, old, new):
    contents = pdf.pages[0].Contents
    bytes_ = contents.read_bytes()
    assert old in bytes_, old
    contents.write(bytes_.replace(old, new, 1))


def first_font(pdf):
    return pdf.pages[0].Resources.Font.F1


def edit_unicode(pdf, old, new):
    stream = first_font(pdf).ToUnicode
    words, count = re.subn(old, new, stream.read_bytes(), count=1)
    assert count == 1, old
    stream.write(words)


def first_widths(pdf):
    return first_font(pdf).DescendantFonts[0].W[1]


def first_program(pdf):
    return first_font(pdf).DescendantFonts[0].FontDescriptor.FontFile2


def edit_program(pdf, tag, offset, new):
    """Writes over some bytes of a table."""
    program = first_program(pdf).read_bytes()
    at = program.index(table(program, tag)) + offset
    first_program(pdf).write(program[:at] + new + program[at + len(new):])


def edit_glyphs(pdf, glyph):
    """Code 1 shows another glyph."""
    stream = first_font(pdf).DescendantFonts[0].CIDToGIDMap
    glyphs = stream.read_bytes()
    stream.write(glyphs[:2] + glyph + glyphs[4:])


def edit_xmp(pdf, old, new):
    stream = pdf.Root.Metadata
    bytes_ = stream.read_bytes()
    assert old in bytes_, old
    stream.write(bytes_.replace(old, new, 1))


def parent_of_first_content(pdf):
    node = pdf.Root.StructTreeRoot.ParentTree
    return node.Nums if "/Nums" in node else node.Kids[0].Nums


def swap_owner(pdf):
    owners = parent_of_first_content(pdf)[1]
    owners[0] = owners[1]


def drop_note_id(pdf):
    del element(pdf, "/Note")["/ID"]


def delete(container, key):
    del container[key]


def script():
    return Dictionary(S=Name.JavaScript, JS=String("1"))


def further():
    """Additional actions, of which none is forbidden in itself."""
    return Dictionary(O=Dictionary(S=Name.URI, URI=String("https://example.org/")))


def without_schema(pdf):
    stream = pdf.Root.Metadata
    words, count = re.subn(rb'<rdf:Description rdf:about="" xmlns:pdfaExtension.*?</rdf:Description>', b"", stream.read_bytes(), flags=re.S)
    assert count == 1 and b"pdfaExtension" not in words and b"pdfuaid:part" in words
    stream.write(words)


def see_through(pdf, **state):
    pdf.pages[0].Resources["/ExtGState"] = Dictionary(G=Dictionary(**state))


def see_through_form(pdf):
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9],
                           Resources=Dictionary(ExtGState=Dictionary(G=Dictionary(CA=0.5))))
    pdf.pages[0].Resources["/XObject"] = Dictionary(X=form)


def image(pdf, **more):
    return pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray, **more)


def mask_image(pdf):
    pdf.pages[0].Resources["/XObject"] = Dictionary(X=image(pdf, SMask=image(pdf)))


def profile_of(pdf):
    return pdf.Root.OutputIntents[0].DestOutputProfile


def edit_profile(pdf, change):
    profile_of(pdf).write(change(profile_of(pdf).read_bytes()))


def last_leaf(node):
    return node.Nums if "/Nums" in node else last_leaf(node.Kids[-1])


def move_content(pdf, from_kind, to_kind):
    """The first content of an element becomes that of another, also for its page."""
    source, target = element(pdf, from_kind), element(pdf, to_kind)
    number = next(int(kid) for kid in source.K if isinstance(kid, int))
    source.K = Array([kid for kid in source.K if not (isinstance(kid, int) and kid == number)])
    target.K.append(Dictionary(Type=Name.MCR, Pg=source.Pg, MCID=number))
    parent_of_first_content(pdf)[1][number] = target


DEFECTS = [
    ("11-006", "no language", lambda pdf: delete(pdf.Root, "/Lang")),
    ("11-00x", "language of the document that is none", lambda pdf: pdf.Root.__setitem__("/Lang", String("zz"))),
    ("11-00x", "language of an element that is none", lambda pdf: element(pdf, "/BlockQuote").K[0].__setitem__(
        "/Lang", String("sv_SE"))),
    ("11-00x", "language of marked content that is none", lambda pdf: edit_content(
        pdf, b"/P <</MCID 1>> BDC", b"/P <</MCID 1 /Lang (en gb)>> BDC")),
    ("06-00x", "not marked as tagged", lambda pdf: delete(pdf.Root, "/MarkInfo")),
    ("07-001", "title not shown", lambda pdf: delete(pdf.Root.ViewerPreferences, "/DisplayDocTitle")),
    ("06-001", "no XMP", lambda pdf: delete(pdf.Root, "/Metadata")),
    ("06-002", "no PDF/UA mark", lambda pdf: edit_xmp(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")),
    ("06-003", "no title in XMP", lambda pdf: edit_xmp(pdf, b"dc:title", b"dc:tilte") or
     edit_xmp(pdf, b"/dc:title", b"/dc:tilte")),
    ("A-ext", "no description of the schema of PDF/UA", without_schema),
    ("A-ext", "description of another schema", lambda pdf: edit_xmp(
        pdf, b"URI>http://www.aiim.org/pdfua/ns/id/<", b"URI>http://example.org/<")),
    ("A-ext", "description of another property", lambda pdf: edit_xmp(pdf, b":name>part<", b":name>port<")),
    ("A-ext", "description without a type", lambda pdf: edit_xmp(
        pdf, b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>", b"")),
    ("A-ext", "description of a category that is none", lambda pdf: edit_xmp(pdf, b">internal<", b">inner<")),
    ("A-ext", "description of a schema without a prefix", lambda pdf: edit_xmp(
        pdf, b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", b"")),
    ("A-ext", "property that its schema does not have", lambda pdf: edit_xmp(
        pdf, b"<xmp:CreatorTool>sitrep</xmp:CreatorTool>", b"<xmp:Tool>sitrep</xmp:Tool>")),
    ("A-ext", "attribute of a schema nobody knows", lambda pdf: edit_xmp(
        pdf, b'<rdf:Description ', b'<rdf:Description xmlns:own="http://example.org/" own:word="1" ')),
    ("A-id", "wrong PDF/A part", lambda pdf: edit_xmp(pdf, b"<pdfaid:part>3<", b"<pdfaid:part>1<")),
    ("A-oi", "no output intent", lambda pdf: delete(pdf.Root, "/OutputIntents")),
    ("A-af", "file not associated", lambda pdf: delete(pdf.Root, "/AF")),
    ("09-00x", "parent tree leads astray", swap_owner),
    ("09-004", "a cell outside a row", lambda pdf: element(pdf, "/TD").__setitem__("/S", Name.LI)),
    ("13-004", "figure without words", lambda pdf: delete(element(pdf, "/Figure"), "/Alt")),
    ("14-003", "heading level left out", lambda pdf: element(pdf, "/H2").__setitem__("/S", Name.H3)),
    ("15-003", "heading cell without scope", lambda pdf: delete(element(pdf, "/TH"), "/A")),
    ("19-003", "note without identifier", drop_note_id),
    ("02-001", "type nobody knows", lambda pdf: element(pdf, "/BlockQuote").__setitem__("/S", Name.Quotation)),
    ("28-009", "tab order not by structure", lambda pdf: delete(pdf.pages[0].obj, "/Tabs")),
    ("28-012", "link without words", lambda pdf: delete(pdf.pages[0].Annots[0], "/Contents")),
    ("28-002", "link outside the structure", lambda pdf: element(pdf, "/Link").__setitem__(
        "/K", Array([kid for kid in element(pdf, "/Link").K if isinstance(kid, int)]))),
    ("target", "link that leads nowhere", lambda pdf: delete(pdf.pages[0].Annots[0], "/Dest")),
    ("target", "link to a page that is not in the document", lambda pdf: pdf.pages[0].Annots[0].Dest.__setitem__(
        0, pdf.make_indirect(Dictionary(Type=Name.Page)))),
    ("target", "link to the number of a page", lambda pdf: pdf.pages[0].Annots[0].Dest.__setitem__(0, 1)),
    ("target", "link to a name that is nowhere", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Dest", String("away"))),
    ("target", "link without a view of its page", lambda pdf: delete(pdf.pages[0].Annots[0].Dest, 1)),
    ("target", "link with an action to no page", lambda pdf: pdf.pages[0].Annots[2].__setitem__(
        "/A", Dictionary(S=Name.GoTo, D=Array([])))),
    ("target", "link with destination and action", lambda pdf: pdf.pages[0].Annots[2].__setitem__(
        "/Dest", pdf.pages[0].Annots[0].Dest)),
    ("target", "link with an empty address", lambda pdf: pdf.pages[0].Annots[2].A.__setitem__("/URI", String(""))),
    ("target", "link with an action of no type", lambda pdf: delete(pdf.pages[0].Annots[2].A, "/S")),
    ("target", "bookmark to no page", lambda pdf: pdf.Root.Outlines.First.First.Next.Dest.__setitem__(0, Dictionary())),
    ("target", "opening at no page", lambda pdf: pdf.Root.__setitem__("/OpenAction", Array([7, Name.Fit]))),
    ("A-act", "script at the opening", lambda pdf: pdf.Root.__setitem__("/OpenAction", script())),
    ("A-act", "script at the opening, by reference", lambda pdf: pdf.Root.__setitem__(
        "/OpenAction", pdf.make_indirect(script()))),
    ("A-act", "script after another action", lambda pdf: pdf.pages[0].Annots[2].A.__setitem__("/Next", Array([script()]))),
    ("A-act", "script of a link", lambda pdf: pdf.pages[0].Annots[2].__setitem__("/A", script())),
    ("A-act", "script of a bookmark", lambda pdf: pdf.Root.Outlines.First.__setitem__("/A", script())),
    ("A-act", "script in an action of another type", lambda pdf: pdf.pages[0].Annots[2].A.__setitem__("/JS", String("1"))),
    ("A-act", "scripts by name", lambda pdf: pdf.Root.__setitem__(
        "/Names", Dictionary(JavaScript=Dictionary(Names=Array(["one", pdf.make_indirect(Dictionary())]))))),
    ("A-act", "program to be started", lambda pdf: pdf.pages[0].Annots[2].A.__setitem__("/S", Name.Launch)),
    ("A-act", "named action that turns no page", lambda pdf: pdf.pages[0].Annots[2].__setitem__(
        "/A", Dictionary(S=Name.Named, N=Name.Print))),
    ("A-act", "additional actions of the document", lambda pdf: pdf.Root.__setitem__("/AA", further())),
    ("A-act", "additional actions of a page", lambda pdf: pdf.pages[1].obj.__setitem__("/AA", further())),
    ("A-act", "additional actions of an annotation", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/AA", further())),
    ("A-trans", "transparency without a colour space to blend in", lambda pdf: (
        see_through(pdf, ca=0.5), delete(pdf.Root, "/OutputIntents"))),
    ("A-trans", "soft mask of an image, without a colour space", lambda pdf: (mask_image(pdf), delete(pdf.Root, "/OutputIntents"))),
    ("A-trans", "transparency within a form, without a colour space", lambda pdf: (
        see_through_form(pdf), delete(pdf.Root, "/OutputIntents"))),
    ("A-trans", "annotation that is seen through, without a colour space", lambda pdf: (
        pdf.pages[0].Annots[0].__setitem__("/CA", 0.3), delete(pdf.Root, "/OutputIntents"))),
    ("A-trans", "page group without a colour space", lambda pdf: (
        see_through(pdf, BM=Name.Multiply), delete(pdf.Root, "/OutputIntents"),
        pdf.pages[0].obj.__setitem__("/Group", Dictionary(S=Name.Transparency)))),
    ("A-trans", "blend mode that there is not", lambda pdf: see_through(pdf, BM=Array([Name.Multiply, Name.Glow]))),
    ("A-trans", "colour space that the output has not", lambda pdf: pdf.pages[0].obj.__setitem__(
        "/Group", Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK))),
    ("A-annot", "link that does not print", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/F", 0)),
    ("01-005", "text neither tagged nor an artifact", lambda pdf: edit_content(
        pdf, b"/P <</MCID 1>> BDC", b"/P <<>> BDC")),
    ("01-00x", "content not closed", lambda pdf: edit_content(pdf, b"EMC\n", b"")),
    ("syntax", "decimal comma", lambda pdf: edit_content(pdf, b"0.102 0.102 0.102 rg", b"0,102 0,102 0,102 rg")),
    ("31-027", "font without Unicode", lambda pdf: delete(first_font(pdf), "/ToUnicode")),
    ("unicode", "codes that say other letters", lambda pdf: edit_unicode(pdf, rb"> <0061>", b"> <0062>")),
    ("unicode", "codes that say capitals", lambda pdf: edit_unicode(pdf, rb"> <006E>", b"> <004E>")),
    ("unicode", "a ligature that says one letter of it", lambda pdf: edit_unicode(pdf, rb"> <00660066>", b"> <0066>")),
    ("unicode", "a ligature without a character that says another", lambda pdf: edit_unicode(
        pdf, rb"> <00660074>", b"> <00660066>")),
    ("unicode", "a space that says a letter", lambda pdf: edit_unicode(pdf, rb"> <0020>", b"> <0061>")),
    ("31-027", "code that says two things", lambda pdf: edit_unicode(pdf, rb"(<\w+> )<0061>", rb"\1<0061>\n\1<0062>")),
    ("31-027", "code that says nothing", lambda pdf: edit_unicode(pdf, rb"> <0061>", b"> <>")),
    ("31-027", "code that says no character", lambda pdf: edit_unicode(pdf, rb"> <0061>", b"> <FFFD>")),
    ("31-027", "code that says half a character", lambda pdf: edit_unicode(pdf, rb"> <0061>", b"> <D835>")),
    ("31-027", "code that says zero", lambda pdf: edit_unicode(pdf, rb"> <0061>", b"> <0000>")),
    ("31-027", "code of private use", lambda pdf: edit_unicode(pdf, rb"> <0061>", b"> <E061>")),
    ("31-016", "width of a code", lambda pdf: first_widths(pdf).__setitem__(0, int(first_widths(pdf)[0]) + 2)),
    ("31-016", "widths left out", lambda pdf: delete(first_font(pdf).DescendantFonts[0], "/W")),
    ("31-016", "widths in the font program", lambda pdf: edit_program(pdf, b"hmtx", 4, b"\x10\0")),
    ("31-011", "glyphs that are not in the font", lambda pdf: edit_glyphs(pdf, b"\x7f\xff")),
    ("31-030", "glyph that stands for missing ones", lambda pdf: edit_glyphs(pdf, b"\0\0")),
    ("31-00x", "font program cut short", lambda pdf: first_program(pdf).write(first_program(pdf).read_bytes()[:300])),
    ("31-009", "font not embedded", lambda pdf: delete(
        first_font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2")),
    ("31-004", "no map of glyphs", lambda pdf: delete(first_font(pdf).DescendantFonts[0], "/CIDToGIDMap")),
    # what a file says twice, and limits (uarules.py)
    ("A-meta", "another author for old readers", lambda pdf: pdf.trailer.Info.__setitem__("/Author", String("Somebody else"))),
    ("A-meta", "another date for old readers", lambda pdf: pdf.trailer.Info.__setitem__("/CreationDate", String("D:20150131000000Z"))),
    ("A-meta", "another program for old readers", lambda pdf: pdf.trailer.Info.__setitem__("/Producer", String("Another"))),
    ("A-meta", "XMP without its packet", lambda pdf: edit_xmp(pdf, b"<?xpacket begin", b"<?packet begin")),
    ("A-meta", "XMP that says how it is encoded", lambda pdf: edit_xmp(pdf, b' id="W5M0', b' encoding="UTF-8" id="W5M0')),
    ("A-oi", "output profile cut short", lambda pdf: edit_profile(pdf, lambda data: data[:-4])),
    ("A-oi", "output profile of a scanner's links", lambda pdf: edit_profile(pdf, lambda data: data[:12] + b"link" + data[16:])),
    ("A-oi", "output profile with another number of colours", lambda pdf: profile_of(pdf).__setitem__("/N", 4)),
    ("A-oi", "output profile with a tag behind its end", lambda pdf: edit_profile(
        pdf, lambda data: data[:136] + b"\0\1\0\0" + data[140:])),
    ("A-af", "embedded file that readers do not list", lambda pdf: delete(pdf.Root.Names, "/EmbeddedFiles")),
    ("A-af", "embedded file of no known relationship", lambda pdf: pdf.Root.AF[0].__setitem__("/AFRelationship", Name.Friend)),
    ("A-af", "embedded file of two names", lambda pdf: pdf.Root.AF[0].__setitem__("/UF", String("other.csv"))),
    ("A-af", "embedded file of no MIME type", lambda pdf: pdf.Root.AF[0].EF.F.__setitem__("/Subtype", Name.csv)),
    ("A-af", "embedded file of another size", lambda pdf: pdf.Root.AF[0].EF.F.Params.__setitem__("/Size", 1)),
    ("A-limit", "words that are too long", lambda pdf: element(pdf, "/Figure").__setitem__("/Alt", String("a" * 32768))),
    ("A-limit", "a name that is too long", lambda pdf: pdf.Root.__setitem__("/" + "a" * 128, 1)),
    ("A-limit", "states saved too deep", lambda pdf: edit_content(pdf, b"EMC\n", b"EMC\n" + 29 * b"q " + 29 * b"Q ")),
    ("A-limit", "a state that was not saved", lambda pdf: edit_content(pdf, b"EMC\n", b"EMC\nQ q\n")),
    ("A-colour", "inks, where the output is of light", lambda pdf: edit_content(pdf, b"EMC\n", b"EMC\n0 0 0 1 k\n")),
    ("A-annot", "link that may be hidden", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/F", 4 | 32)),
    ("A-annot", "link of no area", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Rect", Array([9, 9, 9, 20]))),
    ("A-annot", "a film", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/Subtype", Name.Movie)),
    ("31-001", "font of another collection", lambda pdf: first_font(pdf).DescendantFonts[0].CIDSystemInfo.__setitem__(
        "/Ordering", String("Japan1"))),
    ("A-font", "font whose descriptor is another's", lambda pdf: first_font(pdf).DescendantFonts[0].FontDescriptor.__setitem__(
        "/FontName", Name.Other)),
    ("A-font", "font that is neither of symbols nor of letters", lambda pdf: first_font(pdf).DescendantFonts[0].FontDescriptor.__setitem__(
        "/Flags", 64)),
    ("A-font", "font program of another length", lambda pdf: first_program(pdf).__setitem__("/Length1", 7)),
    ("31-027", "codes of no space", lambda pdf: edit_unicode(pdf, rb"begincodespacerange", b"")),
    ("31-027", "codes that are more than they say", lambda pdf: edit_unicode(pdf, rb"\d+ beginbfchar", b"1 beginbfchar")),
    ("tree", "alternative that says nothing", lambda pdf: element(pdf, "/P").__setitem__("/ActualText", String(" "))),
    ("tree", "paragraph inside a paragraph", lambda pdf: element(pdf, "/Note").__setitem__("/S", Name.P)),
    ("09-004", "caption in the middle of its table", lambda pdf: element(pdf, "/Table").K.append(element(pdf, "/Table").K[0]) or
     element(pdf, "/Table").K.append(element(pdf, "/TR")) or delete(element(pdf, "/Table").K, 0)),
    ("09-004", "table with content of its own", lambda pdf: move_content(pdf, "/P", "/Table")),
    ("16-00x", "list item without a body", lambda pdf: delete(element(pdf, "/LI").K, 1)),
    ("16-00x", "list of numbers that says nothing of them", lambda pdf: delete(element(pdf, "/L"), "/A")),
    ("28-011", "link without an annotation", lambda pdf: element(pdf, "/Note").__setitem__("/S", Name.Link)),
    ("tree", "attributes of a table in a division", lambda pdf: element(pdf, "/Figure").A.__setitem__("/O", Name.Table)
     or element(pdf, "/Figure").__setitem__("/S", Name.Div)),
    ("tree", "attributes of a list in a table", lambda pdf: element(pdf, "/TH").A.__setitem__("/O", Name.List)),
    ("tree", "content that the page does not have", lambda pdf: element(pdf, "/Note").K[0].K.append(7777)
     if isinstance(element(pdf, "/Note").K[0], Dictionary) else element(pdf, "/Note").K.append(7777)),
    ("tree", "content within content", lambda pdf: edit_content(pdf, b"/P <</MCID 1>> BDC", b"/P <</MCID 0>> BDC /P <</MCID 1>> BDC EMC")),
    ("tree", "parent tree that is too long", lambda pdf: parent_of_first_content(pdf)[1].append(element(pdf, "/P"))),
    ("tree", "parent tree with a key of nothing", lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/ParentTreeNextKey", 10 ** 6)
     or last_leaf(pdf.Root.StructTreeRoot.ParentTree).extend([10 ** 5, element(pdf, "/P")])),
    ("tree", "a next key that is in use", lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/ParentTreeNextKey", 1)),
    ("tree", "annotation of no page", lambda pdf: delete(pdf.pages[0].Annots, 0)),
    ("tree", "two elements of one ID", lambda pdf: element(pdf, "/P").__setitem__("/ID", element(pdf, "/Note").ID)),
    ("tree", "an ID that the tree of IDs does not have", lambda pdf: delete(pdf.Root.StructTreeRoot, "/IDTree")),
    ("15-00x", "headers that are nowhere", lambda pdf: element(pdf, "/TD").__setitem__(
        "/A", Dictionary(O=Name.Table, Headers=Array([String("nowhere")])))),
    ("outline", "bookmarks that are more than they say", lambda pdf: pdf.Root.Outlines.__setitem__("/Count", 9)),
    ("outline", "a bookmark without words", lambda pdf: pdf.Root.Outlines.First.__setitem__("/Title", String(" "))),
    ("outline", "a bookmark that is not the last", lambda pdf: pdf.Root.Outlines.First.__setitem__("/Last", pdf.Root.Outlines.First.First)),
    ("outline", "a bookmark of another parent", lambda pdf: pdf.Root.Outlines.First.First.__setitem__("/Parent", pdf.Root.Outlines)),
]


def shifted(data):
    """The cross-references begin elsewhere."""
    return re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + 9), data)


# What only shows in the file, not in its objects: readers mend it, or lose objects without a word.
FILE_DEFECTS = [
    ("references elsewhere", shifted),
    ("file cut short", lambda data: data[:-2000]),
    ("objects displaced in their stream", lambda data: re.sub(rb"/First (\d+)", lambda found: b"/First %d" % (int(found[1]) - 7), data, 1)),
    ("references of another width", lambda data: re.sub(rb"/Columns \d+", b"/Columns 3", data, 1)),
]


def file_defect_is_found(path, folder, damage):
    broken = os.path.join(folder, "broken.pdf")
    with open(path, "rb") as file, open(broken, "wb") as copy:
        copy.write(damage(file.read()))
    done = subprocess.run(["qpdf", "--check", broken], capture_output=True, text=True)
    assert done.returncode != 0, done.stdout


def defect_is_found(path, folder, code, damage):
    broken = os.path.join(folder, "broken.pdf")
    with pikepdf.open(path) as pdf:
        damage(pdf)
        pdf.save(broken, fix_metadata_version=False)  # else XMP is written anew
    good, words = report(broken)
    assert not good and f"   {code}: " in words, words


def language_tags_are_told_from_other_words():
    """Examples of RFC 5646, appendix A, and what locales and people write instead."""
    good = ("fi", "sv", "en-GB", "zh-Hant", "zh-cmn-Hans-CN", "sl-rozaj-biske", "de-CH-1901", "es-419", "de-Latn-DE-1996", "x-whatever",
            "en-US-u-islamcal", "az-Arab-x-AZE-derbend", "ast", "FI")
    bad = ("", "zz", "zz zz!", "sv_SE", "en-", "-en", "a-DE", "de-419-DE", "english-language-of-men", "fi-FI.UTF-8", "C", "ar-a-", "f\u0456")
    assert not [tag for tag in good if not uacheck.language_is_good(tag)]
    assert not [tag for tag in bad if uacheck.language_is_good(tag)]


def destinations_of_every_kind_pass(path, folder):
    """Names of the old and of the new kind, an action, and the opening: no defect where they lead to a page."""
    changed = os.path.join(folder, "changed.pdf")
    with pikepdf.open(path) as pdf:
        notes, there = pdf.pages[0].Annots, pdf.pages[0].Annots[0].Dest
        names = pdf.Root.get("/Names", Dictionary())
        names["/Dests"] = Dictionary(Kids=[pdf.make_indirect(Dictionary(Limits=["new", "new"], Names=["new", Dictionary(D=there)]))])
        pdf.Root["/Names"] = names
        pdf.Root["/Dests"] = Dictionary(old=there)
        pdf.Root["/OpenAction"] = Array([pdf.pages[1].obj, Name.FitH, 700])
        notes[0]["/Dest"], notes[1]["/Dest"] = Name.old, String("new")
        notes[2]["/A"] = Dictionary(S=Name.GoTo, D=String("new"))
        pdf.save(changed)
    accessible(changed)


OWN_SCHEMA = b"""<rdf:li><rdf:Description pdfaSchema:schema="Own" pdfaSchema:prefix="own" pdfaSchema:namespaceURI="http://example.org/">
<pdfaSchema:property><rdf:Seq><rdf:li><rdf:Description pdfaProperty:name="word" pdfaProperty:valueType="Text"
pdfaProperty:category="external" pdfaProperty:description="A word"/></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:Description></rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def described_schema_passes(path, folder):
    """In the other notation of RDF: nested descriptions and attributes."""
    changed = os.path.join(folder, "changed.pdf")
    with pikepdf.open(path) as pdf:
        edit_xmp(pdf, b"</rdf:Bag></pdfaExtension:schemas>", OWN_SCHEMA)
        edit_xmp(pdf, b"<rdf:Description ", b'<rdf:Description xmlns:own="http://example.org/" own:word="1" ')
        pdf.save(changed)
    accessible(changed)


def transparency_with_a_colour_space_is_no_defect(path, folder):
    """Of the pages, which share what they are drawn with, whether the output has one or not; of the output alone it is a warning,
    like any transparency."""
    changed = os.path.join(folder, "changed.pdf")
    for has_group, has_intent in ((True, True), (True, False), (False, True)):
        with pikepdf.open(path) as pdf:
            see_through(pdf, ca=0.5, BM=Name.Multiply)
            for page in pdf.pages if has_group else ():
                page.obj["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
            if not has_intent:
                delete(pdf.Root, "/OutputIntents")
            pdf.save(changed)
        good, words = report(changed)
        assert good == has_intent and "   A-trans: " not in words and "   warn: page 1: transparency (" in words, words
        assert (" warn: page 1: transparency without a colour space" in words) == (not has_group), words


def every_font_is_compared(path):
    assert " fonts=2 compared=2 " in report(path)[1]


def other_outlines_are_a_warning(path, folder):
    """No defect in itself: the font may be another version."""
    changed = os.path.join(folder, "changed.pdf")
    with pikepdf.open(path) as pdf:
        glyphs = uacheck.Program(first_program(pdf).read_bytes())
        glyph = next(number for number in range(1, glyphs.count) if glyphs.outline(number))
        edit_program(pdf, b"glyf", glyphs.loca[glyph] + 2, b"\xff\x01")  # where its box begins
        pdf.save(changed)
    good, words = report(changed)
    assert good and "   warn: font " in words and "is not one of the whole font" in words, words


def fonts_in_other_notations_pass(path, folder):
    """Ranges in the Unicode map and in the widths; a code without meaning of its own where other words stand for it."""
    changed = os.path.join(folder, "changed.pdf")
    with pikepdf.open(path) as pdf:
        font = first_font(pdf)
        said = re.findall(rb"<(\w{4})> <(\w+)>", font.ToUnicode.read_bytes())
        half = len(said) // 2
        font.ToUnicode.write(b"/CMapName /Other def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" b"1 beginbfrange\n<%s> <%s> [%s]\nendbfrange\n%d beginbfrange\n%s\nendbfrange\n1 beginbfchar\n<7000> <E000>\nendbfchar" % (
            said[0][0], said[half - 1][0], b" ".join(b"<%s>" % text for _, text in said[:half]), len(said) - half,
            b"\n".join(b"<%s> <%s> <%s>" % (code, code, text) for code, text in said[half:])))
        cid, widths = font.DescendantFonts[0], list(first_widths(pdf))
        cid.W = Array([2, 2, widths[1], 3, Array(widths[2:])])
        cid.DW = widths[0]
        cid.CIDToGIDMap.write(cid.CIDToGIDMap.read_bytes().ljust(2 * 0x7000, b"\0") + b"\0\x05")
        metrics = table(first_program(pdf).read_bytes(), b"hmtx")
        cid.W.extend([0x7000, 0x7000, int.from_bytes(metrics[20:22], "big")])
        edit_content(pdf, b"EMC\n", b"/Span <</ActualText (a)>> BDC BT /F1 9 Tf <7000> Tj ET EMC\nEMC\n")
        pdf.save(changed)
    accessible(changed)


CHECKS = [accessible, every_font_is_compared, structure_is_complete_and_in_order, sound_for_qpdf, fonts_are_embedded_subsets_with_unicode,
          text_comes_back, poppler_sees_the_tags, poppler_reads_the_same_tree, metadata_are_shown, attachments_come_out, bookmarks_lead_to_headings,
          links_lead_where_they_should, links_cover_their_words, widths_are_those_of_the_font_program,
          words_stand_where_they_were_set]


def main(writer, fonts):
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        path, long_path = os.path.join(folder, "sample.pdf"), os.path.join(folder, "long.pdf")
        run(writer, fonts, path)
        run(writer, fonts, long_path, "150")
        tests = [(check.__name__, check, (path,)) for check in CHECKS]
        tests += [("long: " + check.__name__, check, (long_path,)) for check in (accessible, sound_for_qpdf)]
        tests += [("destinations", destinations_of_every_kind_pass, (path, folder))]
        tests += [("transparency", transparency_with_a_colour_space_is_no_defect, (path, folder))]
        tests += [("described schema", described_schema_passes, (path, folder))]
        tests += [("other outlines", other_outlines_are_a_warning, (path, folder))]
        tests += [("other notations of fonts", fonts_in_other_notations_pass, (path, folder))]
        tests += [("language tags", language_tags_are_told_from_other_words, ())]
        tests += [("defect: " + words, defect_is_found, (path, folder, code, damage))
                  for code, words, damage in DEFECTS]
        tests += [("defect: " + words, file_defect_is_found, (path, folder, damage)) for words, damage in FILE_DEFECTS]
        for name, check, arguments in tests:
            try:
                check(*arguments)
                passed += 1
            except Exception as problem:
                failed += 1
                print(f"FAILED {name}: {problem!r}"[:3000])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
