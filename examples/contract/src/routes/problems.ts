// Codes that several routes may answer with.

export const prizeProblems = [
  'PRIZE_RANGE_INVALID',
  'PRIZE_RANGES_OVERLAP',
  'PRIZE_RANGES_GAP',
  'PRIZE_KINDS_MIXED',
  'PRIZE_SHARES_EXCEED_POOL',
  'PRIZE_ORDER',
] as const
export const ruleProblems = [...prizeProblems, 'WINDOW_NOT_SUPPORTED'] as const
export const raceProblems = ['RACE_NOT_FOUND', 'RACE_NOT_OPEN'] as const
