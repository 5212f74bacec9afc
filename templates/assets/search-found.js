// What is shown of an article that was found: its card, and an excerpt from its own page. The search loads this with
// the first that it finds.

const PIECE = /[\p{L}\p{N}\p{M}]+/gu;

const element = (name, className, ...parts) => {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...parts);
  return made;
};

/** What gives the text of an article, and the item of the list that shows it. */
export default function found(root, wordsIn, load) {
  const textOf = (card) =>
    load(card.address, async (response) => {
      const read = new DOMParser().parseFromString(await response.text(), "text/html");
      const parts = [...read.querySelectorAll(".abstract p, .prose > *")];
      const isHeading = (part) => /^H\d$/.test(part.tagName);
      return (parts.length ? parts : [read.body]).map((part) => part.textContent.trim() + (isHeading(part) ? " — " : " ")).join("");
    });

  function item(card, sought) {
    const link = Object.assign(element("a", "", card.title), { href: root + card.address });
    const title = element("p", "title", link);
    if (card.subtitle) title.append(element("span", "unseen", ":"), " ", element("span", "subtitle", card.subtitle));
    const about = element("p", "data", [card.kind, card.issue, card.date].filter(Boolean).join(", "));
    about.lang = document.documentElement.lang;
    const made = Object.assign(element("li", "", title, element("p", "names", card.names), about), { lang: card.language });
    const excerpt = made.appendChild(element("p", "excerpt"));
    // The article is fetched once the reader can see where its excerpt will stand.
    const seen = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      seen.disconnect();
      textOf(card).then((text) => excerpt.append(...excerptOf(text ?? "", sought)), () => {});
    });
    seen.observe(made);
    return made;
  }

  /** The part of a text in which the most of the words stand together, with marks around them. */
  function excerptOf(text, sought) {
    const hits = [...text.matchAll(PIECE)].filter(([piece]) => sought.has(wordsIn(piece)[0])).slice(0, 300);
    const wealth = ({ index }) =>
      new Set(hits.filter((hit) => hit.index >= index && hit.index < index + 200).map((hit) => wordsIn(hit[0])[0])).size;
    const best = hits.reduce((one, hit) => (wealth(hit) > wealth(one) ? hit : one), hits[0])?.index ?? 0;
    const from = best > 60 ? text.indexOf(" ", best - 60) + 1 : 0;
    const to = text.length > from + 260 ? text.lastIndexOf(" ", from + 260) : text.length;
    const nodes = [from ? "… " : ""];
    let at = from;
    for (const { 0: word, index } of hits.filter((hit) => hit.index >= from && hit.index + hit[0].length <= to)) {
      nodes.push(text.slice(at, index), element("mark", "", word));
      at = index + word.length;
    }
    return [...nodes, text.slice(at, to), to < text.length ? " …" : ""];
  }

  return { textOf, item };
}
