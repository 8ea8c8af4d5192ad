import { expect, onTestFinished, test } from 'vitest';
import { runner } from '../execute/support/runner.ts';
import { type Fault, tcpProxy } from '../execute/support/tcp-proxy.ts';
import { freshDatabase } from '../support/fresh-database.ts';
import { expectWhole } from './support/expect-whole.ts';
import { note, printTableAtEnd, sample } from './support/fault-table.ts';
import { gatedPlan, prepareGates } from './support/gated-plan.ts';

printTableAtEnd();

const faults: readonly Fault[] = ['cut-before', 'cut-during', 'cut-after'];
const names: Record<Fault, string> = {
  'cut-before': 'connection cut before COMMIT is sent',
  'cut-during': 'connection cut while the server commits',
  'cut-after': 'connection cut after COMMIT, answer lost',
};
const cases = [true, false].flatMap((transaction) =>
  faults.flatMap((fault) => Array.from({ length: 20 }, (_, index) => [fault, transaction, index] as const)),
);

test.each(sample(cases, 12))('%s, transaction %s, revision %i', async (fault, transaction, index) => {
  const plan = gatedPlan(20, transaction);
  const database = await freshDatabase();
  await prepareGates(database);
  const proxy = await tcpProxy(database.url);
  onTestFinished(() => proxy.close());
  // One revision a message: the cut hits the one that is meant.
  const { upgrade } = runner(plan.revisions, { url: proxy.url, options: { batchRevisions: 1 } });
  proxy.arm(fault, `'${plan.revisions[index]?.id}', 'events'`);
  expect((await upgrade()).heads).toEqual([plan.revisions.at(-1)?.id]);
  expect(proxy.fired).toBe(1);
  await expectWhole(database, plan.revisions);
  note(`${names[fault]}, ${transaction ? 'transactional' : 'transaction=off'}`, 'recovered in the same run');
});
