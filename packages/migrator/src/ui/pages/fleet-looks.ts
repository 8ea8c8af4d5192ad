import { type FleetLook, lookAtFleet } from '../../commands/ui/look-at-fleet.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';

/** What is known of the fleets that somebody looks at, and news of them. */
export class FleetLooks {
  readonly #source: PageSource;
  readonly #now: () => Date;
  readonly #onChange: (fleet: string) => void;
  /** What pages show. Only these are looked at again. */
  readonly #shown = new Map<string, string>();
  readonly #refreshing = new Set<string>();

  constructor(source: PageSource, now: () => Date, onChange: (fleet: string) => void) {
    this.#source = source;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** Looks now. From then on it is told when anything changes. */
  async one(fleet: string): Promise<FleetLook> {
    const look = await lookAtFleet(fleet, (name) => this.#source.fleet((bench) => bench.fleet(name)), this.#now);
    this.#shown.set(fleet, contentOf(look));
    return look;
  }

  /** Begins to look whether anything is new, and tells if it is. One that has not answered yet is not asked again. */
  async refresh(): Promise<void> {
    const asked = [...this.#shown].filter(([fleet]) => !this.#refreshing.has(fleet));
    await Promise.all(asked.map(([fleet, before]) => this.#refreshOne(fleet, before)));
  }

  /** Nobody looks any more. */
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

/** All but the time of the look; how long a soak lasts and when a lease ends moves with the clock. */
function contentOf(look: FleetLook): string {
  if (look.kind === 'unseen') return JSON.stringify({ ...look, at: '' });
  const { rollout } = look;
  const still = rollout === null ? null : { ...rollout, soak: rollout.soak?.since, holder: rollout.holder?.runId };
  return JSON.stringify([still, look.tenants]);
}
