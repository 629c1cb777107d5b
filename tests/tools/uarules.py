# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that uacheck.py asks of a whole file beside what it sees on its way: that what a PDF says twice agrees. Codes as there:
"A-..." PDF/A (ISO 19005-3), numbers Matterhorn 1.1, "tree" the structure tree and the trees beside it (ISO 32000-1, 14.7)."""
import re, struct

from pikepdf import Array, Dictionary, Name, Stream, String

RELATIONSHIPS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
BLOCKS = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index H H1 H2 H3 H4 H5 H6 P L LI LBody Table TR TH TD THead TBody TFoot".split())
INLINES = set("P H H1 H2 H3 H4 H5 H6 Span Quote Reference Link Lbl Code".split())
OWNERS = {"/Table": {"Table", "TH", "TD"}, "/List": {"L"}}
STRING_MAX, NAME_MAX, STATES_MAX = 32767, 127, 28  # ISO 19005-3, 6.1.13
NO_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie"}
HIDING = 1 | 2 | 32 | 256  # Invisible, Hidden, NoView, ToggleNoView


def leaves(node, kind):
    """[(key, value)] of a tree of names or numbers, in its order"""
    found = node.get(kind, [])
    return [(found[i], found[i + 1]) for i in range(0, len(found) - 1, 2)] + [x for kid in node.get("/Kids", []) for x in leaves(kid, kind)]


def text_of_xmp(tree, namespace, name):
    found = [e for e in tree.iter(f"{{{namespace}}}{name}")]
    return "".join(found[0].itertext()).strip() if found else None


# ---- metadata ----

def check_info(info, tree, rep):
    """What the dictionary of old readers says is what XMP says."""
    dc, xmp, pdf = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
    for key, where in (("/Author", (dc, "creator")), ("/Subject", (dc, "description")), ("/Creator", (xmp, "CreatorTool")),
                       ("/Producer", (pdf, "Producer")), ("/Keywords", (pdf, "Keywords"))):
        if key in info and text_of_xmp(tree, *where) != str(info[key]): rep("A-meta", f"Info {key} and XMP differ")
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        date = re.sub(r"^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)", r"\1-\2-\3T\4:\5:\6", str(info.get(key, ""))).replace("'", ":").rstrip(":")
        if key in info and text_of_xmp(tree, xmp, name) != date: rep("A-meta", f"Info {key} and XMP differ")


def check_packet(packet, rep):
    head = re.match(rb"<\?xpacket ([^?]*)\?>", packet)
    if head is None or b"W5M0MpCehiHzreSzNTczkc9d" not in head[1]: rep("A-meta", "XMP has no packet header")
    elif re.search(rb"\b(bytes|encoding)=", head[1]): rep("A-meta", "the header of the XMP packet has bytes or encoding")
    try: packet.decode("utf-8")
    except UnicodeDecodeError: rep("A-meta", "XMP is not UTF-8")


def check_profile(profile, rep):
    data = profile.read_bytes(); kind, space = data[12:16], data[16:20]
    if len(data) < 132 or struct.unpack_from(">I", data)[0] != len(data): rep("A-oi", "the output profile has another size than it says"); return
    if kind not in (b"mntr", b"prtr", b"scnr", b"spac") or data[8] > 4: rep("A-oi", "the output profile is of a class or version that PDF/A does not take")
    if {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}.get(space) != int(profile.get("/N", 0)): rep("A-oi", "N is not the number of the output profile's colours")
    for i in range(struct.unpack_from(">I", data, 128)[0]):
        at, size = struct.unpack_from(">II", data, 136 + 12 * i)
        if at + size > len(data): rep("A-oi", "a tag of the output profile ends behind it")


# ---- files inside ----

def check_attached(pdf, rep):
    names = pdf.Root.get("/Names", {}).get("/EmbeddedFiles")
    listed = {v.objgen for _, v in leaves(names, "/Names")} if names is not None else set()
    for f in (o for o in pdf.objects if isinstance(o, Dictionary) and "/EF" in o):
        file = f.EF.get("/F"); words = str(f.get("/F", ""))
        if f.objgen not in listed: rep("A-af", f"embedded file {words!r} is not in the tree of names")
        if f.get("/AFRelationship") not in RELATIONSHIPS: rep("A-af", f"embedded file {words!r} has a relationship that is none")
        if words != str(f.get("/UF", "")): rep("A-af", f"embedded file {words!r} has another name in UF")
        if not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(file.get("/Subtype", ""))): rep("A-af", f"embedded file {words!r} has no MIME type")
        if int(file.get("/Params", {}).get("/Size", -1)) != len(file.read_bytes()): rep("A-af", f"embedded file {words!r} has another size than it says")


# ---- limits and fonts ----

def strings_and_names(o):
    """those in an object, but not in the objects that it refers to"""
    if isinstance(o, (String, Name)): yield o
    elif isinstance(o, Array): parts = list(o)
    elif isinstance(o, (Dictionary, Stream)): parts = [o[k] for k in o.keys()]; yield from (Name(k) for k in o.keys())
    if isinstance(o, (Array, Dictionary, Stream)):
        for part in parts:
            if not getattr(part, "is_indirect", False): yield from strings_and_names(part)


def check_limits(pdf, rep):
    for o in pdf.objects:
        if len((o.stream_dict if isinstance(o, Stream) else o).unparse(resolved=True)) < NAME_MAX: continue
        for part in strings_and_names(o):
            if isinstance(part, String) and len(bytes(part)) > STRING_MAX: rep("A-limit", f"a string of more than {STRING_MAX} bytes")
            if isinstance(part, Name) and len(str(part).encode()) - 1 > NAME_MAX: rep("A-limit", f"a name of more than {NAME_MAX} bytes")


def check_font(font, rep):
    """A Type 0 font and the dictionaries below it say the same, and its ToUnicode is a CMap (ISO 32000-1, 9.7 and 9.10.3)."""
    if font.get("/Subtype") != "/Type0": return
    below, name = font.DescendantFonts[0], str(font.get("/BaseFont"))[1:]
    system = below.get("/CIDSystemInfo", {})
    if (str(system.get("/Registry")), str(system.get("/Ordering"))) != ("Adobe", "Identity"): rep("31-001", f"font {name}: CIDSystemInfo is not that of its encoding")
    descriptor = below.get("/FontDescriptor", {})
    if not str(below.get("/BaseFont")) == str(descriptor.get("/FontName")) == "/" + name: rep("A-font", f"font {name}: the font below it or its descriptor has another name")
    if bool(int(descriptor.get("/Flags", 0)) & 4) == bool(int(descriptor.get("/Flags", 0)) & 32): rep("A-font", f"font {name}: either Symbolic or Nonsymbolic")
    file = descriptor.get("/FontFile2")
    if file is not None and int(file.get("/Length1", -1)) != len(file.read_bytes()): rep("A-font", f"font {name}: Length1 is not that of the program")
    if not isinstance(font.get("/ToUnicode"), Stream): return
    words = font.ToUnicode.read_bytes().decode("latin-1")
    if "begincodespacerange" not in words or "/CMapName" not in words: rep("31-027", f"font {name}: ToUnicode has no name or no space of codes")
    for count, kind, block in re.findall(r"(\d+)\s+beginbf(char|range)(.*?)endbf", words, re.S):
        found = re.findall(r"<\w+>\s*<\w*>" if kind == "char" else r"<\w+>\s*<\w+>\s*(?:<\w+>|\[.*?\])", block, re.S)
        if int(count) > 100 or int(count) != len(found): rep("31-027", f"font {name}: a block of ToUnicode says {count} and has {len(found)} (100 at most)")


# ---- structure ----

def types(kids): return [kid["t"] for kind, kid in kids if kind == "se"]


def check_element(node, attributes, rep):
    """`node` as uacheck.py has it: its role, its dictionary, and what is in it."""
    role, kids, e = node["t"], types(node["kids"]), node["e"]
    for key in ("/Alt", "/ActualText", "/E"):
        if key in e and not str(e[key]).strip(): rep("tree", f"{role} with {key} that says nothing")
    if role in INLINES and BLOCKS & set(kids): rep("tree", f"{sorted(BLOCKS & set(kids))[0]} inside {role}")
    if role in ("Table", "L", "TOC") and (kids.count("Caption") > 1 or "Caption" in kids[1:-1]): rep("09-004", f"Caption of {role} is neither first nor last, or not the only one")
    if role in ("Table", "TR", "L", "LI", "TOC") and any(kind == "mc" for kind, _ in node["kids"]): rep("09-004", f"{role} has content of its own")
    if role == "LI" and (kids.count("LBody") != 1 or kids[-1] != "LBody"): rep("16-00x", "a list item is not made of label and body")
    if role == "L" and "/ListNumbering" not in attributes and any("Lbl" in types(kid["kids"]) for kind, kid in node["kids"] if kind == "se"):
        rep("16-00x", "a list with labels says nothing of its numbering")
    if role == "Link" and not any(kind == "obj" for kind, _ in node["kids"]): rep("28-011", "Link without an annotation")
    for a in e["/A"] if isinstance(e.get("/A"), Array) else [e["/A"]] if "/A" in e else []:
        if isinstance(a, Dictionary) and ("/O" not in a or role not in OWNERS.get(str(a.O), {role})): rep("tree", f"{role} has attributes of {a.get('/O')}")


def check_trees(pdf, elements, content, shown, annotated, rep):
    """content: (page, MCID) -> element, by the tree; shown: those that the pages have; annotated: annotations, by the tree"""
    root, pages = pdf.Root.StructTreeRoot, list(pdf.pages)
    for page, number in sorted(set(content) - shown, key=str): rep("tree", f"page {page if page is None else page + 1}: the structure tree has MCID {number}, the page not")
    owners = {int(k): v for k, v in leaves(root.ParentTree, "/Nums")} if "/ParentTree" in root else {}
    known = set()
    for i, page in enumerate(pages):
        known |= {int(page.obj.get("/StructParents", -1))} | {int(a.get("/StructParent", -1)) for a in page.obj.get("/Annots", [])}
        row, count = owners.get(int(page.obj.get("/StructParents", -1)), ()), sum(1 for p, _ in shown if p == i)
        if len(row) != count: rep("tree", f"page {i + 1}: ParentTree has {len(row)} elements for {count} MCIDs")
    if set(owners) - known: rep("tree", "ParentTree has a key of nothing")
    if owners and int(root.get("/ParentTreeNextKey", 1 << 30)) <= max(owners): rep("tree", "ParentTreeNextKey is in use")
    there = {a.objgen for page in pages for a in page.obj.get("/Annots", [])}
    if annotated - there: rep("tree", "the structure tree has an annotation that no page has")
    ids = {str(n["e"].ID): n["e"].objgen for n in elements if "/ID" in n["e"]}
    if len(ids) != sum(1 for n in elements if "/ID" in n["e"]): rep("tree", "two elements have one ID")
    if {str(k): v.objgen for k, v in leaves(root.get("/IDTree", {}), "/Names")} != ids: rep("tree", "IDTree is not that of the elements' IDs")
    for n in elements:
        for a in [n["e"].get("/A")]:
            if isinstance(a, Dictionary) and any(str(h) not in ids for h in a.get("/Headers", [])): rep("15-00x", "Headers name an ID that is nowhere")


def check_outline(node, rep):
    """Returns how many entries are open below; each leads to its neighbours and parent."""
    kid, before, count = node.get("/First"), None, 0
    while kid is not None and count < 100000:
        if kid.get("/Parent", Dictionary()).objgen != node.objgen or (before is None) != ("/Prev" not in kid): rep("outline", "an entry does not know its parent or the one before")
        if not str(kid.get("/Title", "")).strip(): rep("outline", "an entry without words")
        below = check_outline(kid, rep)
        if abs(int(kid.get("/Count", 0))) != below: rep("outline", f"an entry has {below} below it, not {kid.get('/Count')}")
        count += 1 + (below if int(kid.get("/Count", 0)) > 0 else 0); before, kid = kid, kid.get("/Next")
    if before is not None and node.get("/Last", Dictionary()).objgen != before.objgen: rep("outline", "the last entry is not that of the chain")
    return count


def check_annotation(a, n, rep):
    if a.get("/Subtype") in NO_ANNOTATIONS: rep("A-annot", f"page {n}: annotation of the type {a.Subtype}")
    if int(a.get("/F", 0)) & HIDING: rep("A-annot", f"page {n}: annotation flags that may hide it")
    box = [float(x) for x in a.get("/Rect", [])]
    if len(box) != 4 or not (box[0] < box[2] and box[1] < box[3]): rep("A-annot", f"page {n}: annotation without an area")


def check_colour(operator, resources, profile, n, rep):
    """Colours of a device are those of the output (6.2.4.3); gray is of any."""
    kind = {"k": b"CMYK", "K": b"CMYK", "rg": b"RGB ", "RG": b"RGB "}.get(operator)
    default = {b"CMYK": "/DefaultCMYK", b"RGB ": "/DefaultRGB"}.get(kind)
    if kind and kind != profile and default not in resources.get("/ColorSpace", {}): rep("A-colour", f"page {n}: colours of a device that the output is not of ({operator})")
