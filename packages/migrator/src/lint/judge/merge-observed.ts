import { nameParts } from '../../sql/names/name-parts.ts';
import { whoWaits } from '../../sql/statement/lock-mode.ts';
import type { Claim, Found } from '../rule/found.ts';
import type { LintRule } from '../rule/lint-rule.ts';
import type { Observation, ObservedEffects } from '../rule/observation.ts';
import { about, type Subject, type Target } from '../rule/subject.ts';
import { observedLock, observedRewrite, observedScan } from '../rules/observed/observed.ts';
import type { Judged, Judgement } from './judged.ts';

/**
 * Compares the findings of rules about a statement with what the server did: if they agree, the basis is `both`; what
 * the server did not do is refuted; what no rule predicted is a new finding.
 */
export function mergeObserved(
  read: readonly Judged[],
  seen: Observation | undefined,
  subject: Subject,
  judge: (rule: LintRule, found: Found) => readonly Judged[],
): Omit<Judgement, 'hidden'> {
  if (seen === undefined || 'unseen' in seen) return { found: read, refuted: [] };
  const isRefuted = ({ claim }: Judged): boolean => claim !== undefined && !isConfirmed(claim, seen);
  const kept = read.filter((each) => !isRefuted(each));
  const claims = kept.flatMap(({ claim }) => claim ?? []);
  return {
    found: [
      ...kept.map((each) => ({ ...each, basis: each.claim === undefined ? 'static' : 'both' }) as const),
      ...unclaimed(seen, claims, subject).flatMap(({ rule, found }) =>
        judge(rule, found).map((each) => ({ ...each, basis: 'observed' }) as const),
      ),
    ],
    refuted: read.filter(isRefuted),
  };
}

function isConfirmed({ relation, work }: Claim, seen: ObservedEffects): boolean {
  const isSame = (other: string): boolean => other === relation || isPartOf(other, relation, seen);
  const isLocked = seen.locks.some((lock) => isSame(lock.relation) && whoWaits(lock.mode) !== undefined);
  return work === 'lock' ? isLocked : seen.rewritten.some(isSame) || seen.scanned.some(isSame);
}

interface Unclaimed {
  readonly rule: LintRule;
  readonly found: Found;
}

/** What the server did to relations in use while others wait for it, and no rule says so. */
function unclaimed(seen: ObservedEffects, claims: readonly Claim[], subject: Subject): readonly Unclaimed[] {
  const isClaimed = (path: string): boolean =>
    claims.some(
      ({ relation, work, also = [] }) =>
        work !== 'lock' && [relation, ...also].some((each) => each === path || isPartOf(path, each, seen)),
    );
  const inUse = (path: string): Target | undefined => {
    const parts = nameParts(path);
    return subject.named(parts.at(-2) ?? '', parts.at(-1) ?? '');
  };
  // Rules already report that its rows are gone.
  const rewritten = subject.kind === 'TruncateStmt' ? [] : seen.rewritten.filter((each) => !isClaimed(each));
  const waited = new Set(
    seen.locks.filter((lock) => isWaitedFor(lock, inUse(lock.relation))).map(({ relation }) => relation),
  );
  const scanned = seen.scanned.filter((each) => waited.has(each) && !isClaimed(each) && !seen.rewritten.includes(each));
  const named = subject.locks.map(({ table }) => table.path);
  const locked = seen.locks.filter(
    ({ relation, mode }) =>
      mode === 'ACCESS EXCLUSIVE' &&
      !named.some((path) => path === relation || isPartOf(relation, path, seen)) &&
      !claims.some((claim) => claim.relation === relation),
  );
  const all = [
    ...rewritten.map((path) => ({
      path,
      rule: observedRewrite,
      says: 'is rewritten while others wait',
      work: 'rewrite' as const,
    })),
    ...scanned.map((path) => ({
      path,
      rule: observedScan,
      says: 'is read whole while others wait',
      work: 'scan' as const,
    })),
    ...locked.map(({ relation: path }) => ({
      path,
      rule: observedLock,
      says: 'is locked completely',
      work: 'lock' as const,
    })),
  ];
  return all.flatMap(({ path, rule, says, work }) => {
    const table = inUse(path);
    if (table === undefined) return [];
    return [{ rule, found: about(table, `${table.shown} ${says}: seen on a scratch database.`, work) }];
  });
}

/** Nobody writes rows of a materialized view, so only readers can wait. */
function isWaitedFor({ mode }: ObservedEffects['locks'][number], target: Target | undefined): boolean {
  const who = whoWaits(mode);
  return target?.relation?.kind === 'matview' ? who === 'all' : who !== undefined;
}

/** Whether both are parts of one table, or one is the table itself. */
function isPartOf(path: string, other: string, { roots }: ObservedEffects): boolean {
  return (roots[path] ?? path) === (roots[other] ?? other);
}
