import type { Slice } from '../../../revision/slice.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { isRevisionFileName } from '../slices/revision-file-name.ts';

/** What an index says in text. */
export interface KeptText {
  /** By slice: the sorted names of all that is in its migrations folder, see {@link listing}. */
  readonly listings: readonly string[];
  /** Of a database in which all revisions are applied: see `digestOf`. */
  readonly digest: string;
  /** What such a database is at. */
  readonly heads: readonly string[];
  /** The same in words: see `whereText`. */
  readonly place: string;
  /** By file, 64 characters each. */
  readonly checksums: string;
  /** By file, one text for each thing that a header says: see `revisionLines`. */
  readonly lines: readonly string[];
}

const PIECE_END = '\0';
/** No name holds one, so that two never meet in a listing. */
const NAME_END = '/';
const LISTING_END = '//';

export function listing(names: readonly string[]): string {
  return names.join(NAME_END);
}

export function keptTextOf(key: string, { listings, digest, heads, place, checksums, lines }: KeptText): string {
  return [key, listings.join(LISTING_END), digest, heads.join(), place, checksums, ...lines].join(PIECE_END);
}

/** `undefined` unless it was written for this key. */
export function keptTextIn(text: string, key: string): KeptText | undefined {
  if (!text.startsWith(key + PIECE_END)) return undefined;
  const [, listings = '', digest = '', heads = '', place = '', checksums = '', ...lines] = text.split(PIECE_END);
  return { listings: listings.split(LISTING_END), digest, heads: heads.split(','), place, checksums, lines };
}

/** The revision files that are in these listings. */
export function sourcesIn(listings: readonly string[], slices: readonly Slice[]): readonly SourceFile[] {
  const sources: SourceFile[] = [];
  slices.forEach(({ label, migrations }, at) => {
    for (const name of (listings[at] ?? '').split(NAME_END)) {
      if (isRevisionFileName(name)) sources.push({ slice: label, file: `${migrations}/${name}` });
    }
  });
  return sources;
}
