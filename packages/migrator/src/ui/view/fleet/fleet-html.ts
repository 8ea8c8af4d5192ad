import type { FleetLook, SeenFleet } from '../../../commands/ui/look-at-fleet.ts';
import {
  type Rollout,
  type RolloutTenant,
  STRAGGLING,
  TENANT_STATES,
  type TenantState,
} from '../../../fleet/rollout.ts';
import { type Html, html } from '../../html/html.ts';
import type { PageContext } from '../page-context.ts';
import { commandHtml, durationText, notice, pill, plural, problemHtml, type Tone, timeHtml } from '../parts.ts';

const TONES: Readonly<Record<TenantState, Tone>> = {
  pending: 'quiet',
  running: 'info',
  done: 'good',
  failed: 'bad',
  unreachable: 'bad',
  ahead: 'warn',
  'half-run': 'warn',
  gone: 'quiet',
};

/** The most cells that are drawn for a wave. */
const CELLS = 2_000;

/** The most stragglers that are listed. */
const LISTED = 200;

/** The newest rollout of a fleet: its progress, its waves with a cell for each tenant, and the tenants left behind. */
export function fleetHtml(context: PageContext, look: FleetLook): Html {
  if (look.kind === 'unseen') {
    const { code, message, hint } = look;
    return html`${problemHtml(context, { code, message, repair: hint })}<p class="muted">Nothing is known about its rollout. Tried ${timeHtml(look.at)}</p>`;
  }
  const { fleet, rollout, tenants } = look;
  if (rollout === null) {
    return html`${notice('quiet', 'No rollout yet.')}${commandHtml(context, `migrate fleet plan ${fleet}`)}`;
  }
  const left = tenants.filter(({ state }) => STRAGGLING.includes(state));
  return html`${headHtml(look, rollout, left.length)}
${rollout.why === undefined ? null : notice(rollout.state === 'done' ? 'quiet' : 'warn', rollout.why)}
<ol class="waves">${rollout.waves.map((name, wave) =>
    waveHtml(
      rollout,
      name,
      wave,
      tenants.filter((each) => each.wave === wave),
    ),
  )}</ol>
${stragglersHtml(left)}
${commandsOf(rollout, left.length).map((command) => commandHtml(context, command))}`;
}

function headHtml({ control, at, tenants }: SeenFleet, rollout: Rollout, left: number): Html {
  const { direction, targets, holder, createdAt } = rollout;
  const [tone, text] = stateOf(rollout, left);
  const who =
    holder === undefined
      ? null
      : html`, ${holder.expired ? 'last run' : 'run'} by ${holder.host}, process ${holder.pid}, since ${timeHtml(holder.since)}`;
  const done = tenants.filter(({ state }) => state === 'done').length;
  const percent = tenants.length === 0 ? 0 : Math.floor((done / tenants.length) * 100);
  return html`<p>${pill(tone, text)} <code>${direction} ${targets.length === 0 ? 'heads' : targets.join(' ')}</code> <span class="muted">begun ${timeHtml(createdAt)}${who}</span></p>
<p class="progress"><progress aria-label="Tenants that are done" value="${percent}" max="100">${percent}%</progress> ${done} of ${plural(tenants.length, 'tenant')} done</p>
<p class="muted">Control database ${control}, read ${timeHtml(at)}</p>`;
}

function stateOf({ state, wanted, holder }: Rollout, left: number): readonly [Tone, string] {
  if (state === 'done' && left > 0) return ['warn', `done, ${left} left behind`];
  if (state === 'open') {
    if (holder === undefined || holder.expired)
      return ['warn', wanted === 'pause' ? 'paused' : 'no coordinator is running'];
    return wanted === 'pause' ? ['warn', 'pausing'] : ['info', 'running'];
  }
  const tones = { paused: 'warn', spent: 'bad', unhealthy: 'bad', done: 'good', superseded: 'quiet' } as const;
  const texts = { spent: 'error budget spent', unhealthy: 'stopped: not healthy' } as const;
  return [tones[state], state === 'spent' || state === 'unhealthy' ? texts[state] : state];
}

function waveHtml(rollout: Rollout, name: string, wave: number, tenants: readonly RolloutTenant[]): Html {
  const counts = TENANT_STATES.flatMap((state) => {
    const count = tenants.filter((each) => each.state === state).length;
    return count === 0 ? [] : [html`${pill(TONES[state], `${count} ${state}`)} `];
  });
  const isCurrent = wave === rollout.wave && rollout.state === 'open';
  const soak =
    isCurrent && rollout.soak !== undefined
      ? html` <span class="muted">has soaked for ${durationText(rollout.soak.elapsedMs)}</span>`
      : null;
  const more =
    tenants.length <= CELLS ? null : html`<p class="muted">The first ${CELLS.toLocaleString('en')} are drawn.</p>`;
  // One picture for screen readers: the list below names what is wrong.
  const sum = TENANT_STATES.map((state) => `${tenants.filter((each) => each.state === state).length} ${state}`)
    .filter((each) => !each.startsWith('0 '))
    .join(', ');
  return html`<li class="wave${isCurrent ? ' wave-now' : ''}"><h3>Wave ${wave + 1}: ${name} ${isCurrent ? pill('info', 'now') : null}</h3><p>${counts}${soak}</p><div class="cells" role="img" aria-label="${plural(tenants.length, 'tenant')}: ${sum}">${tenants
    .slice(0, CELLS)
    .map(
      ({ tenant, state }) => html`<i class="cell cell-${state}" title="${tenant}: ${state}"></i>`,
    )}</div>${more}</li>`;
}

function stragglersHtml(left: readonly RolloutTenant[]): Html | null {
  if (left.length === 0) return null;
  const rows = left
    .slice(0, LISTED)
    .map(
      ({ tenant, wave, state, attempts, code, error, endedAt }) =>
        html`<tr><th scope="row"><code>${tenant}</code></th><td>${pill(TONES[state], state)}</td><td class="number">${wave + 1}</td><td class="number">${attempts}</td><td>${code === undefined ? null : html`<code class="code">${code}</code> `}${error ?? ''}</td><td>${timeHtml(endedAt ?? null)}</td></tr>`,
    );
  const more =
    left.length <= LISTED ? null : html`<p class="muted">And ${plural(left.length - LISTED, 'more tenant')}.</p>`;
  return html`<h3>${plural(left.length, 'straggler')}</h3><div class="table-box" tabindex="0" role="region" aria-label="Stragglers"><table><thead><tr><th scope="col">Tenant</th><th scope="col">Is</th><th scope="col" class="number">Wave</th><th scope="col" class="number">Attempts</th><th scope="col">Why</th><th scope="col">Ended</th></tr></thead><tbody>${rows}</tbody></table></div>${more}`;
}

function commandsOf({ fleet, state, wanted, direction, targets }: Rollout, left: number): readonly string[] {
  const again = ['migrate fleet', direction, fleet, ...targets].join(' ');
  return [
    ...(left > 0 ? [`migrate fleet retry ${fleet}`] : []),
    ...(state === 'open' && wanted === 'run' ? [`migrate fleet pause ${fleet}`, again] : []),
    ...(state === 'paused' || wanted === 'pause' ? [`migrate fleet resume ${fleet}`] : []),
    `migrate fleet status ${fleet}`,
  ];
}
