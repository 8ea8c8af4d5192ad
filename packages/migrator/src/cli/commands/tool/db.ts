import type { ListedDatabase } from '../../../commands/db/branch/list-branches.ts';
import { db } from '../../../commands/db/db.ts';
import { DB_ACTIONS, type DbResult, SERVER_ACTIONS } from '../../../commands/db/db-options.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { EmbeddedStatus } from '../../../ports/embedded-control.ts';
import type { CliCommand } from '../../cli-command.ts';
import { textOption } from '../../options/option-values.ts';
import type { Style } from '../../text/style.ts';
import { knownWord } from '../../words/known-word.ts';

export const dbCommand: CliCommand = {
  actions: {
    operands: Object.fromEntries(
      DB_ACTIONS.map((action) => [action, action === 'branch' || action === 'switch' ? 1 : 0]),
    ),
  },
  define(command) {
    command
      .argument('<action>', DB_ACTIONS.join(', '))
      .argument('[name]', 'branch, switch: a git branch; default: the checked-out one')
      .option('--from <branch>', 'branch: clone the database of this branch; default: the nearest one in git')
      .option('--disconnect', 'branch, prune: end the sessions of other clients')
      .option('--hook', 'branch: do it at every checkout, with a git hook')
      .option('--allow-remote', 'branch, prune: the server is on another machine')
      .option('-y, --yes', 'reset, prune: delete the data without asking')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [word, name], bench, options, named }) {
    const action = knownWord('db', word, DB_ACTIONS);
    // A user who names a database expects `reset` to act on that one; it would delete another.
    if (named !== undefined && SERVER_ACTIONS.some((each) => each === action)) {
      throw new UsageError({ problem: 'embedded-only', action, named });
    }
    const result = await db(bench, action, {
      name,
      from: textOption(options.from),
      disconnect: options.disconnect === true,
      hook: options.hook === true,
      allowRemote: options.allowRemote === true,
      yes: options.yes === true,
    });
    return { result, text: (style) => render(result, style) };
  },
};

function render(result: DbResult, style: Style): string {
  switch (result.action) {
    case 'start':
      return style.typed(`Running on port ${result.status.port} until migrate db stop. Its URL: migrate db url`);
    case 'status':
      return statusText(result.status);
    case 'stop':
      return result.stopped ? 'Stopped.' : 'It was not running.';
    case 'url':
      return result.url;
    case 'reset':
      return `Deleted ${result.folder}.`;
    case 'branch':
      return branchText(result);
    case 'switch':
      return switchText(result);
    case 'list':
      return result.databases.map((each) => listLine(each, style)).join('\n');
    case 'prune':
      return result.pruned.length === 0
        ? 'Nothing to drop: every branch that has a database still exists in git.'
        : result.pruned.map(({ database, branch }) => `Dropped ${database}, of ${branch}.`).join('\n');
  }
}

function switchText({ use, database }: Extract<DbResult, { action: 'switch' }>): string {
  const which = use === null ? 'Commands follow the checked-out branch' : `Commands use the database of ${use}`;
  if (database !== null) return `${which}: ${database}.`;
  return use === null ? `${which}: the database of the main branch.` : `${which}.`;
}

function branchText({ branch, database, from, follows, hook }: Extract<DbResult, { action: 'branch' }>): string {
  const made = from === null ? `${branch} has ${database}.` : `Created ${database} for ${branch}, from ${from}.`;
  const next = follows
    ? 'Commands use it while this branch is checked out.'
    : 'Put its name into your database URL; Braid never changes a URL.';
  return [made, next, ...(hook === null ? [] : [`Wrote ${hook}.`])].join('\n');
}

function listLine({ branch, database, current, gone, bytes, sessions }: ListedDatabase, style: Style): string {
  const size = bytes === null ? '' : `  ${(bytes / 2 ** 20).toFixed(0)} MB`;
  const used = sessions === null || sessions === 0 ? '' : `  ${sessions} connected`;
  const note = gone ? style.yellow('  the branch is gone') : '';
  return `${current ? '*' : ' '} ${style.cyan(branch ?? '(main)')}  ${database}${size}${used}${note}`;
}

function statusText({ state, home, port, pid, startedAt }: EmbeddedStatus): string {
  switch (state) {
    case 'absent':
      return `There is none yet; it would be created in ${home}.`;
    case 'stopped':
      return `Stopped; its data is in ${home}.`;
    case 'starting':
      return `Starting or stopping; its data is in ${home}.`;
    case 'running':
      return `Running on port ${port} (pid ${pid}) since ${startedAt}; its data is in ${home}.`;
  }
}

const EXAMPLES = `
Braid uses the embedded PostgreSQL when no other database is named. Commands start it when they need it, and it stops some
seconds after the last one; start and url keep it running until stop.

branch clones the database of the nearest branch in git; while that branch is checked out, every command uses the clone, and url prints its URL.
switch uses the database of another branch; without a name, commands follow the checked-out branch again. list and prune also work
on a server that you name.

Examples:
  migrate db start
  psql "$(migrate db url)"
  migrate db branch                    a database for the branch that is checked out
  migrate db branch feature/prices --from main
  migrate db prune --yes               drop those of branches that are gone
  migrate db stop
  migrate db reset --yes               delete its data and start over
`;
