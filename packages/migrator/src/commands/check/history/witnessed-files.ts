import { createHash } from 'node:crypto';
import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';

/** What was asked about files, and a digest of what they said then. */
export interface Witness {
  readonly reads: readonly (readonly [file: string, digest: string])[];
  readonly lists: readonly (readonly [folder: string, ending: string, digest: string])[];
}

/**
 * Files, and a function that tells all that was asked of them until then; `undefined` if something could not be read.
 */
export function witnessedFiles(files: RevisionFiles): {
  readonly files: RevisionFiles;
  witness(): Witness | undefined;
} {
  const reads = new Map<string, string>();
  const lists = new Map<string, Witness['lists'][number]>();
  let hasFailed = false;
  const asked = <T>(ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  return {
    files: {
      ...files,
      read(file) {
        const text = asked(() => files.read(file));
        reads.set(file, digestOf(text));
        return text;
      },
      list(folder, ending) {
        const names = asked(() => files.list(folder, ending));
        lists.set(JSON.stringify([folder, ending]), [folder, ending, digestOf(names)]);
        return names;
      },
    },
    witness: () => (hasFailed ? undefined : { reads: [...reads], lists: [...lists.values()] }),
  };
}

/** Whether all that was asked then is answered in the same way now. */
export function isWitnessed({ reads, lists }: Witness, files: RevisionFiles): boolean {
  return (
    reads.every(([file, digest]) => digestOf(files.read(file)) === digest) &&
    lists.every(([folder, ending, digest]) => digestOf(files.list(folder, ending)) === digest)
  );
}

function digestOf(found: string | readonly string[] | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify(found) ?? '')
    .digest('hex');
}
