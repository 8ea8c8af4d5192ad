import { RehearsalMaskError } from '../../../errors/rehearsal/mask-errors.ts';
import type { MaskedColumn, MaskProblem } from '../../../rehearsal/mask/match-masks.ts';
import { shownName } from '../../../sql/names/shown-name.ts';

/** Throws the first of them as `RehearsalMaskError`. */
export function refuseMasks(problems: readonly MaskProblem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new RehearsalMaskError(first);
}

/** `public.customers.email`. */
export function shownMasks(masked: readonly MaskedColumn[]): readonly string[] {
  return masked.map(({ table, column }) => `${shownName(table)}.${shownName(column)}`);
}
