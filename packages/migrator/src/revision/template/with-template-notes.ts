import type { Revision } from '../revision.ts';

/** The header of a revision with the free comments of a template after its own. */
export function withTemplateNotes(revision: Revision, notes: readonly string[] = []): Revision {
  return notes.length === 0 ? revision : { ...revision, notes: [...(revision.notes ?? []), ...notes] };
}
