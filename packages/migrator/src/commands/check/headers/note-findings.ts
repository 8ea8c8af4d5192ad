import { type RequiredNotes, revisionNoteFaults } from '../../../revision/header/required-notes.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { Finding } from '../../shared/finding.ts';

/** New revisions without the notes that the configuration requires. */
export function noteFindings(revisions: readonly Revision[], required: RequiredNotes | undefined): readonly Finding[] {
  if (required === undefined) return [];
  return revisions.flatMap((revision) =>
    revisionNoteFaults(revision, required).map(({ name, value }): Finding => {
      const { id, file, slice, kind } = revision;
      const line = `${kind === 'ts' ? '//' : '--'} ${name}: …`;
      return {
        code: 'header-note-missing',
        message:
          value === undefined
            ? `${id} (${file}) has no ${name} in its header, which is required since ${required.since}.`
            : `${id} (${file}) has the ${name} ${JSON.stringify(value)}, which does not match ${required.ticketPattern}.`,
        slice,
        file,
        repair: `Write the line "${line}" into the header. If it is already applied: migrate repair accept ${id} --reason "${name} added"`,
      };
    }),
  );
}
