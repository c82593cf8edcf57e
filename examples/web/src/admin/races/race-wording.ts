import type { AdminRace } from '@goated/example-contract'

// What an admin reads for the words of a race.

export const typeNames: Record<AdminRace['type'], string> = {
  weekly: 'Weekly',
  monthly: 'Monthly',
  weekend: 'Weekend',
  custom: 'Custom',
}

const closingReasons: Record<string, string> = {
  GRACE_PERIOD_ENDED: 'No complete reading came in time, so it was completed with the last one there was.',
}

/** Why a race closed: a code of the software, or what an admin wrote. */
export function closingReasonText(reason: string): string {
  return closingReasons[reason] ?? reason
}
