import { BACKUP_ACTIONS, type BackupAction, type BackupResult, backup } from '../../../commands/backup/backup.ts';
import type { Workbench } from '../../../commands/shared/workbench.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import type { CliCommand } from '../../cli-command.ts';
import { EXIT_CODES } from '../../exit-code.ts';
import { bytesText } from '../../text/event-line.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';
import { knownWord } from '../../words/known-word.ts';

export const backupCommand: CliCommand = {
  actions: { operands: { list: 0, verify: Number.POSITIVE_INFINITY } satisfies Record<BackupAction, number> },
  define(command) {
    command
      .argument('<action>', BACKUP_ACTIONS.join(', '))
      .argument('[file...]', 'verify: only these, by path or name (default: all)')
      .addHelpText('after', EXAMPLES);
  },
  async run({ args: [word, ...files], bench }) {
    const action = knownWord('backup', word, BACKUP_ACTIONS);
    const result = await backup(bench, action, files);
    const isWrong = result.action === 'verify' && result.verified.some(({ problem }) => problem !== null);
    return {
      result,
      text: (style) => render(result, style, (heads) => headsText(bench, heads)),
      exitCode: isWrong ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

/** Backups can be listed even if the revision files do not form a graph. */
function headsText(bench: Pick<Workbench, 'graph'>, heads: readonly string[]): string {
  try {
    return whereText(bench.graph(), heads);
  } catch {
    return heads.length === 0 ? 'base' : heads.join(', ');
  }
}

function render(result: BackupResult, style: Style, where: (heads: readonly string[]) => string): string {
  if (result.action === 'verify') {
    if (result.verified.length === 0) return 'There is no backup to verify.';
    return result.verified
      .map(({ path, problem }) =>
        problem === null ? `${style.green('✓')} ${path}` : `${style.red('✗')} ${path}: ${problem}`,
      )
      .join('\n');
  }
  if (result.backups.length === 0) return 'There are no backups yet.';
  const rows = result.backups.map(({ path, manifest, present }) => [
    manifest.at.replace(/\.\d+Z$/, 'Z'),
    manifest.database,
    `${manifest.moment} ${manifest.runId.slice(0, 6)}`,
    where(manifest.heads),
    manifest.bytes === null ? '' : bytesText(manifest.bytes),
    present ? (manifest.label ?? path) : `${path} (missing or changed)`,
  ]);
  return table(rows, (cell, column) => (column === 0 ? style.dim(cell) : column === 3 ? style.yellow(cell) : cell));
}

const EXAMPLES = `
upgrade, downgrade and migrate-to make backups, with --backup or by the configuration. verify reads each file and checks its length, its
SHA-256, and that pg_restore can list it. Exit code 3 when one is damaged.

Examples:
  migrate upgrade heads --backup before
  migrate backup list
  migrate backup verify
`;
