# Writes reference.json: what an independent library (Debian's python3-num2words, 0.5.10) has for every number under 10,000 and
# 4,000 seeded larger ones, as one hash for each locale and format. Its errors, each listed in `corrected`, are put right first.
# Not run by the tests, which compare the hashes. Run by hand after a change of the ranges: python3 reference.py > reference.json

import hashlib
import json
import re

from num2words import num2words

LANGUAGES = {"fr-FR": "fr", "fr-BE": "fr_BE", "fr-CH": "fr_CH", "en-GB": "en", "en-US": "en"}


def numbers():
    yield from range(10_000)
    state = 1
    for limit in [1_000_001] * 3_000 + [2**31] * 1_000:
        state = state * 48_271 % (2**31 - 1)
        yield state % limit


def corrected(words, locale):
    words = words.replace(",", "")  # pauses between thousands are left to the speech engine
    if locale == "en-US":
        words = words.replace(" and", "")  # the library speaks British English only
    words = re.sub(r"(vingt|cent)sième", r"\1ième", words)  # 200th is deux centième
    if locale in ("fr-BE", "fr-CH"):
        words = re.sub(r"cents (?!milli(on|ard))", "cent ", words)  # deux cents, but deux cent trois, deux cent mille
        words = re.sub(r"(^|milliards? )un (million|milliard)s", r"\1un \2", words)
    if locale == "fr-BE":
        words = words.replace("quatre-vingt et un", "quatre-vingt-un")  # only vingt to septante and nonante take et
        words = re.sub(r"quatre-vingt(?=$| milli(on|ard))", "quatre-vingts", words)
    return words


def digest(locale, form):
    lines = (corrected(num2words(n, lang=LANGUAGES[locale], to=form), locale) for n in numbers())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


forms = ("cardinal", "ordinal")
print(json.dumps({locale: {form: digest(locale, form) for form in forms} for locale in LANGUAGES}, indent=2))
