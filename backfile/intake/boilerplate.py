"""Boilerplate: what the page around an article leaves in a pasted text. Tables of words, and the reason for each cut.

Whole lines are compared with lists; an appeal for money is recognised by several cues at once, because an article may
be about donations.
"""

from __future__ import annotations

import re
from functools import lru_cache

from backfile.intake.lines import LINES_AT_HAND, sameness_key, word_count

_APPEAL = "an appeal to subscribe or donate"
_ADVERTISEMENT = "an advertisement"
_EDITED = "a mark of a word processor"
_OTHERS = "a list of other articles"
_LINES: dict[str, str] = {
    "a share button": "share|share this|share this article|share this post|share on facebook|share on x|"
    "share on twitter|share on linkedin|share on whatsapp|share on telegram|share via email|share by email|"
    "share on reddit|tweet|"
    "facebook|twitter|linkedin|whatsapp|telegram|copy link|email this|like this|pin it|condividi|"
    "condividi su facebook|condividi su twitter|condividi su x|condividi su linkedin|condividi su whatsapp|"
    "condividi su telegram|condividi su|share on|share this on|teilen auf|поделиться в|condividi questo articolo|"
    "teilen|auf facebook teilen|auf twitter teilen|auf x teilen|"
    "auf whatsapp teilen|per e mail teilen|beitrag teilen|merken|artikel merken|"
    "поделиться|поделиться в facebook|поделиться вконтакте|"
    "like|see translation|see more|see original|all reactions|most relevant|mi piace|vedi traduzione|gefällt mir|"
    "übersetzung anzeigen|нравится|мне нравится|показать перевод|репост|reply|retweet|repost|"
    "поделиться в телеграм|поделиться в telegram|поделиться в whatsapp|вконтакте|одноклассники",
    "a button of the page": "print|print this page|print this article|download pdf|download|pdf|save as pdf|read more|"
    "continue reading|back to top|go to top|skip to content|menu|search|loading|play|pause|listen|listen to this "
    "article|"
    "make a submission|more citation formats|download citation|full text|full text pdf|view article|cite|cite this|"
    "get citation|export citation|request permissions|open in viewer|supplementary material|article metrics|metrics|"
    "click to print|email a friend|listen now|read in app|save article|save|gift article|bookmark|follow topic|"
    "source link|view pdf|downloads|download data is not yet available|stampa|stampa questa pagina|scarica pdf|"
    "leggi tutto|torna su|cerca|drucken|seite drucken|"
    "pdf herunterladen|weiterlesen|nach oben|suche|печать|распечатать|версия для печати|скачать pdf|скачать|читать "
    "далее|"
    "читать полностью|наверх|поиск|бесплатный доступ|click to enlarge",
    _ADVERTISEMENT: "advertisement|advertising|pubblicità|anzeige|werbung|реклама",
    "a button of a cookie notice": "accept all|reject all|accept|reject|accept cookies|accept all cookies|"
    "reject cookies|"
    "manage preferences|manage cookies|cookie settings|cookie policy|privacy policy|accetta tutti|accetta|rifiuta|"
    "alle akzeptieren|akzeptieren|ablehnen|mehr erfahren|принять все|принять|отклонить",
    "a comment prompt": "write a comment|write a reply|view more comments|view all comments|show comments|"
    "join the discussion|scrivi un commento|mostra commenti|kommentieren|kommentare anzeigen|комментировать|"
    "написать комментарий|показать комментарии|leave a comment|leave a reply|post a comment|add a comment|"
    "no comments|no comments yet|"
    "comments|comments are closed|comment|view comments|lascia un commento|nessun commento|commenti|commenta|kommentar "
    "schreiben|"
    "kommentar hinterlassen|keine kommentare|kommentare|оставить комментарий|добавить комментарий|комментарии|"
    "нет комментариев|комментариев нет",
    _APPEAL: "donate|donate now|make a donation|support us|support our work|subscribe|"
    "subscribe now|subscribe to our newsletter|sign up to our newsletter|sign up|sign up for our newsletter|"
    "newsletter|"
    "upgrade to paid|start free trial|get 7 day free trial|follow us|join us|become a member|dona ora|dona|"
    "sostienici|iscriviti|iscriviti alla newsletter|abbonati|seguici|spenden|jetzt spenden|unterstützen sie uns|"
    "abonnieren|newsletter abonnieren|folgen sie uns|поддержать|поддержать нас|поддержать проект|подписаться|"
    "подпишитесь|подписывайтесь на нас|пожертвовать",
    "navigation of the page": "skip to main content|"
    "skip to main navigation menu|skip to site footer|skip to navigation|"
    "current|current issue|archives|announcements|editorial team|submissions|open journal systems|for readers|"
    "for authors|for librarians|vai al contenuto|zum inhalt springen|перейти к содержанию|к содержанию|my account|"
    "terms of use|terms of service|terms and conditions|cookies|sitemap|advertise|careers|privacy|datenschutz|agb|"
    "note legali|informativa privacy|политика конфиденциальности|"
    "by topic|by author|by date|by region|by country|by issue|about wikipedia|disclaimers|random article|main page|"
    "home|accueil|inicio|about|about us|contact|contact us|contacts|archive|previous|next|"
    "previous post|"
    "next post|newer post|older post|newer posts|older posts|view web version|"
    "previous article|next article|previous page|next page|home page|all articles|latest news|site map|login|"
    "log in|register|chi siamo|contatti|articolo precedente|articolo successivo|startseite|über uns|impressum|kontakt|"
    "vorheriger beitrag|nächster beitrag|vorheriger artikel|nächster artikel|главная|о нас|контакты|предыдущая статья|"
    "следующая статья|предыдущая запись|следующая запись",
}
_STARTS: dict[str, tuple[str, ...]] = {
    "a cookie notice": (
        "we use cookies", "this website uses cookies", "this site uses cookies", "by continuing to use this site",
        "questo sito utilizza", "questo sito usa i cookie", "utilizziamo i cookie", "diese website verwendet cookies",
        "diese website nutzt cookies", "wir verwenden cookies", "мы используем файлы cookie", "этот сайт использует",
    ),
    _APPEAL: ("thanks for reading ", "subscribe to: ", "subscribe for free"),
    "a share button": (
        "email thisblogthis", "this post is public so feel free to share", "share on ", "share via ",
        "condividi su ", "поделиться в ",
    ),
    "a comment prompt": ("you must be logged in to", "your email address will not be published", "no comments:"),
    _ADVERTISEMENT: (
        "не можете найти то, что вам нужно", "i надоели баннеры", "надоели баннеры", "похожие темы научных работ",
    ),
    "navigation of the page": (
        "from wikipedia, the free encyclopedia", "da wikipedia, l'enciclopedia libera", "da wikipedia, l’enciclopedia",
        "материал из википедии", "jump to navigation", "jump to search", "jump to content", 'retrieved from "http',
        "retrieved from “http", "categories: ", "hidden categories", "categorie: ", "kategorien: ", "категории: ",
        "this page was last edited", "text is available under the creative commons", "questa pagina è stata modificata",
        "diese seite wurde zuletzt", "эта страница в последний раз",
    ),
    "a cover sheet": (
        "stable url", "jstor is a not-for-profit", "your use of the jstor archive", "this content downloaded from",
        "all use subject to https://", "all use subject to http://", "jstor terms", "terms & conditions of use",
        "downloaded from https://", "downloaded from http://", "to link to this article", "view related articles",
        "view crossmark data", "submit your article to this journal",
    ),
    _EDITED: (
        "formatted:", "deleted:", "inserted:", "commented [", "comment [", "moved (insertion)", "moved down [",
        "moved up [", "formattato:", "eliminato:", "commentato [", "formatiert:", "gelöscht:", "kommentiert [",
        "отформатировано:", "удалено:", "добавлено:", "с комментариями [", "примечание [",
    ),
    "a forwarded post": ("forwarded from ", "переслано от ", "inoltrato da ", "weitergeleitet von "),
    "a disclaimer of the page": (
        "the views expressed", "views expressed in", "the opinions expressed", "opinions expressed in",
        "le opinioni espresse", "мнение автора может", "мнение редакции может", "notify me of ",
        "required fields are marked", "save my name, email",
    ),
    "a notice of a newsletter": (
        "view this email in your browser", "view in browser", "view online", "you are receiving this", "unsubscribe",
        "you received this email", "update your preferences", "manage your subscription", "forward to a friend",
        "visualizza nel browser", "hai ricevuto questa", "cancella iscrizione", "im browser ansehen", "abmelden",
        "sie erhalten diese", "newsletter abbestellen", "отписаться", "открыть в браузере", "вы получили это письмо",
    ),
    "words of a portal": (
        "see discussions, stats", "some of the authors of this publication", "see profile", "all content following",
        "the user has requested enhancement", "uploaded by", "скачиваний:", "скачать ",
    ),
    "a counter": (
        "reading time", "read time", "estimated reading time", "tempo di lettura", "lesezeit", "время чтения",
        "post views",
        "views:", "просмотров", "visualizzazioni:", "total page:", "file type:",
    ),
}  # fmt: skip
# Some of these open sentences of articles too: "The views expressed by the bishop", "Share on share, the company lost".
_OPEN_SENTENCES = (
    "the views expressed", "views expressed in", "the opinions expressed", "opinions expressed in",
    "le opinioni espresse", "мнение автора может", "мнение редакции может", "share on ", "share via ", "condividi su ",
    "поделиться в ", "unsubscribe", "abmelden", "отписаться", "view online", "view in browser", "reading time",
    "read time", "lesezeit", "tempo di lettura", "время чтения", "uploaded by", "скачать ", "see profile",
)  # fmt: skip
_DISOWNED = re.compile(
    r"\b(?:those of the|the author(?:s|['’]s|s['’])?(?: own| alone)|(?:do|does|may) not|solely|non (?:necessariamente|"
    r"rispecchia\w{0,2}|impegna\w{0,2})|не совпада\w{1,3}|не отража\w{1,3})\b",
    re.IGNORECASE,
)
_RELATED = frozenset(sameness_key(line) for line in (
    "related posts", "related articles", "related content", "related", "related stories", "you may also like",
    "you might also like", "read also", "read next", "see also on this site", "more from this author",
    "more from this category",
    "most read articles by the same author s", "most read articles by the same author", "similar articles", "most read",
    "similar articles you may also start an advanced similarity search for this article", "most popular", "trending",
    "more on this story", "more on this topic", "don t miss", "da non perdere", "leggi pure",
    "i più letti", "meistgelesen", "самое читаемое", "популярное", "материалы по теме", "ещё",
    "recommended", "recommended for you", "recent posts", "latest posts", "articoli correlati", "leggi anche",
    "potrebbe interessarti", "potrebbe interessarti anche", "post correlati", "ähnliche beiträge", "ähnliche artikel",
    "lesen sie auch", "das könnte sie auch interessieren", "mehr zum thema", "verwandte artikel", "читайте также",
    "похожие записи", "похожие статьи", "по теме", "смотрите также", "ещё по теме",
))  # fmt: skip

_REASON_OF = {sameness_key(line): reason for reason, lines in _LINES.items() for line in lines.split("|")}
_COUNT_OF = re.compile(
    r"(?:[0-9.,]{1,9}[km]?|no|nessun|keine|нет) ?(?:min(?:ute)?s? read|minutes?|minuti(?:, [0-9]{1,2} secondi)?|"
    r"minuten|"
    r"минут\w?|views?|shares?|likes?|retweets?|quote tweets|reposts?|quotes|bookmarks|reactions?|"
    r"publications?|citations?|reads|"
    r"comments?|commenti|visualizzazioni|kommentare|aufrufe|просмотр\w{0,3}|комментари\w{0,3})",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:page|pagina|seite|страница|стр\.)[ |]{1,3}[0-9]{1,4}(?: ?(?:of|di|von|из|/) ?[0-9]{1,4})?$|"
    r"[0-9]{1,3} (?:of|di|von|из) [0-9]{1,3}$|"
    r"(?:printed|stampato|gedruckt|распечатано) (?:on|il|am|from|da|von|с) ",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"[0-9]{1,5} (?:comments?|responses?|replies|commenti?|kommentare?|комментари\w{1,2})|"
    r"(?:comments?|responses|commenti|kommentare|leserkommentare|комментарии) ?(?:\([0-9]{1,5}\)|[0-9]{1,5})?",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"(?<=[^\W\d_]),? (?=[0-9])")
_COUNT_BEHIND = re.compile(r" ?\([0-9]{1,5}\)$")
_CRUMB = re.compile(r" ?[»›>/|] ?")
_HOMES = frozenset(["home", "homepage", "start", "startseite", "главная", "you are here: home", "sei qui: home"])
_LINKED = re.compile(
    r"(?:subscribe|follow us|join us|iscriviti|iscrivetevi|seguici|folgen sie uns|abonnieren|подписаться|"
    r"подписывайтесь|подпишитесь)\b[^.!?\n]{0,40}(?:https?://|t\.me/|@)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[0-9][0-9.,]{0,8}[KMкм]?", re.IGNORECASE)
_PLAYER = re.compile(r"[/|·•\-–—_=*#.\s]{1,80}|[0-9]{1,2}:[0-9]{2}(?:(?: ?/ ?)[0-9]{1,2}:[0-9]{2})?")

_APPEAL_CUES = tuple(re.compile(cue, re.IGNORECASE) for cue in (
    r"\b(?:donat(?:e|ion|ions|ing)|donazion[ei]|spenden?|пожертвован\w{0,4}|contribution|contributo)\b",
    r"\b(?:support (?:us|our|the)|your support|sostien[ei](?:ci)?|tuo sostegno|unterstütz\w{0,4}|поддерж\w{0,6})\b",
    r"\b(?:one-time|monthly|yearly|annual) ?(?:/|or )?|\b(?:mensile|monatlich|ежемесячн\w{0,3})\b",
    r"\b(?:consider|subscribe|join us|become a member|newsletter|iscriviti|abonnieren|подпишитесь|подписаться)\b",
    r"\b(?:DONATE NOW|SUBSCRIBE NOW|click here|clicca qui|hier klicken|нажмите)\b",
))  # fmt: skip
_TO_THE_READER = re.compile(
    r"\b(?:you|your|tuo|tua|tuoi|voi|ti|vi|sie|ihre?r?|dich|dein\w?|вы|вас|вам|ваш\w{0,3})\b", re.IGNORECASE
)
_FROM_THE_HOUSE = re.compile(
    r"\b(?:our|us|we|nostr[oaie]|noi|ci|uns|unsere?[rn]?|wir|наш\w{0,3}|нас|нам|мы)\b", re.IGNORECASE
)
_IMPERATIVE = re.compile(
    r"(?:please )?(?:support|donate|subscribe|consider|help|join|become|sostieni|sostenete|dona|aiutaci|unterstützen|"
    r"spenden|поддержите|подпишитесь|помогите)\b",
    re.IGNORECASE,
)
_LONGEST_IMPERATIVE = 25
_LONGEST_BUTTON = 12  # words
_CUES_NEEDED = 2
_LONGEST_APPEAL = 250


@lru_cache(maxsize=LINES_AT_HAND)
def boilerplate_reason(text: str) -> str:
    """Why a line is no part of the article; "" if it may be one."""
    if len(text) > 4000:  # noqa: PLR2004 -- no page furniture is that long
        return ""
    is_long = word_count(text) > _LONGEST_BUTTON
    if not is_long:
        reason = _REASON_OF.get(sameness_key(_COUNT_BEHIND.sub("", text))) or _short_reason(text)
        if reason:
            return reason
    start = text[:60].casefold()
    may_be_prose = is_long and start.startswith(_OPEN_SENTENCES) and not _DISOWNED.search(text)
    for reason, openings in _STARTS.items() if not may_be_prose else ():
        if start.startswith(openings):
            return reason
    return _APPEAL if _appeals(text) else ""


def is_appeal(reason: str) -> bool:
    """Whether a line was recognised as an appeal, which an article about donations may resemble."""
    return reason == _APPEAL


def is_advertisement(reason: str) -> bool:
    """Whether a line only announces an advertisement, which no heading of an article does."""
    return reason == _ADVERTISEMENT


def opens_related_posts(text: str) -> bool:
    """Whether a line is the heading of a list of other articles."""
    return len(text) <= 60 and sameness_key(text) in _RELATED  # noqa: PLR2004 -- a heading


def opens_comments(text: str) -> bool:
    """Whether a line stands above the comments of readers: "2 Comments", "Комментарии (14)"."""
    return len(text) <= 40 and bool(_COMMENTS.fullmatch(text.strip(" .:")))  # noqa: PLR2004 -- a heading


def _short_reason(text: str) -> str:
    if _is_count(text.strip(" .:")) or _is_reaction(text):
        return "a counter"
    if _PLAYER.fullmatch(text):
        return "a remnant of the page"
    opening, colon, title = text.partition(":")
    if colon and title.strip() and opens_related_posts(opening):
        return _OTHERS
    if _PRINTED.match(text):
        return "a page number"
    if text.casefold().endswith((" view project", " view profile")):
        return "words of a portal"
    return _APPEAL if _LINKED.match(text) else _of_a_menu(text)


def _of_a_menu(text: str) -> str:
    crumbs = _CRUMB.split(text)
    if len(crumbs) > 1 and crumbs[0].strip().casefold() in _HOMES:
        return "navigation of the page"
    words = [sameness_key(word) for word in re.split(r"[\s|·•]+", text) if word]
    is_menu = len(words) > 2 and all(_REASON_OF.get(word) == "navigation of the page" for word in words)  # noqa: PLR2004
    return "navigation of the page" if is_menu else ""


def _is_count(text: str) -> bool:
    if _COUNT_OF.fullmatch(text):
        return True
    return text[:1].isdigit() and all(map(_COUNT_OF.fullmatch, _COUNTS.split(text)))


def _is_reaction(text: str) -> bool:
    """Whether a line holds nothing but emoji and their counts, or how often a post was seen and when."""
    if text[:1].isalpha():
        return False
    tokens = text.split()
    counts = [token for token in tokens if _COUNTED.fullmatch(token)]
    signs = [token for token in tokens if not any(map(str.isalnum, token)) and not token.isascii()]
    if signs and counts and len(counts) + len(signs) == len(tokens):
        return True
    return bool(counts) and tokens[0][-1:].isalpha() and tokens[0] in counts and len(tokens) <= 6  # noqa: PLR2004


def _appeals(text: str) -> bool:
    """An appeal speaks for the house to the reader, and about money or a subscription in more than one way."""
    is_imperative = word_count(text) <= _LONGEST_IMPERATIVE and bool(_IMPERATIVE.match(text))
    is_spoken = bool(_TO_THE_READER.search(text)) or is_imperative
    if word_count(text) > _LONGEST_APPEAL or not (is_spoken and _FROM_THE_HOUSE.search(text)):
        return False
    return sum(bool(cue.search(text)) for cue in _APPEAL_CUES) >= _CUES_NEEDED
