import { advanceRaces } from '@goated/races'
import { expect } from 'vitest'
import type { ApiClient } from './api-client.ts'
import { type Desk, PASSWORD, startDesk } from './desk.ts'

/** A desk with a race under way, and an admin who runs it. */
export interface AdminDesk extends Desk {
  admin: ApiClient
  /** Shows again who the admin is, for what asks for that. */
  prove(password?: string): Promise<void>
  /** The entrant of the race whose name begins like this, as admins see it. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into every kind of answer
  entrant(search: string): Promise<any>
  /** Moves the clock past the end of the race, and completes it. */
  finishRace(): Promise<void>
}

/** Starts a desk whose admin `chief` stays signed in as long as the race lasts. */
export async function startAdminDesk(): Promise<AdminDesk> {
  const long = { idleMs: 24 * 3_600_000, absoluteMs: 24 * 3_600_000 }
  const desk = await startDesk({ lifetimes: { user: long, admin: long } })
  const admin = await desk.signIn('chief', { isAdmin: true })
  const { database, day } = desk
  return {
    ...desk,
    admin,
    async prove(password = PASSWORD) {
      const { status } = await admin.call('POST /api/auth/step-up', { body: { password } })
      expect(status).toBe(200)
    },
    async entrant(search) {
      const { body } = await admin.call('GET /api/admin/races/:id/entrants', {
        params: { id: day.race.id },
        query: { search },
      })
      return body.items[0]
    },
    async finishRace() {
      await day.read('13:59', { alice: 100, bob: 250, carol: 30 })
      await day.advance('14:01')
      await day.read('14:02', { alice: 100, bob: 250, carol: 30 })
      await advanceRaces(database.db, { clock: day.clock })
    },
  }
}

/** A race in the evening, as an admin makes one. */
export const newRace = {
  title: 'Evening race',
  source: 'goated',
  prizePool: '1000.00',
  prizeDistribution: [
    { from: 1, percent: '60' },
    { from: 2, to: 3, percent: '20' },
  ],
  startDate: '2025-03-12T18:00:00Z',
  endDate: '2025-03-12T20:00:00Z',
}

const { startDate, endDate: _, ...rules } = newRace

/** Hourly races from then on, by the same rules. */
export const newSeries = { ...rules, anchorStart: startDate, type: 'custom', periodSeconds: 3600 }
