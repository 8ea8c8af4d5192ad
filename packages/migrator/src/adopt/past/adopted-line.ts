import { createHash } from 'node:crypto';
import type { ForeignRevision, ForeignTool } from '../foreign-history.ts';

/**
 * The header line `adopted`, which says what a revision stands for: `drizzle 0003_late_hulk <checksum>`, or
 * `drizzle 0000_init..0149_last (150) <digest>` for several, whose digest is over all their keys and checksums.
 */
export function adoptedLine(tool: ForeignTool, revisions: readonly ForeignRevision[]): string {
  const [first, last] = [revisions[0], revisions.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a revision stands for one migration at least');
  if (first === last) return `${tool} ${first.key} ${first.checksum ?? '-'}`;
  const said = JSON.stringify(revisions.map(({ key, checksum = '' }) => [key, checksum]));
  const digest = createHash('sha256').update(said).digest('hex');
  return `${tool} ${first.key}..${last.key} (${revisions.length}) ${digest}`;
}

/** What such a line says of the first and the last migration; `undefined` for a line of another form. */
export function readAdoptedLine(
  line: string,
): { readonly tool: string; readonly from: string; readonly to: string } | undefined {
  const [, tool, from, to] = /^(\w+) (\S+?)(?:\.\.(\S+) \(\d+\))? \S+$/.exec(line) ?? [];
  return tool === undefined || from === undefined ? undefined : { tool, from, to: to ?? from };
}
