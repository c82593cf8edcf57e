import { setMaxListeners } from 'node:events'
import fc from 'fast-check'
import { inject } from 'vitest'
import { switches } from './orders.ts'

// The same random values each time, or a score would be luck; and the first failure is enough.
fc.configureGlobal({ seed: 20_250_602, endOnFailure: true })

// Each time that a test runs it listens to the signal that would end it.
setMaxListeners(0)

const { active } = inject('orders')
const now = switches()
now.activeMutant = active ?? undefined
now.currentTestId = undefined
now.hitCount = 0
now.hitLimit = active === null ? undefined : 1_000_000
