import type { AlteredSlices, Revision } from '../../../revision/revision.ts';
import type { SourceFile } from '../../../sql/source-place.ts';

/** A revision file as it was when it had the stamp. */
export interface IndexEntry {
  readonly stamp: string;
  /** Absent where nobody needed it. */
  readonly checksum?: string;
  readonly revision: Revision;
}

/** As JSON: stamp, checksum or `null`, and the revision without what is known of its file anyway. */
export function entryJson({ stamp, checksum, revision }: IndexEntry): readonly unknown[] {
  const { slice: _, file: __, ...header } = revision;
  return [stamp, checksum ?? null, header];
}

/** `undefined` for what is cut off or mixed up. */
export function entryOf(value: unknown, { slice, file }: SourceFile): IndexEntry | undefined {
  if (!Array.isArray(value)) return undefined;
  const [stamp, checksum, header]: readonly unknown[] = value;
  if (typeof stamp !== 'string' || !isHeader(header)) return undefined;
  const { id, revises, dependsOn, labels, message, kind, ...optional } = header;
  const revision = { id, revises, dependsOn, labels, message, slice, file, kind, ...optional };
  if (checksum === null) return { stamp, revision };
  return typeof checksum === 'string' ? { stamp, checksum, revision } : undefined;
}

type Header = Omit<Revision, 'slice' | 'file'>;

const TEXTS: readonly (keyof Header)[] = ['created', 'proof', 'unproven', 'adopted'];
const LISTS: readonly (keyof Header)[] = ['requiresFinished', 'renames', 'notes'];

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const take = (name: string): unknown => {
    const field = fields.get(name);
    fields.delete(name);
    return field;
  };
  const kind = take('kind');
  const isWhole =
    typeof take('id') === 'string' &&
    typeof take('message') === 'string' &&
    (kind === 'sql' || kind === 'ts') &&
    ['revises', 'dependsOn', 'labels'].every((name) => isTexts(take(name)));
  if (!isWhole) return false;
  if (fields.size === 0) return true;
  const optional = (names: readonly string[], is: (field: unknown) => boolean): boolean =>
    names.every((name) => !fields.has(name) || is(take(name)));
  return (
    optional(TEXTS, (field) => typeof field === 'string') &&
    optional(LISTS, isTexts) &&
    optional(['background'], (field) => field === true) &&
    optional(['alters'], isAltered) &&
    fields.size === 0
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isAltered(value: unknown): value is AlteredSlices {
  if (typeof value !== 'object' || value === null || !('slices' in value) || !('reason' in value)) return false;
  return isTexts(value.slices) && typeof value.reason === 'string';
}
