import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { documentSteps } from '../../support/documents/document-steps.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { startMigrate } from '../../support/run-migrate.ts';
import { tempDir } from '../../support/temp-dir.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../../../..');

test('the SDK of docs/metrics.md records what the command line runs', async () => {
  const { url } = await freshDatabase();
  const root = tempDir();
  mkdirSync(join(root, 'features/shop/migrations'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(REPOSITORY, 'node_modules/@opentelemetry'), join(root, 'node_modules/@opentelemetry'));
  writeFileSync(join(root, 'features/shop/slice.json'), '{ "label": "shop" }');
  writeFileSync(
    join(root, 'features/shop/migrations/a1.sql'),
    '-- revision: a1\n-- revises:\n-- branch-label: shop\n-- message: m\n\n-- migrate:upgrade\ncreate table t (id integer);\n\n-- migrate:downgrade\n',
  );
  const [file] = documentSteps(readFileSync(join(REPOSITORY, 'docs/metrics.md'), 'utf8'));
  if (file?.kind !== 'file') throw new Error('docs/metrics.md has no file');
  writeFileSync(join(root, file.path), file.text);
  const env = { DATABASE_URL: url, NODE_OPTIONS: '--import ./otel.mjs' };
  const { exitCode, stdout } = await startMigrate(['upgrade'], { cwd: root, env }).result;
  expect(exitCode).toBe(0);
  for (const name of ["name: 'braid upgrade'", "name: 'revision a1'", "name: 'CREATE'", "name: 'braid.runs'"]) {
    expect(stdout).toContain(name);
  }
});
