import { expect, test } from 'vitest';
import { UnexpectedFailureError } from '../../../src/errors/unexpected-failure-error.ts';
import type { ScratchDatabase } from '../../../src/ports/proof/scratch.ts';
import { catalogFirst } from '../../../src/proof/rows/catalog-first.ts';
import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { WORKSPACE } from '../../features/reference-history.ts';
import { proofTools } from '../proof-kit.ts';

async function on(work: (database: ScratchDatabase) => Promise<void>): Promise<void> {
  const tools = proofTools(WORKSPACE);
  try {
    await tools.server.withDatabase(undefined, work);
  } finally {
    await tools.close();
  }
}

const tablesOf = ({ entities }: Catalog) => entities.filter(({ kind }) => kind === 'table').map(({ name }) => name);

test('the catalog is as it was before what is asked with it, and is read once', async () => {
  await on(async (database) => {
    const judged: string[][] = [];
    const look = catalogFirst(database, (catalog) => judged.push(tablesOf(catalog)));
    await database.query('create table one (n int)');
    expect(await look.query('create table two (n int); insert into two values (2); table two')).toEqual([{ n: 2 }]);
    expect(await look.query('select n from two')).toEqual([{ n: 2 }]);
    await look.end();
    expect(judged).toEqual([['one']]);
  });
});

test('it is read where nothing was asked, and where what was asked fails, of which nothing is done', async () => {
  await on(async (database) => {
    const judged: string[][] = [];
    const judge = (catalog: Catalog) => void judged.push(tablesOf(catalog));
    await database.query('create table one (n int)');
    await catalogFirst(database, judge).end();
    const look = catalogFirst(database, judge);
    await expect(look.query('insert into one values (1); table missing')).rejects.toThrow('"missing" does not exist');
    await look.end();
    expect(judged).toEqual([['one'], ['one']]);
    expect(await database.query('table one')).toEqual([]);
    // The statements that read are there for the next time.
    expect(tablesOf(await database.readCatalog())).toEqual(['one']);
  });
});

test.each(['select 1', 'table missing'])('what is found in it counts before what %j answers', async (sql) => {
  await on(async (database) => {
    const found = new UnexpectedFailureError({ said: 'another table' }, {});
    const look = catalogFirst(database, () => {
      throw found;
    });
    await expect(look.query(sql)).rejects.toBe(found);
  });
});
