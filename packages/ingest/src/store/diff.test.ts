import { expect, test } from 'vitest'
import type { NormalRow } from '../reading/normalise-reading.ts'
import { diffReading } from './diff.ts'
import type { KnownAccount } from './known-accounts.ts'

const counters = { allTime: 40n, month: 30n, week: 20n, today: 10n }
const row = (uid: string, more: Partial<NormalRow> = {}): NormalRow => ({ uid, name: uid, ...counters, ...more })
const account = (name: string, more: Partial<KnownAccount> = {}): KnownAccount => ({
  userId: 1,
  name,
  peak: 40n,
  listed: true,
  ...counters,
  ...more,
})

/** The uids of each kind of change. */
function changes(rows: NormalRow[], accounts: Record<string, KnownAccount>) {
  const diff = diffReading(rows, new Map(Object.entries(accounts)))
  return Object.fromEntries(
    Object.entries(diff).map(([kind, list]) => [kind, list.map((each: any) => each.uid ?? each.row.uid)]),
  )
}
const nothing = { arrived: [], changed: [], vanished: [], renamed: [] }

test('a reading that shows what is known changes nothing', () => {
  expect(changes([row('ann')], { ann: account('ann') })).toEqual(nothing)
  expect(changes([], {})).toEqual(nothing)
})

test.each(['allTime', 'month', 'week', 'today'] as const)(
  'a change of %s alone is one, and so is its absence',
  (key) => {
    expect(changes([row('ann', { [key]: 41n })], { ann: account('ann') })).toEqual({ ...nothing, changed: ['ann'] })
    if (key !== 'allTime')
      expect(changes([row('ann', { [key]: null })], { ann: account('ann') })).toEqual({ ...nothing, changed: ['ann'] })
  },
)

test('whoever is listed again has changed, though the counters have not', () => {
  expect(changes([row('ann')], { ann: account('ann', { listed: false }) })).toEqual({ ...nothing, changed: ['ann'] })
})

test('a new name is told, and none keeps the last', () => {
  expect(changes([row('ann', { name: 'Anna' })], { ann: account('ann') })).toEqual({ ...nothing, renamed: ['ann'] })
  expect(changes([row('ann', { name: null })], { ann: account('ann') })).toEqual(nothing)
})

test('who is not in it has vanished, but for who was gone already', () => {
  const accounts = { ann: account('ann'), bob: account('bob'), cid: account('cid', { listed: false }) }
  expect(changes([row('ann')], accounts)).toEqual({ ...nothing, vanished: ['bob'] })
  // As many rows as accounts, and yet one is missing.
  expect(changes([row('ann'), row('new'), row('other')], accounts)).toEqual({
    ...nothing,
    arrived: ['new', 'other'],
    vanished: ['bob'],
  })
})

test('each change has what it is about', () => {
  const ann = account('ann')
  const bob = account('bob')
  const shown = row('ann', { allTime: 41n, name: 'Anna' })
  expect(
    diffReading(
      [shown],
      new Map([
        ['ann', ann],
        ['bob', bob],
      ]),
    ),
  ).toEqual({
    arrived: [],
    changed: [{ row: shown, account: ann }],
    vanished: [{ uid: 'bob', account: bob }],
    renamed: [{ uid: 'ann', name: 'Anna', account: ann }],
  })
})
