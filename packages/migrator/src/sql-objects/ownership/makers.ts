import { followEffect } from './follow-effect.ts';
import { Ledger } from './ledger.ts';
import type { RevisionEffects } from './placed-statement.ts';
import { SectionScope } from './section-scope.ts';
import { ThingKey } from './thing-key.ts';

/**
 * Who made what, after the whole history: the slice of a table, view, sequence or index; of an index that of its table.
 * `undefined` for what no statement is known to have made. `history` is in the order of the graph.
 */
export function makersOf(history: Iterable<RevisionEffects>): (schema: string, name: string) => string | undefined {
  // All of it is looked at from above everything.
  const ledger = new Ledger(() => true);
  let last = '';
  for (const { revision, slice, upgrade } of history) {
    const scope = new SectionScope(ledger, revision);
    for (const { effects, searchPath } of upgrade) {
      for (const effect of effects) followEffect(scope, effect, slice, (thing) => thing.droppedBy.add(revision));
      if (searchPath !== undefined) scope.setPath(searchPath);
    }
    scope.commit();
    last = revision;
  }
  return (schema, name) => {
    const thing = ledger.at(ThingKey.of('relation', schema, name), last);
    return thing === undefined ? undefined : ledger.ownerOf(thing, last);
  };
}
