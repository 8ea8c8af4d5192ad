import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof, ProofCache } from '../../ports/proof/proof.ts';

/** Entries beyond this many are deleted, the least recently used first. */
const LIMIT = 20_000;

/** Proofs as JSON files `<key>.json` in a folder (`.braid/proofs`), which can be deleted at any time. */
export function fileProofCache(folder: string): ProofCache & { sweep(): void } {
  const path = (key: string): string => join(folder, `${key}.json`);
  return {
    read(key) {
      try {
        const proof: unknown = JSON.parse(readFileSync(path(key), 'utf8'));
        if (!isProof(proof) || proof.key !== key) return undefined;
        const now = new Date();
        utimesSync(path(key), now, now);
        return proof;
      } catch {
        return undefined;
      }
    },
    write(proof) {
      mkdirSync(folder, { recursive: true });
      const temporary = `${path(proof.key)}.${process.pid}`;
      writeFileSync(temporary, `${JSON.stringify(proof, null, 2)}\n`);
      renameSync(temporary, path(proof.key));
    },
    sweep() {
      const files = listed(folder);
      if (files.length <= LIMIT) return;
      const aged = files
        .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
        .sort((a, b) => a.at - b.at);
      for (const { name } of aged.slice(0, files.length - LIMIT)) rmSync(join(folder, name), { force: true });
    },
  };
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const texts = [
  'revision',
  'checksum',
  'key',
  'catalogBefore',
  'catalogAfter',
  'wayBack',
  'serverVersion',
  'toolVersion',
];

function isProof(value: unknown): value is Proof {
  if (typeof value !== 'object' || value === null) return false;
  return (
    texts.every((key) => typeof Reflect.get(value, key) === 'string') &&
    Array.isArray(Reflect.get(value, 'lost')) &&
    Array.isArray(Reflect.get(value, 'unseeded')) &&
    typeof Reflect.get(value, 'durationMs') === 'number'
  );
}
