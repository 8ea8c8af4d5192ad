import type { ObjectRef } from '../object-ref.ts';
import { type Access, access, column, type Does } from './access.ts';
import type { MentionedRelation, Mentions } from './mentions.ts';

/** Names for the row of the table in a policy, trigger or ON CONFLICT. */
const OWN_ROW: ReadonlySet<string> = new Set(['new', 'old', 'excluded']);

/**
 * Mentions as accesses. A column without a qualifier may belong to any relation in sight. `home`: a relation whose
 * columns may be meant without naming it.
 */
export function mentioned(does: Does, found: Mentions, home?: ObjectRef): Access[] {
  const all: readonly MentionedRelation[] =
    home === undefined ? found.relations : [{ object: home, alias: home.name }, ...found.relations];
  const known = new Set(all.map(({ alias }) => alias));
  const columnsOf = ({ object, alias }: MentionedRelation): readonly string[] =>
    found.columns
      .filter(({ qualifier }) => {
        if (qualifier === alias || qualifier === '') return true;
        if (object === home && OWN_ROW.has(qualifier)) return true;
        // The alias of a sub-select or of a row may mean any of them.
        return !known.has(qualifier) && !OWN_ROW.has(qualifier);
      })
      .map(({ name }) => column(name));
  return [
    ...found.relations.flatMap(({ object }) => access(does, object)),
    ...all.flatMap((relation) => access(does, relation.object, columnsOf(relation))),
    ...found.routines.flatMap((routine) => access('use', routine)),
    ...found.types.flatMap((type) => access('use', type)),
  ];
}
