import { HEALTH_CODES } from '../../health/codes.ts';
import type { HealthFacts } from '../../health/facts/health-facts.ts';
import { ignoredFindings } from '../../health/ignore-findings.ts';
import { isAtLeast, type Judged, judge } from '../../health/judge.ts';
import type { RuleContext } from '../../health/rule.ts';
import type { Look } from '../../ports/health/look-store.ts';
import { ignorePatterns } from '../../proof/drift/ignore-pattern.ts';
import { knownSlice } from '../shared/known-slice.ts';
import { owners } from '../shared/ownership/owners.ts';
import type { HealthBench } from './health-bench.ts';
import type { HealthFinding, HealthResult } from './health-result.ts';
import { writeFixes } from './write-fixes.ts';

export interface HealthOptions {
  /** Only what this slice owns. */
  readonly slice?: string | undefined;
  /** Write revisions for findings that they can fix. */
  readonly fix: boolean;
  /** Count orphans of foreign keys, which reads the tables. */
  readonly orphans: boolean;
  /** Only these rules. */
  readonly rules?: readonly string[];
}

/**
 * Looks at the health of the database, which is only read, and names the owner of everything that is wrong. With `fix`,
 * revisions that fix findings are written into the slices, each proven on a scratch database first.
 */
export async function health(bench: HealthBench, options: HealthOptions): Promise<HealthResult> {
  const slice = knownSlice(bench.workspace, options.slice);
  const { limits, severities, ignore, failOn } = bench.settings.health;
  const owned = await owners(bench);
  const looks = await bench.looks();
  const read = await bench.readHealth({ orphans: options.orphans, bloatBytes: limits.bloatBytes });
  const { facts } = read;
  const { identity } = await (await bench.database()).readIdentity();
  const last = looks.read(identity);
  const context: RuleContext = {
    limits,
    isMade: (schema, name) => owned.ownerOf(schema, name) !== null,
    lastLook: last === undefined ? undefined : { at: last.at, bytes: new Map(Object.entries(last.bytes)) },
  };
  const judged = judge(facts, context, chosen(severities, options.rules));
  const isIgnored = eitherOf(ignoredFindings(ignore), ofOthers(bench.settings.driftIgnore));
  const roots = rootsOf(facts);
  const ownerOf = ({ table }: Judged): string | null => {
    if (table === null) return null;
    const root = roots.get(`${table.schema}\0${table.name}`) ?? table;
    return owned.ownerOf(root.schema, root.name);
  };
  const kept = judged.found.filter((found) => !isIgnored(found));
  const listed = kept
    .map((found) => ({ found, owner: ownerOf(found) }))
    .filter(({ owner }) => slice === undefined || owner === slice);
  looks.write(identity, lookOf(facts));
  const written = options.fix ? await writeFixes(bench, owned, listed) : { fixes: [], hooks: [] };
  return {
    database: read.target,
    serverVersion: read.serverVersion,
    at: facts.server.now,
    tables: facts.tables.length,
    indexes: facts.indexes.length,
    rules: judged.rules,
    findings: listed.map(({ found, owner }) => findingOf(found, owner)),
    notSeen: judged.notSeen,
    ignored: judged.found.length - kept.length,
    failOn,
    failed: listed.some(({ found }) => isAtLeast(found.severity, failOn)),
    lastLook: last?.at ?? null,
    ...written,
  };
}

function findingOf({ code, severity, object, message, repair, fix }: Judged, slice: string | null): HealthFinding {
  return { code, severity, object, slice, message, repair, isFixable: fix !== undefined && slice !== null };
}

/** Rules that nobody asked for are off. */
function chosen(
  severities: HealthBench['settings']['health']['severities'],
  rules: readonly string[] | undefined,
): HealthBench['settings']['health']['severities'] {
  if (rules === undefined) return severities;
  const others = HEALTH_CODES.filter((code) => !rules.includes(code)).map((code) => [code, 'off'] as const);
  return { ...severities, ...Object.fromEntries(others) };
}

type Test = (found: Judged) => boolean;

function eitherOf(...tests: readonly Test[]): Test {
  return (found) => tests.some((test) => test(found));
}

/** What other tools own in the database (`drift.ignore`) is left to them. */
function ofOthers(patterns: readonly string[]): Test {
  const isIgnored = ignorePatterns(patterns);
  return ({ table }) =>
    table !== null && isIgnored({ kind: 'table', schema: table.schema, relation: '', name: table.name });
}

function rootsOf({ tables }: HealthFacts): ReadonlyMap<string, { readonly schema: string; readonly name: string }> {
  return new Map(
    tables.map(({ schema, name, rootSchema, rootName }) => [
      `${schema}\0${name}`,
      { schema: rootSchema, name: rootName },
    ]),
  );
}

function lookOf({ server, tables }: HealthFacts): Look {
  return {
    at: server.now,
    bytes: Object.fromEntries(tables.map(({ schema, name, bytes }) => [`${schema}.${name}`, bytes])),
  };
}
