/** Immutable values by key, each loaded once however many ask, and loaded again when told that it is outdated. */
export interface BoardCache<Key, Value> {
  /** The value. It is outdated only while the database is slow or cannot be reached. */
  get(key: Key): Promise<Value>
  /** Keys of all values held. */
  keys(): Key[]
  /** Says what the stored state of a key is; a value held of another state is loaded again. */
  note(key: Key, fingerprint: string): void
  /** Resolves once nothing is being loaded any more. */
  settled(): Promise<void>
}

export interface BoardCacheOptions<Key, Value> {
  load(key: Key, previous: Value | undefined): Promise<Value>
  fingerprintOf(value: Value): string
  /** How much room a value takes, in any unit. */
  sizeOf(value: Value): number
  /** The most room that all values together may take; the value that nobody has asked for the longest goes first. */
  sizeMax: number
  /** How long a reader waits for a newer value when there is an older one. */
  waitMs: number
  onError(error: unknown, key: Key): void
}

interface Slot<Value> {
  value?: Value
  loading?: Promise<Value>
  /** What a state noted while loading; the load may have come before it. */
  noted?: string
}

/** Makes a cache whose values are replaced as a whole, so readers never see half of a change. */
export function createBoardCache<Key, Value>(options: BoardCacheOptions<Key, Value>): BoardCache<Key, Value> {
  // In the order in which they were last asked for.
  const slots = new Map<Key, Slot<Value>>()

  function load(key: Key, slot: Slot<Value>): Promise<Value> {
    return (slot.loading ??= loadUntilCurrent(key, slot).finally(() => {
      delete slot.loading
    }))
  }

  async function loadUntilCurrent(key: Key, slot: Slot<Value>): Promise<Value> {
    for (;;) {
      delete slot.noted
      const value = await options.load(key, slot.value)
      slot.value = value
      // Once more at most follows from each note, so this ends when the changes do.
      if (slot.noted === undefined || slot.noted === options.fingerprintOf(value)) return value
    }
  }

  function reload(key: Key, slot: Slot<Value>): void {
    load(key, slot).catch((error: unknown) => options.onError(error, key))
  }

  function evict(): void {
    let size = 0
    for (const { value } of slots.values()) if (value !== undefined) size += options.sizeOf(value)
    for (const [key, { value, loading }] of slots) {
      if (size <= options.sizeMax || slots.size === 1) return
      if (value === undefined || loading) continue
      size -= options.sizeOf(value)
      slots.delete(key)
    }
  }

  async function loadFirst(key: Key, slot: Slot<Value>): Promise<Value> {
    try {
      const value = await load(key, slot)
      evict()
      return value
    } catch (error) {
      if (slot.value === undefined) slots.delete(key)
      throw error
    }
  }

  return {
    get(key) {
      const slot = slots.get(key) ?? {}
      slots.delete(key)
      slots.set(key, slot)
      const { value, loading } = slot
      if (value === undefined) return loadFirst(key, slot)
      if (!loading) return Promise.resolve(value)
      return firstOf(loading, options.waitMs).then((newer) => newer ?? slot.value ?? value)
    },
    keys: () => [...slots.keys()],
    note(key, fingerprint) {
      const slot = slots.get(key)
      if (!slot) return
      if (slot.loading) slot.noted = fingerprint
      else if (slot.value !== undefined && options.fingerprintOf(slot.value) !== fingerprint) reload(key, slot)
    },
    async settled() {
      await Promise.allSettled([...slots.values()].flatMap(({ loading }) => loading ?? []))
    },
  }
}

/** What a promise resolves to, or undefined when it fails or takes too long. */
export async function firstOf<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined)
  })
  try {
    return await Promise.race([promise.catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}
