import { MissingSectionError } from '../../errors/files/section-errors.ts';
import { scanScript } from '../../sql/script/scan-script.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import type { Direction } from '../revision.ts';
import type { Section } from '../revision-file.ts';
import { isMarkerLike } from './section-marker.ts';
import { groupSections } from './sections.ts';

/**
 * Both sections of an SQL text from the offset `from` on. Throws a `RevisionFileError` for the first thing that is
 * wrong with them, or where the SQL cannot be split into statements.
 */
export function parseSections(
  text: string,
  source: SourceFile,
  from = 0,
): { readonly upgrade: Section; readonly downgrade: Section } {
  const { upgrade, downgrade } = groupSections(scanScript(text, source, from, isMarkerLike), source);
  if (upgrade === undefined) throw missing('upgrade', text, source);
  if (downgrade === undefined) throw missing('downgrade', text, source);
  return { upgrade, downgrade };
}

function missing(direction: Direction, text: string, source: SourceFile): MissingSectionError {
  const lines = text.trimEnd().split('\n');
  return new MissingSectionError({
    ...source,
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    direction,
  });
}
