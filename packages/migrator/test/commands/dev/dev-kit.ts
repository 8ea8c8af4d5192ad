import { expect } from 'vitest';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { type Feature, feature } from '../amend/amend-kit.ts';

export const BASE = "export const base = p.pgTable('base', { id: p.integer().primaryKey(), n: p.text() });\n";

/** The revisions of `onBranch` by their schemas, which are generated and proven once in a process. */
const bases = new Map<string, Readonly<Record<string, string>>>();

/** `base` is a revision on main and applied, with three rows; the branch `feature` is checked out. */
export async function onBranch(schemas: Readonly<Record<string, string>> = { shop: BASE }): Promise<Feature> {
  const it = await feature(schemas);
  const key = JSON.stringify(schemas);
  const written = bases.get(key);
  if (written === undefined) {
    expect(await it.answer('revision', '-m', 'base')).toMatchObject({ exitCode: 0 });
    bases.set(
      key,
      Object.assign({}, ...Object.keys(schemas).flatMap((slice) => (schemas[slice] === '' ? [] : [it.files(slice)]))),
    );
  }
  for (const [file, text] of Object.entries(written ?? {})) it.write(file, text);
  expect(await it.answer('upgrade')).toMatchObject({ exitCode: 0 });
  it.commit();
  it.git('checkout', '-qb', 'feature/prices');
  await it.database.query("insert into base select n, 'row ' || n from generate_series(1, 3) n");
  return it;
}

/** What all revisions make of an empty database is what the development database has. */
export async function isAsBuilt({ database, migrate }: Feature): Promise<void> {
  const fresh = await freshDatabase();
  expect(await migrate('upgrade', '--url', fresh.url)).toMatchObject({ exitCode: 0 });
  const [here, there] = [await catalogOf(await database.connect()), await catalogOf(await fresh.connect())];
  expect(differences(here, there)).toBe('');
}
