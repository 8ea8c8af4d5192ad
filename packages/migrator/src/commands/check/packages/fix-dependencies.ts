import type { RevisionFiles } from '../../../ports/workspace/revision-files.ts';
import { addDependency } from '../../../scaffold/package/add-dependency.ts';
import type { MissingDependency } from './missing-dependencies.ts';

/** A dependency that was written into a package.json. */
export interface FixedDependency {
  readonly file: string;
  readonly name: string;
  readonly version: string;
}

/** Writes what is missing into the package.json files. */
export function fixDependencies(
  missing: readonly MissingDependency[],
  files: RevisionFiles | undefined,
): readonly FixedDependency[] {
  if (files === undefined) return [];
  return missing.map(({ file, name, version }) => {
    files.replace(file, addDependency(files.read(file) ?? '{}', name, version));
    return { file, name, version };
  });
}
