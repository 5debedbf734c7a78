import leven from "leven";

/** The one of the words that was most likely meant; undefined when none is really near. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const plain = withoutSeparators(word);
  let best: { word: string; distance: number } | undefined;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) > 2 * maxDistance(word)) continue;
    const distance = leven(plain, withoutSeparators(candidate));
    if (distance > maxDistance(word)) continue;
    if (
      !best ||
      distance < best.distance ||
      (distance === best.distance && isCloser(word, candidate, best.word))
    ) {
      best = { word: candidate, distance };
    }
  }
  return best?.word;
}

/** The words that are written most alike, the nearest first, however far they are. */
export function closest(word: string, words: readonly string[], count: number): string[] {
  const distances = new Map(words.map((each) => [each, leven(word, each)]));
  return [...distances]
    .sort(([one, near], [other, far]) => near - far || (one < other ? -1 : 1))
    .slice(0, count)
    .map(([each]) => each);
}

/** Two letters swapped count as two: a word of five may hold one such slip, a longer one more. */
function maxDistance(word: string): number {
  return word.length < 5 ? 1 : word.length < 20 ? 2 : 3;
}

/** `slot_name` and `slotName` are `slot.name` said otherwise. */
function withoutSeparators(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function isCloser(word: string, candidate: string, best: string): boolean {
  const difference = leven(word, candidate) - leven(word, best);
  return difference < 0 || (difference === 0 && candidate < best);
}
