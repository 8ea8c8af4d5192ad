import { References } from '../entity/references.ts';
import type { SchemaEntity } from '../entity/schema-entity.ts';
import { entityChanges } from './entity-changes.ts';

/** What changes in one slice; `before` speaks the new names. */
export interface SliceStates {
  readonly slice: string;
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
  /** Slices that come first for another reason. */
  readonly follows?: readonly string[];
}

export interface SliceOrder {
  /** Each after those that it needs. */
  readonly slices: readonly string[];
  /** What each slice needs below it, of the slices that change with it. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** Slices that need each other, when no order is right. */
  readonly cycle?: readonly string[];
}

/**
 * The order in which slices that change together get their revisions: what is new before what refers to it, and what refers to something
 * before that goes. Slices that do not touch keep the order that was given.
 */
export function orderSlices(changes: readonly SliceStates[]): SliceOrder {
  const needs = new Map(changes.map(({ slice, follows = [] }) => [slice, new Set(follows)]));
  const parts = changes.map((states) => ({ ...states, ...entityChanges(states.before, states.after) }));
  const created = new References(parts.map(({ slice, added }) => [slice, added]));
  const dropped = new References(parts.map(({ slice, removed }) => [slice, removed]));
  for (const { slice, added, changed, removed } of parts) {
    for (const entity of [...added, ...changed.map(({ after }) => after)]) {
      for (const owner of created.ownersOf(entity)) if (owner !== slice) needs.get(slice)?.add(owner);
    }
    for (const entity of [...removed, ...changed.map(({ before }) => before)]) {
      for (const owner of dropped.ownersOf(entity)) if (owner !== slice) needs.get(owner)?.add(slice);
    }
  }
  const slices: string[] = [];
  const waiting = changes.map(({ slice }) => slice);
  while (waiting.length > 0) {
    const next = waiting.findIndex((slice) => [...(needs.get(slice) ?? [])].every((other) => slices.includes(other)));
    if (next < 0) return { slices, needs, cycle: waiting };
    slices.push(...waiting.splice(next, 1));
  }
  return { slices, needs };
}
