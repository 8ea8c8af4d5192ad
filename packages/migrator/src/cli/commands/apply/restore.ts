import { resolve } from 'node:path';
import { type RestoreResult, restore } from '../../../commands/restore/restore.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { databaseCompared } from '../../text/compared/database-compared.ts';
import { duration } from '../../text/event-line.ts';
import { findingList } from '../../text/finding-list.ts';
import type { Style } from '../../text/style.ts';

export const restoreCommand: CliCommand = {
  databaseOption: 'into',
  define(command) {
    command
      .argument('<file>', 'a backup: a path, or its name in migrate backup list')
      .requiredOption('--into <url>', 'an empty database; a missing one is created')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [file = ''], bench, io }) {
    const result = await restore(bench, { named: file, path: resolve(io.cwd, file) });
    return {
      result,
      text: (style) => render(result, whereText(bench.graph(), result.heads), style),
      exitCode: result.check.findings.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function render({ path, database, durationMs, check }: RestoreResult, place: string, style: Style): string {
  const restored = `${style.green('✓')} restored ${path} into ${database.display}  ${style.dim(duration(durationMs))}`;
  const compared = databaseCompared(check.database).join('\n');
  const found =
    check.findings.length > 0
      ? findingList(check.findings, style)
      : `${style.green('ok')} check --db found nothing wrong.`;
  return [restored, `The database is at ${place}.`, found, compared].filter((line) => line !== '').join('\n');
}

const EXAMPLES = `
Restores in one transaction, all or nothing, into an empty database, so nothing can be overwritten; check it, then point your application at it.
Compares the restored database with what its applied revisions build, as check --db does. Exit code 3 when something differs.
Backups of pgBackRest are restored by pgBackRest.

Examples:
  migrate backup list
  migrate restore .braid/backups/orders-20261128T213000Z-8f3c2a1b9d04-9c4e21.dump --into postgres://admin@host/orders_before
`;
