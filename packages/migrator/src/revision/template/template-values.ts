import { type FileNameStyle, fileNameValues } from '../file-name.ts';
import { FILE_NAME_TOKENS } from '../file-name-template.ts';
import { HEADER_NOTES, headerNotes } from '../header/header-notes.ts';
import type { Revision } from '../revision.ts';

/** Tokens whose values cannot end what they are in, whatever a person typed. */
export const CODE_TOKENS: readonly string[] = [...FILE_NAME_TOKENS, 'created'];

/** All tokens of templates of revisions: those of file names, and what the header says. */
export const TEMPLATE_TOKENS: readonly string[] = [...CODE_TOKENS, 'message', ...HEADER_NOTES];

/** By token; notes that the revision does not have are empty. */
export type TemplateValues = ReadonlyMap<string, string>;

/** The values of all tokens for one revision; times in the time zone of file names, `created` as in the header. */
export function templateValues(revision: Revision, created: Date, style: FileNameStyle): TemplateValues {
  const notes = Object.entries(headerNotes(revision.notes)).map(([name, value]) => [name, value ?? ''] as const);
  return new Map([
    ...Object.entries(fileNameValues({ revision, created, ...style })),
    ['created', revision.created ?? ''],
    ['message', revision.message],
    ...notes,
  ]);
}
