import { addConstraint } from './chains/add-constraint.ts';
import { apart } from './chains/apart.ts';
import { attachPartition } from './chains/attach-partition.ts';
import { buildIndex } from './chains/build-index.ts';
import { detachPartition } from './chains/detach-partition.ts';
import { dropIndex } from './chains/drop-index.ts';
import { fillDefault } from './chains/fill-default.ts';
import { inBatches } from './chains/in-batches.ts';
import { refreshView } from './chains/refresh-view.ts';
import { reindex } from './chains/reindex.ts';
import { changeType } from './chains/retype/change-type.ts';
import { setNotNull } from './chains/set-not-null.ts';
import { uniqueByIndex } from './chains/unique-by-index.ts';
import { validateApart } from './chains/validate-apart.ts';
import type { LintFix } from './lint-fix.ts';

/** All fixes. If two can remove a finding of a statement, the first one is used. */
export const EVERY_LINT_FIX: readonly LintFix[] = [
  buildIndex,
  dropIndex,
  reindex,
  refreshView,
  detachPartition,
  attachPartition,
  addConstraint,
  setNotNull,
  uniqueByIndex,
  fillDefault,
  changeType,
  validateApart,
  inBatches,
  apart,
];
