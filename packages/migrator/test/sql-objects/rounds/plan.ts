import { openSqlParser } from '../../../src/adapters/parser/pg-parser.ts';
import type { SchemaEntity } from '../../../src/schema/entity/schema-entity.ts';
import type { Rename } from '../../../src/schema/rename/rename.ts';
import { replayRenames } from '../../../src/schema/rename/replay-renames.ts';
import type { SliceStates } from '../../../src/sql-objects/rounds/piece.ts';
import { type Knot, planRounds, type Round } from '../../../src/sql-objects/rounds/plan-rounds.ts';

export interface PlannedSlice {
  readonly before: readonly SchemaEntity[];
  readonly after: readonly SchemaEntity[];
  readonly renames?: readonly Rename[];
  readonly isOpen?: boolean;
}

/** Plans the change of some slices by name, with PostgreSQL's parser. */
export async function plan(slices: Readonly<Record<string, PlannedSlice>>): Promise<readonly Round[] | Knot> {
  const parser = await openSqlParser();
  const all = Object.values(slices).flatMap(({ renames = [] }) => renames);
  const states = Object.entries(slices).map(
    ([slice, { before, after, renames = [], isOpen = true }]): SliceStates => ({
      ...{ slice, built: before, renamed: replayRenames(before, all), after, renames, isOpen },
    }),
  );
  return planRounds(states, {
    read: (sql) => {
      const parsed = parser.parse(sql);
      return 'problem' in parsed ? undefined : parsed.statements;
    },
    displaced: () => new Set(),
  });
}
