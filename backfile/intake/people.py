"""Words that stand beside names: forms of address, degrees, posts, institutions, teams. Data and a few questions."""

from __future__ import annotations

import re

from backfile.archive.names import PARTICLES, SUFFIXES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FORMS_OF_ADDRESS = _words(
    "dr dr. h.c. phil. rer. nat. jur. med. habil. prof prof. professor mr mr. mrs mrs. ms ms. miss sir dame lord "
    "lady rev rev. fr. col. gen. lt. capt. "
    "maj. sgt. "
    "don dom suor padre fra mons. monsignor hon. amb. ambassador dott. dott dott.ssa dottor dottoressa prof.ssa "
    "professore professoressa avv. ing. arch. sig. "
    "sig.ra herr frau hr. fr dipl.-ing. mag. pd priv.-doz. д.н. к.н. проф. профессор доц. доцент акад. академик "
    "г-н г-жа"
)
_DEGREES = _words(
    "phd ph.d ph.d. ph.d.c. dphil md m.d. ma m.a. ba b.a. msc m.sc. bsc b.sc. mba llm ll.m. llb jd j.d. edd frsa "
    "fba mbe "
    "obe cbe kbe esq esq. ret. (ret.) rn cfa cpa к.и.н. д.и.н. к.п.н. к.э.н. д.э.н. к.ю.н. д.ю.н. к.полит.н. к.ф.н. "
    "д.ф.н. к.филос.н. канд. б.sc."
)
_TEAMS = _words(
    "unit team board desk staff editors editorial committee collective group office newsroom centre center institute "
    "council secretariat bureau initiative project network association foundation society correspondent correspondents "
    "redazione comitato collettivo gruppo segreteria redaktion redaktionsteam kollektiv arbeitsgruppe редакция "
    "редколлегия коллектив группа отдел секретариат корр. пресс-служба press agency"
)
_INSTITUTIONS = _words(
    "university universität università universita université universidad institute istituto institut department dept "
    "dept. dipartimento faculty facoltà fakultät school college academy accademia akademie centre center centro "
    "zentrum "
    "laboratory ministry ministero foundation fondazione stiftung museum library museo hochschule "
    "университет университета институт института кафедра академия факультет центр центра лаборатория министерство "
    "государственный"
)
_POSTS = _words(
    "doctor postgraduate "
    "professor researcher analyst fellow director editor lecturer student candidate journalist correspondent expert "
    "consultant officer manager scholar founder president chair head senior junior associate assistant member intern "
    "writer reporter columnist contributor ricercatore ricercatrice professore professoressa direttore direttrice "
    "analista docente giornalista dottorando dottoranda redattore redattrice studente studentessa wissenschaftlicher "
    "wissenschaftliche mitarbeiter mitarbeiterin dozent dozentin journalist journalistin redakteur redakteurin "
    "научный сотрудник аспирант аспирантка доцент профессор преподаватель директор журналист журналистка эксперт "
    "студент студентка кандидат доктор"
)
_NO_NAMES = _words(
    "admin administrator unknown anonymous anon guest none nobody n/a na user webmaster root author authors test "
    "sconosciuto anonimo unbekannt anonym неизвестен неизвестный аноним админ"
)
# Capitalised in titles and headings, never names of people.
HEADING_WORDS = _words(
    "the a an of in on at for to and or with without from by key findings executive summary introduction conclusion "
    "conclusions background information analysis geopolitical risk assessment scenario overview context references "
    "notes bibliography abstract method methods methodology results discussion data outlook takeaways incident attack "
    "details related posts articles share follow us home about contact news world politics economy culture opinion "
    "editorial review report policy brief briefing special interview security energy foreign military war crisis "
    "introduzione conclusione conclusioni premessa sommario analisi contesto note bibliografia riferimenti scenario "
    "einleitung einführung fazit schluss zusammenfassung literatur anmerkungen hintergrund analyse ausblick "
    "введение заключение выводы вывод примечания литература источники список анализ обзор контекст итоги "
    "what who whom whose which why how when where whether is are was were be been not no nor can could will would "
    "shall should must may might after before under over between against into through beyond behind among across its "
    "their our my your his her all more most many some any "
    "che chi come perché quando dove non un una uno gli nel nella dei delle degli sul sulla per tra fra senza dopo "
    "wer was wie warum wann wo nicht ein eine einen im am auf für gegen nach vor über unter zwischen ohne und oder das "
    "что кто как почему когда где не без после перед над под между для или"
)
# With a capital first, these begin a title and no name.
_NUMBERED = frozenset(["no.", "nr.", "vol.", "bd.", "jg.", "iss.", "fasc.", "pp."])
_OPEN_A_TITLE = _words("zum zur vom im am beim ins aus bei mit sulla dalla nella alla sui dal al")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ`.\-‐‑][^\W\d_]+)*\.?")
# Dr.in, Mag.a, Prof.ssa, Dott.ssa, Univ.-Prof.
_SHORT_FORM = re.compile(r"(?:dr|prof|mag|dott|dipl|univ|priv)\.[a-zª.-]{0,12}")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?){1,4}")
_MIXED_LETTERS = re.compile(r"[A-Z][a-z]?[A-Z][A-Za-z]{0,3}[a-z][A-Z]?|[A-Z]{2,3}[a-z][A-Z]")


def is_name(text: str) -> bool:
    """Whether the text can be the name of one person: one to six words with capitals, particles and initials."""
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= 6 or text.casefold().strip(".") in _NO_NAMES:  # noqa: PLR2004 -- João da Costa e Silva
        return False
    return all(map(_is_name_word, words)) and any(not _is_small(word) for word in words)


def may_begin_name(text: str) -> bool:
    """Whether each word of the text can be one of a name, however many they are."""
    return all(map(_is_name_word, text.replace(",", " ").split()))


def is_full_name(text: str) -> bool:
    """Whether the text looks like nothing but given and family name, so that no label is needed to tell."""
    words = text.split()
    known = HEADING_WORDS | _INSTITUTIONS | _TEAMS | _POSTS
    is_length_of_name = 2 <= len(words) <= 5  # noqa: PLR2004 -- "Anna Maria von der Aue"
    if any(word.casefold() in _NUMBERED for word in words):
        return False
    if not is_length_of_name or any(word.casefold() in known for word in words if "." not in word):
        return False
    return is_name(text) and not _is_small(words[0]) and words[0].casefold() not in _OPEN_A_TITLE


def is_team(text: str) -> bool:
    """Whether a name is that of a body: an editorial team, a board, an institute."""
    words = text.split()
    return 1 <= len(words) <= 10 and any(word.casefold().strip(",") in _TEAMS for word in words)  # noqa: PLR2004


def is_institution(text: str) -> bool:
    """Whether words name a place of work."""
    return any(word.casefold().strip(".,;()") in _INSTITUTIONS for word in text.split()[:40])


def is_post(text: str) -> bool:
    """Whether words name a post, such as a lecturer's."""
    return any(word.casefold().strip(".,;()") in _POSTS for word in text.split()[:40])


def is_degree(text: str) -> bool:
    """Whether the text is nothing but degrees and letters of membership."""
    words = text.split()
    return bool(words) and all(_is_degree_word(word) for word in words)


def is_initials(text: str) -> bool:
    """Whether a piece of a name is initials only: J., J. K., Ю.А."""
    return all(_INITIALS.fullmatch(word) or (len(word) == 1 and word.isupper()) for word in text.split())


def starts_with_particle(text: str) -> bool:
    """Whether a piece of a name begins with a particle, as a family name put first does."""
    return text.split(None, 1)[0] in PARTICLES and " " in text


def without_titles(text: str) -> str:
    """A name without forms of address before it and degrees behind it."""
    words = text.split()
    while len(words) > 1 and is_form_of_address(words[0]):
        del words[0]
    while len(words) > 1 and _is_degree_word(words[-1]) and words[-1].casefold().strip(".") not in SUFFIXES:
        del words[-1]
    return " ".join(words).rstrip(",")


def is_form_of_address(word: str) -> bool:
    """Whether a word is one that stands before a name, such as Dr. or Dott.ssa."""
    word = word.casefold().strip(",")
    return word in _FORMS_OF_ADDRESS | _DEGREES or bool(_SHORT_FORM.fullmatch(word))


def _is_degree_word(word: str) -> bool:
    bare = word.strip(",;")
    return bare.casefold() in _DEGREES or bool(_MIXED_LETTERS.fullmatch(bare))


def _is_name_word(word: str) -> bool:
    if word in PARTICLES or word.casefold().strip(".,") in SUFFIXES or _INITIALS.fullmatch(word):
        return True
    return bool(_NAME_WORD.fullmatch(word)) and not _is_small(word)


def _is_small(word: str) -> bool:
    return word[:1].islower() and not _has_capital_inside(word)


def _has_capital_inside(word: str) -> bool:
    """d’Aosta, al-Masri: the particle is written with the name."""
    return len(word) > 2 and any(char.isupper() for char in word[1:])  # noqa: PLR2004
