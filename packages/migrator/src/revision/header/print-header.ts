import type { AlteredSlices, Revision } from '../revision.ts';

/**
 * The header of a revision file, one line a key, with a line end after each. `parseHeader` reads the same revision
 * back, provided that the values are valid and of one line; `printRevisionFile` checks that.
 */
export function printHeader(revision: Revision): string {
  const comment = revision.kind === 'ts' ? '//' : '--';
  const notes = revision.notes ?? [];
  const lines = [
    `revision: ${revision.id}`,
    ...list('revises', revision.revises),
    ...list('branch-label', revision.labels),
    ...list(
      'depends-on',
      revision.dependsOn.filter((id) => revision.requiresFinished?.includes(id) !== true),
    ),
    ...list('requires-finished', revision.requiresFinished ?? []),
    ...text('background', revision.background === true ? 'true' : undefined),
    ...text('message', revision.message === '' ? undefined : revision.message),
    ...text('created', revision.created),
    ...(revision.renames ?? []).map((rename) => `rename: ${rename}`),
    ...text('proof', revision.proof),
    ...text('unproven', revision.unproven),
    ...text('adopted', revision.adopted),
    ...text('alters', revision.alters === undefined ? undefined : printAlters(revision.alters)),
    // An empty line ends the keys, so that no note is taken for one.
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ];
  return lines.map((line) => `${line === '' ? comment : `${comment} ${line}`}\n`).join('');
}

function printAlters({ slices, reason }: AlteredSlices): string {
  return `${slices.join(', ')} "${reason}"`;
}

function list(key: string, members: readonly string[]): readonly string[] {
  return members.length === 0 ? [] : [`${key}: ${members.join(', ')}`];
}

function text(key: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${key}: ${value}`];
}
