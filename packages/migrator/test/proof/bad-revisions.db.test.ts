import { describe, expect, inject, test } from 'vitest';
import { ProofFailedError } from '../../src/errors/proof/proof-failed-error.ts';
import { createProver } from '../../src/proof/prover.ts';
import { parseRevisionFile } from '../../src/revision/parse-revision-file.ts';
import { writeTree } from '../adapters/fs/write-tree.ts';
import { SAMPLE, sampled } from '../support/sample.ts';
import { GOOD } from './good-revisions.ts';
import { proofTools } from './proof-kit.ts';
import { BAD, BASE } from './revision-cases.ts';

interface Case {
  readonly up: string;
  readonly down: string;
  readonly ts?: string;
}

const BASE_FILE = 'features/shop/migrations/20260101T000000_aaaaaaaaaaaa_base.sql';

/** The text of the revision in question, on top of the base. */
function draftOf({ up, down, ts }: Case) {
  const header = ['revision: bbbbbbbbbbbb', 'revises: aaaaaaaaaaaa', 'message: in question'];
  const file = `features/shop/migrations/20260102T000000_bbbbbbbbbbbb_in_question.${ts === undefined ? 'sql' : 'ts'}`;
  const text =
    ts === undefined
      ? `${header.map((line) => `-- ${line}`).join('\n')}\n\n${up}\n\n${down}\n`
      : `${header.map((line) => `// ${line}`).join('\n')}\n${down}\n${ts}`;
  return { file, text };
}

async function prove(question: Case) {
  const { file, text } = draftOf(question);
  const root = writeTree({
    'nx.json': '{}',
    'features/shop/slice.json': '{ "label": "shop", "schema": "./src/schema.ts", "migrations": "./migrations" }',
    'features/shop/src/schema.ts': '',
    [BASE_FILE]: `-- revision: aaaaaaaaaaaa\n-- branch-label: shop\n-- message: base\n\n-- migrate:upgrade\n${BASE}\n-- migrate:downgrade irreversible="base"\n`,
    // The code of a data revision is run from its file.
    ...(question.ts === undefined ? {} : { [file]: text }),
  });
  const tools = proofTools(root, { toolVersion: `cases-${inject('postgresUrl').length}-${process.pid}` });
  try {
    const [proof] = await createProver(tools).prove({ drafts: [parseRevisionFile(text, { slice: 'shop', file })] });
    return proof;
  } finally {
    await tools.close();
  }
}

describe('refused', () => {
  test.each(sampled(BAD, 2))(`$name (${SAMPLE})`, async ({ code, phase, line, says, ...question }) => {
    const error = await prove(question).catch((thrown: unknown) => thrown);
    if (!(error instanceof ProofFailedError)) throw new Error('it was proven, or failed otherwise', { cause: error });
    expect(error.code).toBe(code);
    expect(error.message).toMatch(says);
    expect(error.hint).not.toBe('');
    expect(error.facts).toMatchObject({
      revision: 'bbbbbbbbbbbb',
      slice: 'shop',
      phase,
      ...(line === undefined ? {} : { line }),
    });
  });
});

describe('proven', () => {
  test.each(sampled(GOOD, 2))(`$name (${SAMPLE})`, async ({ wayBack, lost, upgradeNeeds, ...question }) => {
    const proof = await prove(question);
    expect(proof).toMatchObject({ wayBack, lost, unseeded: [] });
    if (upgradeNeeds !== undefined) expect(proof?.upgradeNeeds).toMatch(upgradeNeeds);
    else expect(proof).not.toHaveProperty('upgradeNeeds');
  });
});
