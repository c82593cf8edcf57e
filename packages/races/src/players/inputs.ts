import { idInput, instantInput, pagingInput, soughtNameInput, sourceInput } from '@goated/schema/inputs'
import * as z from 'zod'
import { calendarInput } from '../race/rules.ts'

/** A player's name to look up: names may carry an id behind them, so they may be long. */
const playerNameInput = soughtNameInput(256).min(1)

const playerFields = z.strictObject({
  userId: idInput.optional(),
  username: playerNameInput.optional(),
  source: sourceInput,
})

const isNamedOnce = ({ userId, username }: z.output<typeof playerFields>) =>
  (userId === undefined) !== (username === undefined)

const namedOnce = { path: ['username'], error: 'Give either userId or username.' }

/** A player of a source, named by id or by name, without regard to case. */
export const findPlayerInput = playerFields.refine(isNamedOnce, namedOnce)
export type FindPlayerInput = z.input<typeof findPlayerInput>

/** A player's counters, present and past. The player is named by id or by name, without regard to case. */
export const loadPlayerStatsInput = playerFields
  .extend({
    /** The source's. */
    calendar: calendarInput,
    /** The part of the history to show. Default: all of it. */
    from: instantInput.optional(),
    to: instantInput.optional(),
    now: instantInput,
  })
  .refine(isNamedOnce, namedOnce)
export type LoadPlayerStatsInput = z.input<typeof loadPlayerStatsInput>

/** Races that a player took part in. */
export const listPlayerRacesInput = pagingInput.extend({ userId: idInput })
export type ListPlayerRacesInput = z.input<typeof listPlayerRacesInput>
