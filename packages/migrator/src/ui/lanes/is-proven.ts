/** Whether what a merge says of its proof is that it counts. */
export function isProven(proof: string): boolean {
  return proof.startsWith('proven') || proof === 'adopted';
}
