import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { schemasCompared } from '../../../src/cli/text/compared/schemas-compared.ts';
import { check } from '../../../src/commands/check/check.ts';
import { revision } from '../../../src/commands/revision/revision.ts';
import { ORMS } from '../../adapters/drizzle-0.45/stable-workspace.ts';
import { demoWorkspace as openDemoWorkspace, shareDemo } from './revision-kit.ts';

shareDemo();

function demoWorkspace(schemas: Readonly<Record<string, string>>) {
  const demo = openDemoWorkspace(schemas);
  return {
    ...demo,
    use(orm: string): void {
      const link = join(demo.root, 'node_modules/drizzle-orm');
      rmSync(link);
      symlinkSync(orm, link);
    },
  };
}

const FEATURES = readFileSync(resolve(import.meta.dirname, '../../adapters/drizzle-0.45/many-features.ts'), 'utf8');

/** A text for JSON, which 1.0 takes for a text. */
const JSON_TEXT = "    options: p.jsonb('options').default('{}'),\n";

test('moving from drizzle-orm 0.45 to 1.0 changes no name', async () => {
  const demo = demoWorkspace({ app: '' });
  expect(FEATURES).toContain(JSON_TEXT);
  demo.write('features/app/src/schema.ts', FEATURES.replace(JSON_TEXT, ''));
  demo.use(ORMS.stable);
  const { revisions } = await revision(demo.bench(), { message: 'all' });
  expect(revisions).toHaveLength(1);
  const text = demo.read(revisions[0]?.file ?? '');
  expect(text).toContain('organisations_name_unique');
  demo.use(ORMS.next);
  expect(await revision(demo.bench(), { message: 'moved' })).toMatchObject({ revisions: [] });
  const { findings, schemas } = await check(demo.bench(), { schema: true });
  expect(findings).toEqual([]);
  expect(schemas[0]?.keptNames).toContainEqual({
    kept: 'organisations.organisations_name_unique',
    declared: 'organisations_name_key',
  });
  expect(schemasCompared(schemas)).toContain('5 names of constraints and indexes stay as the databases have them (');
});

test('a change after the move speaks of the names that the database has', async () => {
  const demo = demoWorkspace({ app: '' });
  const schema = (action: string): void =>
    demo.write(
      'features/app/src/schema.ts',
      `import * as p from 'drizzle-orm/pg-core';
export const a = p.pgTable('a', { id: p.integer('id').primaryKey(), code: p.text('code').unique() });
export const b = p.pgTable('b', { id: p.integer('id').references(() => a.id${action}) });
`,
    );
  schema('');
  demo.use(ORMS.stable);
  await revision(demo.bench(), { message: 'all' });
  demo.use(ORMS.next);
  schema(", { onDelete: 'cascade' }");
  const { revisions } = await revision(demo.bench(), { message: 'cascade' });
  const text = demo.read(revisions[0]?.file ?? '');
  expect(text).toContain('DROP CONSTRAINT "b_id_a_id_fk"');
  expect(text).not.toContain('a_code');
});
