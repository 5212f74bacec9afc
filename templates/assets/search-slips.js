// Slips of the keys. The search loads this where no word of the index is the one that was typed, or a form of it.

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

/** The words a slip away, first among those `near`; one in the first letters counts where there is no other. */
export default async function slips(word, near, like) {
  if (word.length < 4) return [];
  const among = (entries) => entries.filter((entry) => isNear(word, entry.word, word.length < 8 ? 1 : 2));
  const found = among(near);
  const [a, b, c, d] = word;
  const starts = [b + a + c, a + c + b, b + c + d, a + c + d, a + b + d, a + a + b, a + b + b];
  const others = new Set(starts.filter((start) => !word.startsWith(start)));
  return found.length ? found : among((await Promise.all([...others].map(like))).flat());
}
