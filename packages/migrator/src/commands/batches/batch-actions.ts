/** `work` runs batches in the background, `list` and `show` look, and the others order what a worker should do. */
export const BATCH_ACTIONS = ['list', 'show', 'work', 'pause', 'resume', 'retry', 'size', 'cancel'] as const;
export type BatchAction = (typeof BATCH_ACTIONS)[number];
