import { TEMPLATES } from '../../../scaffold/scaffold.ts';
import type { CliCommand } from '../../cli-command.ts';
import { table } from '../../text/table.ts';

/** What `list-templates` answers. */
export interface ListTemplatesResult {
  readonly templates: readonly { readonly name: string; readonly summary: string }[];
}

export const listTemplatesCommand: CliCommand = {
  define(command) {
    command.addHelpText('after', EXAMPLES);
  },
  async runAlone() {
    const result: ListTemplatesResult = { templates: TEMPLATES };
    const rows = TEMPLATES.map(({ name, summary }) => [name, summary]);
    return { result, text: (style) => table(rows, (cell, column) => (column === 0 ? style.yellow(cell) : cell)) };
  },
};

const EXAMPLES = `
Examples:
  migrate list-templates
  migrate list-templates --json
`;
