import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { dataRun } from './data-run.ts';

const DOC = readFileSync(new URL('../../../../../../docs/revision-files.md', import.meta.url), 'utf8');

test('the example of the documentation runs', async () => {
  const [, code = ''] = /^```ts\n(\/\/ revision: 5f0c9d7e21aa\n.*?)^```/ms.exec(DOC) ?? [];
  const database = await freshDatabase();
  const tables = `create table prices (symbol text, price numeric); create table words (note int, words int);
    create table notes as select id, repeat('word ', id % 7) || 'end' as body from generate_series(1, 12000) id`;
  const lines = await dataRun(database, '', {
    tables,
    whole: code,
    files: { 'prices.csv': 'symbol,price\nAAPL,1.50\n"B,C",2\n' },
  });
  expect(lines).toEqual(['2 prices']);
  const sums = 'select count(*)::int as n, sum(words)::int as words from words';
  expect(await database.query(sums)).toEqual([{ n: 12_000, words: 47_997 }]);
  expect(await database.query('select symbol from prices order by 1')).toEqual([{ symbol: 'AAPL' }, { symbol: 'B,C' }]);
});
