import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Pair } from './pairs.ts';

export const PAIRS_PAGE = resolve(import.meta.dirname, '../../../../../../docs/merge-pairs.md');

/** Both sides in words. */
export function pairName({ a, b }: Pick<Pair, 'a' | 'b'>): string {
  return [a, b].map((side) => side.map(({ says }) => says).join('; ')).join(' / ');
}

/** What the page says about Braid for each pair. */
export function pairsOfPage(): ReadonlyMap<string, string> {
  const rows = readFileSync(PAIRS_PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return new Map(
    rows.map(([, a = '', b = '', verdict = '']) => [
      [a, b].map((cell) => cell.replaceAll('`', '').replaceAll('\\|', '|')).join(' / '),
      verdict.replaceAll('*', ''),
    ]),
  );
}
