// The search page. In which file of the index a word lies follows from its first three letters, so a search loads a few
// small files: lists of words, their postings, and the cards of what it shows; `backfile/search/` explains them.

const page = document.querySelector("#search");
const { root, words, cards, articles, ...data } = page.dataset;
const [form, said, list, more] = ["form", ".said", ".found", ".more"].map((each) => page.querySelector(each));
const input = form.q;

const STEP = 10; // articles shown at once
const CHECKED = 30; // articles looked through for a phrase at once
const FORMS = 12; // forms of a word that are looked up
const [MANY, BLOCKS] = [1024, 256]; // how the postings of common words are written, as in backfile/search/buckets.py
const WEIGHTS = { exact: 1, form: 0.9, start: 0.5, slip: 0.3 };
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };
const WORD = /[\p{L}\p{N}]+/gu;
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
      const [rest, digits = 1] = each.split(":");
      const [count, start] = [+digits, end];
      word = word.slice(0, parseInt(rest[0], 36)) + rest.slice(1);
      end += count < MANY ? 3 * count : 2 * BLOCKS + 2 * count;
      return { word, count, file: `${name}-${part}.bin`, start };
    });
  });

/** The articles in which any of some words stands: number → weight. */
async function articlesWith(entries) {
  const found = new Map();
  const read = async (response) => new Uint8Array(await response.arrayBuffer());
  await Promise.all(entries.map(async ({ file, start, count, weight = 1 }) => {
    const bytes = await load(file, read);
    const isShort = count >= MANY;
    let [block, left, at] = [-1, 0, isShort ? start + 2 * BLOCKS : start];
    for (let each = 0; each < count; each++) {
      for (; isShort && !left; left = (bytes[start + 2 * block] << 8) | bytes[start + 2 * block + 1]) block++;
      left--;
      const first = isShort ? block : bytes[at++];
      const number = (first << 12) | (bytes[at++] << 4) | (bytes[at] >> 4);
      found.set(number, Math.max(found.get(number) ?? 0, (bytes[at++] & 15) * weight));
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
  return same.length ? same : weighed(await (await imported(data.slips))(word, near, like), WEIGHTS.slip);
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
  // A word that stands in most articles tells them apart no better than it costs to load, nor does one more of many.
  const most = ({ entries }) => Math.max(0, ...entries.map(({ count }) => count));
  const cost = ({ entries }) => entries.reduce((sum, { count }) => sum + count, 0);
  const rarest = [...all].sort((one, other) => cost(one) - cost(other));
  const telling = rarest.filter((term) => articles < 30 || most(term) * 2 <= articles);
  let left = Math.max(2 * articles, MANY);
  const asked = (telling.length ? telling : rarest).filter((term, at) => (left -= cost(term)) >= 0 || !at);
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
async function filtered({ q, ...fields }) {
  if (!Object.keys(fields).length) return [];
  const years = [form.from, form.to].map((field) => field?.placeholder);
  const words = await (await imported(data.filters))(fields, years, { wordsIn, like, meanings });
  return Promise.all(words.map(articlesWith));
}

const say = (name, values = {}) => {
  said.textContent = (data[`say${name}`] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
};
const cardOf = async (number) => {
  const file = Math.floor((number * data.cardFiles) / 2 ** 20).toString(16);
  return (await load(`${cards}${file}.json`, (response) => response.json()))?.[number];
};

let run = 0;

async function search() {
  const current = ++run;
  const fields = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  history.replaceState(null, "", Object.keys(fields).length ? `?${new URLSearchParams(fields)}` : location.pathname);
  const { terms, phrases } = parsed(fields.q ?? "");
  try {
    if (terms.length) say("Waiting");
    const [result, sets, found] = terms.length ? await Promise.all([ranked(terms), filtered(fields), imported(data.found)]) : [];
    if (current !== run) return;
    list.replaceChildren();
    list.hidden = more.hidden = true;
    if (result) await show(result, sets, phrases, found(root, wordsIn, load));
    else say(fields.q ? "Nothing" : "");
  } catch (fault) {
    console.error(fault);
    if (current === run) say("Fault");
  }
}

async function show({ all, asked, order }, sets, phrases, { textOf, item }) {
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
