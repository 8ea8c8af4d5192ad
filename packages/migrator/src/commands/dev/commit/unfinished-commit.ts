import { isDraftId } from '../../../revision/draft-id.ts';
import type { DevSession } from '../dev-session.ts';
import { appliedDrafts } from '../drafts/known-drafts.ts';
import { readDrafts, removeDrafts } from '../drafts/stored-draft.ts';
import { exchangeDrafts } from './exchange-drafts.ts';

/** In the folder of drafts, from before the first revision file is written until the drafts are removed. */
const JOURNAL = 'commit.json';

export interface CommitPlan {
  /** The revisions that replace the drafts. */
  readonly ids: readonly string[];
  /** All files of the commit: revisions and snapshots. */
  readonly files: readonly string[];
  readonly drafts: readonly string[];
  /** The database is to be rebuilt: until then, nothing may be recorded in the existing one. */
  readonly rebuild: boolean;
}

/** Records what is about to happen, so that the next `migrate dev` can finish or undo it. */
export function beginCommit({ folder }: Pick<DevSession, 'folder'>, plan: CommitPlan): void {
  folder.write(JOURNAL, `${JSON.stringify(plan)}\n`);
}

export function endCommit({ bench, folder }: Pick<DevSession, 'bench' | 'folder'>, drafts: readonly string[]): void {
  const known = readDrafts(folder, bench.workspace.slices);
  removeDrafts(
    folder,
    known.filter(({ file }) => drafts.includes(file.revision.id)),
  );
  folder.remove([JOURNAL]);
}

/**
 * Finishes or undoes a commit whose process was killed. If all files are written, the ledger is changed: the database
 * was compared before the first file. If a file is missing, or the database was to be rebuilt, the files are removed,
 * and the drafts stay drafts.
 */
export async function finishCommit(session: DevSession): Promise<void> {
  const { bench, database, folder } = session;
  const plan = readPlan(folder.read(JOURNAL));
  if (plan === undefined) return;
  const { ids, files, drafts, rebuild } = plan;
  const there = files.filter((file) => bench.files.read(file) !== undefined);
  const state = await database.readState();
  const applied = new Set(state.applied.map(({ revision }) => revision));
  const isExchanged = ids.every((id) => applied.has(id)) && appliedDrafts(state).every((id) => !drafts.includes(id));
  if (!isExchanged && (rebuild || there.length < files.length)) {
    await bench.rewriteFiles({ writes: [], removes: there });
    folder.remove([JOURNAL]);
    return;
  }
  if (!isExchanged) await exchangeDrafts(session, drafts, ids);
  endCommit(session, drafts);
}

function readPlan(text: string | undefined): CommitPlan | undefined {
  if (text === undefined) return undefined;
  const found: unknown = JSON.parse(text);
  if (typeof found !== 'object' || found === null) return undefined;
  const list = (name: string): readonly string[] => {
    const value: unknown = Reflect.get(found, name);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  };
  const rebuild = Reflect.get(found, 'rebuild') === true;
  return { rebuild, ids: list('ids'), files: list('files'), drafts: list('drafts').filter(isDraftId) };
}
