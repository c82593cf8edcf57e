import { Secret, TOTP } from 'otpauth'

// What every authenticator app understands.
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const secretBytes = 20
/** So many steps a code may be early or late: clocks differ, and typing takes time. */
const tolerance = 1

/** A new secret, in base32 as authenticator apps take it. */
export function createTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32
}

/** The address that an authenticator app reads as a QR code. */
export function totpUri(secret: string, account: { issuer: string; username: string }): string {
  return new TOTP({ ...settings, issuer: account.issuer, label: account.username, secret }).toString()
}

/** The 30-second step whose code this is, of the three that are accepted now; null when it is of none. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime()
  const token = code.replaceAll(' ', '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = TOTP.validate({ ...settings, secret: Secret.fromBase32(secret), token, timestamp, window: tolerance })
  return delta === null ? null : Math.floor(timestamp / 1000 / settings.period) + delta
}
