"""What a masthead is made of: the forms of ISSN, volume, issue, supplement, pages and year, as data."""

from __future__ import annotations

import re

_ROMAN = r"(?-i:[IVXLCDM]{1,9})"
_DIGITS = r"(?:[0-9]{1,3},[0-9]{3}(?![0-9]| ?[-–—])|[0-9]{1,5}(?:[-–—/][0-9]{1,4})?[a-zA-Z]?)"
_NUMBER = rf"(?:{_DIGITS}|{_ROMAN}(?:[-–—/]{_ROMAN})?|(?-i:[A-Z]{{1,2}}[0-9]{{1,3}}))(?![\w])"
_PAGES = r"(?P<pages>[A-Za-z]?[0-9]{1,5}(?:\s?[-–—]\s?[A-Za-z]?[0-9]{1,5})?)(?![\w])"
# Behind 3(2), a number that can be a year is one: "3(2), 2018".
_PAGES_BEHIND = rf"(?!(?:1[5-9]|20)[0-9]{{2}}(?!\s?[-–—]\s?[0-9])(?!\w)){_PAGES}"
_YEAR_INSIDE = r"(?P<year>(?:19|20)[0-9]{2})"
_PAGE_LABEL = r"(?:pp|p|pages?|pag|pagine|seiten|стр)\.? ?|[sсc](?:\.| |(?=[0-9])) ?"
# "Serie II (2003)" is no volume.
_NO_SERIES = r"(?<!serie )(?<!series )(?<!part )(?<!parte )(?<!teil )(?<!folge )"
_GAP = r"[\s:.#]{0,3}"
# Whole words may stand without a number and are then a fault; short forms are labels only before a number.
_VOLUME = (
    r"(?:(?P<whole>volume|volumen|band|jahrgang|annata|том|vol(?=\.? ?[,;]))|vol|tome|bd|jg|anno|année|т)(?![^\W\d_])"
    r"|jg\.|a\.(?= ?(?-i:[IVXLC]))"
)
_ISSUE = (
    r"(?:(?P<whole>issue|number|numero|heft|ausgabe|fascicolo|выпуск|номер)"
    r"|iss|nos|no|nrs|nr|num|nn|n|fasc|вып)(?![^\W\d_])|h\.(?= ?[0-9])|[№#]|n[°º]"
)

# Issues beside the count: their word belongs to the number.
_SUPPLEMENT = (
    r"supplement|supplemento|suppl|special issue|special number|numero speciale|sonderheft|sondernummer|beiheft|"
    r"спецвыпуск|специальный выпуск|приложение"
)
_AMOUNT = (
    r"[£$€]? ?(?:[0-9]{1,4}(?:[.,][0-9]{1,2})?|one|two|three|four|five|six|un|una|ein|eine)(?:[£$€½¼]"
    r"| ?(?:penny|pence|cents?|shillings?|lir[ae]|euro|mark|pfennig|коп\w{0,4}|руб\w{0,4})\.?)?"
)
_MEDIUM = (
    r"(?:p|e|print|printed|online|electronic|stampa|cartaceo|digitale|druck|gedruckt|imprimé|en ligne|"
    r"печатн\w{1,4}(?: версия)?|печать|онлайн|электронн\w{1,4}(?: версия)?)"
)
_ISSN = (
    r"(?:(?:[peol][- ]?|print |printed |online |electronic )?issn(?:-l)?(?![^\W\d_])"
    rf"(?: ?\({_MEDIUM}\))?[\s:.]{{0,3}})"
    r"(?P<value>[0-9]{4}[\s\u2010-\u2015\u2212-]{0,3}[0-9]{3}[0-9xх](?![\w]))?"
    rf"(?: ?\({_MEDIUM}\))?"
)
# What each masthead has: a digit, a Roman number or “ISSN”.
COUNTS = re.compile(r"[0-9]|(?<![^\W\d_])[IVXLCDM]{1,9}(?![^\W\d_])|[Ii][Ss][Ss][Nn]")
ITEMS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (
    ("issn", _ISSN),
    ("doi", r"(?:doi[\s:]{0,3})?(?:https?://(?:dx\.)?doi\.org/)?(?P<value>10\.[0-9]{4,9}/\S{1,200})"),
    ("year", r"(?:year|год|jahr|anno)[ :]{1,3}(?P<value>(?:19|20)[0-9]{2})(?![\w-])"),
    ("volume", rf"(?P<value>[0-9]{{1,3}})\. ?(?:jahrgang|jg|band|bd)(?![^\W\d_])\.?(?: ?\((?P<inner>{_NUMBER})\))?"),
    ("volume", rf"(?:{_VOLUME}){_GAP}(?P<value>{_NUMBER})? ?(?:\((?P<inner>{_NUMBER})\))?"),
    ("volume", rf"{_NO_SERIES}(?P<value>(?-i:[IVXLCDM]{{2,9}})) ?\((?P<inner>(?:1[5-9]|20)[0-9]{{2}})\)"),
    ("part", rf"(?P<value>(?:{_SUPPLEMENT})[ .:]{{1,2}}{_NUMBER})"),
    ("part", rf"(?P<value>(?:{_SUPPLEMENT})\.? (?:al|to|zum?|к) (?:{_ISSUE}){_GAP}{_NUMBER})"),
    ("price", rf"(?P<value>(?:price|prezzo|preis|цена)[ :]{{1,2}}{_AMOUNT}|cent(?:esimi)?\.? [0-9]{{1,3}})(?!\w)"),
    ("issue", rf"(?:{_ISSUE}){_GAP}(?P<value>(?:{_NUMBER}))?(?: ?\((?P<inner>{_NUMBER})\))?"),
    ("pages", rf"(?:{_PAGE_LABEL}|(?<=\[)){_PAGES}(?=\]|\W|$)"),
    ("triple",
     rf"(?P<value>[0-9]{{1,4}}) ?[:/.] ?(?P<inner>{_NUMBER}) ?\({_YEAR_INSIDE}\)(?:[,:]? ?{_PAGES_BEHIND})?"),
    ("pair", rf"(?P<value>[0-9]{{1,4}}) ?\((?P<inner>{_NUMBER})\)(?:[,:]? ?{_PAGES_BEHIND})?"),
))  # fmt: skip
_ITEM_WORDS = (
    "issn l p e o eissn pissn oissn print printed online electronic stampa cartaceo digitale druck gedruckt imprimé en "
    "ligne печатная печатной печать онлайн электронная версия doi https http dx org year год jahr anno volume volumen "
    "band jahrgang annata том vol tome bd jg année т a issue number numero heft ausgabe fascicolo выпуск номер iss no "
    "nr num n nos nrs nn fasc вып h pp p page pages pag pagine seiten стр s с c from in su da из aus publication "
    "журнал rivista zeitschrift"
)
ITEM_WORDS = frozenset(_ITEM_WORDS.split())
"""The words by which the items are known."""
# Words of sentences that mention an issue, and of no name of a periodical.
_VERBS = (
    "next previous nächste nächstes vorige prossimo precedente следующий предыдущий is was were are has have had "
    "appeared published promised è sono era apparso apparsa pubblicato pubblicata cfr dieser dieses ist sind wurde "
    "erschien erschienen siehe vgl это этот был была было опубликован опубликована опубликовано см"
)
VERBS = frozenset(_VERBS.split())
