import { expect, onTestFinished, test } from 'vitest';
import { openRevisionFiles } from '../../../src/adapters/fs/revision-files.ts';
import { openWorkspace } from '../../../src/adapters/fs/workspace.ts';
import { validateText } from '../../../src/cli/commands/gates/validate.ts';
import { PLAIN } from '../../../src/cli/text/style.ts';
import { type ValidateOptions, validate } from '../../../src/commands/validate/validate.ts';
import { createStopSignal } from '../../../src/execute/stop-signal.ts';
import { buildGraph } from '../../../src/graph/build/build-graph.ts';
import type { ProofEvent } from '../../../src/proof/proof-event.ts';
import { proofTools } from '../../proof/proof-kit.ts';
import { type SmallRevision, smallWorkspace, withoutSchemas } from '../small-workspace.ts';

const [A, B, C, D, E] = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(12));

const REVISIONS: readonly SmallRevision[] = [
  {
    id: `${A}`,
    slice: 'shop',
    header: '-- branch-label: shop\n',
    up: 'create table a (id int primary key);',
    down: '-- migrate:downgrade lossy="all"\ndrop table a;',
  },
  {
    id: `${B}`,
    slice: 'shop',
    header: `-- revises: ${A}\n`,
    up: 'alter table a add column b text;',
    down: '-- migrate:downgrade\nalter table a drop column b;',
  },
  {
    id: `${C}`,
    slice: 'shop',
    header: `-- revises: ${B}\n`,
    up: 'alter table a add column c text; select 1 / 0;',
    down: '-- migrate:downgrade\nselect 1;',
  },
  {
    id: `${D}`,
    slice: 'shop',
    header: `-- revises: ${C}\n`,
    up: 'create index on a (b);',
    down: '-- migrate:downgrade\nselect 1;',
  },
  {
    id: `${E}`,
    slice: 'news',
    header: '-- branch-label: news\n',
    up: 'create view n as select 1 as one;',
    down: '-- migrate:downgrade\ndrop view n;',
  },
];

function open() {
  const root = smallWorkspace(REVISIONS);
  const tools = proofTools(root);
  onTestFinished(() => tools.close());
  const workspace = openWorkspace(root);
  const events: ProofEvent[] = [];
  const bench = {
    workspace,
    graph: () => buildGraph(workspace.readHeaders()),
    proofs: async () => tools,
    files: openRevisionFiles(root),
    ...withoutSchemas,
    changes: () => Promise.reject(new Error('no git here')),
    runner: { ...tools, options: tools.runnerOptions, onEvent: () => undefined, runs: 'validate' },
  };
  const hear = (event: ProofEvent) => void events.push(event);
  return { events, tools, run: (options?: ValidateOptions) => validate(bench, options, hear) };
}

test('each revision has its verdict: proven, failed, or blocked by one that cannot be applied', async () => {
  const { run, events } = open();
  const result = await run();
  expect(result.revisions.map(({ revision, verdict, wayBack }) => [revision[0], verdict, wayBack])).toEqual([
    ['e', 'proven', 'lossless'],
    ['a', 'proven', 'lossy'],
    ['b', 'failed', null],
    ['c', 'failed', null],
    ['d', 'blocked', null],
  ]);
  expect(result).toMatchObject({ proven: 2, cached: 0, failed: 2, blocked: 1 });
  const [, , b, c, d] = result.revisions;
  expect(b?.problem).toMatchObject({ code: 'proof-rows-differ', slice: 'shop', facts: { lost: ['public.a.b'] } });
  expect(c?.problem).toMatchObject({
    code: 'proof-statement-failed',
    facts: { line: 6, sqlState: '22012', statementNumber: 2 },
  });
  expect(d?.blockedBy).toBe(C);
  expect(events.filter(({ type }) => type === 'revision-proven')).toHaveLength(5);
  expect(events[0]).toEqual({ type: 'proofs-planned', revisions: 5, cached: 0 });

  const text = validateText(result, PLAIN);
  expect(text).toContain(`✓  ${A}  shop  lossy`);
  expect(text).toMatch(/✗ {2}bbbbbbbbbbbb {2}shop {2}failed/);
  expect(text).toContain(`- ${D} waits for ${C}: `);
  expect(text).toMatch(/2 failed, 1 blocked 2 of 5 revisions proven on PostgreSQL [\d.]+ in /);
});

test('proofs are remembered until asked not to, and what failed is tried again', async () => {
  const { run } = open();
  expect(await run({ revisions: [`${A}:${B}`] })).toMatchObject({ proven: 1, cached: 0, failed: 1 });
  expect(await run({ revisions: [`${A}:${B}`] })).toMatchObject({ proven: 1, cached: 1, failed: 1 });
  expect(await run({ revisions: ['news@head', 'aaaa'], cache: false })).toMatchObject({ proven: 2, cached: 0 });
});

test('a signal ends it between two revisions, and nothing is left', async () => {
  const { run, tools, events } = open();
  const stop = createStopSignal();
  stop.raise();
  Object.assign(tools, { stop });
  await expect(run()).rejects.toMatchObject({ code: 'interrupted' });
  expect(events.filter(({ type }) => type === 'revision-proven')).toEqual([]);
});

test('a slice, and names that there are not', async () => {
  const { run } = open();
  expect((await run({ slice: 'news' })).revisions.map(({ slice }) => slice)).toEqual(['news']);
  await expect(run({ slice: 'nowhere' })).rejects.toMatchObject({ code: 'unknown-slice' });
  await expect(run({ revisions: ['ffff'] })).rejects.toMatchObject({ outcome: 'usage' });
});
