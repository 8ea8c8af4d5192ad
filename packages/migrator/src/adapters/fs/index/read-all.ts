import { readdirSync } from 'node:fs';
import { buildGraph } from '../../../graph/build/build-graph.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import { whereText } from '../../../graph/symbols/where-text.ts';
import { checksumOfBytes } from '../../../revision/checksum.ts';
import { readHeader } from '../../../revision/header/header.ts';
import type { Revision } from '../../../revision/revision.ts';
import type { SourceFile } from '../../../sql/source-place.ts';
import { digestOf } from '../../../state/applied/applied-digest.ts';
import { systemCode } from '../../process/system-code.ts';
import { decodeText } from '../decode-text.ts';
import { HeaderReader } from '../header-reader.ts';
import { readBytes } from '../read-bytes.ts';
import type { WorkspaceFolder } from '../workspace-folder.ts';
import type { IndexPlace } from './index-place.ts';
import { type KeptText, listing } from './kept-text.ts';
import { revisionLines } from './revision-lines.ts';

/** All that an index has from these files. */
export interface ReadFiles {
  readonly text: KeptText;
  readonly revisions: readonly Revision[];
  readonly graph: RevisionGraph;
}

/** Reads every file whole. Throws the typed error of the first fault. */
export function readAll({ folder, slices }: IndexPlace, sources: readonly SourceFile[]): ReadFiles {
  const reader = new HeaderReader(folder);
  const read = sources.map((source) => {
    const bytes = readBytes(folder, source.file);
    return { revision: reader.parse(bytes, source), checksum: checksumOfBytes(bytes) };
  });
  const revisions = read.map(({ revision }) => revision);
  const graph = buildGraph(revisions);
  const text = {
    listings: slices.map(({ migrations }) => listing(namesIn(folder.path(migrations)))),
    digest: digestOf(read.map(({ revision: { id }, checksum }) => ({ revision: id, checksum }))),
    heads: graph.effectiveHeads,
    place: whereText(graph, graph.effectiveHeads),
    checksums: read.map(({ checksum }) => checksum).join(''),
    lines: revisionLines(revisions, (file) => headerText(folder, file)),
  };
  return { text, revisions, graph };
}

function headerText(folder: WorkspaceFolder, file: string): string {
  const source = { slice: '', file };
  const text = decodeText(readBytes(folder, file), source).replace(/^\uFEFF/, '');
  return text.slice(0, readHeader(text, source).end);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
