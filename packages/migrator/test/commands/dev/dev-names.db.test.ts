import { expect } from 'vitest';
import { longTest } from '../../support/sample.ts';
import { BASE, isAsBuilt, onBranch } from './dev-kit.ts';

/** `(t) => …` of a table, in which the column of the first index is called `n`, or something else later. */
const table = (name: string, column: string, extras: string): string =>
  `export const ${name} = p.pgTable('${name}', { id: p.integer().primaryKey(), ${column}: p.text(), m: p.text() }, (t) => [${extras}]);\n`;
const INDEX = 'p.index().on(t.n)';
const BOTH = 'p.index().on(t.k), p.unique().on(t.k)';

/** What a schema says at first, and after each save. A column of `d` and all other tables are renamed by the first. */
const STATES: readonly (readonly string[])[] = [
  [
    table('a', 'n', INDEX),
    table('b', 'n', INDEX),
    table('c', 'n', INDEX),
    table('d', 'n', 'p.index().on(t.n), p.unique().on(t.n)'),
  ],
  [table('u', 'n', INDEX), table('v', 'n', INDEX), table('w', 'n', INDEX), table('d', 'k', BOTH)],
  [
    table('u', 'n', ''),
    table('v', 'n', 'p.index().on(t.m)'),
    table('w', 'n', 'p.uniqueIndex().on(t.n)'),
    table('d', 'k', ''),
  ],
  [table('u', 'n', INDEX), table('v', 'n', 'p.index().on(t.m)'), table('w', 'n', INDEX), table('d', 'k', BOTH)],
];
const RENAMES = ['a=u', 'b=v', 'c=w', 'd.n=k'];

longTest(
  'indexes that nobody named and that were made again after a rename are committed with the names that they have',
  async () => {
    const [first = [], ...saves] = STATES.map((tables) => [BASE, ...tables]);
    const it = await onBranch({ shop: first.join('') });
    for (const [at, tables] of saves.entries()) {
      it.schema('shop', tables.join(''));
      const said = at === 0 ? RENAMES.flatMap((rename) => ['--rename', rename]) : [];
      expect(await it.answer('dev', '--once', ...said)).toMatchObject({ exitCode: 0 });
    }
    const committed = await it.answer('dev', 'commit', '-m', 'names');
    expect(committed, JSON.stringify(committed)).toMatchObject({ exitCode: 0, committed: true, revisions: [{}] });
    // What is made again is only renamed where it was before.
    expect(it.read(it.newest('shop'))).toContain('ALTER INDEX "a_n_index" RENAME TO "u_n_index"');
    await isAsBuilt(it);
    expect(await it.answer('check')).toMatchObject({ exitCode: 0 });
  },
);
