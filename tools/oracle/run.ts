import { fileURLToPath } from 'node:url';
import { type Corpus, readCorpus } from './corpus.ts';
import { DEVIATIONS } from './deviations.ts';
import { runCorpus } from './run-corpus.ts';

/**
 * `npm run oracle -- [corpus.json|.json.gz]`: asks every question of a corpus of Alembic's answers (by default the one
 * in the repository) and exits 0 only when no disagreement is left that no rule of `deviations.ts` explains; 2 when the
 * file is not corpus.
 */
const file =
  process.argv[2] ??
  fileURLToPath(new URL('../../packages/migrator/test/fixtures/oracle/public.json.gz', import.meta.url));
const corpus = read(file);
const report = runCorpus(corpus);

for (const { caseName, query, problem } of report.disagreements) {
  console.log(`DISAGREES ${caseName}: ${problem.slice(0, 400)}\n          ${query.slice(0, 1200)}`);
}
console.log(`\nAlembic ${corpus.alembic}, ${corpus.cases.length} graphs, ${report.queries} queries (${file})\n`);
console.log(`${'operation'.padEnd(16)}${'agree'.padStart(7)} / total`);
for (const [op, { agree, total }] of report.operations)
  console.log(`${op.padEnd(16)}${String(agree).padStart(7)} / ${total}`);
console.log(`\nDeliberate deviations (${DEVIATIONS.length} rules):`);
for (const { name, reason } of DEVIATIONS)
  console.log(`${String(report.deviations.get(name) ?? 0).padStart(7)}  ${name}: ${reason}`);
console.log(`\nDisagreements: ${report.disagreements.length}`);
process.exitCode = report.disagreements.length === 0 ? 0 : 1;

function read(path: string): Corpus {
  try {
    return readCorpus(path);
  } catch (error) {
    console.error(`${path} cannot be read as a corpus: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(2);
  }
}
