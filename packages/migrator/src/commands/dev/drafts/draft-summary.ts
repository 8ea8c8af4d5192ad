import { redactSql } from '../../../sql/redact-sql.ts';
import type { StoredDraft } from './stored-draft.ts';

/** An applied draft. */
export interface DraftSummary {
  readonly draft: string;
  readonly slice: string;
  readonly file: string;
  readonly created: string | null;
  /** Recorded renames, as in a header. */
  readonly renames: readonly string[];
  /** What it dropped; `null` if nothing. */
  readonly lossy: string | null;
  /** Its statements, without secrets. */
  readonly upgrade: readonly string[];
}

export function summarizeDraft({ file }: Pick<StoredDraft, 'file'>): DraftSummary {
  const { revision, upgrade } = file;
  return {
    draft: revision.id,
    slice: revision.slice,
    file: revision.file,
    created: revision.created ?? null,
    renames: revision.renames ?? [],
    lossy: upgrade?.lossy ?? null,
    upgrade: upgrade?.statements.map(({ sql }) => redactSql(sql)) ?? [],
  };
}
