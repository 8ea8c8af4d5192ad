import type { SchemaEntity } from '../entity/schema-entity.ts';
import { HeldNames, holdersIn } from './held-names.ts';
import { idLength, originalId, type Rename, type RenameKind } from './rename.ts';
import { replayRenames } from './replay-renames.ts';

/**
 * The same renames for the downgrade, from the state after them. Containers (schemas, then their contents) are renamed
 * first here, too, so that ids of their contents contain the old names; things in the same kind of container are
 * reverted in reverse order. A thing that took the place of a renamed one makes room for it.
 */
export function reverseRenames(renames: readonly Rename[], after: readonly SchemaEntity[]): readonly Rename[] {
  const back = renames.map(({ kind, from, to }) => ({
    kind,
    from: originalId(kind, to, renames),
    to: originalId(kind, from, renames),
  }));
  const steps: Rename[] = [];
  let state = after;
  const take = (rename: Rename): void => {
    steps.push(rename);
    state = replayRenames(state, [rename]);
  };
  for (const rename of back.reverse().sort((a, b) => depth(a.kind) - depth(b.kind))) {
    const names = new HeldNames(holdersIn(state));
    // A thing that made room and was dropped is created again under its own name.
    if (!names.has(rename)) continue;
    for (const holder of names.inTheWay(rename)) {
      const aside = names.aside(holder);
      names.rename(aside);
      take(aside);
    }
    take(rename);
  }
  return steps;
}

/** 0 for what contains the others, 1 for what is in a schema, 2 for what is in a table or an enum. */
function depth(kind: RenameKind): number {
  return kind === 'schema' ? 0 : kind === 'role' ? 1 : idLength(kind) - 1;
}
