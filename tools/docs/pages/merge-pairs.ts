// `npm run docs:merge-pairs`: proves every pair of branches of the tests, asks drizzle-kit's check about the same pairs, and writes docs/merge-pairs.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toDrizzle } from '../../../packages/migrator/src/adapters/drizzle/drizzle-state.ts';
import type { SchemaEntity } from '../../../packages/migrator/src/schema/entity/schema-entity.ts';
import { applied, type Edit } from '../../../packages/migrator/test/proof/merge/pairs/edits.ts';
import { PAIRS, type Pair } from '../../../packages/migrator/test/proof/merge/pairs/pairs.ts';
import { PAIRS_PAGE, pairName } from '../../../packages/migrator/test/proof/merge/pairs/pairs-page.ts';
import { SHOP } from '../../../packages/migrator/test/proof/merge/pairs/shop.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'merge-pairs-'));

/** What Braid says about each pair, in words, from a run of the test. */
function braidVerdicts(): ReadonlyMap<string, string> {
  const out = join(temporary, 'verdicts.json');
  const args = ['vitest', 'run', '--project', 'db', 'packages/migrator/test/proof/merge/merge-pairs.db.test.ts'];
  const { status } = spawnSync('npx', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, MERGE_PAIRS_OUT: out },
  });
  if (status !== 0) throw new Error('the test of the pairs failed: the page would tell what is not so');
  const found: readonly { readonly name: string; readonly word: string }[] = JSON.parse(readFileSync(out, 'utf8'));
  return new Map(found.map(({ name, word }) => [name, word]));
}

function kit(command: 'up' | 'check', out: string): { readonly status: number | null; readonly said: string } {
  const args = [join(root, 'node_modules/drizzle-kit/bin.cjs'), command, '--dialect=postgresql', `--out=${out}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, said: `${stdout}${stderr}` };
}

/** What `drizzle-kit check` says about migrations folders in which the two sides follow one base. */
function kitVerdict(pair: Pair, at: number): 'joins' | 'conflict' {
  const out = join(temporary, `pair-${at}`);
  const ids = ['', 'a', 'b'].map((side) => `00000000-0000-4000-8000-00000000000${side === '' ? '0' : side}`);
  const write = (name: string, id = '', before: string, state: readonly SchemaEntity[], edits: readonly Edit[]) => {
    mkdirSync(join(out, name), { recursive: true });
    const renames = edits.flatMap((edit) => edit.renames);
    // Whole states, of which `drizzle-kit up` makes what this version keeps of each step.
    const snapshot = { ...toDrizzle(state), version: '8', id, prevIds: [before], renames };
    writeFileSync(join(out, name, 'snapshot.json'), JSON.stringify(snapshot));
    writeFileSync(join(out, name, 'migration.sql'), '-- asked for its snapshot only\n');
  };
  const none = '00000000-0000-0000-0000-000000000000';
  write('20260101000000_base', ids[0], none, SHOP, []);
  write('20260102000000_ours', ids[1], ids[0] ?? none, applied(SHOP, pair.a), pair.a);
  write('20260103000000_theirs', ids[2], ids[0] ?? none, applied(SHOP, pair.b), pair.b);
  const up = kit('up', out);
  if (up.status !== 0) throw new Error(`drizzle-kit up failed on ${pairName(pair)}: ${up.said}`);
  const { status, said } = kit('check', out);
  if (status === 0 && /fine/i.test(said)) return 'joins';
  if (/conflict|commutative/i.test(said)) return 'conflict';
  throw new Error(`drizzle-kit check said something else of ${pairName(pair)}: ${said}`);
}

const cell = (edits: readonly Edit[]): string =>
  `\`${edits.map(({ says }) => says).join('; ')}\``.replaceAll('|', '\\|');

/** The verdict in bold where it is wrong. */
function judged(word: string, pair: Pair): string {
  return word.startsWith('joins') === pair.commutes ? word : `**${word}**`;
}

function linked(note: string): string {
  return note.replaceAll(/\b(\d{4})\b/g, '[#$1](https://github.com/drizzle-team/drizzle-orm/issues/$1)');
}

try {
  const kits = PAIRS.map(kitVerdict);
  const braid = braidVerdicts();
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules/drizzle-kit/package.json'), 'utf8'),
  );
  const table = (commutes: boolean): string =>
    PAIRS.flatMap((pair, at) => {
      if (pair.commutes !== commutes) return [];
      const own = judged(braid.get(pairName(pair)) ?? 'not tried', pair);
      const cells = [cell(pair.a), cell(pair.b), own, judged(kits[at] ?? '', pair), linked(pair.note ?? '')];
      return [`| ${cells.join(' | ')} |`];
    }).join('\n');
  const good = PAIRS.filter(({ commutes }) => commutes).length;
  const kitRight = (commutes: boolean): number =>
    PAIRS.filter((pair, at) => pair.commutes === commutes && (kits[at] === 'joins') === commutes).length;
  writeFileSync(
    PAIRS_PAGE,
    `# Pairs of branches

${PAIRS.length} pairs of branches that two developers could make of the same shop (\`packages/migrator/test/proof/merge/pairs\`), and what \`migrate merge\` and
\`drizzle-kit check\` ${version} say about them. Braid runs both orders with rows in the tables; drizzle-kit compares what the snapshots say that
each side touches. What is right was written down before anything was run; a verdict in bold is wrong. \`npm run docs:merge-pairs\` writes this page from a
run; the test \`merge-pairs.db.test.ts\` proves half of the pairs in each run and all in CI, and fails when the page says otherwise.

| right verdicts | Braid | drizzle-kit check |
| --- | --- | --- |
| of ${good} pairs that commute | ${good} | ${kitRight(true)} |
| of ${PAIRS.length - good} pairs that do not | ${PAIRS.length - good} | ${kitRight(false)} |

The SQL of both sides is what \`migrate revision\` writes for the change. drizzle-kit is asked about the same states of the schema. What Drizzle cannot
express (functions, triggers, comments, data) is in \`merge-cases.ts\` and \`order-cases.ts\` beside the pairs.

## Pairs that commute

| one side | the other side | Braid | drizzle-kit check | |
| --- | --- | --- | --- | --- |
${table(true)}

## Pairs that do not commute

| one side | the other side | Braid | drizzle-kit check | |
| --- | --- | --- | --- | --- |
${table(false)}
`,
  );
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
