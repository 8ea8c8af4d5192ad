import { InvalidArgumentError } from 'commander';
import { BATCH_ACTIONS } from '../../../commands/batches/batch-actions.ts';
import { batches } from '../../../commands/batches/batches.ts';
import { UsageError } from '../../../errors/usage/usage-error.ts';
import type { CliCommand } from '../../cli-command.ts';
import { declareLimits } from '../../options/limit-options.ts';
import { declareUntil, withUntil } from '../../options/until-option.ts';
import { batchesText } from '../../text/batches/batches-text.ts';
import { knownWord } from '../../words/known-word.ts';

/** Actions that are about one revision. */
const ABOUT_ONE = ['show', 'pause', 'resume', 'retry', 'size', 'cancel'];

export const batchesCommand: CliCommand = {
  actions: { usual: 'list', operands: Object.fromEntries(BATCH_ACTIONS.map((action) => [action, 1])) },
  define(command) {
    command
      .argument('[action]', BATCH_ACTIONS.join(', '), 'list')
      .argument('[revision]', 'an id, the beginning of one, or app@head; without it, list and work include all')
      .option('--rows <number>', 'size: rows of the next batch', readRows)
      .option('--reason <text>', 'cancel: the reason, kept in the log')
      .addHelpText('after', EXAMPLES);
    declareUntil(command);
    declareLimits(command);
  },
  async run({ args: [word = 'list', revision], bench: opened, options }) {
    const action = knownWord('batches', word, BATCH_ACTIONS);
    const { rows, reason } = options;
    const given = {
      ...{ action, revision },
      rows: typeof rows === 'number' ? rows : undefined,
      reason: typeof reason === 'string' ? reason.trim() : '',
    };
    if (ABOUT_ONE.includes(action) && revision === undefined) {
      throw new UsageError({ problem: 'batches-needs', action, needs: '<revision>' });
    }
    if (action === 'size' && given.rows === undefined) {
      throw new UsageError({ problem: 'batches-needs', action, needs: `${revision ?? ''} --rows 5000` });
    }
    if (action === 'cancel' && given.reason === '') {
      throw new UsageError({ problem: 'batches-needs', action, needs: `${revision ?? ''} --reason "…"` });
    }
    const result = await batches(withUntil(opened, options), given);
    return { result, text: (style) => batchesText(result, style) };
  },
};

function readRows(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a whole number from 1 to 999999.');
}

const EXAMPLES = `
Batches of rows that migrate upgrade --detach registered. They change a large table while the database is in use; docs/guide/large-tables.md has an example.

  list    batches in the background, with their progress
  show    one revision in detail: progress, rows left out, why it failed
  work    run batches until none is left; one worker runs a revision, other workers stand by and take over
  pause   stop after the current batch; resume continues
  retry   try failed batches again
  size    how many rows the next batch has
  cancel  stop for good: finished batches stay, and the revision stays applied

Examples:
  migrate batches
  migrate batches work
  migrate batches work --until 06:00
  migrate batches pause 8f3c2a1b9d04
  migrate batches size 8f3c2a1b9d04 --rows 500
  migrate batches cancel 8f3c2a1b9d04 --reason "the statement is wrong"
`;
