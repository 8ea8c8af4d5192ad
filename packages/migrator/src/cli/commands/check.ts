import { type CheckResult, check } from '../../commands/check.ts';
import type { CliCommand } from '../cli-command.ts';
import { EXIT_CODES } from '../exit-code.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';

export const checkCommand: CliCommand = {
  define(command) {
    command.option('--db', 'also compare with what the database has applied').addHelpText('after', EXAMPLES);
  },
  async run({ context, options, slice }) {
    const result = await check(context, { slice, database: options.db === true });
    return {
      result,
      text: (style) => render(result, style),
      exitCode: result.findings.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

function render({ findings, revisions, slices }: CheckResult, style: Style): string {
  if (findings.length === 0) {
    return `${style.green('ok')} ${count(revisions, 'revision')} in ${count(slices.length, 'slice')}, nothing wrong.`;
  }
  const list = findings.map(
    ({ code, message, repair }) =>
      `${style.red('✗')} ${style.dim(`[${code}]`)} ${message}${repair === null ? '' : `\n    ${style.cyan('→')} ${repair.replaceAll('\n', '\n      ')}`}`,
  );
  return [...list, '', `${count(findings.length, 'problem')} found.`].join('\n');
}

const EXAMPLES = `
Reads every revision file whole and checks headers, statements and the graph. Touches no database but with --db, and changes none.
Exit code 3 when something is wrong.

Examples:
  migrate check
  migrate check --slice events --json
  migrate check --db --env staging
`;
