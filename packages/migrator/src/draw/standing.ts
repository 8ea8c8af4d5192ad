/** Where a database is, as far as a drawing tells it. */
export interface Applied {
  /** Ids that are applied. */
  readonly revisions: ReadonlySet<string>;
  /** Those of them that the database is at. */
  readonly heads: ReadonlySet<string>;
}

/** What a drawing says about one revision; `unknown` when no database was asked. */
export type Standing = 'current' | 'applied' | 'pending' | 'unknown';

export function standingOf(id: string, applied: Applied | undefined): Standing {
  if (applied === undefined) return 'unknown';
  if (applied.heads.has(id)) return 'current';
  return applied.revisions.has(id) ? 'applied' : 'pending';
}
