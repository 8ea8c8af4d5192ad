/**
 * Colours of slices in drawings: readable on white, and apart from each other for people who see few colours (Okabe and
 * Ito, darkened).
 */
const COLOURS = ['#0072b2', '#b34700', '#00795a', '#a8437f', '#8a6d00', '#9c2a3a', '#7a3fb0', '#5c5c5c'] as const;

/** The colour of the n-th slice; they repeat. */
export function sliceColour(n: number): string {
  return COLOURS[n % COLOURS.length] ?? COLOURS[0];
}
