import type { OpenCall } from './call/open-call.ts';
import type { FleetMethods } from './fleet-methods.ts';

/** The actions of `migrate fleet` as methods. */
export function openFleet(open: OpenCall): FleetMethods {
  const actions = async () => (await import('../commands/fleet/fleet-actions.ts')).fleetActions;
  const up = { direction: 'upgrade', targets: [] } as const;
  return {
    plan: (own) =>
      open(own, async (bench) => (await actions()).plan(bench, { ...up, ...own }), `fleet plan ${own.fleet}`),
    status: (own) => open(own, async (bench) => (await actions()).status(bench, own), `fleet status ${own.fleet}`),
    upgrade: (own) =>
      open(own, async (bench) => (await actions()).run(bench, { ...up, ...own }), `fleet upgrade ${own.fleet}`),
    downgrade: ({ target, ...own }) => {
      const down = { ...own, direction: 'downgrade' as const, targets: [target] };
      return open(own, async (bench) => (await actions()).run(bench, down), `fleet downgrade ${own.fleet} ${target}`);
    },
    retry: (own) => open(own, async (bench) => (await actions()).retry(bench, own), `fleet retry ${own.fleet}`),
    pause: (own) => open(own, async (bench) => (await actions()).pause(bench, own), `fleet pause ${own.fleet}`),
    resume: (own) => open(own, async (bench) => (await actions()).resume(bench, own), `fleet resume ${own.fleet}`),
    work: (own) => open(own, async (bench) => (await actions()).work(bench, own), `fleet work ${own.fleet}`),
    provision: (own) =>
      open(own, async (bench) => (await actions()).provision(bench, own), `fleet provision ${own.fleet} ${own.tenant}`),
  };
}
