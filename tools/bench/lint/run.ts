// `npm run bench:lint`: what rules say of a corpus of statements against what servers did with it, with squawk beside it; CPU time of 1,000 files; how long the
// reference workspace takes to be observed; and predicted durations. Exits with 1 when a goal is missed. `npm run bench:lint observed` runs one part, `npm run bench:lint fixes` what runs only then: tools/bench/lint/fixes.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openSqlParser } from '../../../packages/migrator/src/adapters/parser/pg-parser.ts';
import { readBelow } from '../../../packages/migrator/src/commands/shared/lint/below.ts';
import { parseSection } from '../../../packages/migrator/src/commands/shared/lint/parse-section.ts';
import { judgeRevisions } from '../../../packages/migrator/src/lint/judge/judge-revisions.ts';
import { DEFAULT_LINT } from '../../../packages/migrator/src/lint/lint-settings.ts';
import { parseRevisionFile } from '../../../packages/migrator/src/revision/parse-revision-file.ts';
import { claimsOf, harmOf, isOpaque } from '../../../packages/migrator/test/lint/corpus/judge-corpus.ts';
import type { Truths } from '../../../packages/migrator/test/lint/corpus/observe-corpus.ts';
import { EMBEDDED, record, type Table } from '../record.mjs';
import { durations } from './durations.ts';
import { installSquawk, squawkFinds, VERSION } from './squawk.ts';

const GOALS = { found: 100, falseAlarms: 3, staticSeconds: 5, observedSeconds: 10 };
const DETECTION = [
  'PostgreSQL',
  'statements',
  'harmful',
  'Braid finds',
  'false alarms',
  'squawk finds',
  'false alarms',
];
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const truthFile = new URL('../../../packages/migrator/test/lint/corpus/truth.golden.json', import.meta.url);

console.log(`Node ${process.versions.node}; load average ${loadavg()[0]?.toFixed(1)}\n`);
const PARTS = {
  detection: () => detection(JSON.parse(readFileSync(truthFile, 'utf8'))),
  files: () => thousandFiles(),
  observed: () => observeReference(),
  durations: () => predicted(),
};
const tables: Table[] = [];
const goals: { readonly isMet: boolean; readonly text: string }[] = [];
const wanted = process.argv.slice(2).map((each) => each.replace(/^--/, ''));
for (const [name, part] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) await part();
// Half an hour: only where it is named.
if (wanted.includes('fixes')) await import('./fixes/run.ts');
if (wanted.join() !== 'fixes') recordAll();

function recordAll(): void {
  record('lint', {
    rounds: 1,
    missed: goals.flatMap(({ isMet, text }) => (isMet ? [] : [text])),
    tables: [
      ...tables,
      { columns: ['goal', ''], rows: goals.map(({ isMet, text }) => [text, isMet ? 'met' : '**missed**']) },
    ],
    server: EMBEDDED,
    peers: [`squawk ${VERSION}`],
  });
}

function goal(isMet: boolean, text: string): void {
  goals.push({ isMet, text });
  console.log(`${isMet ? 'ok  ' : 'MISS'} ${text}`);
  if (!isMet) process.exitCode = 1;
}

/** Of harmful statements how many are found, of harmless ones how many are called harmful. */
function detection(truths: Readonly<Record<string, Truths>>): void {
  const squawk = installSquawk();
  if (squawk === undefined) console.log('squawk is not there: npm did not install it');
  const rows: string[][] = [];
  tables.push({ columns: DETECTION, rows });
  console.log(DETECTION.join(' | '));
  for (const [major, all] of Object.entries(truths)) {
    const known = Object.entries(all).flatMap(([sql, truth]) =>
      truth === null ? [] : [{ sql, does: harmOf(truth, sql) }],
    );
    const harmful = known.filter(({ does }) => does.length > 0).map(({ sql }) => sql);
    const harmless = known.filter(({ does }) => does.length === 0).map(({ sql }) => sql);
    const statements = known.map(({ sql }) => sql);
    const braid = new Set(statements.filter((sql) => claimsOf(sql, Number(major)).length > 0));
    const other = squawk === undefined ? undefined : squawkFinds(squawk, statements, major);
    // Nothing in code is looked at, and that is said.
    const said = new Set([...braid, ...statements.filter((sql) => isOpaque(sql))]);
    const of = (found: ReadonlySet<string>, among: readonly string[]) => among.filter((sql) => found.has(sql)).length;
    const cells = (found: ReadonlySet<string> | undefined) =>
      found === undefined
        ? ['–', '–']
        : [`${of(found, harmful)} of ${harmful.length}`, `${of(found, harmless)} of ${harmless.length}`];
    const row = [major, String(statements.length), String(harmful.length), ...cells(braid), ...cells(other)];
    rows.push(row);
    console.log(row.join(' | '));
    goal(
      of(said, harmful) === harmful.length,
      `all that harms on ${major} is found, or said not to have been looked at`,
    );
    const share = (100 * of(braid, harmless)) / harmless.length;
    goal(share <= GOALS.falseAlarms, `false alarms on ${major}: ${share.toFixed(1)}%, at most ${GOALS.falseAlarms}%`);
  }
}

async function predicted(): Promise<void> {
  const { isNear, table } = await durations();
  tables.push(table);
  goal(isNear, 'predicted durations are within a factor of 3 of the real ones');
}

/** 500 files that are below, and 500 that are linted, of five statements each. */
async function thousandFiles(): Promise<void> {
  const texts = Array.from({ length: 1000 }, (_, at) => revisionText(at));
  const parser = await openSqlParser();
  const began = process.cpuUsage();
  const files = texts.map((text, at) => parseRevisionFile(text, { slice: 'shop', file: `r${at}.sql` }));
  const { catalog } = readBelow(files.slice(0, 500), parser, () => true);
  const parsed = files.slice(500).flatMap((file) => parseSection(file, 'upgrade', parser) ?? []);
  const { found } = judgeRevisions(catalog, parsed, DEFAULT_LINT);
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  goal(
    seconds <= GOALS.staticSeconds,
    `1,000 files of 5 statements: ${seconds.toFixed(2)} s of CPU, ${found.length} findings; at most ${GOALS.staticSeconds} s`,
  );
}

function revisionText(at: number): string {
  const table = `t${at % 250}`;
  const upgrade = [
    `create table ${table}_${at} (id bigserial primary key, other bigint references t0, name varchar(20), at timestamptz not null default now())`,
    `create index on ${table}_${Math.max(0, at - 500)} (name)`,
    `alter table ${table}_${Math.max(0, at - 250)} add column c${at} text`,
    `alter table ${table}_${Math.max(0, at - 250)} alter column name type varchar(${30 + (at % 50)})`,
    `comment on table ${table}_${at} is 'made by revision ${at}'`,
  ];
  return `-- revision: r${at}\n-- revises: ${at === 0 ? 'base' : `r${at - 1}`}\n-- message: m\n\n-- migrate:upgrade\n${upgrade.join(';\n')};\n\n-- migrate:downgrade\n`;
}

/** The whole history of the reference workspace, on the embedded server. */
function observeReference(): void {
  const run = () => {
    const began = performance.now();
    const bin = `${REPOSITORY}/packages/migrator/bin/migrate.cjs`;
    const { stdout } = spawnSync(process.execPath, [bin, 'lint', 'base:heads', '--observe', '--json'], {
      ...{ cwd: REPOSITORY, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    });
    return { seconds: (performance.now() - began) / 1000, result: JSON.parse(stdout) };
  };
  // The server starts, and states that proofs keep are made.
  run();
  const { seconds, result } = run();
  const { statements, unseen } = result.observed;
  goal(
    seconds <= GOALS.observedSeconds,
    `the six slices: ${statements} statements observed, ${unseen.length} not, in ${seconds.toFixed(1)} s; at most ${GOALS.observedSeconds} s`,
  );
  goal(result.refuted.length === 0, `static against observed: ${result.refuted.length} findings refuted`);
}
