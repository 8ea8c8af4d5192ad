import { createHash } from 'node:crypto';
import { branchLabelProblem, revisionIdProblem } from '../../revision/revision-id.ts';
import { splitStatements } from '../../sql/script/split-statements.ts';
import type { ForeignBody, ForeignHistory, ForeignRevision } from '../foreign-history.ts';
import type { LedgerRelation } from '../foreign-ledger.ts';
import { adoptedLine, adoptedRange } from './adopted-line.ts';

/** A revision made from a part of a foreign history, before it has a file. */
export interface PastRevision {
  readonly id: string;
  readonly revises: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  readonly message: string;
  /** ISO 8601; absent if the tool does not say. */
  readonly created: string | undefined;
  readonly adopted: string;
  /** Why it may be incomplete and is not proven: code that only the other tool runs. */
  readonly unproven: string | undefined;
  /** The text of both sections, with their marker lines. */
  readonly text: string;
  /** How many statements the upgrade has. */
  readonly statements: number;
  /** The migrations that it was made from, in order. */
  readonly stands: readonly ForeignRevision[];
}

export interface PastOptions {
  /** One revision for each foreign one, with its place in the graph; otherwise as few as transactions allow. */
  readonly keepHistory: boolean;
  /** The message, if one revision replaces all. */
  readonly message?: string | undefined;
  /** Where databases record which migrations are applied. */
  readonly ledger: LedgerRelation;
  /** Keys of migrations before which there must be a commit; used without `keepHistory`. */
  readonly commitBefore?: ReadonlySet<string> | undefined;
}

/** The revisions that replace a foreign history, parents first; the same each time. */
export function pastRevisions(history: ForeignHistory, options: PastOptions): readonly PastRevision[] {
  const { ledger } = options;
  return options.keepHistory ? oneEach(history, ledger) : asFewAsPossible(history, options);
}

function oneEach({ tool, revisions }: ForeignHistory, ledger: LedgerRelation): readonly PastRevision[] {
  const ids = new Map(revisions.map((each) => [each.key, idOf(tool, [each])]));
  const idsOf = (keys: readonly string[]): readonly string[] => keys.map((key) => ids.get(key) ?? key);
  return revisions.map((each) => ({
    id: ids.get(each.key) ?? each.key,
    revises: idsOf(each.parents),
    dependsOn: idsOf(each.dependsOn),
    labels: each.labels.filter((label) => branchLabelProblem(label) === undefined),
    message: oneLine(each.message),
    created: each.createdAt,
    adopted: adoptedLine(adoptedRange(tool, [each]), ledger),
    unproven: stubReason([each]),
    text: sections([each], each.downgrade ?? { kind: 'irreversible', reason: `${nameOf(tool)} has no downgrade` }),
    statements: countOf([each]),
    stands: [each],
  }));
}

/** One revision, or a chain if some files cannot run in a transaction with the others. */
function asFewAsPossible(
  { tool, revisions }: ForeignHistory,
  { message, ledger, commitBefore }: PastOptions,
): readonly PastRevision[] {
  const groups: ForeignRevision[][] = [];
  let mode: boolean | undefined;
  for (const each of revisions) {
    const its = inTransaction(each.upgrade);
    if (its === mode && commitBefore?.has(each.key) !== true) groups.at(-1)?.push(each);
    else groups.push([each]);
    mode = its;
  }
  let parent: string | undefined;
  return groups.map((group, at): PastRevision => {
    const id = idOf(tool, group);
    const revises = parent === undefined ? [] : [parent];
    parent = id;
    const said =
      message ?? `adopt ${revisions.length} ${revisions.length === 1 ? 'migration' : 'migrations'} of ${nameOf(tool)}`;
    return {
      id,
      revises,
      dependsOn: [],
      labels: [],
      message: oneLine(groups.length === 1 ? said : `${said}, part ${at + 1}`),
      created: group.at(-1)?.createdAt,
      adopted: adoptedLine(adoptedRange(tool, group), ledger),
      unproven: stubReason(group),
      text: sections(group, { kind: 'irreversible', reason: 'it was applied before Braid' }),
      statements: countOf(group),
      stands: group,
    };
  });
}

function countOf(group: readonly ForeignRevision[]): number {
  return group.reduce((sum, { upgrade, source: file }) => {
    return sum + (upgrade.kind === 'sql' ? splitStatements(upgrade.sql, { slice: '', file }).length : 0);
  }, 0);
}

/** The tool's own id where it can be one (Alembic's can), otherwise one made from the migrations of the revision. */
function idOf(tool: ForeignHistory['tool'], group: readonly ForeignRevision[]): string {
  const [first] = group;
  if (tool === 'alembic' && group.length === 1 && first !== undefined && revisionIdProblem(first.key) === undefined)
    return first.key;
  const digest = createHash('sha256').update(adoptedRange(tool, group)).digest('hex');
  // Digits alone could be taken for a number of steps.
  return digest.slice(0, 11) + (/[a-f]/.test(digest.slice(0, 11)) ? digest.slice(11, 12) : 'a');
}

export function nameOf(tool: ForeignHistory['tool']): string {
  return { drizzle: 'drizzle-kit', alembic: 'Alembic', prisma: 'Prisma', flyway: 'Flyway' }[tool];
}

function stubReason(group: readonly ForeignRevision[]): string | undefined {
  const stubs = group.filter(({ upgrade, downgrade }) => upgrade.kind === 'stub' || downgrade?.kind === 'stub');
  return stubs.length === 0
    ? undefined
    : `the code of ${stubs.map(({ key }) => key).join(', ')} is still to be written as SQL`;
}

function inTransaction(body: ForeignBody): boolean {
  return body.kind !== 'sql' || body.transaction !== false;
}

function sections(group: readonly ForeignRevision[], downgrade: ForeignBody): string {
  const off = group.some(({ upgrade }) => !inTransaction(upgrade));
  const upgrades = group.map((each) => titled(each, bodyText(each.upgrade), group.length > 1));
  return [
    `-- migrate:upgrade${off ? ' transaction=off' : ''}${stubOption(group.map(({ upgrade }) => upgrade))}`,
    ...upgrades.filter((text) => text !== ''),
    '',
    ...downgradeLines(downgrade),
    '',
  ].join('\n');
}

function titled(each: ForeignRevision, text: string, isOneOfMany: boolean): string {
  return text === '' || !isOneOfMany ? text : `\n${title(each)}\n${text}`;
}

function title({ source }: ForeignRevision): string {
  return `-- ${oneLine(source)}`;
}

/** The migration to which a line (1-based) in the text of a revision belongs. */
export function migrationAt(text: string, stands: readonly ForeignRevision[], line: number): string | undefined {
  const before = text.split('\n').slice(0, line);
  const titles = new Map(stands.map((each) => [title(each), each.key]));
  return titles.get(before.findLast((each) => titles.has(each)) ?? '');
}

function bodyText(body: ForeignBody): string {
  if (body.kind === 'sql') return body.sql;
  return `-- Write this by hand: ${oneLine(body.reason)}`;
}

/** The marker's option for bodies that still have to be written: the revision cannot run where it is not applied. */
function stubOption(bodies: readonly ForeignBody[]): string {
  const reasons = bodies.flatMap((body) => (body.kind === 'stub' ? [oneLine(body.reason)] : []));
  return reasons.length === 0 ? '' : ` stub="${quoted(reasons.join('; '))}"`;
}

function quoted(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

function downgradeLines(body: ForeignBody): readonly string[] {
  if (body.kind === 'sql') {
    const off = body.transaction === false ? ' transaction=off' : '';
    // Proofs require that a downgrade says what it loses, and no other tool does.
    const lossy = body.sql.trim() === '' ? '' : ' lossy="what it drops; it was written for another tool"';
    return [`-- migrate:downgrade${off}${lossy}`, body.sql];
  }
  if (body.kind === 'stub') return [`-- migrate:downgrade${stubOption([body])}`, bodyText(body)];
  return [`-- migrate:downgrade irreversible="${quoted(oneLine(body.reason))}"`];
}

/** The text as one line, for a header or a comment. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
