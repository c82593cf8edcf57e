import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { GoatedError } from '../errors.ts'
import { emailInput, lineInput, moneyInput, passwordInput, usernameInput, wagerInput } from './fields.ts'
import { parseInput } from './parse.ts'

const raceInput = z.strictObject({
  title: lineInput(200),
  prizePool: moneyInput,
  prizeDistribution: z.array(z.strictObject({ from: z.int().min(1), percent: wagerInput })),
})
const registerInput = z.strictObject({ username: usernameInput, email: emailInput, password: passwordInput })

function refusal(schema: z.ZodType, value: unknown): GoatedError {
  try {
    parseInput(schema, value)
  } catch (error) {
    if (error instanceof GoatedError) return error
    throw error
  }
  throw new Error('The value was accepted.')
}

const race = {
  title: 'Weekly',
  prizePool: '100',
  prizeDistribution: [{ from: 1, percent: '100' }],
}

afterEach(() => z.config({ customError: undefined }))

describe('parseInput', () => {
  it('returns what the schema makes of the value', () => {
    expect(parseInput(raceInput, race).prizePool).toBe(10_000n)
  })

  it('names the field, however deep', () => {
    const error = refusal(raceInput, { ...race, prizeDistribution: [{ from: 1, percent: 'half' }] })
    expect(error.code).toBe('INPUT_INVALID')
    expect(error.message).toBe('Invalid prizeDistribution.0.percent: An amount must be a decimal number.')
    expect(error.details).toEqual({
      issues: [{ path: 'prizeDistribution.0.percent', message: 'An amount must be a decimal number.' }],
    })
  })

  it('names every field that is wrong, in the order of the schema', () => {
    const { issues } = refusal(registerInput, { username: '', email: 'x' }).details as { issues: { path: string }[] }
    expect(issues.map((issue) => issue.path)).toEqual(['username', 'email', 'password'])
    expect(issues.at(-1)).toEqual({ path: 'password', message: 'Required.' })
  })

  it('names an unknown field where it stands', () => {
    const range = { from: 1, percent: '100', isAdmin: true }
    expect(refusal(raceInput, { ...race, prizeDistribution: [range] }).details).toEqual({
      issues: [{ path: 'prizeDistribution.0.isAdmin', message: 'Unknown field.' }],
    })
  })

  it.each([undefined, null, 'text', 7, [], [race]])('says so when the whole is wrong: %j', (value) => {
    const error = refusal(raceInput, value)
    expect(error.message).toMatch(/^Invalid input: /)
    expect(error.details).toMatchObject({ issues: [{ path: '' }] })
  })

  it('never repeats a value, nor a key that is none', () => {
    const secret = 'hunter2 <script>'
    const values = [
      { username: 'bob', email: 'b@c.de', password: [secret] },
      { username: { [secret]: secret }, email: secret, password: '\ud800' + secret },
      { username: 'bob', email: 'b@c.de', password: 'long enough', [secret]: secret },
      secret,
    ]
    for (const value of values) {
      const error = refusal(registerInput, value)
      const told = JSON.stringify([error.message, error.details, error.cause, error.stack])
      expect(told).not.toContain('hunter2')
    }
    expect(refusal(registerInput, values[2]).message).toBe('Invalid ?: Unknown field.')
  })

  it('has no cause, which would carry the value when zod is set to report it', () => {
    expect('cause' in refusal(registerInput, {})).toBe(false)
  })

  it('keeps its own wording when the application changed zod’s', () => {
    z.config({ customError: (issue) => `bad ${JSON.stringify(issue.input)}` })
    expect(refusal(registerInput, { isAdmin: 'hunter2' }).message).toBe('Invalid username: Required.')
  })

  it('lists at most 20 of what is wrong', () => {
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, 1]))
    expect(refusal(registerInput, unknown).details.issues).toHaveLength(20)
    const prizeDistribution = Array.from({ length: 1000 }, () => ({ from: 0 }))
    expect(refusal(raceInput, { ...race, prizeDistribution }).details.issues).toHaveLength(20)
  })

  it('refuses keys that reach for the prototype', () => {
    const value: unknown = JSON.parse(
      '{"username":"bob","email":"b@c.de","password":"long enough","__proto__":{"isAdmin":true}}',
    )
    expect(refusal(registerInput, value).details).toEqual({
      issues: [{ path: '__proto__', message: 'Unknown field.' }],
    })
  })
})
