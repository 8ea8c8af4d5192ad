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
            `  ${style.yellow('!')} the schema of ${slice} is not what the revisions build: ${pending.join(', ')}`,
            `    ${style.cyan('→')} ${style.typed(`migrate revision -m "…" --slice ${slice}`)}`,
          ]),
    ]),
    ...(undeclared.length === 0
      ? []
      : [`Built, but declared by no slice, so in no snapshot: ${undeclared.join(', ')}`]),
  ].join('\n');
}

const EXAMPLES = `
Runs the revisions on a scratch database and records what they really build as the snapshots of the heads: for a history that was written by
hand, or after a merge. What a schema says beyond that stays a change, which the next revision writes. Changes no database and no revision.

Examples:
  migrate snapshot
  migrate snapshot --slice events
`;
