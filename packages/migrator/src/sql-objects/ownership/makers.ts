import { followEffect } from './follow-effect.ts';
import { Ledger } from './ledger.ts';
import type { RevisionEffects } from './placed-statement.ts';
import { SectionScope } from './section-scope.ts';
import { ThingKey } from './thing-key.ts';

/**
 * The creators of relations after the whole history: the slice of a table, view, sequence or index (for an index, the
 * slice of its table). `undefined` if no known statement created it. `history` is in the order of the graph.
 */
export function makersOf(history: Iterable<RevisionEffects>): (schema: string, name: string) => string | undefined {
  // Asked from a point above all revisions.
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
