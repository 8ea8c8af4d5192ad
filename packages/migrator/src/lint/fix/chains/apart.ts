import { ddlAndDmlMixed } from '../../rules/data/ddl-and-dml-mixed.ts';
import { statementAfterAccessExclusive } from '../../rules/windows/statement-after-access-exclusive.ts';
import { wideLockWindow } from '../../rules/windows/wide-lock-window.ts';
import { NOTHING } from '../chain/fix-chain.ts';
import type { LintFix } from '../lint-fix.ts';

export const apart: LintFix = {
  rules: [statementAfterAccessExclusive, ddlAndDmlMixed, wideLockWindow],
  writes: 'the statement in a revision of its own, when the locks of those before it are released',
  applies: () => true,
  chain({ parsed, facts, kind }) {
    const up = { runs: 'together', statements: [parsed.statement.sql] } as const;
    const table = facts.locks[0]?.name.name;
    const does = [facts.command === '' ? kind : facts.command, ...(table === undefined ? [] : [table])].join(' ');
    return { parts: [{ up, down: NOTHING, does, isApart: true }] };
  },
};
