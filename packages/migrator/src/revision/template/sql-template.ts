import { RevisionTemplateError } from '../../errors/workspace/revision-template-error.ts';
import type { Direction } from '../revision.ts';
import { isMarkerLike } from '../sections/marker-like.ts';
import { fillLine, linesOf, notesOf, type TemplateFile, type TemplateLine, trimLines } from './template-lines.ts';
import type { TemplateValues } from './template-values.ts';

/** Comment lines around the statements of a section. */
export interface SectionComments {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The comments that a template adds to an SQL revision. Its statements stay those that were generated and proven. */
export interface SqlTemplate extends Readonly<Record<Direction, SectionComments>> {
  readonly file: string;
  /** Free comments of the header; see `Revision.notes`. */
  readonly notes: readonly string[];
}

const MARKER = /^--[ \t]*migrate:(upgrade|downgrade)$/;
const PLACE = /^[ \t]*%{1,2}\((upgrade|downgrade)\)s?$/;

/**
 * Reads a template and fills in its tokens. It has free comments, then both section markers without options, each
 * followed by line comments around `%(upgrade)` or `%(downgrade)`. Throws a `RevisionTemplateError` with the line.
 */
export function readSqlTemplate(template: TemplateFile, values: TemplateValues): SqlTemplate {
  const { file } = template;
  const lines = linesOf(template);
  const [upgrade, downgrade] = findMarkers(file, lines);
  const top = lines.slice(0, upgrade);
  refuseStatements(file, top);
  return {
    file,
    notes: notesOf(template, top, values),
    upgrade: readSection(template, lines.slice(upgrade, downgrade), 'upgrade', values),
    downgrade: readSection(template, lines.slice(downgrade), 'downgrade', values),
  };
}

function findMarkers(file: string, lines: readonly TemplateLine[]): readonly [upgrade: number, downgrade: number] {
  const found = lines.flatMap(({ text, number: line }, index) => {
    if (!isMarkerLike(text.trimStart(), 0)) return [];
    const direction = MARKER.exec(text)?.[1];
    if (direction === undefined) throw new RevisionTemplateError({ file, line, problem: 'marker' });
    return [{ direction, index, line }];
  });
  const [first, second, third] = found;
  const end = lines.length;
  const missing = (['upgrade', 'downgrade'] as const).find((each) => !found.some((it) => it.direction === each));
  if (missing !== undefined || first === undefined || second === undefined) {
    throw new RevisionTemplateError({ file, line: end, problem: 'no-section', direction: missing ?? 'downgrade' });
  }
  const wrong = first.direction !== 'upgrade' ? first : second.direction !== 'downgrade' ? second : third;
  if (wrong !== undefined) throw new RevisionTemplateError({ file, line: wrong.line, problem: 'marker' });
  return [first.index, second.index];
}

/** @param lines the marker and what follows it */
function readSection(
  template: TemplateFile,
  [marker, ...lines]: readonly TemplateLine[],
  direction: Direction,
  values: TemplateValues,
): SectionComments {
  const { file } = template;
  const places = lines.filter(({ text }) => PLACE.test(text));
  const [place, another] = places;
  if (place === undefined || another !== undefined || PLACE.exec(place.text)?.[1] !== direction) {
    const line = (another ?? place ?? marker)?.number ?? 1;
    throw new RevisionTemplateError({ file, line, problem: 'no-place', direction });
  }
  const at = lines.indexOf(place);
  const comments = (part: readonly TemplateLine[]): readonly string[] => {
    refuseStatements(file, part);
    return trimLines(part.map((line) => fillLine(template, line, values, 'comment')));
  };
  return { before: comments(lines.slice(0, at)), after: comments(lines.slice(at + 1)) };
}

function refuseStatements(file: string, lines: readonly TemplateLine[]): void {
  const wrong = lines.find(({ text }) => text !== '' && !text.trimStart().startsWith('--'));
  if (wrong !== undefined) throw new RevisionTemplateError({ file, line: wrong.number, problem: 'statement' });
}
