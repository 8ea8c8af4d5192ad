import { snapshot } from '../../commands/snapshot/snapshot.ts';
import type { CliCommand } from '../cli-command.ts';

export const snapshotCommand: CliCommand = {
  define(command) {
    command.addHelpText('after', EXAMPLES);
  },
  async run({ bench, slice }) {
    const result = await snapshot(bench, { slices: slice === undefined ? undefined : [slice] });
    const lines = result.snapshots.map(({ file }) => `Wrote ${file}`);
    return { result, text: () => lines.join('\n') || 'No slice has a revision yet.' };
  },
};

const EXAMPLES = `
Records what the schema files say now as the snapshots of the heads: for a history that was written by hand, or after a merge. The next
revision compares with it. Changes no database and no revision.

Examples:
  migrate snapshot
  migrate snapshot --slice events
`;
