import { isDraftId } from '../../../revision/draft-id.ts';
import type { DevSession } from '../dev-session.ts';
import { appliedDrafts } from '../drafts/known-drafts.ts';
import { readDrafts, removeDrafts } from '../drafts/stored-draft.ts';
import { exchangeDrafts } from './exchange-drafts.ts';

/** In the folder of drafts, from before a file of a revision is written until the drafts are gone. */
const JOURNAL = 'commit.json';

export interface CommitPlan {
  /** The revisions that replace the drafts. */
  readonly ids: readonly string[];
  /** Their files and snapshots, all that is written. */
  readonly files: readonly string[];
  readonly drafts: readonly string[];
  /** The database is built again: until it is, nothing may be recorded in the one that is there. */
  readonly rebuild: boolean;
}

/** Says what is about to be done, so that the next `migrate dev` finishes it, or removes what is half written. */
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
 * Finishes a commit whose process was killed: where all files are there, the ledger is changed, which was found to be
 * right before the first of them was written; where not, or where the database was to be built again, those that are
 * there go, and the drafts are still drafts.
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
