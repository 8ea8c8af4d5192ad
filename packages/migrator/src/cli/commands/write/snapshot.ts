import { type SnapshotResult, snapshot } from '../../../commands/snapshot/snapshot.ts';
import type { CliCommand } from '../../cli-command.ts';
import type { Style } from '../../text/style.ts';

export const snapshotCommand: CliCommand = {
  define(command) {
    command.addHelpText('after', EXAMPLES);
  },
  async run({ bench, slice }) {
    const result = await snapshot(bench, { slices: slice === undefined ? undefined : [slice] });
    return { result, text: (style) => render(result, style) };
  },
};

function render({ snapshots, undeclared }: SnapshotResult, style: Style): string {
  if (snapshots.length === 0) return 'No slice has a revision yet.';
  return [
    ...snapshots.flatMap(({ slice, file, pending }) => [
      `Wrote ${file}`,
      ...(pending.length === 0
        ? []
        : [
            `  ${style.yellow('!')} the schema of ${slice} differs from what the revisions build: ${pending.join(', ')}`,
            `    ${style.cyan('→')} ${style.typed(`migrate revision -m "…" --slice ${slice}`)}`,
          ]),
    ]),
    ...(undeclared.length === 0
      ? []
      : [`Built, but not declared by any slice, so in no snapshot: ${undeclared.join(', ')}`]),
  ].join('\n');
}

const EXAMPLES = `
Runs the revisions on a scratch database and records what they really build as the snapshots of the heads: for a hand-written
history, or after a merge. Anything else that a schema declares remains a change for the next revision. Changes no database and no revision.

Examples:
  migrate snapshot
  migrate snapshot --slice events
`;
