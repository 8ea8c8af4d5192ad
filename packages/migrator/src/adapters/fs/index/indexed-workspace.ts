import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { KnownFiles } from '../../../ports/workspace/kept/known-files.ts';
import type { Inspection, Workspace } from '../../../ports/workspace/workspace.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import type { Slice } from '../../../revision/slice.ts';
import { HeaderReader } from '../header-reader.ts';
import { listRevisionFiles } from '../list-revision-files.ts';
import type { IndexPlace } from './index-place.ts';
import type { KeptFiles } from './kept-files.ts';
import { readIndex } from './read-index.ts';

interface Found {
  readonly kept: KeptFiles | undefined;
  readonly isUnchanged: boolean;
}

/**
 * A workspace for a command that only shows: headers and checksums of files that have not changed come from the index.
 * What the file system said is not asked twice, so it is for one short command.
 */
export class IndexedWorkspace implements Workspace {
  readonly root: string;
  readonly slices: readonly Slice[];
  readonly #files: Workspace;
  readonly #place: IndexPlace;
  #found: Found | undefined;

  constructor(files: Workspace, place: IndexPlace) {
    this.root = files.root;
    this.slices = files.slices;
    this.#files = files;
    this.#place = place;
  }

  /** Of all files, if none has changed. */
  keptGraph(): RevisionGraph | undefined {
    return this.#unchanged()?.graph;
  }

  readHeaders(): readonly Revision[] {
    return this.#unchanged()?.revisions ?? this.#readChanged();
  }

  checksumOf(revision: Revision): string {
    return this.#unchanged()?.checksumOf(revision.file) ?? this.#files.checksumOf(revision);
  }

  inspect(isSound?: (checksum: string) => boolean, known?: KnownFiles): Inspection {
    return this.#files.inspect(isSound, known);
  }

  readRevision(revision: Revision): RevisionFile {
    return this.#files.readRevision(revision);
  }

  #look(): Found {
    if (this.#found === undefined) {
      const kept = readIndex(this.#place);
      this.#found = { kept, isUnchanged: kept?.isUnchanged() === true };
    }
    return this.#found;
  }

  #unchanged(): KeptFiles | undefined {
    const { kept, isUnchanged } = this.#look();
    return isUnchanged ? kept : undefined;
  }

  #readChanged(): readonly Revision[] {
    const { kept } = this.#look();
    if (kept === undefined) return this.#files.readHeaders();
    const { folder } = this.#place;
    const reader = new HeaderReader(folder);
    return this.slices.flatMap((slice) => {
      const { files, faults } = listRevisionFiles(folder, slice);
      const [fault] = faults;
      if (fault !== undefined) throw fault;
      return files.map((file) => kept.look(file) ?? reader.read({ slice: slice.label, file }));
    });
  }
}
