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

reads the upgrades of revisions with PostgreSQL's own parser and tells what they would do to a database in use: whom they block, what they break of
the code that is still running, which rows they can fail on, and what to do instead. It asks no database of yours. Exit code 3 when there is an error.

    ✗ [index-not-concurrent] features/shop/migrations/20261129T101500_51aa0be2c7f3_by_customer.sql:8: Blocks all writes to orders until the index is built.
        → CREATE INDEX CONCURRENTLY, in a revision of its own with -- migrate:upgrade transaction=off
    1 revision since main, 1 statement: 1 error. Sizes of tables are unknown.

\`locks completely\` means ACCESS EXCLUSIVE: nobody can read or write. Braid's runner waits for locks a short time only and tries again, so what is brief
harms nobody; what the rules call errors is not brief, or breaks code however brief it is.

## Which revisions

| command | looks at |
| --- | --- |
| \`migrate lint\` | revisions whose files are new or changed since your branch left \`main\` (\`lint.base\`), uncommitted ones among them |
| \`migrate lint --base origin/main\` | the same, compared with another branch or commit |
| \`migrate lint --staged\` | what the next commit adds or changes, as it would leave it |
| \`migrate lint events@head\` | one revision |
| \`migrate lint a1:heads\` | a range, with both ends |

What may be applied somewhere is not looked at unless you name it: to hide a finding the file has to be changed, and an applied file must keep its
checksum. \`--slice\` tells only the findings in one slice. Only the upgrades are looked at, not the downgrades;
[\`migrate plan --downgrade\`](offline.md) tells what the downgrades that it would run do.

The catalog that rules know is what the SQL of the revisions below makes, in the order in which they run. Tables that the same revisions make are not
in use, so nothing is said of locks on them. What \`.ts\` revisions, DO blocks, extensions and other tools make is not known: a table that no statement
makes counts as in use. Revisions that are code are listed with \`?\`: no rule looked at what they run.

Without sizes a table of ten rows and one of ten million have the same findings.

## Ignore a finding

    -- lint:ignore drop-column "unread since v41"
    alter table orders drop column note;

One rule a line, on a line of its own before the statement, with the reason. Without a reason it does not count. A comment that hides nothing is a
finding, so that none is left behind. \`migrate lint --json\` lists what is hidden, and why.

## Configuration

    "lint": {
      "base": "main",
      "check": true,
      "stats": "production-stats.json",
      "postgres": 15,
      "rules": { "drop-column": "warning", "json": "off" },
      "slices": { "audit": { "rules": { "update-unbatched": "error" } } }
    }

With \`check\`, [\`migrate check\`](commands.md#check) tells the errors of new revisions, too. \`postgres\` is the oldest server that the revisions run on;
all keys are in [configuration](configuration.md).

## Where else it is told

[\`migrate revision\`](commands.md#revision) prints errors and warnings under the file that it wrote, and takes every table of earlier revisions for one
in use. [\`migrate plan\`](offline.md) prints them under each revision and keeps them in the plan, and takes what the database has for in use.

## Look what the server does

    migrate lint --observe

also runs each statement on a [scratch database](proofs.md), at exactly the parents of its revision, in a transaction that is rolled back, and reads its
locks, what it rewrote and what it read whole. Findings that the server bears out say \`Observed.\` (\`basis\` in JSON is \`both\`); where it did not do
what a rule says, the finding does not count and is listed with \`~\`; what it did and no rule says is a finding of its own
([\`observed-rewrite\`](#observed-rewrite) and its like), so DO blocks and functions are looked into as well.

The scratch database is empty; where a statement locks two tables, each gets two rows, since a join may look at the second only when the first has
rows. Statements that cannot run in a transaction, sections in batches and COPY with data are not observed, and listed with
\`?\` together with why. Data revisions below are run to build the state, so \`--observe\` is for checkouts that you trust.

## How long it takes in production

    migrate stats --env production --out production-stats.json
    migrate lint --stats production-stats.json

[\`migrate stats\`](commands.md#stats) reads how large and how busy the tables of a database are, from catalogs and counters, in transactions that only
read. No row of a table is read and no value is in the file, but names of tables and columns are. A role that may only connect can run it. What it may
not see is listed in the file: average widths of columns need SELECT or \`pg_read_all_data\`, which replicas are synchronous needs \`pg_monitor\`. Reads and
writes a second are those between two samples (\`--interval\`), and on average since the counters were reset; the larger of the two counts.

With it, a finding about a lock that lasts as long as a table is large says for how long, and its level is lock by duration by traffic:

    ✗ [index-not-concurrent] features/shop/migrations/20261129T101500_51aa0be2c7f3_by_customer.sql:8: Blocks all writes to orders until the index is built. In production orders has 120,000,000 rows (48.0 GB): 3 to 5 min, in which about 360,000 writes wait.

| in production | level |
| --- | --- |
| readers would wait longer than \`--max-block\` (\`lint.maxBlock\`, 100 ms), or writers ten times as long | error |
| the same, but the counters show nobody who reads or writes the table | warning |
| shorter | info |
| the table was never analysed, is not in the file, or the statement could not be timed | that of the rule, and the finding says so |

Levels that the configuration gives to a rule stay. Tables that the same revisions make are silent, with or without sizes.

The statement is timed on a [scratch database](proofs.md) that has, at exactly the parents of the revision, rows as many and as wide as production's, up to 200,000
in the largest table and 96 MB in all: twice with a tenth of them and twice with all, each time in a transaction that is rolled back. A line through
both, and the share of each row, are the interval; sorting adds to its upper end. TimeZone, memory and the other settings that matter are those of production. Scratch servers of Braid's own write no log of new files, production does, which
may take as long again: the upper end is doubled for statements that write some. It is the time of the machine
that runs lint, with the table in memory: a slower disk, a table larger than memory or a busy server takes longer, and a statement that waits for locks or
calls functions of yours may take any time. PostgreSQL's own estimates are not used: they are no times.

So \`--stats\` runs statements as \`--observe\` does, but only those that block a table whose rows are known; with \`--no-observe\` nothing runs. Nothing is
timed either where a table is so small that the slowest server is quick (1 MB and 20,000 rows a second): the finding says less than how long. For
materialized views nothing is said, since their queries take the time and not their rows.

Name the file in the configuration, and everything that lints takes it:

    "lint": { "stats": "production-stats.json", "maxBlock": 100 }

\`migrate check\` and \`migrate revision\` then time what blocks, as \`migrate lint --observe\` does. \`migrate lint\` alone, \`migrate plan\`, \`amend\` and \`squash\` run nothing for it: they say how large tables
are, and that how long it takes is not known. A file that is older than 30 days, of another major version than the scratch server, or not there, is
said; write it again with the command above, nightly for example.

## For pull requests

\`--format github\` writes annotations of GitHub Actions, \`gitlab\` a code quality report, \`sarif\` what code scanning and editors read, \`markdown\` a
comment, \`json\` the [whole result](json.md#lint).

## The rules`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(fileURLToPath(new URL('../../../docs/lint.md', import.meta.url)), lintDocument());
}
