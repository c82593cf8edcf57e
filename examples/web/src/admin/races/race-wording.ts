import type { AdminRace } from '@goated/example-contract'

// The rules of a race as an admin reads them.

export const typeNames: Record<AdminRace['type'], string> = {
  weekly: 'Weekly',
  monthly: 'Monthly',
  weekend: 'Weekend',
  custom: 'Custom',
}

export const tieRules: Record<AdminRace['ties'], string> = {
  split: 'Tied entrants share what their places pay',
  earliest: 'Who reached the total first is better',
}

export const unclaimedRules: Record<AdminRace['unclaimed'], string> = {
  retain: 'Prizes of places nobody took stay unpaid',
  redistribute: 'Prizes of places nobody took go to those who qualified',
}

export const joinPolicies: Record<AdminRace['joinPolicy'], string> = {
  open: 'Whoever wagers is in',
  opt_in: 'Players must join, and count from then on',
}

const closingReasons: Record<string, string> = {
  GRACE_PERIOD_ENDED: 'No complete reading came in time, so it was completed with the last one there was.',
}

/** Why a race closed: a code of the software, or what an admin wrote. */
export function closingReasonText(reason: string): string {
  return closingReasons[reason] ?? reason
}
