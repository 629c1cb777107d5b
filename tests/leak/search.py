# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for numbers in everything that a file of an edition says, in every way of writing them."""
import html.parser, io, pathlib, re, struct, subprocess, zipfile, zlib

import pikepdf

# What stands between the digits of a long number: blanks of all kinds, commas, points, apostrophes, or a line's end.
GAP = "[\\s,.'\u00a0\u2007\u2009\u202f\u2019]{0,2}"


def patterns(number):
    """How a number may be written: in one, in groups, with every digit apart, with zeros behind a point, by powers."""
    digits = str(number)
    groups = [digits[:-3], digits[-3:]]
    return [rf"(?<![\w.,]){GAP.join(groups)}(?![\d])(?!\w)", rf"(?<![\d.]){digits}(?:\.0+)?(?![\dA-Za-z])",
            r"(?<!\d)" + r"\s{1,2}".join(digits) + r"(?!\s?\d)",
            rf"(?<!\d){digits[0]}\.{digits[1:]}[eE]\+?0*{len(digits) - 1}(?!\d)"]


class Search:
    def __init__(self, numbers):
        """numbers: label -> number."""
        self.labels = {}
        for label, number in numbers.items():
            self.labels.setdefault(number, label)
        # One pass over a text finds all five-digit numbers, however they are written; then it is seen which they are.
        self.any = re.compile("|".join(rf"({'|'.join(patterns(number))})" for number in self.labels))
        self.order = list(self.labels)

    def __call__(self, text):
        """The labels of the numbers that are in the text."""
        found = set()
        for match in self.any.finditer(text):
            found.add(self.labels[self.order[match.lastindex - 1]])
        return found


def decoded(data):
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else data


def without_digests(text):
    """Hashes and sizes of files hold digits by chance."""
    return re.sub(r'"bytes": \d+', "", re.sub(r"\b[0-9a-f]{32,64}\b", "", text))


def texts_of_pdf(data, path):
    """The printed text; every string, name and number of every object; every stream, unpacked."""
    yield "text", subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    yield "text in reading order", subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout.decode()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, item in enumerate(pdf.objects):
            yield f"object {number + 1}", "\n".join(values_of(item))
            if isinstance(item, pikepdf.Stream):
                yield from texts_of_stream(item, number)
        for name, attachment in pdf.attachments.items():
            yield f"attachment {name}", decoded(attachment.get_file().read_bytes())
    # Comments and what stands between the objects.
    unpacked = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "--stream-data=preserve", str(path), "-"],
                              capture_output=True).stdout
    yield "between the objects", "\n".join(re.findall(r"(?m)^%.*$", unpacked.decode("latin-1")))


def texts_of_stream(stream, number):
    kind = str(stream.get("/Subtype", ""))
    if "/Length1" in stream or kind in ("/CIDFontType0C", "/Type1C", "/OpenType"):
        return  # a font's outlines
    data = stream.read_bytes()
    if stream.get("/Type") == "/ObjStm":
        data = data[int(stream.First):]  # where in it the objects begin are numbers by chance
    if stream.get("/Type") == "/XRef":
        return  # and where in the file
    text = data.decode("latin-1")
    yield f"stream {number + 1}", text
    # Text shown letter by letter: [(1)-20(0)] TJ
    for shown in re.findall(r"\[((?:[^\]\\]|\\.)*)\]\s*TJ", text):
        yield f"stream {number + 1}", "".join(re.findall(r"\(((?:[^)\\]|\\.)*)\)", shown))


def values_of(item, depth=0):
    """Lengths and offsets are about bytes, not about persons."""
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in item.items():
            yield key
            if key not in ("/Length", "/Length1", "/DL", "/Size", "/Prev", "/CheckSum", "/ID") and depth < 20 and not is_indirect(value):
                yield from values_of(value, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if depth < 20 and not is_indirect(value):
                yield from values_of(value, depth + 1)
    elif isinstance(item, pikepdf.String):
        yield str(item)
        yield bytes(item).decode("latin-1")
    elif isinstance(item, (pikepdf.Name, int, float, bool)):
        yield str(item)
    elif item is not None:
        yield str(item)


def is_indirect(value):
    return isinstance(value, pikepdf.Object) and value.is_indirect


def texts_of_workbook(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield "comment of the package", package.comment.decode("latin-1")
        for part in package.infolist():
            text = package.read(part).decode("utf-8", "replace")
            yield part.filename, text
            yield f"{part.filename}, its words", re.sub(r"<[^>]*>", " ", text)
            # Runs of one text put together.
            yield f"{part.filename}, its text", " | ".join(
                "".join(re.findall(r"<(?:a:|x:)?t\b[^>]*>([^<]*)<", item)) for item in re.split(r"</si>|</a:p>", text))
            yield f"{part.filename}, extra", (part.extra + part.comment).decode("latin-1")


# What an image needs, and the white background that cairo names. No text, no time, no profile with a name.
PNG_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"tRNS", b"bKGD"}


def texts_of_png(data):
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        assert zlib.crc32(data[at + 4:at + 8 + size]) == struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
        if kind not in PNG_CHUNKS:
            yield f"chunk {kind.decode('latin-1')}", "FORBIDDEN CHUNK " + data[at + 8:at + 8 + size].decode("latin-1")
        at += 12 + size
    yield "after the image", data[at:].decode("latin-1")


class Words(html.parser.HTMLParser):
    """What a page says between its elements, and in their attributes."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said, self.attributes = [], []

    def handle_starttag(self, tag, attributes):
        self.attributes += [value for name, value in attributes if value and name not in ("d", "transform")]

    def handle_data(self, data):
        self.said.append(data)

    def handle_comment(self, data):
        self.said.append("FORBIDDEN CHUNK " + data)


def drawn(text):
    """A drawing's source without the outlines of letters, which are the font's, and without their places in a line, which are
    thousandths of its size: what the words say is said in its title and description too."""
    text = re.sub(r'<path id="(?:[\w-]+-)?glyph-\d+" d="[^"]*"/>', "", text)
    return re.sub(r'<use [\w:]+="#[\w-]*glyph-\d+" x="-?\d+"(?: y="-?\d+")?/>', "", text)


def texts_of_page(data):
    """The source but for the outlines of letters; the words, as they run on; the attributes."""
    text = data.decode("utf-8")
    yield "source", drawn(text)
    words = Words()
    words.feed(text)
    yield "words", " ".join(words.said)
    yield "words that run on", "".join(words.said)
    yield "attributes", "\n".join(words.attributes)


def texts_of(path):
    """(where, text) for all that the file says."""
    path = pathlib.Path(path)
    data = path.read_bytes()
    yield "name", path.name
    if path.suffix == ".pdf":
        yield from texts_of_pdf(data, path)
    elif path.suffix in (".xlsx", ".ods"):
        yield from texts_of_workbook(data)
    elif path.suffix == ".html":
        yield from texts_of_page(data)
    elif path.suffix == ".svg":
        yield "text", drawn(decoded(data))
    elif path.suffix == ".png":
        yield from texts_of_png(data)
    else:
        yield "text", without_digests(decoded(data))
