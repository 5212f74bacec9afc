"""The language of a text: the script first, then a vote of the commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SCRIPTS = {
    "GEORGIAN": "ka", "ARMENIAN": "hy", "GREEK": "el", "HEBREW": "he", "ARABIC": "ar", "HANGUL": "ko", "HIRAGANA": "ja",
}  # fmt: skip
_COMMON_WORDS: dict[str, frozenset[str]] = {
    "en": _words("the of and to in that is was for it with as on by be this from are at which has its have not an"),
    "it": _words("il di che e la un una per del della non con si da i le lo gli nel nella dei delle sono ha è al"),
    "de": _words("der die und das den von zu mit ist des dem ein eine nicht im auf für sich auch als wird wurde bei"),
    "fr": _words("le la les des et est une un du que qui dans pour pas au sur avec par ce sont plus ne aux cette"),
    "es": _words("el los las y que en un una por con para del se no es al lo como más su sus fue entre"),
    "pt": _words("o os as do da dos das em um uma não para com por que se ao mais como foi são no na pelo"),
    "tr": _words("ve bir bu da de için ile olarak olan çok daha gibi en ancak sonra kadar ise"),
    "nl": _words("de het een van en in is dat op te voor met zijn niet aan er om ook als bij maar door naar"),
    "sv": _words("och att det som en på är av för med den till inte har de om ett men var sig så han hon efter"),
    "da": _words("og at det som en på er af for med den til ikke har de om et men var sig så han hun efter"),
    "nb": _words("og at det som en på er av for med den til ikke har de om et men var seg så han hun etter"),
    "fi": _words("ja on ei se että oli hän mutta kun niin ovat myös tai joka"),
    "pl": _words("na się nie że jest jak od przez dla ale jego tym był są oraz"),
    "cs": _words("v na se je že pro jako ale od po který jeho jsou byl"),
    "hu": _words("az és hogy nem egy van meg volt csak azt mint ez már ha"),
    "ro": _words("și în de la cu pe nu din care este un mai pentru ce fost sau lui"),
    "ru": _words("и что как это из но его же все был быть так она они или чтобы который нет когда если"),
    "uk": _words("і що та як це але від його який був бути також є або їх щоб коли якщо"),
}
_CODES_OF = {
    word: tuple(code for code, words in _COMMON_WORDS.items() if word in words)
    for word in frozenset().union(*_COMMON_WORDS.values())
}
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґѣѳѵ")
_RARE = 100
_SAMPLE = 200_000
_VOTES_NEEDED = 4
_CYRILLIC_VOTES_NEEDED = 2  # of words that the two languages do not share; Bulgarian would show a hard sign
_MARGIN = 1.3
_MINORITY = 3


def language_of(text: str) -> str:
    """The ISO 639-1 code of the running text, or "" where the evidence is thin or divided."""
    sample = text[:_SAMPLE].casefold()
    script = _script_of(sample)
    if script in _SCRIPTS:
        return _SCRIPTS[script]
    if script not in {"LATIN", "CYRILLIC"}:
        return ""
    if script == "CYRILLIC" and _is_of_another_people(sample):
        return ""
    if script == "CYRILLIC" and (code := _by_letters(sample)):
        return code
    counts = Counter(_WORD.findall(sample))
    votes = dict.fromkeys(_COMMON_WORDS, 0)
    for word in counts.keys() & _CODES_OF.keys():
        for code in _CODES_OF[word]:
            votes[code] += counts[word]
    first, second = sorted(votes, key=lambda code: -votes[code])[:2]
    needed = _CYRILLIC_VOTES_NEEDED if script == "CYRILLIC" and "ъ" not in sample else _VOTES_NEEDED
    is_clear = votes[first] >= needed and votes[first] >= _MARGIN * votes[second]
    return first if is_clear else ""


def _is_of_another_people(sample: str) -> bool:
    """Whether a text in Cyrillic has letters of neither Russian nor Ukrainian, or the hard signs of Bulgarian.

    A few such letters are names and quotations. Russian of before 1918 is Russian.
    """
    counts = {char: sample.count(char) for char in set(sample) if char.isalpha()}
    others = sum(count for char, count in counts.items() if char not in _LETTERS and not char.isascii())
    is_bulgarian = counts.get("ъ", 0) > 1 and not any(map(counts.get, "ыэёіїєґ"))
    return is_bulgarian or others * _RARE > sum(counts.values())


def _by_letters(sample: str) -> str:
    """Russian and Ukrainian share most of their commonest words, but not these letters."""
    russian, ukrainian = (sum(map(sample.count, letters)) for letters in ("ыэё", "іїєґ"))
    if russian == ukrainian:
        return ""
    return "ru" if russian > ukrainian else "uk"


def mixes_scripts(text: str) -> bool:
    """Whether a good part of the letters are of another script than most."""
    counts = [count for _, count in _scripts(text[:_SAMPLE].casefold()).most_common(2)]
    return len(counts) > 1 and counts[1] * _MINORITY >= counts[0]


def _scripts(sample: str) -> Counter[str]:
    scripts: Counter[str] = Counter()
    for char in sorted(filter(str.isalpha, set(sample))):
        scripts[unicodedata.name(char, "").split(" ")[0]] += sample.count(char)
    return scripts


def _script_of(sample: str) -> str:
    """The script of most letters, by the first word of their Unicode names."""
    scripts = _scripts(sample)
    return scripts.most_common(1)[0][0] if scripts else ""
