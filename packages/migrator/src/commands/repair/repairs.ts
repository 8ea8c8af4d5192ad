/**
 * `accept`: the edited file of an applied revision is right. `forget`: the revision is not applied after all. `adopt`:
 * it is applied, by other means. `done`, `not-done`: what happened to the statement at which a run outside a
 * transaction was cut short, where the catalog cannot tell. None runs anything; each is logged with its reason.
 */
export const REPAIRS = ['accept', 'forget', 'adopt', 'done', 'not-done'] as const;
export type Repair = (typeof REPAIRS)[number];
