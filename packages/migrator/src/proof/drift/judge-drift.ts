import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { CatalogDifference, FactDifference } from '../../schema/difference/diff-catalogs.ts';
import type { CatalogEntity } from '../../schema/entity/catalog.ts';
import { acrossMajors, type Majors } from './printed/across-majors.ts';
import { sameMeaning } from './printed/same-meaning.ts';

/** A fact that cannot be compared with what the revisions build. */
export interface Incomparable {
  readonly entity: CatalogEntity;
  readonly difference: FactDifference;
  /** Why, for people. */
  readonly reason: string;
}

export interface JudgedDrift {
  /** The differences in meaning. */
  readonly differences: readonly CatalogDifference[];
  readonly incomparable: readonly Incomparable[];
}

/**
 * Takes out of the differences what is only printed in another way, and what cannot be compared between two majors.
 * Servers of one major print one thing in one way, but for what was dumped and restored: there, what cannot be read
 * again counts as different.
 *
 * @param database the scratch database on which the revisions were run
 */
export async function judgeDrift(
  database: ScratchDatabase,
  differences: readonly CatalogDifference[],
  majors: Majors,
): Promise<JudgedDrift> {
  const kept: CatalogDifference[] = [];
  const incomparable: Incomparable[] = [];
  for (const difference of differences) {
    if (difference.change !== 'changed') {
      kept.push(difference);
      continue;
    }
    const { entity } = difference;
    const facts: FactDifference[] = [];
    for (const each of difference.facts) {
      const verdict = await judgeFact(database, entity, each, majors);
      if (verdict === 'different') facts.push(each);
      else if (verdict !== 'same') incomparable.push({ entity, difference: each, reason: verdict.unknown });
    }
    if (facts.length > 0) kept.push({ ...difference, facts });
  }
  return { differences: kept, incomparable };
}

async function judgeFact(
  database: ScratchDatabase,
  entity: CatalogEntity,
  difference: FactDifference,
  majors: Majors,
): Promise<'same' | 'different' | { readonly unknown: string }> {
  const across = acrossMajors(entity, difference, majors);
  if (across !== undefined) return across;
  const meaning = await sameMeaning(database, entity, difference.fact, [difference.before, difference.after]);
  if (meaning === undefined) return 'different';
  if (meaning.is !== 'unknown') return meaning.is;
  if (majors.expected === majors.live) return 'different';
  return { unknown: `PostgreSQL ${majors.expected} cannot read the definition: ${meaning.said}` };
}
