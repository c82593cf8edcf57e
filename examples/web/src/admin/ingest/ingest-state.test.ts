import { describe, expect, test } from 'vitest'
import { describeIngest } from './ingest-state.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const well = { newestReading: '2026-03-01T11:50:00.000Z', stale: false, failures: 0, openUntil: null }

describe('describeIngest', () => {
  test('says that all is well, and how old the newest reading is', () => {
    expect(describeIngest(well, now)).toEqual({
      state: 'ok',
      title: 'All is well',
      explanation: 'The newest reading is from 10 minutes ago.',
    })
  })

  test('says since when it is stale', () => {
    const { state, title } = describeIngest({ ...well, stale: true }, now)
    expect(state).toBe('stale')
    expect(title).toMatch(/^Stale since Sun/)
  })

  test('counts failures, and puts them before staleness', () => {
    const { state, title, explanation } = describeIngest({ ...well, stale: true, failures: 3 }, now)
    expect(state).toBe('failing')
    expect(title).toBe('Failing: 3 times in a row')
    expect(explanation).toContain('10 minutes ago')
  })

  test('says until when the circuit is open, and forgets it once that has passed', () => {
    const facts = { ...well, failures: 6, openUntil: '2026-03-01T12:05:00.000Z' }
    expect(describeIngest(facts, now).state).toBe('open')
    expect(describeIngest(facts, now + 600_000).state).toBe('failing')
  })

  test('knows an installation that never had a reading', () => {
    expect(describeIngest({ ...well, newestReading: null, stale: true }, now).state).toBe('none')
  })
})
