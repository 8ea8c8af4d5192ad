/** One thing that has changed since the plan was made. */
export type PlanChange =
  | { readonly what: 'database'; readonly found: string; readonly planned: string }
  | {
      readonly what: 'applied';
      readonly revision: string;
      readonly change: 'applied' | 'not-applied' | 'other-checksum';
    }
  | { readonly what: 'half-run' }
  | {
      readonly what: 'file';
      readonly revision: string;
      readonly file: string;
      readonly change: 'gone' | 'edited';
    }
  | { readonly what: 'order'; readonly found: readonly string[]; readonly planned: readonly string[] }
  | { readonly what: 'steps'; readonly revision: string };

/** A change in words. */
export function describePlanChange(change: PlanChange): string {
  switch (change.what) {
    case 'database':
      return `the database is ${change.found}; the plan was made for ${change.planned}`;
    case 'applied':
      return `${change.revision} ${APPLIED[change.change]}`;
    case 'half-run':
      return 'another revision is half-way, or has progressed';
    case 'file':
      return `${change.file} (${change.revision}) ${change.change === 'gone' ? 'is gone' : 'was edited'}`;
    case 'order':
      return `the order would be ${change.found.join(', ')}; planned was ${change.planned.join(', ')}`;
    case 'steps':
      return `${change.revision} would run, too`;
  }
}

const APPLIED = {
  applied: 'was applied since',
  'not-applied': 'is not applied any more',
  'other-checksum': 'is recorded with another checksum',
} as const;
