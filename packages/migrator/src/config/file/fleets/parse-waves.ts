import { type FleetWave, WHOLE_FLEET } from '../../../fleet/fleet-settings.ts';
import { durationMs } from '../../../revision/duration.ts';
import type { ConfigChecker } from '../config-checker.ts';
import { CONFIG_KEYS } from '../config-keys.ts';

/** Longer than any timer of Node. */
const LONGEST_SOAK = 7 * 24 * 3_600_000;

/** Checks the waves of a fleet: each says whom it takes, shares grow, and the last one is everybody. */
export function parseWaves(value: unknown, path: string, check: ConfigChecker): readonly FleetWave[] {
  if (value === undefined) return WHOLE_FLEET;
  if (!Array.isArray(value) || value.length === 0) throw check.wrong(path, 'must be a list of at least one wave');
  const waves = value.map((each: unknown, index) => parseWave(each, `${path}[${index}]`, check));
  let least = 0;
  for (const [index, { percent }] of waves.entries()) {
    if (percent === undefined) continue;
    if (percent <= least) throw check.wrong(`${path}[${index}].percent`, 'must be more than that of the wave before');
    least = percent;
  }
  if (waves.at(-1)?.percent !== 100)
    throw check.wrong(path, 'must end with { "percent": 100 }, so that nobody is left');
  return waves;
}

function parseWave(value: unknown, path: string, check: ConfigChecker): FleetWave {
  const given = check.object(value, path, CONFIG_KEYS['fleets.*.waves[]']);
  const match = check.optionalString(given.match, `${path}.match`);
  const { percent } = given;
  if ((match === undefined) === (percent === undefined)) {
    throw check.wrong(path, 'needs exactly one of "match" and "percent"');
  }
  const soak = check.optionalString(given.soak, `${path}.soak`);
  const soakMs = soak === undefined ? 0 : durationMs(soak);
  if (soakMs === undefined || soakMs > LONGEST_SOAK) {
    throw check.wrong(`${path}.soak`, 'must be a duration such as "15min" (ms, s, min or h), at most 168h');
  }
  if (match !== undefined) {
    const [, attribute, wanted] = /^([^=\s]+)=(.+)$/.exec(match) ?? [];
    if (attribute === undefined || wanted === undefined) throw check.wrong(`${path}.match`, 'must be attribute=value');
    return { name: match, match: { attribute, value: wanted }, soakMs };
  }
  if (typeof percent !== 'number' || !(percent > 0 && percent <= 100)) {
    throw check.wrong(`${path}.percent`, 'must be a number above 0, up to 100');
  }
  return { name: `${percent}%`, percent, soakMs };
}
