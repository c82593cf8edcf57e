/** The colour of a rank: gold, silver and bronze for the first three, whoever shares them. */
export function rankLook(rank: number): string {
  return rank === 1 ? 'text-first' : rank === 2 ? 'text-silver' : rank === 3 ? 'text-bronze' : ''
}
