// `npm run docs`: writes docs/lint.md from the rules. A test fails when it is stale.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EVERY_LINT_RULE, LINT_TOPICS } from '../../../packages/migrator/src/lint/every-lint-rule.ts';
import type { LintRule } from '../../../packages/migrator/src/lint/rule/lint-rule.ts';
import { lintFixes } from './lint-fixes.ts';

/** The page about `migrate lint`. */
export function lintDocument(): string {
  const tables = LINT_TOPICS.map(({ title, rules }) => {
    const rows = rules.map(
      ({ name, level, harm }) => `| [\`${name}\`](#${name}) | ${level} | ${firstSentence(harm)} |`,
    );
    return [`### ${title}`, ['| rule | level | finds |', '| --- | --- | --- |', ...rows].join('\n')].join('\n\n');
  });
  return `${[ABOUT, ...tables, lintFixes(), '## The rules one by one', ...EVERY_LINT_RULE.map(section)].join('\n\n')}\n`;
}

function section({ name, level, harm, instead, since, example }: LintRule): string {
  const from = since === undefined ? '' : ` On PostgreSQL ${since} and newer ("lint.postgres").`;
  return [
    `### ${name}`,
    `${escaped(harm)}${from}`,
    `Level: ${level}. Instead: ${escaped(instead)}.`,
    ...(example.bad === '' ? [] : [code('-- found', example.bad), code('-- not found', example.good)]),
  ].join('\n\n');
}

function code(title: string, sql: string): string {
  const lines = sql.split(/\n\s*|; (?=[a-z])/).map((line) => line.replace(/;$/, ''));
  const shown = lines.map((line) => `    ${line}${line.startsWith('--') ? '' : ';'}`);
  return [`    ${title}`, ...(shown.length > 5 ? [...shown.slice(0, 4), '    -- …'] : shown)].join('\n');
}

function firstSentence(text: string): string {
  return escaped(text.split(/(?<=[.:]) /)[0] ?? '')
    .replace(/[.:]$/, '')
    .replaceAll('|', '\\|');
}

/** Angle brackets would be HTML. */
function escaped(text: string): string {
  return text.replaceAll('<', '\\<');
}

const ABOUT = `# What a revision does to a database in use

    migrate lint

\`migrate lint\` finds migrations that would block your users or break running code, before they are applied. It reads the upgrades of revisions with PostgreSQL's own parser and reports what they would do to a database in use: who is blocked, which running code
breaks, which rows can make them fail, and what to do instead. It does not connect to your databases. It exits with 3 when there is an error.

    ✗ [index-not-concurrent] features/shop/migrations/20261129T101500_51aa0be2c7f3_by_customer.sql:8: Blocks all writes to orders until the index is built.
        → CREATE INDEX CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off
    1 revision since main, 1 statement: 1 error. Sizes of tables are unknown.

\`locks completely\` means ACCESS EXCLUSIVE: nobody can read or write. Braid's runner waits for locks only briefly and tries again, so a brief lock
harms nobody; what the rules call errors is not brief, or breaks code however brief it is.

## Which revisions

| command | looks at |
| --- | --- |
| \`migrate lint\` | revisions whose files are new or changed since your branch left \`main\` (\`lint.base\`), including uncommitted ones |
| \`migrate lint --base origin/main\` | the same, compared with another branch or commit |
| \`migrate lint --staged\` | what the next commit adds or changes |
| \`migrate lint events@head\` | one revision |
| \`migrate lint a1:heads\` | a range, including both ends |

Braid does not look at revisions that may be applied somewhere unless you name them: to hide a finding you have to change the file, and an applied file must
keep its checksum. \`--slice\` reports only the findings in one slice. Only upgrades are checked, not downgrades;
[\`migrate plan --downgrade\`](offline.md) reports what the downgrades that it would run do.

The rules know the catalog that the SQL of the earlier revisions builds, in the order in which they run. Tables that the same revisions create are not
in use, so locks on them are not reported. Braid does not know what \`.ts\` revisions, DO blocks, extensions and other tools create: a table that no
statement creates counts as in use. Revisions that are code are listed with \`?\`: no rule looked at what they run.

Without sizes, a table of ten rows and one of ten million get the same findings.

## Ignore a finding

    -- lint:ignore drop-column "unread since v41"
    alter table orders drop column note;

Write one rule per comment, on its own line before the statement, with the reason. Without a reason it does not count. A comment that hides nothing is
itself a finding, so that no stale comment stays. \`migrate lint --json\` lists what is hidden, and why.

## Configuration

    "lint": {
      "base": "main",
      "check": true,
      "stats": "production-stats.json",
      "postgres": 15,
      "rules": { "drop-column": "warning", "json": "off" },
      "slices": { "audit": { "rules": { "update-unbatched": "error" } } }
    }

With \`check\`, [\`migrate check\`](commands.md#check) also reports the errors of new revisions. \`postgres\` is the oldest server version that the revisions
run on; all keys are in [configuration](configuration.md).

## Other commands that lint

[\`migrate revision\`](commands.md#revision) prints errors and warnings below the file that it wrote; every table of earlier revisions counts as in use.
[\`migrate plan\`](offline.md) prints them below each revision and keeps them in the plan; every table of the database counts as in use.

## See what the server does

    migrate lint --observe

also runs each statement on a [scratch database](proofs.md), at exactly the parents of its revision, in a transaction that is rolled back, and reads its
locks, what it rewrote and what it read whole. Findings that the server confirms say \`Observed.\` (\`basis\` in JSON is \`both\`). Where the server did not
do what a rule says, the finding does not count and is listed with \`~\`. What it did and no rule says is a separate finding
([\`observed-rewrite\`](#observed-rewrite) and similar ones), so DO blocks and functions are covered as well.

The scratch database is empty; if a statement locks two tables, each gets two rows, because a join may read the second one only when the first has
rows. Statements that cannot run in a transaction, sections in batches and COPY with data are not observed; they are listed with
\`?\` and the reason. Braid runs earlier data revisions to build the state, so use \`--observe\` only in checkouts that you trust.

## How long it takes in production

    migrate stats --env production --out production-stats.json
    migrate lint --stats production-stats.json

[\`migrate stats\`](commands.md#stats) reads how large and how busy the tables of a database are, from catalogs and counters, in read-only
transactions. It reads no row of a table; the file contains names of tables and columns, but no values. A role that may only connect can run it. The file
lists what the role may not see: average widths of columns need SELECT or \`pg_read_all_data\`, and which replicas are synchronous needs \`pg_monitor\`. Reads
and writes per second are measured between two samples (\`--interval\`), and as an average since the counters were reset; the larger of the two counts.

With that file, a finding about a lock whose duration depends on the size of the table says how long it lasts; its level follows from the lock, its duration
and the traffic:

    ✗ [index-not-concurrent] features/shop/migrations/20261129T101500_51aa0be2c7f3_by_customer.sql:8: Blocks all writes to orders until the index is built. In production orders has 120,000,000 rows (48.0 GB): 3 to 5 min, in which about 360,000 writes wait.

| in production | level |
| --- | --- |
| readers would wait longer than \`--max-block\` (\`lint.maxBlock\`, 100 ms), or writers ten times as long | error |
| the same, but the counters show that nobody reads or writes the table | warning |
| shorter | info |
| the table was never analysed, is not in the file, or the statement could not be timed | the rule's own level, and the finding says so |

Levels from the configuration stay. Tables that the same revisions create have no such findings, with or without sizes.

The statement is timed on a [scratch database](proofs.md) that has, at exactly the parents of the revision, rows as many and as wide as production's, up to 200,000
in the largest table and 96 MB in all: twice with a tenth of them and twice with all, each time in a transaction that is rolled back. A line through
both, and the share of each row, give the interval; sorting raises its upper end. TimeZone, memory and the other relevant settings are those of production. Braid's scratch servers do not
log new files; production does, which may take as long again, so the upper end is doubled for statements that write files. The time is that of the machine
that runs lint, with the table in memory: a slower disk, a table larger than memory or a busy server takes longer, and a statement that waits for locks or
calls your functions may take any time. PostgreSQL's own estimates are not used, because they are costs and not times.

So \`--stats\` runs statements as \`--observe\` does, but only those that block a table whose number of rows is known; with \`--no-observe\` nothing runs. Braid
also does not time statements on tables so small that even a slow server is quick (1 MB and 20,000 rows a second): the finding then gives an upper bound.
For materialized views there is no duration, because it depends on their queries and not on their rows.

Name the file in the configuration, and every command that lints uses it:

    "lint": { "stats": "production-stats.json", "maxBlock": 100 }

\`migrate check\` and \`migrate revision\` then time statements that block, as \`migrate lint --observe\` does. \`migrate lint\` alone, \`migrate plan\`, \`amend\` and \`squash\` run
nothing: they report how large tables are, and that the duration is unknown. Braid says so when the file is missing, older than 30 days, or from another major
version than the scratch server; write it again with the command above, nightly for example.

## For pull requests

\`--format github\` writes annotations for GitHub Actions, \`gitlab\` a code quality report, \`sarif\` a file for code scanning and editors, \`markdown\` a
comment, \`json\` the [whole result](json.md#lint).

## The rules`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../../../docs/lint.md', import.meta.url)), lintDocument());
}
