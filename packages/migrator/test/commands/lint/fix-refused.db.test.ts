import { expect, test } from 'vitest';
import { freshDatabase } from '../../support/fresh-database.ts';
import { shop } from './fix-kit.ts';

const BASE = `create table orders (id bigint primary key, note text, n int);
create table bare (n int);`;
const INDEX = { id: 'b1', up: 'create index orders_n_idx on orders (n);', down: 'drop index orders_n_idx;' };

test('what others may have, or a person has to write, is left and told; the files stay', async () => {
  const it = await shop(BASE, [
    INDEX,
    {
      id: 'b2',
      up: 'update bare set n = 1;\nalter table orders add column must text not null;',
      down: 'alter table orders drop column must;',
    },
    {
      id: 'b3',
      up: "set local work_mem = '64MB';\ncreate index orders_note_idx on orders (note);",
      down: 'drop index orders_note_idx;',
    },
    {
      id: 'b4',
      up: 'create index orders_2_idx on orders (n);\n/* why */\nselect 1;',
      down: 'drop index orders_2_idx;',
    },
  ]);
  const before = it.files('shop');
  const whys = async (range: string) => {
    const { left, fixed } = await it.answer('lint', '--fix', range, '--yes');
    expect(fixed).toEqual([]);
    expect(it.files('shop')).toEqual(before);
    return Array.isArray(left) ? left.map(({ rule, line, why }) => `${rule} ${line}: ${why}`) : [];
  };
  expect(await whys('b2')).toEqual([
    'update-unbatched 6: no primary key or unique NOT NULL key of the table is known',
    'required-column-without-default 7: only the author knows which value existing rows get, and running code writes',
  ]);
  expect(await whys('b3')).toEqual([expect.stringContaining('SET in line 6 holds for the statements behind it')]);
  expect(await whys('b4')).toEqual([expect.stringContaining('block comments between its statements would be lost')]);
  const staging = await freshDatabase();
  expect(await it.migrate('upgrade', 'b1', '--url', staging.url)).toMatchObject({ exitCode: 0 });
  it.configure({ environments: { staging: { url: staging.url } } });
  expect(await whys('b1')).toEqual([expect.stringContaining('it is applied in staging')]);
  it.configure({});
  expect(await it.migrate('upgrade', 'b1')).toMatchObject({ exitCode: 0 });
  expect(await whys('b1')).toEqual([expect.stringContaining('has it: revert it first, migrate downgrade')]);
  it.git('add', '-A');
  it.git('commit', '-qm', 'x');
  it.git('update-ref', 'refs/remotes/origin/topic', 'HEAD');
  expect(await whys('b1')).toEqual([expect.stringContaining('it is on origin/topic, from which others may have it')]);
});

test('what is not proven is not written, of none of the revisions', async () => {
  const it = await shop(BASE, [
    INDEX,
    // Its parts cannot be told apart on the way back.
    {
      id: 'b2',
      up: 'alter table orders add column a int;\ncreate index orders_a_idx on orders (a);\nalter table orders drop column note;',
      down: 'drop index orders_a_idx;',
    },
  ]);
  const before = it.files('shop');
  const refused = await it.answer('lint', '--fix', 'b1:heads', '--yes');
  expect(refused).toMatchObject({
    exitCode: 3,
    error: { code: 'lint-fix-unproven', facts: { revision: 'b2', problem: 'part-unproven' } },
  });
  expect(it.files('shop')).toEqual(before);
  for (const other of ['--staged', '--observe', '--format=markdown']) {
    expect(await it.answer('lint', '--fix', other)).toMatchObject({ exitCode: 2 });
  }
});
