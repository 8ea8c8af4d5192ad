import type { Straggler } from '../../../commands/fleet/fleet-result.ts';
import type { Style } from '../style.ts';

/** At most this many are listed; `--json` has all. */
const SHOWN = 20;

/** `✗ t42  failed: column "title" already exists`. */
export function stragglerLines(stragglers: readonly Straggler[], style: Style): readonly string[] {
  const lines = stragglers.slice(0, SHOWN).map(({ tenant, state, error }) => {
    const [said = ''] = (error ?? '').split('\n');
    return `${style.red('✗')} ${tenant}  ${state}${said === '' ? '' : `: ${said}`}`;
  });
  const more = stragglers.length - SHOWN;
  return more > 0 ? [...lines, style.dim(`  and ${more} more: see --json`)] : lines;
}
