import type { RevisionPlace } from '../files/revision-place.ts';

/** A head in a message, with who wrote it where git knows. */
export interface HeadPlace extends RevisionPlace {
  readonly author?: string | null;
  /** ISO 8601 in UTC. */
  readonly authoredAt?: string | null;
}

const SHOWN = 12;

/** A line for each head: `    8f3c2a1b9d04  events  features/events/migrations/….sql  (Ann Lee, 2026-11-20)`. */
export function headLines(heads: readonly HeadPlace[]): string {
  const lines = heads.slice(0, SHOWN).map(({ revision, slice, file, author, authoredAt }) => {
    const date = typeof authoredAt === 'string' ? `, ${authoredAt.slice(0, 10)}` : '';
    return `    ${revision}  ${slice}  ${file}${typeof author === 'string' ? `  (${author}${date})` : ''}`;
  });
  return [...lines, ...(heads.length > SHOWN ? [`    and ${heads.length - SHOWN} more`] : [])].join('\n');
}
