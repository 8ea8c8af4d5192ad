import { MissingSectionError } from '../../errors/files/section-errors.ts';
import { scanScript } from '../../sql/script/scan-script.ts';
import type { ScriptPart } from '../../sql/script/script-part.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import type { Section } from '../revision-file.ts';
import { isMarkerLike } from './marker-like.ts';
import { groupSections } from './sections.ts';

/** Both sections of a file. */
export interface BothSections {
  readonly upgrade: Section;
  readonly downgrade: Section;
}

/**
 * Both sections of an SQL text from the offset `from` on. Throws a `RevisionFileError` for the first thing that is
 * wrong with them, or where the SQL cannot be split into statements.
 */
export function parseSections(text: string, source: SourceFile, from = 0): BothSections {
  return sectionsOf(scanScript(text, source, from, isMarkerLike), source, () => {
    const lines = text.trimEnd().split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  });
}

/** Both sections from the parts of a script; `end` is where one would be that is missing. */
export function sectionsOf(
  parts: readonly ScriptPart[],
  source: SourceFile,
  end: () => { readonly line: number; readonly column: number },
): BothSections {
  const { upgrade, downgrade } = groupSections(parts, source);
  if (upgrade === undefined) throw new MissingSectionError({ ...source, ...end(), direction: 'upgrade' });
  if (downgrade === undefined) throw new MissingSectionError({ ...source, ...end(), direction: 'downgrade' });
  return { upgrade, downgrade };
}
