import { expect, test } from 'vitest'
import { circuitOf, cooldownMsAfter } from './circuit.ts'

test('a circuit is as its options say, and else as documented', () => {
  expect(circuitOf()).toEqual({ failuresMax: 5, cooldownMs: 60_000, cooldownMaxMs: 1_800_000, probeMs: 120_000 })
  expect(circuitOf({ probeMs: 7 })).toMatchObject({ failuresMax: 5, probeMs: 7 })
})

test('its cool-down doubles with each failure, up to a cap', () => {
  const after = (failures: number, options = {}) => cooldownMsAfter(failures, options)
  expect([0, 4, 5, 6, 7, 9, 10, 1000].map((failures) => after(failures))).toEqual([
    null,
    null,
    60_000,
    120_000,
    240_000,
    960_000,
    1_800_000,
    1_800_000,
  ])
  expect(
    [1, 2, 3, 4].map((failures) => after(failures, { failuresMax: 2, cooldownMs: 10, cooldownMaxMs: 25 })),
  ).toEqual([null, 10, 20, 25])
  // However many failures, it stays a number.
  expect(after(1_000_000, { cooldownMaxMs: Number.MAX_VALUE })).toBe(60_000 * 2 ** 30)
})
