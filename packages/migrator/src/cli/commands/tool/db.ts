import { DB_ACTIONS, type DbResult, db } from '../../../commands/db/db.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { EmbeddedStatus } from '../../../ports/embedded-control.ts';
import type { CliCommand } from '../../cli-command.ts';
import type { Style } from '../../text/style.ts';
import { knownWord } from '../../words/known-word.ts';

export const dbCommand: CliCommand = {
  define(command) {
    command
      .argument('<action>', DB_ACTIONS.join(', '))
      .option('-y, --yes', 'reset: delete the data without asking')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [word], bench, options, named }) {
    const action = knownWord('db', word, DB_ACTIONS);
    // Whoever names a database believes that this one is meant: `reset` would delete another.
    if (named !== undefined) {
      throw new UsageError({ problem: 'embedded-only', action, named });
    }
    const result = await db(bench, action, { yes: options.yes === true });
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
  }
}

function statusText({ state, home, port, pid, startedAt }: EmbeddedStatus): string {
  switch (state) {
    case 'absent':
      return `There is none yet; it would be made in ${home}.`;
    case 'stopped':
      return `Stopped; its data is in ${home}.`;
    case 'starting':
      return `Starting or stopping; its data is in ${home}.`;
    case 'running':
      return `Running on port ${port} (pid ${pid}) since ${startedAt}; its data is in ${home}.`;
  }
}

const EXAMPLES = `
The embedded PostgreSQL serves when no other database is named. Every command starts it when it needs it, and it stops by itself some
seconds after the last one; start and url keep it running until stop.

Examples:
  migrate db start
  psql "$(migrate db url)"
  migrate db stop
  migrate db reset --yes               delete its data and start over
`;
