"""Builds web pages as the content systems of outlets write them, around given articles.

Each template is a function of an `Item` that gives the page's HTML. All words in them are our own; only how such pages
are built (which elements, names, metadata) is as it is found on the web.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"
MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"]
MONTHS += ["September", "Oktober", "November", "Dezember"]
OTHERS = [
    "Streit um das Hallenbad: Jetzt soll ein Gutachter entscheiden",
    "Warum die Mieten in den Städten weiter steigen",
    "Sieben Verletzte bei Unfall auf der A7",
    "Das müssen Reisende über den neuen Fahrplan wissen",
    "Kommentar: Wer jetzt zögert, verliert",
]
COOKIES = (
    "Wir und unsere 214 Partner verwenden Cookies, um Ihnen Inhalte und Werbung zu zeigen, die zu Ihnen passen. "
    "Mit einem Klick auf „Zustimmen“ willigen Sie in die Verarbeitung Ihrer Daten ein."
)
LETTER = "Der Morgenbrief: Was heute wichtig ist, kostenlos in Ihrem Postfach. Jeden Werktag um sechs Uhr."
BIO = "Eva Muster, Jahrgang 1981, ist seit 2012 Korrespondentin in Berlin. Sie schreibt über Verteidigung und Verkehr."
CAPTION = "Blick auf das Regierungsviertel am Morgen: Hier wird in diesen Tagen lange verhandelt."
COMMENTS = [
    "Wer soll das alles bezahlen? Am Ende wieder die kleinen Leute, wie immer in diesem Land.",
    "Guter Artikel, danke. Mir fehlt nur ein Wort dazu, was die Nachbarländer davon halten.",
]


@dataclass(frozen=True)
class Item:
    """An article to be put into a page: `parts` are (tag, text) with the tags p, h2 and li."""

    title: str
    lead: str
    parts: tuple[tuple[str, str], ...]
    day: date

    @property
    def text(self) -> str:
        """The words that must be found."""
        return "\n".join([self.lead, *(text for _, text in self.parts)])

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower())[:50].strip("-")


def items() -> list[Item]:
    """Our own sample articles as items; each is given a day of its own."""
    found = []
    for number, path in enumerate(sorted(SEEDS.glob("d*.txt"))):
        blocks = [b for b in path.read_text(encoding="utf-8").split("\n\n") if b.strip()]
        blocks = [" ".join(b.split()) for b in blocks]
        blocks = [b for b in blocks if not re.match(r"(?:Stand:|\d{1,2}\. \w+ \d{4}|Von |Veröff|Foto|\()", b)]
        title, rest = blocks[0], blocks[1:]
        lead = next(b for b in rest if len(b) > 80)
        parts = [
            (
                "h2"
                if len(b) < 80 and b[-1] not in ".!?:“"
                else "li"
                if re.match(r"[•-]|\d+\. \w+: ", b)
                else "p",
                b,
            )
            for b in rest[rest.index(lead) + 1 :]
        ]
        while parts[-1][0] == "h2":
            parts.pop()
        parts = [part for at, part in enumerate(parts) if part[0] != "h2" or parts[at + 1][0] != "h2"]
        found.append(Item(title, lead, tuple(parts), date(2023, 1, 5) + timedelta(37 * number)))
    return found


def long_day(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def linked(titles: list[str], tag: str = "li", name: str = "") -> str:
    return "".join(
        f'<{tag} class="{name}"><a href="/artikel/{i}.html"><span class="kicker">Inland</span> <h3>{escape(t)}</h3></a></{tag}>'
        for i, t in enumerate(titles)
    )


def data(item: Item, **more: object) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.title,
        "description": item.lead[:150],
        "datePublished": f"{item.day}T17:20:00+01:00",
        "dateModified": f"{item.day + timedelta(3)}T08:00:00+01:00",
        "author": [{"@type": "Person", "name": "Eva Muster"}],
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'


def page(head: str, body: str, attributes: str = "") -> str:
    return f"<!DOCTYPE html>\n<html lang='de'><head><meta charset='utf-8'>{head}</head>\n<body {attributes}>{body}</body></html>"


def running(
    item: Item, p: str = "<p>{}</p>", h2: str = "<h2>{}</h2>", between: dict[int, str] | None = None
) -> str:
    """The text, with what is put between its parts."""
    shown, in_list = [], False
    for number, (tag, text) in enumerate(item.parts):
        if (tag == "li") != in_list:
            shown.append("<ul>" if tag == "li" else "</ul>")
            in_list = tag == "li"
        shown.append({"p": p, "h2": h2, "li": "<li>{}</li>"}[tag].format(escape(text)))
        if between and not in_list:
            shown.append(between.get(number, ""))
    return "\n".join(shown) + ("</ul>" if in_list else "")


def bem(item: Item) -> str:
    """A large weekly: BEM names, JSON-LD graph, lead in the header, newsletter box and bio inside the article."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Die Woche", "datePublished": "2001-01-01"},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Politik"}]},
            {
                "@type": ["NewsArticle"],
                "headline": item.title,
                "datePublished": f"{item.day}T06:12:44+01:00",
                "dateModified": f"{item.day + timedelta(9)}T10:00:00+01:00",
                "isAccessibleForFree": True,
            },
        ],
    }
    box = f'<aside class="newsletter-signup"><h3>Newsletter</h3><p>{LETTER}</p><form><input type="email"><button>Anmelden</button></form></aside>'
    related = f'<div class="article__related-box"><p><strong>Mehr zum Thema</strong></p><ul>{linked(OTHERS[:2])}</ul></div>'
    return page(
        f'<title>{escape(item.title)} | DIE WOCHE</title><meta property="og:description" content="{escape(item.lead[:200])}">'
        f'<meta property="og:title" content="{escape(item.title)}"><script type="application/ld+json">{json.dumps(graph)}</script>',
        f"""<div class="cmp-layer" role="dialog"><p>{COOKIES}</p><button>Zustimmen</button></div>
        <header class="header"><nav class="nav"><ul>{linked(OTHERS)}</ul></nav></header>
        <main class="main main--article"><article class="article article--padded"><header class="article-header">
        <h1 class="article-heading"><span class="article-heading__kicker">Ostpolitik<span class="visually-hidden">:</span></span>
        <span class="article-heading__title">{escape(item.title)}</span></h1>
        <div class="summary">{escape(item.lead)}</div>
        <div class="byline">Von <span itemprop="author">Eva Muster</span></div>
        <div class="metadata"><time class="metadata__date" datetime="{item.day}T06:12:44+01:00">{long_day(item.day)}, 6:12 Uhr</time>
        <span class="metadata__commentcount">354 Kommentare</span></div></header>
        <figure class="article__media"><img src="a.jpg"><figcaption class="figure__caption"><span>{CAPTION}</span>
        <span class="figure__copyright">© Max Muster/&#8203;dpa</span></figcaption></figure>
        <div class="article-body article-body--article"><div class="article-page">
        {running(item, '<p class="paragraph article__item">{}</p>', '<h2 class="article__subheading article__item">{}</h2>', {1: box, 3: related})}
        </div></div><footer class="article-footer"><div class="author-bio"><p>{BIO}</p></div>
        <ul class="article-tags"><li><a href="/t/a">Ukraine</a></li><li><a href="/t/b">Berlin</a></li></ul></footer></article>
        <section class="comment-section" id="comments"><h2>354 Kommentare</h2>{"".join(f"<div class='comment__body'><p>{c}</p></div>" for c in COMMENTS)}</section>
        </main><footer class="footer"><ul><li>Impressum</li><li>Datenschutz</li></ul></footer>""",
    )


def utility(item: Item) -> str:
    """A news site with names of a utility framework: nothing says what a part is but its place."""
    return page(
        f'<title>{escape(item.title)} - DER BLICK</title><meta name="description" content="{escape(item.lead[:160])}">'
        f'<meta name="date" content="{item.day}T13:37:00+01:00"><meta name="last-modified" content="{item.day + timedelta(2)}T09:00:00+01:00">'
        f'<meta property="og:title" content="{escape(item.title)}">',
        f"""<div class="flex bg-shade"><a href="/" class="px-4">Zur Startseite</a><a class="px-4" href="/abo">Abonnement</a></div>
        <main class="mx-auto w-full"><article><header class="pb-8"><h2 class="mb-16"><span class="block text-primary">Krieg in der Ukraine</span>
        <span class="align-middle">{escape(item.title)}</span></h2><div class="leading-loose font-brandUI">{
            escape(item.lead)
        }</div>
        <div class="mt-8">Von <a href="/impressum/autor">Max Muster</a></div><time class="timeformat" datetime="{
            item.day
        } 13:37:00">{item.day:%d.%m.%Y}, 13.37 Uhr</time></header>
        <section class="relative"><div class="lg:w-8/12 word-wrap">{
            running(
                item,
                '<div class="RichText lg:w-8/12"><p>{}</p></div>',
                '<h3 class="font-bold">{}</h3>',
                {
                    2: f'<section class="flex"><a href="/x" class="block"><h4>{OTHERS[0]}</h4></a></section>',
                    4: f'<div class="RichText"><p><b>Lesen Sie hier mehr:</b> <a href="/y">{OTHERS[1]}</a></p></div>',
                },
            )
        }
        </div></section></article></main><div class="bg-white"><h2>Mehr lesen über</h2><a href="/thema/a">Verteidigung</a> <a href="/thema/b">Diplomatie</a></div>""",
    )


def wire(item: Item) -> str:
    """A public broadcaster: bold lead, stamp in words, internal links, sending notice at the end."""
    return page(
        f"<title>{escape(item.title)} | landesschau.example</title>{data(item)}<meta property='og:site_name' content='landesschau.example'>",
        f"""<div class="header-wrapper"><ul class="navigation">{
            linked(OTHERS[:3])
        }</ul></div><div id="content"><article class="container content-wrapper__group">
        <div class="seitenkopf"><div class="seitenkopf__media"><picture><img alt="Bild"></picture><p class="seitenkopf__copyright">Bildquelle: dpa</p></div>
        <h1 class="seitenkopf__headline"><span class="seitenkopf__topline">Ukraine</span><span class="seitenkopf__headline--text">{
            escape(item.title)
        }</span></h1>
        <p class="metatextline">Stand: {item.day:%d.%m.%Y} 17:20 Uhr</p></div>
        <p class="textabsatz m-ten m-offset-one columns twelve"><strong>{escape(item.lead)}</strong></p>
        <div class="authorline"><div class="authorline__author">Von <em>Eva Muster</em>, Hauptstadtstudio</div></div>
        {
            running(
                item,
                '<p class="textabsatz m-ten m-offset-one columns twelve">{}</p>',
                '<h2 class="meldung__subhead columns twelve">{}</h2>',
                {
                    1: f'<div class="absatzbild"><figure><img><figcaption>{CAPTION}</figcaption></figure></div>',
                    3: f'<div class="teaser-absatz"><a href="/v"><span>{OTHERS[2]}</span><span class="teaser-absatz__date">12.01.2023</span></a></div>',
                },
            )
        }
        <p class="textabsatz">Über dieses Thema berichtete der Sender am {
            long_day(item.day)
        } um 20:00 Uhr.</p></article>
        <div class="related"><h2>Mehr aus dem Ressort</h2>{linked(OTHERS, "div", "teaser")}</div></div>""",
    )


def austrian(item: Item) -> str:
    """An Austrian daily: date at the very end, sign in brackets, forum of readers."""
    return page(
        f"<title>{escape(item.title)} - Inland - die-zeitung.at › Inland</title><meta property='og:title' content='{escape(item.title)}'>"
        f"<meta property='article:published_time' content='{item.day}T12:05'><meta property='article:modified_time' content='{item.day + timedelta(1)}T10:05'>"
        f"<link rel='canonical' href='https://www.die-zeitung.example/story/3000000{item.day:%d%m}/{item.slug}'>",
        f"""<nav class="site--navigation">{linked(OTHERS, "div")}</nav><main id="main"><article class="story-article"><header class="article-header">
        <h2 class="article-kicker">Ukraine-Krieg</h2><h1 class="article-title">{escape(item.title)}</h1><p class="article-subtitle">{escape(item.lead)}</p>
        <div class="article-byline"><div class="article-origins">Eva Muster</div><p class="article-meta"><time class="article-pubdate" datetime="{item.day}T12:05">{long_day(item.day)}, 12:05</time></p>
        <a href="#forum"><span>431 Postings</span></a></div></header><div class="article-body">
        {running(item, between={0: '<div class="ad native-ad"><p>Werbung</p></div>', 2: f'<aside class="sidebar"><h3>Wissen</h3><p>{LETTER}</p></aside>'})}
        <p>(Eva Muster, {item.day.day}.{item.day.month}.{item.day.year})</p></div></article></main>
        <section id="story-community" class="story-community"><h2>Forum: 431 Postings</h2><div class="postings">{"".join(f"<div class='posting'><p>{c}</p></div>" for c in COMMENTS * 3)}</div></section>""",
    )


def swiss(item: Item) -> str:
    """A Swiss daily: generated names of a script framework, the state in a script, list of points above the text."""
    state = {
        "props": {
            "pageProps": {
                "article": {"id": 7, "publishedAt": f"{item.day}T05:00:00.000Z", "title": item.title}
            }
        }
    }
    return page(
        f"<title>{escape(item.title)} | Tagblatt</title><meta property='og:description' content='{escape(item.lead[:100])}'>",
        f"""<div id="__next"><div class="Layout_header__x1Yz9"><span>Menü</span><span>Startseite</span></div><main><article class="ArticleContainer_root__3kAb1">
        <div class="ContentHead_meta__9oPq"><span class="Breadcrumb_item__aa">Home | Ausland</span></div>
        <h1 class="ContentHead_headline__2bC"><span class="HtmlText_root__A1OSq">{
            escape(item.title)
        }</span></h1>
        <p class="ContentHead_lead__8Zc"><span class="HtmlText_root__A1OSq">{escape(item.lead)}</span></p>
        <div class="ContentMetaInfo_root__w8s"><div><span class="ContentMetaInfo_author__9uI">Eva Muster, Bern</span></div>
        <time class="ContentMetaInfo_time__1" datetime="{item.day}T06:00:00+01:00">Publiziert: {
            item.day:%d.%m.%Y}, 06:00</time></div>
        {
            running(
                item,
                '<p class="ArticleParagraph_root__4szkV"><span class="HtmlText_root__A1OSq">{}</span></p>',
                '<h2 class="ArticleTitle_root__Ub1q4"><span class="HtmlText_root__A1OSq">{}</span></h2>',
                {
                    1: '<div class="AdSlot_root__v1"><span>Anzeige</span></div>',
                    3: f'<figure class="ImageBlock_root"><figcaption class="ImageCaption__caption"><p>{CAPTION}</p><p>Foto: Max Muster (Keystone)</p></figcaption></figure>',
                },
            )
        }
        <div class="ArticleFooter_share"><button>Teilen</button><p>Fehler gefunden? Jetzt melden.</p></div></article></main>
        <div class="CommentsTeaser_root__oI"><h2>Kommentare</h2><p>{
            COMMENTS[0]
        }</p></div></div><script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>""",
    )


def paywall(item: Item) -> str:
    """Half of the text, then an offer; all of the page's own talk is about subscriptions."""
    shown = Item(item.title, item.lead, item.parts[: max(2, len(item.parts) // 2)], item.day)
    return page(
        f"<title>{escape(item.title)} - Regionalblatt</title>"
        + data(
            item,
            isAccessibleForFree="False",
            hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paywall"},
        ),
        f"""<header><a href="/">Regionalblatt</a></header><main class="has-paywall newsletter-enabled"><article><h1>{escape(item.title)}</h1>
        <p class="lead">{escape(item.lead)}</p><p class="article-date">{item.day:%d.%m.%y}, 17:20 Uhr</p><div class="article-text paywall">{running(shown)}</div>
        <div class="paywall-offer"><h2>Weiterlesen mit Plus</h2><p>Testen Sie jetzt einen Monat lang alle Artikel für nur einen Euro. Danach kostet das Abo 9,99 Euro im Monat, Sie können jederzeit kündigen.</p>
        <ul><li>Alle Artikel unbegrenzt lesen</li><li>Monatlich kündbar</li></ul><a href="/abo">Jetzt testen</a><p>Sie haben schon ein Abo? <a href="/login">Hier anmelden</a></p></div></article></main>""",
    )


def story_elements(item: Item) -> str:
    """A network of regional papers: elements with ids of their own, teasers between all paragraphs, body in the JSON-LD."""
    told = " ".join([item.lead, *(text for tag, text in item.parts if tag != "h2")])
    inserted = f'<aside class="id-LinkOverlay-link id-Story-interactionBar"><a href="/z"><h4>{OTHERS[3]}</h4></a></aside>'
    notice = "<p class='id-StoryElement-paragraph'><em>Dieser Text wurde mit maschineller Hilfe erstellt und vor der Veröffentlichung von der Redaktion geprüft.</em></p>"
    return page(
        f"<title>{escape(item.title)}</title>{data(item, articleBody=told)}<meta name='description' content='{escape(item.lead[:140])}'>",
        f"""<div class="id-SiteBanner">Anzeige</div><ol class="id-Breadcrumb"><li>Startseite</li><li>Politik</li></ol><article class="id-Story">
        <h1 class="id-StoryElement-headline">{escape(item.title)}</h1><div class="id-DateTime">Stand: {item.day:%d.%m.%Y}, 17:20 Uhr</div><p class="id-StoryElement-authors">Von: <a href="/autor">Eva Muster</a></p>
        <div class="id-StoryElement-interactionBar"><a>Kommentare</a><a>Drucken</a><a>Teilen</a></div><p class="id-StoryElement-leadText">{escape(item.lead)}</p>
        {running(item, '<p class="id-StoryElement-paragraph">{}</p>', '<h2 class="id-StoryElement-crosshead">{}</h2>', {0: inserted, 2: inserted, 3: notice})}
        </article><div class="id-Teaser-list">{linked(OTHERS, "div", "id-Teaser-el")}</div>""",
    )


def tables(item: Item) -> str:
    """An archive of about 2001: layout by tables, Latin-1 without saying so, breaks instead of paragraphs."""
    text = "<br><br>\n".join((f"<b>{escape(t)}</b>" if tag == "h2" else escape(t)) for tag, t in item.parts)
    menu = "<br>".join(f'<a href="{i}.htm"><font size=1>{escape(t)}</font></a>' for i, t in enumerate(OTHERS))
    return f"""<HTML><HEAD><TITLE>Archiv: {escape(item.title)}</TITLE></HEAD><BODY bgcolor=#ffffff link=#0000cc>
        <table width=750 border=0 cellpadding=0><tr><td colspan=3><img src="logo.gif"><font size=1>Archiv | Suche | Hilfe</font></td></tr>
        <tr><td width=140 valign=top>{menu}</td><td width=460 valign=top><font face="Verdana" size=1>{long_day(item.day)}</font><br><br>
        <font size=5><b>{escape(item.title)}</b></font><br><br><b>{escape(item.lead)}</b><br><br>
        {text}<br><br></td>
        <td width=150><font size=1>Anzeige</font></td></tr><tr><td colspan=3><font size=1>&copy; 2001 Die Zeitung</font></td></tr></table></BODY></HTML>"""


def amp(item: Item) -> str:
    """An AMP page: own elements, a consent dialog, a script for everything."""
    return page(
        f"<title>{escape(item.title)}</title><link rel='canonical' href='https://www.blatt.example/{item.day:%Y/%m/%d}/{item.slug}.html'>{data(item)}",
        f"""<amp-consent id="consent"><div id="consent-ui"><p>{COOKIES}</p><button>Akzeptieren</button></div></amp-consent><header class="amp-header"><a href="/">Blatt</a></header>
        <article class="amp-article"><h1 class="headline">{escape(item.title)}</h1><div class="intro"><p>{escape(item.lead)}</p></div><time datetime="{item.day}T17:20:00+01:00">{long_day(item.day)}</time>
        <amp-img src="a.jpg"></amp-img><div class="caption">{CAPTION}</div><amp-ad></amp-ad>{running(item)}<amp-list><template><p>{{{{title}}}}</p></template></amp-list></article>
        <amp-sidebar><ul>{linked(OTHERS)}</ul></amp-sidebar>""",
    )


def live(item: Item) -> str:
    """A live blog: entries with times, the newest first, the blog's start as its date."""
    entries = "".join(
        f"<div class='liveblog__entry' id='e{n}'><div class='liveblog__time'><time datetime='{item.day}T{20 - n % 12:02d}:10:00+01:00'>{20 - n % 12}:10 Uhr</time></div>"
        f"<div class='liveblog__text'><p>{escape(text)}</p></div><div class='share'>Teilen</div></div>"
        for n, (_, text) in enumerate(item.parts)
    )
    updates = [
        {
            "@type": "BlogPosting",
            "headline": t[:40],
            "datePublished": f"{item.day + timedelta(1)}T10:00:00+01:00",
        }
        for _, t in item.parts
    ]
    graph = {
        "@type": "LiveBlogPosting",
        "headline": item.title,
        "datePublished": f"{item.day}T05:00:00+01:00",
        "coverageStartTime": f"{item.day}T05:00:00+01:00",
        "dateModified": f"{item.day + timedelta(1)}T11:00:00+01:00",
        "liveBlogUpdate": updates,
    }
    return page(
        f"<title>{escape(item.title)}</title><script type='application/ld+json'>{json.dumps([graph])}</script>",
        f"""<main><article class="liveblog"><h1>{escape(item.title)}</h1><p class="article__intro">{escape(item.lead)}</p>{entries}</article></main>""",
    )


def microdata(item: Item) -> str:
    """A regional paper with microdata and no JSON-LD; the text in divs, not paragraphs."""
    return page(
        f"<title>{escape(item.title)} | Nordkurier</title>",
        f"""<form id="aspnetForm" action="/"><div id="nav">{linked(OTHERS, "div")}</div><div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{escape(item.title)}</h1>
        <meta itemprop="datePublished" content="{item.day}T18:00:00+01:00"><meta itemprop="dateModified" content="{item.day + timedelta(5)}T18:00:00+01:00">
        <div itemprop="description">{escape(item.lead)}</div><div itemprop="author" itemscope><span itemprop="name">Eva Muster</span></div>
        <div itemprop="articleBody">{running(item, "<div>{}</div>", "<div><b>{}</b></div>", {1: f'<div class="box-links"><b>Lesen Sie auch:</b><div><a href="/x">{OTHERS[2]}</a></div></div>'})}</div></div>
        <div id="kommentare"><h3>Kommentare</h3><div>{COMMENTS[0]}</div></div></form>""",
    )


def midnight(item: Item) -> str:
    """Published after midnight, told in universal time: the day before by the stamp, the day itself for its readers."""
    stamp = f"{item.day - timedelta(1)}T23:05:00.000Z"
    return page(
        f"<title>{escape(item.title)}</title>{data(item, datePublished=stamp, dateModified=stamp)}",
        f"""<article><h1>{escape(item.title)}</h1><div class="article-meta"><span>{item.day:%d.%m.%Y}, 00:05 Uhr</span></div><p class="intro">{escape(item.lead)}</p>
        <div class="text">{running(item)}</div></article>""",
    )


def republished(item: Item) -> str:
    """A content system that gives the day of the last change as the day of publication; all else says the first."""
    later = f"{item.day + timedelta(40)}T10:00:00+01:00"
    return page(
        f"<title>{escape(item.title)}</title>{data(item, datePublished=later, dateModified=later)}<link rel='canonical' href='https://www.kurier.example/politik/{item.day:%Y-%m-%d}/{item.slug}'>",
        f"""<article><h1>{escape(item.title)}</h1><p class="date">Veröffentlicht am {long_day(item.day)} um 10 Uhr</p><p class="subline">{escape(item.lead)}</p>{running(item)}</article>""",
    )


def press(item: Item) -> str:
    """A press office: hardly any names, the day in front of the place."""
    return page(
        f"<title>{escape(item.title)} - Stadt Musterhausen</title>",
        f"""<div><ul>{linked(OTHERS)}</ul></div><div><div>Pressemitteilung vom {item.day:%d.%m.%Y}</div><h1>{escape(item.title)}</h1><p>{escape(item.lead)}</p>{running(item)}
        <p>Pressekontakt: Eva Muster, Tel.: 0561/12345</p></div><div>Impressum | Datenschutz | Barrierefreiheit</div>""",
    )


def unnamed_lead(item: Item) -> str:
    """A daily whose metadata have another title and another summary than the page; its lead has no name, its teasers prose."""
    teaser = (
        f'<div class="teaser teaser--inline"><a href="/t"><h3>{OTHERS[1]}</h3></a>'
        "<p>Seit Jahren werden Wohnungen knapp. Nun legt die Stadt Zahlen vor, die niemand erwartet hat.</p></div>"
    )
    seo = {
        "headline": f"Was jetzt wichtig ist: {OTHERS[0]}",
        "description": "Alle Nachrichten zum Thema im Überblick.",
    }
    return page(
        f"<title>Was jetzt wichtig ist - Tagespost</title><meta property='og:title' content='Was jetzt wichtig ist'>{data(item, **seo)}"
        "<meta property='og:description' content='Alle Nachrichten zum Thema im Überblick.'>",
        f"""<header class="css-1x"><a href="/">Tagespost</a></header><main><article class="css-9k2j"><div class="css-aa1"><span class="css-kick">Außenpolitik</span>
        <h1 class="css-h1">{escape(item.title)}</h1><div class="css-77f">{escape(item.lead)}</div></div>
        <div class="css-by"><div class="c-author"><span>Eva Muster</span><p class="c-author__bio">{BIO}</p></div><span>{item.day:%d.%m.%Y}, 17:20 Uhr</span><span>4 Min.</span></div>
        <div class="css-img"><img><p class="image-caption">{CAPTION} Foto: Max Muster</p></div>
        {running(item, '<div class="css-p0"><p class="css-p1">{}</p></div>', '<div class="css-p0"><h2 class="css-h2">{}</h2></div>', {1: teaser, 3: teaser.replace("t", "t")})}
        <div class="css-end"><p><em>Transparenzhinweis: In einer früheren Fassung stand ein falscher Name.</em></p></div></article></main>
        <section class="css-more"><h2>Mehr aus der Politik</h2>{linked(OTHERS, "div", "css-card")}</section>""",
    )


def several(item: Item) -> str:
    """A page of a blog system: more articles below, each an `<article>` with its beginning, a byline with the day in words."""
    rest = "".join(
        f'<article class="post teaser"><h2 class="entry-title"><a href="/{i}">{t}</a></h2><time datetime="2026-01-0{i + 1}T10:00:00+01:00"></time>'
        f'<div class="entry-summary"><p>Im Streit um das Geld ist kein Ende in Sicht. Am Freitag will der Rat noch einmal beraten, heißt es.</p></div></article>'
        for i, t in enumerate(OTHERS)
    )
    return page(
        f"<title>{escape(item.title)} – Stadtblog</title><meta property='og:site_name' content='Stadtblog'>",
        f"""<div class="site"><header class="site-header"><h1 class="site-title"><a href="/">Stadtblog</a></h1><p class="site-description">Nachrichten aus der Stadt und dem Land dahinter.</p></header>
        <article class="post-77 post type-post hentry"><h1 class="entry-title">{escape(item.title)}</h1>
        <div class="entry-meta">Veröffentlicht am <a href="/77"><time class="entry-date published" datetime="{item.day}T23:30:00+01:00">{long_day(item.day)}</time><time class="updated" datetime="{item.day + timedelta(8)}T10:00:00+01:00"></time></a> von <span class="author vcard">Eva</span></div>
        <div class="entry-content"><p class="has-large-font-size">{escape(item.lead)}</p>{running(item)}<div class="sharedaddy"><h3>Teilen mit:</h3><ul><li><a href="#">Facebook</a></li></ul></div></div>
        <footer class="entry-footer">Veröffentlicht in <a href="/c">Politik</a></footer></article><nav class="post-navigation">{linked(OTHERS[:2], "div")}</nav>
        <div id="comments" class="comments-area"><ol><li class="comment"><p>{COMMENTS[0]}</p></li><li class="comment"><p>{COMMENTS[1]}</p></li></ol></div>{rest}</div>""",
    )


def glued(item: Item) -> str:
    """A script framework whose style sheet alone sets parts below each other; no `<h1>`, a letter offered without a name."""
    text = running(item, p='<p class="Text_root__4m"><span>{}</span></p>')
    return page(
        f"<title>{escape(item.title)} | Anzeiger</title>" + data(item),
        f"""<div id="__next"><main><article><div class="Head_root__7a"><h2 class="Title_root__1b"><span>Streit im Rat</span><span>{escape(item.title)}</span></h2>
        <p class="Lead_root__2c">{escape(item.lead)}</p><span>Publiziert: {item.day:%d.%m.%Y}, 12:03</span><span>Artikel anhören (04:12 min)</span></div>{text}
        <div>Newsletter</div><h3>Der Morgen</h3><p>Erhalten Sie die wichtigsten News des Tages zum Kaffee am Morgen.</p><button>Einloggen</button>
        <p>Fehler gefunden?<a href="/f">Jetzt melden.</a></p></article><section><h3>Themen</h3><a href="/t">Rat</a></section></main></div>""",
    )


def broadcast(item: Item) -> str:
    """A Swiss broadcaster: captions that call themselves legends, the programme as a last line, credits in capitals."""
    caption = '<div class="media"><span>Legende:</span> Der Rat bei der Arbeit. <span>KEYSTONE/Peter Muster</span></div><p>KEYSTONE/Peter Muster</p>'
    text = running(item, p='<p class="article-paragraph">{}</p>', between={2: caption})
    return page(
        f'<title>{escape(item.title)} - News</title><meta property="article:published_time" content="{item.day}T11:00:00+01:00">',
        f"""<main><section class="article"><header><span>Politik</span><h1>{escape(item.title)}</h1></header><p class="article-lead">{escape(item.lead)}</p>
        <div class="when">{long_day(item.day)}, 11:00 Uhr</div>{text}<p class="article-paragraph">Radio Kassel, Morgenschau, {item.day:%d.%m.%Y}, 12:30 Uhr; mum</p></section></main>""",
    )


TEMPLATES: list[Callable[[Item], str]] = [
    *(bem, utility, wire, austrian, swiss, paywall, story_elements, tables, amp, live, microdata, midnight),
    *(republished, press, unnamed_lead, several, glued, broadcast),
]


def expected(template: Callable[[Item], str], item: Item) -> str:
    """The text that a page shows of its article."""
    if template is paywall:
        return Item(item.title, item.lead, item.parts[: max(2, len(item.parts) // 2)], item.day).text
    return item.text


def bytes_of(template: Callable[[Item], str], item: Item) -> bytes:
    """The page as it is stored."""
    return (
        template(item).encode("cp1252", "xmlcharrefreplace")
        if template is tables
        else template(item).encode()
    )


def f1(found: str, wanted: str) -> float:
    """The F1 of words, each as often as it stands there."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    common = (a & b).total()
    return 2 * common / max(1, a.total() + b.total())
