import { readHeader } from '../../../revision/header/header.ts';
import type { RevisionFile } from '../../../revision/revision-file.ts';
import { isMarkerLike } from '../../../revision/sections/marker-like.ts';
import { sectionsOf } from '../../../revision/sections/parse-sections.ts';
import { PsqlCommands } from '../../../sql/script/psql-commands.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { regionRows } from './region-rows.ts';
import { ScriptStream } from './script-stream.ts';
import { TextHash } from './text-hash.ts';
import { textWindows, WINDOW_BYTES } from './text-windows.ts';

/**
 * A revision that is too large for memory: its rows stay in the file, and `text` is its header only. Throws what
 * `parseRevisionFile` throws, and a `LargeStatementError` for what cannot be read piece by piece.
 */
export function readLargeRevision(path: string, { slice, file }: SourceFile, size = WINDOW_BYTES): RevisionFile {
  const source = { slice, file };
  const hash = new TextHash();
  const commands = new PsqlCommands(source);
  let stream: ScriptStream | undefined;
  let header: { readonly file: Pick<RevisionFile, 'revision' | 'text'>; readonly lines: number } | undefined;
  const read = () => {
    for (const { text, bytes, isLast } of textWindows(path, source, 0, undefined, size)) {
      hash.add(text);
      if (stream === undefined) {
        const { revision, end } = readHeader(text, source);
        const headerText = Buffer.from(text.slice(0, end), 'utf8').toString('utf8');
        header = { file: { revision, text: headerText }, lines: headerText.split('\n').length };
        const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
        const start = { byte: mark + Buffer.byteLength(headerText), offset: end, line: header.lines };
        stream = new ScriptStream({ source, isMarker: isMarkerLike, commands }, start, (region) =>
          regionRows(path, source, revision.id, region, size),
        );
        stream.push(text.slice(end), isLast);
      } else stream.push(text, isLast);
    }
  };
  commands.whileCollecting(read);
  const { revision, text } = header?.file ?? { revision: readHeader('', source).revision, text: '' };
  return {
    revision,
    text,
    checksum: hash.end().hash,
    ...sectionsOf(stream?.parts ?? [], source, () => ({ line: stream?.line ?? 1, column: 1 })),
  };
}

/** The checksum of a file whose text is too large for memory. */
export function checksumOfLarge(path: string, source: SourceFile): string {
  const hash = new TextHash();
  for (const { text } of textWindows(path, source)) hash.add(text);
  return hash.end().hash;
}
