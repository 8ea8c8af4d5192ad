import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileProofCache } from '../../../src/adapters/scratch/file-proof-cache.ts';
import type { Proof } from '../../../src/ports/proof/proof.ts';
import { tempDir } from '../../support/temp-dir.ts';

const proof: Proof = {
  ...{
    revision: 'aaaaaaaaaaaa',
    checksum: 'c',
    key: 'f00d',
    catalogBefore: '1',
    catalogAfter: '2',
    wayBack: 'lossless',
  },
  ...{ lost: [], unseeded: [], serverVersion: '18.4', toolVersion: '0.1.0', durationMs: 12 },
};

test('a proof comes back, and nothing else lies in the folder', () => {
  const folder = join(tempDir(), 'proofs');
  const cache = fileProofCache(folder);
  expect(cache.read('f00d')).toBeUndefined();
  cache.write(proof);
  cache.write(proof);
  cache.sweep();
  expect(cache.read('f00d')).toEqual(proof);
  expect(readdirSync(folder)).toEqual(['f00d.json']);
});

test.each(['', '{', 'null', '{}', '{"key": "f00d"}', JSON.stringify({ ...proof, key: 'beef' })])(
  'an entry that says %j is none',
  (text) => {
    const folder = tempDir();
    writeFileSync(join(folder, 'f00d.json'), text);
    expect(fileProofCache(folder).read('f00d')).toBeUndefined();
  },
);
