import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { FileUnreadableError } from '../../errors/workspace/file-errors.ts';
import { parseHeader } from '../../revision/header/header.ts';
import { parseUsualHeader } from '../../revision/header/usual-header.ts';
import type { Revision } from '../../revision/revision.ts';
import type { SourceFile } from '../../sql/source-place.ts';
import { systemCode } from '../process/system-code.ts';
import { decodeText } from './decode-text.ts';
import { openBytes } from './read-bytes.ts';
import type { WorkspaceFolder } from './workspace-folder.ts';

/** Headers end well before this; for a longer one the whole file is read. */
const CHUNK_BYTES = 2048;
/** How much is read of a file that is too large to be read whole. */
const MOST_BYTES = 2 ** 20;
const LINE_FEED = 10;
/** What ends the header of nearly every SQL revision. */
const MARKER = Buffer.from('\n-- migrate:');

/**
 * Reads headers only. All files share one buffer, and only the bytes of a header become a string: the header's values
 * are slices of that string and keep it alive, so a longer one would use that much memory for each of 100,000
 * revisions.
 */
export class HeaderReader {
  readonly #workspace: WorkspaceFolder;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);

  constructor(workspace: WorkspaceFolder) {
    this.#workspace = workspace;
  }

  read(source: SourceFile): Revision {
    const bytes = this.#buffer.subarray(0, this.#fill(source.file));
    const known = usual(bytes, source);
    if (known !== undefined) return known;
    const end = headerEnd(bytes, source);
    if (end !== undefined || bytes.length < CHUNK_BYTES) return any(bytes.subarray(0, end), source);
    const whole = openBytes(this.#workspace, source.file);
    return this.parse(Buffer.isBuffer(whole) ? whole : this.#beginning(source.file), source);
  }

  /** The header of a file that was read whole. */
  parse(bytes: Buffer, source: SourceFile): Revision {
    return usual(bytes, source) ?? any(bytes.subarray(0, headerEnd(bytes, source)), source);
  }

  /** As much as the longest header can have. */
  #beginning(file: string): Buffer {
    const bytes = Buffer.allocUnsafe(MOST_BYTES);
    return bytes.subarray(0, this.#fill(file, bytes));
  }

  #fill(file: string, buffer = this.#buffer): number {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.#workspace.path(file), 'r');
      return readSync(descriptor, buffer, 0, buffer.length, null);
    } catch (error) {
      throw new FileUnreadableError({ file, systemCode: systemCode(error) ?? 'unknown' }, { cause: error });
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }
}

/** A header as `migrate` writes it. Only ASCII matches, and latin1 is the cheapest way to decode that. */
function usual(bytes: Buffer, source: SourceFile): Revision | undefined {
  const marker = bytes.indexOf(MARKER);
  return marker < 0 ? undefined : parseUsualHeader(bytes.toString('latin1', 0, marker + 1), source);
}

function any(bytes: Buffer, source: SourceFile): Revision {
  // `decodeText` names what is wrong; a sound file costs only the check before it.
  const text = isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : decodeText(bytes, source);
  return parseHeader(text, source);
}

/**
 * Where the line ends that ends the header: a section marker, or a line that is not a comment. `parseHeader` stops at
 * that line itself, so one line too many does no harm. `undefined` when the bytes end before it.
 */
function headerEnd(bytes: Buffer, { file }: SourceFile): number | undefined {
  const commentSign = file.endsWith('.ts') ? 0x2f : 0x2d;
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (;;) {
    const lineBreak = bytes.indexOf(LINE_FEED, start);
    if (lineBreak < 0) return undefined;
    let at = start;
    while (isBlank(bytes[at])) at++;
    if (at < lineBreak) {
      if (bytes[at] !== commentSign || bytes[at + 1] !== commentSign) return lineBreak + 1;
      at += 2;
      while (isBlank(bytes[at])) at++;
      // Only a line like this can be a marker; the parser decides.
      if (commentSign === 0x2d && /^migrate[ \t]*:/i.test(bytes.toString('latin1', at, at + 16))) return lineBreak + 1;
    }
    start = lineBreak + 1;
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
