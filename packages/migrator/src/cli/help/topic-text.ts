import { EXIT_CODES } from '../exit-code.ts';
import { table } from '../text/table.ts';
import type { Topic } from './topics.ts';

/** The text of a topic, with a line end. */
export function topicText(topic: Topic): string {
  return `${TEXTS[topic]()}\n`;
}

const rows = (lines: readonly (readonly [string, string])[]): string =>
  table(lines.map(([word, meaning]) => [` ${word}`, meaning]));

const TEXTS: Readonly<Record<Topic, () => string>> = {
  targets: () => `Targets and other symbols that name revisions

${rows([
  ['heads', 'all newest revisions: the default of upgrade'],
  ['head', 'the only head; an error when there are several'],
  ['base', 'nothing applied'],
  ['8f3c2a1b9d04', 'a revision'],
  ['8f3c', 'the revision whose id begins like this; four characters or more'],
  ['events', 'the revision that carries the label'],
  ['events@head', 'the head of one slice or label'],
  ['events@base', 'everything of that slice, in downgrade and stamp'],
  ['+2, -1', 'steps up or down from what is applied'],
  ['events@+1, events@-1', 'the same in one slice'],
  ['8f3c+2, events@head-1', 'steps from a revision'],
  ['a:b', 'from a to b: in history -r, and with --sql'],
  ['current', 'where the database is; in history and show'],
])}

Examples:
  migrate upgrade events@head
  migrate downgrade events@-1
  migrate history -r current:heads
  migrate show events@head-1`,
  heads: () => `Heads

A head is a revision that nothing follows. Each slice normally has one: migrate heads lists them. When two branches of git each add a
revision to the same slice, that slice has two heads after the merge in git, and "events@head" names no single revision any more.

Nothing is lost by that: upgrade heads applies both. Join them before the next revision of the slice is written:

  migrate heads                  which slices have several, and who wrote them
  migrate merge events           a merge revision, after a proof that both orders make the same schema
  migrate upgrade heads          then as usual

"Heads of the database" are the applied revisions that nothing applied follows: migrate current.`,
  config: () => `Configuration

migrate.config.json (or .mjs, .ts) is in the root of the workspace; migrate config shows every effective value and where it comes from.
A value comes from the command line, else the environment that --env names, else the file, else the default.

The database is the first of these that names one:

${rows([
  ['--url, --env, --embedded', 'on the command line'],
  ['DATABASE_URL', 'in the environment'],
  ['SERVICE_CONFIG_PATH', 'a JSON file of the service: its infrastructure.database'],
  ['.env', 'the same two variables in a file'],
  ['defaultEnvironment', 'an environment of the configuration'],
  ['PGHOST, PGSERVICE, …', "libpq's own variables"],
  ['nothing', 'the embedded PostgreSQL in .braid/postgres; in production an error'],
])}

Examples:
  migrate config
  migrate config --env staging
  migrate status --url postgres://ann@localhost/orders`,
  'exit-codes': () => `Exit codes

${rows([
  [`${EXIT_CODES.done}`, 'done, or there was nothing to do'],
  [`${EXIT_CODES.failed}`, 'failed: a statement, the connection, a file'],
  [`${EXIT_CODES.usage}`, 'usage: an unknown command, option, slice or environment, or an unconfirmed loss'],
  [`${EXIT_CODES.found}`, 'a check found something: check, validate, status --check, plan --detailed-exitcode'],
  [`${EXIT_CODES.busy}`, 'another runner is at work and did not end within --lock-wait, or batches of rows are left'],
  [`${EXIT_CODES.backup}`, 'a requested backup failed, or tenants of a fleet are left behind'],
  [`${EXIT_CODES.cancelled}`, 'stopped by SIGINT, or at a question'],
  ['143', 'stopped by SIGTERM'],
])}

Examples:
  migrate check || exit 1
  migrate status --check`,
};
