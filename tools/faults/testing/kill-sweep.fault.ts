import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KillSweep, startKillSweep } from './kill-sweep.ts'
import { DEATHS } from './killable-database.ts'
import { completion, tick } from './scenarios.ts'

const scenarios = [tick, completion]
// Each on a database of its own; most of the time goes into making it.
const atOnce = 3

let sweep: KillSweep
beforeAll(async () => {
  sweep = await startKillSweep(scenarios)
})
afterAll(() => sweep.stop())

describe.each(scenarios)('$name', (scenario) => {
  test.each(DEATHS)('killed after any statement (%s) and run again, ends as if nothing had happened', async (death) => {
    const expected = await sweep.uninterrupted(scenario)
    expect(expected.statements.filter((text) => text === 'commit').length).toBeGreaterThan(0)
    expect(Object.values(expected.dump).flat().length).toBeGreaterThan(100)
    const kills = expected.statements.map((_, index) => index + 1)
    for (let first = 0; first < kills.length; first += atOnce) {
      const batch = kills.slice(first, first + atOnce).map((after) => sweep.killed(scenario, after, death))
      for (const { after, statement, dump } of await Promise.all(batch))
        expect(dump, `killed after statement ${after}: ${statement.slice(0, 120)}`).toEqual(expected.dump)
    }
  })

  test('is the same whenever it is run', async () => {
    const [one, other] = [await sweep.uninterrupted(scenario), await sweep.uninterrupted(scenario)]
    expect(other).toEqual(one)
  })
})
