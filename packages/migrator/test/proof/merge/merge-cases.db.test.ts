import { describe, expect, test } from 'vitest';
import { MergeDoesNotCommuteError } from '../../../src/errors/merge/merge-errors.ts';
import { catalogHash } from '../../../src/proof/catalog-hash.ts';
import { parseProofLine } from '../../../src/proof/merge/proof-line/proof-line.ts';
import { inTheField } from './in-the-field.ts';
import { BAD, GOOD } from './merge-cases.ts';
import { A, B, BASE_ID, branchFiles, type MergeWorkspace, mergeWorkspace } from './merge-kit.ts';

async function open<T>(files: Readonly<Record<string, string>>, work: (workspace: MergeWorkspace) => Promise<T>) {
  const workspace = mergeWorkspace(files);
  try {
    return await work(workspace);
  } finally {
    await workspace.tools.close();
  }
}

describe('branches that commute are joined, and databases of every history end the same', () => {
  test.each(GOOD)('$name', async ({ wayBack = true, volatile = [], ...sides }) => {
    await open(branchFiles(sides), async (workspace) => {
      const { heads, merge } = await workspace.merge({ revisions: ['shop'] });
      expect(heads).toEqual([A, B]);
      expect(merge).toMatchObject({ revises: [A, B], slice: 'shop', wayBack, volatile, unseeded: [], snapshot: null });
      const line = parseProofLine(merge?.proof ?? '');
      expect(line).toMatchObject({ heads: [A, B], ancestors: [BASE_ID] });
      const hashes = (await inTheField(workspace, merge?.revision ?? '')).map(catalogHash);
      expect(new Set(hashes)).toEqual(new Set([line?.catalog]));
    });
  });
});

describe('branches that do not commute are refused, with the two statements', () => {
  test.each(BAD)('$name', async ({ problem, says, pair, ...sides }) => {
    await open(branchFiles(sides), async (workspace) => {
      const error = await workspace.merge({ revisions: [A, B] }).catch((thrown: unknown) => thrown);
      if (!(error instanceof MergeDoesNotCommuteError))
        throw new Error('it was joined, or failed otherwise', { cause: error });
      expect(error.message).toMatch(says);
      expect(error.facts).toMatchObject({ problem, heads: [{ revision: A }, { revision: B }] });
      const found: unknown = error.facts.pair;
      if (pair === undefined) expect(found).toBeUndefined();
      else
        expect(found).toMatchObject([
          { revision: A, statement: expect.stringMatching(startOf(pair[0])) },
          { revision: B, ...(pair[1] === '' ? {} : { statement: expect.stringMatching(startOf(pair[1])) }) },
        ]);
      expect(workspace.bench().graph().heads).toEqual([A, B]);
    });
  });
});

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
