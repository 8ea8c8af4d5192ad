import type { SchemaEntity } from '../entity/schema-entity.ts';
import { HeldNames, holdersIn } from './held-names.ts';
import { idLength, originalId, type Rename, type RenameKind } from './rename.ts';
import { replayRenames } from './replay-renames.ts';

/**
 * The same renames for the downgrade, from the state after them. Containers (schemas, then what has a name of its own
 * in them) are renamed first there as well, so that the ids of what is in them speak their old names; what is in the
 * same kind of container is reverted in reverse. What came in the place of something that was renamed makes room for
 * it.
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
    // What had made room and was dropped comes back under its own name.
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
