/** What `migrate fleet` does. */
export const FLEET_ACTIONS = [
  'plan',
  'status',
  'upgrade',
  'downgrade',
  'retry',
  'pause',
  'resume',
  'work',
  'provision',
] as const;
export type FleetAction = (typeof FLEET_ACTIONS)[number];
