import { demandsRows } from '../../../sql/batch/demands-rows.ts';
import type { LintRule } from '../../rule/lint-rule.ts';

export const contractBeforeFinished: LintRule = {
  name: 'contract-before-finished',
  level: 'error',
  harm: 'The statement drops something that background batches still write, or requires of all rows what the batches have not finished: it fails, or their work is lost.',
  instead: '-- requires-finished: ID in the header, with the id of the revision of the batches',
  example: { given: '', bad: '', good: '' },
  find({ parsed, context }) {
    const table = demandsRows(parsed.statement.sql);
    const batches = table === undefined ? undefined : context.plan.background.get(table);
    if (table === undefined || batches === undefined) return [];
    return [
      {
        on: table,
        message: `Needs all rows of ${table}, which batches of ${batches} may still change in the background.`,
        instead: `Add to the header: -- requires-finished: ${batches}`,
      },
    ];
  },
};
