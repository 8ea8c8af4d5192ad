import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { revision } from '../../../../src/commands/revision/revision.ts';
import { ProofCatalogDiffersError } from '../../../../src/errors/proof/proof-result-errors.ts';
import type { Prover } from '../../../../src/ports/proof/proof.ts';
import type { SchemaDiffer } from '../../../../src/ports/schema-differ.ts';
import type { SqlParser } from '../../../../src/ports/sql-parser.ts';
import type { RevisionFiles } from '../../../../src/ports/workspace/revision-files.ts';
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

test('a draft is linted while the server is read', async () => {
  const { bench, prover } = await started();
  const { parse } = await bench.parser();
  let note: () => void = () => undefined;
  const isParsed = new Promise<void>((resolve) => {
    note = resolve;
  });
  const parser: SqlParser = {
    parse: (sql) => {
      note();
      return parse(sql);
    },
  };
  const prove: Prover['prove'] = async (request) => {
    if (request.target?.whileRead === undefined) throw new TypeError('nobody is told that the server is read');
    request.target.whileRead();
    // Nobody would ever parse it, if this had to end first.
    await isParsed;
    return await prover.prove(request);
  };
  const { revisions } = await revision(
    { ...bench, parser: async () => parser, prover: async () => ({ ...prover, prove }) },
    { message: 'more' },
  );
  expect(revisions.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([['type-rewrite']]);
});

test('snapshots are read, and the parser is loaded, while schemas load', async () => {
  const { bench } = await started();
  const differ = await bench.differ();
  const seen: string[] = [];
  const loading: SchemaDiffer = {
    statements: (change) => differ.statements(change),
    judgeDefaults: (...given) => differ.judgeDefaults(...given),
    load: async (...given) => {
      const loaded = await differ.load(...given);
      seen.push('loaded');
      return loaded;
    },
  };
  const files: RevisionFiles = {
    ...bench.files,
    read: (file) => {
      if (file.includes('/snapshots/')) seen.push('snapshot');
      return bench.files.read(file);
    },
  };
  const parser: typeof bench.parser = () => {
    seen.push('parser');
    return bench.parser();
  };
  await revision({ ...bench, files, parser, differ: async () => loading }, { message: 'more' });
  expect(new Set(seen.slice(0, seen.indexOf('loaded')))).toEqual(new Set(['snapshot', 'parser']));
});

test('what is wrong with a schema is said before what is wrong with a snapshot', async () => {
  const { demo, bench } = await started();
  const [snapshot = ''] = readdirSync(join(demo.root, 'features/events/migrations/snapshots'));
  writeFileSync(join(demo.root, 'features/events/migrations/snapshots', snapshot), 'no JSON');
  await expect(revision(bench, { message: 'more' })).rejects.toThrow('snapshots/');
  demo.schema('events', 'export const events = nothing;');
  await expect(revision(demo.bench(), { message: 'more' })).rejects.toThrow('nothing is not defined');
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
