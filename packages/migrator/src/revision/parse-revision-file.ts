import { MissingSectionError } from '../errors/revision-errors.ts';
import { checksum } from './checksum.ts';
import { readHeader } from './header.ts';
import type { Direction } from './revision.ts';
import type { RevisionFile } from './revision-file.ts';
import { scanScript } from './scan-script.ts';
import { groupSections } from './sections.ts';
import type { SourceFile } from './source-place.ts';

/**
 * A whole revision file; its kind comes from the extension of `source.file`. Throws a `RevisionFileError` for the first thing that is
 * wrong: in the header, in the sections, or where the SQL cannot be split into statements.
 */
export function parseRevisionFile(fileText: string, source: SourceFile): RevisionFile {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const { revision, end, markers } = readHeader(text, source);
  const file = { revision, checksum: checksum(text), text };
  if (revision.kind === 'ts') return { ...file, ...groupSections(markers, source) };
  const { upgrade, downgrade } = groupSections(scanScript(text, source, end, true), source);
  if (upgrade === undefined) throw missing('upgrade', text, source);
  if (downgrade === undefined) throw missing('downgrade', text, source);
  return { ...file, upgrade, downgrade };
}

function missing(direction: Direction, text: string, source: SourceFile): MissingSectionError {
  const lines = text.trimEnd().split('\n');
  return new MissingSectionError({ ...source, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }, direction);
}
