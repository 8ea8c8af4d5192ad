import { type FleetLook, lookAtFleet } from '../../commands/ui/look-at-fleet.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';

/** The state of the fleets on open pages, and news about them. */
export class FleetLooks {
  readonly #source: PageSource;
  readonly #now: () => Date;
  readonly #onChange: (fleet: string) => void;
  /** The fleets that pages show; only these are read again. */
  readonly #shown = new Map<string, string>();
  readonly #refreshing = new Set<string>();

  constructor(source: PageSource, now: () => Date, onChange: (fleet: string) => void) {
    this.#source = source;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Reads it now, and from then on reports changes. */
  async one(fleet: string): Promise<FleetLook> {
    const look = await lookAtFleet(fleet, (name) => this.#source.fleet((bench) => bench.fleet(name)), this.#now);
    this.#shown.set(fleet, contentOf(look));
    return look;
  }

  /** Starts to check for news, and reports them. A fleet whose last answer is still missing is not asked again. */
  async refresh(): Promise<void> {
    const asked = [...this.#shown].filter(([fleet]) => !this.#refreshing.has(fleet));
    await Promise.all(asked.map(([fleet, before]) => this.#refreshOne(fleet, before)));
  }

  /** Called when the last page has closed. */
  forget(): void {
    this.#shown.clear();
  }

  async #refreshOne(fleet: string, before: string): Promise<void> {
    this.#refreshing.add(fleet);
    try {
      if (contentOf(await this.one(fleet)) !== before) this.#onChange(fleet);
    } finally {
      this.#refreshing.delete(fleet);
    }
  }
}

/**
 * Everything except values that change with the clock: the time of reading, the length of a soak, the end of a lease.
 */
function contentOf(look: FleetLook): string {
  if (look.kind === 'unseen') return JSON.stringify({ ...look, at: '' });
  const { rollout } = look;
  const still = rollout === null ? null : { ...rollout, soak: rollout.soak?.since, holder: rollout.holder?.runId };
  return JSON.stringify([still, look.tenants]);
}
