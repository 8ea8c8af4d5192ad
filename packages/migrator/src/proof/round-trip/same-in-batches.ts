import { ProofBatchesDifferError } from '../../errors/proof/proof-result-errors.ts';
import type { ScratchDatabase } from '../../ports/proof/scratch.ts';
import type { TableShape } from '../../ports/proof/table-shape.ts';
import type { Direction } from '../../revision/revision.ts';
import type { RevisionFile } from '../../revision/revision-file.ts';
import type { ProofTools } from '../proof-tools.ts';
import { fingerprintRows, type RowFingerprints } from '../rows/row-fingerprints.ts';
import { tableLabel } from '../rows/sql-value.ts';
import { KILLS, type RunEnded, runUntil, runUntilKilled, type SectionRun } from './killed-run.ts';
import { placeOfSection } from './section-run.ts';
import type { Subject } from './subject.ts';

/** Rows of the first batch; the next ones have more. */
const SIZES = [1, 2] as const;
/** More rows than proofs make. */
const WHOLE = 999_999;

/**
 * Runs a section in batches, or in steps of code, on copies of the database: in one go, and in small batches that are
 * stopped after the first one, resumed, killed in the middle of the next one and resumed. The rows must be the same.
 * Left out are columns that differ between two runs in one go (`now()`, numbers of a sequence), and those that a
 * sequence numbers, in whatever order rows come. Does nothing for other sections. Throws `ProofBatchesDifferError`, and
 * what running the section throws.
 */
export async function sameInBatches(
  subject: Subject,
  database: Pick<ScratchDatabase, 'withCopy'>,
  file: RevisionFile,
  direction: Direction,
): Promise<void> {
  if (!(await hasBatches(subject, file, direction))) return;
  const whole = await database.withCopy((copy) => ran(subject, copy, file, direction, WHOLE));
  const again = await database.withCopy(async (copy) => {
    await copy.query(TAKE_NUMBERS);
    return await ran(subject, copy, file, direction, WHOLE);
  });
  for (const size of SIZES) {
    const parts = await database.withCopy((copy) => ran(subject, copy, file, direction, size));
    const differing = differences(whole, again, parts);
    if (differing.length > 0) {
      const phase = direction;
      throw new ProofBatchesDifferError({ ...placeOfSection(file, direction), phase, differing, size });
    }
  }
}

/** A batch that is killed has taken numbers of sequences, which a rollback does not return. */
const TAKE_NUMBERS = `select pg_catalog.nextval(pg_catalog.format('%I.%I', s.schemaname, s.sequencename)::pg_catalog.regclass)
from pg_catalog.pg_sequences s
where pg_catalog.has_sequence_privilege(pg_catalog.format('%I.%I', s.schemaname, s.sequencename), 'usage') and (s.cycle
  or s.increment_by > 0 and s.max_value - s.increment_by >= coalesce(s.last_value, s.start_value)
  or s.increment_by < 0 and s.min_value - s.increment_by <= coalesce(s.last_value, s.start_value))`;

interface Rows {
  readonly prints: RowFingerprints;
  /** Columns that a sequence numbers, by `schema.table`. */
  readonly numbered: ReadonlyMap<string, ReadonlySet<string>>;
}

async function ran(
  subject: Subject,
  copy: ScratchDatabase,
  file: RevisionFile,
  direction: Direction,
  size: number,
): Promise<Rows> {
  const sized = [withSize(file, direction, size)];
  const code = codeLoaderWithSize(subject.tools, size);
  const run: SectionRun = (on, stop, onEvent) =>
    subject.with(sized, { ...code, stop }).step(on, [file.revision.id], direction, onEvent);
  const isDone = size !== WHOLE && (await interrupted(copy, run)) === 'done';
  if (!isDone) await run(copy, subject.tools.stop, () => undefined);
  const tables = await copy.readTables();
  return { prints: await fingerprintRows(copy, tables), numbered: numberedColumns(tables) };
}

/** The code of a data revision says it when it is loaded. */
async function hasBatches({ tools }: Subject, file: RevisionFile, direction: Direction): Promise<boolean> {
  const { revision } = file;
  if (revision.kind === 'sql') return file[direction]?.batch !== undefined;
  if (file[direction]?.steps === true) return true;
  const quietMs = tools.runnerOptions.idleInTransactionTimeoutMs;
  return (await tools.codeLoader?.({ revision, direction, quietMs }))?.batch !== undefined;
}

function codeLoaderWithSize({ codeLoader }: ProofTools, size: number): Pick<ProofTools, 'codeLoader'> {
  if (codeLoader === undefined) return {};
  return {
    async codeLoader(request) {
      const facts = await codeLoader(request);
      return facts.batch === undefined ? { ...facts, batchSize: size } : { ...facts, batch: { ...facts.batch, size } };
    },
  };
}

/** Stopped after the first batch, and killed in the one after it, in each way, as long as there is another one. */
async function interrupted(copy: ScratchDatabase, run: SectionRun): Promise<RunEnded> {
  let ended = await runUntil(copy, run, ({ type }) => type === 'batch-done' || type === 'code-step-done');
  for (const kill of KILLS) if (ended === 'stopped') ended = await runUntilKilled(copy, run, kill);
  return ended;
}

function withSize(file: RevisionFile, direction: Direction, size: number): RevisionFile {
  const section = file[direction];
  if (section?.batch === undefined) return file;
  return { ...file, [direction]: { ...section, batch: { ...section.batch, size } } };
}

function numberedColumns(tables: readonly TableShape[]): Rows['numbered'] {
  return new Map(
    tables.map((table) => {
      const numbered = table.columns.filter(({ sequence, identity }) => sequence !== undefined || identity);
      return [tableLabel(table), new Set(numbered.map(({ name }) => name))];
    }),
  );
}

function differences(whole: Rows, again: Rows, parts: Rows): readonly string[] {
  return [...whole.prints.values()].flatMap(({ table, count, rows, columns }) => {
    const [same, other] = [again.prints.get(table), parts.prints.get(table)];
    if (other?.count !== count) return [`${table} (${other?.count ?? 0} rows instead of ${count})`];
    const numbered = whole.numbered.get(table);
    const compared = Object.keys(columns).filter(
      (name) => !numbered?.has(name) && same?.columns[name] === columns[name],
    );
    const differing = compared.filter((name) => other.columns[name] !== columns[name]);
    if (differing.length > 0) return differing.map((name) => `${table}.${name}`);
    const isComparable = compared.length === Object.keys(columns).length && same?.rows === rows;
    return isComparable && other.rows !== rows ? [`${table} (values went to other rows)`] : [];
  });
}
