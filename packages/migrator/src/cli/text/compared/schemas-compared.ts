import type { NotCompared, SchemaComparison } from '../../../commands/shared/schema/schema-comparison.ts';

const WHY: Readonly<Record<NotCompared, string>> = {
  'no-schema': 'no schema',
  'not-chosen': 'not chosen',
  'not-asked': '--no-schema',
  'several-heads': 'several heads',
  'no-snapshot': 'no snapshot',
  'drizzle-orm-missing': 'drizzle-orm is not installed',
  failed: 'see above',
};

/** More slices than this are counted, not named. */
const NAMED = 3;

/** `Schemas compared: 5 of 6 (setups: no schema).` */
export function schemasCompared(schemas: readonly SchemaComparison[]): string {
  const compared = schemas.filter((each) => each.compared).length;
  const reasons = [...new Set(schemas.flatMap(({ reason }) => reason ?? []))].map((reason) => {
    const slices = schemas.filter((each) => each.reason === reason).map(({ slice }) => slice);
    return `${slices.length > NAMED ? `${slices.length} slices` : slices.join(', ')}: ${WHY[reason]}`;
  });
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  return [`Schemas compared: ${compared} of ${schemas.length}${why}.`, ...namesKept(schemas)].join('\n');
}

/** Why a schema with different default names counts as the same: one line. */
function namesKept(schemas: readonly SchemaComparison[]): readonly string[] {
  const kept = schemas.flatMap(({ keptNames }) => keptNames);
  const [first] = kept;
  if (first === undefined) return [];
  const what =
    kept.length === 1
      ? '1 name of a constraint or index stays'
      : `${kept.length} names of constraints and indexes stay`;
  return [
    `${what} as the databases have ${kept.length === 1 ? 'it' : 'them'} (${first.kept}; a new one would be ${first.declared}): it was named by hand, a table was renamed, or drizzle-orm has other default names now.`,
  ];
}
