import { printHeader } from '../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import { printRevisionFile } from '../../revision/print-revision-file.ts';
import { dataStub } from './data-stub.ts';
import { type Draft, UNKNOWN } from './draft.ts';
import { newHeader } from './new-header.ts';
import type { RevisionBench } from './revision-bench.ts';
import type { Data, Empty } from './revision-request.ts';

/**
 * A revision for a person to write: two empty sections, or a data revision to fill in. There is nothing to prove yet.
 */
export function handDraft(bench: RevisionBench, request: Empty | Data): Draft {
  const { kind, slice, alters } = request;
  const isData = kind === 'data';
  const revision = newHeader(bench, bench.graph(), request, { slice, kind: isData ? 'ts' : 'sql', alters });
  const text = isData
    ? `${printHeader(revision)}\n${dataStub()}`
    : printRevisionFile({ revision, upgrade: { statements: [] }, downgrade: { statements: [] } });
  return { ...UNKNOWN, slice, file: parseRevisionFile(text, { slice: slice.label, file: revision.file }) };
}
