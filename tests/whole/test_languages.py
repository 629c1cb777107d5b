#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One edition in Finnish, Swedish and English, from data files alone: test_languages.py SITREP"""
import json, pathlib, re, shutil, subprocess, sys, tempfile

from edition import ROOT, SMALL_LAYOUT, Score, build, copy_edition, read_export, set_conf, write_export

LAYOUT = """---
report: small
language: {language}
title: T
subtitle: {{{{period.from: date}}}} – {{{{period.to: date}}}}
---

# A {{#a}}

a: {{{{period: In}}}} {{{{clients gender=women: percent}}}} "{{{{clients | x | # y}}}}" {{{{see table months: in}}}}

b: {{{{top 1 clients by nationality: name}}}}, {{{{clients gender=women,men: names}}}}

::: table months
show: clients by month
title: M {{{{period: in}}}}
:::
"""
NBSP = "\u00a0"
PUBLISHERS = {"fi": "Esimerkkikeskus", "sv": "Exempelcentralen", "en": "Example Centre"}
# 60 of 85 clients are women
EXPECTED = {
    "fi": {"title": "M vuonna 2014", "row": "Tammikuu",
           "text": ["1. tammikuuta 2014 – 31. joulukuuta 2014", f"a: Vuonna 2014 71{NBSP}% ”85 y” taulukossa{NBSP}1",
                    "b: Nigeria, Miehet ja Naiset", "Taulukko 1. M vuonna 2014", "30. tammikuuta 2015"]},
    "sv": {"title": "M under 2014", "row": "Januari",
           "text": ["1 januari 2014 – 31 december 2014", f"a: Under 2014 71{NBSP}% ”85 y” i tabell{NBSP}1",
                    "b: Nigeria, Män och Kvinnor", "Tabell 1. M under 2014", "30 januari 2015"]},
    "en": {"title": "M in 2014", "row": "January",
           "text": ["1 January 2014 – 31 December 2014", f"a: In 2014 71% “85 y” in Table{NBSP}1",
                    "b: Nigeria, Men and Women", "Table 1. M in 2014", "30 January 2015"]},
}


def run(sitrep, *arguments):
    return subprocess.run([str(one) for one in (sitrep, *arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def make_edition(folder, languages):
    edition = copy_edition(folder, audiences="public")
    for language in languages:
        (folder / "layouts" / f"small.{language}.md").write_text(LAYOUT.format(language=language), encoding="utf-8")
    set_conf(edition, layouts=", ".join(f"../layouts/small.{language}.md" for language in languages),
             publisher=" | ".join(PUBLISHERS.values()))
    return edition


def words_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return " ".join(text.replace(NBSP, " ").split())


def test_reports(score, sitrep, folder):
    edition = make_edition(folder, EXPECTED)
    done = build(sitrep, edition, folder / "out")
    if not score.check(done.returncode == 0 and b"warning" not in done.stderr, done.stderr.decode()):
        return
    for language, expected in EXPECTED.items():
        table = json.loads((folder / "out" / "public" / "data" / f"months.{language}.json").read_text(encoding="utf-8"))
        score.check(table["title"] == expected["title"], f"{language}: {table['title']}")
        score.check(table["observations"][0]["row"] == expected["row"], f"{language}: {table['observations'][0]}")
        score.check(table["observations"][0]["obs_status"] == "A", f"{language}: codes stay codes")
        words = words_of(folder / "out" / "public" / f"small-2014.{language}.pdf")
        for line in expected["text"]:
            score.check(line.replace(NBSP, " ") in words, f"{language}: '{line}' is not in: {words}")
        score.check(PUBLISHERS[language] in words, f"{language}: publisher")
        score.check(not any(PUBLISHERS[other] in words for other in EXPECTED if other != language), f"{language}: one publisher")


def test_faults(score, sitrep, folder):
    edition = make_edition(folder, EXPECTED)
    layouts = folder / "layouts"
    sv = layouts / "small.sv.md"
    sv.write_text(sv.read_text(encoding="utf-8").replace("{{period: In}}", "{{period: Inn}}"), encoding="utf-8")
    fi = layouts / "fi.language"
    fi.write_text(fi.read_text(encoding="utf-8").replace("list end:", "list ned:"), encoding="utf-8")
    (layouts / "en.language").unlink()
    done = build(sitrep, edition, folder / "out")
    found = done.stderr.decode()
    score.check(done.returncode == 1 and not (folder / "out").exists(), f"exit {done.returncode}")
    for part in ("small.en.md:3:11: error[E116]: the language 'en' has no file", "small.sv.md:10:14: error[E212]",
                 "error[E107]: a block 'language' has no setting 'list ned'", "did you mean 'list end'?",
                 "3 error(s)"):
        score.check(part in found, f"{part}: {found}")
    for publisher in ("A | B", "A | B | C | D", "A | | C", "| A"):
        set_conf(edition, publisher=publisher)
        done = build(sitrep, edition, folder / "out")
        score.check(done.returncode == 1 and b"error[E146]" in done.stderr and b"fi | sv | en" in done.stderr, publisher)


# Two totals of one table, of which one category has two and the other one. The words of columns begin at the sixteenth character.
REFUSAL = """public         {numbers}
               {leak}: minors gender=men @2014, {place}
                   {given} minors @2014 ({where})
                   {given} {men} ({where})
                   {given} {women} ({where})
               {leak}: minors gender=women @2014, {place}
                   {given} minors @2014 ({where})
                   {given} {men} ({where})
                   {given} {women} ({where})
               {totals}
                   minors @2014
               {help[0]}
               {help[1]}
               {help[2]}
               {zeros}
"""
REFUSED = {
    "en": {"numbers": "15 numbers: 4 hidden; 2 categories joined", "leak": "CAN BE WORKED OUT",
           "place": "in: table minors, situation.en.md, line 26", "given": "from", "where": "table minors, situation.en.md, line 26",
           "men": "that 'minors gender=men @2014' is not zero", "women": "that 'minors gender=women @2014' is not zero",
           "totals": "These are totals that are never hidden, so hiding cannot help here:",
           "help": ["What helps: leave one of the numbers named out of the layouts; or join the category with others",
                    '("join" in a table of one period, "small parts: join" in the code book\'s policy); or, if the count tells',
                    'nothing of a person, let the policy say "exempt: FIGURE | written reason"'],
           "zeros": 'Here it may be enough that hidden counts can be zero: "zeros: hidden" in the policy'},
    "fi": {"numbers": "lukuja 15: salattuja 4; yhdistettyjä luokkia 2",
           "leak": "VOIDAAN PÄÄTELLÄ", "place": "kohdassa: taulukko minors, situation.en.md, rivi 26", "given": "tästä:",
           "where": "taulukko minors, situation.en.md, rivi 26", "men": "'minors gender=men @2014' ei ole nolla",
           "women": "'minors gender=women @2014' ei ole nolla",
           "totals": "Nämä ovat kokonaismääriä, joita ei koskaan salata, joten salaaminen ei tässä auta:",
           "help": ["Näin asia korjataan: jätä jokin mainituista luvuista pois raportin pohjista; tai yhdistä luokka muihin",
                    '("join" yhden ajanjakson taulukossa, "small parts: join" koodikirjan julkaisusäännössä); tai, jos luku ei',
                    'kerro kenestäkään ihmisestä mitään, kirjoita julkaisusääntöön "exempt: LUKU | kirjallinen perustelu"'],
           "zeros": 'Tässä voi riittää, että salattu luku voi olla nolla: "zeros: hidden" julkaisusääntöön'},
    "sv": {"numbers": "tal: 15, varav dolda: 4; sammanslagna kategorier: 2",
           "leak": "KAN RÄKNAS UT", "place": "i: tabell minors, situation.en.md, rad 26", "given": "utifrån",
           "where": "tabell minors, situation.en.md, rad 26", "men": "att 'minors gender=men @2014' inte är noll",
           "women": "att 'minors gender=women @2014' inte är noll",
           "totals": "Detta är totaltal som aldrig döljs, så här hjälper det inte att dölja:",
           "help": ["Detta hjälper: utelämna något av de nämnda talen ur rapportmallarna; eller slå ihop kategorin med andra",
                    '("join" i en tabell över en enda period, "small parts: join" i kodbokens regel); eller, om talet inte säger',
                    'något om någon person, skriv i regeln "exempt: TAL | skriftlig motivering"'],
           "zeros": 'Här kan det räcka att dolda tal får vara noll: "zeros: hidden" i regeln'},
}


def test_refusal(score, sitrep, folder):
    """Why nothing is published, and what helps, in the language of messages, of the command line or of the edition."""
    edition = copy_edition(folder, audiences="public",
                           layout=SMALL_LAYOUT + "\n::: table minors\nshow: minors by gender\ntitle: Minors\njoin: none\n:::\n")
    for language, words in REFUSED.items():
        done = run(sitrep, "build", edition, "-o", folder / "out", "--language", language)
        score.check(done.returncode == 3 and done.stdout.decode() == REFUSAL.format(**words), f"{language}: {done.stdout.decode()}")
        set_conf(edition, messages=language)
        done = run(sitrep, "seal", edition, "--archive", folder / "archive")
        score.check(done.returncode == 3 and done.stdout.decode() == REFUSAL.format(**words), f"{language}, seal: {done.stdout.decode()}")


EARLIER = "edition,measure,period,selection,unit,value,obs_status,conf_status\r\n"
# What an audit says of a list with a number that was counted anew, one that gives a count away, and two with the difference of
# which nothing shows; what a build says.
SAID = {
    "fi": {"audit": ["Julkaisu 2014", "               huomioon otettuja lukuja, jotka lukijoilla on muista julkaisuista: 3",
                     "               VOIDAAN PÄÄTELLÄ: lukuja ryhmistä, jotka eivät näy missään: 1; salassa pidettävä selvitys nimeää ne",
                     "                   tästä: 'clients gender=not_stated @2014' on nolla (ympyräkuvio gender, situation.en.md, rivi 14)",
                     "                   tästä: clients nationality=NG @2014 (julkaisu 2013 (earlier.csv:2))",
                     "aiemmin        laskettu uudelleen, joten aiempi luku ei kerro nykyisestä mitään: clients @2013, julkaisu 2013 (earlier.csv:4)",
                     "               aiemmat julkaisut ovat jo paljastaneet: requests decision=pending @2014, kohdassa: taulukko decisions, "
                     "situation.en.md, rivi 20; julkaisu 2013 (earlier.csv:5)",
                     "selvitys       ei kirjoitettu; -o KANSIO kirjoittaa sen, kaikki salatut luvut ja laskelmat mukana: salassa pidettävä"],
           "account": "selvitys       {}: SALASSA PIDETTÄVÄ, siinä on salattuja lukuja; vain sinun luettavissasi",
           "build": ["Julkaisu 2014", "cases          rivejä 250, 1 tiedostossa = käytetty 250 + säännön mukaan jätetty pois 0 + hylätty 0",
                     "as-published   lukuja {}, yhtään ei ole salattu: vanhan raportin toisinto, joka sivulla merkitty sellaiseksi, ei julkaistavaksi",
                     "               pieniä lukuja, jotka siitä voi päätellä: {}", "kirjoitettu    tiedostoja {}, kansiossa {}",
                     "SALASSAPITO    {0}/restricted, {0}/as-published: pieniä lukuja; vain sinun luettavissasi"],
           "check": ["tarkistettu    ei virheitä: asetukset, koodikirja, aineistot, raportin pohjat (1); väitteet pitävät "
                     "paikkansa todellisista luvuista",
                     "arvioimatta    mitä on salattava, ja virkkeet, jotka nojaavat siihen: vain build (tai audit) arvioi ne"]},
    "sv": {"audit": ["Utgåva 2014", "               tal som läsarna har från andra publikationer och som har beaktats: 3",
                     "               KAN RÄKNAS UT: tal om grupper som inte visas någonstans: 1; den sekretessbelagda redogörelsen namnger dem",
                     "                   utifrån att 'clients gender=not_stated @2014' är noll (cirkeldiagram gender, situation.en.md, rad 14)",
                     "                   utifrån clients nationality=NG @2014 (utgåva 2013 (earlier.csv:2))",
                     "tidigare       räknat på nytt, så att den tidigare siffran inte säger något om läget nu: clients @2013, utgåva 2013 (earlier.csv:4)",
                     "               redan röjt av tidigare publikationer: requests decision=pending @2014, i: tabell decisions, "
                     "situation.en.md, rad 20; utgåva 2013 (earlier.csv:5)",
                     "redogörelse    inte skriven; -o MAPP skriver den, med alla dolda tal och uträkningen: sekretess"],
           "account": "redogörelse    {}: SEKRETESS, den innehåller dolda tal; läsbar bara för dig",
           "build": ["Utgåva 2014", "cases          rader: 250 i 1 fil(er) = använda 250 + uteslutna enligt regel 0 + avvisade 0",
                     "as-published   tal: {}, inget dolt: en återgivning, märkt så på varje sida, inte för publicering",
                     "               små tal som kan utläsas ur den: {}", "skrivet        {} filer i {}",
                     "SEKRETESS      {0}/restricted, {0}/as-published: små tal; läsbart bara för dig"],
           "check": ["kontrollerat   inga fel: inställningar, kodbok, exporter, rapportmallar (1); påståenden stämmer "
                     "för de verkliga talen",
                     "inte bedömt    vad som måste döljas, och meningar som vilar på det: bara build (eller audit) bedömer dem"]},
}


def has_lines(score, told, expected, what):
    for line in expected:
        score.check(line in told.splitlines(), f"{what}: no line '{line}': {told}")


def test_summary(score, sitrep, folder):
    """Summaries in Finnish and Swedish, line for line those in English with the same numbers; what programs read is the same."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    (edition / "earlier.csv").write_text(EARLIER + "2013,clients,2014,nationality=NG,persons,31,A,F\r\n"
                                         "2013,clients,2014,nationality=NG gender=women,persons,29,A,F\r\n2013,clients,2013,,persons,3,A,F\r\n"
                                         "2013,requests,2014,decision=pending,requests,2,A,F\r\n", encoding="utf-8")
    set_conf(edition, earlier_figures="earlier.csv")
    full, out = ROOT / "examples" / "2014", folder / "out"
    english = run(sitrep, "build", full, "-o", out).stdout.decode()
    files, copied, leaky = (re.search(form, english).group(1) for form in
                            (r"written +(\d+) files", r"as-published +(\d+) numbers", r" (\d+) small counts can be told"))
    programs = {language: run(sitrep, "audit", edition, "--format", "json", "--language", language).stdout for language in ("en", *SAID)}
    score.check(len(set(programs.values())) == 1 and json.loads(programs["en"])["edition"] == "2014", f"programs: {programs}")
    for language, said in SAID.items():
        done = run(sitrep, "audit", edition, "--language", language)
        has_lines(score, done.stdout.decode(), said["audit"], language)
        done = run(sitrep, "audit", edition, "-o", folder / "account", "--language", language)
        has_lines(score, done.stdout.decode(), [said["account"].format(folder / "account")], language)
        account = (folder / "account" / "public.audit.txt").read_text(encoding="utf-8")
        score.check("CAN BE WORKED OUT: this must not be published" in account, f"{language}: the account is in English")
        done = run(sitrep, "check", edition, "--language", language)
        has_lines(score, done.stdout.decode(), said["check"], language)
        done = run(sitrep, "build", full, "-o", out, "--language", language)
        first, rows, copies, told, written, confidential = said["build"]
        has_lines(score, done.stdout.decode(), [first, rows, copies.format(copied), told.format(leaky), written.format(files, out),
                                                confidential.format(out)], language)
        numbers = [re.findall(r"\d+", line) for line in done.stdout.decode().splitlines()]
        score.check(numbers == [re.findall(r"\d+", line) for line in english.splitlines()], f"the same numbers: {done.stdout.decode()}")


# Each command and what it says.
ARCHIVED = {
    "fi": [("seal", ["Julkaisu 2014: 2014-01-01 – 2014-12-31, raportti 7, 2015-01-30", "pysyvästi      julkaisu         edition.conf",
                     "               raportin pohja   ../layouts/situation.en.md", "salassapito    käsin syötetyt   typed-in.conf",
                     "               aineisto         exports/cases.csv", "               säilytetään 2016-01-30 asti",
                     "sinetöity      2015-02-02; valmisteli A B, hyväksyi C D"]),
           ("again", ["sinetöity      aiemmin, 2015-02-02, samana kuin nyt; hyväksyi C D"]),
           ("verify", ["2015-02-02  seal   2014       valmisteli A B, hyväksyi C D; tapausaineistot ovat tallella"]),
           ("reproduce", ["Julkaisu 2014, sen tapausaineistoista", "samanlaisia tiedostoja 19, erilaisia 0"]),
           ("release", ["Julkaisu 2014, siitä mitä julkaistiin", "samanlaisia tiedostoja 16, erilaisia 0"]),
           ("diff", ["public         clients @2014: 85 julkaisussa 2014, 93 julkaisussa 2014b", "               miksi: myöhässä tulleet tiedot", "lähtötiedot    exports/cases.csv: ei sama",
                     "lähtötiedot    earlier.csv: vain toinen", "Molemmissa julkaisuissa kerrottuja lukuja 17, niistä eri tavoin 2"]),
           ("purge", ["Julkaisu 2014: tapausaineistot ja selvitykset siitä, mitä salattiin", "               exports/cases.csv",
                      "hävitetty      2016-02-01; valmisteli A B, hyväksyi C D. Tiedoston kopiot ja varmuuskopiot on hävitettävä itse"]),
           ("purge", ["hävitetty      aiemmin, 2016-02-01"]),
           ("verify", ["2015-02-02  seal   2014       valmisteli A B, hyväksyi C D; tapausaineistot on hävitetty"])],
    "sv": [("seal", ["Utgåva 2014: 2014-01-01 till 2014-12-31, rapport 7 av den 2015-01-30", "för alltid     utgåva           edition.conf",
                     "               rapportmall      ../layouts/situation.en.md", "sekretess      inmatade tal     typed-in.conf",
                     "               export           exports/cases.csv", "               bevaras till 2016-01-30",
                     "förseglad      den 2015-02-02; beredd av A B, godkänd av C D"]),
           ("again", ["förseglad      tidigare, den 2015-02-02, sådan den är nu; godkänd av C D"]),
           ("verify", ["2015-02-02  seal   2014       beredd av A B, godkänd av C D; underlagen på ärendenivå finns kvar"]),
           ("reproduce", ["Utgåva 2014, från dess underlag på ärendenivå", "identiska filer: 19, olika: 0"]),
           ("release", ["Utgåva 2014, från det som släpptes", "identiska filer: 16, olika: 0"]),
           ("diff", ["public         clients @2014: 85 i 2014, 93 i 2014b", "               varför: sent inkomna data", "underlag       exports/cases.csv: inte densamma",
                     "underlag       earlier.csv: bara den andra", "Tal som anges i båda utgåvorna: 17, varav olika: 2"]),
           ("purge", ["Utgåva 2014: underlagen på ärendenivå och redogörelserna för det som doldes", "               exports/cases.csv",
                      "förstört       den 2016-02-01; berett av A B, godkänt av C D. Kopior och säkerhetskopior av filen måste ni själva förstöra"]),
           ("purge", ["förstört       tidigare, den 2016-02-01"]),
           ("verify", ["2015-02-02  seal   2014       beredd av A B, godkänd av C D; underlagen på ärendenivå har förstörts"])],
}
FINGERPRINTS = {"fi": "sormenjälki", "sv": "fingeravtryck"}
LAST = {"fi": "Mitään ei ole muutettu. Viimeisen toimen tiiviste on ", "sv": "Ingenting har ändrats. Den sista handlingen har hashvärdet "}


def seal_in(sitrep, edition, archive, names, language):
    shown = run(sitrep, "seal", edition, "--archive", archive, "--language", language).stdout.decode()
    fingerprint = re.search(rf"^{FINGERPRINTS[language]} +([0-9a-f]{{16}})$", shown, re.M).group(1)
    return ["seal", edition, "--archive", archive, *names, "--on", "2015-02-02", "--fingerprint", fingerprint]


def test_archive(score, sitrep, folder):
    """Sealing, verifying, reproducing, comparing and destroying, each in both languages. Eight women came late."""
    names = ["--prepared-by", "A B", "--approved-by", "C D"]
    for language, steps in ARCHIVED.items():
        place = folder / language
        place.mkdir()
        edition, archive = copy_edition(place / "one", audiences="public", layout=SMALL_LAYOUT), place / "archive"
        set_conf(edition, **{"inputs kept until": "2016-01-30"})
        sealing = seal_in(sitrep, edition, archive, names, language)
        commands = {"seal": sealing, "again": sealing, "verify": ["verify", "--archive", archive],
                    "reproduce": ["reproduce", "2014", "--archive", archive],
                    "release": ["reproduce", "2014", "--archive", archive, "--from", "release"],
                    "diff": ["diff", "2014", "2014b", "--archive", archive],
                    "purge": ["purge-inputs", "2014", "--archive", archive, *names, "--on", "2016-02-01"]}
        for step, expected in steps:
            if step == "diff":
                later = later_edition(place, edition, build(sitrep, edition, place / "out"))
                run(sitrep, *seal_in(sitrep, later, archive, names, language))
            done = run(sitrep, *commands[step], "--language", language)
            score.check(done.returncode == 0, f"{language} {step}: {done.stderr.decode()}")
            has_lines(score, done.stdout.decode(), expected, f"{language} {step}")
            if step == "verify":
                score.check(done.stdout.decode().splitlines()[-1][:-64] == LAST[language], f"the last act: {done.stdout.decode()}")


# What the printed report of 2014 is told to be; of the audience whose own numbers are not told.
COMPARED = {
    "fi": [r"rivi +nimi +painettu +julkaisu +tulos", r"S003 .* noin 40 +pyöristys", r"S041 .* 36 % +sama +31/85",
           r"S062 .* mahdoton +mikään luvun 68 osa ei anna sitä; 23 antaisi, alaspäin pyöristettynä; 22 antaisi, ylöspäin pyöristettynä",
           r"exits: prosenttilukuja 6, luvusta 68; kantalukuja enintään 68, jotka sopivat kaikkiin, puolikkaat ylöspäin: 1",
           r"requesters: lukumääriä 9, luvusta 74, yhteensä 73", r"nämä rivit eivät nimeä mitään julkaisun lukua: S046, S150, S151",
           r"julkaisu toistaa sen, mitä aikanaan painettiin: sen omia lukuja ei kerrota tässä",
           r"85 sama, 2 pyöristys, 2 mahdoton, 0 eri, 0 salattu, 1 ei julkaistu, 3 ei kohdetta"],
    "sv": [r"rad +namn +tryckt +utgåva +utfall", r"S003 .* ca 40 +avrundning", r"S041 .* 36 % +lika +31 av 85",
           r"S062 .* omöjlig +inget antal av 68 ger det; 23 skulle, avrundat nedåt; 22 skulle, avrundat uppåt",
           r"housing: procenttal utan bas: 5; baser upp till 85 som passar alla, halva uppåt: 6", r"requesters: antal: 9, av 74, blir tillsammans 73",
           r"de här raderna anger inget tal i utgåvan: S046, S150, S151", r"utgåvan återger det som en gång trycktes: dess egna tal anges inte här",
           r"85 lika, 2 avrundning, 2 omöjlig, 0 olika, 0 dold, 1 ej publicerad, 3 utan motsvarighet"],
}
AUDITED = {
    "fi": [r"lukuja luettu 96; niistä lukumääristä jotain kertovia 89; tutkittuja lukumääriä 118, kynnysarvona 5",
           r"  mikään kokonaisluku ei ole 20 % luvusta 32: Sexual exploitation, in Finland \(sivu 6, S106\)", r"Sellaisinaan painetut:",
           r"Pääteltävissä:", r"  0–4: new minor=yes", r"lukua 5 pienempiä lukumääriä on pääteltävissä 20",
           r"Luvut ovat ristiriidassa keskenään: ilman 1 mahdotonta tämä tarkastaa vain loput"],
    "sv": [r"lästa tal: 96; av dem säger 89 något om antal; undersökta antal: 118, med tröskeln 5",
           r"  inget heltal är 20 % av 32: Sexual exploitation, in Finland \(sida 6, S106\)", r"Tryckta som de är:", r"Kan räknas ut:",
           r"  0 till 4: new minor=yes", r"antal under 5 som kan anges: 20",
           r"Talen motsäger varandra: utan de 1 som inte kan stämma granskar detta bara resten"],
}
NEARLY = "id,label,value,unit,base,kind,cell\nA,Clients,45,persons,,count,clients\nB,Minors,5,persons,45,le,clients minor=yes\n" \
         "C,Minors again,4,persons,45,ge,clients minor=yes\nD,Share,10,percent,,percent,new gender=women\n"


def fits_a_line(score, told, expected, what):
    for form in expected:
        score.check(any(re.fullmatch(form, line) for line in told.splitlines()), f"{what}: no line '{form}': {told}")


def test_printed(score, sitrep, folder):
    """What a printed report is held against, and what follows from it: for people in their language, for programs as ever."""
    report, printed = ROOT / "tests" / "reproduction" / "printed-2014.csv", ROOT / "examples" / "2014" / "printed.csv"
    nearly = folder / "nearly.csv"
    nearly.write_text(NEARLY, encoding="utf-8")
    comparing = ["compare", ROOT / "examples" / "2014", report, "--audience", "as-published"]
    auditing = ["audit", "--figures", printed]
    for arguments in (comparing, auditing):
        programs = {run(sitrep, *arguments, "--format", "json", "--language", language).stdout for language in ("en", "fi", "sv")}
        score.check(len(programs) == 1 and json.loads(programs.pop()), f"{arguments[0]}: programs read the same")
    for language in ("fi", "sv"):
        fits_a_line(score, run(sitrep, *comparing, "--language", language).stdout.decode(), COMPARED[language], f"{language}, compared")
        fits_a_line(score, run(sitrep, *auditing, "--language", language).stdout.decode(), AUDITED[language], f"{language}, audited")
    told = run(sitrep, "audit", "--figures", nearly, "--language", "fi").stdout.decode()
    fits_a_line(score, told, ["Melkein kerrotut, toinen kahdesta luvusta, joista toinen on pieni:", "  4 tai 5: clients minor=yes",
                              "Käyttämättä ja siksi ratkaisematta, ilman kantalukua ja painettua summaa:", "  10 % tuntemattomasta kantaluvusta: .*",
                              "lukua 5 pienempiä lukumääriä on pääteltävissä 0, ja melkein 1"], "nearly told")


# What explain says of a figure: that it is asked for; what it is; and what becomes of it.
EXPLAINED = {
    "fi": {"clients gender=women: percent of clients": ["    joilla Sukupuoli: Naiset",
                                                        "    laskettu: alkaen admitted, ennen exited, päivänä 2014-12-31; jokainen 'person_no' lasketaan kerran",
                                                        "    prosenttia luvusta: clients @2014: 85", "    prosenttiosuus: 71 %, pyöristetty puolikkaat ylöspäin kokonaisluvuksi",
                                                        "    paikka: ympyräkuvio gender, situation.en.md, rivi 14",
                                                        "    raportissa: Figure 1, sivu 1: Clients by gender (85 clients)"],
           "requests decision=pending": ["    laskettu: received ajanjakson aikana, 2014-01-01–2014-12-31; jokainen lähteen 'requests' rivi lasketaan",
                                         "    requests decision=pending @2014: yhdistetty luokkaan 'requests decision=negative,pending @2014': 23", "    yhdessä: Kielteinen, Vireillä",
                                         "    osa luvusta: requests @2014: 74", "    miksi sitä ei näytetä yksinään, on salassa pidettävää: -o DIR kirjoittaa sen kansioon DIR"],
           "new": ["    ehtona: extension != yes", "    new @2014: mikään raportin pohja ei kysy sitä eikä mitään, mikä voisi kertoa siitä"],
           "clients by place": ["    mitään siitä ei ole siinä, mitä nämä lukijat saavat"]},
    "sv": {"clients gender=women: percent of clients": ["    med Kön: Kvinnor", "    räknat: från admitted till före exited, per 2014-12-31; varje 'person_no' räknas en gång",
                                                        "    i rapporten: Figure 1, sidan 1: Clients by gender (85 clients)",
                                                        "    procent av: clients @2014: 85", "    procentandel: 71 %, avrundad med halva uppåt till ett heltal"],
           "requests decision=pending": ["    räknat: received under perioden, 2014-01-01 till 2014-12-31; varje rad i 'requests' räknas",
                                         "    requests decision=pending @2014: sammanslagen till 'requests decision=negative,pending @2014': 23", "    tillsammans: Negativt, Anhängigt",
                                         "    varför det inte visas för sig är konfidentiellt: -o DIR skriver det i DIR"],
           "new by half": ["    räknat: admitted under perioden, 2014-01-01 till 2014-12-31 i 2 steg; varje rad i 'cases' räknas",
                           "    inget av det finns i det som dessa läsare får"]},
}
IN_FULL = {"fi": ["Salassa pidettävä: tämä tiedosto kertoo salattuja lukumääriä ja miksi ne on salattu.", "    sen lukumäärä on 2, mikä on pieni"],
           "sv": ["Konfidentiellt: den här filen anger dolda antal och varför de är dolda.", "    det räknar 2, vilket är litet"]}


def test_explained(score, sitrep, folder):
    """In the language of --language, and in that of messages where edition.conf says so."""
    edition = copy_edition(folder, audiences="public", layout=SMALL_LAYOUT)
    for language, figures in EXPLAINED.items():
        for figure, lines in figures.items():
            done = run(sitrep, "explain", edition, figure, "--language", language)
            has_lines(score, done.stdout.decode(), lines, f"{language}, {figure}")
        done = run(sitrep, "explain", edition, "requests decision=pending", "--language", language, "-o", folder / f"full-{language}")
        score.check(done.returncode == 0 and str(folder / f"full-{language}") in done.stdout.decode().splitlines()[-1], f"{language}: {done.stdout.decode()}")
        has_lines(score, (folder / f"full-{language}" / "explanation.txt").read_text(encoding="utf-8"), IN_FULL[language], f"{language}, in full")
    set_conf(edition, messages="fi")
    has_lines(score, run(sitrep, "explain", edition, "clients gender=men").stdout.decode(), ["    osa luvusta: clients @2014: 85"], "messages: fi")


def later_edition(place, edition, built):
    later = copy_edition(place / "two", audiences="public", layout=SMALL_LAYOUT)
    heading, rows = read_export(edition / "exports" / "cases.csv")
    woman = next(row for row in rows if row[2] == "N" and not row[9].strip() and row[7].endswith("2014"))
    write_export(later / "exports" / "cases.csv", heading, rows + [[f"L{number}", f"Q{number}", *woman[2:]] for number in range(8)])
    assert built.returncode == 0, built.stderr
    shutil.copy(place / "out" / "public" / "data" / "all_figures.en.csv", later / "earlier.csv")
    set_conf(later, id="2014b", **{"earlier figures": "earlier.csv"})
    return later


def main():
    score = Score()
    for test in (test_reports, test_faults, test_refusal, test_summary, test_archive, test_printed, test_explained):
        with tempfile.TemporaryDirectory() as folder:
            test(score, pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(folder))
    return score.finish()


if __name__ == "__main__":
    sys.exit(main())
