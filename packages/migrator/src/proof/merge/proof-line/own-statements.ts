import type { RevisionFile } from '../../../revision/revision-file.ts';

/** Whether a merge does more than join: it has statements of its own, is code, or is irreversible. */
export function hasStatements({ revision, upgrade, downgrade }: RevisionFile): boolean {
  if (revision.kind === 'ts') return true;
  if (downgrade?.irreversible !== undefined) return true;
  return [upgrade, downgrade].some((section) => section !== undefined && section.statements.length > 0);
}
