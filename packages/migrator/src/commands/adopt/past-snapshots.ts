import { type NeededFile, neededFiles } from '../../adopt/past/needed-files.ts';
import { FreshBuildError } from '../../errors/files/sql-object-errors.ts';
import type { RevisionGraph } from '../../graph/structure/revision-graph.ts';
import type { NewFile } from '../../ports/workspace/foreign-files.ts';
import type { RevisionFiles } from '../../ports/workspace/revision-files.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Slice } from '../../revision/slice.ts';
import type { Catalog } from '../../schema/entity/catalog.ts';
import { hasObjects } from '../shared/schema/declared-objects.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import type { AdoptBench } from './adopt-options.ts';

export interface PastSnapshots {
  /** Files for `sql/` first, then the snapshot. */
  readonly files: readonly NewFile[];
  /** Paths of those for `sql/`. */
  readonly made: readonly string[];
  readonly pending: readonly string[];
  readonly undeclared: readonly string[];
}

/** Kinds of objects that schemas use and cannot declare; sets with more kinds are tried later. */
const NEEDED: readonly (readonly string[])[] = [
  ['extension', 'domain', 'composite type'],
  ['extension', 'domain', 'composite type', 'function'],
];

/**
 * Runs the whole history, and records what it builds for the slice if that has a schema to compare with. If the schema
 * cannot be built without extensions, types or functions that only the SQL of the history makes, and the slice has
 * nothing in `sql/` yet, they are declared there. Throws what `snapshot` throws.
 */
export async function pastSnapshots(
  bench: AdoptBench,
  slice: Slice,
  graph: RevisionGraph,
  drafts: readonly RevisionFile[],
): Promise<PastSnapshots> {
  const prover = await bench.prover();
  if ((slice.schema === null && !hasObjects(bench, slice)) || graph.headsOfSlice(slice.label).length > 1) {
    await prover.builtBy(graph.headsOfSlice(slice.label), drafts);
    return { files: [], made: [], pending: [], undeclared: [] };
  }
  let built: Catalog | undefined;
  const builtBy = async (heads: readonly string[]): Promise<Catalog> => {
    built ??= await prover.builtBy(heads, drafts);
    return built;
  };
  const withDeclared = async (declared: readonly NeededFile[]): Promise<PastSnapshots> => {
    const files: NewFile[] = [];
    const { snapshots, undeclared } = await snapshot(
      {
        ...bench,
        graph: () => graph,
        prover: async () => ({ ...prover, builtBy }),
        files: draftedFiles(bench.files, declared, files),
      },
      { slices: [slice.label] },
    );
    const pending = snapshots.flatMap((each) => each.pending);
    return { files: [...declared, ...files], made: declared.map(({ file }) => file), undeclared, pending };
  };
  try {
    return await withDeclared([]);
  } catch (error) {
    if (!isMissing(error) || hasObjects(bench, slice) || built === undefined) throw error;
    for (const kinds of NEEDED) {
      const declared = neededFiles(slice.folder, built, kinds);
      if (declared.length === 0) continue;
      try {
        return await withDeclared(declared);
      } catch (again) {
        if (!isMissing(again)) throw again;
      }
    }
    throw error;
  }
}

function isMissing(error: unknown): error is FreshBuildError {
  return error instanceof FreshBuildError && error.isMissing;
}

/** Files of the workspace with some that are not written yet; new files are collected in `written`. */
function draftedFiles(files: RevisionFiles, drafted: readonly NeededFile[], written: NewFile[]): RevisionFiles {
  return {
    read: (file) => drafted.find((each) => each.file === file)?.text ?? files.read(file),
    list(folder, ending) {
      const own = drafted.filter((each) => each.folder === folder && each.file.endsWith(ending));
      return [...new Set([...files.list(folder, ending), ...own.map(({ name }) => name)])].sort();
    },
    create: (file, text) => void written.push({ file, text }),
    replace: (file, text) => void written.push({ file, text }),
  };
}
