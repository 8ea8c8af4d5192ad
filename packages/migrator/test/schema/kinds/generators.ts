import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api-postgres';
import { drizzleHints } from '../../../src/adapters/drizzle/drizzle-hints.ts';
import { fromDrizzle } from '../../../src/adapters/drizzle/drizzle-state.ts';
import type { GeneratedStep } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import type { GeneratedSection } from '../../../src/commands/shared/generate/generate-section.ts';
import type { SchemaDiffer } from '../../../src/ports/schema-differ.ts';
import { entityId, type SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { keepNames } from '../../../src/schema/names/keep-names.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { parseNewFlag, parseRenameFlag } from '../../../src/schema/rename/rename-flag.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import { resolveRenames } from '../../../src/schema/rename/resolve-renames.ts';
import { reverseRenames } from '../../../src/schema/rename/reverse-renames.ts';
import { roundSteps } from '../../sql-objects/rounds/round-steps.ts';
import type { Exports, Kind } from './kind.ts';
import { type Line, entitiesOf as nextEntities } from './lines.ts';
import { stepsBetween } from './steps-between.ts';

/** The way there and back, and the state that it leads to. */
export interface GeneratedWay {
  readonly steps: readonly GeneratedStep[];
  readonly after: readonly SchemaEntity[];
  readonly renames: readonly Rename[];
  /** Another state that is as good. */
  readonly otherwise?: readonly SchemaEntity[];
}

/** Beside `context`, the entities of other slices. */
export type Generator = (kind: Kind, context: Exports) => Promise<GeneratedWay>;

/** As `migrate revision` generates it. @throws Error when a rename of the kind is left open */
export function braid(differ: SchemaDiffer, { entitiesOf }: Pick<Line, 'entitiesOf'>): Generator {
  return async (kind, context) => {
    const before = await entitiesOf({ ...context, ...kind.before });
    const declared = await entitiesOf({ ...context, ...kind.after });
    const renames = renamesOf(kind, before, declared);
    const after = keepNames(replayRenames(before, renames), declared);
    if (kind.ofOther === undefined) {
      return { after, renames, steps: await stepsBetween(differ, before, after, renames) };
    }
    const own = async (exports: Exports) => await entitiesOf({ ...context, ...without(exports, kind.ofOther ?? []) });
    const [ownBefore, ownAfter] = [await own(kind.before), await own(kind.after)];
    const x = { before: among(before, ownBefore), after: among(after, keepNames(after, ownAfter)), renames };
    const y = { before: except(before, x.before), after: except(after, x.after) };
    return { after, renames, steps: await roundSteps(differ, { x, y }) };
  };
}

function without(exports: Exports, names: readonly string[]): Exports {
  return Object.fromEntries(Object.entries(exports).filter(([name]) => !names.includes(name)));
}

function among(entities: readonly SchemaEntity[], chosen: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const ids = new Set(chosen.map(entityId));
  return entities.filter((entity) => ids.has(entityId(entity)));
}

function except(entities: readonly SchemaEntity[], others: readonly SchemaEntity[]): readonly SchemaEntity[] {
  const ids = new Set(others.map(entityId));
  return entities.filter((entity) => !ids.has(entityId(entity)));
}

/** drizzle-kit's own statements, in one transaction as its migrator runs them; the way back is its diff the other way round, since it writes none. */
export const drizzleKit: Generator = async (kind, context) => {
  const [before, after] = [
    await generateDrizzleJson({ ...context, ...kind.before }),
    await generateDrizzleJson({ ...context, ...kind.after }),
  ];
  const states = { before: fromDrizzle(before.ddl), after: fromDrizzle(after.ddl) };
  const renames = renamesOf(kind, states.before, states.after);
  const way = async (from: typeof before, to: typeof before, hints: readonly unknown[]) => {
    const statements: string[] = await Reflect.apply(
      generateMigration,
      undefined,
      structuredClone([from, to, { hints }]),
    );
    return drizzleSection(statements);
  };
  const upgrade = await way(before, after, drizzleHints({ ...states, renames }));
  const back = { before: states.after, after: states.before, renames: reverseRenames(renames, states.after) };
  const downgrade = await way(after, before, drizzleHints(back));
  // It keeps the names of constraints on what is renamed, as we do.
  const declared = await nextEntities({ ...context, ...kind.after });
  const kept = keepNames(replayRenames(states.before, renames), declared);
  return { after: kept, renames, steps: [{ upgrade, downgrade, renames, after: kept, suffix: '' }] };
};

/** A section as drizzle's migrator runs it. */
export function drizzleSection(statements: readonly string[]): GeneratedSection {
  const transaction = !statements.some((sql) => /\bconcurrently\b/i.test(sql));
  return { statements: statements.map((sql) => ({ sql })), transaction, lossy: [], rows: [] };
}

export function renamesOf(
  kind: Kind,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
): readonly Rename[] {
  const { renames, questions, unused } = resolveRenames(before, after, {
    renames: (kind.renames ?? []).map(parseRenameFlag),
    created: (kind.created ?? []).map(parseNewFlag),
    answers: [],
  });
  if (questions.length + unused.length > 0) throw new Error(`${kind.name} leaves renames open`);
  return renames;
}
