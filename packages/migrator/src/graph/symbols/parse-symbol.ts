import { InvalidRangeError } from '../../errors/graph/range-errors.ts';

/** A symbol split at its first `@`: `events@head` → label `events`, name `head`. */
export interface SymbolParts {
  readonly label: string | undefined;
  readonly name: string;
}

export function splitSymbol(symbol: string): SymbolParts {
  const sign = symbol.indexOf('@');
  const label = sign <= 0 ? undefined : symbol.slice(0, sign);
  return { label, name: symbol.slice(sign + 1) };
}

/** `events@ae10+2` → label `events`, name `ae10`, steps `+2`. Without a name the steps count from what is applied. */
export interface RelativeSymbol {
  readonly label: string | undefined;
  readonly name: string | undefined;
  readonly steps: number;
  /** The steps as typed: `+2`. */
  readonly typed: string;
}

const STEPS = /[+-]\d+$/;
const WORD = /^[\p{L}\p{N}_]+$/u;

/**
 * Reads a relative symbol; `undefined` when it is an absolute one. `isName` tells whole ids and labels, which win over
 * arithmetic: with a label `feature-1`, the symbol `feature-1` is that label and not one step below `feature`.
 */
export function parseRelative(symbol: string, isName: (name: string) => boolean): RelativeSymbol | undefined {
  const steps = STEPS.exec(symbol);
  if (steps === null) return undefined;
  const sign = symbol.lastIndexOf('@', steps.index);
  const whole = symbol.slice(sign + 1);
  if (isName(whole)) return undefined;
  const name = symbol.slice(sign + 1, steps.index);
  if (name !== '' && !WORD.test(name) && !isName(name)) return undefined;
  if (sign === 0) return undefined;
  return {
    label: sign < 0 ? undefined : symbol.slice(0, sign),
    name: name === '' ? undefined : name,
    steps: Number(steps[0]),
    typed: steps[0],
  };
}

/**
 * The two ends of `a:b` as typed, either one maybe empty; `undefined` when there is no `:`. Throws `InvalidRangeError`
 * for more than one.
 */
export function parseRange(range: string): { readonly from: string; readonly to: string } | undefined {
  const sign = range.indexOf(':');
  if (sign < 0) return undefined;
  const to = range.slice(sign + 1);
  if (to.includes(':')) throw new InvalidRangeError({ given: range });
  return { from: range.slice(0, sign), to };
}
