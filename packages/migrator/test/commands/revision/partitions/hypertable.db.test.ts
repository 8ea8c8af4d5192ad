import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { MigratorError } from '../../../../src/index.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

const BARS = `export const bars = p.pgTable('bars', { ts: p.timestamp({ withTimezone: true }).notNull(), close: p.numeric() });`;

test('a hypertable that the scratch server cannot make is refused, with what to declare, and nothing is written', async () => {
  const demo: DemoWorkspace = demoWorkspace(
    { shop: BARS },
    realProver(() => demo),
  );
  const write = (message: string, more: object = {}) => revision(demo.bench(), { message, ...more });
  const declaration = '-- hypertable: bars by ts, chunk 7d';
  demo.write('features/shop/sql/bars.sql', `${declaration}\n`);
  const error = await write('bars').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'timescaledb-missing',
    message: expect.stringContaining('nothing was written'),
  });
  expect(demo.bench().graph().heads).toEqual([]);
  const [, otherwise = ''] = /"(, else [^"]*)"/.exec(error instanceof MigratorError ? (error.hint ?? '') : '') ?? [];
  demo.write('features/shop/sql/bars.sql', `${declaration}${otherwise}\n`);
  expect((await write('bars')).revisions).toHaveLength(1);

  demo.write('policy.sql', "select add_retention_policy('bars', interval '2 years');");
  await expect(write('policy', { sqlFile: 'policy.sql', slice: 'shop' })).rejects.toMatchObject({
    code: 'timescaledb-missing',
    hint: expect.stringContaining('shadowUrl'),
  });
});
