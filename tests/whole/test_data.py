#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other programs read the data files of an edition, and read the same: test_data.py SITREP"""
import copy, csv, datetime, hashlib, io, itertools, json, pathlib, re, sys, tempfile

import jsonschema

from edition import EXAMPLE, Score, build

BOM = b"\xef\xbb\xbf"


def records(data, separator=","):
    """Written by RFC 4180 alone, not by what csv forgives: quoted fields may hold anything, others no quote."""
    rows, text = [], data.decode("utf-8")
    field = re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{separator}\r\n]*))({separator}|\r\n)')
    at, row = 0, []
    while at < len(text):
        match = field.match(text, at)
        if not match:
            raise ValueError(f"not RFC 4180 at byte {at}: {text[at:at + 40]!r}")
        row.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        at = match.end()
        if match[3] == "\r\n":
            rows.append(row)
            row = []
    if row:
        raise ValueError("the last record has no end")
    return rows


def test_records(score):
    """The reader above finds what must not be."""
    score.check(records(b'a,"b ""c"", d"\r\n,\r\n') == [["a", 'b "c", d'], ["", ""]], "what is right")
    for wrong in (b"a,b\n", b"a,b", b'a,b"c\r\n', b'"a"b,c\r\n', b"a\rb\r\n", b'"a,b\r\n'):
        try:
            score.check(False, f"{wrong}: {records(wrong)}")
        except ValueError:
            score.check(True, "refused")


def check_csv(score, out):
    for audience in ("public", "authorities", "as-published"):
        tables = sorted((out / audience / "data").glob("*.csv"))
        score.check(len(tables) > 30, f"{audience}: {len(tables)} tables")
        for path in tables:
            data = path.read_bytes()
            rows = records(data)
            score.check(not data.startswith(BOM), f"{path.name}: no byte order mark")
            score.check(len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}, f"{path.name}: as many fields in each record")
            score.check(rows == list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)), f"{path.name}: csv reads the same")
            formulas = [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r") and not re.fullmatch(r"-?\d+|", cell)]
            score.check(not formulas, f"{path.name}: {formulas}")
            other = out / audience / "excel" / path.name
            if path.name.startswith("all_figures"):
                score.check(not other.exists(), f"{path.name} is for machines")
                continue
            excel = other.read_bytes()
            score.check(excel.startswith(BOM) and records(excel[3:], ";") == rows, f"{other}: the same rows for Excel")


OBSERVATION = ("period", "row_code", "row", "column_code", "column", "unit", "value", "obs_status", "conf_status")


def faults_of(schema, document):
    return [error.message[:200] for error in jsonschema.Draft202012Validator(schema).iter_errors(document)]


def test_schema_refuses(score, schema, document):
    """What a reader must be able to rely on is not only described: a document without it is none."""
    def with_first(**members):
        changed = copy.deepcopy(document)
        changed["observations"][0].update(members)
        return changed
    score.check(not faults_of(schema, document), f"{faults_of(schema, document)}")
    wrong = {"hidden, but free": with_first(value=None), "confidential, with a value": with_first(value=7, conf_status="C", obs_status="Q"),
             "a reason for hiding": with_first(value=None, conf_status="D", obs_status="Q"), "a share with decimals": with_first(value=7.5),
             "another member": with_first(count=7), "a period that is none": document | {"period": "last year"},
             "no unit": {name: value for name, value in document.items() if name != "unit"}, "another schema": document | {"$schema": "x"}}
    for what, changed in wrong.items():
        score.check(faults_of(schema, changed), f"the schema lets pass: {what}")


def check_json(score, out):
    for audience in ("public", "authorities", "as-published"):
        folder = out / audience / "data"
        schema = json.loads((folder / "figure.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        documents, texts = sorted(path for path in folder.glob("*.json") if path.name != "figure.schema.json"), {}
        score.check(len(documents) > 30, f"{audience}: {len(documents)} documents")
        for path in documents:
            document = json.loads(path.read_text(encoding="utf-8"))
            score.check((folder / document["$schema"]).is_file() and not faults_of(schema, document), f"{path.name}: {faults_of(schema, document)}")
            heading, *rows = records(path.with_suffix(".csv").read_bytes())
            rows = [dict(zip(heading, row)) for row in rows]
            seen = [{name: str(value) if value is not None else "" for name, value in one.items()} for one in document["observations"]]
            wanted = [{name: row[name] for name in OBSERVATION} for row in rows]
            score.check(seen == wanted and all(row[name] == document[name] for row in rows for name in ("edition", "measure", "where", "row_variable", "column_variable")),
                        f"{path.name}: the same as its CSV")
            defined = {(one["kind"], one["id"]): one["definition"] for one in document["definitions"]}
            score.check({id for kind, id in defined if kind == "measure"} == {document["measure"]}, f"{path.name}: what is counted: {defined}")
            register = {"requests" if document["measure"] == "requests" else "cases"}
            score.check({id for kind, id in defined if kind == "source"} == register, f"{path.name}: from where it is counted: {defined}")
            texts.setdefault((document["id"], document["language"]), set(defined.values()))
        score.check(all(texts[id, "fi"].isdisjoint(texts[id, "sv"] | texts[id, "en"]) and len(texts[id, "fi"]) == len(texts[id, "en"])
                        for id, _ in texts), f"{audience}: definitions are in the language of their file")
        test_schema_refuses(score, schema, json.loads((folder / "gender.en.json").read_text(encoding="utf-8")))


# Of CL_OBS_STATUS and CL_CONF_STATUS, those that the program has; what identifiers and times of SDMX look like.
STATUS = {("A", "F"), ("B", "F"), ("Q", "C")}
IDENTIFIER = re.compile(r"[A-Za-z0-9_@$-]+")
TIME = re.compile(r"\d{4}(-S[12]|-\d\d(-\d\d(/P\d+D)?)?)?")
BEFORE, BEHIND = ["STRUCTURE", "STRUCTURE_ID", "ACTION", "MEASURE"], ["TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "UNIT", "EDITION"]


def time_of(period):
    """As SDMX has it, by another way than the program's."""
    if "/" in period:
        first, last = (datetime.date.fromisoformat(day) for day in period.split("/"))
        return f"{first}/P{(last - first).days + 1}D"
    return period.replace("H", "-S")


def told(rows):
    """(measure, time, {variable: code}) -> (value, statuses), of the list of all figures."""
    counts = {}
    for row in rows:
        if row["kind"] not in ("count", "zero_or_more"):
            continue
        terms = [re.fullmatch(r"(\w+)(!?)=(.*)", term).groups() for term in row["selection"].split()]
        choices = [[("_T-" + categories.replace(",", "-")) if left_out else categories.replace(",", "@")]
                   for variable, left_out, categories in terms]
        if row["value"] == "0":
            several = [n for n, term in enumerate(terms) if "," in term[2] and not term[1]]
            if several:
                choices[several[0]] = terms[several[0]][2].split(",")
        for codes in itertools.product(*choices):
            key = row["measure"], time_of(row["period"]), frozenset(zip((term[0] for term in terms), codes))
            counts.setdefault(key, (row["value"], row["obs_status"], row["conf_status"]))
    return counts


def check_sdmx(score, out):
    """Against the rules of the field guide, and against the list of all figures, which is read in another way."""
    for audience in ("public", "authorities", "as-published"):
        for path in sorted((out / audience / "data").glob("all_figures_sdmx.*.csv")):
            heading, *rows = records(path.read_bytes())
            variables = heading[len(BEFORE):-len(BEHIND)]
            score.check(heading[:4] == BEFORE and heading[-6:] == BEHIND and len(set(heading)) == len(heading), f"{heading}")
            score.check(all(IDENTIFIER.fullmatch(name) for name in heading), f"identifiers: {heading}")
            rows = [dict(zip(heading, row)) for row in rows]
            score.check({(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in rows} == {("datastructure", "SITREP:FIGURES", "I")}, "head")
            wrong = [row for row in rows if (row["OBS_STATUS"], row["CONF_STATUS"]) not in STATUS or not TIME.fullmatch(row["TIME_PERIOD"])
                     or (row["OBS_VALUE"] == "") != (row["CONF_STATUS"] == "C") or not re.fullmatch(r"\d*", row["OBS_VALUE"])
                     or not all(IDENTIFIER.fullmatch(row[name]) for name in ["MEASURE", *variables])]
            score.check(len(rows) > 50 and not wrong, f"{path.name}: {wrong[:3]}")
            score.check(audience == "as-published" or {row["OBS_STATUS"] for row in rows} >= {"A", "Q"}, f"{path.name}: shown and hidden ones")
            seen = {}
            for row in rows:
                key = row["MEASURE"], row["TIME_PERIOD"], frozenset((name, row[name]) for name in variables if row[name] != "_T")
                score.check(key not in seen, f"{path.name}: a key twice: {key}")
                seen[key] = row["OBS_VALUE"], row["OBS_STATUS"], row["CONF_STATUS"]
            with open(path.with_name(path.name.replace("_sdmx", "")), encoding="utf-8", newline="") as file:
                wanted = told(csv.DictReader(file))
            score.check(seen == wanted, f"{path.name}: {[key for key in seen.keys() | wanted.keys() if seen.get(key) != wanted.get(key)][:3]}")


# What the published profiles of data packages and tabular data resources ask for, as far as a file without a network can be held against it.
NAME = {"type": "string", "pattern": "^[-a-z0-9._/]+$"}
WORDS = {"type": "string", "minLength": 1}
FIELD = {"type": "object", "required": ["name", "type"], "additionalProperties": False, "properties": {
    "name": WORDS, "title": WORDS, "description": WORDS, "type": {"enum": ["string", "integer"]},
    "constraints": {"type": "object", "additionalProperties": False,
                    "properties": {"required": {"type": "boolean"}, "enum": {"type": "array", "minItems": 1, "uniqueItems": True}}}}}
DIALECT = {"type": "object", "required": ["delimiter", "lineTerminator", "quoteChar", "doubleQuote", "skipInitialSpace", "header"],
           "properties": {"delimiter": {"enum": [",", ";"]}, "lineTerminator": {"const": "\r\n"}, "quoteChar": {"const": '"'},
                          "doubleQuote": {"const": True}, "skipInitialSpace": {"const": False}, "header": {"const": True}}}
FILE = {"type": "object", "required": ["name", "path", "profile", "bytes", "hash", "encoding", "mediatype"], "properties": {
    "name": NAME, "title": WORDS, "description": WORDS, "bytes": {"type": "integer"}, "encoding": {"const": "utf-8"},
    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}, "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)[^\\~]+$"}}}
TABULAR = {"required": ["schema", "title", "language", "dialect"], "properties": {
    "profile": {"const": "tabular-data-resource"}, "dialect": DIALECT, "format": {"const": "csv"}, "mediatype": {"const": "text/csv"},
    "schema": {"type": "object", "required": ["fields", "missingValues"], "properties": {
        "fields": {"type": "array", "minItems": 1, "items": FIELD}, "missingValues": {"const": [""]}}}}}
OTHER = {"properties": {"profile": {"const": "data-resource"}, "format": {"const": "json"}, "schema": {"const": "data/figure.schema.json"},
                        "mediatype": {"enum": ["application/json", "application/schema+json"]}, "dialect": False}}
RESOURCE = {"allOf": [FILE, {"oneOf": [TABULAR, OTHER]}]}
PACKAGE = {"type": "object", "required": ["name", "title", "profile", "resources", "sources"], "properties": {
    "name": NAME, "title": WORDS, "description": WORDS, "profile": {"const": "data-package"}, "licenses": False,
    "contributors": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"], "properties": {
        "title": WORDS, "role": {"enum": ["author", "publisher", "maintainer", "wrangler", "contributor"]}}}},
    "sources": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["title"], "properties": {"title": WORDS}}},
    "resources": {"type": "array", "minItems": 1, "items": RESOURCE}}}


def load(folder, resource):
    """Rows as the description says they are to be read; raises ValueError where they are not so."""
    dialect, schema = resource["dialect"], resource["schema"]
    text = (folder / resource["path"]).read_bytes().decode(resource["encoding"]).removeprefix("\ufeff")  # as readers of UTF-8 do
    with io.StringIO(text, newline="") as file:
        heading, *rows = csv.reader(file, delimiter=dialect["delimiter"], quotechar=dialect["quoteChar"],
                                    doublequote=dialect["doubleQuote"], skipinitialspace=dialect["skipInitialSpace"], strict=True)
    if heading != [field["name"] for field in schema["fields"]]:
        raise ValueError(f"other fields: {heading}")
    return [{field["name"]: value_of(field, cell, schema["missingValues"]) for field, cell in zip(schema["fields"], row, strict=True)} for row in rows]


def value_of(field, cell, missing):
    constraints = field.get("constraints", {})
    if cell in missing:
        if constraints.get("required"):
            raise ValueError(f"{field['name']} is missing")
        return None
    if "enum" in constraints and cell not in constraints["enum"]:
        raise ValueError(f"{field['name']} is {cell}")
    return int(cell) if field["type"] == "integer" else cell


def selection_of(row):
    """What a row of tidy data is of, by its codes alone: {"gender=women", "place=finland,abroad"}."""
    terms = set(row["where"].split()) - {"_T"}
    for variable, code in ((row["row_variable"], row["row_code"]), (row["column_variable"], row["column_code"])):
        if variable not in ("_Z", "month", "half", "year") and code != "_T":
            terms = {term for term in terms if re.split("!?=", term)[0] != variable} | {f"{variable}={code}"}
    return frozenset(terms)


def check_codes(score, out):
    """By their codes, the counts of all tables are those of the list of all figures, which knows no tables."""
    for audience in ("public", "authorities", "as-published"):
        figures, checked = {}, 0
        for row in csv.DictReader(open(out / audience / "data" / "all_figures.fi.csv", encoding="utf-8", newline="")):
            if row["kind"] in ("count", "zero_or_more"):
                figures.setdefault((row["measure"], row["period"], frozenset(row["selection"].split())), row["value"])
        for path in sorted((out / audience / "data").glob("*.fi.csv")):
            for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
                if "row_code" not in row or row["unit"].startswith("Prosentti") or row["row_code"] == "_O":
                    continue
                period = "2014" if len(row["period"]) == 10 else row["period"]  # of a stock, at its end
                key = row["measure"], period, selection_of(row)
                score.check(figures.get(key) == row["value"], f"{audience}, {path.name}: {key} is {row['value']}, not {figures.get(key)}")
                score.check(row["table"] == path.name.removesuffix(".fi.csv"), f"{path.name}: {row['table']}")
                checked += 1
        score.check(checked > 50, f"{audience}: {checked} counts")


def check_package(score, out):
    for audience in ("public", "authorities", "as-published"):
        folder = out / audience
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        score.check(not faults_of(PACKAGE, package), f"{audience}: {faults_of(PACKAGE, package)}")
        paths = [resource["path"] for resource in package["resources"]]
        files = [path for name in ("data", "excel") for path in (folder / name).iterdir()]
        score.check(sorted(paths) == sorted(f"{path.parent.name}/{path.name}" for path in files), f"{audience}: each file once")
        score.check(len({resource["name"] for resource in package["resources"]}) == len(paths), f"{audience}: names are different")
        for resource in package["resources"]:
            data = (folder / resource["path"]).read_bytes()
            score.check(resource["bytes"] == len(data) and resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest(), resource["path"])
            if resource["profile"] == "data-resource":
                score.check(resource["path"].endswith("figure.schema.json") or json.loads(data)["$schema"] == resource["schema"].removeprefix("data/") and
                            json.loads(data)["title"] == resource["title"], f"{audience}, {resource['path']}: JSON, with its schema")
                continue
            score.check((resource["dialect"]["delimiter"] == ";") == data.startswith(BOM) == resource["path"].startswith("excel/"), "for Excel")
            try:
                rows = load(folder, resource)
            except ValueError as fault:
                score.check(False, f"{audience}, {resource['path']}: {fault}")
                continue
            document = (folder / "data" / resource["path"].split("/")[1]).with_suffix(".json")
            if not document.exists():
                score.check(resource["path"].startswith("data/all_figures") and len(rows) > 50, resource["path"])
                continue
            document = json.loads(document.read_text(encoding="utf-8"))
            seen = [{name: row[name] if name == "value" else row[name] or "" for name in OBSERVATION} for row in rows]
            shares = {row["unit"] for row in rows if row["column"] == "Per cent"}
            score.check(len(shares) < 2 and document["unit"] not in shares, f"{audience}, {resource['path']}: hidden or not, a share is one: {shares}")
            score.check(seen == document["observations"] and resource["title"] == document["title"] and resource["language"] == document["language"]
                        and document["unit"] in resource["description"], f"{audience}, {resource['path']}: the same as its JSON")


def test_package_refuses(score, out, folder):
    """A file that is not as the description says is not read as if it were."""
    package = json.loads((out / "public" / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(one for one in package["resources"] if one["path"] == "data/gender.en.csv")
    data = (out / "public" / resource["path"]).read_bytes()
    (folder / "data").mkdir()
    for old, new in ((b",60,A,F", b",6O,A,F"), (b",60,A,F", b",60,A,D"), (b",A,F", b",,F"), (b"edition,", b"year,"), (b",60,A,F", b",60,A")):
        (folder / resource["path"]).write_bytes(data.replace(old, new, 1))
        try:
            score.check(False, f"{new} is read: {load(folder, resource)}")
        except ValueError:
            score.check(data.count(old), f"{old} is there")
    for changed in ({"hash": "0af3"}, {"profile": "data-resource"}, {"dialect": resource["dialect"] | {"delimiter": ":"}}, {"schema": "x"}):
        score.check(faults_of(RESOURCE, resource | changed) and not faults_of(RESOURCE, resource), f"{changed} is no resource")
    score.check(faults_of(PACKAGE, package | {"licenses": [{"name": "CC0-1.0"}]}), "nobody gave a licence")


def main(sitrep):
    score = Score()
    test_records(score)
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        run = build(sitrep, EXAMPLE, out)
        if score.check(run.returncode == 0, f"the example builds: {run.stderr.decode()[-400:]}"):
            check_csv(score, out)
            check_json(score, out)
            check_sdmx(score, out)
            check_codes(score, out)
            check_package(score, out)
            test_package_refuses(score, out, pathlib.Path(folder))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
