import type { SchemaErrorCode } from '@goated/schema'
import { type DeclaredErrors, type ErrorMaker, makeError } from '@goated/schema/errors'

/** The codes of this package. */
export const raceErrors = {
  PRIZE_RANGE_INVALID: { kind: 'invalid', when: 'a range is not whole places with one decimal share above zero' },
  PRIZE_RANGES_OVERLAP: { kind: 'invalid', when: 'a place is given twice' },
  PRIZE_RANGES_GAP: { kind: 'invalid', when: 'a place before the last one is missing' },
  PRIZE_KINDS_MIXED: { kind: 'invalid', when: 'percentages and amounts together' },
  PRIZE_SHARES_EXCEED_POOL: { kind: 'invalid', when: 'more than 100 %, or more than the pool' },
  PRIZE_ORDER: { kind: 'invalid', when: 'a worse place would get more than a better one' },
  TIME_ZONE_UNKNOWN: { kind: 'fault', when: 'not an IANA time zone' },
  ARCHIVE_UNREADABLE: {
    kind: 'fault',
    when: 'the rules in the archive are not what any release wrote; somebody changed them',
  },
  RACE_NOT_ARCHIVED: { kind: 'conflict', when: 'the race is not completed, so there is nothing to verify' },
  HISTORICAL_RACE_NOT_FOUND: { kind: 'not_found', when: 'there is no such race in the archive' },
  VERIFICATION_NOT_FOUND: { kind: 'not_found', when: 'the archived race was not verified yet' },
  RACE_NOT_OPEN: { kind: 'conflict', when: 'the race is over, or not in a state that allows this; `details.status`' },
  RACE_NOT_JOINABLE: { kind: 'conflict', when: 'everybody who wagers takes part, so there is nothing to join' },
  ENTRANT_NOT_FOUND: { kind: 'not_found', when: 'the user does not take part in the race' },
  AFFILIATE_ACCOUNT_NOT_FOUND: { kind: 'not_found', when: "the race's source does not list the user" },
  DECISION_NOT_DUE: { kind: 'conflict', when: 'the entrant is not flagged for this decision' },
  ADJUSTMENT_NOT_FOUND: { kind: 'not_found', when: 'no such adjustment, or it was reverted already' },
  PAYOUT_NOT_OWED: { kind: 'conflict', when: 'no such payout, or it is settled' },
  PAYOUT_NOT_FOUND: { kind: 'not_found', when: 'no such payout' },
  PAYOUT_ENTRY_NOT_LAST: {
    kind: 'conflict',
    when: "the entry to correct is not the payout's last one, or the payout is owed",
  },
  RACE_RULES_FIXED: {
    kind: 'conflict',
    when: 'the race has begun, or the field is that of its series; `details.fields`',
  },
  SERIES_NOT_FOUND: { kind: 'not_found', when: 'there is no such series' },
  PLAYER_NOT_FOUND: { kind: 'not_found', when: 'the source lists no such player' },
} as const satisfies DeclaredErrors
export type RaceErrorCode = keyof typeof raceErrors

/** Makes an error of this package, or one with a code that packages share. */
export const raceError: ErrorMaker<RaceErrorCode | SchemaErrorCode> = makeError
