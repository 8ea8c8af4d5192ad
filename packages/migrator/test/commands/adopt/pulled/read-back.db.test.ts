import { expect, test } from 'vitest';
import { adoptExisting } from '../../../../src/commands/adopt/database/adopt-existing.ts';
import { SchemaNotReadBackError } from '../../../../src/errors/adopt/pull-errors.ts';
import { createStopSignal } from '../../../../src/execute/stop-signal.ts';
import type { SchemaDiffer } from '../../../../src/ports/schema-differ.ts';
import type { ColumnEntity, SchemaEntity } from '../../../../src/schema/entity/schema-entity.ts';
import { withWorkbench } from '../../../../src/wiring/with-workbench.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { sampled } from '../../../support/sample.ts';
import { pulledProject } from './pulled-project.ts';

/** As a drizzle-kit would be that reads something in a schema file otherwise than it was written. */
function reading(differ: SchemaDiffer, change: (entity: SchemaEntity) => readonly SchemaEntity[]): SchemaDiffer {
  return {
    load: async (slices, others) =>
      (await differ.load(slices, others)).map((each) => ({ ...each, entities: each.entities.flatMap(change) })),
    statements: (each) => differ.statements(each),
    judgeDefaults: (columns, query) => differ.judgeDefaults(columns, query),
  };
}

const isB = (entity: SchemaEntity): entity is ColumnEntity => entity.type === 'column' && entity.name === 'b';

const LOST: readonly [string, (entity: SchemaEntity) => readonly SchemaEntity[], string][] = [
  ['is left out', (entity) => (isB(entity) ? [] : [entity]), '- column t.b'],
  [
    'has another type',
    (entity) => [isB(entity) ? { ...entity, facts: { ...entity.facts, type: 'text' } } : entity],
    '~ column t.b',
  ],
];

test.each(sampled(LOST, 2))(
  'a column that %s when the written schemas are read: nothing is written or recorded',
  async (_, change, said) => {
    const database = await freshDatabase();
    await database.query('create table t (a int primary key, b int)');
    const project = pulledProject('1.0');
    const adopting = withWorkbench(
      {
        ...{ cwd: project.root, url: database.url, variables: {}, mayBeEmpty: true, runs: 'adopt database' },
        ...{ stop: createStopSignal(), onEvent: () => undefined },
      },
      (bench) =>
        adoptExisting(
          {
            ...bench,
            withDraft: (files, work) =>
              bench.withDraft(files, async (draft) => {
                const differ = reading(await draft.differ(), change);
                return await work({ ...draft, differ: async () => differ });
              }),
          },
          {},
        ),
    );
    const error: unknown = await adopting.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SchemaNotReadBackError);
    expect(error).toMatchObject({ facts: { differences: [said] } });
    expect(project.files()).toEqual(['package.json']);
    expect(await database.query("select to_regclass('braid.applied')::text as applied")).toEqual([{ applied: null }]);
  },
);
