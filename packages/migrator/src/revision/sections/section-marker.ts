import { InvalidSectionMarkerError } from '../../errors/files/section-errors.ts';
import type { ScriptMarker } from '../../sql/script/script-part.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import type { Direction } from '../revision.ts';
import { parseMarkerOptions, type SectionOptions } from './marker-options.ts';

const MARKER = /^(?:--|\/\/)[ \t]*migrate:(upgrade|downgrade)(?=[ \t]|$)/;

/** What a marker line says. */
export interface SectionMarker extends SectionOptions {
  readonly direction: Direction;
}

/** Reads a marker. Throws when it is not exactly one, or when an option is wrong. */
export function parseSectionMarker(marker: ScriptMarker, source: SourceFile): SectionMarker {
  const { slice, file } = source;
  const place = { slice, file, line: marker.line, column: marker.column };
  if (!marker.ownLine) {
    throw new InvalidSectionMarkerError({ ...place, marker: marker.text, problem: 'not-at-line-start' });
  }
  const match = MARKER.exec(marker.text);
  if (match === null) throw new InvalidSectionMarkerError({ ...place, marker: marker.text, problem: 'not-a-marker' });
  const direction = match[1] === 'upgrade' ? 'upgrade' : 'downgrade';
  return { ...parseMarkerOptions(marker.text, match[0].length, direction, place), direction };
}
