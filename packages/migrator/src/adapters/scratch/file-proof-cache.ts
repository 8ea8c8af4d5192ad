import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryProof, Proof, ProofCache } from '../../ports/proof/proof.ts';

/** Entries beyond this many are deleted, the least recently used first. */
const LIMIT = 20_000;

/** Proofs as JSON files `<key>.json` in a folder (`.braid/proofs`), which can be deleted at any time. */
export function fileProofCache(folder: string): ProofCache & { sweep(): void } {
  const path = (key: string): string => join(folder, `${key}.json`);
  const read = <T extends { readonly key: string }>(key: string, is: (value: unknown) => value is T): T | undefined => {
    try {
      const proof: unknown = JSON.parse(readFileSync(path(key), 'utf8'));
      if (!is(proof) || proof.key !== key) return undefined;
      const now = new Date();
      utimesSync(path(key), now, now);
      return proof;
    } catch {
      return undefined;
    }
  };
  const write = (proof: Proof | HistoryProof): void => {
    mkdirSync(folder, { recursive: true });
    const temporary = `${path(proof.key)}.${process.pid}`;
    writeFileSync(temporary, `${JSON.stringify(proof, null, 2)}\n`);
    renameSync(temporary, path(proof.key));
  };
  return {
    read: (key) => read(key, isProof),
    write,
    readHistory: (key) => read(key, isHistoryProof),
    writeHistory: write,
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

function isHistoryProof(value: unknown): value is HistoryProof {
  if (typeof value !== 'object' || value === null) return false;
  return (
    ['key', 'catalog', 'snapshots', 'serverVersion', 'toolVersion'].every(
      (key) => typeof Reflect.get(value, key) === 'string',
    ) &&
    ['seed', 'durationMs'].every((key) => typeof Reflect.get(value, key) === 'number') &&
    ['heads', 'orders'].every((key) => Array.isArray(Reflect.get(value, key)))
  );
}
