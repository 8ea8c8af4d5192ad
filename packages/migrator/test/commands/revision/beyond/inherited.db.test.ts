import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { parseRevisionFile } from '../../../../src/revision/parse-revision-file.ts';
import { realProver, shareProvers } from '../../../proof/real-prover.ts';
import { runSection } from '../../../schema/kinds/kind-database.ts';
import { catalogOf, differences } from '../../../support/catalog-of.ts';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();
shareProvers();

const base = (columns: string, positive: string) =>
  `export const base = p.pgTable('base', { id: p.integer().primaryKey(), ${columns} }, (t) => [p.check('pos', sql\`\${t.${positive}} > 0\`)]);`;
const HAND = `-- migrate:upgrade
create table kid (extra text, primary key (id)) inherits (base);
-- migrate:downgrade lossy="the rows of kid"
drop table kid;
`;

test('a table that inherits is made by hand, and follows what is generated for its parent', async () => {
  const demo: DemoWorkspace = demoWorkspace(
    { blog: base('n: p.integer()', 'n') },
    realProver(() => demo),
  );
  const write = async (message: string, more: Partial<Parameters<typeof revision>[1]> = {}) =>
    await revision(demo.bench(), { message, slice: 'blog', ...more });
  await write('base');
  demo.write('kid.sql', HAND);
  await write('kid', { sqlFile: 'kid.sql' });
  demo.schema('blog', base('m: p.bigint({ mode: "number" }).default(1), more: p.text()', 'm'));
  await write('more', { renames: ['base.n=m'] });
  expect(await write('nothing is left')).toMatchObject({ revisions: [] });

  const client = await (await freshDatabase()).connect();
  const { ordered } = demo.bench().graph();
  const run = async (direction: 'upgrade' | 'downgrade', all: typeof ordered): Promise<void> => {
    for (const { slice, file } of all) {
      const section = parseRevisionFile(readFileSync(join(demo.root, file), 'utf8'), { slice, file })[direction];
      if (section !== undefined) await runSection(client, section);
    }
  };
  await run('upgrade', ordered.slice(0, 2));
  const before = await catalogOf(client);
  await client.query("insert into kid values (1, 7, 'x')");
  await run('upgrade', ordered.slice(2));
  await client.query("insert into kid (id, more) values (2, 'y')");
  expect((await client.query('select id, m, more, extra from kid order by id')).rows).toEqual([
    { id: 1, m: '7', more: null, extra: 'x' },
    { id: 2, m: '1', more: 'y', extra: null },
  ]);
  await run('downgrade', ordered.slice(2));
  expect(differences(before, await catalogOf(client))).toBe('');
});
