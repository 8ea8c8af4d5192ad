import type { OpenCall } from './call/open-call.ts';
import type { DevMethods } from './dev-methods.ts';

/** The actions of `migrate dev` as methods. */
export function openDev(open: OpenCall): DevMethods {
  const actions = async () => (await import('../commands/dev/dev-actions.ts')).devActions;
  return {
    once: (own = {}) => open(own, async (bench) => (await actions()).once(bench, own), 'dev --once'),
    watch: (own = {}) => open(own, async (bench) => (await actions()).watch(bench, own), 'dev'),
    status: (own = {}) => open(own, async (bench) => (await actions()).status(bench, own), 'dev status'),
    discard: (own = {}) => open(own, async (bench) => (await actions()).discard(bench, own), 'dev discard'),
    commit: (own) => open(own, async (bench) => (await actions()).commit(bench, own), 'dev commit -m "…"'),
  };
}
