import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFeed } from './feed.ts'

class FakeSocket {
  static all: FakeSocket[] = []
  readyState = 0
  sent: { type: string; topics?: string[] }[] = []
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null

  constructor() {
    FakeSocket.all.push(this)
  }
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.readyState = 3
  }
  accept() {
    this.readyState = 1
    this.onopen?.({} as Event)
  }
  receive(message: unknown) {
    const data = typeof message === 'string' ? message : JSON.stringify(message)
    this.onmessage?.({ data } as MessageEvent)
  }
  lose() {
    this.readyState = 3
    this.onclose?.({} as CloseEvent)
  }
}

const latest = () => FakeSocket.all.at(-1)!

beforeEach(() => {
  FakeSocket.all = []
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

function startFeed() {
  const feed = createFeed({ connect: () => new FakeSocket(), random: () => 1 })
  return { feed, stop: feed.start() }
}

describe('createFeed', () => {
  it('subscribes to everything once the socket opens', () => {
    const { feed } = startFeed()
    feed.subscribe('race:1', () => {})
    feed.subscribe('races', () => {})
    expect(latest().sent).toEqual([])
    latest().accept()
    expect(latest().sent).toEqual([{ type: 'subscribe', topics: ['race:1', 'races'] }])
    expect(feed.status()).toBe('open')
  })

  it('hands a message to the listeners of its topic and survives nonsense', () => {
    const { feed } = startFeed()
    const listener = vi.fn()
    feed.subscribe('race:1', listener)
    latest().accept()
    latest().receive('{oops')
    latest().receive({ type: 'pong' })
    latest().receive({ type: 'update', topic: 'race:2', version: 1, data: {} })
    latest().receive({ type: 'update', topic: 'race:1', version: 1, data: {} })
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('unsubscribes when the last listener leaves', () => {
    const { feed } = startFeed()
    latest().accept()
    const first = feed.subscribe('race:1', () => {})
    const second = feed.subscribe('race:1', () => {})
    first()
    expect(latest().sent.filter(({ type }) => type === 'unsubscribe')).toEqual([])
    second()
    expect(latest().sent.at(-1)).toEqual({ type: 'unsubscribe', topics: ['race:1'] })
  })

  it('reconnects with growing delays, and starts over after a success', () => {
    const { feed } = startFeed()
    feed.subscribe('races', () => {})
    latest().lose()
    expect(feed.status()).toBe('down')
    vi.advanceTimersByTime(999)
    expect(FakeSocket.all).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(FakeSocket.all).toHaveLength(2)
    latest().lose()
    vi.advanceTimersByTime(1_999)
    expect(FakeSocket.all).toHaveLength(2)
    vi.advanceTimersByTime(1)
    latest().accept()
    expect(feed.status()).toBe('open')
    expect(latest().sent).toEqual([{ type: 'subscribe', topics: ['races'] }])
    latest().lose()
    vi.advanceTimersByTime(1_000)
    expect(FakeSocket.all).toHaveLength(4)
  })

  it('notices a socket that died silently', () => {
    const { feed } = startFeed()
    latest().accept()
    vi.advanceTimersByTime(25_000)
    expect(latest().sent).toEqual([{ type: 'ping' }])
    vi.advanceTimersByTime(10_000)
    expect(feed.status()).toBe('down')
  })

  it('does not wait out the backoff when told that the device is online', () => {
    const { feed } = startFeed()
    latest().lose()
    feed.reconnectNow()
    expect(FakeSocket.all).toHaveLength(2)
    latest().accept()
    vi.advanceTimersByTime(5_000)
    expect(FakeSocket.all).toHaveLength(2)
  })

  it('stays closed after stop', () => {
    const { stop } = startFeed()
    latest().accept()
    stop()
    vi.advanceTimersByTime(120_000)
    expect(FakeSocket.all).toHaveLength(1)
  })
})
