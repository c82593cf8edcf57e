import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const required = { DATABASE_URL: 'memory://', SESSION_SECRET: 's'.repeat(32) }

describe('readSettings', () => {
  it('needs a database and a secret, and has a default for everything else', () => {
    expect(() => readSettings({})).toThrow(/^DATABASE_URL: Required.*\nSESSION_SECRET: Required/s)
    expect(readSettings({ ...required, PORT: '', UNRELATED: 'x' })).toEqual({
      ...required,
      DATABASE_POOL_MAX: 10,
      PORT: 3000,
      ADMIN_TOTP: 'required',
      MASK_NAMES: 'off',
      MIN_AGE: 18,
      SITE_NAME: 'Goated',
      UPSTREAM_KIND: 'goated',
      PROVIDER_TIME_ZONE: 'UTC',
      PROVIDER_WEEK_STARTS_ON: 1,
      STALE_AFTER: 2_700_000,
      LOG_LEVEL: 'info',
    })
    expect(
      readSettings({
        ...required,
        STALE_AFTER: '90s',
        PUBLIC_URL: 'https://example.org/x',
        TRUST_PROXY: '10.0.0.0/8, loopback',
        FOOTER_LINKS: 'Help=https://example.org/help?a=b, Terms=https://example.org/terms',
      }),
    ).toMatchObject({
      STALE_AFTER: 90_000,
      PUBLIC_URL: 'https://example.org',
      TRUST_PROXY: ['10.0.0.0/8', 'loopback'],
      FOOTER_LINKS: [
        { label: 'Help', url: 'https://example.org/help?a=b' },
        { label: 'Terms', url: 'https://example.org/terms' },
      ],
    })
  })

  it('wants the first admin whole', () => {
    expect(() => readSettings({ ...required, ADMIN_USERNAME: 'chief' })).toThrow(/^ADMIN_USERNAME and ADMIN_PASSWORD: /)
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
    ['SESSION_SECRET', 'too short'],
    ['TRUST_PROXY', 'everybody'],
    ['FOOTER_LINKS', 'Help=javascript:alert(1)'],
    ['ADMIN_TOTP', 'maybe'],
  ])('names the variable that is wrong: %s=%s', (name, value) => {
    const read = () => readSettings({ ...required, [name]: value })
    expect(read).toThrow(new RegExp(`^${name}: `))
    if (value !== '') expect(read).not.toThrow(value)
  })
})
