import type { Workspace } from '../../../ports/workspace/workspace.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';

type Files = Pick<Workspace, 'readHeaders' | 'readRevision' | 'checksumOf'>;

/** A workspace that reads and hashes each file once, however many tenants need it. */
export function heldWorkspace(workspace: Pick<Workspace, keyof Files | 'holdFiles'>): Files {
  workspace.holdFiles?.();
  const files = new Map<string, RevisionFile>();
  const checksums = new Map<string, string>();
  return {
    readHeaders: () => workspace.readHeaders(),
    readRevision(revision) {
      const known = files.get(revision.id) ?? workspace.readRevision(revision);
      files.set(revision.id, known);
      return known;
    },
    checksumOf(revision) {
      const known = checksums.get(revision.file) ?? workspace.checksumOf(revision);
      checksums.set(revision.file, known);
      return known;
    },
  };
}
