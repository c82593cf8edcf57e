import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

describe('readSettings', () => {
  it('needs a database and has a default for everything else', () => {
    expect(readSettings({ DATABASE_URL: 'memory://', PORT: '', UNRELATED: 'x' })).toEqual({
      DATABASE_URL: 'memory://',
      PORT: 3000,
      UPSTREAM_KIND: 'goated',
      PROVIDER_TIME_ZONE: 'UTC',
      PROVIDER_WEEK_STARTS_ON: 1,
      STALE_AFTER: 2_700_000,
      LOG_LEVEL: 'info',
    })
    expect(
      readSettings({ DATABASE_URL: 'memory://', STALE_AFTER: '90s', PUBLIC_URL: 'https://example.org/x' }),
    ).toMatchObject({
      STALE_AFTER: 90_000,
      PUBLIC_URL: 'https://example.org',
    })
  })

  it.each([
    ['DATABASE_URL', ''],
    ['PORT', '80x'],
    ['PORT', '70000'],
    ['PROVIDER_TIME_ZONE', 'Mars/Olympus'],
    ['PROVIDER_WEEK_STARTS_ON', '8'],
    ['STALE_AFTER', '77'],
    ['PUBLIC_URL', 'ftp://secret'],
    ['LOG_LEVEL', 'loud'],
  ])('names the variable that is wrong: %s=%s', (name, value) => {
    const read = () => readSettings({ DATABASE_URL: 'memory://', [name]: value })
    expect(read).toThrow(new RegExp(`^${name}: `))
    if (value !== '') expect(read).not.toThrow(value)
  })
})
