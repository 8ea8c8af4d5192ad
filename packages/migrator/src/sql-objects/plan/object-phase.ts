import { callsOf, objectMentions } from '../../schema/entity/object-mentions.ts';
import type { ObjectEntity, SchemaEntity } from '../../schema/entity/schema-entity.ts';
import { mentionsOf } from '../../sql/text/mentions.ts';
import { withoutArgumentNames } from '../../sql/text/without-argument-names.ts';

/**
 * When an object must exist: before the tables, which call it; before the views, which read it; or after everything.
 */
export type Phase = 'tables' | 'views' | 'end';

/**
 * Decides when each object of a state must exist. Tables need what their defaults, checks, indexes, policies, generated
 * columns and types mention, views what they mention; and what such an object mentions is needed as early. But an
 * object that depends on a new table or view (`fresh`) cannot come before it.
 */
export function phasesOf(
  objects: readonly ObjectEntity[],
  state: readonly SchemaEntity[],
  fresh: ReadonlySet<string>,
): ReadonlyMap<ObjectEntity, Phase> {
  const drizzle = state.filter(({ type }) => type !== 'object');
  const [inViews, inTables] = [new Set<string>(), new Set<string>()];
  for (const entity of drizzle)
    for (const name of callsOf(entity)) {
      (entity.type === 'view' ? inViews : inTables).add(name);
      // A policy that reads a new view is created with the views.
      if (entity.type === 'policy') inViews.add(name);
    }
  const phases = new Map<ObjectEntity, Phase>();
  const settle = (object: ObjectEntity, phase: Phase): void => {
    const known = phases.get(object);
    if (known === 'tables' || known === phase) return;
    phases.set(object, phase);
    const needed = objectMentions(object);
    for (const other of objects) if (other !== object && needed.has(provided(other))) settle(other, phase);
  };
  for (const object of objects) {
    const name = provided(object);
    const needs = mentionsOf(withoutArgumentNames(object.facts.text)).names;
    const standsOnFresh = [...needs].some((each) => fresh.has(each));
    if (object.facts.kind === 'extension') settle(object, 'tables');
    else if (name === '' || standsOnFresh) continue;
    else if (inTables.has(name) && STANDS_ALONE.has(object.facts.kind)) settle(object, 'tables');
  }
  for (const object of objects) {
    if (phases.has(object) || provided(object) === '') continue;
    if (inViews.has(provided(object))) settle(object, 'views');
  }
  for (const object of objects) if (!phases.has(object)) phases.set(object, 'end');
  return phases;
}

/** A trigger or policy has a name, too, but nothing calls it. */
const STANDS_ALONE: ReadonlySet<string> = new Set([
  'function',
  'aggregate',
  'operator',
  'type',
  'domain',
  'collation',
  'operator class',
  'text search configuration',
  'text search dictionary',
]);

function provided(object: ObjectEntity): string {
  return object.facts.provides ?? '';
}
