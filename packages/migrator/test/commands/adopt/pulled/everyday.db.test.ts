import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../../support/fresh-database.ts';
import { sampled } from '../../../support/sample.ts';
import { pulledProject } from './pulled-project.ts';

const EVERYDAY = readFileSync(join(import.meta.dirname, 'everyday.sql'), 'utf8');

test.each(sampled(['1.0', '0.45'] as const, 2))(
  'everyday features become slices for drizzle-orm %s and change there',
  async (orm) => {
    const project = pulledProject(orm);
    const [database, other] = [await freshDatabase(), await freshDatabase()];
    await database.query(EVERYDAY);
    const cli = (...argv: readonly string[]) => project.cli(database.url, ...argv);

    const adopted = await cli('adopt', 'database');
    expect([adopted.exitCode, adopted.stderr]).toEqual([0, '']);
    expect(adopted.stdout).toContain('Wrote features/auth (slice auth, 1 table)');
    expect(await cli('check', '--db')).toMatchObject({ exitCode: 0 });
    expect((await cli('revision', '-m', 'nothing')).stdout).toContain('No changes');

    const schema = project.read('features/app/schema.ts');
    expect(schema).toContain("import { authSchema, role, users } from '../auth/schema.js';");
    // Names that TypeScript, drizzle-orm or another table has taken already.
    for (const name of ['classTable', 'indexTable', 'usersTable']) expect(schema).toContain(`export const ${name} = `);
    project.write(
      'features/app/schema.ts',
      schema.replace(".onUpdate('cascade').onDelete('set null')", ".onDelete('cascade')"),
    );
    const changed = await cli('revision', '-m', 'delete with the tenant');
    expect(changed.stdout).toContain('DROP CONSTRAINT "class_tenant_fkey"');
    for (const argv of [
      ['upgrade', 'heads'],
      ['check', '--db'],
      ['downgrade', '-1'],
      ['check', '--db'],
    ])
      expect([argv, (await cli(...argv)).exitCode]).toEqual([argv, 0]);
    expect(await project.cli(other.url, 'upgrade', 'heads')).toMatchObject({ exitCode: 0 });
    expect(await project.cli(other.url, 'check', '--db')).toMatchObject({ exitCode: 0 });
  },
);
