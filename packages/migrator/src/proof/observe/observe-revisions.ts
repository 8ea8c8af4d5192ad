import type { Observation } from '../../lint/rule/observation.ts';
import type { TableSizes } from '../../lint/stats/table-sizes.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { Statement } from '../../sql/script/statement.ts';
import { readStatement } from '../../sql/statement/read-statement.ts';
import type { ProofTools } from '../proof-tools.ts';
import { onSharedServer } from '../round-trip/on-shared-server.ts';
import { Subject } from '../round-trip/subject.ts';
import { withRoles } from '../round-trip/with-roles.ts';
import { withState } from '../round-trip/with-state.ts';
import { Slots } from '../slots.ts';
import { effectsOf } from './effects-of.ts';
import { productionSession } from './production-session.ts';

type Seen = readonly [id: string, observations: readonly Observation[]];

/**
 * Runs the statements of the upgrades one by one on scratch databases, each revision at exactly its parents and
 * dependencies, and reports by id what each statement did. Throws what the runner throws when a revision below fails.
 *
 * @param sizes of production: its settings are those of the sessions, and what blocks its tables is timed
 */
export async function observeRevisions(
  tools: ProofTools,
  files: readonly RevisionFile[],
  sizes?: TableSizes,
): Promise<ReadonlyMap<string, readonly Observation[]>> {
  const subject = new Subject(tools, files);
  const slots = new Slots(tools.parallel);
  const readable = files.filter(({ revision, upgrade }) => revision.kind === 'sql' && upgrade !== undefined);
  const lines = linesOf(subject, readable).map((line) => slots.run(() => observeLine(subject, line, sizes)));
  return new Map((await Promise.all(lines)).flat());
}

/** Cuts revisions into lines: each is at exactly the state that the one before it in its line leaves. */
function linesOf(subject: Subject, files: readonly RevisionFile[]): readonly (readonly RevisionFile[])[] {
  const keys = subject.keys();
  const lines: { files: RevisionFile[]; end: string }[] = [];
  for (const file of files) {
    const { id } = file.revision;
    const below = subject.headsBelow(id);
    const end = keys.state(subject.headsOf([...below, id]));
    const line = lines.find((each) => each.end === keys.state(below));
    if (line === undefined) lines.push({ files: [file], end });
    else {
      line.files.push(file);
      line.end = end;
    }
  }
  return lines.map((line) => line.files);
}

async function observeLine(
  subject: Subject,
  line: readonly RevisionFile[],
  sizes: TableSizes | undefined,
): Promise<readonly Seen[]> {
  const [first] = line;
  if (first === undefined) return [];
  const seen = await withState(subject, subject.keys(), subject.headsBelow(first.revision.id), (database) =>
    observeWhile(subject.tools, database, line, sizes),
  );
  // Where not all of a revision ran, the next one begins on a database of its own.
  return [...seen, ...(await observeLine(subject, line.slice(seen.length), sizes))];
}

async function observeWhile(
  tools: ProofTools,
  database: ScratchDatabase,
  line: readonly RevisionFile[],
  sizes: TableSizes | undefined,
): Promise<readonly Seen[]> {
  const all: Seen[] = [];
  const settings = sizes === undefined ? [] : await productionSession(database, sizes.stats.settings);
  for (const file of line) {
    const { seen, isWhole } = await observeSection({ tools, database, sizes, settings }, onSharedServer(file));
    all.push([file.revision.id, seen]);
    if (!isWhole) break;
  }
  return all;
}

interface Place {
  readonly tools: ProofTools;
  readonly database: ScratchDatabase;
  readonly sizes: TableSizes | undefined;
  /** Statements that make the settings of a transaction those of production. */
  readonly settings: readonly string[];
}

async function observeSection(
  place: Place,
  { upgrade }: RevisionFile,
): Promise<{ readonly seen: readonly Observation[]; readonly isWhole: boolean }> {
  const statements = upgrade?.statements ?? [];
  const seen: Observation[] = [];
  const session = [...place.settings];
  let stopped: string | undefined = upgrade?.batch === undefined ? undefined : 'it runs in batches';
  for (const statement of statements) {
    if (stopped !== undefined) {
      seen.push({ unseen: stopped });
      continue;
    }
    try {
      seen.push(await withRoles(place.tools.server, () => observe(place, statement, session)));
    } catch (error) {
      stopped = `it, or a statement before it, fails on an empty database: ${messageOf(error)}`;
      seen.push({ unseen: stopped });
    }
  }
  // A setting may outlive its revision, and rows that were not sent are missing.
  const isWhole =
    stopped === undefined &&
    session.length === place.settings.length &&
    statements.every(({ rows }) => rows === undefined);
  return { seen, isWhole };
}

/** Runs a statement, for those after it, and reports what it did. */
async function observe({ database, sizes }: Place, { sql, rows }: Statement, session: string[]): Promise<Observation> {
  const { command, kind, runsAlone } = readStatement(sql);
  if (kind.kind === 'session-state' || command === 'set' || command === 'reset') {
    session.push(sql);
    return { unseen: 'it sets something for the statements behind it' };
  }
  // Data is sent by the runner only, and nothing that rules ask for depends on it.
  if (rows !== undefined) return { unseen: 'it has data' };
  if (runsAlone) {
    await database.query(sql);
    return { unseen: 'it cannot run in a transaction' };
  }
  return await effectsOf(database, { sql, session, command }, sizes);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
