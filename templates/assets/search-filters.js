// The filters. The search loads this once one of them is set.

/** For each filter that is set, the words of the index that mark the articles that it lets through. */
export default function filters({ author, tag, from, to, volume, issue }, years, { wordsIn, like, meanings }) {
  const marked = (mark, text) => wordsIn(text).map((word) => meanings({ word: mark + word, isStart: true }));
  const asked = [...marked("@", author), ...marked("#", tag)];
  if (from || to) {
    const [first, last] = [from || years[0], to || years[1]].map(Number);
    const starts = new Set();
    for (let year = first; year <= last; year++) starts.add(`=${year}`.slice(0, 3));
    const found = Promise.all([...starts].map(like));
    asked.push(found.then((all) => all.flat().filter(({ word }) => +word.slice(1) >= first && +word.slice(1) <= last)));
  }
  const serial = [volume, issue].map((text) => wordsIn(text).join("-"));
  if (volume || issue) asked.push(meanings({ word: `+${serial.join("/").replace(/\/$/, "")}`, isExact: true }));
  return Promise.all(asked);
}
