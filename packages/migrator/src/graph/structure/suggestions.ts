import { closestWord } from '../../errors/closest-word.ts';

/** Comparing letter by letter is slow; at most this many names are compared like that. */
const COMPARED = 2_000;

/**
 * Up to three names that may be meant by one that does not exist: misspelt (but right in its first or last third), or
 * with the same beginning. One quick pass over the names.
 */
export function suggestions(name: string, names: Iterable<string>): readonly string[] {
  if (name.length < 3 || name.length > 64) return [];
  const third = Math.ceil(name.length / 3);
  const [head, tail, start] = [name.slice(0, third), name.slice(-third), name.slice(0, Math.ceil(name.length * 0.6))];
  const alike: string[] = [];
  const continued: string[] = [];
  for (const candidate of names) {
    if (alike.length < COMPARED && Math.abs(candidate.length - name.length) <= 2) {
      if (candidate.startsWith(head) || candidate.endsWith(tail)) alike.push(candidate);
    }
    if (continued.length < 3 && candidate.startsWith(start)) continued.push(candidate);
  }
  const closest = closestWord(name, alike);
  return [...new Set([...(closest === undefined ? [] : [closest]), ...continued])].slice(0, 3);
}
