import type { MigratorError } from '../../errors/migrator-error.ts';
import { BothSidesChangedError } from '../../errors/workspace/git-errors.ts';

/** A path and what git calls its content; the same content has the same name. */
export type Tree = ReadonlyMap<string, string>;

export interface Weave {
  /** Paths whose content is the working tree's. */
  readonly here: readonly string[];
  /** Paths whose content is that of the other branch. */
  readonly there: readonly string[];
  readonly conflicts: readonly MigratorError[];
}

/**
 * What `git merge` makes of three trees, file by file: what one side changed since the branches split counts; where
 * both changed a file differently, that is a conflict, and the working tree's stays.
 */
export function weaveFiles(here: Tree, there: Tree, parted: Tree, ref: string): Weave {
  const result: { here: string[]; there: string[]; conflicts: MigratorError[] } = {
    here: [],
    there: [],
    conflicts: [],
  };
  for (const path of [...new Set([...here.keys(), ...there.keys()])].sort()) {
    const [ours, theirs, before] = [here.get(path), there.get(path), parted.get(path)];
    const isOurs = theirs === before || theirs === ours;
    if (!isOurs && ours === before) {
      if (theirs !== undefined) result.there.push(path);
      continue;
    }
    if (!isOurs) {
      const [here, there] = [did(before, ours), did(before, theirs)];
      result.conflicts.push(new BothSidesChangedError({ file: path, here, there, ref }));
    }
    if (ours !== undefined) result.here.push(path);
  }
  return result;
}

function did(before: string | undefined, after: string | undefined): 'added' | 'changed' | 'removed' {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}
