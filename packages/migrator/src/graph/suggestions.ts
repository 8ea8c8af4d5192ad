import { closestWord } from '../revision/closest-word.ts';

/** Up to three names that may be meant by one that does not exist: misspelt, or with the same beginning. Linear in the names. */
export function suggestions(name: string, names: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  const all = [...names];
  if (name.length <= 64) {
    const closest = closestWord(name, all);
    if (closest !== undefined) found.add(closest);
  }
  const start = name.slice(0, Math.max(3, Math.ceil(name.length * 0.6)));
  for (const candidate of all) {
    if (found.size >= 3) break;
    if (name.length >= 3 && candidate.startsWith(start)) found.add(candidate);
  }
  return [...found];
}
