import { type CheckResult, check } from '../../commands/check.ts';
import { driftContext } from '../../config/drift-context.ts';
import type { Context } from '../../config/open-context.ts';
import type { CliCommand } from '../cli-command.ts';
import { EXIT_CODES } from '../exit-code.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';

export const checkCommand: CliCommand = {
  define(command) {
    command
      .option('--db', 'also compare the database with what its applied revisions make')
      .addHelpText('after', EXAMPLES);
  },
  async run({ context, options, slice }) {
    const result = options.db === true ? await withDatabase(context, slice) : await check(context, { slice });
    return {
      result,
      text: (style) => render(result, style),
      exitCode: result.findings.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
    };
  },
};

async function withDatabase(context: Context, slice: string | undefined): Promise<CheckResult> {
  const drift = driftContext(context);
  try {
    return await check(context, { slice, database: drift });
  } finally {
    await drift.closeProofs();
  }
}

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
Reads every revision file whole and checks headers, statements and the graph. Touches no database without --db.
With --db the applied revisions are run on a scratch database and the two catalogs compared; yours is only read.
Exit code 3 when something is wrong.

Examples:
  migrate check
  migrate check --slice events --json
  migrate check --db --env staging
`;
