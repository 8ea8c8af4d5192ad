import { objectMentions } from '../../schema/entity/object-mentions.ts';
import type { ObjectEntity } from '../../schema/entity/schema-entity.ts';

/** The order of kinds if nothing else decides: first those on which others are likely to depend. */
const RANKS = [
  'extension',
  'collation',
  'type',
  'domain',
  'foreign data wrapper',
  'server',
  'function',
  'procedure',
  'operator',
  'aggregate',
  'cast',
  'foreign table',
  'view',
  'materialized view',
];
/** Kinds on which nothing depends. */
const LAST = [
  'index',
  'statistics',
  'constraint',
  'rule',
  'trigger',
  'policy',
  'publication',
  'event trigger',
  'comment',
];

/**
 * The objects in an order in which they can be created: each after those whose names its SQL mentions. In reverse, they
 * can be dropped.
 */
export function orderObjects(objects: readonly ObjectEntity[]): readonly ObjectEntity[] {
  const sorted = [...objects].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const byName = new Map<string, ObjectEntity[]>();
  for (const object of sorted) {
    const name = object.facts.provides ?? '';
    if (name !== '' && rank(object) <= RANKS.length) byName.set(name, [...(byName.get(name) ?? []), object]);
  }
  const done = new Set<ObjectEntity>();
  const ordered: ObjectEntity[] = [];
  const visit = (object: ObjectEntity): void => {
    if (done.has(object)) return;
    done.add(object);
    for (const name of objectMentions(object)) byName.get(name)?.forEach(visit);
    ordered.push(object);
  };
  for (const object of sorted) visit(object);
  return ordered;
}

function rank(object: ObjectEntity): number {
  const { kind } = object.facts;
  const first = RANKS.indexOf(kind);
  if (first >= 0) return first;
  const last = LAST.indexOf(kind);
  return last < 0 ? RANKS.length : RANKS.length + 1 + last;
}
