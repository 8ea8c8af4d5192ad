import { type GeneratedStep, generateSteps } from '../../../src/commands/revision/generate/steps/generate-steps.ts';
import type { SchemaDiffer } from '../../../src/ports/schema-differ.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import type { Round } from '../../../src/sql-objects/rounds/plan-rounds.ts';
import { type PlannedSlice, plan } from './plan.ts';

/** What the revisions of all rounds of a change are made of. @throws Error when it has no order */
export async function roundSteps(
  differ: SchemaDiffer,
  slices: Readonly<Record<string, PlannedSlice>>,
): Promise<readonly GeneratedStep[]> {
  const rounds = await plan(slices);
  if ('things' in rounds) throw new Error('no order');
  const starts = Object.entries(slices).map(([slice, { before }]) => [slice, before] as const);
  return await stepsOf(differ, new Map(starts), rounds);
}

async function stepsOf(
  differ: SchemaDiffer,
  starts: ReadonlyMap<string, readonly SchemaEntity[]>,
  rounds: readonly Round[],
): Promise<readonly GeneratedStep[]> {
  const steps: GeneratedStep[] = [];
  let states = starts;
  for (const { slice, after, renames } of rounds) {
    const from = [...states.values()].flat();
    states = new Map([...states].map(([label, state]) => [label, replayRenames(state, renames)] as const)).set(
      slice,
      after,
    );
    steps.push(...(await generateSteps(differ, from, [...states.values()].flat(), renames)));
  }
  return steps;
}
