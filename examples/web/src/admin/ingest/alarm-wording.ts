const alarms: Record<string, string> = {
  TOTAL_USERS_MISMATCH: 'The provider says another number of users than it lists.',
  COUNT_FELL: 'More than one in twenty players of the reading before are gone.',
  SUM_FELL: 'The sum of all players known before fell: bets were voided.',
  COUNTER_INVALID: "A player's daily, weekly or monthly counter cannot be used, and counts as unknown.",
  TOTAL_USERS_INVALID: 'The number of users that the provider says it has cannot be used.',
  CREDENTIAL_EXPIRES: "The provider's token ends within two hours, or has ended.",
  SCHEMA_DRIFT: "Keys of the provider's answer came or went.",
  CIRCUIT_OPENED: 'Too many failures in a row: the provider is left alone for a while.',
}

export function describeAlarm(alarm: string): string {
  return alarms[alarm] ?? 'Look at the run for details.'
}

const reasons: Record<string, string> = {
  NETWORK: 'The provider cannot be reached',
  TIMEOUT: 'The provider does not answer in time',
  UNAUTHORIZED: 'The provider refuses the token',
  BLOCKED: 'A protection in front of the provider blocks this server',
  REDIRECTED: 'The provider redirects to another host',
  RATE_LIMITED: 'The provider says that it is asked too often',
  UPSTREAM_ERROR: 'The answer is an error',
  BODY_TOO_LARGE: 'The answer is too large',
  BAD_ENCODING: 'The answer is no text in its encoding',
  NOT_JSON: 'The answer is no JSON',
  NOT_CSV: 'The answer is no CSV',
  FILE_CHANGING: 'The file is being written all the time',
  FILE_UNREADABLE: 'The file cannot be read',
  WRONG_TYPE: 'The answer has another shape than it should',
  AMOUNT_NEGATIVE: 'An amount is below zero',
  AMOUNT_OUT_OF_RANGE: 'An amount is impossibly large',
  DUPLICATE_UID: 'A player is listed twice, differently',
  SOURCE_TIME_AHEAD: 'The answer comes from the future',
  COUNT_COLLAPSED: 'More than half of the players are gone',
  SUM_JUMPED: 'The sum jumped beyond belief',
  SUM_COLLAPSED: 'The sum fell beyond belief',
  READING_EMPTY: 'No player is listed',
  READING_REPLAYED: 'The same reading as before',
  RACE_NOT_FOUND: 'The provider runs no such race',
  RACE_AMBIGUOUS: 'The provider runs several such races',
}

/** Why a reading was not stored. */
export function describeReason(reason: string): string {
  const status = /^HTTP_(\d+)$/.exec(reason)?.[1]
  return status === undefined ? (reasons[reason] ?? reason) : `The provider answered with status ${status}`
}
