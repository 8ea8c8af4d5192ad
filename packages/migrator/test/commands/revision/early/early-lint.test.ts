import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { ProofCatalogDiffersError } from '../../../../src/errors/proof/proof-result-errors.ts';
import type { Prover } from '../../../../src/ports/proof/proof.ts';
import { demoWorkspace, shareDemo } from '../revision-kit.ts';

shareDemo();

const EVENTS = "export const events = p.pgTable('events', { id: p.serial().primaryKey(), amount: p.integer() });";
const RETYPED = EVENTS.replace('p.integer()', "p.bigint({ mode: 'number' })");

async function started() {
  const demo = demoWorkspace({ events: EVENTS });
  await revision(demo.bench(), { message: 'start' });
  demo.schema('events', RETYPED);
  const bench = demo.bench();
  return { demo, bench, prover: await bench.prover() };
}

test('a draft is linted while it is proven', async () => {
  const { bench, prover } = await started();
  let begin: () => void = () => undefined;
  const isRead = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const parser = async () => {
    begin();
    return await bench.parser();
  };
  // Nobody would ever read it, if this had to end first.
  const prove: Prover['prove'] = async (request) => {
    await isRead;
    return await prover.prove(request);
  };
  const { revisions } = await revision(
    { ...bench, parser, prover: async () => ({ ...prover, prove }) },
    { message: 'more' },
  );
  expect(revisions.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([['type-rewrite']]);
});

test('that a proof fails is said first, and nothing is written', async () => {
  const { demo, bench, prover } = await started();
  const before = demo.migrations('events');
  const parser = () => Promise.reject(new Error('no parser'));
  const prove: Prover['prove'] = async ({ drafts: [draft] }) => {
    const { id = '', slice = '', file = '' } = draft?.revision ?? {};
    await expect(parser()).rejects.toThrow('no parser');
    throw new ProofCatalogDiffersError({ revision: id, slice, file, phase: 'target', differences: ['it is not so'] });
  };
  const wrong = { ...bench, parser, prover: async () => ({ ...prover, prove }) };
  await expect(revision(wrong, { message: 'more' })).rejects.toThrow('it is not so');
  await expect(revision({ ...bench, parser }, { message: 'more' })).rejects.toThrow('no parser');
  expect(demo.migrations('events')).toEqual(before);
});
