import type { Revision } from './revision.ts';

/** `20261121T003307_8f3c2a1b9d04_add_title`, without the extension. */
export const DEFAULT_FILE_NAME_TEMPLATE = '%(time)_%(revision)_%(slug)';

/** Longest slug in characters, unless configured. */
export const DEFAULT_SLUG_LENGTH = 40;

export interface FileNameParts {
  readonly revision: Pick<Revision, 'id' | 'message' | 'slice' | 'kind'>;
  /** When the revision is made; printed in UTC. */
  readonly created: Date;
  readonly template?: string;
  readonly slugLength?: number;
}

/** Device names of Windows, which no file may have, whatever its extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * The name of a revision's file, with extension, safe on every operating system. Placeholders of the template: `%(time)`
 * (20261121T003307), `%(year)` `%(month)` `%(day)` `%(hour)` `%(minute)` `%(second)`, `%(revision)`, `%(slug)`, `%(slice)`. Throws a
 * `RangeError` for an unknown placeholder.
 */
export function revisionFileName(parts: FileNameParts): string {
  const { revision, created, template = DEFAULT_FILE_NAME_TEMPLATE, slugLength = DEFAULT_SLUG_LENGTH } = parts;
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = created.toISOString().split(/[-T:.]/);
  const values: Readonly<Record<string, string>> = {
    time: `${year}${month}${day}T${hour}${minute}${second}`,
    ...{ year, month, day, hour, minute, second },
    revision: revision.id,
    slug: slug(revision.message, slugLength),
    slice: revision.slice,
  };
  const name = template.replace(/%\(([^)]*)\)/g, (placeholder, key: string) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    if (value === undefined) throw new RangeError(`unknown placeholder ${placeholder} in the file name template`);
    return value;
  });
  const safe = name.replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[_.-]+|[_.-]+$/g, '');
  const stem = safe === '' || DEVICE.test(safe.split('.')[0] ?? '') ? `revision_${revision.id}` : safe;
  return `${stem}.${revision.kind}`;
}

/** Letters that Unicode does not decompose, as they are usually written in ASCII. */
const FOLDED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/** A message as part of a file name: ASCII lower case words joined by `_`, accents removed, cut at `length` between words if possible. */
export function slug(message: string, length: number = DEFAULT_SLUG_LENGTH): string {
  const words = message
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => FOLDED[letter] ?? '')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  if (words.length <= length) return words;
  const cut = words.slice(0, length + 1).lastIndexOf('_');
  return words.slice(0, cut > 0 ? cut : length);
}
