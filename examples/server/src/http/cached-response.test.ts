import { describe, expect, it, vi } from 'vitest'
import { createResponseCache } from './cached-response.ts'

describe('createResponseCache', () => {
  it('makes a body once, and tags it by its content', async () => {
    const responses = createResponseCache()
    const build = vi.fn(() => ({ a: 1 }))
    const [first, second] = await Promise.all([responses.json('k', build), responses.json('k', build)])
    expect(first).toBe(second)
    expect(build).toHaveBeenCalledTimes(1)
    expect((await responses.json('other', () => ({ a: 1 }))).tag).toBe(first.tag)
    expect((await responses.json('third', () => ({ a: 2 }))).tag).not.toBe(first.tag)
  })

  it('keeps no failure', async () => {
    const responses = createResponseCache()
    await expect(responses.json('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect((await responses.json('k', () => 1)).body.toString()).toBe('1')
  })

  it('forgets what was not asked for longest', async () => {
    const responses = createResponseCache(2_500)
    const build = vi.fn(() => 'x'.repeat(300))
    for (const key of ['a', 'b', 'a', 'c']) await responses.json(key, build)
    expect(build).toHaveBeenCalledTimes(3)
    await responses.json('a', build)
    expect(build).toHaveBeenCalledTimes(3)
    await responses.json('b', build)
    expect(build).toHaveBeenCalledTimes(4)
  })
})
