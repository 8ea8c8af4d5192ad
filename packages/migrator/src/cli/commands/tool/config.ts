import type { ConfigResult, EffectiveEnvironment } from '../../../config/config-result.ts';
import { showConfiguration } from '../../../config/show-configuration.ts';
import { overlookedText } from '../../../errors/workspace/no-database-error.ts';
import type { CliCommand } from '../../cli-command.ts';
import { declareLimits, limitsOf } from '../../options/limit-options.ts';
import type { Style } from '../../text/style.ts';
import { table } from '../../text/table.ts';

export const configCommand: CliCommand = {
  define(command) {
    command.addHelpText('after', EXAMPLES);
    declareLimits(command);
  },
  async run({ bench, options }) {
    const result = showConfiguration(bench.workspace.root, bench.configuration, limitsOf(options));
    return { result, text: (style) => render(result, style) };
  },
};

function render(result: ConfigResult, style: Style): string {
  const { database, environments, envFiles } = result;
  const rows = [
    ['workspace', result.workspace],
    ['file', result.file ?? '(none)'],
    ...(envFiles.length > 0 ? [['.env files', envFiles.join(', ')]] : []),
    ['database', database === null ? `? ${result.problem ?? ''}` : `${database.display} (${database.source})`],
    ...result.overlooked.map((each) => ['', overlookedText(each)]),
    ...(result.protectedEnvironment === null ? [] : [['protected', `yes, as ${result.protectedEnvironment}`]]),
  ];
  const settings = result.settings.map(({ key, value, source }) => [key, shown(value), source]);
  return [
    table(rows, (cell, column) => (column === 0 ? style.dim(cell) : cell)),
    ...(environments.length === 0 ? [] : ['', table(environments.map(environmentRow), paint(style))]),
    '',
    table(settings, paint(style)),
  ].join('\n');
}

function environmentRow({ name, database, source, protected: guarded }: EffectiveEnvironment): readonly string[] {
  const where = database ?? '(its variable is not set)';
  return [`env ${name}`, guarded ? `${where}, protected` : where, source];
}

function paint(style: Style) {
  return (cell: string, column: number) => (column === 0 ? style.cyan(cell) : column === 2 ? style.dim(cell) : cell);
}

function shown(value: unknown): string {
  if (value === null) return '-';
  if (Array.isArray(value)) return value.map(shown).join(', ') || '(none)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const EXAMPLES = `
Opens no connection. Passwords are never shown.

Examples:
  migrate config
  migrate config --env staging
  migrate config --json
`;
