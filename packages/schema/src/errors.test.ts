import { describe, expect, expectTypeOf, it } from 'vitest'
import { GoatedError, isGoatedError } from './errors.ts'

describe('GoatedError', () => {
  it('is an Error with a code, details and a cause', () => {
    const cause = new Error('disk')
    const error = new GoatedError('RACE_NOT_FOUND', 'There is no such race.', { details: { raceId: 7 }, cause })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'GoatedError', code: 'RACE_NOT_FOUND', details: { raceId: 7 } })
    expect(error.cause).toBe(cause)
    expect(error.stack).toContain('There is no such race.')
    expectTypeOf(error.code).toEqualTypeOf<'RACE_NOT_FOUND'>()
  })

  it('has empty details and no cause of its own when it got none', () => {
    const error = new GoatedError('X', 'x')
    expect(error.details).toEqual({})
    expect('cause' in error).toBe(false)
  })

  it('keeps its mark out of what a logger writes', () => {
    expect(JSON.parse(JSON.stringify(new GoatedError('X', 'x', { details: { field: 'a' } })))).toEqual({
      name: 'GoatedError',
      code: 'X',
      details: { field: 'a' },
    })
  })
})

describe('isGoatedError', () => {
  it('recognises an error, and its code when asked for one', () => {
    const error: unknown = new GoatedError('A', 'a')
    expect(isGoatedError(error)).toBe(true)
    expect(isGoatedError(error, 'A')).toBe(true)
    expect(isGoatedError(error, 'B')).toBe(false)
    if (isGoatedError(error, 'A')) expectTypeOf(error.code).toEqualTypeOf<'A'>()
  })

  it('recognises an error of another copy of the package, which instanceof does not', async () => {
    const specifier = './errors.ts?copy'
    const copy = (await import(/* @vite-ignore */ specifier)) as typeof import('./errors.ts')
    const error = new copy.GoatedError('A', 'a')
    expect(error).not.toBeInstanceOf(GoatedError)
    expect(isGoatedError(error, 'A')).toBe(true)
  })

  it.each([undefined, null, 0, 'GoatedError', {}, [], () => 0, new Error('x'), { name: 'GoatedError', code: 'A' }])(
    'is not taken in by %j',
    (value) => {
      expect(isGoatedError(value)).toBe(false)
      expect(isGoatedError(value, 'A')).toBe(false)
    },
  )
})
