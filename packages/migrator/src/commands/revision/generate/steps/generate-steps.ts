import type { SchemaDiffer } from '../../../../ports/schema-differ.ts';
import type { CastFlag } from '../../../../schema/cast/cast-flag.ts';
import { changeOf } from '../../../../schema/change/change.ts';
import { type Fill, fillSection, type LargeTable } from '../../../../schema/difference/batched-fills.ts';
import { classifyChange } from '../../../../schema/difference/classify-change.ts';
import type { ObjectPlanner } from '../../../../schema/difference/object-planner.ts';
import { splitSteps } from '../../../../schema/difference/split-steps.ts';
import { entityId, type SchemaEntity } from '../../../../schema/entity/schema-entity.ts';
import type { Rename } from '../../../../schema/rename/rename.ts';
import { reverseRenames } from '../../../../schema/rename/reverse-renames.ts';
import { type GeneratedSection, generateSection } from '../../../shared/generate/generate-section.ts';

/** The expressions given for changes of column types, by direction. */
export interface Casts {
  /** By the names after the change. */
  readonly up: readonly CastFlag[];
  /** By the names before it. */
  readonly down: readonly CastFlag[];
}

export const NO_CASTS: Casts = { up: [], down: [] };

/** One revision of a generated change. */
export interface GeneratedStep {
  readonly upgrade: GeneratedSection;
  readonly downgrade: GeneratedSection;
  readonly renames: readonly Rename[];
  /** The whole state after it. */
  readonly after: readonly SchemaEntity[];
  /** Added to the message where a change takes several revisions. */
  readonly suffix: string;
}

/** The SQL that leads from one state to another and back, in as many steps as PostgreSQL needs; usually one. */
export async function generateSteps(
  differ: SchemaDiffer,
  before: readonly SchemaEntity[],
  after: readonly SchemaEntity[],
  renames: readonly Rename[],
  objects?: ObjectPlanner,
  casts: Casts = NO_CASTS,
  large: readonly LargeTable[] = [],
): Promise<readonly GeneratedStep[]> {
  const steps: GeneratedStep[] = [];
  let state = before;
  for (const step of splitSteps(before, after, renames, large)) {
    if (step.fill !== undefined) {
      const { renames: none, suffix } = step;
      steps.push({ ...filling(step.fill, step.after), renames: none, after: step.after, suffix });
      continue;
    }
    const back = reverseRenames(step.renames, step.after);
    const upgrade = await generateSection(differ, state, step.after, step.renames, {
      ...step,
      objects,
      casts: casts.up,
    });
    const downgrade = await generateSection(differ, step.after, state, back, { ...step, objects, casts: casts.down });
    const written = step.isFilled === true ? withoutComments(upgrade) : upgrade;
    steps.push({ upgrade: written, downgrade, renames: step.renames, after: step.after, suffix: step.suffix });
    state = step.after;
  }
  return steps;
}

/** Rows that stay without a value make the batches fail, as they would make SET NOT NULL fail. */
function filling(fill: Fill, state: readonly SchemaEntity[]): Pick<GeneratedStep, 'upgrade' | 'downgrade'> {
  const filled = new Map(fill.columns.map((column) => [entityId(column), column]));
  const after = state.map((entity) => filled.get(entityId(entity)) ?? entity);
  const { rows } = classifyChange(changeOf(state, after, []), []);
  return {
    upgrade: { ...fillSection(fill), lossy: [], rows, transaction: true },
    downgrade: { statements: [], lossy: [], rows: [], transaction: true },
  };
}

/** The comments about filling rows are in the revision before. */
function withoutComments(section: GeneratedSection): GeneratedSection {
  return { ...section, statements: section.statements.map(({ sql }) => ({ sql })) };
}
