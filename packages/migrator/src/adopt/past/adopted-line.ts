import { createHash } from 'node:crypto';
import { nameParts } from '../../sql/names/name-parts.ts';
import { shownName } from '../../sql/names/shown-name.ts';
import type { ForeignRevision, ForeignTool } from '../foreign-history.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';

/**
 * The migrations of a revision, as the header `adopted` begins: `drizzle 0003_late_hulk <checksum>`, or `drizzle
 * 0000_init..0149_last (150) <digest>` for several, whose digest is over all their keys and checksums.
 */
export function adoptedRange(tool: ForeignTool, revisions: readonly ForeignRevision[]): string {
  const [first, last] = [revisions[0], revisions.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a revision needs at least one migration');
  if (first === last) return `${tool} ${first.key} ${first.checksum ?? '-'}`;
  const said = JSON.stringify(revisions.map(({ key, checksum = '' }) => [key, checksum]));
  const digest = createHash('sha256').update(said).digest('hex');
  return `${tool} ${first.key}..${last.key} (${revisions.length}) ${digest}`;
}

/** The whole header: the migrations of the revision, and the ledger that says in a database whether it is there. */
export function adoptedLine(range: string, { schema, table }: LedgerRelation): string {
  return `${range} in ${shownName({ schema, name: table })}`;
}

export interface AdoptedLine {
  /** See `adoptedRange`. */
  readonly range: string;
  readonly tool: string;
  /** Keys of the first and the last migration. */
  readonly from: string;
  readonly to: string;
  readonly ledger: LedgerRelation;
}

/** `undefined` for a line of another form. */
export function readAdoptedLine(line: string): AdoptedLine | undefined {
  const match = /^((\w+) (\S+?)(?:\.\.(\S+) \(\d+\))? \S+) in (.+)$/.exec(line);
  const [, range, tool, from, to = from, name = ''] = match ?? [];
  const [schema, table] = nameParts(name);
  if (range === undefined || tool === undefined || from === undefined || to === undefined) return undefined;
  return schema === undefined || table === undefined ? undefined : { range, tool, from, to, ledger: { schema, table } };
}

/** The ledgers that the headers of revisions name, each once. */
export function adoptedLedgers(lines: Iterable<string | undefined>): readonly LedgerRelation[] {
  const found = new Map<string, LedgerRelation>();
  for (const line of lines) {
    const ledger = line === undefined ? undefined : readAdoptedLine(line)?.ledger;
    if (ledger !== undefined) found.set(shownName({ schema: ledger.schema, name: ledger.table }), ledger);
  }
  return [...found.values()];
}
