import type { BenchOptions } from './options.ts'
import type { RedisServer } from './redis.ts'
import type { World } from './world.ts'

/** What every row works with. */
export interface BenchContext {
  options: BenchOptions
  world: World
  redis: RedisServer | null
}
