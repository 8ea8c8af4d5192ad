import type { RevisionFile } from '../../../revision/revision-file.ts';

/** Whether a merge does more than join: it has statements of its own, is code, or says that there is no way back. */
export function hasStatements({ revision, upgrade, downgrade }: RevisionFile): boolean {
  if (revision.kind === 'ts') return true;
  if (downgrade?.irreversible !== undefined) return true;
  return [upgrade, downgrade].some((section) => section !== undefined && section.statements.length > 0);
}
