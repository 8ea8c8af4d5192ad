import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Kind } from './kind.ts';
import type { KindOutcome } from './try-kind.ts';

export const KINDS_PAGE = resolve(import.meta.dirname, '../../../../../docs/kinds.md');

/** The cells of a kind's row. */
export function kindRow({ upgrade, downgrade, roundTrip }: KindOutcome): string {
  return [upgrade, downgrade, roundTrip]
    .map((cell) => (cell === 'fails' || cell === 'wrong' || cell === 'no' ? `**${cell}**` : cell))
    .join(' | ');
}

/** The end of the page. */
export function partitionRows(kinds: readonly Kind[], outcomes: ReadonlyMap<string, KindOutcome>): string {
  const rows = kinds.flatMap(({ name }) => {
    const outcome = outcomes.get(name);
    return outcome === undefined ? [] : [`| \`${name}\` | ${kindRow(outcome)} |`];
  });
  return `
## Partitions

Drizzle has no words for partitions: a comment in \`sql/\` declares them ([Partition a table](partitions.md)), and drizzle-kit writes nothing for one. Braid, ${rows.length} kinds, with either drizzle-orm:

| kind | up | down | round trip |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** What the page says about Braid for each kind, in its order. */
export function kindsOfPage(): ReadonlyMap<string, string> {
  const rows = readFileSync(KINDS_PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(rows.map(([, name = '', ...cells]) => [name.replaceAll('`', ''), cells.slice(0, 3).join(' | ')]));
}
