import { describe, expect, it, vi } from 'vitest'
import { createBoardCache } from './board-cache.ts'

interface Value {
  version: number
  previous: number | undefined
}

function cacheOver(stored: { version: number }, options: { sizeMax?: number; waitMs?: number } = {}) {
  const gates: PromiseWithResolvers[] = []
  const load = vi.fn(async (key: string, previous: Value | undefined): Promise<Value> => {
    void key
    const { version } = stored
    if (gates.length > 0) await gates.at(-1)?.promise
    return { version, previous: previous?.version }
  })
  const onError = vi.fn()
  const cache = createBoardCache<string, Value>({
    load,
    onError,
    fingerprintOf: ({ version }) => String(version),
    sizeOf: () => 1,
    sizeMax: options.sizeMax ?? 10,
    waitMs: options.waitMs ?? 1_000,
  })
  return { cache, load, onError, gates }
}

interface PromiseWithResolvers {
  promise: Promise<void>
  resolve(): void
  reject(error: Error): void
}

function gate(): PromiseWithResolvers {
  let resolve = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<void>((accept, refuse) => {
    resolve = accept
    reject = refuse
  })
  return { promise, resolve, reject }
}

describe('createBoardCache', () => {
  it('loads once for everyone who asks', async () => {
    const { cache, load } = cacheOver({ version: 1 })
    const [first, second] = await Promise.all([cache.get('a'), cache.get('a')])
    expect(first).toBe(second)
    expect(await cache.get('a')).toBe(first)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('loads again when told of another state, and hands in the value before', async () => {
    const stored = { version: 1 }
    const { cache, load } = cacheOver(stored)
    await cache.get('a')
    cache.note('a', '1')
    cache.note('unknown', '7')
    expect(load).toHaveBeenCalledTimes(1)
    stored.version = 3
    cache.note('a', '3')
    expect(await cache.get('a')).toEqual({ version: 3, previous: 1 })
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('loads once more when the state moved on meanwhile', async () => {
    const stored = { version: 1 }
    const { cache, gates, load } = cacheOver(stored)
    await cache.get('a')
    const closed = gate()
    gates.push(closed)
    stored.version = 2
    cache.note('a', '2')
    stored.version = 3
    cache.note('a', '3')
    closed.resolve()
    await cache.settled()
    expect(await cache.get('a')).toMatchObject({ version: 3 })
    expect(load).toHaveBeenCalledTimes(3)
  })

  it('serves what it has while the database fails or is slow, and tries again', async () => {
    const stored = { version: 1 }
    const { cache, gates, onError } = cacheOver(stored, { waitMs: 10 })
    await cache.get('a')
    const slow = gate()
    gates.push(slow)
    stored.version = 2
    cache.note('a', '2')
    expect(await cache.get('a')).toMatchObject({ version: 1 })
    slow.reject(new Error('connection lost'))
    await cache.settled()
    expect(await cache.get('a')).toMatchObject({ version: 1 })
    expect(onError).toHaveBeenCalledTimes(1)
    gates.length = 0
    cache.note('a', '2')
    expect(await cache.get('a')).toMatchObject({ version: 2 })
  })

  it('fails when there is nothing to serve, and remembers nothing of it', async () => {
    const { cache, gates, load } = cacheOver({ version: 1 })
    const broken = gate()
    gates.push(broken)
    const asked = [cache.get('a'), cache.get('a')]
    broken.reject(new Error('connection lost'))
    for (const promise of asked) await expect(promise).rejects.toThrow('connection lost')
    expect(cache.keys()).toEqual([])
    gates.length = 0
    expect(await cache.get('a')).toMatchObject({ version: 1 })
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('lets go of what was not asked for longest', async () => {
    const { cache } = cacheOver({ version: 1 }, { sizeMax: 2 })
    for (const key of ['a', 'b', 'a', 'c']) await cache.get(key)
    expect(cache.keys()).toEqual(['a', 'c'])
  })
})
