import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentSteps, type ShownCommand } from './support/documents/document-steps.ts';
import { ShownIds, stable } from './support/documents/shown-output.ts';
import { SAMPLE, sampled } from './support/sample.ts';
import { makeTempDir, removeTempDir } from './support/temp-dir.ts';
import { type ScenarioKind, ScenarioWorkspace } from './support/workspaces/scenario-workspace.ts';

/** Stories, the guide, and other pages of the documentation: what they show must be what their commands print. */
const DOCS = resolve(import.meta.dirname, '../../../docs');
const FOLDERS = [resolve(import.meta.dirname, 'scenarios'), join(DOCS, 'guide'), join(DOCS, 'troubleshooting')];
const documents = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .map((file) => ({ name: file, path: join(folder, file) })),
);
const PAGES = [
  ...[
    'faq.md',
    'monorepo.md',
    'existing-database.md',
    'without-a-schema.md',
    'partitions.md',
    'from-drizzle-kit.md',
    'from-alembic.md',
    'from-prisma.md',
    'from-flyway.md',
  ],
].map((name) => ({
  name,
  path: join(DOCS, name),
}));
const scenarios = [...documents, ...PAGES].filter(({ path }) =>
  documentSteps(readFileSync(path, 'utf8')).some(({ kind }) => kind === 'command'),
);

/** With BRAID_RECORD=1 documents are rewritten to what their commands print now, for an author to read. */
const recording = process.env.BRAID_RECORD === '1';

let workspace: ScenarioWorkspace;

beforeAll(() => {
  workspace = new ScenarioWorkspace(makeTempDir('braid-scenario-'));
});

afterAll(() => {
  workspace.end();
  removeTempDir(workspace.root);
});

/** The server stays from scenario to scenario, the database does not. */
async function emptyDatabase(): Promise<void> {
  const url = new URL(workspace.databaseUrl());
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`drop database if exists "${name}" with (force)`);
    await client.query(`create database "${name}"`);
  } finally {
    await client.end();
  }
}

/** What a terminal shows of a command; how it ended, unless well. */
function screen(command: string): string {
  const { status, stdout } = workspace.run(command);
  const shown = stdout.trimEnd().replaceAll(workspace.root, '/home/ada/shop');
  return status === 0 ? shown : `${shown}\n[exit ${status}]`.trimStart();
}

function runStep(step: ReturnType<typeof documentSteps>[number], ids: ShownIds): string {
  if (step.kind === 'file') workspace.write(step.path, ids.actual(step.text));
  else if (step.kind === 'edit') workspace.edit(step.path, ids.actual(step.before), ids.actual(step.after));
  else return screen(ids.actual(step.command));
  return '';
}

function expectShown(name: string, { command, output, line }: ShownCommand, printed: string, ids: ShownIds): void {
  ids.learn(output, printed);
  expect(stable(printed), `${name}:${line}: ${command}`).toBe(stable(ids.actual(output)));
}

/** What a document begins in, by its first line. */
function kindOf(text: string): ScenarioKind {
  if (text.startsWith('<!-- single project -->')) return 'single';
  return text.startsWith('<!-- empty workspace -->') ? 'empty' : 'reference';
}

describe('scenarios', () => {
  test('there are some', () => {
    expect(scenarios.length).toBeGreaterThan(10);
  });

  // CI runs all of them.
  test.each(recording ? scenarios : sampled(scenarios, 2))(`$name (${SAMPLE})`, async ({ name, path }) => {
    const text = readFileSync(path, 'utf8');
    const steps = documentSteps(text);
    workspace.begin(kindOf(text), name === 'first-slice.md');
    await emptyDatabase();
    const ids = new ShownIds();
    const recorded = text.split('\n');
    let shift = 0;
    for (const step of steps) {
      const printed = runStep(step, ids);
      if (step.kind !== 'command') continue;
      if (!recording) {
        expectShown(name, step, printed, ids);
        continue;
      }
      // What differs from run to run stays as it was, so that a recording shows what is new.
      ids.learn(step.output, printed);
      if (stable(printed) === stable(ids.actual(step.output))) continue;
      const [from, to] = step.outputLines;
      const lines = printed === '' ? [] : printed.split('\n');
      recorded.splice(from - 1 + shift, to - from, ...lines);
      shift += lines.length - (to - from);
    }
    if (recording) writeFileSync(path, recorded.join('\n'));
  });
});
