import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import type { SchemaDiffer } from '../../../../src/ports/schema-differ.ts';
import type { PreparingProver } from '../../../../src/proof/prover.ts';
import { type DemoWorkspace, demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();

const EVENTS = "export const events = p.pgTable('events', { id: p.serial().primaryKey(), kind: p.text().notNull() });";
const OTHERS = "export const others = p.pgTable('others', { id: p.serial().primaryKey() });";

/** The workbench of a workspace, and what it asks for while a revision is made. */
async function recording(demo: DemoWorkspace) {
  const bench = demo.bench();
  const [differ, prover] = [await bench.differ(), await bench.prover()];
  const asked: string[] = [];
  const told: SchemaDiffer = {
    load: (...given) => differ.load(...given),
    judgeDefaults: (...given) => differ.judgeDefaults(...given),
    statements: (change) => {
      asked.push(change.before.length === 0 ? 'statements of a fresh build' : 'statements of a change');
      return differ.statements(change);
    },
  };
  const building: PreparingProver = {
    ...prover,
    build: (statements) => {
      asked.push('fresh build');
      return prover.build(statements);
    },
  };
  return { asked, bench: { ...bench, differ: async () => told, prover: async () => building } };
}

test('the fresh build of the only slice that changes begins before its revision is drafted, and nothing undoes it', async () => {
  const demo = demoWorkspace({ events: EVENTS });
  await revision(demo.bench(), { message: 'start' });
  demo.schema('events', EVENTS.replace('kind: p.text()', 'note: p.text(), kind: p.text()'));
  const { asked, bench } = await recording(demo);
  await revision(bench, { message: 'add note' });
  expect(asked.filter((each) => each !== 'fresh build')).toEqual([
    'statements of a fresh build',
    'statements of a change',
    'statements of a change',
  ]);
  expect(asked.filter((each) => each === 'fresh build')).toHaveLength(1);
});

test('where several slices change, each revision has its own', async () => {
  const demo = demoWorkspace({ events: EVENTS, others: OTHERS });
  await revision(demo.bench(), { message: 'start' });
  demo.schema('events', EVENTS.replace('kind: p.text()', 'note: p.text(), kind: p.text()'));
  demo.schema('others', OTHERS.replace('primaryKey()', 'primaryKey(), note: p.text()'));
  const { asked, bench } = await recording(demo);
  await revision(bench, { message: 'add notes' });
  expect(asked.filter((each) => each === 'fresh build')).toHaveLength(2);
});

test('nothing is built for a schema that did not change', async () => {
  const demo = demoWorkspace({ events: EVENTS });
  await revision(demo.bench(), { message: 'start' });
  const { asked, bench } = await recording(demo);
  await revision(bench, { message: 'again' });
  expect(asked).toEqual([]);
});
