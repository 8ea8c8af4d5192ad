import { TooManyHeadsToMergeError } from '../../errors/merge/branch-errors.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { MAX_MERGE_HEADS } from '../../proof/merge/orders/trials.ts';
import { hasStatements } from '../../proof/merge/proof-line/own-statements.ts';
import { printProofLine } from '../../proof/merge/proof-line/proof-line.ts';
import { proveMerge } from '../../proof/merge/prove-merge.ts';
import { Subject } from '../../proof/round-trip/subject.ts';
import { printHeader } from '../../revision/header/print-header.ts';
import { parseRevisionFile } from '../../revision/parse-revision-file.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Workbench } from '../shared/workbench.ts';

export interface ProvenMerges {
  readonly drafts: readonly RevisionFile[];
  /** Merges that could not be proven, and why: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Proves the merges of a history before its files are written: once they are applied, adding a proof line would be an
 * edit.
 *
 * @param drafts parents before children
 */
export async function proveMerges(
  bench: Pick<Workbench, 'proofs' | 'runner'>,
  drafts: readonly RevisionFile[],
): Promise<ProvenMerges> {
  const notes: string[] = [];
  let proven = drafts;
  for (const { revision } of drafts.filter((draft) => draft.revision.revises.length > 1)) {
    const { id, revises } = revision;
    if (isOverStub(drafts, id)) continue;
    try {
      const line = await proofLine(bench, proven, id, revises);
      proven = proven.map((draft) => (draft.revision.id === id ? withProof(draft, line) : draft));
    } catch (error) {
      if (!(error instanceof MigratorError)) throw error;
      notes.push(`merge ${id} (${revision.message}) is not proven: ${error.message}`);
    }
  }
  return { drafts: proven, notes };
}

async function proofLine(
  { proofs, runner }: Pick<Workbench, 'proofs' | 'runner'>,
  drafts: readonly RevisionFile[],
  id: string,
  heads: readonly string[],
): Promise<string> {
  if (heads.length > MAX_MERGE_HEADS) throw new TooManyHeadsToMergeError({ heads, limit: MAX_MERGE_HEADS });
  const subject = new Subject(await proofs(), drafts);
  const own = hasStatements(subject.file(id)) ? { merge: id } : {};
  const proof = await proveMerge(subject, heads, { ...own, onEvent: runner.onEvent });
  return printProofLine({ ...proof.line, heads });
}

/** A stub still has to be written, which would make a proof of today stale. */
function isOverStub(drafts: readonly RevisionFile[], id: string): boolean {
  const unproven = new Set(drafts.flatMap(({ revision }) => (revision.unproven === undefined ? [] : [revision.id])));
  const byId = new Map(drafts.map(({ revision }) => [revision.id, revision]));
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (unproven.has(next)) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const revision = byId.get(next);
    open.push(...(revision?.revises ?? []), ...(revision?.dependsOn ?? []));
  }
  return false;
}

function withProof({ revision, text }: RevisionFile, proof: string): RevisionFile {
  const { slice, file } = revision;
  const body = text.slice(printHeader(revision).length);
  return parseRevisionFile(`${printHeader({ ...revision, proof })}${body}`, { slice, file });
}
