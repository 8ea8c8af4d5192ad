import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { RewriteUnfinishedError } from '../../../errors/plan/rewrite-unfinished-error.ts';
import type { Rewrite } from '../../../ports/workspace/rewrite.ts';
import type { Slice } from '../../../revision/slice.ts';
import { requireInside } from '../require-inside.ts';
import { writing } from '../workspace-folder.ts';
import { putFileAtomically } from '../write-file-atomically.ts';
import { folderKey, hashOf, type Journal, type JournalEntry, readJournal, textHash } from './journal.ts';
import { JOURNAL } from './journal-file.ts';

/** See `RewriteFiles`. */
export function rewriteFiles(root: string, slices: readonly Slice[], rewrite: Rewrite): void {
  beginRewrite(root, slices, rewrite);
  finishRewrite(root, slices);
}

/** Writes down what is to happen to the files: from here on it will be done, by this process or by the next command. */
export function beginRewrite(root: string, slices: readonly Slice[], { writes, removes }: Rewrite): void {
  // What another process left unfinished is older than this.
  finishRewrite(root, slices);
  const changes = [...writes, ...removes.map((file) => ({ file, text: null }))];
  const entries = changes.map(({ file, text }) => ({ file, before: hashOf(root, file), text }));
  const journal: Journal = { folder: folderKey(root), entries };
  writing(JOURNAL, () => putFileAtomically(join(root, JOURNAL), `${JSON.stringify(journal)}\n`));
}

/**
 * Finishes a change that was begun. It touches only files of revisions and snapshots, and only those that are as they
 * were when it began; otherwise it throws a `RewriteUnfinishedError` and touches nothing.
 */
export function finishRewrite(root: string, slices: readonly Slice[]): void {
  const journal = readJournal(root);
  if (journal === undefined) return;
  const refuse = (facts: Pick<RewriteUnfinishedError['facts'], 'problem' | 'changed'>): never => {
    throw new RewriteUnfinishedError({ file: JOURNAL, ...facts });
  };
  if (journal.folder !== folderKey(root)) refuse({ problem: 'elsewhere' });
  for (const { file } of journal.entries) {
    if (!isOfRevisions(file, slices)) refuse({ problem: 'unreadable' });
    requireInside(root, file);
  }
  const pending = journal.entries.filter((entry) => !isDone(root, entry));
  const edited = pending.find(({ file, before }) => hashOf(root, file) !== before);
  if (edited !== undefined) refuse({ problem: 'edited', changed: edited.file });
  // New files come first: a revision that exists twice is reported, and a missing one would not be.
  for (const { file, text } of pending) {
    if (text !== null) writing(file, () => putFileAtomically(join(root, file), text));
  }
  for (const { file, text } of pending) {
    if (text === null) writing(file, () => rmSync(join(root, file), { force: true }));
  }
  rmSync(join(root, JOURNAL), { force: true });
}

function isDone(root: string, { file, text }: JournalEntry): boolean {
  return hashOf(root, file) === (text === null ? null : textHash(text));
}

/** Directly in the migrations folder of a slice, or among its snapshots. */
function isOfRevisions(file: string, slices: readonly Slice[]): boolean {
  return slices.some(({ migrations }) => {
    if (!file.startsWith(`${migrations}/`)) return false;
    const rest = file.slice(migrations.length + 1);
    return /^[^/\\]+\.(?:sql|ts)$/.test(rest) || /^snapshots\/[^/\\]+\.json$/.test(rest);
  });
}
