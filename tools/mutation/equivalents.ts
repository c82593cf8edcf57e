import {
  amount,
  prizes,
  total,
  calendar,
  lifecycle,
  standings,
  standingOrder,
  store,
  reading,
  json,
  source,
  admission,
  credentials,
  limits,
} from './targets.ts'

/** A mutant that changes nothing anybody could see, so that no test can notice it. */
export interface Equivalent {
  /** From the root of the repository. */
  file: string
  /** The line that it is in, trimmed. */
  source: string
  /** What stands there instead of the expression. */
  replacement: string
  reason: string
}

const fastPath = 'Keeps amounts off the quick path; the general one gives the same, as a property says.'
const largest = 'Of two equal amounts it is the same which one is taken.'
const shortcut = 'Saves a query whose answer would say the same.'
const typeGuard = 'What follows refuses it as well; the check is for the type.'
const ownRow = 'The statement before has made the row; the check is for the type.'
const zodIssue = 'A failed parse always has an issue; the check is for the type.'
const oneRow = 'An aggregate always returns one row; the check is for the type.'

export const EQUIVALENTS: readonly Equivalent[] = [
  ...within(`${amount}.ts`, 'const plainPattern = /^-?\\d{1,12}(?:\\.\\d{1,8})?$/', fastPath, [
    '/^-\\d{1,12}(?:\\.\\d{1,8})?$/',
    '/^-?\\d(?:\\.\\d{1,8})?$/',
    '/^-?\\d{1,12}(?:\\.\\d{1,8})$/',
    '/^-?\\d{1,12}(?:\\.\\d)?$/',
  ]),
  ...within(
    `${amount}.ts`,
    'if (decimals === WAGER_DECIMALS && max === WAGER_MAX && plainPattern.test(text)) {',
    fastPath,
    ['false', '{}'],
  ),
  ...within(
    `${amount}.ts`,
    'return to >= from ? units * 10n ** BigInt(to - from) : units / 10n ** BigInt(from - to)',
    'Multiplying by one is dividing by one.',
    ['to > from'],
  ),
  ...within(
    `${prizes}/allocation.ts`,
    'if (first >= prizes.length) break',
    'Behind the last place there is nothing to share, so nobody gets anything; stopping saves time.',
    ['false', 'first > prizes.length'],
  ),
  ...within(
    `${prizes}/allocation.ts`,
    'if (group && leader && sharePlace(leader, standing, ties)) group.push(standing)',
    'A group always has a leader; both are asked for because of the types.',
    ['group || leader'],
  ),
  ...within(
    `${prizes}/distribution.ts`,
    'const byRemainder = remainders.sort((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0))',
    'V8 only asks whether one comes before the other: what does not may be called level with it or behind it.',
    ['true', 'false', 'a.remainder <= b.remainder', 'a.remainder >= b.remainder'],
  ),
  ...within(`${total}/fold.ts`, 'return total > 0n ? total : 0n', largest, ['total >= 0n']),
  ...within(`${total}/race-total.ts`, 'return value > 0n ? value : 0n', largest, ['value >= 0n']),
  ...within(`${total}/fold.ts`, 'bracketed: false,', 'Whatever is accepted first sets it.', ['true']),
  ...within(
    `${total}/fold.ts`,
    'if (sample.allTime > state.baselineHigh) state.baselineHigh = sample.allTime',
    largest,
    ['sample.allTime >= state.baselineHigh'],
  ),
  ...within(
    `${total}/fold.ts`,
    'if (began <= context.start && counter < upper) upper = counter',
    'A counter that began at the start and is below A is exact by rule 3, which comes after and overrules this.',
    ['began < context.start'],
  ),
  ...within(`${total}/fold.ts`, 'if (began <= context.start && counter < upper) upper = counter', largest, [
    'counter <= upper',
  ]),
  ...within(`${total}/fold.ts`, 'if (began >= context.start && counter > lower) lower = counter', largest, [
    'counter >= lower',
  ]),
  ...within(`${total}/fold.ts`, 'if (lower > upper) upper = lower', largest, ['lower >= upper']),
  ...within(`${total}/fold.ts`, 'state.endHigh = sample.allTime > anchor ? sample.allTime : anchor', largest, [
    'sample.allTime >= anchor',
  ]),
  ...within(
    `${lifecycle}/check-window.ts`,
    'for (let occurrence = 0; occurrence < occurrencesMax; occurrence++) {',
    'So many are only reached by periods of seconds, whose races all fit or none.',
    ['occurrence <= occurrencesMax'],
  ),
  ...within(
    `${lifecycle}/check-window.ts`,
    "const startsWrong = occurrence === 0 && issues[0]?.path === 'startDate'",
    'A later start was the end of the race before, which was looked at first.',
    ['true'],
  ),
  ...within(
    `${lifecycle}/check-window.ts`,
    "const startsWrong = occurrence === 0 && issues[0]?.path === 'startDate'",
    'This error always has an issue; the check is for the type.',
    ['issues[0].path'],
  ),
  ...within(
    `${standingOrder}.ts`,
    'compare: (a, b) => (a.total === b.total ? 0 : a.total > b.total ? -1 : 1),',
    'What is equal was dealt with before.',
    ['a.total >= b.total'],
  ),
  ...within(
    `${standingOrder}.ts`,
    "const prefix = alias === undefined ? '' : `${alias}.`",
    'In the one query with an alias these columns are of one table only.',
    ['true'],
  ),
  ...within(`${standings}/rank-entrants.ts`, "moved: parseInt(found[0]?.moved ?? '0', 10),", oneRow, [
    'found[0].moved',
  ]),
  ...within(
    `${standings}/publish-standings.ts`,
    'return a && b ? (a > b ? a : b) : (a ?? b)',
    'JavaScript takes null for a time before all others.',
    ['true', 'a || b'],
  ),
  ...within(`${standings}/publish-standings.ts`, 'return a && b ? (a > b ? a : b) : (a ?? b)', largest, ['a >= b']),
  ...within(
    `${standings}/load-standings.ts`,
    'const rankBefore = previousRanks(previous?.entries ?? [])',
    'An entry without a user is of nobody.',
    ['["Stryker was here"]'],
  ),
  ...within(
    `${standings}/load-standings.ts`,
    "return { count: row?.count ?? 0, total: parseAmount(row?.total ?? '0', { max: SUM_MAX }) }",
    oneRow,
    ['row.count', 'row.total'],
  ),
  ...within(`${standings}/settling-reading.ts`, 'if (asOf === null || asOf < race.endDate) return null', shortcut, [
    'asOf === null && asOf < race.endDate',
    'false',
  ]),
  ...within(`${standings}/settling-reading.ts`, 'if (!complete?.first || !complete.is_newest) return null', oneRow, [
    'complete.first',
  ]),
  ...within(`${standings}/settling-reading.ts`, 'if (newest < race.endDate) return []', shortcut, ['false']),
  ...within(
    `${reading}/judge.ts`,
    'const short = totalUsers !== null && rows.length < totalUsers',
    'No length is below null.',
    ['true'],
  ),
  ...within(`${store}/diff.ts`, 'found++', shortcut, ['found--']),
  ...within(`${store}/diff.ts`, 'if (found < accounts.size) {', shortcut, ['true', 'found <= accounts.size']),
  ...within(
    `${json}/body-shape.ts`,
    'const kept = (before ?? []).filter((path) => listsOn(path).some((list) => has.has(list) && isUnseen(list, after)))',
    'Only paths through lists are kept.',
    ['["Stryker was here"]'],
  ),
  ...within(
    `${source}/fields.ts`,
    "(value) => (typeof value === 'string' && wholeNumber.test(value) ? value.slice(NUMBER_MARK.length) : value),",
    typeGuard,
    ['true'],
  ),
  ...within(
    `${source}/fields.ts`,
    "if (decimals >= 0) return parseAmount(text, { decimals, excess: 'truncate', max: WAGER_MAX })",
    'Both ways give the same where both can go.',
    ['true', 'decimals > 0'],
  ),
  ...within(
    `${source}/fields.ts`,
    "if (typeof value !== 'string' || !(encoding === 'number' ? jsonNumber : decimal).test(value)) return 'unusable'",
    typeGuard,
    ['false'],
  ),
  ...within(`${source}/fields.ts`, "if (typeof value !== 'string') return 'unusable'", typeGuard, ['false']),
  ...within(
    `${source}/fields.ts`,
    "return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= countMax",
    typeGuard,
    ['true'],
  ),
  ...within(
    `${source}/fields.ts`,
    'if (/^[\\x21-\\x7e]{1,64}$/.test(value)) return value',
    'Keeps names off the quick path; the general one gives the same.',
    ['false', '/^[\\x21-\\x7e]$/'],
  ),
  ...within(
    `${source}/fields.ts`,
    "const path = [at, ...(issue?.path ?? [])].filter((part) => part !== '').join('.') || 'the body'",
    zodIssue,
    ['issue.path', '["Stryker was here"]'],
  ),
  ...within(
    `${source}/fields.ts`,
    "throw new GoatedError('READING_INVALID', `${path}: ${issue?.message ?? 'invalid'}.`, {",
    zodIssue,
    ['issue.message'],
  ),
  ...within(
    `${json}/error-body.ts`,
    "if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > depthMax) return []",
    'What has no keys, or only numbers for keys, says nothing under any of them.',
    ['false'],
  ),
  ...within(`${admission}/admit-fetch.ts`, 'const openUntil = held?.openUntil ?? null', ownRow, ['held.openUntil']),
  ...within(
    `${admission}/admit-fetch.ts`,
    'if (openUntil !== null && openUntil > now && !force)',
    'JavaScript takes null for a time before all others.',
    ['true'],
  ),
  ...within(
    `${admission}/admit-fetch.ts`,
    "return { admitted: false, outcome: 'stale', reason: 'TOO_SOON', againAt: held?.nextAllowedAt ?? now }",
    ownRow,
    ['held.nextAllowedAt'],
  ),
  ...within(`${admission}/circuit.ts`, 'const failures = counted?.failures ?? 1', ownRow, ['counted.failures']),
  ...within(`${credentials}/attempts.ts`, 'const taken: AttemptCounter[] = []', 'What has no key gives nothing back.', [
    '["Stryker was here"]',
  ]),
  ...within(`${credentials}/attempts.ts`, 'return full?.windowEndsAt ?? now', ownRow, ['full.windowEndsAt']),
  ...within(
    `${credentials}/network-of.ts`,
    "const mapped = ip.startsWith('::ffff:') ? ip.slice('::ffff:'.length) : ip",
    'Keeps addresses off the quick path; the general one gives the same.',
    ["ip.endsWith('::ffff:')", 'ip'],
  ),
  ...within(
    `${credentials}/network-of.ts`,
    'if (isIPv4(mapped)) return mapped',
    'Keeps addresses off the quick path; the general one gives the same.',
    ['false'],
  ),
  ...within(
    `${limits}/shared-counters.ts`,
    'if (!counter || !told || counter.windowStart !== told.windowStart) continue',
    'The database answers for what it was told only; the check is for the type.',
    ['(!counter || !told) && counter.windowStart !== told.windowStart', '!counter && !told', 'false'],
  ),
  ...within(
    `${limits}/connections.ts`,
    'if (left > 0) open.set(network, left)',
    'None left is as good as none known; forgetting saves memory.',
    ['true', 'left >= 0'],
  ),
  ...within(
    `${calendar}.ts`,
    "if (calendar.timeZone === 'UTC') return periodStartUtc(kind, at, calendar.weekStartsOn)",
    'Arithmetic is quicker than the calendar and gives the same, as a property says.',
    ['false'],
  ),
]

function within(file: string, source: string, reason: string, replacements: readonly string[]): Equivalent[] {
  return replacements.map((replacement) => ({ file, source, replacement, reason }))
}
