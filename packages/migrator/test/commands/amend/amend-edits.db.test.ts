import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { feature } from './amend-kit.ts';

const SAMPLE = 2;
/** On demand: `BRAID_AMENDS=200`. */
const RUNS = Number(process.env.BRAID_AMENDS ?? SAMPLE);

const BASE = "export const kept = p.pgTable('kept', { id: p.integer().primaryKey(), n: p.text().default('x') });\n";
const TYPES = ['p.integer()', 'p.text().notNull()', "p.varchar({ length: 20 }).default('x')", 'p.boolean()'];

interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: number, indexed: boolean])[];
}

/** What a person makes of the schema besides what is on main: some tables, and a column more of the old one. */
const state = fc.record({
  extra: fc.option(fc.constantFrom(...TYPES.filter((type) => !type.includes('notNull'))), { nil: undefined }),
  tables: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('t', 'u', 'v'),
      columns: fc.uniqueArray(
        fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: TYPES.length - 1 }), fc.boolean()),
        { selector: ([name]) => name, maxLength: 3 },
      ),
    }),
    { selector: ({ name }) => name, minLength: 1, maxLength: 2 },
  ),
});

function schemaOf({
  extra,
  tables,
}: {
  readonly extra: string | undefined;
  readonly tables: readonly Table[];
}): string {
  const base = extra === undefined ? BASE : BASE.replace(' });', `, extra: ${extra} });`);
  const texts = tables.map(({ name, columns }) => {
    const lines = columns.map(([column, type]) => `${column}: ${TYPES[type]}`);
    const indexes = columns.flatMap(([column, , indexed]) => (indexed ? [`p.index().on(t.${column})`] : []));
    return `export const ${name} = p.pgTable('${name}', { id: p.integer().primaryKey(), ${lines.join(', ')} }, (t) => [${indexes.join(', ')}]);\n`;
  });
  return base + texts.join('');
}

test(
  'after any edits the catalog is that of a fresh build, and rows of what was not touched are there',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(state, { minLength: 2, maxLength: 4 }), async (states) => {
        const it = await feature({ shop: BASE });
        expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
        it.commit();
        it.git('checkout', '-qb', 'feature');
        const rows = 'select id, n from kept order by id';
        for (const [at, each] of states.entries()) {
          it.schema('shop', schemaOf(each));
          const first = at === 0 ? ['revision', '-m', 'more'] : ['amend', '--yes'];
          // Nothing is gone below the revision, so that nothing can be a rename.
          expect(await it.answer(...first)).toMatchObject({ exitCode: 0 });
          expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
          if (at === 0) await it.database.query("insert into kept select n, 'row ' || n from generate_series(1, 50) n");
        }
        expect(await it.database.query(rows)).toHaveLength(50);
        expect(Object.keys(it.files('shop'))).toHaveLength(4);
        const fresh = await freshDatabase();
        expect(await it.migrate('upgrade', '--url', fresh.url)).toMatchObject({ exitCode: 0 });
        const [here, there] = [await catalogOf(await it.database.connect()), await catalogOf(await fresh.connect())];
        expect(differences(here, there)).toBe('');
      }),
      { numRuns: RUNS, endOnFailure: true, ...(RUNS === SAMPLE ? { seed: 7 } : {}) },
    );
  },
  600_000 + RUNS * 60_000,
);
