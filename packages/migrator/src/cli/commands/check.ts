import { type CheckResult, check } from '../../commands/check.ts';
import { authoredContext } from '../../config/authored-context.ts';
import { driftContext } from '../../config/drift-context.ts';
import { ownershipContext } from '../../config/ownership-context.ts';
import { revisionContext } from '../../config/revision-context.ts';
import type { CliCommand } from '../cli-command.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { findingList } from '../finding-list.ts';
import type { Style } from '../style.ts';
import { count } from '../table.ts';

export const checkCommand: CliCommand = {
  define(command) {
    command
      .option('--no-schema', 'do not compare the Drizzle schemas with the revisions')
      .option('--db', 'also compare the database with what its applied revisions make')
      .addHelpText('after', EXAMPLES);
  },
  async run({ context, options, slice }) {
    const drift = options.db === true ? driftContext(context) : undefined;
    const schemas = options.schema === false ? undefined : await revisionContext(context);
    try {
      const result = await check(authoredContext(context), {
        ...{ slice, schemas, database: drift },
        ownership: schemas ?? (await ownershipContext(context)),
      });
      return {
        result,
        text: (style) => render(result, style),
        exitCode: result.findings.length > 0 ? EXIT_CODES.found : EXIT_CODES.done,
      };
    } finally {
      await schemas?.closeRevisions();
      await drift?.closeProofs();
    }
  },
};

function render({ findings, revisions, slices, schemasSkipped }: CheckResult, style: Style): string {
  if (findings.length === 0) {
    const skipped =
      schemasSkipped === 'drizzle-kit-missing' ? ' Schemas were not compared: drizzle-kit is not installed.' : '';
    return `${style.green('ok')} ${count(revisions, 'revision')} in ${count(slices.length, 'slice')}, nothing wrong.${skipped}`;
  }
  return findingList(findings, style);
}

const EXAMPLES = `
Reads every revision file whole, checks headers, statements and the graph, that no slice changes what another one owns,
and compares the Drizzle schemas and sql/ files with the snapshots at the heads. Touches no database without --db.
With --db the applied revisions are run on a scratch database and the two catalogs compared; yours is only read.
Exit code 3 when something is wrong.

Examples:
  migrate check
  migrate check --slice events --json
  migrate check --db --env staging
`;
