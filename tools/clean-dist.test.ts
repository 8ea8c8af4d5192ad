import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cleanBin, cleanDist } from './clean-dist.mjs';

test('a build removes what earlier ones left, and nothing else', () => {
  const root = mkdtempSync(join(tmpdir(), 'braid-clean-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const kept = [
    ...['dist/.tsbuildinfo', 'dist/index.js', 'dist/index.d.ts'],
    ...['dist/sql/here.js', 'dist/carried/schema-worker.cjs', 'dist/bin/migrate.cjs', 'dist/bin/migrate.cjs.cache'],
    ...['dist/bin/rest-1.cjs', 'dist/bin/rest-1.cjs.cache', 'src/index.ts', 'src/sql/here.ts'],
  ];
  const gone = [
    ...[
      'dist/index.js.map',
      'dist/index.d.ts.map',
      'dist/old.js',
      'dist/sql/here/before.d.ts',
      'dist/sql/here/before.d.ts.map',
      'dist/sql/before.js',
    ],
    ...['dist/bin/rest-0.cjs', 'dist/bin/rest-0.cjs.cache', 'dist/bin/rest-0.cjs.new'],
  ];
  for (const file of [...kept, ...gone]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  cleanDist(root);
  cleanBin(join(root, 'dist/bin'), ['migrate.cjs', 'rest-1.cjs']);
  const left = readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(root.length + 1)] : [],
  );
  expect(left.sort()).toEqual([...kept].sort());
});
