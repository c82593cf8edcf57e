import { recordAudit } from '@goated/accounts'
import type { RecordAuditInput } from '@goated/accounts/inputs'
import type { RouteName } from '@goated/example-contract'
import type { Clock, RecordedEvent, TransactionalDb } from '@goated/schema'
import type { RouteContext } from '../http/route-context.ts'
import type { Actor } from './actor.ts'

export interface AuditedDeps {
  db: TransactionalDb
  /** For acts that may have to wait for each other. Default: `db`. */
  writeDb?: TransactionalDb | undefined
  clock: Clock
  /** Told of what happened, once it is committed. */
  publish(events: readonly RecordedEvent[]): void
}

/** What was done, and to what. */
export interface Act {
  action: string
  targetKind: string
  targetId: number | string
  details?: object
}

/** What was done; events are published when it says of some. */
export type Done = object & { events?: readonly RecordedEvent[] }

/** Who does it, and from where. */
export type Doer = Pick<RouteContext<RouteName>, 'actor' | 'client'>

/**
 * Does something and writes it into the audit log, both or neither. The log's line comes last: it makes other
 * writers of the log wait until the transaction is over.
 *
 * @param act said when it is done, as the number of what was made is only known then
 */
export async function audited<Result extends Done>(
  deps: AuditedDeps,
  doer: Doer,
  work: (tx: TransactionalDb) => Promise<Result>,
  act: (result: Result) => Act,
): Promise<Result> {
  const result = await (deps.writeDb ?? deps.db).transaction(async (tx) => {
    const done = await work(tx)
    await writeAct(tx, deps.clock, doer, act(done))
    return done
  })
  deps.publish(result.events ?? [])
  return result
}

/**
 * Writes into the audit log what was done already. It is for acts that a rollback must not undo, such as counting an
 * attempt at a password.
 */
export async function noteAct({ db, clock }: AuditedDeps, doer: Doer, act: Act): Promise<void> {
  await db.transaction((tx) => writeAct(tx, clock, doer, act))
}

async function writeAct(tx: TransactionalDb, clock: Clock, { actor, client }: Doer, act: Act): Promise<void> {
  const { action, targetKind, targetId, details = {} } = act
  const { address: ip, requestId } = client
  const entry = { ...actorOf(actor), action, targetKind, targetId: String(targetId), ip, requestId }
  await recordAudit(tx, { ...entry, details: asJson(details) }, { clock })
}

/** As it will be stored: without what is undefined, times as text. */
function asJson(details: object): NonNullable<RecordAuditInput['details']> {
  return JSON.parse(JSON.stringify(details)) as NonNullable<RecordAuditInput['details']>
}

function actorOf(actor: Actor) {
  switch (actor.kind) {
    case 'session':
      return { actorKind: 'user', actorUserId: actor.session.user.id } as const
    case 'token':
      return {
        actorKind: 'token',
        actorUserId: actor.apiToken.createdBy,
        actorTokenId: actor.apiToken.tokenId,
      } as const
    case 'anonymous':
      throw new Error('Nobody in particular cannot do anything that is audited.')
  }
}
