import { isDeepStrictEqual } from 'node:util';
import type { KnownFile } from '../../../ports/workspace/kept/known-files.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { packIndex, unpackIndex } from '../index/index-bytes.ts';
import { revisionLines, revisionsIn } from '../index/revision-lines.ts';

/** What was read of a file, with the id of what it held. */
export interface KeptHeader extends KnownFile {
  readonly blob: string;
  /** Its header as it is written, if that says more than most do. */
  readonly header: string;
}

const COLUMN_END = '\0';
const LINE_END = '\n';
const CHECKSUM_LENGTH = 64;
const NONE = { numbers: new Float64Array(), integers: new Int32Array() };

/**
 * Headers as the bytes of one file: a long text for each thing that they say. `undefined` if they could not be read
 * back as they are, as with a line break in the name of a file.
 *
 * @param key what must be the same for them to count
 */
export function packHeaders(key: string, headers: readonly KeptHeader[]): Uint8Array | undefined {
  const revisions = headers.map(({ revision }) => revision);
  const texts = new Map(headers.map(({ revision, header }) => [revision.file, header]));
  const column = (value: (revision: Revision) => string): string => revisions.map(value).join(LINE_END);
  const bytes = packIndex({
    ...NONE,
    text: [
      ...[key, column(({ file }) => file), column(({ slice }) => slice)],
      ...[headers.map(({ blob }) => blob).join(''), headers.map(({ checksum }) => checksum).join('')],
      ...revisionLines(revisions, (file) => texts.get(file) ?? ''),
    ].join(COLUMN_END),
  });
  const read = unpackHeaders(key, new Uint8Array(bytes));
  return isDeepStrictEqual(read?.all(), headers) ? bytes : undefined;
}

/** Headers that were packed for the same key; `undefined` for bytes that were cut off or damaged. */
export function unpackHeaders(key: string, bytes: Uint8Array<ArrayBuffer>): KeptHeaders | undefined {
  const [written, ...columns] = (unpackIndex(bytes)?.text ?? '').split(COLUMN_END);
  return written === key ? new KeptHeaders(columns) : undefined;
}

/** A text is cut where something of it is asked for: thousands of short ones cost more than files are worth. */
export class KeptHeaders {
  readonly #files: readonly string[];
  readonly #slices: readonly string[];
  readonly #blobs: string;
  readonly #blobLength: number;
  readonly #checksums: string;
  readonly #lines: readonly string[];
  #revisions: readonly Revision[] | undefined;
  #headers: readonly string[] | undefined;
  #places: ReadonlyMap<string, number> | undefined;
  #next = 0;

  constructor([files = '', slices = '', blobs = '', checksums = '', ...lines]: readonly string[]) {
    this.#files = files === '' ? [] : files.split(LINE_END);
    this.#slices = slices.split(LINE_END);
    this.#blobs = blobs;
    this.#blobLength = blobs.length / this.#files.length;
    this.#checksums = checksums;
    this.#lines = lines;
  }

  /** The number of a file. Files are asked for in their order, mostly. */
  placeOf(file: string): number | undefined {
    if (this.#files[this.#next] !== file) {
      this.#places ??= new Map(this.#files.map((each, at) => [each, at]));
      const found = this.#places.get(file);
      if (found === undefined) return undefined;
      this.#next = found;
    }
    this.#next += 1;
    return this.#next - 1;
  }

  isBlob(at: number, blob: string): boolean {
    return blob.length === this.#blobLength && this.#blobs.startsWith(blob, at * blob.length);
  }

  isChecksum(at: number, checksum: string): boolean {
    return this.#checksums.startsWith(checksum, at * CHECKSUM_LENGTH);
  }

  known(at: number): KnownFile {
    this.#revisions ??= revisionsIn(
      this.#lines,
      this.#files.map((file, of): SourceFile => ({ file, slice: this.#slices[of] ?? '' })),
    );
    const revision = this.#revisions[at];
    if (revision === undefined) throw new RangeError(`no header ${at}`);
    return { revision, checksum: this.#checksums.slice(at * CHECKSUM_LENGTH, (at + 1) * CHECKSUM_LENGTH) };
  }

  /** With what is only needed to keep it again. */
  header(at: number): KeptHeader {
    this.#headers ??= this.#lines.at(-1)?.split(LINE_END) ?? [];
    const header = this.#headers[at] ?? '';
    return {
      ...this.known(at),
      blob: this.#blobs.slice(at * this.#blobLength, (at + 1) * this.#blobLength),
      header: header === '' ? '' : String(JSON.parse(header)),
    };
  }

  all(): readonly KeptHeader[] {
    return this.#files.map((_, at) => this.header(at));
  }
}
