import type { RevisionKind } from './revision.ts';

/** The kind of a revision file, from its extension. */
export function revisionKind(file: string): RevisionKind {
  return file.endsWith('.ts') ? 'ts' : 'sql';
}
