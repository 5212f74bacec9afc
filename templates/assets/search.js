// The search page. In which file of the index a word lies follows from its first three letters, so a search loads a few
// small files: lists of words, their postings, and the cards of what it shows. `backfile/search/` writes and explains
// them. All words that people see stand in the template.

const page = document.querySelector("#search");
const { root, words, cards, articles, ...data } = page.dataset;
const [form, said, list, more] = ["form", ".said", ".found", ".more"].map((each) => page.querySelector(each));
const input = form.q;

const STEP = 10; // articles shown at once
const CHECKED = 30; // articles looked through for a phrase at once
const FORMS = 12; // forms of a word that are looked up
const WEIGHTS = { exact: 1, form: 0.9, start: 0.5, slip: 0.3 };
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };
const WORD = /[\p{L}\p{N}]+/gu;
const PIECE = /[\p{L}\p{N}\p{M}]+/gu;
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;

/** The words of a text, folded as in backfile/search/words.py. */
export const wordsIn = (text = "") =>
  (text.toLowerCase().replace(/[\u00ad\u200b\u2060\ufeff]/g, "").normalize("NFD")
    .replace(/(?<![иу])\u0306|[\u0300-\u0305\u0307-\u036f]/g, "").normalize("NFC")
    .replace(/[ßæœøłđðþıς]/g, (letter) => LETTERS[letter])
    .match(WORD) ?? []).map((word) => [...word].slice(0, 40).join(""));

const imported = async (address) => (await import(new URL(root + address, location))).default;

/** What gives the stems of a word, one for each language that it may be of. */
async function stemmer(word) {
  const isCyrillic = /\p{Script=Cyrillic}/u.test(word);
  const scripts = data.stemmers.split(" ").filter((each) => each && /-ru\./.test(each) === isCyrillic);
  const [base, ...languages] = await Promise.all([data.stemmer, ...scripts].map(imported));
  const stemmers = languages.map((language) => language(base));
  return (each) => stemmers.map((of) => of.stemWord(each.replace(/^[@#]/, "")));
}

/** Whether one word becomes the other by at most so many letters put in, left out, changed or swapped. */
function isNear(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return false;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length] <= most;
}

const loaded = new Map();

/** What `read` makes of a file, which is fetched once; null where there is none. */
function load(address, read) {
  if (!loaded.has(address)) {
    const answer = fetch(root + address, { cache: "no-cache" }).then((response) => {
      if (!response.ok && response.status !== 404) throw new Error(`${address}: ${response.status}`);
      return response.ok ? read(response) : null;
    });
    answer.catch(() => loaded.delete(address));
    loaded.set(address, answer);
  }
  return loaded.get(address);
}

/** The words of the index that begin like a word, each with the place of its postings. */
async function like(word) {
  const start = [...word].slice(0, 3);
  const bucket = start.reduce((place, letter) => (place * 257 + letter.codePointAt()) % 65521, 0) % data.buckets;
  const name = words + bucket.toString(16);
  const found = await load(`${name}.txt`, async (response) => entriesOf(await response.text(), name));
  return (found ?? []).filter((entry) => entry.word.startsWith(start.join("")));
}

const entriesOf = (text, name) =>
  text.split("\n").flatMap((line, part) => {
    let [word, end] = ["", 0];
    return line.split(",").map((each) => {
      const [rest, count = 1] = each.split(":");
      word = word.slice(0, parseInt(rest[0], 36)) + rest.slice(1);
      end += 3 * count;
      return { word, count: +count, file: `${name}-${part}.bin`, start: end - 3 * count, end };
    });
  });

/** The articles in which any of some words stands: number → weight. */
async function articlesWith(entries) {
  const found = new Map();
  const read = async (response) => new Uint8Array(await response.arrayBuffer());
  await Promise.all(entries.map(async ({ file, start, end, weight = 1 }) => {
    const bytes = await load(file, read);
    for (let at = start; at < end; at += 3) {
      const number = (bytes[at] << 12) | (bytes[at + 1] << 4) | (bytes[at + 2] >> 4);
      found.set(number, Math.max(found.get(number) ?? 0, (bytes[at + 2] & 15) * weight));
    }
  }));
  return found;
}

const weighed = (entries, weight) =>
  [...entries].sort((one, other) => other.count - one.count).slice(0, FORMS).map((entry) => ({ ...entry, weight }));

/** What a reader means by a word: the word, its other forms, longer words, or else what is but a slip away. */
async function meanings({ word, isExact, isStart }) {
  const near = await like(word);
  const exact = weighed(near.filter((entry) => entry.word === word), WEIGHTS.exact);
  if (isExact) return exact;
  const stems = await stemmer(word);
  const own = stems(word);
  const forms = near.filter((entry) => entry.word !== word && stems(entry.word).some((stem, at) => stem === own[at]));
  const longer = near.filter((entry) => entry.word !== word && entry.word.startsWith(word) && !forms.includes(entry));
  const same = [...exact, ...weighed(forms, WEIGHTS.form)];
  if (isStart || (!same.length && word.length > 2)) same.push(...weighed(longer, WEIGHTS.start));
  return same.length ? same : weighed(await slips(word, near), WEIGHTS.slip);
}

/** The words a slip of the keys away; one in the first letters counts where there is no other. */
async function slips(word, near) {
  if (word.length < 4) return [];
  const among = (entries) => entries.filter((entry) => isNear(word, entry.word, word.length < 8 ? 1 : 2));
  const found = among(near);
  const [a, b, c, d] = word;
  const starts = new Set([b + a + c, a + c + b, b + c + d, a + c + d, a + b + d, a + a + b, a + b + b].filter((start) => !word.startsWith(start)));
  return found.length ? found : among((await Promise.all([...starts].map(like))).flat());
}

/** The words of a query, and those of them that must follow each other. */
function parsed(query) {
  const phrases = [...query.matchAll(QUOTED)].map((found) => wordsIn(found[1]));
  const terms = new Map(phrases.flat().map((word) => [word, { word, isExact: true }]));
  for (const piece of query.replace(QUOTED, " ").split(/\s+/)) {
    for (const word of wordsIn(piece)) if (!terms.has(word)) terms.set(word, { word, isStart: piece.endsWith("*") });
  }
  return { terms: [...terms.values()], phrases: phrases.filter((each) => each.length > 1) };
}

/** The articles for some terms, [number, [terms held, score]], the best first; and the terms that counted. */
async function ranked(terms) {
  const all = await Promise.all(terms.map(async (term) => ({ ...term, entries: await meanings(term) })));
  // A word that stands in most articles tells them apart no better than it costs to load; where all do, two are enough.
  const most = ({ entries }) => Math.max(0, ...entries.map(({ count }) => count));
  const telling = all.filter((term) => articles < 30 || most(term) * 2 <= articles);
  const asked = telling.length ? telling : [...all].sort((one, other) => most(one) - most(other)).slice(0, 2);
  const scores = new Map();
  for (const found of await Promise.all(asked.map(({ entries }) => articlesWith(entries)))) {
    const rarity = Math.log(1 + (articles - found.size + 0.5) / (found.size + 0.5));
    for (const [number, weight] of found) {
      const [held, score] = scores.get(number) ?? [0, 0];
      scores.set(number, [held + 1, score + rarity * weight]);
    }
  }
  return { all, asked, order: [...scores].sort(([m, [a, x]], [n, [b, y]]) => b - a || y - x || m - n) };
}

/** For each filter that is set, the articles that it lets through. */
async function filters({ author, tag, from, to, volume, issue }) {
  const marked = (mark, text) => wordsIn(text).map((word) => meanings({ word: mark + word, isStart: true }));
  const asked = [...marked("@", author), ...marked("#", tag)];
  if (from || to) {
    const [first, last] = [from || form.from.placeholder, to || form.to.placeholder].map(Number);
    const starts = new Set();
    for (let year = first; year <= last; year++) starts.add(`=${year}`.slice(0, 3));
    const years = Promise.all([...starts].map(like));
    asked.push(years.then((found) => found.flat().filter(({ word }) => +word.slice(1) >= first && +word.slice(1) <= last)));
  }
  const serial = [volume, issue].map((text) => wordsIn(text).join("-"));
  if (volume || issue) asked.push(meanings({ word: `+${serial.join("/").replace(/\/$/, "")}`, isExact: true }));
  return Promise.all(asked.map(async (entries) => articlesWith(await entries)));
}

const say = (name, values = {}) => {
  said.textContent = (data[`say${name}`] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
};
const element = (name, className, ...parts) => {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...parts);
  return made;
};

const cardOf = async (number) => {
  const file = Math.floor((number * data.cardFiles) / 2 ** 20).toString(16);
  return (await load(`${cards}${file}.json`, (response) => response.json()))?.[number];
};

const textOf = (card) =>
  load(card.address, async (response) => {
    const read = new DOMParser().parseFromString(await response.text(), "text/html");
    const parts = [...read.querySelectorAll(".abstract p, .prose > *")];
    return (parts.length ? parts : [read.body]).map((part) => part.textContent.trim()).join(" \n");
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

let run = 0;

async function search() {
  const current = ++run;
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  history.replaceState(null, "", Object.keys(fields).length ? `?${new URLSearchParams(fields)}` : location.pathname);
  const { terms, phrases } = parsed(fields.q ?? "");
  try {
    if (terms.length) say("Waiting");
    const [result, sets] = terms.length ? await Promise.all([ranked(terms), filters(fields)]) : [];
    if (current !== run) return;
    list.replaceChildren();
    list.hidden = more.hidden = true;
    if (result) await show(result, sets, phrases);
    else say(fields.q ? "Nothing" : "");
  } catch (fault) {
    console.error(fault);
    if (current === run) say("Fault");
  }
}

async function show({ all, asked, order }, sets, phrases) {
  const current = run;
  const passing = order.filter(([number]) => sets.every((set) => set.has(number)));
  const whole = passing.filter(([, [held]]) => held === asked.length);
  const queue = whole.length || phrases.length ? [...whole] : passing;
  const count = queue.length;
  const sought = new Set(all.flatMap(({ entries }) => entries.map(({ word }) => word)));
  const slip = all.find(({ entries }) => entries[0]?.weight === WEIGHTS.slip);
  const holds = (text, phrase) => ` ${wordsIn(text).join(" ")} `.includes(` ${phrase.join(" ")} `);
  const step = async () => {
    const before = list.children.length;
    for (let checked = 0; queue.length && list.children.length < before + STEP && checked < CHECKED; checked += STEP) {
      const next = (await Promise.all(queue.splice(0, STEP).map(([number]) => cardOf(number)))).filter(Boolean);
      const texts = phrases.length ? await Promise.all(next.map(textOf)) : [];
      if (current !== run) return;
      const right = next.filter((card, at) => phrases.every((phrase) => holds(`${card.title} ${card.subtitle} ${texts[at]}`, phrase)));
      list.append(...right.map((card) => item(card, sought)));
    }
    const shown = list.children.length;
    list.hidden = !shown;
    more.hidden = !queue.length;
    const values = { count: phrases.length && !queue.length ? shown : count, shown, word: slip?.word };
    if (!shown) say("None");
    else if (slip) say("Instead", { ...values, instead: slip.entries.map(({ word }) => word).join(", ") });
    else if (!whole.length) say("Some", values);
    else if (values.count === 1) say("One");
    else say(shown < values.count ? "Shown" : "Many", values);
    if (before) list.children[before]?.querySelector("a").focus();
  };
  more.firstChild.onclick = step;
  await step();
}

let waiting;
for (const kind of ["submit", "input"]) {
  form.addEventListener(kind, (event) => {
    if (kind === "submit") event.preventDefault();
    clearTimeout(waiting);
    waiting = setTimeout(search, kind === "input" ? 300 : 0);
  });
}

document.addEventListener("keydown", (event) => {
  const places = [input, ...list.querySelectorAll("a")];
  const at = places.indexOf(document.activeElement);
  const isFree = !document.activeElement.matches("input, select, textarea") && !event.ctrlKey && !event.metaKey && !event.altKey;
  const next = at >= 0 && places[at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? NaN)];
  const target = next || ((event.key === "/" && isFree) || (event.key === "Escape" && at > 0) ? input : null);
  if (!target) return;
  event.preventDefault();
  target.focus();
});

for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
form.hidden = false;
page.querySelector(".without").hidden = true;
more.firstChild.textContent = data.sayMore;
form.querySelector("details").open = [...form.querySelectorAll("details :is(input, select)")].some((field) => field.value);
if (input.value) search();
else input.focus();
