import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { documentSteps } from '../../support/documents/document-steps.ts';
import { stable } from '../../support/documents/shown-output.ts';
import { freshDatabase } from '../../support/fresh-database.ts';
import { olderMajor } from '../../support/older-major.ts';
import { HAS_PG_DUMP } from '../../support/pg-dump.ts';
import { longTest } from '../../support/sample.ts';
import type { TestPostgres } from '../../support/setup/acquire-postgres.ts';
import { sliceWorkspace } from '../../support/workspaces/slice-workspace.ts';
import { A, ROWS, SHOP, wasCopied } from './rehearse-kit.ts';

const PAGE = resolve(import.meta.dirname, '../../../../../docs/rehearsal.md');

let server: TestPostgres;
beforeAll(async () => {
  server = await olderMajor();
});
afterAll(() => server.stop());

/** Without what differs from run to run: numbers, and where the database is. */
const shown = (output: string): string =>
  stable(output.replace(/postgres:\/\/\S+/g, '<database>'))
    .replace(/[+-]?\d[\d.]*( (?:bytes|kB|MB))?/g, '<n>')
    .replace(/ \(up to about [^)]*\)/g, '');

longTest('docs/rehearsal.md shows what its commands print', async () => {
  const database = await freshDatabase(server.url);
  const workspace = sliceWorkspace(database);
  workspace.revision(A, '', { up: SHOP });
  expect(await workspace.migrate('upgrade')).toMatchObject({ exitCode: 0 });
  await database.query(ROWS);
  const env = { PATH: process.env.PATH ?? '', PRODUCTION_DATABASE_URL: database.url };
  const commands: string[] = [];
  for (const step of documentSteps(readFileSync(PAGE, 'utf8'))) {
    if (step.kind === 'command') {
      commands.push(step.command);
      const argv = step.command.split(' ').slice(1);
      const result = await runCli(argv, { cwd: workspace.root, env });
      if (!wasCopied(result)) continue;
      const { exitCode, stdout, stderr } = result;
      const printed = `${stderr}${stdout}`.trimEnd();
      const screen = exitCode === 0 ? printed : `${printed}\n[exit ${exitCode}]`;
      if (process.env.BRAID_RECORD === '1') console.log(screen);
      if (process.env.BRAID_RECORD !== '1') expect(shown(screen), step.command).toBe(shown(step.output));
      continue;
    }
    const path = join(workspace.root, step.path);
    if (step.kind === 'edit')
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(step.before, () => step.after),
      );
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, step.text);
    }
  }
  expect(commands).toHaveLength(3);
  if (HAS_PG_DUMP)
    expect(readFileSync(join(workspace.root, 'rehearsal.md'), 'utf8')).toMatch(/^## Rehearsal: passed\n/);
});
