import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import { type Change, pairsOf } from '../../change/change.ts';
import { type DraftStatement, qualifiedName } from '../../change/draft-statement.ts';
import { entityPath } from '../../entity/schema-entity.ts';

/** A sequence, or that of an identity column, with its limits before and after. */
interface Limited {
  /** Its name in SQL before anything is renamed. */
  readonly sequence: string;
  readonly path: string;
  readonly old: Limits;
  readonly now: Limits;
}

interface Limits {
  readonly min: bigint;
  readonly max: bigint;
  readonly start: bigint;
  readonly isDescending: boolean;
}

/**
 * Sequences whose lowest number rises: `ALTER SEQUENCE` refuses limits that exclude the current position. A sequence
 * below its new limits continues at its new start; one beyond its new last number stays an error, because it would
 * return numbers twice.
 */
export function moveSequences(change: Change): readonly DraftStatement[] {
  return limitedBy(change).flatMap(({ sequence, old, now }) => {
    const isBehind = now.isDescending ? now.max < old.max : now.min > old.min;
    if (!isBehind || old.isDescending !== now.isDescending) return [];
    const widened = now.start > old.max ? [`MAXVALUE ${now.max}`] : now.start < old.min ? [`MINVALUE ${now.min}`] : [];
    const behind = now.isDescending ? `last_value > ${now.max}` : `last_value < ${now.min}`;
    return [
      ...widened.map((limit) => ({ sql: `ALTER SEQUENCE ${sequence} ${limit}` })),
      { sql: `SELECT setval(${quoteLiteral(sequence)}, ${now.start}, false) FROM ${sequence} WHERE ${behind}` },
    ];
  });
}

/** The positions of sequences that make a change of limits fail. */
export function strandedPositions(change: Change): readonly string[] {
  return limitedBy(change).flatMap(({ path, old, now }) => {
    if (old.isDescending !== now.isDescending)
      return now.min > old.min || now.max < old.max
        ? [`a position of sequence ${path} that is not from ${now.min} to ${now.max}`]
        : [];
    const isNarrowed = now.isDescending ? now.min > old.min : now.max < old.max;
    return isNarrowed ? [`a position of sequence ${path} past ${now.isDescending ? now.min : now.max}`] : [];
  });
}

function limitedBy(change: Change): readonly Limited[] {
  const sequences = pairsOf(change, 'sequence').map(({ original, before, after }): Limited => {
    const limits = ({ facts }: typeof after): Limits =>
      limitsOf(facts.incrementBy, facts.minValue, facts.maxValue, facts.startWith, undefined);
    return {
      sequence: qualifiedName(original.schema, original.name),
      path: entityPath(after),
      old: limits(before),
      now: limits(after),
    };
  });
  const identities = pairsOf(change, 'column').flatMap(({ original, before, after }): readonly Limited[] => {
    const [was, is] = [before.facts.identity, after.facts.identity];
    if (was === undefined || is === undefined || original.facts.identity?.name === undefined) return [];
    const limits = (facts: typeof is, type: string): Limits =>
      limitsOf(facts.increment, facts.minValue, facts.maxValue, facts.startWith, type);
    return [
      {
        sequence: qualifiedName(original.schema, original.facts.identity.name),
        path: `of ${entityPath(after)}`,
        old: limits(was, before.facts.type),
        now: limits(is, after.facts.type),
      },
    ];
  });
  return [...sequences, ...identities].filter(
    ({ old, now }) => old.min !== now.min || old.max !== now.max || old.isDescending !== now.isDescending,
  );
}

/** The last number of each type; without a type, that of a standalone sequence. */
const LARGEST: Readonly<Record<string, bigint>> = { smallint: 32767n, integer: 2147483647n };

/** The limits, with PostgreSQL's defaults if none are declared. */
function limitsOf(
  increment: string | null | undefined,
  min: string | null | undefined,
  max: string | null | undefined,
  start: string | null | undefined,
  type: string | undefined,
): Limits {
  const isDescending = increment?.startsWith('-') === true;
  const largest = LARGEST[type ?? ''] ?? 9223372036854775807n;
  const [low, high] = [numberOf(min, isDescending ? -largest - 1n : 1n), numberOf(max, isDescending ? -1n : largest)];
  return { min: low, max: high, start: numberOf(start, isDescending ? high : low), isDescending };
}

function numberOf(text: string | null | undefined, standard: bigint): bigint {
  return text !== null && text !== undefined && /^-?\d+$/.test(text) ? BigInt(text) : standard;
}
