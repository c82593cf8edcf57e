import {
  addHits,
  amount,
  prizes,
  total,
  calendar,
  race,
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

/** A mutant written by hand: `replace` for `find`, which stands in the file once. */
export interface TextMutant {
  /** From the root of the repository. */
  file: string
  find: string
  replace: string
  /** Test files that should notice, where not all of the target are needed. */
  tests?: readonly string[]
}

/** What Stryker does not mutate and money depends on: the text of queries, and numbers. */
export const TEXT_MUTANTS: readonly TextMutant[] = [
  ...within(`${amount}.ts`, [
    ['WAGER_MAX: bigint = 10n ** 20n', 'WAGER_MAX: bigint = 10n ** 21n'],
    ['MONEY_MAX: bigint = 10n ** 18n', 'MONEY_MAX: bigint = 10n ** 17n'],
    ['digitsMax = 400', 'digitsMax = 40'],
    ['(units * rate) / 100_000_000n', '(units * rate) / 10_000_000n'],
  ]),
  ...within(`${prizes}/allocation.ts`, [
    ['.sort(compareStandings)', ''],
    ["input.ties ?? 'split'", "'split'"],
    ["input.ties ?? 'split'", "'earliest'"],
    ['total >= minWager', 'total > minWager'],
    ['first + 1, amount', 'first, amount'],
  ]),
  ...within(`${prizes}/distribution.ts`, [
    ['HUNDRED_PERCENT = 10_000_000_000n', 'HUNDRED_PERCENT = 10_000_000_001n'],
    ['to > 100_000', 'to > 1_000_000'],
    ['a.remainder > b.remainder ? -1', 'a.remainder > b.remainder ? 0'],
  ]),
  ...within(`${total}/fold.ts`, [
    ['HELD_BEFORE_DECISION = 3', 'HELD_BEFORE_DECISION = 2'],
    ['HELD_BEFORE_DECISION = 3', 'HELD_BEFORE_DECISION = 4'],
    ['accepted.allTime * 2n', 'accepted.allTime * 3n'],
  ]),
  ...within(`${total}/progression.ts`, [
    ['stepsMax = 118', 'stepsMax = 119'],
    ['>= 1000', '>= 1001'],
  ]),
  ...within(`${calendar}.ts`, [["timeZone: 'UTC', weekStartsOn: 1", "timeZone: 'UTC', weekStartsOn: 7"]]),
  ...within(`${lifecycle}/check-window.ts`, [
    ['5 * 60_000', '50 * 60_000'],
    ['366 * 86_400_000', '36 * 86_400_000'],
  ]),
  ...within(`${race}/series-window.ts`, [['8 - start.dayOfWeek', '7 - start.dayOfWeek']]),
  ...within(
    `${standingOrder}.ts`,
    [
      ["column: 'reached_at', direction: 'asc'", "column: 'reached_at', direction: 'desc'"],
      ["column: 'total_wager',\n    direction: 'desc'", "column: 'total_wager',\n    direction: 'asc'"],
      ["{ column: 'reached_at'", "{ column: 'total_wager'"],
      ['a.reachedAt - b.reachedAt', 'b.reachedAt - a.reachedAt'],
      ['a.reachedAt - b.reachedAt', '0'],
      ['split: 1, earliest: 2', 'split: 1, earliest: 1'],
      ['split: 1, earliest: 2', 'split: 2, earliest: 2'],
      ['split: 1, earliest: 2', 'split: 1, earliest: 3'],
      ['(rank() over', '(dense_rank() over'],
      ['(rank() over', '(row_number() over'],
      ['case when disqualified_at is null', 'case when true'],
      ['partition by disqualified_at is null', 'partition by true'],
    ],
    [`${standingOrder}.test.ts`, `${standings}/ranking.db.test.ts`],
  ),
  ...within(
    `${standings}/rank-entrants.ts`,
    [
      ['watchedRanks = 100', 'watchedRanks = 1000'],
      ['watchedRanks = 100', 'watchedRanks = 99'],
      ['(h ->> 1)::numeric > 0', '(h ->> 1)::numeric >= 0'],
      ['where race_id = ${race.id}', 'where true'],
      ['total_wager > 0 or', 'total_wager >= 0 or'],
      ['or ${hasWagered})', 'or false)'],
      ['before <= ${top}', 'before < ${top}'],
      ['rank <= ${top}', 'rank < ${top}'],
      ['before <= ${paid}', 'before < ${paid}'],
      ['rank <= ${paid}', 'rank < ${paid}'],
      ['least(rank, before) <=', 'greatest(rank, before) <='],
      ['>= ${places}', '> ${places}'],
      ['order by least(rank, before), user_id', 'order by user_id'],
      ['order by least(rank, before), user_id', 'order by least(rank, before), user_id desc'],
    ],
    [`${standings}/ranking.db.test.ts`],
  ),
  ...within(
    `${standings}/publish-standings.ts`,
    [
      ['options.top ?? 10', 'options.top ?? 11'],
      ['options.places ?? 10', 'options.places ?? 9'],
      ['options.places ?? 10', 'options.places ?? 11'],
      ['race.version + 1', 'race.version'],
    ],
    [`${standings}/ranking.db.test.ts`],
  ),
  ...within(
    `${standings}/prize-contenders.ts`,
    [
      ['race_id = ${input.raceId} and ', ''],
      ['disqualified_at is null and ', ''],
      ['total_wager > 0', 'total_wager >= 0'],
      ['total_wager >= ${', 'total_wager > ${'],
      ['order by total_wager desc', 'order by total_wager'],
      ['order by total_wager desc', 'order by total_wager desc, reached_at'],
      ['rows with ties', 'rows only'],
    ],
    [`${standings}/ranking.db.test.ts`],
  ),
  ...within(
    `${standings}/load-standings.ts`,
    [
      ['w.race_id = p.race_id and ', ''],
      [" and w.status <> 'voided'", ''],
      [' and p.rank is not null', ''],
      ["order by p.rank, ${orderBySql('p')}", 'order by p.rank'],
      ['ties: race.ties', "ties: 'split'"],
      ['unclaimed: race.unclaimed', "unclaimed: 'retain'"],
      ['minWager: race.minWager', 'minWager: 0n'],
      ['where race_id = ${raceId} and rank is null', 'where race_id = ${raceId}'],
    ],
    [`${standings}/load-standings.db.test.ts`],
  ),
  ...within(
    `${standings}/settling-reading.ts`,
    [
      ['source = ${race.source} and ', ''],
      [" and outcome = 'ok' and complete", " and outcome = 'ok'"],
      ["outcome = 'ok' and complete", 'complete'],
      ['as_of >= ${timestamp(race.endDate)}', 'as_of > ${timestamp(race.endDate)}'],
      ['filter (where as_of > ', 'filter (where as_of >= '],
      ['s.timestamp <= ', 's.timestamp < '],
      ['order by s.timestamp desc', 'order by s.timestamp'],
      ['d.race_id = ${race.id} and ', ''],
      [' and d.user_id = c.user_id', ''],
      [" and d.kind = 'confirm'", ''],
      ['d.effective_from >= ', 'd.effective_from > '],
      ['d.effective_from < ', 'd.effective_from <= '],
      ['s.race_id = ${race.id}`', 'true`'],
      ['where race_id = ${raceId} and (', 'where ('],
      ['as_of <= ${timestamp(newest)}', 'as_of < ${timestamp(newest)}'],
      ['order by as_of`', 'order by as_of desc`'],
    ],
    [`${standings}/settling-reading.db.test.ts`],
  ),
  ...within(
    `${reading}/judge.ts`,
    [
      ['jumpFactor = 50n', 'jumpFactor = 51n'],
      ['jumpFactor = 50n', 'jumpFactor = 49n'],
      ['1000n * 100_000_000n', '10_000n * 100_000_000n'],
      ['5 * 60_000', '50 * 60_000'],
      ['previous.listedUsers * 19', 'previous.listedUsers * 18'],
      ['rows.length * 2 <', 'rows.length * 3 <'],
    ],
    [`${reading}/judge.test.ts`],
  ),
  ...within(
    `${store}/late-reading.ts`,
    [
      ['s.source = ${source} and ', ''],
      ['s.timestamp <= ', 's.timestamp < '],
      ['order by s.user_id, s.timestamp desc', 'order by s.user_id, s.timestamp'],
      ['where timestamp = ', 'where timestamp <= '],
      ['s.total_wager::text as month', 's.wagered_today::text as month'],
    ],
    [`${store}/late-reading.db.test.ts`],
  ),
  ...within(`${json}/body-shape.ts`, [
    ['rowsLooked = 20', 'rowsLooked = 200'],
    ['pathsMax = 200', 'pathsMax = 2000'],
    ['depthMax = 6', 'depthMax = 7'],
    ['slice(0, 10)', 'slice(0, 11)'],
    ['slice(0, 80)', 'slice(0, 81)'],
  ]),
  ...within(`${json}/error-body.ts`, [
    ['depthMax = 2', 'depthMax = 1'],
    ['depthMax = 2', 'depthMax = 3'],
  ]),
  ...within(`${source}/fields.ts`, [
    ['value.length <= 128', 'value.length <= 129'],
    ['\\\\d{1,32}', '\\\\d{1,33}'],
    ['nameLengthMax = 64', 'nameLengthMax = 65'],
    ['countMax = 2_147_483_647', 'countMax = 2_147_483_648'],
    ['slice(0, 8)', 'slice(0, 9)'],
  ]),
  ...within(`${admission}/admit-fetch.ts`, [
    ['<= ${at}', '< ${at}'],
    ['> ${later(maxMs)}', '>= ${later(maxMs)}'],
    ['or ${column} > ${later(maxMs)}', ''],
    ['then null else ${later(probeMs)} end', 'then null else null end'],
    ['(${force ?? false} or ', '(false or '],
    ['next_allowed_at = excluded.next_allowed_at', 'next_allowed_at = null'],
  ]),
  ...within(
    `${admission}/circuit.ts`,
    [
      ['failuresMax: 5', 'failuresMax: 50'],
      ['cooldownMs: 60_000', 'cooldownMs: 600_000'],
      ['cooldownMaxMs: 1_800_000', 'cooldownMaxMs: 18_000_000'],
      ['probeMs: 120_000', 'probeMs: 1_200_000'],
      ['2 ** Math', '3 ** Math'],
      [', 30))', ', 31))'],
      ['} + 1, 1000000)', '} + 1, 2000000)'],
    ],
    [`${admission}/circuit.test.ts`, `${admission}/admit-fetch.db.test.ts`],
  ),
  ...within(
    `${credentials}/attempts.ts`,
    [
      ['account: { attempts: 10,', 'account: { attempts: 100,'],
      ['address: { attempts: 50,', 'address: { attempts: 500,'],
      ['code: { attempts: 20,', 'code: { attempts: 200,'],
      ['24 * 3_600_000', '24 * 360_000'],
      ['then 1 else', 'then 0 else'],
      ['+ 1 end', '+ 0 end'],
      [
        'then excluded.window_ends_at else ${loginThrottles.windowEndsAt}',
        'then excluded.window_ends_at else excluded.window_ends_at',
      ],
      ['const over = lte(', 'const over = lt('],
      ['setWhere: sql`${over} or ${lt(', 'setWhere: sql`${over} or ${lte('],
    ],
    [`${credentials}/attempt-limits.db.test.ts`],
  ),
  ...within(`${credentials}/network-of.ts`, [
    ['.slice(0, 4)', '.slice(0, 3)'],
    ['lengthMax = 100', 'lengthMax = 1000'],
  ]),
  ...within(
    `${limits}/rate-limit.ts`,
    [
      ['hitsMax: 1200,', 'hitsMax: 12_000,'],
      ['hitsMax: 120,', 'hitsMax: 1200,'],
      ['read: { hitsMax: 1200, windowMs: 60_000', 'read: { hitsMax: 1200, windowMs: 6_000'],
      ['shareEveryMs = 1000', 'shareEveryMs = 10_000'],
      ['hitsMax / 10', 'hitsMax / 1'],
    ],
    [`${limits}/rate-limit.test.ts`],
  ),
  ...within(
    `${limits}/shared-counters.ts`,
    [['countersMax = 100_000', 'countersMax = 1_000_000']],
    [`${limits}/shared-counters.db.test.ts`],
  ),
  ...within(`${addHits}.ts`, [['${rateLimits.hits} + excluded.hits', 'excluded.hits']], [`${addHits}.db.test.ts`]),
  ...within(
    `${limits}/connections.ts`,
    [
      ['max = 20_000', 'max = 200_000'],
      ['perAddressMax = 250', 'perAddressMax = 2500'],
    ],
    [`${limits}/connections.test.ts`],
  ),
]

function within(
  file: string,
  changes: readonly [find: string, replace: string][],
  tests?: readonly string[],
): TextMutant[] {
  return changes.map(([find, replace]) => ({ file, find, replace, ...(tests ? { tests } : {}) }))
}
